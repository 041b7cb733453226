import { describe, expect, it } from 'vitest';
import { attackSystem } from '../../../../electron/disclosure/attack/attack.ts';
import { consolidatedSystem, keyOfLine, nameOfLine } from '../../../../electron/disclosure/attack/consolidatedSystem.ts';
import type { ReadLine } from '../../../../electron/disclosure/equations/releases.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { hideFewContributors } from '../../../../electron/disclosure/consolidate/fewContributors.ts';

type Reading = number | null | readonly [number, number];

/** One line: a number, `null` for a hidden one, or the two ends of an interval. */
function line(area: string, dims: string, reading: Reading, period = '2026-05', table = 'G10'): ReadLine {
  const place = { table, period, level: area === 'ML' ? 'national' : 'region', area, dims };
  if (reading === null) return { ...place, status: 'suppressed', value: null, low: null, high: null };
  if (typeof reading === 'number') return { ...place, status: 'published', value: reading, low: null, high: null };
  return { ...place, status: 'interval', value: null, low: reading[0], high: reading[1] };
}

/** The bounds of every number that is not printed, by area and dims as `ML d0_3`. */
async function bounds(lines: readonly ReadLine[], isWhole = true): Promise<Record<string, string>> {
  const { system, hidden } = consolidatedSystem(lines, () => isWhole);
  const { findings } = await attackSystem({ system, about: [...hidden.values()], width: Infinity });
  return Object.fromEntries(
    [...hidden.keys()].map((key, at) => {
      const finding = findings[at];
      return [
        key.replaceAll('\n', ' '),
        finding !== undefined && 'low' in finding ? `${finding.low}-${finding.high}` : (finding?.kind ?? ''),
      ];
    }),
  );
}

describe('consolidated lines as one system (disclosure §5)', () => {
  it('one number has one name, whatever its table; a place table is divided by its own places', () => {
    expect(nameOfLine(line('ML', 'gbv_type=sexual', 5, '2026-05', 'G01'))).toBe('incident|gbv_type=sexual');
    expect(keyOfLine(line('gao', '', 5))).toBe('2026-05\ngao\nincident');
    expect(keyOfLine(line('gao', 'sex=male', 5, '2026-05', 'T01a'))).toBe('2026-05\nML\nperson|place=gao|sex=male');
    expect(keyOfLine(line('gao', 'residence_geo=gao_bourem', 5, '2026-05', 'T01a'))).toBe('2026-05\nML\nperson|place=gao_bourem');
    expect(keyOfLine(line('ML', 'sex=male', 5, '2026-05', 'T01a'))).toBe('2026-05\nML\nperson|sex=male');
    expect(keyOfLine(line('gao', '', 5, '2026-05', 'G24'))).toBe('2026-05\nML\nincident|place=gao');
  });

  it('the country is the sum of its regions, and of a remainder where a centre is elsewhere', async () => {
    const lines = [line('ML', '', 40), line('gao', '', 12), line('mopti', '', null)];
    expect(await bounds(lines)).toEqual({ '2026-05 mopti incident': '28-28' });
    expect(await bounds(lines, false)).toEqual({ '2026-05 mopti incident': '0-28' });
    expect(await bounds([line('ML', '', null), line('gao', '', 12), line('mopti', '', 9)])).toEqual({ '2026-05 ML incident': '21-21' });
    // A number that one region does not have may be in the rest.
    const lacking = [line('ML', 'elapsed_class=d0_3', 30), line('gao', 'elapsed_class=d0_3', null), line('mopti', '', 9)];
    expect(await bounds(lacking)).toEqual({ '2026-05 gao incident|elapsed_class=d0_3': '0-30' });
    expect(await bounds([line('ML', '', 40), line('ML', 'elapsed_class=d0_3', null)])).toEqual({
      '2026-05 ML incident|elapsed_class=d0_3': '0-20000',
    });
  });

  it('a quarter is the sum of its months, where all are there', async () => {
    const months = ['2026-04', '2026-05', '2026-06'].map((period, at) => line('ML', '', at === 1 ? null : 10, period));
    expect(await bounds([...months, line('ML', '', 33, '2026-Q2')])).toEqual({ '2026-05 ML incident': '13-13' });
    expect(await bounds([...months.slice(0, 2), line('ML', '', 33, '2026-Q2')])).toEqual({ '2026-05 ML incident': '0-20000' });
    expect(await bounds([...months, line('gao', '', 33, '2026-Q2')])).toEqual({ '2026-05 ML incident': '0-20000' });
  });

  it('an interval bounds, and the parts of a table add up', async () => {
    const parts = ['d0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month'].map((code, at) =>
      line('ML', `elapsed_class=${code}`, [9, [2, 6] as const, null, 0, 7][at] ?? null),
    );
    expect(await bounds([line('ML', '', 30), ...parts])).toEqual({
      '2026-05 ML incident|elapsed_class=d4_5': '2-6',
      '2026-05 ML incident|elapsed_class=d6_14': '8-12',
    });
  });

  it('names the sums, and counts its numbers', () => {
    const lines = [line('ML', '', 40), line('gao', '', 12), line('mopti', '', null)];
    const { sums, quantities, hidden } = consolidatedSystem(lines, () => false);
    expect(sums).toEqual([['2026-05\nML\nincident', '2026-05\ngao\nincident', '2026-05\nmopti\nincident']]);
    expect([quantities, [...hidden.keys()]]).toEqual([3, ['2026-05\nmopti\nincident']]);
    expect(consolidatedSystem([line('ML', '', 21), line('gao', '', 12), line('mopti', '', 9)], () => true).system.relations).toEqual([]);
  });
});

