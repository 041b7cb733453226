import { describe, expect, it } from 'vitest';
import { attackReleases } from '../../../../electron/disclosure/attack/attackFolder.ts';
import { consolidationBounds, sumKnown, summedAreas } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import type { ConsolidatedBound } from '../../../../electron/disclosure/consolidate/consolidatedBound.ts';
import { knownFromPackage } from '../../../../electron/disclosure/attack/knownPackages.ts';
import { correctedVersion, type TrueTable } from '../../../../electron/disclosure/correct/correction.ts';
import type { ConsolidatedLine, Release } from '../../../../electron/disclosure/equations/releases.ts';
import { cellsOf, delays, packageOf } from '../invented.ts';

type Values = readonly (number | null)[];

function site(name: string, values: Values, place: Partial<Release> = {}): Release {
  return packageOf(cellsOf('G10', delays(values)), { site: name, name: `${name}-2026-05-v1.json`, ...place });
}

/** Of the hidden 9 of the first, each part is 1 to 8; everything else is shown. */
const three = [site('AAA', [20, null, null, 5, 0, 6, 0]), site('BBB', [30, 10, 5, 5, 5, 5, 0]), site('CCC', [40, 10, 10, 5, 5, 10, 0])];

function readingOf({ value, low, high, status }: ConsolidatedBound): string {
  return status === 'interval' ? `${low}-${high}` : status === 'suppressed' ? 'hidden' : `${status === 'rounded' ? '~' : ''}${value}`;
}

async function linesOf(releases: readonly Release[], area = 'ML', table = 'G10'): Promise<string> {
  return (await consolidationBounds(releases))
    .filter((line) => line.area === area && line.table === table)
    .map(readingOf)
    .join(' ');
}

