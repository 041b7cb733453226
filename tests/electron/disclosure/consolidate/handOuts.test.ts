import { describe, expect, it } from 'vitest';
import { summedAreas } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { compareHandOuts, type HandOut } from '../../../../electron/disclosure/consolidate/handOuts.ts';

/** Sites of invented regions by a letter: `a1 a2 b1` are two sites of region a and one of b. */
function areasOf(sites: string): Record<string, readonly string[]> {
  const summed = summedAreas(sites.split(' ').filter(Boolean), (site) => site.charAt(0));
  return Object.fromEntries([...summed].map(([area, of]) => [area, [...of].toSorted()]));
}

function handOut(sites: string, values: readonly (number | null)[] = []): HandOut {
  const lines = values.map((value, at): ConsolidatedBound => {
    const place = {
      table: 'G01',
      period: '2026-05',
      level: 'national',
      area: 'ML',
      dims: `line=${at}`,
      low: null,
      high: null,
      error: null,
    } as const;
    return { ...place, status: value === null ? 'suppressed' : 'published', value };
  });
  return { period: '2026-05', months: { '2026-05': areasOf(sites) }, lines };
}

describe('areas that have lines (disclosure §1 F4)', () => {
  it.each([
    ['a1 a2', []],
    ['a1 a2 b1', ['ML']],
    ['a1 a2 a3', ['ML', 'a']],
    ['a1 a2 a3 b1', ['ML', 'a']],
    ['a1 a2 a3 b1 b2 b3', ['ML', 'a', 'b']],
    ['a1 a2 a3 b1 b2 c1', ['ML', 'a']],
    ['a1 a2 a3 a4 b1 b2 b3 c1', ['ML', 'a', 'b']],
  ])('%s: %j', (sites, areas) => {
    expect(Object.keys(areasOf(sites))).toEqual(areas);
  });
});

describe('tables of a month that left before (disclosure §5, §6.3)', () => {
  it('leave again the same, and not the same reports with other lines', () => {
    expect(compareHandOuts(handOut('a1 a2 a3', [12, null]), [])).toBe('new');
    expect(compareHandOuts(handOut('a1 a2 a3', [12, null]), [handOut('a1 a2 a3', [12, null])])).toBe('again');
    expect(compareHandOuts(handOut('a1 a2 a3', [12, 7]), [handOut('a1 a2 a3', [12, null])])).toBe('tooClose');
  });

  it.each([
    ['one centre more', ['a1 a2 a3', 'a1 a2 a3 a4'], 'tooClose'],
    ['two more', ['a1 a2 a3', 'a1 a2 a3 a4 a5'], 'tooClose'],
    ['three more', ['a1 a2 a3', 'a1 a2 a3 a4 a5 a6'], 'new'],
    ['another version of one', ['a1 a2 a3', 'a1v2 a2 a3'], 'tooClose'],
    ['another version of all three', ['a1 a2 a3', 'a1v2 a2v2 a3v2'], 'new'],
    ['three more, of which one in its region', ['a1 a2 a3 b1 b2 b3', 'a1 a2 a3 a4 a5 b1 b2 b3 b4'], 'tooClose'],
    ['four more, of which three in one region', ['a1 a2 a3 b1 b2 b3', 'a1 a2 a3 a4 a5 a6 b1 b2 b3 b4'], 'tooClose'],
    ['a region that opens with three', ['a1 a2 a3', 'a1 a2 a3 b1 b2 b3'], 'new'],
    ['a region that opens since one came', ['a1 a2 a3 b1 b2', 'a1 a2 a3 b1 b2 b3'], 'tooClose'],
    ['a first one with a region of one', ['a1 a2 a3 b1'], 'new'],
    ['one more in a region of three, beside a region of one', ['a1 a2 a3 b1', 'a1 a2 a3 a4 b1'], 'tooClose'],
    ['one less', ['a1 a2 a3 a4', 'a1 a2 a3'], 'tooClose'],
    ['three by three, each pair apart', ['a1 a2 a3', 'a1 a2 a3 a4 a5 a6', 'a1 a2 a3 a4 a5 a6 a7 a8 a9'], 'new'],
    ['two sums whose difference and a third give one', ['a1 a2 a3 a4', 'a4 a5 a6 a7', 'a1 a2 a3 a5 a6 a7'], 'tooClose'],
  ])('%s', (_, sites, expected) => {
    const [next = handOut(''), ...before] = sites.map((one) => handOut(one)).toReversed();
    expect(compareHandOuts(next, before)).toBe(expected);
  });

  it('a printed number does not move by 1 to 4, however many centres changed', () => {
    const before = handOut('a1 a2 a3', [12, null, 20]);
    expect(compareHandOuts(handOut('a1v2 a2v2 a3v2', [14, null, 20]), [before])).toBe('tooClose');
    expect(compareHandOuts(handOut('a1v2 a2v2 a3v2', [17, 6, 20]), [before])).toBe('new');
  });

  it('a number of a quarter is no former one of its month', () => {
    const month = handOut('a1 a2 a3', [12, null]);
    const quarter: HandOut = {
      period: '2026-Q2',
      months: { '2026-04': areasOf('a1 a2 a3'), ...month.months },
      lines: handOut('', [14, 20]).lines,
    };
    expect(compareHandOuts(month, [quarter])).toBe('new');
    expect(compareHandOuts(quarter, [month])).toBe('new');
    expect(compareHandOuts(month, [{ ...quarter, months: { '2026-04': areasOf('a1 a2') } }])).toBe('new');
  });

  it('a quarter leaves again with its late centres where three of them were opened together', () => {
    const months = { '2026-04': areasOf('a1 a2 a3'), '2026-05': areasOf('a1 a2 a3'), '2026-06': areasOf('a1 a2 a3') };
    const before: HandOut = { period: '2026-Q2', months, lines: handOut('', [40, 20, null]).lines };
    const late = (sites: string, values: readonly (number | null)[]): HandOut => {
      const lines = handOut('', values).lines;
      return { period: '2026-Q2', months: { ...months, '2026-Q2': { ML: sites.split(' ') } }, lines };
    };
    const first = late('l1 l2 l3', [52, null, null]);
    expect(compareHandOuts(first, [before])).toBe('new');
    expect(compareHandOuts(first, [before, first])).toBe('again');
    expect(compareHandOuts(before, [first])).toBe('new');
    expect(compareHandOuts(late('l1 l2 l3 l4', [58, null, null]), [before, first])).toBe('tooClose');
    expect(compareHandOuts(late('l1 l2 l3 l4 l5 l6', [66, null, null]), [before, first])).toBe('new');
    expect(compareHandOuts(late('l1 l2 l3', [43, null, null]), [before])).toBe('tooClose');
    expect(compareHandOuts({ ...first, period: '2026' }, [before, first])).toBe('new');
  });

  it('a number that is printed for the first time, or no more, has not moved', () => {
    const before = handOut('a1 a2 a3', [3, null]);
    expect(compareHandOuts(handOut('a1v2 a2v2 a3v2', [null, 3]), [before])).toBe('new');
    expect(compareHandOuts(handOut('a1v2 a2v2 a3v2', [null, 3, 4]), [before])).toBe('new');
  });
});
