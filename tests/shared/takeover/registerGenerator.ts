/** Registers drawn at random by a seed, as centres keep them, with what a correct reading gives. Nobody in them exists. */

export type GeneratedRegister = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly truth: {
    readonly held: readonly number[];
    readonly unknownCells: readonly (readonly [number, string])[];
    readonly duplicates: readonly (readonly [number, number])[];
    readonly months: ReadonlyMap<string, MonthTruth>;
  };
};

export type MonthTruth = {
  registered: number;
  noCareConsent: number;
  noStatisticsConsent: number;
  counted: number;
  readonly types: Map<string, number>;
};

export const TODAY = '2026-11-24';

export const HEADINGS = [
  'N°',
  "Date d'accueil",
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
  "Date de l'incident",
  'Heure',
  'Lieu',
  'Type de violence',
  'Auteur : lien',
  'Auteur : profession ou groupe',
  "Nombre d'auteurs",
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
];

const FIRST_NAMES: readonly (readonly string[])[] = [
  [
    'Oumou',
    'Djélika',
    'Fanta',
    'Nassira',
    'Kadidia',
    'Batoma',
    'Ténimba',
    'Yaye',
    'Saoudatou',
    'Mariétou',
    'Nènè',
    'Coumba',
    'Habibatou',
    'Assan',
    'Sokona',
    'Tata',
    'Wassa',
    'Diénèba',
    'Aoua',
    'Rahmatou',
    'Zahara',
    'Tiguida',
    'Founé',
    'Maïmounatou',
    'Ramatoulaye',
    'Bintouba',
    'Kankou',
    'Sali',
    'Yakaré',
    'Hadiaratou',
  ],
  [
    'Adja',
    'Aïchatou',
    'Bougouba',
    'Célina',
    'Dado',
    'Elisabeth',
    'Fily',
    'Goundo',
    'Halimatou',
    'Inna',
    'Kani',
    'Lobbo',
    'Mah',
    'Niagalé',
    'Oumoul',
    'Penda',
    'Raki',
    'Soumba',
    'Taoussa',
    'Yassa',
    'Zeinab',
    'Koudédia',
    'Madina',
    'Naïssa',
    'Sétou',
    'Worokia',
    'Doussou',
    'Bassira',
    'Astan',
    'Kadidiatou',
  ],
];
const MALE_NAMES = ['Souleymane', 'Ibrahima', 'Cheick', 'Yacouba', 'Ousmane', 'Seydou', 'Lassana', 'Madou'];
const LAST_NAMES: readonly (readonly string[])[] = [
  [
    'Coulibaly',
    'Diakité',
    'Kouyaté',
    'Sacko',
    'Sylla',
    'Camara',
    'Bagayoko',
    'Ballo',
    'Berthé',
    'Sanogo',
    'Ouattara',
    'Tangara',
    'Mariko',
    'Diabaté',
    'Kamissoko',
    'Simpara',
    'Niaré',
    'Wagué',
    'Yattara',
    'Ag-Mohamed',
    'Théra',
    'Tounkara',
    'Soumaré',
    'Macalou',
    'Guindo',
    'Sagara',
  ],
  [
    'Traoré',
    'Keïta',
    'Touré',
    'Diallo',
    'Sidibé',
    'Dolo',
    'Saye',
    'Karambé',
    'Kodio',
    'Djiguiba',
    'Yalcouyé',
    'Niangaly',
    'Ongoïba',
    'Témé',
    'Tapily',
    'Walet-Ibrahim',
    'Kanouté',
    'Goïta',
    'Fané',
    'Daou',
    'Cissouma',
    'Konta',
    'Minta',
    'Bouaré',
    'Sinayoko',
    'Dramé',
  ],
];
const PLACES = [
  ['Ségou', ['Niono', 'Ségou', 'Bla', 'San']],
  ['Tombouctou', ['Goundam', 'Diré', 'Niafunké', 'Tombouctou']],
] as const;
/** Wording → code, several spellings each. */
const TYPES: readonly (readonly [string, string])[] = [
  ['Viol', 'rape'],
  ['VIOLS', 'rape'],
  ['agression  sexuelle', 'sexual_assault'],
  ['Agr. sexuelle', 'sexual_assault'],
  ['Tentative de viol', 'sexual_assault'],
  ['Aggressions physiques', 'physical_assault'],
  ['COUPS ET BLESSURES', 'physical_assault'],
  ['mariage force', 'forced_marriage'],
  ['Mariage forcé / précoce', 'forced_marriage'],
  ['Déni de ressource', 'denial_resources'],
  ["deni de ressources, d'opportunites ou de services", 'denial_resources'],
  ['Violences psychologiques', 'psychological'],
  ['emotionnelle', 'psychological'],
];
const RELATIONS = [
  'Partenaire intime / ex-partenaire',
  'Mari',
  'Membre de la famille',
  'Voisine',
  'Inconnu',
  'Aucune relation',
  'Enseignant',
  'Employeur',
  'Autre déplacé',
];
const OCCUPATIONS = [
  'Cultivateur',
  'Commerçante',
  'Sans emploi',
  'Groupe armé',
  'Inconnu',
  'éleveur',
  'Militaire',
  'Élève',
  'Bandit armé',
  'Transporteur',
];
const STATES = ['Ouvert', 'Ouvert', 'Clôturé', 'Sans nouvelles'];
const OBSERVATIONS = ['', '', 'à revoir; "urgent"', '=SOMME(A1:A3)', 'vue avec sa sœur', '@rappel', 'deux\nlignes'];

