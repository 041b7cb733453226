import { Buffer } from 'node:buffer';
import type { IsoMonth } from '../../shared/time.ts';
import { canonicalJson, context } from '../keys/canonical.ts';
import { same, sha256 } from '../keys/primitives.ts';
import { sumOfCommitments, type Committer } from './commitment.ts';
import { shareBytes, sumShares, type Share, type Side } from './shares.ts';
import type { Template } from './template.ts';

/** Fewer centres than this are never summed by themselves (disclosure §6.3). */
export const LEAST_CENTRES = 3;
/** A sum above this in one cell is a mistake or a lie of somebody (disclosure §6.3). */
const MOST_IN_A_CELL = 10_000;

/** What both custodians know of one contribution: the month of a centre. */
export type Header = {
  readonly centre: string;
  readonly month: IsoMonth;
  readonly region: string;
  /** Hexadecimal, as the digests. */
  readonly commitment: string;
  readonly digestA: string;
  readonly digestB: string;
};

/** A line of a custodian's list: what came, and which half of it. */
export type ListLine = Header & { readonly side: Side };

/** Contributions that are summed together; `area` is the region of their centres, or null when they are of several. In a quarter a centre may have several months. */
export type Group = { readonly area: string | null; readonly contributions: readonly Header[] };

/** A centre and its month: what is shown of a half that is on one list only. */
export type Named = Pick<Header, 'centre' | 'month'>;

/** S, divided into the groups that are summed apart. Halves on one list only, or with two different headers, are shown by the centre's code and the month. */
export type CommonSet = { readonly groups: readonly Group[]; readonly onlyHere: readonly Named[]; readonly onlyThere: readonly Named[] };

/** S = the contributions on both lists with equal headers and the two different halves. Pure of order: both custodians find the same groups. */
export function commonSet(own: readonly ListLine[], other: readonly ListLine[]): CommonSet {
  const known = new Map(own.map((line) => [nameOf(line), line]));
  const both = other.filter((line) => {
    const here = known.get(nameOf(line));
    return here !== undefined && here.side !== line.side && headerText(here) === headerText(line);
  });
  const common = new Set(both.map(nameOf));
  const rest = (lines: readonly ListLine[]) =>
    inOrder(lines.filter((line) => !common.has(nameOf(line)))).map(({ centre, month }) => ({ centre, month }));
  return { groups: groupsOf(both), onlyHere: rest(own), onlyThere: rest(other) };
}

/**
 * The groups of an opening: each region of three centres or more by itself, the others together. Where one or two are left, the smallest region goes with them: what is left
 * when the regions are taken from the whole is a sum as well. Fewer than three centres in all: no group.
 */
function groupsOf(lines: readonly Header[]): readonly Group[] {
  const headers = inOrder(lines).map(({ centre, month, region, commitment, digestA, digestB }) => {
    return { centre, month, region, commitment, digestA, digestB };
  });
  if (countCentres(headers) < LEAST_CENTRES) return [];
  const regions = [...Map.groupBy(headers, ({ region }) => region)].toSorted(
    ([left, first], [right, second]) => countCentres(second) - countCentres(first) || order(left, right),
  );
  const whole = regions.filter(([, own]) => countCentres(own) >= LEAST_CENTRES);
  const left = headers.filter(({ region }) => !whole.some(([name]) => name === region));
  const joined = left.length > 0 && countCentres(left) < LEAST_CENTRES ? whole.pop() : undefined;
  const others = inOrder([...left, ...(joined?.[1] ?? [])]);
  const groups = whole
    .map(([area, contributions]): Group => ({ area, contributions }))
    .toSorted((one, other) => order(one.area ?? '', other.area ?? ''));
  return others.length === 0 ? groups : [...groups, { area: null, contributions: others }];
}

/** How many centres there are among some of their months. */
export function countCentres(contributions: readonly Pick<Header, 'centre'>[]): number {
  return new Set(contributions.map(({ centre }) => centre)).size;
}

/** How many months each centre has in a sum, the most first. */
export function monthsEach(contributions: readonly Pick<Header, 'centre'>[]): readonly number[] {
  return [...Map.groupBy(contributions, ({ centre }) => centre).values()].map(({ length }) => length).toSorted((a, b) => b - a);
}

/**
 * Centres that are surely behind a number to which so many contributions gave something: the fewest whose months, by `monthsEach`, can be as many. In a month, one for each;
 * in a quarter a centre may have given up to three.
 */
export function surelyCentres(contributors: number, months: readonly number[]): number {
  let left = contributors;
  let centres = 0;
  for (const own of months) {
    if (left <= 0) break;
    left -= own;
    centres += 1;
  }
  return centres;
}

