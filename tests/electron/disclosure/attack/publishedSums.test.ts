import { describe, expect, it } from 'vitest';
import { knowTogether } from '../../../../electron/disclosure/attack/knownPackages.ts';
import { addBounds, publishedSum, type PublishedSum } from '../../../../electron/disclosure/attack/publishedSums.ts';
import { consolidationBounds, sumKnown } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import type { ReadLine, Release, ReleasedCell } from '../../../../electron/disclosure/equations/releases.ts';
import { cellsOf, dice, packageOf } from '../invented.ts';

const AREAS = ['ML', 'gao', 'mopti', 'kidal'];
const PERIOD = '2026-05';

/** Three to nine packages of a month: in one folder of three all counts are large, so that no sum is one of few centres; in one of three all are small. */
function randomFolder(seed: number): readonly Release[] {
  const roll = dice(seed);
  const [least, range] = [[30, 40] as const, [0, 40] as const, [0, 5] as const][seed % 3] ?? [0, 40];
  const sites = 3 + roll(seed % 3 === 2 ? 2 : 7);
  return Array.from({ length: sites }, (_, at) => {
    const count = (): number => least + (roll(3) === 0 ? 0 : roll(range));
    return packageOf([...delaysOf(count, roll), ...placesOf(count, roll), ...cellsOf('G25', { '': count() }), ...sexesOf(count, roll)], {
      site: `S${at}`,
      name: `S${at}-${PERIOD}-v1.json`,
      region: roll(6) === 0 ? 'kidal' : (AREAS[1 + roll(2)] ?? ''),
      mode: roll(6) === 0 ? 'rounded' : 'hidden',
    });
  });
}

type Roll = (below: number) => number;

/** Hides some of the parts: two at least, or none. */
function hideSome(parts: Readonly<Record<string, number>>, roll: Roll): Record<string, number | null> {
  const hidden = roll(4) > 0 ? 0 : 2 + roll(2);
  const shuffled = Object.keys(parts).toSorted((left, right) => left.length * 7 + roll(9) - (right.length * 7 + roll(9)));
  return Object.fromEntries(Object.entries(parts).map(([code, n]) => [code, n > 0 && shuffled.indexOf(code) < hidden ? null : n]));
}

function delaysOf(count: () => number, roll: Roll): ReleasedCell[] {
  if (roll(7) === 0) return [];
  const codes = ['d0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown'];
  const parts = Object.fromEntries(codes.map((code) => [`elapsed_class=${code}`, count()]));
  const total = Object.values(parts).reduce((sum, n) => sum + n, 0);
  return cellsOf('G10', { '': total, ...hideSome(parts, roll) });
}

function placesOf(count: () => number, roll: Roll): ReleasedCell[] {
  const codes = ['mopti', 'gao', 'kidal', 'abroad', 'unknown'];
  const parts = Object.fromEntries(codes.map((code) => [`incident_geo=${code}`, count()]));
  return cellsOf('G24', { '': Object.values(parts).reduce((sum, n) => sum + n, 0), ...hideSome(parts, roll) });
}

function sexesOf(count: () => number, roll: Roll): ReleasedCell[] {
  const parts = { 'sex=female': count(), 'sex=male': count() };
  return cellsOf('T03', { '': parts['sex=female'] + parts['sex=male'], ...hideSome(parts, roll) });
}

/** Every line that a publisher could print of these packages; the total of a place table at a region would be another spelling of that region's line. */
function candidates(releases: readonly Release[]): readonly ReadLine[] {
  const cells = new Map(releases.flatMap((release) => release.cells.map((cell) => [`${cell.table} ${cell.dims}`, cell] as const)));
  return [...cells.values()].flatMap(({ table, dims }) =>
    AREAS.filter((area) => area === 'ML' || table !== 'G24' || dims !== '').map((area) => {
      const level = area === 'ML' ? 'national' : 'region';
      return { table, period: PERIOD, level, area, dims, status: 'suppressed', value: null, low: null, high: null };
    }),
  );
}

const placeOf = ({ table, level, area, dims }: ReadLine): string => [table, level, area, dims].join(' ');
const textOf = (sum: PublishedSum | undefined): string =>
  sum === undefined ? 'no line' : sum.isFew || sum.low === null ? 'hidden' : `${sum.low} to ${sum.high}`;

describe("the attacker's addition beside the publisher's, on random folders", () => {
  const seeds = Array.from({ length: 240 }, (_, at) => at + 1);

  it('both give a line to the same numbers, and the same entry but for companions', async () => {
    const seen = { 'no line': 0, hidden: 0, exact: 0, interval: 0, companions: 0 };
    for (const seed of seeds) {
      const releases = randomFolder(seed);
      const packages = await knowTogether(releases);
      const printed = new Map((await consolidationBounds(releases)).map((line) => [placeOf(line), line]));
      const sums = candidates(releases).map((line) => ({ line, sum: publishedSum(line, packages) }));
      const few = sums.some(({ sum }) => sum?.isFew === true);
      for (const { line, sum } of sums) {
        const own = printed.get(placeOf(line));
        const bounds = own && { low: own.low ?? own.value, high: own.high ?? own.value, isFew: false };
        const isCompanion = few && own?.status === 'suppressed' && textOf(sum) !== 'no line';
        if (isCompanion && textOf(sum) !== 'hidden') seen.companions += 1;
        else expect(`${seed} ${placeOf(line)}: ${textOf(sum)}`).toBe(`${seed} ${placeOf(line)}: ${textOf(bounds)}`);
        const kind = sum === undefined ? 'no line' : textOf(sum) === 'hidden' ? 'hidden' : sum.low === sum.high ? 'exact' : 'interval';
        seen[kind] += 1;
      }
      expect([...printed.values()].filter((line) => !sums.some(({ line: one }) => placeOf(one) === placeOf(line)))).toEqual([]);
    }
    expect(Math.min(seen['no line'], seen.hidden, seen.exact, seen.interval)).toBeGreaterThan(200);
    // A sum of few that only one side sees would pass for a companion, and change their number.
    expect(seen.companions).toBe(20);
  });

  it('the bounds of random sums are the same', () => {
    for (const seed of seeds) {
      const roll = dice(seed);
      const parts = Array.from({ length: roll(6) }, () => {
        if (roll(8) === 0) return undefined;
        const low = roll(20);
        const width = roll(2) === 0 ? 0 : roll(6) === 0 ? Infinity : roll(9);
        return { low, high: low + width, isShown: width === 0 };
      });
      expect(addBounds(parts)).toEqual(sumKnown(parts));
    }
  });
});
