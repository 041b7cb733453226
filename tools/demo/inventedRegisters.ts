import Papa from 'papaparse';

const HEADINGS = [
  'N°',
  'Date d’accueil',
  'Nom et prénom',
  'Téléphone',
  'Quartier / village',
  'Région',
  'Cercle',
  'Sexe',
  'Âge',
  'Statut',
  'Handicap',
  'Situation matrimoniale',
  'Date de l’incident',
  'Heure',
  'Lieu',
  'Type de violence',
  'Auteur : lien',
  'Auteur : profession ou groupe',
  'Nombre d’auteurs',
  'Accord prise en charge',
  'Accord statistiques',
  'Santé',
  'Psychosocial',
  'Juridique',
  'Sécurité / abri',
  'AGR',
  'Risque',
  'Dernier suivi',
  'État',
  'Gestionnaire',
  'Observations',
].map((heading) => heading.replaceAll('’', "'"));

const CENTRES = [
  { code: 'DEM1', region: 'Mopti', cercle: 'Bandiagara' },
  { code: 'DEM2', region: 'Ségou', cercle: 'Niono' },
  { code: 'DEM3', region: 'Gao', cercle: 'Ansongo' },
] as const;

const TYPES = ['Viol', 'Agression sexuelle', 'Agression physique', 'Mariage forcé', 'Déni de ressources', 'Violence psychologique'];
const LINKS = ['Partenaire intime / ex-partenaire', 'Voisin / ami', 'Aucune relation', 'Inconnu'];
const WORK = ['Sans emploi', 'Commerçant', 'Agriculteur', 'Inconnu'];
const FIRST = ['Exemplette', 'Fictive', 'Imagine', 'Invente', 'Modèle', 'Essai'];
const LAST = ['Démonstration', 'Échantillon', 'Maquette', 'Spécimen'];
const ROWS = 180;
const STAFF = ['AC1', 'AC2'];

type InventedCentre = {
  readonly region: string;
  readonly cercle: string;
  readonly rows: number;
  readonly staffCodes: readonly string[];
  readonly seed: number;
};

/** Registers of three centres that do not exist, for a machine without registers: the same at each run, never written to disk. */
export function inventedRegisters(today: string): ReadonlyMap<string, Buffer> {
  return new Map(
    CENTRES.map((centre, index) => [
      `registre-${centre.code}.csv`,
      inventedRegister({ ...centre, rows: ROWS, staffCodes: STAFF, seed: 1000 + index }, today),
    ]),
  );
}

/** The register of one centre that does not exist, as UTF-8 with its mark and semicolons; the same bytes for the same seed and day. */
export function inventedRegister(centre: InventedCentre, today: string): Buffer {
  const draw = generator(centre.seed);
  const rows = Array.from({ length: centre.rows }, (_, index) => row(centre, today, index + 1, draw));
  return Buffer.from(`\uFEFF${Papa.unparse({ fields: HEADINGS, data: rows }, { delimiter: ';', newline: '\r\n' })}`, 'utf8');
}

type Draw = <T>(options: readonly T[]) => T;

function row(centre: InventedCentre, today: string, number: number, draw: Draw): string[] {
  const received = Date.parse(`${today}T00:00:00Z`) - (20 + draw(range(300))) * 86_400_000;
  const happened = received - draw([0, 1, 2, 4, 9, 20, 40]) * 86_400_000;
  const letters = `${draw(FIRST)} ${draw(LAST)} ${number}`;
  const consent = draw([...Array<string>(18).fill('Oui'), 'Non']);
  return [
    String(number),
    day(received),
    letters,
    `00 00 ${pad(draw(range(100)))} ${pad(number % 100)}`,
    'Quartier inventé',
    centre.region,
    centre.cercle,
    draw(['F', 'F', 'F', 'F', 'F', 'F', 'F', 'F', 'M']),
    String(draw([8, 13, 15, 17, 19, 22, 24, 28, 31, 36, 44, 52])),
    draw(['PDI', 'Résidente', 'Retournée']),
    draw(['Non', 'Non', 'Non', 'Oui']),
    draw(['Célibataire', 'Mariée', 'Veuve']),
    day(happened),
    '',
    draw(['Domicile', 'Champ', 'Marché']),
    draw(TYPES),
    draw(LINKS),
    draw(WORK),
    '1',
    consent,
    draw(['Oui', 'Oui', 'Oui', 'Oui', 'Oui', 'Non']),
    draw(['Oui', 'Non']),
    draw(['Oui', 'Non']),
    draw(['Oui', 'Non']),
    'Non',
    draw(['Oui', 'Non']),
    draw(['Élevé', 'Moyen', 'Faible']),
    day(received + 10 * 86_400_000),
    draw(['Ouvert', 'Ouvert', 'Clôturé']),
    draw(centre.staffCodes),
    draw(['', 'observation inventée pour la démonstration']),
  ];
}

/** A fixed sequence of choices (mulberry32): an invented register must be the same everywhere. */
function generator(seed: number): Draw {
  let state = seed;
  return (options) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const chosen = options[((mixed ^ (mixed >>> 14)) >>> 0) % options.length];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  };
}

function range(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}

function day(time: number): string {
  const [year = '', month = '', date = ''] = new Date(time).toISOString().slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
