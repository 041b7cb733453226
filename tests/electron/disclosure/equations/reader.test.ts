import { describe, expect, it } from 'vitest';
import { attackSystem, boundsOf } from '../../../../electron/disclosure/attack/attack.ts';
import type { Finding } from '../../../../electron/disclosure/attack/feasibility.ts';
import { attackAlone, attackPair } from '../../../../electron/disclosure/attack/attackVersions.ts';
import { judge, keyOf, widthOf, type Tally } from '../../../../electron/disclosure/attack/findings.ts';
import {
  absentCells,
  cellsOfMonth,
  nameOf,
  namedNumbers,
  systemOf,
  summedNames,
  sumsOf,
} from '../../../../electron/disclosure/equations/packageSystem.ts';
import type { Release, ReleasedCell } from '../../../../electron/disclosure/equations/releases.ts';
import { isRounded, namesBehind, namesBehindAll } from '../../../../electron/disclosure/equations/roundedPackage.ts';
import { summedBy } from '../../../../electron/disclosure/attack/summedVersions.ts';
import { cellsOf, delays, packageOf } from '../invented.ts';

/** What the attacker finds about each hidden number of some cells, by name. */
async function found(
  cells: readonly ReleasedCell[],
  absent: readonly ReleasedCell[] = [],
): Promise<Record<string, readonly [number, number]>> {
  const { system, hidden } = systemOf(namedNumbers(cells, absent));
  const { findings } = await attackSystem({ system, about: [...hidden.values()], width: Infinity });
  return Object.fromEntries(
    [...hidden.keys()].map((name, at) => {
      const finding = findings[at];
      return [name, finding?.kind === 'between' ? ([finding.low, finding.high] as const) : ([-1, -1] as const)];
    }),
  );
}

