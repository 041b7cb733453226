import { describe, expect, it } from 'vitest';
import { attackReleases } from '../../../../electron/disclosure/attack/attackFolder.ts';
import { consolidationBounds, periodBounds } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { hideFewContributors } from '../../../../electron/disclosure/consolidate/fewContributors.ts';
import { compareHandOuts, type HandOut } from '../../../../electron/disclosure/consolidate/handOuts.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import type { ConsolidatedLine, Release } from '../../../../electron/disclosure/equations/releases.ts';
import { formatPeriod, hasEnded, isPeriod, monthsOfPeriod, periodsAround, quartersAround } from '../../../../shared/time.ts';
import { inventedMonth, once, toRelease } from '../invented.ts';

const MONTHS = monthsOfPeriod('2026-Q2');

type Reading = Pick<ConsolidatedBound, 'status' | 'value' | 'low' | 'high' | 'error'>;
const published = (value: number): Reading => ({ status: 'published', value, low: null, high: null, error: null });
const interval = (low: number, high: number): Reading => ({ status: 'interval', value: null, low, high, error: null });
const rounded = (value: number, error: number): Reading => ({ status: 'rounded', value, low: null, high: null, error });
const hidden: Reading = { status: 'suppressed', value: null, low: null, high: null, error: null };

function line(period: string, dims: string, reading: Reading, area = 'ML', table = 'G10'): ConsolidatedBound {
  return { table, period, level: area === 'ML' ? 'national' : 'region', area, dims, ...reading };
}

function asRead(one: ConsolidatedBound): ConsolidatedLine {
  return { ...one, value: one.value ?? undefined, low: one.low ?? undefined, high: one.high ?? undefined };
}