type Draw = { readonly next: () => number; readonly below: (bound: number) => number; readonly pick: <T>(items: readonly T[]) => T };

export function drawOf(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[below(items.length)];
    if (item === undefined) throw new RangeError('nothing to draw from');
    return item;
  };
  return { next, below, pick };
}

/** A register of `size` lines with seven persons received twice, three kinds of impossible reception date and a few impossible cells. */
export function generateRegister(seed: number, size = 240): GeneratedRegister {
  const draw = drawOf(seed);
  const set = seed % FIRST_NAMES.length;
  const people = {
    first: FIRST_NAMES[set] ?? [],
    last: LAST_NAMES[Math.floor(seed / 2) % LAST_NAMES.length] ?? [],
    place: draw.pick(PLACES),
  };
  const records = Array.from({ length: size }, (_, index) => record(draw, index + 1, people));
  const duplicates = plantDuplicates(draw, records);
  return {
    headings: HEADINGS,
    rows: records.map(({ cells }) => HEADINGS.map((heading) => cells.get(heading) ?? '')),
    truth: truthOf(records, duplicates),
  };
}

type Entry = {
  readonly row: number;
  readonly cells: Map<string, string>;
  readonly month: string;
  readonly type: string;
  readonly held: boolean;
  readonly unknown: string[];
};
type People = { readonly first: readonly string[]; readonly last: readonly string[]; readonly place: (typeof PLACES)[number] };

function record(draw: Draw, row: number, people: People): Entry {
  const isMale = draw.next() < 0.05;
  const received = dayOf(draw.below(300));
  const [wording, type] = draw.pick(TYPES);
  const held = draw.next() < 0.03;
  const first = draw.pick(isMale ? MALE_NAMES : people.first);
  const last = draw.pick(people.last);
  const cells = new Map<string, string>([
    ['N°', String(row)],
    ["Date d'accueil", held ? draw.pick(['', '31/02/2026', '2026', '05/12/2026', '2026-05-13']) : written(received)],
    ['Nom et prénom', draw.next() < 0.25 ? `${last} ${first}` : `${first} ${last}`],
    ['Téléphone', draw.next() < 0.28 ? '' : phone(draw)],
    ['Quartier / village', 'Quartier inventé'],
    ['Région', draw.next() < 0.1 ? people.place[0].toUpperCase() : people.place[0]],
    ['Cercle', draw.pick(people.place[1])],
    ['Sexe', isMale ? draw.pick(['M', 'masculin']) : draw.pick(['F', 'F', 'Féminin', 'femme'])],
    ['Âge', String(ageOf(draw))],
    ['Statut', draw.pick(['Résidente', 'PDI', 'Déplacées internes', 'retournee', 'Réfugiée', ''])],
    ['Handicap', draw.pick(['Non', 'Non', 'Oui - moteur', 'Oui - auditif', ''])],
    ['Situation matrimoniale', draw.pick(['Mariée', 'célibataire', 'Veuve', 'Divorcée / séparée', ''])],
    ["Date de l'incident", written(new Date(received.getTime() - draw.below(60) * 86_400_000))],
    ['Heure', draw.pick(['', '', '21:30', '7h30', '14 h'])],
    ['Lieu', draw.pick(['Domicile', 'champ', 'Marché', "Point d'eau", 'École', 'Base armée', 'Site de déplacés'])],
    ['Type de violence', wording],
    ['Auteur : lien', draw.pick(RELATIONS)],
    ['Auteur : profession ou groupe', draw.pick(OCCUPATIONS)],
    ["Nombre d'auteurs", draw.pick(['1', '1', '2', '3', 'plus de 3', 'inconnu', '5'])],
    ['Accord prise en charge', draw.next() < 0.04 ? draw.pick(['Non', '']) : 'Oui'],
    ['Accord statistiques', draw.next() < 0.1 ? draw.pick(['Non', '']) : 'Oui'],
    ...['Santé', 'Psychosocial', 'Juridique', 'Sécurité / abri', 'AGR'].map((service): [string, string] => [
      service,
      draw.pick(['Oui', 'Non']),
    ]),
    ['Risque', draw.pick(['Élevé', 'moyen', 'Faible'])],
    ['Dernier suivi', '20/11/2026'],
    ['État', draw.pick(STATES)],
    ['Gestionnaire', draw.pick(['ZQ1', 'ZQ2'])],
    ['Observations', draw.pick(OBSERVATIONS)],
  ]);
  const unknown = draw.next() < 0.04 && !held ? spoil(draw, cells, received) : [];
  return { row, cells, month: received.toISOString().slice(0, 7), type, held, unknown };
}