describe('the numbers of a package', () => {
  it('have one name whatever table prints them, in whatever order', () => {
    expect(
      nameOf(
        'incident',
        new Map([
          ['sex', 'male'],
          ['age_band', ''],
          ['gbv_type', 'rape'],
        ]),
      ),
    ).toBe('incident|gbv_type=rape|sex=male');
    const names = namedNumbers([
      ...cellsOf('G02a', { 'gbv_type=rape': 7, 'gbv_type=rape|sex=male': null }),
      ...cellsOf('G02b', { 'gbv_type=rape': null }),
    ]);
    expect([...names.keys()]).toEqual(['incident|gbv_type=rape', 'incident|gbv_type=rape|sex=male']);
    const rape = names.get('incident|gbv_type=rape');
    expect(rape).toMatchObject({
      unit: 'incident',
      value: 7,
      places: [
        { table: 'G02a', dims: 'gbv_type=rape' },
        { table: 'G02b', dims: 'gbv_type=rape' },
      ],
    });
    expect(names.get('incident|gbv_type=rape|sex=male')).toMatchObject({ value: undefined, least: 1 });
  });

  it('a hidden one is 1 at least, because zeros are shown; in a table cut whole, or not printed at all, it may be 0', () => {
    const leastOf = (cells: readonly ReleasedCell[], absent: readonly ReleasedCell[] = []) =>
      [...namedNumbers(cells, absent).values()].map(({ least }) => least);
    expect(leastOf(cellsOf('G10', { '': 9, 'elapsed_class=d0_3': null }))).toEqual([1, 1]);
    expect(leastOf(cellsOf('G10', { '': null, 'elapsed_class=d0_3': null }))).toEqual([0, 0]);
    expect(leastOf(cellsOf('G10', { '': 9 }), cellsOf('G10', { 'elapsed_class=d0_3': null }))).toEqual([1, 0]);
    expect(leastOf([...cellsOf('G10', { '': null }), ...cellsOf('G01', { '': null, 'gbv_type=sexual': 6 })])[0]).toBe(1);
  });

  it('a total is the sum of its parts when every needed part is there, the optional ones where they are', async () => {
    expect(systemOf(namedNumbers(cellsOf('G10', delays([20, null, null, 5, 0, 6, 0])))).system).toMatchObject({
      relations: [
        {
          terms: [
            { unknown: 0, times: -1 },
            { unknown: 1, times: -1 },
          ],
          equals: -9,
        },
      ],
    });
    expect(await found(cellsOf('G10', delays([20, null, null, 5, 0, 6])))).toEqual({
      'incident|elapsed_class=d0_3': [1, 8],
      'incident|elapsed_class=d4_5': [1, 8],
    });
    expect(systemOf(namedNumbers(cellsOf('G10', delays([20, null, null, 5, 0])))).system.relations).toEqual([]);
    const shown = namedNumbers(cellsOf('G10', delays([20, 9, 0, 5, 0, 6, 0])));
    expect(systemOf(shown)).toMatchObject({ system: { unknowns: [], relations: [] }, equations: 0 });
    expect(sumsOf(shown).map((sum) => sum.length)).toEqual([7]);
    expect([...summedNames(shown)]).toEqual(['incident']);
  });

  it('sub-totals add up too, and tables of other units say nothing', async () => {
    expect(
      await found([
        ...cellsOf('G01', { '': 30, 'gbv_type=sexual': 12, 'gbv_type=non_sexual': 18 }),
        ...cellsOf('G02a', { '': 30, 'gbv_type=rape': null, 'gbv_type=sexual_assault': 9 }),
        ...cellsOf('G13', { '': 40, 'gbv_type=sexual': null }),
      ]),
    ).toEqual({ 'incident|gbv_type=rape': [3, 3], 'perpetrator|gbv_type=sexual': [1, 20_000] });
  });

  it('a triangle of crossings has one joint table behind it: who is not among the raped girls is not among the raped men under 18', async () => {
    const types = ['rape', 'sexual_assault', 'physical_assault', 'forced_marriage', 'denial_resources', 'psychological'];
    const byType = (rape: readonly (number | null)[], codes: readonly string[]): Record<string, number | null> =>
      Object.fromEntries([
        ['', 20],
        ...codes.map((code, at): [string, number] => [code, at === 0 ? 14 : 6]),
        ...types.flatMap((type, row): [string, number | null][] => [
          [`gbv_type=${type}`, row === 0 ? 6 : row === 5 ? 14 : 0],
          ...codes.map((code, at): [string, number | null] => [
            `gbv_type=${type}|${code}`,
            row === 0 ? (rape[at] ?? null) : row === 5 && at === 0 ? 14 : 0,
          ]),
        ]),
      ]);
    const crossed = [
      ...cellsOf('G02a', byType([0, 6], ['sex=female', 'sex=male'])),
      ...cellsOf('G02b', byType([0, 6], ['age_band=0-17', 'age_band=18+'])),
    ];
    const absent = cellsOf('G03', { 'age_band=0-17|sex=male': null, 'age_band=18+|sex=male': null });
    const built = systemOf(namedNumbers(crossed, absent));
    expect(built.system.unknowns).toHaveLength(2 + 6 * 2 * 2);
    expect(await found(crossed, absent)).toEqual({ 'incident|age_band=0-17|sex=male': [0, 0], 'incident|age_band=18+|sex=male': [6, 6] });
    expect(systemOf(namedNumbers(crossed.filter(({ table }) => table === 'G02a'))).system.unknowns).toEqual([]);
    expect(
      await found(
        crossed.filter(({ table }) => table === 'G02a'),
        absent,
      ),
    ).toEqual({
      'incident|age_band=0-17|sex=male': [0, 6],
      'incident|age_band=18+|sex=male': [0, 6],
    });
  });

  it('what other packages print and this one does not exists, and is not shown', () => {
    const own = { cells: cellsOf('G10', { '': 9, 'elapsed_class=d0_3': 9 }) };
    const other = { cells: cellsOf('G10', { '': 8, 'elapsed_class=d4_5': 8 }) };
    expect(absentCells(own, cellsOfMonth([own, other, other]))).toEqual([{ table: 'G10', dims: 'elapsed_class=d4_5', value: undefined }]);
    expect(absentCells(own, cellsOfMonth([own]))).toEqual([]);
  });
});

