import { Buffer } from 'node:buffer';
import { canonicalJson, context } from '../keys/canonical.ts';
import { same, sha256 } from '../keys/primitives.ts';
import { sumOfCommitments, type Committer } from './commitment.ts';
import { shareBytes, sumShares, type Share, type Side } from './shares.ts';
import type { Template } from './template.ts';

/** Fewer centres than this are never summed by themselves (disclosure §6.3). */
export const LEAST_CENTRES = 3;
/** A sum above this in one cell is a mistake or a lie of somebody (disclosure §6.3). */
const MOST_IN_A_CELL = 10_000;

/** What both custodians know of one contribution. */
export type Header = {
  readonly centre: string;
  readonly region: string;
  /** Hexadecimal, as the digests. */
  readonly commitment: string;
  readonly digestA: string;
  readonly digestB: string;
};

/** A line of a custodian's list: what came, and which half of it. */
export type ListLine = Header & { readonly side: Side };

/** Centres that are summed together; `area` is their region, or null when they are of several. */
export type Group = { readonly area: string | null; readonly centres: readonly Header[] };

/** S, divided into the groups that are summed apart. Centres on one list only, or with two different headers, are told by their codes. */
export type CommonSet = { readonly groups: readonly Group[]; readonly onlyHere: readonly string[]; readonly onlyThere: readonly string[] };

/** S = the centres on both lists with equal headers and the two different halves. Pure of order: both custodians find the same groups. */
export function commonSet(own: readonly ListLine[], other: readonly ListLine[]): CommonSet {
  const known = new Map(own.map((line) => [line.centre, line]));
  const both = other.filter((line) => {
    const here = known.get(line.centre);
    return here !== undefined && here.side !== line.side && headerText(here) === headerText(line);
  });
  const centres = new Set(both.map(({ centre }) => centre));
  const rest = (lines: readonly ListLine[]) =>
    lines
      .map(({ centre }) => centre)
      .filter((centre) => !centres.has(centre))
      .toSorted();
  return { groups: groupsOf(both), onlyHere: rest(own), onlyThere: rest(other) };
}

/**
 * The groups of an opening: each region of three centres or more by itself, the others together. Where one or two are left, the smallest region goes with them: what is left
 * when the regions are taken from the whole is a sum as well. Fewer than three centres in all: no group.
 */
function groupsOf(lines: readonly Header[]): readonly Group[] {
  const headers = lines.map(({ centre, region, commitment, digestA, digestB }) => ({ centre, region, commitment, digestA, digestB }));
  const sorted = headers.toSorted((left, right) => order(left.centre, right.centre));
  if (sorted.length < LEAST_CENTRES) return [];
  const regions = [...Map.groupBy(sorted, ({ region }) => region)].toSorted(
    ([left, first], [right, second]) => second.length - first.length || order(left, right),
  );
  const whole = regions.filter(([, centres]) => centres.length >= LEAST_CENTRES);
  const left = sorted.filter(({ region }) => !whole.some(([name]) => name === region));
  const joined = left.length > 0 && left.length < LEAST_CENTRES ? whole.pop() : undefined;
  const others = [...left, ...(joined?.[1] ?? [])].toSorted((one, other) => order(one.centre, other.centre));
  const groups = whole
    .map(([area, centres]): Group => ({ area, centres }))
    .toSorted((one, other) => order(one.area ?? '', other.area ?? ''));
  return others.length === 0 ? groups : [...groups, { area: null, centres: others }];
}

/**
 * Whether these groups may be opened beside those that were (disclosure §6.3): contributions that always stood in the same sums can be told apart by nobody, so each
 * lot of them must be of three or more. Then every sum that can be made by adding and taking away has none or at least three. It is stricter than that: it also
 * refuses two sets that share one centre. A contribution is a centre and its commitment: what was corrected is another one.
 */
export function mayOpen(groups: readonly Group[], opened: readonly (readonly string[])[]): boolean {
  const next = groups.map(({ centres }) => centres.map(contributionId));
  if (next.length === 0 || next.some((ids) => ids.length < LEAST_CENTRES)) return false;
  const sums = [...opened, ...next].map((ids) => new Set(ids));
  const every = new Set(sums.flatMap((sum) => [...sum]));
  const lots = Map.groupBy(every, (id) => sums.map((sum) => (sum.has(id) ? '1' : '0')).join(''));
  return [...lots.values()].every((lot) => lot.length >= LEAST_CENTRES);
}

/** A contribution, as the ledger of openings remembers it. */
export function contributionId({ centre, commitment }: Pick<Header, 'centre' | 'commitment'>): string {
  return `${centre} ${commitment}`;
}

/** What both custodians sign of S: template, period, the two lists, the groups. */
export function setDigest(template: string, period: string, lists: readonly [Buffer, Buffer], groups: readonly Group[]): Buffer {
  const [first, second] = lists.toSorted((left, right) => Buffer.compare(left, right));
  const text = canonicalJson(groups.map(({ area, centres }) => ({ area, centres: centres.map((header) => ({ ...header })) })));
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
    const expected = sumOfCommitments(group.centres.map(({ commitment }) => Buffer.from(commitment, 'hex')));
    if (!same(committer.commit(values, blind), expected)) return { failed: 'unequal' };
    if (!isPlausible(values, group.centres.length, template)) return { failed: 'absurd' };
    sums.push(values);
  }
  return { sums };
}

/** Counts below the ceiling, and as many contributors to each number as it and the group allow. */
function isPlausible(values: Uint32Array, centres: number, { leafCount, shown }: Pick<Template, 'leafCount' | 'shown'>): boolean {
  if (values.subarray(0, leafCount).some((value) => value > MOST_IN_A_CELL)) return false;
  return shown.every(({ leaves }, rank) => {
    const n = leaves.reduce((sum, leaf) => sum + (values[leaf] ?? 0), 0);
    const contributors = values[leafCount + rank] ?? 0;
    return contributors <= Math.min(n, centres) && (contributors > 0 || n === 0);
  });
}

function headerText({ centre, region, commitment, digestA, digestB }: Header): string {
  return [centre, region, commitment, digestA, digestB].join(' ');
}

function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

const EMPTY = Buffer.alloc(0);
