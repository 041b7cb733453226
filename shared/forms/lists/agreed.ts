import { fold } from '../../names/spelling.ts';
import type { Text } from '../../text.ts';
import type { IsoDate } from '../../time.ts';
import { isCode, LISTS, options, type CodeOf } from './all.ts';
import { ADAPTABLE_LISTS, isAdaptable, listsInForce, type AdaptableList, type AgreedCode, type CodeInForce } from './inForce.ts';
import { isRegion } from './places.ts';

/** Longest words of a code, and most codes that a sub-cluster may have agreed on. */
export const LONGEST_WORDS = 80;
export const MOST_AGREED = 500;

/**
 * Why the lists cannot become what is asked: a list that all centres share, a code given another meaning, a code that would count nowhere, a code that a rule or every answer
 * needs, two choices that read the same.
 */
export type ListRefusal = 'sharedList' | 'codeReused' | 'countsNowhere' | 'neededCode' | 'sameWords';

/** What changes for one code, shown before it is entered. `was`: its words until now, null for a new one. */
export type ListChange = {
  readonly kind: 'added' | 'reworded' | 'retired' | 'offeredAgain';
  readonly list: AdaptableList;
  readonly code: string;
  readonly was: Text | null;
  readonly is: Text;
  /** Words of what an added code counts as; for a cercle that none of 2012 held, null. */
  readonly countsAs: Text | null;
  readonly region: string | null;
  readonly retiredFrom: IsoDate | null;
};

/** Codes that are always offered: what says that nothing fits or nothing is known, and those by which a rule decides (reference §3.6, §5.2, §5.3.4, §5.3.5). */
const NEEDED: { readonly [L in AdaptableList]: readonly CodeOf<L>[] } = {
  incident_place_type: ['armed_base', 'checkpoint', 'other', 'unknown'],
  harmful_practice: ['none', 'other'],
  perp_occupation: [
    'armed_forces',
    'police_gendarmerie',
    'armed_group',
    'militia',
    'foreign_force',
    'peacekeeper',
    'aid_worker',
    'bandit',
    'health_worker',
    'teacher',
    'koranic_master',
    'other',
    'unknown',
  ],
  nationality: ['ml', 'other', 'unknown'],
  cercle: [],
};

/** Whether a code may be retired; an added one always may. */
export function mayRetire(list: AdaptableList, code: string): boolean {
  const needed: readonly string[] = NEEDED[list];
  return !needed.includes(code);
}

const OF_REFERENCE: ReadonlySet<string> = new Set(Object.values(LISTS).flatMap((list) => list.map(({ code }) => code)));

/** A code as a file names it: its list is not known to be one yet. */
export type NamedCode = Omit<AgreedCode, 'list'> & { readonly list: string };

/**
 * The agreed codes with those of a file: added ones come in, words and retirements follow the file, and what the file does not name stays. No code ever goes, and none gets
 * another meaning, so that every answer stays what it was (reference part 4, head). All or nothing.
 */
export function withAgreed(
  here: readonly AgreedCode[],
  named: readonly NamedCode[],
): { readonly agreed: readonly AgreedCode[]; readonly refusal: null } | { readonly agreed: null; readonly refusal: ListRefusal } {
  const wanted = named.flatMap((one): AgreedCode[] => (isAdaptable(one.list) ? [{ ...one, list: one.list }] : []));
  if (wanted.length !== named.length) return refused('sharedList');
  const known = new Map(here.map((one) => [keyOf(one), one]));
  const listOfAdded = new Map(here.filter(isAdded).map(({ code, list }) => [code, list]));
  for (const one of wanted) {
    const refusal = refusalOf(one, known.get(keyOf(one)), listOfAdded.get(one.code));
    if (refusal !== null) return refused(refusal);
    if (isAdded(one)) listOfAdded.set(one.code, one.list);
    known.set(keyOf(one), one);
  }
  const agreed = [...known.values()];
  return hasSameWords(agreed) ? refused('sameWords') : { agreed, refusal: null };
}

