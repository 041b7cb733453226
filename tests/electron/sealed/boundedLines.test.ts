import { describe, expect, it } from 'vitest';
import type { ConsolidatedBound } from '../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { boundedLines } from '../../../electron/sealed/boundedLines.ts';

const CLASSES = ['', 'd0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month'];
type Cell = number | null | readonly [number, number];

/** Incidents by the time before care: the total, then its classes; null: hidden. */
function table(cells: readonly Cell[], area = 'ML', period = '2026-Q2'): ConsolidatedBound[] {
  return cells.map((cell, at) => {
    const dims = at === 0 ? '' : `elapsed_class=${CLASSES[at]}`;
    const place = { table: 'G10', period, level: area === 'ML' ? 'national' : 'region', area, dims, error: null } as const;
    if (cell === null) return { ...place, status: 'suppressed', value: null, low: null, high: null };
    if (typeof cell === 'number') return { ...place, status: 'published', value: cell, low: null, high: null };
    return { ...place, status: 'interval', value: null, low: cell[0], high: cell[1] };
  });
}

describe('what a reader of an opening works out of the numbers that it hides', () => {
  it('is what its sums leave to each, and what is shown stays as it is', async () => {
    const opening = table([20, null, null, 13, 0, 0]);
    expect(await boundedLines(opening, [])).toEqual(table([20, [0, 7], [0, 7], 13, 0, 0]));
  });

  it('is not printed where it says more than « hidden » does, nor where nothing holds it from above', async () => {
    const narrow = table([20, null, null, 18, 0, 0]);
    expect(await boundedLines(narrow, [])).toEqual(narrow);
    const boundless = table([null, null, null, 18, 0, 0]);
    expect(await boundedLines(boundless, [])).toEqual(boundless);
  });

  it('is given for a table that the opening cut too, where it has centres, and not elsewhere', async () => {
    const beside = [...table([60, 20, 10, 10, 10, 10]), ...table([30, 10, 5, 5, 5, 5], 'mopti'), ...table([30, 10, 5, 5, 5, 5], 'gao')];
    const opening = [...table([20]), ...table([12], 'mopti')];
    const found = await boundedLines(opening, beside);
    expect(found).toHaveLength(12);
    expect(found.slice(0, 2)).toEqual(opening);
    expect(found.slice(2)).toEqual([
      ...table([20, ...Array.from({ length: 5 }, () => [0, 20] as const)]).slice(1),
      ...table([12, ...Array.from({ length: 5 }, () => [0, 12] as const)], 'mopti').slice(1),
    ]);
  });
});