describe('quarters and years (commands.md; disclosure §5)', () => {
  it('are made of their months', () => {
    expect(MONTHS).toEqual(['2026-04', '2026-05', '2026-06']);
    expect(monthsOfPeriod('2026')).toHaveLength(12);
    expect(periodsAround('2026-12')).toEqual(['2026-Q4', '2026']);
    expect(['2026-03', '2026-Q3', '2026'].map(quartersAround)).toEqual([
      ['2026-Q1'],
      ['2026-Q3'],
      ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'],
    ]);
    expect(['2026-06', '2026-07', '2026-Q2', '2026-Q3', '2026'].map((period) => hasEnded(period, '2026-07-01'))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(['2026-Q2', '2026', '2026-05', '2026-Q5', '2026-13'].map(isPeriod)).toEqual([true, true, true, false, false]);
    expect([formatPeriod('2026-Q1', 'fr'), formatPeriod('2026-Q2', 'fr'), formatPeriod('2026', 'en')]).toEqual([
      '1er trimestre 2026',
      '2e trimestre 2026',
      'year 2026',
    ]);
  });

  it.each([
    ['all printed', [published(7), published(0), published(12)], published(19)],
    ['one by an interval', [published(7), interval(2, 9), published(12)], interval(21, 28)],
    ['all rounded, with an error in whole numbers', [rounded(10, 4), rounded(0, 4), rounded(15, 3)], rounded(25, 7)],
    ['a rounded month beside exact ones', [rounded(10, 4), published(7), published(12)], hidden],
    ['5 = 1 + 1 + 3, all hidden', [hidden, hidden, hidden], hidden],
    ['one hidden: the others would give it away', [published(7), hidden, published(12)], hidden],
  ])('%s', (_, months, expected) => {
    const lines = months.map((reading, at) => [line(MONTHS[at] ?? '', 'elapsed_class=d0_3', reading)]);
    expect(periodBounds('2026-Q2', lines)).toEqual([line('2026-Q2', 'elapsed_class=d0_3', expected)]);
  });

  it('have no line where a month has none', () => {
    const [first, second] = [line('2026-04', '', published(9), 'mopti'), line('2026-05', '', published(8), 'mopti')];
    expect(periodBounds('2026-Q2', [[first], [second], []])).toEqual([]);
  });
});

describe('a quarter beside its months, at the desk', () => {
  const sums = { ML: ['a', 'b', 'c', 'd'] };
  const month = (period: string, of = sums): HandOut => ({ period, months: { [period]: of }, lines: [] });
  const quarter: HandOut = { period: '2026-Q2', months: Object.fromEntries(MONTHS.map((one) => [one, sums])), lines: [] };

  it('leaves after its months and before them, and a centre that came since waits', () => {
    expect(
      compareHandOuts(
        quarter,
        MONTHS.map((one) => month(one)),
      ),
    ).toBe('new');
    expect(compareHandOuts(month('2026-04'), [quarter])).toBe('new');
    expect(compareHandOuts(month('2026-04', { ML: ['a', 'b', 'c', 'd', 'e'] }), [quarter])).toBe('tooClose');
    expect(compareHandOuts(quarter, [month('2026-04', { ML: ['a', 'b', 'c'] })])).toBe('tooClose');
    expect(compareHandOuts({ ...quarter, period: '2026' }, [quarter])).toBe('new');
  });
});

describe('numbers of one or two centres (disclosure §3.2.3)', () => {
  const parts = ['d0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown'];
  const drafted = (values: readonly number[], few: readonly number[], area = 'ML') => [
    { line: line('2026-05', '', published(values.reduce((sum, value) => sum + value, 0)), area), isFew: false },
    ...values.map((value, at) => ({
      line: line('2026-05', `elapsed_class=${parts[at]}`, published(value), area),
      isFew: few.includes(at),
    })),
  ];

  it('are hidden with another, so that no subtraction gives them back; zeros stay', async () => {
    const lines = await hideFewContributors(drafted([20, 9, 30, 0, 15, 40], [1]), true);
    expect(lines.map(({ status }) => status)).toEqual([
      'published',
      'published',
      'suppressed',
      'published',
      'published',
      'suppressed',
      'published',
    ]);
    expect(await hideFewContributors(drafted([20, 9, 30, 0, 15, 40], []), true)).toEqual(
      drafted([20, 9, 30, 0, 15, 40], []).map((one) => one.line),
    );
  });

  it('are not given back by the country less the other regions', async () => {
    const [north, south] = [drafted([20, 9, 30, 0, 15, 40], [1], 'gao'), drafted([25, 12, 31, 0, 16, 41], [], 'mopti')];
    const country = drafted([45, 21, 61, 0, 31, 81], []);
    const lines = await hideFewContributors([...country, ...north, ...south], true);
    const at = (area: string) => lines.find((one) => one.area === area && one.dims === 'elapsed_class=d4_5')?.status;
    expect(at('gao')).toBe('suppressed');
    expect([at('ML'), at('mopti')]).toContain('suppressed');
  });
});

describe('months and their quarter, attacked together', () => {
  const invented = once(async () => {
    const seeds = MONTHS.flatMap((period, row) =>
      [51, 72, 83].map((incidents, at) => ({ period, site: `S${at}`, seed: 100 + row * 3 + at, incidents })),
    );
    const releases = await Promise.all(
      seeds.map(async ({ period, site, seed, incidents }) => {
        const instance = inventedMonth(seed, incidents);
        const protection = await protect(instance, { method: 'component', objective: 'count', solves: 0, budgetMs: 60_000 });
        return toRelease(protection, instance, { site, region: 'mopti', period, version: 1 });
      }),
    );
    const months = await Promise.all(MONTHS.map((period) => consolidationBounds(releases.filter((one) => one.period === period))));
    return { releases, lines: [...months.flat(), ...periodBounds('2026-Q2', months)] };
  });

  const attack = (releases: readonly Release[], consolidated: readonly ConsolidatedBound[]) =>
    attackReleases({ releases, consolidated: consolidated.map(asRead), printed: [], unread: [] });

  it('give nothing away', { timeout: 120_000 }, async () => {
    const { releases, lines } = await invented();
    expect(lines.some(({ period, status }) => period === '2026-Q2' && status === 'published')).toBe(true);
    expect(await attack(releases, lines)).toMatchObject({ exact: 0, tooNarrow: 0, unproven: 0, contributorsBelow3: 0, findings: [] });
  });

  it('are the sums of the version that they were made of, though a later one left tables out', { timeout: 120_000 }, async () => {
    const { releases, lines } = await invented();
    const [first] = releases;
    if (first === undefined) throw new Error('nothing was released');
    const later: Release = { ...first, name: 'later', version: 2, cells: first.cells.filter(({ table }) => table === 'G01') };
    const found = await attackReleases({ releases: [...releases, later], consolidated: lines.map(asRead), printed: [], unread: [] });
    expect(found).toMatchObject({ contributorsBelow3: 0, unproven: 0, findings: [] });
  });

  it('a quarter that prints what its months hide is found', { timeout: 120_000 }, async () => {
    const { releases, lines } = await invented();
    const leaking = lines.find(({ period, low, status }) => period === '2026-Q2' && status === 'interval' && low !== null);
    if (leaking === undefined) throw new Error('the quarter hides nothing');
    const least = leaking.low ?? 0;
    const withLeak = lines.map((one) => (one === leaking ? { ...one, ...published(least) } : one));
    const found = await attack(releases, withLeak);
    expect(found.findings.length + found.doubtful).toBeGreaterThan(0);
  });
});
