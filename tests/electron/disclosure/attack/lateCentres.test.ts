import { describe, expect, it } from 'vitest';
import { attackReleases } from '../../../../electron/disclosure/attack/attackFolder.ts';
import { periodBounds } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { periodCompositions } from '../../../../electron/disclosure/attack/periodComposition.ts';
import { addLate } from '../../../../electron/sealed/addLines.ts';
import { boundedLines } from '../../../../electron/sealed/boundedLines.ts';
import { protectOpened } from '../../../../electron/sealed/openedTables.ts';
import type { Group } from '../../../../electron/sealed/openings.ts';
import { TEMPLATE, vectorOf } from '../../../../electron/sealed/template.ts';
import { monthsOfPeriod, type IsoPeriod } from '../../../../shared/time.ts';
import { randomUnits } from '../../../shared/indicators/units.ts';
import { once } from '../invented.ts';

const QUARTER = '2026-Q2';
const MONTHS = monthsOfPeriod(QUARTER);
const CLASSES = ['', 'd0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown'];

type Cell = number | null | readonly [number, number];

/** A table of incidents by the time before care: its total, then its classes; null: hidden. */
function table(period: string, cells: readonly Cell[]): readonly ConsolidatedBound[] {
  return cells.map((cell, at) => {
    const place = { table: 'G10', period, level: 'national', area: 'ML', error: null } as const;
    const dims = at === 0 ? '' : `elapsed_class=${CLASSES[at]}`;
    if (cell === null) return { ...place, dims, status: 'suppressed', value: null, low: null, high: null };
    if (typeof cell === 'number') return { ...place, dims, status: 'published', value: cell, low: null, high: null };
    return { ...place, dims, status: 'interval', value: null, low: cell[0], high: cell[1] };
  });
}

const MONTH: readonly Cell[] = [60, 20, 10, 10, 10, 10, 0];
const EACH = MONTHS.map((month) => table(month, MONTH));

function attack(lines: readonly ConsolidatedBound[]) {
  const consolidated = lines.map((one) => {
    return { ...one, value: one.value ?? undefined, low: one.low ?? undefined, high: one.high ?? undefined };
  });
  return attackReleases({ releases: [], consolidated, printed: [], unread: [] });
}

const kindOf = (lines: readonly ConsolidatedBound[], period = QUARTER) => periodCompositions(lines).get(period);

describe('what a reader takes a quarter or a year to be', () => {
  const quarter = (cells: readonly Cell[]) => [...EACH.flat(), ...table(QUARTER, cells)];

  it('its months, its months and late centres kept apart, or neither', () => {
    expect(kindOf(quarter([180, 60, 30, 30, 30, 30, 0]))).toEqual({ kind: 'sum', parts: MONTHS });
    expect(kindOf(quarter([180, 60, null, 30, null, 30, 0]))?.kind).toBe('sum');
    expect(kindOf(quarter([195, 67, null, 30, 38, 30, 0]))?.kind).toBe('late');
    expect(kindOf(quarter([195, 67, 30, 29, 39, 30, 0]))?.kind).toBe('other');
    expect(kindOf([...MONTHS.slice(1).flatMap((month) => table(month, MONTH)), ...table(QUARTER, [195])])?.kind).toBe('other');
  });

  it('an interval by itself is no sign of late centres', () => {
    const months = MONTHS.flatMap((month) => table(month, [60, [2, 6]]));
    expect(kindOf([...months, ...table(QUARTER, [180, [9, 18]])])?.kind).toBe('other');
    expect(kindOf([...months, ...table(QUARTER, [180, 18])])?.kind).toBe('other');
    expect(kindOf([...months, ...table(QUARTER, [190, [13, 25]])])?.kind).toBe('late');
    expect(kindOf([...months, ...table(QUARTER, [190, [13, 26]])])?.kind).toBe('more');
    expect(kindOf([...months, ...table(QUARTER, [190, 18])])?.kind).toBe('more');
  });
});

