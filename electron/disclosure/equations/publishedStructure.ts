/*
 * What a reader of packages knows about their tables: which codes add up to which. The attacker's own knowledge, written from the reference
 * (reference §4, §6.4, §6.5) and not from the registry of tables: a mistake there must not blind the attack.
 */

/** One way of adding up: the whole, its parts, and parts that count when a table has them. `''` is the total of the dimension. */
export type Sum = { readonly whole: string; readonly parts: readonly string[]; readonly optional?: readonly string[] };

const cerclesOf: Readonly<Record<string, readonly string[]>> = {
  kayes: ['bafoulabe', 'diema', 'kayes', 'kenieba', 'kita', 'nioro', 'yelimane'],
  koulikoro: ['banamba', 'dioila', 'kangaba', 'kati', 'kolokani', 'koulikoro', 'nara'],
  sikasso: ['bougouni', 'kadiolo', 'kolondieba', 'koutiala', 'sikasso', 'yanfolila', 'yorosso'],
  segou: ['baraoueli', 'bla', 'macina', 'niono', 'san', 'segou', 'tominian'],
  mopti: ['bandiagara', 'bankass', 'djenne', 'douentza', 'koro', 'mopti', 'tenenkou', 'youwarou'],
  tombouctou: ['dire', 'goundam', 'gourma_rharous', 'niafunke', 'tombouctou'],
  gao: ['ansongo', 'bourem', 'gao', 'menaka'],
  kidal: ['abeibara', 'kidal', 'tessalit', 'tin_essako'],
  bamako: ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'],
};

/** Dimension → its sums. Dimensions absent from this list are not known to add up. */
export const knownSums: Readonly<Record<string, readonly Sum[]>> = {
  gbv_type: [
    { whole: '', parts: ['rape', 'sexual_assault', 'physical_assault', 'forced_marriage', 'denial_resources', 'psychological'] },
    { whole: '', parts: ['sexual', 'non_sexual'] },
    { whole: 'sexual', parts: ['rape', 'sexual_assault'] },
    { whole: 'non_sexual', parts: ['physical_assault', 'forced_marriage', 'denial_resources', 'psychological'] },
  ],
  sex: [{ whole: '', parts: ['female', 'male'], optional: ['unknown'] }],
  age_band: [
    { whole: '', parts: ['0-17', '18+'], optional: ['unknown'] },
    { whole: '', parts: ['0-11', '12-17', '18-25', '26-40', '41-60', '61+'], optional: ['unknown'] },
    { whole: '0-17', parts: ['0-11', '12-17'] },
    { whole: '18+', parts: ['18-25', '26-40', '41-60', '61+'] },
  ],
  elapsed_class: [{ whole: '', parts: ['d0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month'], optional: ['unknown'] }],
  perp_relation: [{ whole: '', parts: ['civil_close', 'civil_known', 'community', 'none_unknown'] }],
  excluded_reason: [{ whole: '', parts: ['no_consent', 'third_party', 'reported_elsewhere', 'non_gbv', 'incomplete_type'] }],
  occupation_group: [
    {
      whole: '',
      parts: ['armed_state', 'armed_nonstate', 'armed_international', 'authority', 'school_health', 'civilian_work', 'other_unknown'],
      optional: ['aid'],
    },
  ],
  place: [
    { whole: '', parts: Object.keys(cerclesOf), optional: ['abroad', 'unknown'] },
    ...Object.entries(cerclesOf).map(([region, cercles]) => ({
      whole: region,
      parts: cercles.map((cercle) => `${region}_${cercle}`),
      optional: [`${region}_unknown`],
    })),
  ],
};

/** Other names of the same dimension, as tables may call it. */
const sameDimension: Readonly<Record<string, string>> = {
  type_group: 'gbv_type',
  perpetrator_group: 'perp_relation',
  perp_occupation_group: 'occupation_group',
  region: 'place',
  cercle: 'place',
  incident_geo: 'place',
  residence_geo: 'place',
};
const sameCode: Readonly<Record<string, string>> = { 'gbv_type=nonsexual': 'gbv_type=non_sexual' };

/**
 * Behind type × sex, type × age and age × sex is one joint table of whole numbers ≥ 0, never published, that a reader may use
 * (disclosure.md §3.8, triangles). Per unit, the dimensions of the joint table.
 */
export const jointTables: Readonly<Record<string, readonly string[]>> = { incident: ['gbv_type', 'sex', 'age_band'] };

/** Tables whose cells are by the place of the incident or of residence, not by the site's region (commands.md). */
export const placeTables: readonly string[] = ['G24', 'T01', 'T01a', 'T01b'];

/** Tables published at national level only (reference 6.5). */
export const nationalTables: readonly string[] = ['G23', 'G25'];

/** The region a place lies in: itself for a region, its region for a cercle, undefined for the total, abroad and unknown. */
export function regionOf(place: string): string | undefined {
  return Object.keys(cerclesOf).find((region) => place === region || place.startsWith(`${region}_`));
}

/** Fewer reporting sites than this, and an area has no rows at all (commands.md). */
export const leastSites = 3;

/** The months of a month, a quarter or a year. */
export function monthsOf(period: string): readonly string[] {
  const [year = '', part] = period.split('-');
  if (part !== undefined && !part.startsWith('Q')) return [period];
  const first = part === undefined ? 1 : 3 * Number(part.slice(1)) - 2;
  return Array.from({ length: part === undefined ? 12 : 3 }, (_, at) => `${year}-${String(first + at).padStart(2, '0')}`);
}

/** The quarters of a year; none of a shorter period. */
export function quartersOf(period: string): readonly string[] {
  return period.includes('-') ? [] : [1, 2, 3, 4].map((quarter) => `${period}-Q${quarter}`);
}

/** The dimensions of a cell as a reader understands them: dimension → code, the most precise one when a table names region and cercle. */
export function readDims(dims: string): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const pair of dims.split('|').filter((text) => text !== '')) {
    const [name = '', code = ''] = pair.split('=', 2);
    const dimension = sameDimension[name] ?? name;
    const known = sameCode[`${dimension}=${code}`]?.split('=', 2)[1] ?? code;
    const before = codes.get(dimension);
    if (known !== '' && (before === undefined || before.length < known.length)) codes.set(dimension, known);
  }
  return codes;
}

/**
 * What each table counts (reference §6.5, §6.8). Tables share a number only when they count the same things; the word in a file is no proof of
 * that: G25 counts incidents too, those that are excluded. A table not listed shares no number with another.
 */
const units: Readonly<Record<string, string>> = {
  G01: 'incident',
  G02a: 'incident',
  G02b: 'incident',
  G03: 'incident',
  G10: 'incident',
  G13: 'perpetrator',
  G24: 'incident',
  T01a: 'person',
  T01b: 'person',
};

export function unitOf(table: string): string {
  return units[table] ?? table;
}