describe('a finding (disclosure §7.3)', () => {
  const place = { centre: 'AAA', period: '2026-05', table: 'G10', key: ['d0_3'], releases: ['one'] };
  const tally = (): Tally => ({ quantities: 0, equations: 0, hidden: 0, components: 0, doubtful: 0, unproven: 0, findings: new Map() });
  const judged = (finding: Finding) => {
    const sheet = tally();
    judge(finding, place, 5, sheet);
    return [[...sheet.findings.values()].map(({ kind, lo, hi }) => [kind, lo, hi]).join(), sheet.doubtful, sheet.unproven];
  };

  it.each<[string, Finding, readonly [string, number, number]]>([
    ['exact when small and known', { kind: 'between', low: 2, high: 2 }, ['exact,2,2', 0, 0]],
    ['too narrow when small in any case', { kind: 'between', low: 2, high: 4 }, ['tooNarrow,2,4', 0, 0]],
    ['a doubt when it may be five', { kind: 'between', low: 4, high: 5 }, ['', 1, 0]],
    ['nothing from five on', { kind: 'between', low: 5, high: 5 }, ['', 0, 0]],
    ['nothing when it is zero', { kind: 'between', low: 0, high: 0 }, ['', 0, 0]],
    ['nothing when wide', { kind: 'wide' }, ['', 0, 0]],
    ['unproven when undecided', { kind: 'undecided', low: 1, high: 9 }, ['', 0, 1]],
    ['nothing when undecided among large numbers', { kind: 'undecided', low: 5, high: 9 }, ['', 0, 0]],
    ['unproven when no table fits', { kind: 'impossible' }, ['', 0, 1]],
  ])('%s', (_, finding, expected) => {
    expect(judged(finding)).toEqual(expected);
  });

  it('is reported once for one number, with its place', () => {
    const sheet = tally();
    for (const low of [1, 2]) judge({ kind: 'between', low, high: 2 }, place, 5, sheet);
    expect([...sheet.findings.values()]).toEqual([{ ...place, lo: 2, hi: 2, kind: 'exact' }]);
    judge({ kind: 'between', low: 2, high: 2 }, { ...place, key: ['d4_5'] }, 5, sheet);
    expect(sheet.findings.size).toBe(2);
    expect([keyOf(''), keyOf('gbv_type=rape|sex=male'), keyOf('sex')]).toEqual([[], ['rape', 'male'], ['']]);
    expect([5, 4, 3, 2, 1].map(widthOf)).toEqual([3, 2, 1, 1, 1]);
  });
});

describe('two versions of a month (disclosure §5)', () => {
  const first = packageOf(cellsOf('G10', delays([20, null, null, 5, 0, 6, 0])));
  const version = (values: readonly (number | null)[], table = 'G10'): Release =>
    packageOf(cellsOf(table, delays(values)), { version: 2, name: 'v2' });
  const summary = (outcome: Awaited<ReturnType<typeof attackPair>>[number] | undefined) =>
    outcome === 'impossible' || outcome === undefined
      ? outcome
      : outcome.map(({ findings }) =>
          [...findings.values()].map((one) => (one.kind === 'between' ? `${one.low}-${one.high}` : one.kind)).join(),
        );

  it('alone: what is hidden in one', async () => {
    expect([...(await attackAlone(first, [], Infinity)).findings]).toEqual([
      ['incident|elapsed_class=d0_3', { kind: 'between', low: 1, high: 8 }],
      ['incident|elapsed_class=d4_5', { kind: 'between', low: 1, high: 8 }],
    ]);
  });

  it('a number that one version shows is known in the other where no shown number moved', async () => {
    const [sums, tables] = await attackPair(first, version([20, 2, null, 5, 0, 6, 0]), Infinity);
    expect([summary(sums), summary(tables)]).toEqual([
      ['2-2,7-7', '7-7'],
      ['2-2,7-7', '7-7'],
    ]);
    const [back] = await attackPair(version([20, 2, null, 5, 0, 6, 0]), first, Infinity);
    expect(summary(back)).toEqual(['7-7', '2-2,7-7']);
  });

  it('what is hidden in both is the same number, and obeys what both print', async () => {
    const types = {
      'gbv_type=physical_assault': null,
      'gbv_type=forced_marriage': 9,
      'gbv_type=denial_resources': 5,
      'gbv_type=psychological': 0,
    };
    const cells = cellsOf('G02a', { '': 30, 'gbv_type=rape': null, 'gbv_type=sexual_assault': null, ...types });
    const more = cellsOf('G01', { 'gbv_type=sexual': 6, 'gbv_type=non_sexual': 24 });
    expect(summary((await attackPair(packageOf(cells), packageOf([...cells, ...more], { version: 2 }), Infinity))[0])).toEqual([
      '1-5,1-5,10-10,6-6,24-24',
      '1-5,1-5,10-10',
    ]);
  });

  it('where a shown number moved nothing is the same', async () => {
    const [sums, tables] = await attackPair(first, version([27, 2, null, 12, 0, 6, 0]), Infinity);
    expect([summary(sums), summary(tables)]).toEqual([
      ['1-8,1-8', '7-7'],
      ['1-8,1-8', '7-7'],
    ]);
  });

  it('what cannot be is said', async () => {
    const outcomes = await attackPair(first, version([20, 12, null, 5, 0, 6, 0]), Infinity);
    expect(outcomes).toEqual(['impossible', 'impossible']);
  });

  it('of a table that one of them does not print, only the sums are believed', async () => {
    const one = packageOf([...cellsOf('G02a', { '': 20, 'sex=female': 12, 'sex=male': 8, 'gbv_type=rape|sex=female': null })]);
    const other = packageOf([...cellsOf('G02b', { '': 20 })], { version: 2 });
    const [sums, tables] = await attackPair(one, other, 3);
    expect([summary(sums), summary(tables)]).toEqual([
      ['wide', '12-12,8-8,wide'],
      ['wide', 'wide,wide,wide'],
    ]);
  });
});

