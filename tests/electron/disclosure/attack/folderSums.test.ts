import { describe, expect, it } from 'vitest';
import { attackReleases } from '../../../../electron/disclosure/attack/attackFolder.ts';
import type { ConsolidatedLine, Release } from '../../../../electron/disclosure/equations/releases.ts';
import { cellsOf, delays, packageOf } from '../invented.ts';

type Values = readonly (number | null)[];
type Printed = number | null | readonly [number, number];

function site(name: string, values: Values, place: Partial<Release> = {}): Release {
  return packageOf(cellsOf('G10', delays(values)), { site: name, name, ...place });
}

/** A line of G10 by its code, '' for the total: a number, `null` for a hidden one, the two ends of an interval. */
function line(code: string, shown: Printed, place: Partial<ConsolidatedLine> = {}): ConsolidatedLine {
  const area = place.area ?? 'ML';
  const what =
    shown === null
      ? { status: 'suppressed', value: undefined, low: undefined, high: undefined }
      : typeof shown === 'number'
        ? { status: 'published', value: shown, low: undefined, high: undefined }
        : { status: 'interval', value: undefined, low: shown[0], high: shown[1] };
  return {
    table: 'G10',
    period: '2026-05',
    level: area === 'ML' ? 'national' : 'region',
    area,
    dims: code === '' ? '' : `elapsed_class=${code}`,
    ...what,
    ...place,
  };
}

const attack = async (releases: readonly Release[], consolidated: readonly ConsolidatedLine[] = []) =>
  attackReleases({ releases, consolidated, printed: [], unread: [] });

/** Whose, when, which code, from where to where. */
async function found(releases: readonly Release[], consolidated: readonly ConsolidatedLine[] = []): Promise<readonly string[]> {
  return (await attack(releases, consolidated)).findings.map(({ centre, period, key, lo, hi }) =>
    [centre ?? 'sum', period, ...key, `${lo}-${hi}`].join(' '),
  );
}

/** What was looked at: numbers, sums, those not printed, systems; then what of it is doubtful or unproven. */
async function size(releases: readonly Release[], consolidated: readonly ConsolidatedLine[] = []): Promise<readonly number[]> {
  const { quantities, equations, hidden, components, doubtful, unproven } = await attack(releases, consolidated);
  return [quantities, equations, hidden, components, doubtful, unproven];
}

/** Of the hidden 9 of the first, each part is 1 to 8; everything else is shown. */
const three = [site('AAA', [20, null, null, 5, 0, 6, 0]), site('BBB', [30, 10, 5, 5, 5, 5, 0]), site('CCC', [40, 10, 10, 5, 5, 10, 0])];