/**
 * Whether these groups may be opened beside those that were (disclosure §6.3): contributions that were always in the same sums can be separated by nobody, so each
 * lot of them must be of three centres or more. Then every sum that can be made by adding and taking away has none or at least three. It is stricter than that: it also
 * refuses two sets that share one centre. A contribution is a centre, its month and its commitment: what was corrected is another one.
 */
export function mayOpen(groups: readonly Group[], opened: readonly (readonly string[])[]): boolean {
  const next = groups.map(({ contributions }) => contributions.map(contributionId));
  if (next.length === 0 || next.some((ids) => !isOfThree(ids))) return false;
  const sums = [...opened, ...next].map((ids) => new Set(ids));
  const every = new Set(sums.flatMap((sum) => [...sum]));
  const lots = Map.groupBy(every, (id) => sums.map((sum) => (sum.has(id) ? '1' : '0')).join(''));
  return [...lots.values()].every(isOfThree);
}

function isOfThree(ids: readonly string[]): boolean {
  return new Set(ids.map((id) => id.split(' ')[1])).size >= LEAST_CENTRES;
}

/** A contribution, as the ledger of openings remembers it: month, centre, commitment. */
export function contributionId({ centre, month, commitment }: Pick<Header, 'centre' | 'month' | 'commitment'>): string {
  return `${month} ${centre} ${commitment}`;
}

/** Whether a contribution of the ledger is this month of this centre, under whatever commitment. */
export function isOfCentre(id: string, month: IsoMonth, centre: string): boolean {
  return id.startsWith(`${month} ${centre} `);
}

/** What both custodians sign of S: template, period, the two lists, the groups. */
export function setDigest(template: string, period: string, lists: readonly [Buffer, Buffer], groups: readonly Group[]): Buffer {
  const [first, second] = lists.toSorted((left, right) => Buffer.compare(left, right));
  const text = canonicalJson(
    groups.map(({ area, contributions }) => ({ area, contributions: contributions.map((header) => ({ ...header })) })),
  );
  return sha256(
    context('sealed/set', { text: template }, { text: period }, { bytes: first ?? EMPTY }, { bytes: second ?? EMPTY }, { text }),
  );
}

/** The hash that goes before the values, so that neither custodian chooses them after seeing the other's (step 5). */
export function valuesHash(set: Uint8Array, custodian: Uint8Array, sums: readonly Share[]): Buffer {
  return sha256(context('sealed/values', { bytes: set }, { bytes: custodian }, ...sums.map((sum) => ({ bytes: shareBytes(sum) }))));
}

/** N of each group, or why there is none: the sum does not agree with the commitments, or no such counts can be. Nobody is named. */
export type Opened = { readonly sums: readonly Uint32Array[] } | { readonly failed: 'unequal' | 'absurd' };

/** Step 6: N = a + b, ρ = ρ_A + ρ_B, and ρ·H + Σ N_j·G_j = Σ C_c, group by group. */
export function openSums(
  groups: readonly Group[],
  own: readonly Share[],
  other: readonly Share[],
  committer: Committer,
  template: Pick<Template, 'leafCount' | 'shown'>,
): Opened {
  const sums: Uint32Array[] = [];
  for (const [rank, group] of groups.entries()) {
    const [mine, theirs] = [own[rank], other[rank]];
    if (mine === undefined || theirs === undefined || mine.values.length !== theirs.values.length) return { failed: 'unequal' };
    const { values, blind } = sumShares([mine, theirs]);
    const expected = sumOfCommitments(group.contributions.map(({ commitment }) => Buffer.from(commitment, 'hex')));
    if (!same(committer.commit(values, blind), expected)) return { failed: 'unequal' };
    if (!isPlausible(values, group.contributions.length, template)) return { failed: 'absurd' };
    sums.push(values);
  }
  return { sums };
}

/** Counts below the ceiling, and as many contributors to each number as it and the group allow. */
function isPlausible(values: Uint32Array, contributions: number, { leafCount, shown }: Pick<Template, 'leafCount' | 'shown'>): boolean {
  if (values.subarray(0, leafCount).some((value) => value > MOST_IN_A_CELL)) return false;
  return shown.every(({ leaves }, rank) => {
    const n = leaves.reduce((sum, leaf) => sum + (values[leaf] ?? 0), 0);
    const contributors = values[leafCount + rank] ?? 0;
    return contributors <= Math.min(n, contributions) && (contributors > 0 || n === 0);
  });
}

function headerText({ centre, month, region, commitment, digestA, digestB }: Header): string {
  return [centre, month, region, commitment, digestA, digestB].join(' ');
}

function nameOf({ centre, month }: Named): string {
  return `${centre} ${month}`;
}

function inOrder<Item extends Named>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((left, right) => order(nameOf(left), nameOf(right)));
}

function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

const EMPTY = Buffer.alloc(0);