describe('rounded packages (disclosure §4.4)', () => {
  it('a printed 0 is 0 to 4, a printed 5 is 1 to 5, the total is within four, a sum is bounded by its parts', () => {
    const rounded = packageOf(cellsOf('G10', delays([21, 0, 5, 10, null, 6, 0])), { mode: 'rounded' });
    expect([isRounded(rounded), isRounded(packageOf([]))]).toEqual([true, false]);
    expect([...namesBehind(rounded).values()].map(({ value, least, most }) => [value, least, most])).toEqual([
      [undefined, 17, 25],
      [undefined, 0, 4],
      [undefined, 1, 5],
      [undefined, 10, 10],
      [undefined, 1, 13],
      [undefined, 6, 6],
      [undefined, 0, 4],
    ]);
  });

  it('a unit with several tables is within four everywhere; a number in no own table stays as it is', () => {
    const rounded = packageOf(
      [...cellsOf('G10', delays([3, 0, 5, 10, 0, 6, 0])), ...cellsOf('G01', { 'gbv_type=sexual': 10, 'gbv_type=non_sexual': 11, '': 3 })],
      { mode: 'rounded' },
    );
    const absent = cellsOf('G02a', { 'sex=male': null });
    const names = namesBehind(rounded, absent);
    expect(names.get('incident|elapsed_class=d6_14')).toMatchObject({ value: undefined, least: 6, most: 14 });
    expect(names.get('incident')).toMatchObject({ least: 0, most: 7 });
    expect(names.get('incident|sex=male')).toMatchObject({ value: undefined, least: 0, most: 20_000 });
    expect(namesBehind(packageOf(cellsOf('G10', { '': 21 })), absent).get('incident')?.value).toBe(21);
  });

  it('a sub-total with its parts says nothing by itself', () => {
    const rounded = packageOf(cellsOf('G02a', { '': 30, 'gbv_type=sexual': 12, 'gbv_type=rape': 7, 'gbv_type=sexual_assault': 5 }), {
      mode: 'rounded',
    });
    expect(namesBehind(rounded).get('incident|gbv_type=sexual')).toMatchObject({ value: undefined, least: 0, most: 20_000 });
  });

  it('two prints of the same counts: both bounds at once, or nothing where they contradict each other', () => {
    const hidden = packageOf(cellsOf('G10', delays([21, null, 5, 10, 0, 6, 0])));
    const rounded = (values: readonly (number | null)[]) => packageOf(cellsOf('G10', delays(values)), { mode: 'rounded', version: 2 });
    const together = namesBehindAll([hidden, rounded([21, 0, 5, 10, 0, 6, 0])]);
    expect([...(together?.values() ?? [])].map(({ value, least, most }) => [value, least, most])).toEqual([
      [21, 17, 25],
      [undefined, 1, 4],
      [5, 1, 5],
      [10, 10, 10],
      [0, 1, 4],
      [6, 6, 6],
      [0, 1, 4],
    ]);
    expect(namesBehindAll([hidden, rounded([21, 0, 5, 12, 0, 6, 0])])).toBeUndefined();
    expect(namesBehindAll([hidden, { ...hidden, cells: cellsOf('G10', { '': 22 }) }])).toBeUndefined();
    expect(namesBehindAll([rounded([30, 0, 5, 12, 0, 6, 0]), rounded([21, 0, 5, 14, 0, 6, 0])])).toBeUndefined();
    expect(namesBehindAll([])?.size).toBe(0);
  });
});