describe('a folder of packages', () => {
  it('is counted: numbers, sums, hidden ones, systems; and how long it took', async () => {
    const before = performance.now();
    const { elapsedMs, findings, ...counts } = await attack([three[0] ?? site('', [])]);
    expect(elapsedMs).toBeLessThanOrEqual(Math.ceil(performance.now() - before));
    expect(findings).toEqual([]);
    expect(counts).toEqual({
      packages: 1,
      releases: 1,
      quantities: 7,
      equations: 1,
      hidden: 2,
      components: 1,
      exact: 0,
      tooNarrow: 0,
      doubtful: 0,
      unproven: 0,
      pairsOfVersions: 0,
      contributorsBelow3: 0,
      unread: [],
    });
    expect((await attack(three, [line('', 90), line('', 90, { period: '2026-06' })])).releases).toBe(5);
  });

  it('gives away a number that one package shows by its sum', async () => {
    // 24 − 9 − 5 − 6 is 4.
    const { findings } = await attack([site('AAA', [24, null, 9, 5, 0, 6, 0])]);
    expect(findings).toEqual([
      { centre: 'AAA', period: '2026-05', table: 'G10', key: ['d0_3'], lo: 4, hi: 4, kind: 'exact', releases: ['AAA'] },
    ]);
    expect(await size([site('AAA', [4, null, 9, 5, 0, 6, 0])])).toEqual([7, 1, 1, 1, 0, 1]);
  });

  it('two versions that cannot be believed to be one month give nothing away together', async () => {
    const second = site('AAA', [20, 12, null, 5, 0, 6, 0], { version: 2, name: 'v2' });
    // 20 − 12 − 5 − 6 is less than nothing: the second alone contradicts itself.
    expect(await size([three[0] ?? second, second])).toEqual([14, 2, 3, 2, 0, 1]);
    const grown = site('AAA', [30, 12, null, 5, 0, 6, 0], { version: 2, name: 'v2' });
    expect(await found([three[0] ?? grown, grown])).toEqual([]);
  });

  it('the wider threshold of two versions says what is enough for both', async () => {
    const low = site('AAA', [20, null, null, 5, 0, 6, 2], { threshold: 3 });
    const high = { ...low, threshold: 9, version: 2, name: 'v2' };
    // 7 in two parts, each 1 to 6: enough for a threshold of three, too little for one of nine.
    expect(await attack([low, high])).toMatchObject({ exact: 0, tooNarrow: 2, doubtful: 4 });
    expect(await attack([low, { ...high, threshold: 3 }])).toMatchObject({ exact: 0, tooNarrow: 0, doubtful: 0 });
    expect(await attack([site('A', [24, null, 9, 5, 0, 6, 0]), site('B', [20, null, null, 6, 6, 5, 0])])).toMatchObject({
      exact: 1,
      tooNarrow: 2,
    });
  });

  it('a rounded month is read once; two prints of it together only where they can be the same counts', async () => {
    const rounded = (values: Values, version: number) => site('AAA', values, { mode: 'rounded', version, name: `v${version}` });
    const first = rounded([21, 0, 5, 10, 0, 6, 0], 1);
    expect(await size([first])).toEqual([7, 1, 7, 1, 0, 0]);
    expect(await size([first, rounded([21, 0, 5, 10, 0, 6, 0], 2)])).toEqual([21, 3, 21, 3, 0, 0]);
    expect(await size([first, rounded([31, 0, 5, 20, 0, 6, 0], 2)])).toEqual([14, 2, 14, 2, 0, 0]);
    // 0 is at most 4, 5 at most 5: more than 30 less four is missing.
    expect(await size([rounded([30, 0, 5, 0, 0, 0, 0], 1)])).toEqual([7, 1, 7, 1, 0, 7]);
    // 29 less four is 25: each zero is four, and the five is five. Not if what was five then is four at most now.
    const most = rounded([29, 0, 5, 0, 0, 0, 0], 1);
    const { findings } = await attack([most]);
    expect(findings.map(({ lo, hi, releases }) => [lo, hi, ...releases])).toEqual([0, 2, 3, 4, 5].map(() => [4, 4, 'v1']));
    expect(await size([most, rounded([25, 0, 0, 0, 0, 0, 0], 2)])).toEqual([14, 2, 14, 2, 0, 0]);
    const hidden = site('AAA', [23, null, null, 10, 0, 6, 0]);
    // 7 in two parts, each at least 1; d4_5 at most 5, so that d0_3 is at least 2; d0_3 at most 4, so that d4_5 is at least 3.
    expect(await found([hidden, rounded([21, 0, 5, 10, 0, 6, 0], 2)])).toEqual(['AAA 2026-05 d0_3 2-4']);
  });
});