describe('sums over centres (disclosure §6.1)', () => {
  it('what a reader knows of one package: shown numbers, bounds of the others, nothing where it contradicts itself', async () => {
    const known = [...(await knownFromPackage(three[0] ?? site('', []))).values()];
    expect(known.map(({ low, high, isShown }) => `${low}-${high}${isShown ? '' : '?'}`)).toEqual([
      '20-20',
      '1-8?',
      '1-8?',
      '5-5',
      '0-0',
      '6-6',
      '0-0',
    ]);
    const absurd = [...(await knownFromPackage(site('AAA', [5, null, null, 9, 0, 6, 0]))).values()];
    expect(absurd.slice(1, 3)).toEqual([
      { low: 1, high: Infinity, isShown: false },
      { low: 1, high: Infinity, isShown: false },
    ]);
    const absent = await knownFromPackage(site('AAA', [0]), cellsOf('G10', { 'elapsed_class=d0_3': null }));
    expect(absent.get('incident|elapsed_class=d0_3')).toMatchObject({ low: 0, isShown: false });
    const zeros = await knownFromPackage(site('AAA', [0]), cellsOf('G10', delays([0, null, null, null, null, null])));
    expect(zeros.get('incident|elapsed_class=d0_3')).toEqual({ low: 0, high: 0, isShown: true });
  });

  it('bounds add up; a centre without the number may hold anything', () => {
    expect(
      sumKnown([
        { low: 1, high: 8, isShown: false },
        { low: 5, high: 5, isShown: true },
      ]),
    ).toEqual({ low: 6, high: 13, isShown: false });
    expect(sumKnown([{ low: 2, high: 2, isShown: true }, undefined])).toEqual({ low: 2, high: Infinity, isShown: false });
    expect(sumKnown([])).toEqual({ low: 0, high: 0, isShown: true });
  });

  it('are exact where all show, an interval where the width allows, and hidden where two contribute', async () => {
    // d15_30 comes from two centres: hidden. The intervals of d0_3 and d4_5 are seven wide, so that no other is needed.
    const byDims = Object.fromEntries(
      (await consolidationBounds(three))
        .filter(({ area }) => area === 'ML')
        .map((line) => [line.dims.replace('elapsed_class=', ''), readingOf(line)]),
    );
    expect(byDims).toEqual({ '': '90', d0_3: '21-28', d4_5: '16-23', d6_14: '15', d15_30: 'hidden', over_month: '21', unknown: '0' });
  });

  it('a sum of which one centre holds all but less than five reveals that number of the others: hidden', async () => {
    const few = [site('AAA', [20, 2, 18, 0, 0, 0, 0]), site('BBB', [20, 2, 18, 0, 0, 0, 0]), site('CCC', [50, 30, 20, 0, 0, 0, 0])];
    expect(
      Object.fromEntries((await consolidationBounds(few)).map((line) => [`${line.area} ${line.dims}`, readingOf(line)])),
    ).toMatchObject({
      'ML ': '90',
      'ML elapsed_class=d0_3': 'hidden',
      'ML elapsed_class=d4_5': 'hidden',
      'ML elapsed_class=d6_14': '0',
    });
    const enough = few.map((one, at) => (at === 0 ? site('AAA', [20, 3, 17, 0, 0, 0, 0]) : one));
    expect((await consolidationBounds(enough)).map(readingOf)).not.toContain('hidden');
  });

  it('an interval shorter than three is hidden, as is one without an end', async () => {
    // 2 hidden as 1 + 1 is known to be 1 and 1; 3 as 1 to 2 each.
    const narrow = [site('AAA', [20, null, null, 5, 6, 6, 0]), ...three.slice(1)];
    expect(await linesOf(narrow)).toContain('hidden');
    expect((await linesOf(narrow)).includes('21-22')).toBe(false);
    const open = [packageOf(cellsOf('G10', { '': null, 'elapsed_class=d0_3': 12 }), { site: 'AAA' }), ...three.slice(1)];
    expect((await consolidationBounds(open)).find(({ dims, area }) => dims === '' && area === 'ML')?.status).toBe('suppressed');
  });

  it('the latest version of each site counts, in any order; months apart; lines in one order', async () => {
    const older = site('BBB', [300, 100, 50, 50, 50, 50, 0], { version: 0 });
    expect(await consolidationBounds([older, ...three])).toEqual(await consolidationBounds([...three, older]));
    const june = three.map((one) => ({ ...one, period: '2026-06' }));
    const lines = await consolidationBounds([...june, ...three]);
    expect(lines.map(({ period }) => period)).toEqual([
      ...Array.from({ length: 14 }, () => '2026-05'),
      ...Array.from({ length: 14 }, () => '2026-06'),
    ]);
    expect(lines.slice(0, 14).map(({ level }) => level)).toEqual([
      ...Array.from({ length: 7 }, () => 'national'),
      ...Array.from({ length: 7 }, () => 'region'),
    ]);
    expect(lines.slice(0, 3).map(({ dims }) => dims)).toEqual(['', 'elapsed_class=d0_3', 'elapsed_class=d15_30']);
  });

  it('a region of fewer than three sites, or of none, has no lines', async () => {
    const areas = async (...regions: string[]) => [
      ...new Set(
        (await consolidationBounds(regions.map((region, at) => ({ ...site(`S${at}`, [40, 10, 10, 5, 5, 10, 0]), region })))).map(
          ({ area }) => area,
        ),
      ),
    ];
    expect(await areas('gao', 'gao')).toEqual([]);
    expect(await areas('gao', 'gao', 'mopti')).toEqual(['ML']);
    expect(await areas('', '', '', 'gao')).toEqual(['ML']);
    expect([...summedAreas(['a1', 'a2', 'a3'], () => '').keys()]).toEqual(['ML']);
  });

  it('place tables have a region where three sites have somebody there; national tables the country alone', async () => {
    const at = (name: string, values: Readonly<Record<string, number | null>>) =>
      packageOf([...cellsOf('G24', values), ...cellsOf('G25', { '': 20 })], { site: name });
    const all = [
      at('AAA', { '': 20, 'incident_geo=mopti': 20, 'incident_geo=gao': 0 }),
      at('BBB', { '': 20, 'incident_geo=mopti': 15, 'incident_geo=gao': 5 }),
      at('CCC', { '': 20, 'incident_geo=mopti': null, 'incident_geo=gao': null }),
    ];
    const lines = (await consolidationBounds(all)).map(({ table, level, area, dims }) => [table, level, area, dims].join(' '));
    expect(lines).toEqual(['G24 national ML ', 'G24 region mopti incident_geo=mopti', 'G25 national ML ']);
    const rounded = all.map((one, rank) => (rank === 0 ? { ...one, mode: 'rounded' } : one));
    expect((await consolidationBounds(rounded)).some(({ area }) => area === 'gao')).toBe(false);
    expect(await consolidationBounds(all.map((one) => ({ ...one, mode: 'rounded' })))).toEqual([]);
  });
});

