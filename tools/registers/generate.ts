import { drawOf, type Draw } from './draw.ts';
import type { Habits } from './habits.ts';
import { byAnotherHand } from './spelling.ts';

/** A register drawn from a seed, with what a correct reading gives. Nobody in it exists. Rows are numbered from 1. */
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
  /** Counted cases by code of the type of violence. */
  readonly types: Map<string, number>;
};

/** A centre that does not exist. */
export type InventedCentre = {
  readonly region: string;
  readonly cercles: readonly string[];
  readonly staffCodes: readonly string[];
};

/** The headings of the usual register, in order. */
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

const DAY_MS = 86_400_000;
/** Receptions are spread over so many days, of which the last is so many days before today. */
const SPREAD_DAYS = 300;
const LAST_DAYS_AGO = 20;

/** Draws a register of `size` lines. `today`: YYYY-MM-DD. The same arguments give the same register. */
export function generateRegister(centre: InventedCentre, habits: Habits, seed: number, size: number, today: string): GeneratedRegister {
  const draw = drawOf(seed);
  const lines = Array.from({ length: size }, (_, index) => lineOf(draw, centre, habits, seed, index + 1, today));
  const duplicates = plantDuplicates(draw, habits, lines);
  return {
    headings: HEADINGS,
    rows: lines.map(({ cells }) => HEADINGS.map((heading) => cells.get(heading) ?? '')),
    truth: truthOf(lines, duplicates),
  };
}

type Line = {
  readonly row: number;
  readonly cells: Map<string, string>;
  readonly month: string;
  readonly type: string;
  readonly held: boolean;
  readonly unknown: string[];
};

function lineOf(draw: Draw, centre: InventedCentre, habits: Habits, seed: number, row: number, today: string): Line {
  const { chance, pick } = draw;
  const { shares, lists } = habits;
  const received = Date.parse(`${today}T00:00:00Z`) - (LAST_DAYS_AGO + draw.below(SPREAD_DAYS)) * DAY_MS;
  const happened = received - pick(habits.daysBefore) * DAY_MS;
  const isMan = chance(shares.men);
  const name = nameOf(draw, habits, seed, row, isMan);
  const careConsent = pick(habits.careConsent);
  const held = chance(shares.held);
  let type = '';
  const computed: Readonly<Record<string, () => string>> = {
    'N°': () => String(row),
    "Date d'accueil": () => (held ? pick(['', '31/02/2026', '2026', '05/12/2026', '2026-05-13']) : written(received)),
    'Nom et prénom': () => name,
    Téléphone: () => habits.phone(draw, row),
    'Quartier / village': () => 'Quartier inventé',
    Région: () => (chance(shares.capitals) ? centre.region.toUpperCase() : centre.region),
    Cercle: () => pick(centre.cercles),
    Sexe: () => pick(isMan ? habits.men : habits.women),
    Âge: () => String(habits.age(draw)),
    "Date de l'incident": () => written(happened),
    'Type de violence': () => {
      const [wording, code] = pick(habits.types);
      type = code;
      return wording;
    },
    'Accord prise en charge': () => careConsent,
    'Dernier suivi': () => written(received + 10 * DAY_MS),
    Gestionnaire: () => pick(centre.staffCodes),
  };
  const cells = new Map<string, string>(HEADINGS.map((heading) => [heading, computed[heading]?.() ?? pick(lists[heading] ?? [])]));
  const unknown = !held && chance(shares.unknown) ? spoil(draw, cells, received) : [];
  return { row, cells, month: new Date(received).toISOString().slice(0, 7), type, held, unknown };
}

function nameOf({ pick, chance }: Draw, { names, isNumbered, shares }: Habits, seed: number, row: number, isMan: boolean): string {
  const { women, men, last } = names[seed % names.length] ?? { women: [], men: [], last: [] };
  const [first, second] = [pick(isMan ? men : women), pick(last)];
  return `${chance(shares.lastNameFirst) ? `${second} ${first}` : `${first} ${second}`}${isNumbered ? ` ${row}` : ''}`;
}

/** Makes one cell impossible; gives its heading. */
function spoil({ pick, chance }: Draw, cells: Map<string, string>, received: number): string[] {
  if (chance(0.5)) {
    cells.set('Âge', pick(['adulte', '-4', '212', '30 ans', '2,5']));
    return ['Âge'];
  }
  const day = new Date(received);
  const nextMonth = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
  cells.set("Date de l'incident", chance(0.5) ? written(received + DAY_MS) : written(nextMonth).slice(3));
  return ["Date de l'incident"];
}

/** Copies persons into later lines, written by another hand, a little older or younger. */
function plantDuplicates(draw: Draw, habits: Habits, lines: readonly Line[]): (readonly [number, number])[] {
  const usable = lines.filter((line) => !line.held && line.cells.get('Accord prise en charge') === 'Oui' && line.unknown.length === 0);
  const pairs: (readonly [number, number])[] = [];
  const used = new Set<number>();
  while (pairs.length < habits.duplicates) {
    const [one, other] = [draw.pick(usable), draw.pick(usable)];
    if (one.row >= other.row || used.has(one.row) || used.has(other.row)) continue;
    used.add(one.row).add(other.row);
    other.cells.set('Nom et prénom', byAnotherHand(draw, one.cells.get('Nom et prénom') ?? ''));
    other.cells.set('Sexe', one.cells.get('Sexe') ?? '');
    other.cells.set('Âge', String(Math.max(0, Number(one.cells.get('Âge')) + draw.below(5) - 2)));
    const kept = draw.next();
    other.cells.set('Téléphone', kept < 0.45 ? (one.cells.get('Téléphone') ?? '') : kept < 0.75 ? habits.phone(draw, other.row) : '');
    pairs.push([one.row, other.row]);
  }
  return pairs.sort(([left], [right]) => left - right);
}

function truthOf(lines: readonly Line[], duplicates: readonly (readonly [number, number])[]): GeneratedRegister['truth'] {
  const months = new Map<string, MonthTruth>();
  for (const { cells, month, type } of lines.filter(({ held }) => !held)) {
    const counts = months.get(month) ?? { registered: 0, noCareConsent: 0, noStatisticsConsent: 0, counted: 0, types: new Map() };
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
    held: lines.filter(({ held }) => held).map(({ row }) => row),
    unknownCells: lines.flatMap(({ row, unknown }) => unknown.map((column) => [row, column] as const)),
    duplicates,
    months,
  };
}

function written(time: number): string {
  const [year = '', month = '', day = ''] = new Date(time).toISOString().slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}