describe('sums that are not printed, of packages that are', () => {
  /** Three centres that show everything, and of whose d6_14 each has one. */
  const ones = ['A', 'B', 'C'].map((name) => site(name, [41, 10, 10, 1, 10, 10, 0]));

  it('are known from them: a finding when few persons are counted in them, with the names of all', async () => {
    const { findings } = await attack(ones, [line('d6_14', null), line('d0_3', null)]);
    expect(findings).toEqual([
      { centre: null, period: '2026-05', table: 'G10', key: ['d6_14'], lo: 3, hi: 3, kind: 'exact', releases: ['A', 'B', 'C'] },
    ]);
  });

  it('between bounds: of one hidden as 1 or 2, and of one too wide', async () => {
    const [a, b] = [site('A', [20, null, null, 5, 6, 6, 0]), site('B', [20, 0, 0, 9, 0, 11, 0])];
    const own = ['A 2026-05 d0_3 1-2', 'A 2026-05 d4_5 1-2'];
    expect(await found([a, b, b], [line('d0_3', null)])).toEqual([...own, 'sum 2026-05 d0_3 1-2']);
    expect(await found([{ ...a, threshold: 4 }, b], [line('d0_3', null)])).toEqual([...own, 'sum 2026-05 d0_3 1-2']);
    expect(await found(three, [line('d0_3', null)])).toEqual([]);
    // 1 to 4 leaves three.
    const [wide, low] = [site('A', [25, null, null, 10, 0, 10, 0]), ...['B', 'C'].map((name) => site(name, [20, 0, 0, 10, 0, 10, 0]))];
    expect(
      await attack(
        [wide, low, low].flatMap((one) => one ?? []),
        [line('d0_3', null)],
      ),
    ).toMatchObject({ findings: [], doubtful: 0 });
    const eight = [three[0], low, low].flatMap((one) => one ?? []);
    expect(await attack(eight, [line('d0_3', null)])).toMatchObject({ findings: [], doubtful: 0 });
  });

  it('of a region are those of its own sites', async () => {
    const far = ['D', 'E', 'F'].map((name) => site(name, [50, 10, 10, 10, 10, 10, 0], { region: 'gao' }));
    expect(await found([...ones, ...far], [line('d6_14', null, { area: 'mopti' })])).toEqual(['sum 2026-05 d6_14 3-3']);
    expect(await found([...ones, ...far], [line('d6_14', null)])).toEqual([]);
  });

  it('a number without its word, or half an interval, reveals nothing; a rounded one neither', async () => {
    const half = (change: Partial<ConsolidatedLine>) => found(three, [line('d0_3', [21, 22], change)]);
    expect(await half({})).toEqual(['AAA 2026-05 d0_3 1-2']);
    expect(await half({ low: undefined })).toEqual([]);
    expect(await half({ high: undefined })).toEqual([]);
    expect(await half({ status: 'published' })).toEqual(['AAA 2026-05 d0_3 1-2']);
    expect(await found(three, [line('d0_3', 23, { status: 'rounded' })])).toEqual([]);
  });

  it.each<[string, Printed, readonly string[], number]>([
    ['from the most that can be', [28, 40], ['AAA 2026-05 d4_5 1-1'], 0],
    ['up to the least that can be', [10, 21], ['AAA 2026-05 d0_3 1-1'], 0],
    ['above what can be', [29, 40], [], 0],
    ['below what can be', [3, 20], [], 0],
    ['all that can be', [21, 28], [], 0],
  ])('an interval %s', async (_, shown, expected, unproven) => {
    expect(await found(three, [line('d0_3', shown)])).toEqual(expected);
    expect((await attack(three, [line('d0_3', shown)])).unproven).toBe(unproven);
  });

  it('what a package gives away by itself is said of it alone', async () => {
    const { findings } = await attack([site('AAA', [24, null, 9, 5, 0, 6, 0]), ...three.slice(1)], [line('', 94)]);
    expect(findings.map(({ releases }) => releases)).toEqual([['AAA']]);
  });
});

