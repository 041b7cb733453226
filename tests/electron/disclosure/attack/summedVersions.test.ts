import { describe, expect, it } from 'vitest';
import { consolidationBounds } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import type { ConsolidatedLine, Release } from '../../../../electron/disclosure/equations/releases.ts';
import { summedBy } from '../../../../electron/disclosure/attack/summedVersions.ts';
import { cellsOf, delays, packageOf } from '../invented.ts';

function site(name: string, version: number, values: readonly (number | null)[]): Release {
  return packageOf(cellsOf('G10', delays(values)), { site: name, version, name: `${name}-${version}` });
}

function line(value: number | undefined, area = 'ML'): ConsolidatedLine {
  const status = value === undefined ? 'suppressed' : 'published';
  const level = area === 'ML' ? 'national' : 'region';
  return { table: 'G10', period: '2026-05', level, area, dims: '', status, value, low: undefined, high: undefined };
}
/** A line that no sum of these packages has: the numbers alone then show which versions were summed. */
const strange = line(undefined, 'gao');

const asPrinted = (bound: ConsolidatedBound): ConsolidatedLine => ({
  ...bound,
  value: bound.value ?? undefined,
  low: bound.low ?? undefined,
  high: bound.high ?? undefined,
});

async function chosen(releases: readonly Release[], consolidated: readonly ConsolidatedLine[]): Promise<string> {
  const { packages } = await summedBy({ releases, consolidated, printed: [], unread: [] });
  return packages('2026-05')
    .map(({ name }) => name)
    .join(' ');
}

describe('which version of a site is in the sums', () => {
  const others = [site('B', 1, [30, 10, 5, 5, 5, 5, 0]), site('C', 1, [40, 10, 10, 5, 5, 10, 0])];
  /** All three print the same sums: the first hides two numbers, the second none, the third three. */
  const [first, second, third] = [
    site('A', 1, [20, null, null, 5, 0, 6, 0]),
    site('A', 2, [20, 4, 5, 5, 0, 6, 0]),
    site('A', 3, [20, null, null, null, 0, 6, 0]),
  ];

  it('of several versions that agree with the numbers, the version whose own lines were printed', async () => {
    const linesOf = async (one: Release) => (await consolidationBounds([one, ...others])).map(asPrinted);
    const all = [first, second, ...others];
    expect(await chosen(all, await linesOf(first))).toBe('A-1 B-1 C-1');
    expect(await chosen(all, await linesOf(second))).toBe('A-2 B-1 C-1');
    // The interval of one number: the same least, another most.
    const one = (await linesOf(first)).filter(({ dims, area }) => dims === 'elapsed_class=d0_3' && area === 'ML');
    expect(one).toMatchObject([{ low: 21, high: 28 }]);
    expect(await chosen([first, third, ...others], one)).toBe('A-1 B-1 C-1');
    const wide = (await linesOf(third)).filter(({ dims, area }) => dims === 'elapsed_class=d0_3' && area === 'ML');
    expect(await chosen([first, third, ...others], wide)).toBe('A-3 B-1 C-1');
    // Without a word for either, the newest.
    expect(await chosen(all, [...one.map((interval) => ({ ...interval, low: 20 })), strange])).toBe('A-2 B-1 C-1');
  });

  it('else the version that prints most of it itself, then the newest', async () => {
    const without = { ...site('A', 2, []), cells: cellsOf('G13', { '': 12 }) };
    const all = [site('A', 1, [30]), without, site('B', 1, [8]), site('C', 1, [9])];
    expect(await chosen(all, [line(47), strange])).toBe('A-1 B-1 C-1');
    expect(await chosen(all, [line(undefined), strange])).toBe('A-2 B-1 C-1');
  });

  it('a hidden number is in no printed sum; a lacking one may be what is left, and not less', async () => {
    const rest = [site('B', 1, [8]), site('C', 1, [9]), site('A', 3, [50])];
    const unsaid = [site('A', 2, [null]), ...rest];
    expect(await chosen(unsaid, [line(17), strange])).toBe('A-3 B-1 C-1');
    const lacking = [{ ...site('A', 2, []), cells: [] }, ...rest];
    expect(await chosen(lacking, [line(17), strange])).toBe('A-2 B-1 C-1');
    expect(await chosen(lacking, [line(18), strange])).toBe('A-2 B-1 C-1');
    expect(await chosen(lacking, [line(16), strange])).toBe('A-3 B-1 C-1');
    // Each number must agree.
    const two: ConsolidatedLine = { ...line(999), dims: 'elapsed_class=d0_3' };
    expect(
      await chosen([site('A', 1, [10, 4]), site('A', 2, [50, 4]), site('B', 1, [8, 4]), site('C', 1, [9, 4])], [line(27), two, strange]),
    ).toBe('A-2 B-1 C-1');
  });

  it('of more than five hundred and twelve ways none is tried', async () => {
    const sites = (count: number) => Array.from({ length: count }, (_, at) => [site(`S${at}`, 1, [10]), site(`S${at}`, 2, [20])]).flat();
    expect((await chosen(sites(9), [line(90), strange])).split(' ').every((name) => name.endsWith('-1'))).toBe(true);
    expect((await chosen(sites(10), [line(100), strange])).split(' ').every((name) => name.endsWith('-2'))).toBe(true);
  });
});