function spoil(draw: Draw, cells: Map<string, string>, received: Date): string[] {
  if (draw.next() < 0.5) {
    cells.set('Âge', draw.pick(['adulte', '-4', '212', '30 ans', '2,5']));
    return ['Âge'];
  }
  const next = new Date(Date.UTC(received.getUTCFullYear(), received.getUTCMonth() + 1, 1));
  cells.set("Date de l'incident", draw.next() < 0.5 ? written(new Date(received.getTime() + 86_400_000)) : written(next).slice(3));
  return ["Date de l'incident"];
}

/** Copies seven persons into a later line, written by another hand, a little older or younger. */
function plantDuplicates(draw: Draw, entries: readonly Entry[]): (readonly [number, number])[] {
  const usable = entries.filter(
    (entry) => !entry.held && entry.cells.get('Accord prise en charge') === 'Oui' && entry.unknown.length === 0,
  );
  const pairs: (readonly [number, number])[] = [];
  const used = new Set<number>();
  while (pairs.length < 7) {
    const [one, other] = [draw.pick(usable), draw.pick(usable)];
    if (one.row >= other.row || used.has(one.row) || used.has(other.row)) continue;
    used.add(one.row).add(other.row);
    other.cells.set('Nom et prénom', byAnotherHand(draw, one.cells.get('Nom et prénom') ?? ''));
    other.cells.set('Sexe', one.cells.get('Sexe') ?? '');
    other.cells.set('Âge', String(Math.max(0, Number(one.cells.get('Âge')) + draw.below(5) - 2)));
    const kept = draw.next();
    other.cells.set('Téléphone', kept < 0.45 ? (one.cells.get('Téléphone') ?? '') : kept < 0.75 ? phone(draw) : '');
    pairs.push([one.row, other.row]);
  }
  return pairs.sort(([, left], [, right]) => left - right);
}

/** The same name as another person may write it. */
export function byAnotherHand(draw: Draw, name: string): string {
  let text = name;
  const sometimes = (share: number, change: (written: string) => string): void => {
    if (draw.next() < share) text = change(text);
  };
  sometimes(0.5, (written) => written.normalize('NFD').replace(/\p{M}/gu, ''));
  sometimes(0.35, (written) => written.replace(/ou/g, 'u').replace(/Ou/g, 'U'));
  sometimes(0.3, (written) => written.replace(/K(?=[aou])/g, 'C'));
  sometimes(0.2, (written) => written.replace(/C(?=[aou])/g, 'K'));
  sometimes(0.2, (written) => written.replace(/y/g, 'i'));
  sometimes(0.3, (written) => written.replace(/ss/g, 's').replace(/ll/g, 'l'));
  sometimes(0.2, (written) => written.replace(/Dj/g, 'Di').replace(/dj/g, 'di'));
  sometimes(0.35, (written) => written.split(' ').toReversed().join(' '));
  sometimes(0.25, (written) => `${written} dite ${draw.pick(['Yah', 'Tènè', 'Baba'])}`);
  sometimes(0.35, (written) => slip(draw, written));
  sometimes(0.2, (written) => written.toUpperCase());
  return text;
}

function slip(draw: Draw, written: string): string {
  const at = draw.below(written.length - 1);
  const [before, here, next, after] = [written.slice(0, at), written.charAt(at), written.charAt(at + 1), written.slice(at + 2)];
  return draw.pick([
    `${before}${next}${here}${after}`,
    `${before}${next}${after}`,
    `${before}${here}${here}${next}${after}`,
    `${before}e${next}${after}`,
  ]);
}

function truthOf(entries: readonly Entry[], duplicates: readonly (readonly [number, number])[]): GeneratedRegister['truth'] {
  const months = new Map<string, MonthTruth>();
  for (const { cells, month, type, held } of entries) {
    if (held) continue;
    const counts = months.get(month) ?? {
      registered: 0,
      noCareConsent: 0,
      noStatisticsConsent: 0,
      counted: 0,
      types: new Map<string, number>(),
    };
    months.set(month, counts);
    counts.registered += 1;
    if (cells.get('Accord prise en charge') !== 'Oui') counts.noCareConsent += 1;
    else if (cells.get('Accord statistiques') !== 'Oui') counts.noStatisticsConsent += 1;
    else {
      counts.counted += 1;
      counts.types.set(type, (counts.types.get(type) ?? 0) + 1);
    }
  }
  return {
    held: entries.filter(({ held }) => held).map(({ row }) => row),
    unknownCells: entries.flatMap(({ row, unknown }) => unknown.map((column) => [row, column] as const)),
    duplicates,
    months,
  };
}

function ageOf(draw: Draw): number {
  return draw.next() < 0.35 ? 6 + draw.below(12) : 18 + Math.floor(draw.next() * draw.next() * 35);
}

function phone(draw: Draw): string {
  return [60 + draw.below(40), draw.below(100), draw.below(100), draw.below(100)].map((pair) => String(pair).padStart(2, '0')).join(' ');
}

function dayOf(offset: number): Date {
  return new Date(Date.UTC(2026, 0, 10 + offset));
}

function written(day: Date): string {
  const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}
