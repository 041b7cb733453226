import type { Text } from '../../text.ts';
import type { IsoDate } from '../../time.ts';
import { isCode, label, options, type CodeOf, type ListName } from './all.ts';
import type { Option, Options } from './option.ts';

/**
 * The lists that a country may adapt, and the cercles (reference §4, §4.12). The others are those of the whole system: changing one breaks inter-agency
 * consolidation, and regions are what every table is cut by.
 */
export const ADAPTABLE = {
  incident_place_type: { fr: 'Type de lieu de l’incident', en: 'Type of place of the incident' },
  harmful_practice: { fr: 'Pratique traditionnelle néfaste', en: 'Harmful traditional practice' },
  perp_occupation: { fr: 'Profession ou groupe de l’auteur présumé', en: 'Occupation or group of the alleged perpetrator' },
  nationality: { fr: 'Nationalité', en: 'Nationality' },
  cercle: { fr: 'Cercle', en: 'Cercle' },
} as const satisfies Partial<Record<ListName, Text>>;

export type AdaptableList = keyof typeof ADAPTABLE;

/** Their names, in the order in which they are shown. */
export const ADAPTABLE_LISTS: readonly AdaptableList[] = [
  'incident_place_type',
  'harmful_practice',
  'perp_occupation',
  'nationality',
  'cercle',
];

export function isAdaptable(list: string): list is AdaptableList {
  return Object.hasOwn(ADAPTABLE, list);
}

/** One code as the sub-cluster agreed it: added to the reference, or one of the reference that is reworded or retired. */
export type AgreedCode = {
  readonly list: AdaptableList;
  readonly code: string;
  readonly fr: string;
  readonly en: string;
  /** Of an added cercle, the region it lies in; null for every other code. */
  readonly region: string | null;
  /**
   * The code of the reference under which an added one counts, hence its group of reference §6.4 and every rule that holds of it. null for a code of the reference, and for an added
   * cercle that none of 2012 holds: it counts as the unknown cercle of its region.
   */
  readonly countsAs: string | null;
  /** First day on which it is no longer offered (reference part 4: retire with `active = false`). */
  readonly retiredFrom: IsoDate | null;
};

/** A code of an adaptable list in force: of the reference or added, with its present words. */
export type CodeInForce = Option & Pick<AgreedCode, 'region' | 'countsAs' | 'retiredFrom'> & { readonly added: boolean };

/** The lists in force at a centre. Data only: it goes to a worker thread as it is. */
export type Lists = {
  /** Every code that ever was in the list, in the order in which they are shown. */
  readonly codes: ReadonlyMap<ListName, readonly CodeInForce[]>;
  readonly byCode: ReadonlyMap<ListName, ReadonlyMap<string, CodeInForce>>;
  /** Added codes → the code of the reference under which they count; no added code is a code of any other list. */
  readonly standard: ReadonlyMap<string, string | null>;
};

/** The lists of the reference with what was agreed since. Added codes come last, but before `other` and `unknown`, where a list has them. */
export function listsInForce(agreed: readonly AgreedCode[]): Lists {
  const codes = new Map(ADAPTABLE_LISTS.map((list) => [list, codesInForce(list, agreed)] as const));
  return {
    codes,
    byCode: new Map([...codes].map(([list, all]) => [list, new Map(all.map((one) => [one.code, one]))])),
    standard: new Map([...codes.values()].flat().flatMap(({ code, countsAs, added }) => (added ? [[code, countsAs] as const] : []))),
  };
}

function codesInForce(list: AdaptableList, agreed: readonly AgreedCode[]): readonly CodeInForce[] {
  const own = new Map(agreed.filter((one) => one.list === list).map((one) => [one.code, one]));
  const ofReference = options(list).map((option): CodeInForce => {
    const change = own.get(option.code);
    const { code, fr, en } = change ?? option;
    return { code, fr, en, region: regionOf(option), countsAs: null, retiredFrom: change?.retiredFrom ?? null, added: false };
  });
  const added = [...own.values()]
    .filter(({ code }) => !isCode(list, code))
    .map(({ code, fr, en, region, countsAs, retiredFrom }): CodeInForce => ({ code, fr, en, region, countsAs, retiredFrom, added: true }));
  const end = ofReference.findIndex(({ code }) => code === 'other' || code === 'unknown');
  return end < 0 ? [...ofReference, ...added] : [...ofReference.slice(0, end), ...added, ...ofReference.slice(end)];
}

function regionOf(option: Option): string | null {
  return 'region' in option && typeof option.region === 'string' ? option.region : null;
}

/** The lists of the reference, where nothing was agreed since, or nobody is known yet. */
export const REFERENCE_LISTS: Lists = listsInForce([]);

/** Every code that a list ever had, retired ones included: what an answer may be. */
export function knownOptions(lists: Lists, list: ListName): Options {
  return lists.codes.get(list) ?? options(list);
}

/** What may be chosen on a day, beside what was already given: a retired code stays the answer that it is. */
export function offeredOptions(lists: Lists, list: ListName, day: IsoDate, given: readonly string[] = []): Options {
  const known = lists.codes.get(list);
  if (known === undefined) return options(list);
  return known.filter(({ code, retiredFrom }) => !isRetired(retiredFrom, day) || given.includes(code));
}

/** The cercles of a region that may be chosen on a day, beside the one given; none for outside and unknown. */
export function offeredCercles(lists: Lists, region: string, day: IsoDate, given?: string): Options {
  const cercles = lists.codes.get('cercle') ?? [];
  return cercles.filter((one) => one.region === region && (!isRetired(one.retiredFrom, day) || one.code === given));
}

/** Whether a code is one of the cercles that a region ever had. */
export function isCercleOf(lists: Lists, cercle: string, region: string): boolean {
  return lists.byCode.get('cercle')?.get(cercle)?.region === region;
}

function isRetired(from: IsoDate | null, day: IsoDate): boolean {
  return from !== null && from <= day;
}

/** The words of a code; undefined for a code that the list never had. */
export function wordsOf(lists: Lists, list: ListName, code: string): Text | undefined {
  const all = lists.byCode.get(list);
  if (all !== undefined) return all.get(code);
  return isCode(list, code) ? label(list, code) : undefined;
}

/** The code of the reference under which a code counts; null for an added cercle that none of 2012 holds. Any other text counts as itself. */
export function countedCode(lists: Lists, code: string): string | null {
  const counted = lists.standard.get(code);
  return counted === undefined ? code : counted;
}

/** An answer as the rules read it: a code of the reference, or null for anything else. */
export function standardCode<L extends AdaptableList>(lists: Lists, list: L, code: unknown): CodeOf<L> | null {
  const counted = typeof code === 'string' ? countedCode(lists, code) : null;
  return isCode(list, counted) ? counted : null;
}