function refused(refusal: ListRefusal): { readonly agreed: null; readonly refusal: ListRefusal } {
  return { agreed: null, refusal };
}

function keyOf({ list, code }: AgreedCode): string {
  return `${list} ${code}`;
}

function isAdded({ list, code }: AgreedCode): boolean {
  return !isCode(list, code);
}

function refusalOf(one: AgreedCode, known: AgreedCode | undefined, list: AdaptableList | undefined): ListRefusal | null {
  const { code, countsAs, region } = one;
  if (!isAdded(one)) {
    if (countsAs !== null || region !== null) return 'codeReused';
    return one.retiredFrom !== null && !mayRetire(one.list, code) ? 'neededCode' : null;
  }
  if (OF_REFERENCE.has(code) || (list !== undefined && list !== one.list)) return 'codeReused';
  if (known !== undefined && (known.countsAs !== countsAs || known.region !== region)) return 'codeReused';
  return countsSomewhere(one) ? null : 'countsNowhere';
}

/** A new code falls in a cell that every centre has: the one of a code of the reference, or the unknown cercle of a region. */
function countsSomewhere({ list, countsAs, region }: AgreedCode): boolean {
  if (list !== 'cercle') return region === null && isCode(list, countsAs);
  if (region === null || !isRegion(region)) return false;
  return countsAs === null || LISTS.cercle.some((cercle) => cercle.code === countsAs && cercle.region === region);
}

/** Two choices of one list that read the same in one language, no case or accent counted; of cercles, two of one region. */
function hasSameWords(agreed: readonly AgreedCode[]): boolean {
  const { codes } = listsInForce(agreed);
  return ADAPTABLE_LISTS.some((list) => {
    const offered = (codes.get(list) ?? []).filter(({ retiredFrom }) => retiredFrom === null);
    return (['fr', 'en'] as const).some((language) => {
      const words = offered.map((one) => `${one.region ?? ''} ${fold(one[language])}`);
      return new Set(words).size !== words.length;
    });
  });
}

/** What would change between two agreements, in the order of the lists: shown whole before anything is entered. */
export function listChanges(here: readonly AgreedCode[], next: readonly AgreedCode[]): readonly ListChange[] {
  const before = listsInForce(here);
  return [...listsInForce(next).codes].flatMap(([list, codes]) =>
    isAdaptable(list) ? codes.flatMap((one) => changesOf(list, before.byCode.get(list)?.get(one.code), one)) : [],
  );
}

function changesOf(list: AdaptableList, was: CodeInForce | undefined, is: CodeInForce): readonly ListChange[] {
  const { code, fr, en, region, retiredFrom } = is;
  const words = was === undefined ? null : { fr: was.fr, en: was.en };
  const counted = options(list).find((option) => option.code === is.countsAs);
  const countsAs = counted === undefined ? null : { fr: counted.fr, en: counted.en };
  const change = { list, code, was: words, is: { fr, en }, region, countsAs, retiredFrom };
  const kinds: ListChange['kind'][] = [];
  if (words === null) kinds.push('added');
  else if (words.fr !== fr || words.en !== en) kinds.push('reworded');
  if (retiredFrom !== (was?.retiredFrom ?? null)) kinds.push(retiredFrom === null ? 'offeredAgain' : 'retired');
  return kinds.map((kind) => ({ ...change, kind }));
}

/** A code for new words, which no list ever had: `mopti_konna`, `x_taxi_driver`. Tools read it, so it is made of the English words. */
export function newCode(list: AdaptableList, { en, region }: Pick<AgreedCode, 'en' | 'region'>, here: readonly AgreedCode[]): string {
  const taken = new Set([...OF_REFERENCE, ...here.map(({ code }) => code)]);
  const words = fold(en)
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, LONGEST_STEM);
  const stem = list === 'cercle' && region !== null ? `${region}_${words}` : `x_${words}`;
  for (let rank = 1; ; rank += 1) {
    const code = rank === 1 ? stem : `${stem}_${rank}`;
    if (!taken.has(code)) return code;
  }
}

const LONGEST_STEM = 28;