describe('the next version of a month (disclosure §5)', () => {
  const former = packageOf(cellsOf('G10', delays([20, null, null, 5, 0, 6, 0])));
  /** What is truly counted now; by default as when the month left, 4 + 5 being hidden. */
  const now = (values: readonly number[] = [20, 4, 5, 5, 0, 6, 0], change: Partial<TrueTable> = {}): TrueTable => ({
    id: 'G10',
    cut: false,
    cells: Object.entries(delays(values)).map(([dims, n]) => ({ dims, n: n ?? 0, sensitive: (n ?? 0) > 0 && (n ?? 0) < 5 })),
    ...change,
  });
  const next = (table: TrueTable, width = 3, versions: readonly Release[] = [former]) =>
    correctedVersion({ former: versions, tables: [table], cutOrder: ['X', 'G10'], width });

  it.each<[string, TrueTable, unknown]>([
    ['nothing changed', now(), { outcome: 'same', cut: [] }],
    ['a shown number moves by four', now([24, 4, 5, 9, 0, 6, 0]), { outcome: 'same', cut: [{ table: 'G10', cause: 'change' }] }],
    ['a shown number becomes small', now([20, 4, 5, 10, 0, 1, 0]), { outcome: 'same', cut: [{ table: 'G10', cause: 'small' }] }],
    ['what was hidden is 0', now([20, 9, 0, 5, 0, 6, 0]), { outcome: 'same', cut: [{ table: 'G10', cause: 'zero' }] }],
    ['its lines are others', now([20, 4, 5, 5, 0, 6]), { outcome: 'same', cut: [{ table: 'G10', cause: 'lines' }] }],
    ['a rule takes it out', now([20, 4, 5, 5, 0, 6, 0], { cut: true }), { outcome: 'same', cut: [{ table: 'G10', cause: 'rule' }] }],
    ['it did not leave before', { ...now(), id: 'G01' }, { outcome: 'same', cut: [] }],
  ])('none: %s', async (_, table, expected) => {
    expect(await next(table)).toEqual(expected);
  });

  it('in the same pattern, when a shown number moves by five', async () => {
    expect(await next(now([30, 4, 5, 5, 0, 16, 0]))).toEqual({
      outcome: 'leaves',
      cells: cellsOf('G10', delays([30, null, null, 5, 0, 16, 0])),
      cut: [],
    });
  });

  it('not when what is hidden would be narrowed beside the former one', async () => {
    // 9 hidden becomes 3: 1 to 2 each.
    expect(await next(now([14, 1, 2, 5, 0, 6, 0]))).toEqual({ outcome: 'same', cut: [{ table: 'G10', cause: 'attack' }] });
    expect((await next(now([30, 4, 5, 5, 0, 16, 0]), 8)).outcome).toBe('same');
    expect((await next(now([30, 4, 5, 5, 0, 16, 0]), 7)).outcome).toBe('leaves');
  });

  it('a hidden number that is known, but large, does not hinder; its change does', async () => {
    // 29 − 5 − 6 − 9 is 9: the reader has it already.
    const known = packageOf(cellsOf('G10', delays([29, null, 0, 5, 0, 6, 9])));
    const of = (values: readonly number[]) => next(now(values), 3, [known]);
    expect((await of([39, 9, 0, 5, 0, 16, 9])).outcome).toBe('leaves');
    expect(await of([34, 14, 0, 5, 0, 6, 9])).toEqual({ outcome: 'same', cut: [{ table: 'G10', cause: 'attack' }] });
  });

  it('a table that cannot follow stays behind, the others leave', async () => {
    const both = packageOf([...former.cells, ...cellsOf('G13', { '': 12, 'perp_relation=community': 12 })]);
    const perpetrators = (n: number): TrueTable => ({
      id: 'G13',
      cut: false,
      cells: ['', 'perp_relation=community'].map((dims) => ({ dims, n, sensitive: false })),
    });
    const correct = (tables: readonly TrueTable[]) => correctedVersion({ former: [both], tables, cutOrder: ['X'], width: 3 });
    expect(await correct([now([30, 4, 5, 5, 0, 16, 0]), perpetrators(13)])).toEqual({
      outcome: 'leaves',
      cells: cellsOf('G10', delays([30, null, null, 5, 0, 16, 0])),
      cut: [{ table: 'G13', cause: 'change' }],
    });
    expect(await correct([now([14, 1, 2, 5, 0, 6, 0]), perpetrators(20)])).toEqual({
      outcome: 'leaves',
      cells: cellsOf('G13', { '': 20, 'perp_relation=community': 20 }),
      cut: [{ table: 'G10', cause: 'attack' }],
    });
    const renamed = now().cells.map((cell) => ({ ...cell, dims: cell.dims.replace('unknown', 'never') }));
    expect((await next(now(undefined, { cells: renamed }))).cut).toEqual([{ table: 'G10', cause: 'lines' }]);
  });

  it('not without a former version; each of several is looked at', async () => {
    expect(await next(now(), 3, [])).toEqual({ outcome: 'unproved', cut: [] });
    const second = { ...former, version: 2, cells: cellsOf('G10', delays([30, null, null, 5, 0, 16, 0])) };
    expect(await next(now([32, 4, 5, 5, 0, 18, 0]), 3, [former, second])).toEqual({
      outcome: 'same',
      cut: [{ table: 'G10', cause: 'change' }],
    });
    expect((await next(now([40, 4, 5, 5, 0, 26, 0]), 3, [former, second])).outcome).toBe('leaves');
  });
});

