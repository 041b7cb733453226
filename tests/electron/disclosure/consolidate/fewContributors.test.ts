import { describe, expect, it } from 'vitest';
import { hideFewContributors, type Drafted } from '../../../../electron/disclosure/consolidate/fewContributors.ts';

const codes = ['d0_3', 'd4_5', 'd6_14', 'd15_30', 'over_month', 'unknown'];

/** A line of a table: hidden already where `null`. */
function drafted(table: string, area: string, dims: string, value: number | null, isFew = false): Drafted {
  const status = value === null ? 'suppressed' : 'published';
  const level = area === 'ML' ? 'national' : 'region';
  return { line: { table, period: '2026-05', level, area, dims, status, value, low: null, high: null, error: null }, isFew };
}

/** The delays of an area, in the order of `codes`, and their total; `few` by their place. */
function delaysOf(area: string, values: readonly (number | null)[], few: readonly number[] = [], total?: number): Drafted[] {
  const sum = total ?? values.reduce<number>((all, n) => all + (n ?? 0), 0);
  return [
    drafted('G10', area, '', sum),
    ...values.map((value, at) => drafted('G10', area, `elapsed_class=${codes[at]}`, value, few.includes(at))),
  ];
}

/** What is printed, in the order of the lines. */
async function printed(lines: readonly Drafted[], isWhole = true): Promise<string> {
  return (await hideFewContributors(lines, isWhole)).map(({ status, value }) => (status === 'published' ? value : '-')).join(' ');
}

describe('company for a number of few', () => {
  it('of equal ones the first by name, whatever their order', async () => {
    expect(await printed(delaysOf('ML', [9, 30, 20, 20, 40, 50], [0]))).toBe('169 - 30 20 - 40 50');
    expect(await printed(delaysOf('ML', [20, 30, 9, 20, 40, 50], [2]))).toBe('169 - 30 - 20 40 50');
    expect(await printed(delaysOf('ML', [20, 30, 9, 20, 20, 50], [2]))).toBe('149 - 30 - 20 20 50');
  });

  it('of a region, where the country is its regions: the other region rather than the country', async () => {
    const regions = [drafted('G10', 'ML', '', 45), drafted('G10', 'gao', '', 20, true), drafted('G10', 'mopti', '', 25)];
    expect(await printed(regions)).toBe('45 - -');
    // Where a centre is elsewhere, the country less one region gives no sure number of the other.
    expect(await printed(regions, false)).toBe('45 - 25');
  });

  it('a hidden region that serves two sums is enough for both', async () => {
    const lines = [
      delaysOf('ML', [20, 22, 60, 61, 62, 63]),
      delaysOf('gao', [9, 12, 30, 30, 30, 30], [0]),
      delaysOf('mopti', [11, 10, 30, 31, 32, 33], [1]),
    ].flat();
    expect(await printed(lines)).toBe('288 20 22 60 61 62 63 141 - - 30 30 30 30 147 - - 30 31 32 33');
  });

  it('not for what is hidden for another reason, however narrow it is', async () => {
    const other = [
      ['', 50],
      ['perp_relation=civil_close', 20],
      ['perp_relation=civil_known', 13],
      ['perp_relation=community', 12],
      ['perp_relation=none_unknown', null],
    ] as const;
    const lines = [...delaysOf('ML', [9, 30, 20, 21, 40, 50], [0]), ...other.map(([dims, value]) => drafted('G13', 'ML', dims, value))];
    expect(await printed(lines)).toBe('170 - 30 - 21 40 50 50 20 13 12 -');
  });

  it('none can be given where the lines contradict each other: everything but the zeros is hidden', async () => {
    const lines = [
      drafted('G10', 'ML', '', 45),
      drafted('G10', 'gao', '', 20, true),
      drafted('G10', 'mopti', '', 60),
      drafted('G10', 'ML', 'elapsed_class=d0_3', 0),
    ];
    expect(await printed(lines)).toBe('- - - 0');
    expect((await hideFewContributors(lines, true))[0]).toMatchObject({
      status: 'suppressed',
      value: null,
      low: null,
      high: null,
      error: null,
    });
  });

  it('nothing is hidden where no number is of few', async () => {
    const lines = delaysOf('ML', [1, 2, 3, 4, 5, 6]);
    expect(await hideFewContributors(lines, true)).toEqual(lines.map(({ line }) => line));
  });
});