describe('who is counted in a printed number', () => {
  const few = async (releases: readonly Release[], one: ConsolidatedLine) => (await attack(releases, [one])).contributorsBelow3;

  it('of a rounded one too, two centres are too few', async () => {
    expect(await few(three.slice(1), line('', 70, { status: 'rounded' }))).toBe(1);
    expect(await few(three, line('', 90, { status: 'rounded' }))).toBe(0);
    expect(await few(three.slice(1), line('', null))).toBe(0);
  });

  it('of a place, those who have somebody there, even where the number is zero', async () => {
    const at = (name: string, mopti: number) =>
      packageOf(cellsOf('T01a', { '': 30, 'residence_geo=mopti': mopti, 'residence_geo=mopti|sex=male': 0 }), { site: name });
    const place = { table: 'T01a', area: 'mopti', dims: 'residence_geo=mopti|sex=male' };
    expect(await few([at('A', 13), at('B', 7), at('C', 0)], line('', 0, place))).toBe(1);
    expect(await few([at('A', 13), at('B', 7), at('C', 9)], line('', 0, place))).toBe(0);
    expect(await few([at('A', 13), at('B', 7), at('C', 0)], line('', 0, { ...place, level: 'national' }))).toBe(0);
    expect(await few([at('A', 13), at('B', 7), at('C', 0)], line('', 90, { table: 'T01a' }))).toBe(0);
  });
});

