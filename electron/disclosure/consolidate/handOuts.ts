import { isDeepStrictEqual } from 'node:util';
import { LEAST_THRESHOLD } from '../../../shared/exchange/payload.ts';
import type { ConsolidatedBound } from './consolidatedBound.ts';
import { leastSites } from '../reader/publishedStructure.ts';

/** The reports summed in each area of a month, by their digests, one a centre. */
export type Sums = Readonly<Record<string, readonly string[]>>;

/** What one hand-out of a period gives: of each of its months what is summed, of each of its quarters the late halves opened with it, and the lines printed: the sum of all these. */
export type HandOut = {
  readonly period: string;
  readonly months: Readonly<Record<string, Sums>>;
  readonly lines: readonly ConsolidatedBound[];
};

/**
 * Whether the tables of a period may leave, given all that left before of its months, alone or in a quarter or a year: `new`, `again` (the same lines of the same reports)
 * or `tooClose`. In each month, reports that were always summed together can be told apart by nobody; so each group of them must come from three centres at least, unless
 * one hand-out alone leaves it (a region of one or two sites): then whatever a reader adds and subtracts from several, a difference tells of no centre that one does not tell
 * of already (disclosure.md §1 F4, §5, §6.3). A printed number that moves by 1 to 4 is a small count by itself. The same reports that give other lines are refused too:
 * another method on the same numbers can be subtracted.
 */
export function compareHandOuts(next: HandOut, before: readonly HandOut[]): 'new' | 'again' | 'tooClose' {
  const former = before.filter(({ period }) => period === next.period);
  const same = former.find(({ months }) => isDeepStrictEqual(months, next.months));
  if (same !== undefined) return isDeepStrictEqual(same.lines, next.lines) ? 'again' : 'tooClose';
  for (const [month, sums] of Object.entries(next.months)) {
    const others = before.map(({ months }) => months[month]).filter((one) => one !== undefined);
    if (tellsOfFew(sums, others)) return 'tooClose';
  }
  return former.some(({ lines }) => movesByFew(lines, next.lines)) ? 'tooClose' : 'new';
}

function tellsOfFew(next: Sums, before: readonly Sums[]): boolean {
  const alone = new Set([...before, next].flatMap((one) => groupsOf([one]).map(nameOf)));
  return groupsOf([...before, next]).some((group) => group.length < leastSites && !alone.has(nameOf(group)));
}

/** Groups of reports that stand in exactly the same sums. */
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