describe('numbers of one or two centres among sums (disclosure §3.2.3)', () => {
  const drafted = (area: string, values: readonly number[], few: readonly number[], isWholeFew = false) =>
    ['', 'd0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown'].map((code, at) => {
      const value = at === 0 ? values.reduce((sum, n) => sum + n, 0) : (values[at - 1] ?? 0);
      const bound: ConsolidatedBound = {
        table: 'G10',
        period: '2026-05',
        level: area === 'ML' ? 'national' : 'region',
        area,
        dims: code === '' ? '' : `elapsed_class=${code}`,
        status: 'published',
        value,
        low: null,
        high: null,
        error: null,
      };
      return { line: bound, isFew: at === 0 ? isWholeFew : few.includes(at - 1) };
    });
  const statuses = (lines: readonly ConsolidatedBound[]): string =>
    lines.map(({ status, value }) => (status === 'published' ? value : '-')).join(' ');

  it('the smallest of the same sum is hidden with it, never a zero, and the total stays', async () => {
    expect(statuses(await hideFewContributors(drafted('ML', [20, 9, 30, 0, 15, 40], [1]), true))).toBe('114 20 - 30 0 - 40');
    expect(statuses(await hideFewContributors(drafted('ML', [20, 9, 30, 0, 15, 40], [1, 2]), true))).toBe('114 20 - - 0 15 40');
  });

  it('a hidden one is empty in every column', async () => {
    const [, , hidden] = await hideFewContributors(drafted('ML', [20, 9, 30, 0, 15, 40], [1]), true);
    expect(hidden).toMatchObject({ status: 'suppressed', value: null, low: null, high: null, error: null });
  });

  it('two small ones that leave each other less than the width take a third', async () => {
    // 1 + 1 under what is left of the total: 0 to 2 each.
    expect(statuses(await hideFewContributors(drafted('ML', [20, 1, 1, 0, 15, 40], [1, 2]), true))).toBe('77 20 - - 0 - 40');
    expect(statuses(await hideFewContributors(drafted('ML', [20, 2, 1, 0, 15, 40], [1, 2]), true))).toBe('78 20 - - 0 15 40');
  });

  it('where no company is to be had everything but the zeros is hidden', async () => {
    expect(statuses(await hideFewContributors(drafted('ML', [9, 0, 0, 0, 0, 0], [0], true), true))).toBe('- - 0 0 0 0 0');
    expect(statuses(await hideFewContributors(drafted('ML', [9, 0, 0, 0, 0, 0], [0]), true))).toBe('- - 0 0 0 0 0');
  });

  it('a region is not given back by the country less the other region', async () => {
    const three = [
      drafted('ML', [45, 21, 61, 0, 31, 81], []),
      drafted('gao', [20, 9, 30, 0, 15, 40], [1]),
      drafted('mopti', [25, 12, 31, 0, 16, 41], []),
    ].flat();
    const whole = await hideFewContributors(three, true);
    const at = (lines: readonly ConsolidatedBound[], area: string) => statuses(lines.filter((one) => one.area === area));
    expect(at(whole, 'gao')).toBe('114 20 - 30 0 - 40');
    expect(at(whole, 'ML')).toBe('239 45 21 61 0 31 81');
    expect(at(whole, 'mopti')).toBe('125 25 - 31 0 - 41');
  });
});