describe('packages and their sums, attacked together (disclosure §7.3)', () => {
  const asRead = (one: ConsolidatedBound): ConsolidatedLine => ({
    ...one,
    value: one.value ?? undefined,
    low: one.low ?? undefined,
    high: one.high ?? undefined,
  });
  const attack = (releases: readonly Release[], consolidated: readonly ConsolidatedLine[]) =>
    attackReleases({ releases, consolidated, printed: [], unread: [] });
  const line = (dims: string, value: number, area = 'ML', period = '2026-05'): ConsolidatedLine => ({
    table: 'G10',
    period,
    level: area === 'ML' ? 'national' : 'region',
    area,
    dims,
    status: 'published',
    value,
    low: undefined,
    high: undefined,
  });

  it('nothing is found in sums made as they must be, counted apart', async () => {
    const lines = (await consolidationBounds(three)).map(asRead);
    expect({ ...(await attack(three, lines)), elapsedMs: 0 }).toMatchObject({
      packages: 3,
      releases: 4,
      exact: 0,
      tooNarrow: 0,
      unproven: 0,
      contributorsBelow3: 0,
      pairsOfVersions: 0,
      findings: [],
    });
  });

  it('a sum that should be an interval gives the one hidden contribution', async () => {
    const { findings, exact } = await attack(three, [line('', 90), line('elapsed_class=d0_3', 23)]);
    expect(exact).toBe(1);
    expect(findings).toEqual([
      {
        centre: 'AAA',
        period: '2026-05',
        table: 'G10',
        key: ['d0_3'],
        lo: 3,
        hi: 3,
        kind: 'exact',
        releases: ['AAA-2026-05-v1.json', 'consolidated.csv'],
      },
    ]);
    expect((await attack(three, [line('', 90), line('elapsed_class=d0_3', 25)])).findings).toMatchObject([
      { centre: 'AAA', key: ['d4_5'], lo: 4, hi: 4 },
    ]);
  });

  it('a number printed of two centres, or for an area of two, is counted', async () => {
    expect((await attack(three, [line('elapsed_class=d15_30', 10)])).contributorsBelow3).toBe(1);
    expect((await attack(three, [line('elapsed_class=d6_14', 15)])).contributorsBelow3).toBe(0);
    expect((await attack(three.slice(1), [line('', 70)])).contributorsBelow3).toBe(1);
    expect((await attack(three, [line('', 90, 'gao')])).contributorsBelow3).toBe(1);
    expect((await attack(three, [{ ...line('elapsed_class=d15_30', 0), status: 'suppressed', value: undefined }])).contributorsBelow3).toBe(
      0,
    );
    expect((await attack([], [line('', 90)])).contributorsBelow3).toBe(0);
  });

  it('a hidden number of two centres that the sums give back is a finding however large', async () => {
    const parts = [
      line('elapsed_class=d0_3', 24),
      line('elapsed_class=d4_5', 20),
      line('elapsed_class=d6_14', 15),
      line('elapsed_class=over_month', 21),
      line('elapsed_class=unknown', 0),
    ];
    const hidden: ConsolidatedLine = { ...line('elapsed_class=d15_30', 0), status: 'suppressed', value: undefined };
    const found = await attack(three.slice(1), [line('', 90), ...parts, hidden]);
    expect(found.findings).toContainEqual({
      centre: null,
      period: '2026-05',
      table: 'G10',
      key: ['d15_30'],
      lo: 10,
      hi: 10,
      kind: 'exact',
      releases: ['consolidated.csv'],
    });
  });

  it('a quarter of three printed months adds nothing; a quarter that reveals more is attacked with the months', async () => {
    const months = ['2026-04', '2026-05', '2026-06'];
    const releases = months.flatMap((period) => three.map((one) => ({ ...one, period, name: `${one.site}-${period}` })));
    const totals = months.map((period) => line('', 90, 'ML', period));
    expect((await attack(releases, [...totals, line('', 270, 'ML', '2026-Q2')])).findings).toEqual([]);
    const both = [line('elapsed_class=d0_3', 63, 'ML', '2026-Q2'), line('', 270, 'ML', '2026-Q2')];
    // 60 are shown and nine hidden threes of 1 to 8: 63 says that each of the three is 1.
    const found = await attack(releases, [...totals, ...both]);
    expect(found.findings.filter(({ key }) => key.join() === 'd0_3').map(({ centre, lo, hi }) => [centre, lo, hi])).toEqual(
      months.map(() => ['AAA', 1, 1]),
    );
  });

  it('of a place table, those count who have somebody in the place', async () => {
    const at = (name: string, mopti: number | null) =>
      packageOf(cellsOf('G24', { '': 30, 'incident_geo=mopti': mopti, 'incident_geo=gao': 9 }), { site: name, region: name });
    const here: ConsolidatedLine = { ...line('incident_geo=mopti', 20, 'mopti'), table: 'G24' };
    expect((await attack([at('A', 6), at('B', 7), at('C', 7)], [here])).contributorsBelow3).toBe(0);
    expect((await attack([at('A', 13), at('B', 7), at('C', 0)], [here])).contributorsBelow3).toBe(1);
    expect((await attack([at('A', 13), at('B', 7), at('C', null)], [{ ...here, dims: '' }])).contributorsBelow3).toBe(0);
  });

  it('an interval reveals something only where it is narrower than the packages; an impossible interval reveals nothing', async () => {
    const between = (low: number, high: number): ConsolidatedLine => ({
      ...line('elapsed_class=d0_3', 0),
      status: 'interval',
      value: undefined,
      low,
      high,
    });
    expect((await attack(three, [between(21, 28)])).findings).toEqual([]);
    expect((await attack(three, [between(22, 23)])).findings).toMatchObject([
      { centre: 'AAA', key: ['d0_3'], lo: 2, hi: 3, kind: 'tooNarrow' },
    ]);
    expect((await attack(three, [between(21, 22)])).findings).toMatchObject([
      { centre: 'AAA', key: ['d0_3'], lo: 1, hi: 2, kind: 'tooNarrow' },
    ]);
    expect((await attack(three, [between(27, 40)])).findings).toMatchObject([{ centre: 'AAA', key: ['d4_5'], lo: 1, hi: 2 }]);
    expect((await attack(three, [between(90, 99)])).findings).toEqual([]);
  });

  it('a quarter is an addition only where every month prints the same place', async () => {
    const months = ['2026-04', '2026-05', '2026-06'];
    const releases = months.flatMap((period) => three.map((one) => ({ ...one, period, name: `${one.site}-${period}` })));
    const of = (period: string, dims: string, low: number, high: number): ConsolidatedLine => ({
      ...line(dims, 0, 'ML', period),
      status: 'interval',
      value: undefined,
      low,
      high,
    });
    const all = months.map((period) => of(period, 'elapsed_class=d0_3', 21, 28));
    expect((await attack(releases, [...all, of('2026-Q2', 'elapsed_class=d0_3', 63, 84)])).findings).toEqual([]);
    const found = (await attack(releases, [...all, of('2026-Q2', 'elapsed_class=d0_3', 63, 64)])).findings;
    expect(found.map(({ key, lo, hi }) => [key.join(), lo, hi])).toEqual(months.map(() => ['d0_3', 1, 2]));
    expect(
      (
        await attack(releases, [
          ...all,
          { ...of('2026-Q2', 'elapsed_class=d0_3', 0, 0), status: 'suppressed', low: undefined, high: undefined },
        ])
      ).findings,
    ).toEqual([]);
  });

  it('two versions of a month: pairs are counted, and what one shows the other gives away', async () => {
    const second = site('AAA', [20, 4, null, 5, 0, 6, 0], { version: 2, name: 'v2' });
    const found = await attack([second, three[0] ?? second], []);
    expect(found).toMatchObject({ packages: 2, pairsOfVersions: 1, unproven: 0 });
    expect(found.findings).toEqual([
      {
        centre: 'AAA',
        period: '2026-05',
        table: 'G10',
        key: ['d0_3'],
        lo: 4,
        hi: 4,
        kind: 'exact',
        releases: ['AAA-2026-05-v1.json', 'v2'],
      },
    ]);
  });

  it('a month hidden once and rounded once is read as one', async () => {
    const rounded = site('AAA', [22, 5, 5, 5, 0, 6, 0], { version: 2, name: 'v2', mode: 'rounded' });
    const found = await attack([three[0] ?? rounded, rounded], []);
    expect(found).toMatchObject({ pairsOfVersions: 1, unproven: 0, exact: 0, tooNarrow: 0 });
    // 4 at most and 5 at most, 9 together.
    const near = site('AAA', [16, 0, 5, 5, 0, 6, 0], { version: 2, name: 'v2', mode: 'rounded' });
    expect((await attack([three[0] ?? near, near], [])).findings).toMatchObject([
      { key: ['d0_3'], lo: 4, hi: 4, releases: ['AAA-2026-05-v1.json', 'v2'] },
    ]);
  });
});