describe('sums by themselves', () => {
  /** 10 at the total; of two hidden ones together `left` is left. */
  const month = (left: number, period = '2026-05', place: Partial<ConsolidatedLine> = {}): ConsolidatedLine[] => [
    line('', 10, { period, ...place }),
    line('d0_3', null, { period, ...place }),
    line('d4_5', null, { period, ...place }),
    line('d6_14', 10 - left, { period, ...place }),
    line('d15_30', 0, { period, ...place }),
    line('over_month', 0, { period, ...place }),
  ];
  const months = ['2026-04', '2026-05', '2026-06'];
  const quarter = (lines: readonly ConsolidatedLine[]) => [
    ...months.flatMap((period) => lines.map((one) => ({ ...one, period }))),
    ...lines.map((one): ConsolidatedLine => ({
      ...one,
      period: '2026-Q2',
      value: one.value === undefined ? undefined : 3 * one.value,
      low: one.low === undefined ? undefined : 3 * one.low,
      high: one.high === undefined ? undefined : 3 * one.high,
    })),
  ];
  const of = (period: string, high: number) => [`sum ${period} d0_3 0-${high}`, `sum ${period} d4_5 0-${high}`];

  it('of a month: what is left for two, with no package at all or with some', async () => {
    expect(await found([], month(1))).toEqual(of('2026-05', 1));
    expect(await size([], month(1))).toEqual([6, 1, 2, 1, 0, 0]);
    expect(await found([], month(3))).toEqual([]);
    // A reader of packages with a threshold of three is content with a width of one.
    expect(await found([site('X', [0], { threshold: 3 })], month(1))).toEqual([]);
  });

  it('a quarter that only adds its months up is as free as they are: nothing is asked anew', async () => {
    const lines = quarter(month(1));
    expect(await size([], lines)).toEqual([24, 3, 8, 3, 0, 0]);
    expect(await found([], lines)).toEqual([...months.flatMap((period) => of(period, 1)), ...of('2026-Q2', 3)]);
    // Of which one is free by three at least: the quarter is free too.
    const free = [...lines.filter(({ period }) => period !== '2026-05'), ...month(3)].map((one) =>
      one.period === '2026-Q2' && one.dims === 'elapsed_class=d6_14' ? { ...one, value: 25 } : one,
    );
    expect(await found([], free)).toEqual([...of('2026-04', 1), ...of('2026-06', 1)]);
    // A month that prints one of the two.
    const shown = lines.map((one) => (one.period === '2026-05' && one.dims === 'elapsed_class=d0_3' ? line('d0_3', 1) : one));
    expect(await found([], shown)).toEqual([
      ...of('2026-04', 1),
      ...of('2026-06', 1),
      ...of('2026-Q2', 3).map((one, at) => (at === 0 ? 'sum 2026-Q2 d0_3 1-3' : one.replace('0-3', '0-2'))),
    ]);
  });

  it('of a quarter of which one month contradicts itself nothing is proven, however free another is', async () => {
    const lines = [...quarter(month(1)).filter(({ period }) => period !== '2026-04'), ...month(3, '2026-04')].map((one) =>
      one.dims === 'elapsed_class=d6_14' && one.period === '2026-05'
        ? { ...one, value: 11 }
        : one.dims === 'elapsed_class=d6_14' && one.period === '2026-Q2'
          ? { ...one, value: 27 }
          : one,
    );
    expect(await size([], lines)).toEqual([24, 3, 8, 3, 0, 4]);
  });

  it('intervals add up too', async () => {
    const lines = quarter([...month(9).slice(0, 1), line('d0_3', [3, 4]), line('d4_5', null)]);
    expect(await found([], lines)).toEqual(months.map((period) => `sum ${period} d0_3 3-4`));
    expect(await size([], lines)).toEqual([12, 0, 8, 6, 0, 0]);
  });

  it.each<[string, (lines: readonly ConsolidatedLine[]) => readonly ConsolidatedLine[]]>([
    ['prints another sum', (lines) => lines.map((one) => (one.period === '2026-Q2' && one.value === 30 ? { ...one, value: 31 } : one))],
    ['has a line that a month lacks', (lines) => lines.filter((one) => one.period !== '2026-06' || one.dims !== 'elapsed_class=d0_3')],
    [
      'has an interval that begins elsewhere',
      (lines) => lines.map((one) => (one.period === '2026-Q2' && one.low === 9 ? { ...one, low: 10 } : one)),
    ],
    [
      'has an interval that ends elsewhere',
      (lines) => lines.map((one) => (one.period === '2026-Q2' && one.low === 9 ? { ...one, high: 11 } : one)),
    ],
    ['is of another place', (lines) => lines.map((one) => (one.period === '2026-Q2' ? { ...one, area: 'gao', level: 'region' } : one))],
  ])('a quarter that %s is one system with its months', async (_, change) => {
    const lines = quarter([...month(9).slice(0, 1), line('d6_14', [3, 4]), line('d0_3', null), line('d4_5', null)]);
    const apart = await size([], lines);
    const together = await size([], change(lines));
    expect(together.slice(1, 4)).not.toEqual(apart.slice(1, 4));
  });

  it('where one quarter is an addition and another is not, all is one system', async () => {
    const lines = quarter(month(1));
    const former = ['2026-01', '2026-02', '2026-03'].map((period) => line('', 10, { period }));
    const apart = await size([], [...lines, ...former, line('', 30, { period: '2026-Q1' })]);
    const together = await size([], [...lines, ...former, line('', 29, { period: '2026-Q1' })]);
    expect([apart.slice(0, 4), together.slice(0, 4)]).toEqual([
      [28, 3, 8, 3],
      [28, 6, 8, 1],
    ]);
  });

  it('a number of two centres in each month is one of the months, not of the quarter', async () => {
    const two = months.flatMap((period) => three.slice(1).map((one) => ({ ...one, period, name: `${one.site} ${period}` })));
    const lines = quarter([
      line('', 70),
      line('d0_3', 20),
      line('d4_5', 15),
      line('d6_14', 10),
      line('d15_30', null),
      line('over_month', 15),
      line('unknown', 0),
    ]);
    expect(await found(two, lines)).toEqual(months.map((period) => `sum ${period} d15_30 10-10`));
  });

  it('packages say whether the country is the sum of its regions', async () => {
    const lines = [line('', 15), line('', 12, { area: 'gao' }), line('', null, { area: 'mopti' })];
    const at = (...regions: readonly string[]) => regions.map((region, rank) => site(`S${rank}`, [null], { region }));
    expect(await found(at('gao', 'mopti', 'mopti'), lines)).toEqual(['sum 2026-05 3-3']);
    expect(await found(at('gao', 'mopti', 'kayes'), lines)).toEqual([]);
    expect(await found(at('gao', 'mopti', 'kayes'), [...lines, line('', 9, { area: 'kayes', period: '2026-06' })])).toEqual([]);
    expect(await found([], lines)).toEqual([]);
    expect(await found([...at('gao', 'mopti'), site('J', [null], { region: 'kayes', period: '2026-06' })], lines)).toEqual([
      'sum 2026-05 3-3',
      'S1 2026-05 3-3',
    ]);
    expect(await found([site('J', [null], { period: '2026-06' })], lines)).toEqual([]);
  });
});
