import { isDeepStrictEqual } from 'node:util';
import { LEAST_THRESHOLD } from '../../../shared/exchange/payload.ts';
import type { ConsolidatedBound } from './consolidatedBound.ts';
import { leastSites } from '../equations/publishedStructure.ts';

/** The reports summed in each area of a month, by their digests, one a centre. */
export type Sums = Readonly<Record<string, readonly string[]>>;

/** One publication of the tables of a period: the reports summed in each of its months and late halves of quarters, and the lines printed, which are their sum. */
export type HandOut = {
  readonly period: string;
  readonly months: Readonly<Record<string, Sums>>;
  readonly lines: readonly ConsolidatedBound[];
};

/**
 * Compares the tables of a period with all tables published before: `new` may leave, `again` repeats the same lines of the same reports, `tooClose` must not leave.
 *
 * Every difference of two publications must come from three centres or more (disclosure.md §1 F4, §5, §6.3). Example: a region published with centres A, B, C, then with
 * A, B, C, D gives D by subtraction; with D, E and F added it gives only their sum. A group of one or two that one publication already isolates adds nothing new.
 *
 * Two more refusals: a printed number that moves by 1 to 4, which is a small count by itself; other lines from the same reports, since two methods can be subtracted.
 */
export function compareHandOuts(next: HandOut, before: readonly HandOut[]): 'new' | 'again' | 'tooClose' {
  const former = before.filter(({ period }) => period === next.period);
  const same = former.find(({ months }) => isDeepStrictEqual(months, next.months));
  if (same !== undefined) return isDeepStrictEqual(same.lines, next.lines) ? 'again' : 'tooClose';
  for (const [month, sums] of Object.entries(next.months)) {
    const others = before.map(({ months }) => months[month]).filter((one) => one !== undefined);
    if (revealsFew(sums, others)) return 'tooClose';
  }
  return former.some(({ lines }) => movesByFew(lines, next.lines)) ? 'tooClose' : 'new';
}

function revealsFew(next: Sums, before: readonly Sums[]): boolean {
  const alone = new Set([...before, next].flatMap((one) => groupsOf([one]).map(nameOf)));
  return groupsOf([...before, next]).some((group) => group.length < leastSites && !alone.has(nameOf(group)));
}

/** Groups of reports that are in exactly the same sums: no addition or subtraction separates them. */
function groupsOf(handOuts: readonly Sums[]): readonly (readonly string[])[] {
  const sums = handOuts.flatMap((one) => Object.values(one)).map((reports) => new Set(reports));
  const reports = new Set(sums.flatMap((sum) => [...sum]));
  return [...Map.groupBy(reports, (report) => sums.map((sum) => Number(sum.has(report))).join('')).values()];
}

function nameOf(group: readonly string[]): string {
  return group.toSorted().join('\n');
}

function movesByFew(former: readonly ConsolidatedBound[], next: readonly ConsolidatedBound[]): boolean {
  const values = new Map(former.map((line) => [placeOf(line), line.value]));
  return next.some((line) => {
    const value = values.get(placeOf(line)) ?? null;
    const moved = value === null || line.value === null ? 0 : Math.abs(line.value - value);
    return moved > 0 && moved < LEAST_THRESHOLD;
  });
}

function placeOf({ table, level, area, dims }: ConsolidatedBound): string {
  return [table, level, area, dims].join('\n');
}
