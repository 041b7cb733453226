import { describe, expect, it } from 'vitest';
import type { ConsolidatedBound } from '../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { addLate } from '../../../electron/sealed/addLines.ts';

const HIDDEN = 'hidden';

function line(period: string, area: string, dims: string, reading: number | readonly [number, number] | typeof HIDDEN): ConsolidatedBound {
  const place = { table: 'G10', period, level: area === 'ML' ? 'national' : 'region', area, dims, error: null } as const;
  if (reading === HIDDEN) return { ...place, status: 'suppressed', value: null, low: null, high: null };
  if (typeof reading === 'number') return { ...place, status: 'published', value: reading, low: null, high: null };
  return { ...place, status: 'interval', value: null, low: reading[0], high: reading[1] };
}

describe('late halves added to the months of their quarter', () => {
  it('where both print a number, an interval where the months have one, hidden where either hides', () => {
    const months = [
      line('2026-Q2', 'ML', '', 40),
      line('2026-Q2', 'ML', 'elapsed_class=d0_3', [9, 12]),
      line('2026-Q2', 'ML', 'elapsed_class=d4_5', HIDDEN),
      line('2026-Q2', 'ML', 'elapsed_class=d6_14', 20),
      line('2026-Q2', 'ML', 'elapsed_class=d15_30', 0),
    ];
    const late = [10, 5, 5, HIDDEN, 0] as const;
    const lot = months.map(({ dims }, at) => line('2026-Q2', 'ML', dims, late[at] ?? HIDDEN));
    expect(addLate(months, [lot])).toEqual([
      line('2026-Q2', 'ML', '', 50),
      line('2026-Q2', 'ML', 'elapsed_class=d0_3', [14, 17]),
      line('2026-Q2', 'ML', 'elapsed_class=d4_5', HIDDEN),
      line('2026-Q2', 'ML', 'elapsed_class=d6_14', HIDDEN),
      line('2026-Q2', 'ML', 'elapsed_class=d15_30', 0),
    ]);
    expect(addLate(months, [])).toEqual(months);
  });

  it('a region of the months alone stays, one of the late ones alone is not shown, a table that the late ones cut is left out', () => {
    const months = [line('2026-Q2', 'ML', '', 40), line('2026-Q2', 'gao', '', 15), line('2026-Q2', 'ML', 'elapsed_class=d0_3', 20)];
    const lot = [line('2026-Q2', 'ML', '', 10), line('2026-Q2', 'mopti', '', 10)];
    expect(addLate(months, [lot])).toEqual([line('2026-Q2', 'ML', '', 50), line('2026-Q2', 'gao', '', 15)]);
  });

  it('a year has the late ones of its quarters, under its own name', () => {
    const lots = [[line('2026-Q1', 'ML', '', 10)], [line('2026-Q3', 'ML', '', 7)]];
    expect(addLate([line('2026', 'ML', '', 90)], lots)).toEqual([line('2026', 'ML', '', 107)]);
  });
});
