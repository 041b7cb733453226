import type { Draw } from './draw.ts';
import { IMPOSSIBLE, MALIAN, type Names } from './names.ts';

/** How a centre keeps its register. */
export type Habits = {
  readonly names: readonly Names[];
  /** Whether the line's number follows the name, so that no two persons have one name. */
  readonly isNumbered: boolean;
  readonly phone: (draw: Draw, row: number) => string;
  readonly age: (draw: Draw) => number;
  /** Days from the incident to the reception. */
  readonly daysBefore: readonly number[];
  readonly women: readonly string[];
  readonly men: readonly string[];
  /** Wording of the type of violence, and its code. */
  readonly types: readonly (readonly [string, string])[];
  readonly careConsent: readonly string[];
  /** Columns whose cell is one wording of a list, whatever the rest of the line has. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Persons received twice. */
  readonly duplicates: number;
  /** Shares of the lines, 0 to 1: a man; last name first; the region in capitals; no valid day of reception; a cell that cannot be true. */
  readonly shares: Readonly<Record<'men' | 'lastNameFirst' | 'capitals' | 'held' | 'unknown', number>>;
};

/** One wording for each thing, every line complete and possible. */
export const TIDY: Habits = {
  names: [IMPOSSIBLE],
  isNumbered: true,
  phone: (draw, row) => `00 00 ${twoDigits(draw.below(100))} ${twoDigits(row % 100)}`,
  age: ({ pick }) => pick([8, 13, 15, 17, 19, 22, 24, 28, 31, 36, 44, 52]),
  daysBefore: [0, 1, 2, 4, 9, 20, 40],
  women: mostly(8, 'F', 'M'),
  men: [],
  types: [
    ['Viol', 'rape'],
    ['Agression sexuelle', 'sexual_assault'],
    ['Agression physique', 'physical_assault'],
    ['Mariage forcé', 'forced_marriage'],
    ['Déni de ressources', 'denial_resources'],
    ['Violence psychologique', 'psychological'],
  ],
  careConsent: mostly(18, 'Oui', 'Non'),
  lists: {
    Statut: ['PDI', 'Résidente', 'Retournée'],
    Handicap: mostly(3, 'Non', 'Oui'),
    'Situation matrimoniale': ['Célibataire', 'Mariée', 'Veuve'],
    Heure: [''],
    Lieu: ['Domicile', 'Champ', 'Marché'],
    'Auteur : lien': ['Partenaire intime / ex-partenaire', 'Voisin / ami', 'Aucune relation', 'Inconnu'],
    'Auteur : profession ou groupe': ['Sans emploi', 'Commerçant', 'Agriculteur', 'Inconnu'],
    "Nombre d'auteurs": ['1'],
    'Accord statistiques': mostly(5, 'Oui', 'Non'),
    Santé: ['Oui', 'Non'],
    Psychosocial: ['Oui', 'Non'],
    Juridique: ['Oui', 'Non'],
    'Sécurité / abri': ['Non'],
    AGR: ['Oui', 'Non'],
    Risque: ['Élevé', 'Moyen', 'Faible'],
    État: mostly(2, 'Ouvert', 'Clôturé'),
    Observations: ['', 'observation inventée pour la démonstration'],
  },
  duplicates: 0,
  shares: { men: 0, lastNameFirst: 0, capitals: 0, held: 0, unknown: 0 },
};

/** As real registers are kept: several wordings, blanks, impossible days and ages, persons received twice. */
export const AS_KEPT: Habits = {
  names: MALIAN,
  isNumbered: false,
  phone: (draw) =>
    draw.chance(0.28) ? '' : [60 + draw.below(40), draw.below(100), draw.below(100), draw.below(100)].map(twoDigits).join(' '),
  age: ({ chance, below, next }) => (chance(0.35) ? 6 + below(12) : 18 + Math.floor(next() * next() * 35)),
  daysBefore: Array.from({ length: 60 }, (_, days) => days),
  women: ['F', 'F', 'Féminin', 'femme'],
  men: ['M', 'masculin'],
  types: [
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
  ],
  careConsent: mostly(48, 'Oui', 'Non', ''),
  lists: {
    Statut: ['Résidente', 'PDI', 'Déplacées internes', 'retournee', 'Réfugiée', ''],
    Handicap: ['Non', 'Non', 'Oui - moteur', 'Oui - auditif', ''],
    'Situation matrimoniale': ['Mariée', 'célibataire', 'Veuve', 'Divorcée / séparée', ''],
    Heure: ['', '', '21:30', '7h30', '14 h'],
    Lieu: ['Domicile', 'champ', 'Marché', "Point d'eau", 'École', 'Base armée', 'Site de déplacés'],
    'Auteur : lien': [
      'Partenaire intime / ex-partenaire',
      'Mari',
      'Membre de la famille',
      'Voisine',
      'Inconnu',
      'Aucune relation',
      'Enseignant',
      'Employeur',
      'Autre déplacé',
    ],
    'Auteur : profession ou groupe': [
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
    ],
    "Nombre d'auteurs": ['1', '1', '2', '3', 'plus de 3', 'inconnu', '5'],
    'Accord statistiques': mostly(18, 'Oui', 'Non', ''),
    Santé: ['Oui', 'Non'],
    Psychosocial: ['Oui', 'Non'],
    Juridique: ['Oui', 'Non'],
    'Sécurité / abri': ['Oui', 'Non'],
    AGR: ['Oui', 'Non'],
    Risque: ['Élevé', 'moyen', 'Faible'],
    État: ['Ouvert', 'Ouvert', 'Clôturé', 'Sans nouvelles'],
    Observations: ['', '', 'à revoir; "urgent"', '=SOMME(A1:A3)', 'vue avec sa sœur', '@rappel', 'deux\nlignes'],
  },
  duplicates: 7,
  shares: { men: 0.05, lastNameFirst: 0.25, capitals: 0.1, held: 0.03, unknown: 0.04 },
};

/** A wording so many times, then the rare ones once each. */
function mostly(times: number, usual: string, ...rare: readonly string[]): readonly string[] {
  return [...Array<string>(times).fill(usual), ...rare];
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