describe('late centres counted in a printed quarter', () => {
  const quarter = async (cells: readonly Cell[], months = EACH) => attack([...months.flat(), ...table(QUARTER, cells)]);

  it('are found by subtraction: a small number of late centres is a finding, however large the printed numbers', async () => {
    const found = await quarter([183, 63, 30, 30, 30, 30, 0]);
    expect(found.findings.map(({ period, key, lo, hi, kind }) => [period, key, lo, hi, kind])).toEqual([
      ['2026-late-Q2', [], 3, 3, 'exact'],
      ['2026-late-Q2', ['d0_3'], 3, 3, 'exact'],
    ]);
    expect((await quarter([200, 70, 40, 30, 30, 30, 0])).findings).toEqual([]);
  });

  it('hidden ones are narrowed by the sums of their own table', async () => {
    // 20 late ones: 8 and 9 by subtraction, the hidden two make 3 and neither is 0.
    const found = await quarter([200, 68, 39, null, null, 30, 0]);
    expect(found.findings.map(({ period, key, lo, hi }) => [period, key, lo, hi])).toEqual([
      ['2026-late-Q2', ['d6_14'], 1, 2],
      ['2026-late-Q2', ['d15_30'], 1, 2],
    ]);
    expect(found.unproven).toBe(0);
  });

  it('hidden ones with room enough are no finding, nor what a month hides', async () => {
    expect(await quarter([205, 68, 39, null, null, 30, 0])).toMatchObject({ findings: [], unproven: 0 });
    const [first = [], ...others] = EACH;
    const hidden = table(MONTHS[0] ?? '', [60, 20, null, null, 10, 10, 0]);
    expect(first).toHaveLength(hidden.length);
    expect(await quarter([205, 68, null, null, 38, 39, 0], [hidden, ...others])).toMatchObject({ findings: [], unproven: 0 });
  });

  it('an interval moved by the same at both ends gives their number too', async () => {
    const months = MONTHS.map((month) => table(month, [60, 20, [2, 12], [2, 12]]));
    const moved = await attack([...months.flat(), ...table(QUARTER, [190, 68, [8, 38], [8, 38]])]);
    expect(moved.findings.map(({ key, lo, hi }) => [key, lo, hi])).toEqual([
      [['d4_5'], 2, 2],
      [['d6_14'], 2, 2],
    ]);
  });

  it('a quarter that prints what a month hides narrows both, late centres or not', async () => {
    const [, ...others] = EACH;
    const hidden = [table(MONTHS[0] ?? '', [60, 20, null, null, 10, 10, 0]), ...others];
    const cells = [190, 60, 22, null, 30, 30, 0];
    expect(kindOf([...hidden.flat(), ...table(QUARTER, cells)])?.kind).toBe('more');
    const { findings } = await quarter(cells, hidden);
    expect(findings.map(({ period, key, lo, hi }) => [period, key, lo, hi])).toEqual([
      [MONTHS[0], ['d4_5'], 0, 2],
      ['2026-late-Q2', ['d4_5'], 0, 2],
    ]);
  });

  it('a quarter that prints less than its months contradicts them, as ever', async () => {
    const [, ...others] = EACH;
    const hidden = [table(MONTHS[0] ?? '', [60, 20, null, null, 10, 10, 0]), ...others];
    expect((await quarter([180, 60, 15, 45, 30, 30, 0], hidden)).unproven).toBeGreaterThan(0);
    expect((await quarter([190, 70, 15, 45, 30, 30, 0], hidden)).unproven).toBeGreaterThan(0);
  });
});

describe('late centres counted in a printed year', () => {
  const quarters = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'];
  const months = monthsOfPeriod('2026').flatMap((month) => table(month, MONTH));
  const printed = (late: readonly (readonly number[])[]) =>
    quarters.flatMap((period, at) =>
      table(
        period,
        MONTH.map((cell, row) => 3 * Number(cell) + (late[at]?.[row] ?? 0)),
      ),
    );
  const year = (late: readonly number[]) =>
    table(
      '2026',
      MONTH.map((cell, row) => 12 * Number(cell) + (late[row] ?? 0)),
    );
  const lot = [10, 0, 10, 0, 0, 0, 0];

  it('it is the sum of its months and of the quarters with late ones, or has late ones of its own', async () => {
    const all = [...months, ...printed([lot, lot]), ...year([20, 0, 20])];
    expect(kindOf(all, '2026')).toEqual({ kind: 'sum', parts: [...quarters.slice(0, 2), ...monthsOfPeriod('2026').slice(6)] });
    expect(kindOf([...months, ...year([20, 0, 20])], '2026')?.kind).toBe('late');
    expect(await attack(all)).toMatchObject({ findings: [], unproven: 0 });
    expect(await attack([...months, ...year([20, 0, 20])])).toMatchObject({ findings: [], unproven: 0 });
  });

  it('the late ones of one quarter are taken from those of the year', async () => {
    const first = table('2026-Q1', [190, 60, 40, 30, 30, 30, 0]);
    const lines = (late: readonly number[]) => [...months, ...first, ...year(late)];
    const { kind, parts } = kindOf(lines([16, 0, 16]), '2026') ?? { parts: [] };
    expect([kind, parts[0], parts.length]).toEqual(['late', '2026-Q1', 10]);
    expect(await attack(lines([16, 0, 16]))).toMatchObject({ findings: [], unproven: 0 });
    const { findings } = await attack(lines([14, 0, 14]));
    expect(findings.map(({ period, key, lo, hi }) => [period, key, lo, hi])).toEqual([
      ['2026-late', [], 4, 4],
      ['2026-late', ['d4_5'], 4, 4],
    ]);
  });

  it('a year that left before a quarter had its late ones is no contradiction', async () => {
    const lines = [...months, ...printed([lot, lot]), ...year(lot)];
    expect(await attack(lines)).toMatchObject({ findings: [], unproven: 0 });
  });
});