describe('the versions that a consolidated table is the sum of', () => {
  const site = (name: string, version: number, total: number | null, region = 'mopti'): Release =>
    packageOf(cellsOf('G10', { '': total }), { site: name, region, version, name: `${name}-${version}` });
  const line = (value: number | undefined, area = 'ML') => ({
    table: 'G10',
    period: '2026-05',
    level: area === 'ML' ? 'national' : 'region',
    area,
    dims: '',
    status: value === undefined ? 'suppressed' : 'published',
    value,
    low: undefined,
    high: undefined,
  });
  const chosen = async (releases: readonly Release[], lines: readonly ReturnType<typeof line>[], period = '2026-05') =>
    (await summedBy({ releases, consolidated: lines, printed: [], unread: [] })).packages(period).map(({ name }) => name);
  const all = [site('A', 1, 10), site('A', 2, 17), site('B', 1, 8), site('C', 1, 9)];

  it('are the newest that agree with what is printed, else the newest', async () => {
    expect(await chosen(all, [])).toEqual(['A-2', 'B-1', 'C-1']);
    expect(await chosen(all, [line(34)])).toEqual(['A-2', 'B-1', 'C-1']);
    expect(await chosen(all, [line(27)])).toEqual(['A-1', 'B-1', 'C-1']);
    expect(await chosen(all, [line(99)])).toEqual(['A-2', 'B-1', 'C-1']);
    expect(await chosen(all, [line(undefined), line(27)])).toEqual(['A-1', 'B-1', 'C-1']);
  });

  it('a region is the sum of its own sites', async () => {
    const apart = [...all, site('D', 1, 100, 'gao'), site('D', 2, 50, 'gao')];
    expect(await chosen(apart, [line(27, 'mopti')])).toEqual(['A-1', 'B-1', 'C-1', 'D-2']);
    expect(await chosen(apart, [line(27, 'mopti'), line(127)])).toEqual(['A-1', 'B-1', 'C-1', 'D-1']);
  });

  it('a printed sum has no hidden part; a package without the number adds what is left', async () => {
    const unshown = [site('A', 1, 10), site('A', 2, null), site('B', 1, 8), site('C', 1, 9)];
    expect(await chosen(unshown, [line(27)])).toEqual(['A-1', 'B-1', 'C-1']);
    const lacking = [site('A', 1, 30), { ...site('A', 2, 10), cells: [] }, site('B', 1, 8), site('C', 1, 9)];
    expect(await chosen(lacking, [line(17)])).toEqual(['A-2', 'B-1', 'C-1']);
    expect(await chosen(lacking, [line(16)])).toEqual(['A-2', 'B-1', 'C-1']);
    expect(await chosen(lacking, [line(47)])).toEqual(['A-1', 'B-1', 'C-1']);
  });

  it('a version that left a table out has its numbers all the same where its other tables show that they are not 0', async () => {
    const sexual = (name: string, value: number) => packageOf(cellsOf('G01', { 'gbv_type=sexual': value }), { site: name, name });
    const without = (rape: number) =>
      packageOf(cellsOf('G02a', { 'gbv_type=rape': rape, 'gbv_type=sexual_assault': 0 }), { site: 'C', name: 'C' });
    const having = async (third: Release) => {
      const { having: of } = await summedBy({
        releases: [sexual('A', 10), sexual('B', 8), third],
        consolidated: [],
        printed: [],
        unread: [],
      });
      return of('2026-05')
        .anywhere.get('incident|gbv_type=sexual')
        ?.map(({ name }) => name);
    };
    expect(await having(without(6))).toEqual(['A', 'B', 'C']);
    expect(await having(without(0))).toEqual(['A', 'B']);
  });

  it('of a quarter are those of its months', async () => {
    const months = ['2026-04', '2026-05', '2026-06'].map((period) => ({ ...site('A', 1, 10), period, name: period }));
    expect(await chosen([...months, { ...site('A', 1, 10), period: '2026-07' }], [], '2026-Q2')).toEqual(['2026-04', '2026-05', '2026-06']);
  });
});

describe('bounds over real tables', () => {
  it('are rounded inward, and infinite where nothing bounds', async () => {
    const system = {
      unknowns: [{ least: 0 }, { least: 0 }, { least: 0 }],
      relations: [
        {
          terms: [
            { unknown: 0, times: 2 },
            { unknown: 1, times: 2 },
          ],
          equals: 7,
        },
      ],
    };
    expect(await boundsOf(system, [0, 1, 2])).toEqual([
      { low: 0, high: 3 },
      { low: 0, high: 3 },
      { low: 0, high: Infinity },
    ]);
    await expect(boundsOf(system, [9])).rejects.toThrow('outside');
    await expect(attackSystem({ system, about: [9], width: 3 })).rejects.toThrow('outside');
  });
});