describe('late centres as two custodians open them', () => {
  function added(vectors: readonly Uint32Array[]): Uint32Array {
    return Uint32Array.from({ length: TEMPLATE.length }, (_, rank) => vectors.reduce((sum, vector) => sum + (vector[rank] ?? 0), 0));
  }

  function group(area: string | null, names: readonly string[]): Group {
    const contributions = names.map((name) => {
      const [centre = '', month = ''] = name.split(' ');
      return { centre, month, region: area ?? 'gao', commitment: name, digestA: '', digestB: '' };
    });
    return { area, contributions };
  }

  async function opened(period: IsoPeriod, groups: readonly Group[], seed: number, women: number) {
    const sums = groups.map(({ contributions }, rank) =>
      added(contributions.map((_, at) => vectorOf(randomUnits(seed + 10 * rank + at, women), '2026-05'))),
    );
    const table = await protectOpened(period, groups, sums, 5);
    if (!('lines' in table)) throw new RangeError(table.failed);
    return table.lines;
  }

  const invented = once(async () => {
    const three = (area: string | null, names: string) => group(area, names.split(', '));
    const one = await opened(QUARTER, [three('mopti', 'A 04, B 04, C 04'), three(null, 'D 04, E 04, F 04')], 100, 50);
    const lot = await opened(QUARTER, [three('mopti', 'G 04, G 05, H 05, I 06'), three(null, 'J 04, K 05, L 06')], 900, 40);
    const months = MONTHS.map((month) => one.map((line) => ({ ...line, period: month })));
    return { lot, months, sums: periodBounds(QUARTER, months) };
  });
  const placeOf = (one: ConsolidatedBound) => [one.table, one.level, one.area, one.dims].join('\n');

  it('give nothing away beside their months', { timeout: 300_000 }, async () => {
    const { lot, months, sums } = await invented();
    const lines = [...months.flat(), ...addLate(sums, [lot])];
    expect(kindOf(lines)?.kind).toBe('late');
    expect(await attack(lines)).toMatchObject({ exact: 0, tooNarrow: 0, unproven: 0, findings: [] });
  });

  it('give nothing away where the quarter prints what a reader works out of them', { timeout: 300_000 }, async () => {
    const { lot, months, sums } = await invented();
    const printed = addLate(sums, [await boundedLines(lot, sums)]);
    const isPrinted = ({ status }: ConsolidatedBound) => status !== 'suppressed';
    expect(printed.filter(isPrinted).length).toBeGreaterThan(addLate(sums, [lot]).filter(isPrinted).length);
    const lines = [...months.flat(), ...printed];
    expect(kindOf(lines)?.kind).toBe('more');
    expect(await attack(lines)).toMatchObject({ exact: 0, tooNarrow: 0, unproven: 0, findings: [] });
  });

  it('a number that they hide and the quarter prints is found', { timeout: 300_000 }, async () => {
    const { lot, months, sums } = await invented();
    const shown = new Map(sums.flatMap((one) => (one.value === null ? [] : [[placeOf(one), one.value]])));
    const kept = lot.find((one) => one.value === null && shown.has(placeOf(one)));
    if (kept === undefined) throw new Error('the late centres hide nothing');
    const leaking = addLate(sums, [lot]).map((one) =>
      placeOf(one) === placeOf(kept) ? { ...one, status: 'published' as const, value: (shown.get(placeOf(kept)) ?? 0) + 1 } : one,
    );
    expect((await attack([...months.flat(), ...leaking])).findings.some(({ period }) => period === '2026-late-Q2')).toBe(true);
  });
});
