import { describe, expect, it } from 'vitest';
import { auditProtection } from '../../../../electron/disclosure/attack/audit.ts';
import { auditRounding } from '../../../../electron/disclosure/attack/auditRounding.ts';
import { cellName, numberName, readInstance } from '../../../../electron/disclosure/equations/instanceSystem.ts';
import { admitting, behind, behindWithheld, readRounded } from '../../../../electron/disclosure/equations/roundedReading.ts';
import type { Instance, ProtectedCell } from '../../../../shared/disclosure/instance.ts';
import { countInstance, handExample, lineOf, printOf } from '../invented.ts';

/** Two tables of the same seven incidents, by sex and by type, and the latent crossing of both. */
function twoTables(rule: Instance['rule'] = { threshold: 5, zero: 'publish' }): Instance {
  const dims: Instance['dims'] = [
    { name: 'sex', hierarchy: [['all', ['f', 'm']]] },
    { name: 'type', hierarchy: [['any', ['x', 'y']]] },
  ];
  const tables: Instance['tables'] = [
    { id: 'S', unit: 'incident', dims: ['sex'], role: 'publish' },
    { id: 'T', unit: 'incident', dims: ['type'], role: 'publish' },
    { id: 'J', unit: 'incident', dims: ['sex', 'type'], role: 'latent' },
  ];
  const incidents = [
    ...Array.from({ length: 4 }, () => ({ sex: 'f', type: 'x' })),
    ...Array.from({ length: 2 }, () => ({ sex: 'f', type: 'y' })),
    { sex: 'm', type: 'x' },
  ];
  return countInstance('two', dims, tables, incidents, rule);
}

const named = (cells: readonly { readonly key: readonly string[]; readonly kind: string }[]): string =>
  cells.map(({ kind, key }) => `${kind} ${key.join()}`).join('; ');

/** Faults and leaks of a print in which some cells are hidden. */
async function audited(instance: Instance, hidden: readonly string[], width = 3, cut: readonly string[] = []): Promise<readonly string[]> {
  const { faults, leaks } = await auditProtection(instance, { cells: printOf(instance, hidden), cut }, width);
  return [named(faults), named(leaks)];
}

describe('an instance as the reader of its print has it (disclosure §7.1)', () => {
  it('names a cell by its table, a number by its unit and one code of every dimension', () => {
    const instance = twoTables();
    expect(cellName('S', ['f'])).toBe('["S","f"]');
    expect([numberName(instance, 'S', ['f']), numberName(instance, 'J', ['f', 'any']), numberName(instance, 'T', ['any'])]).toEqual([
      '["incident","f","any"]',
      '["incident","f","any"]',
      '["incident","all","any"]',
    ]);
  });

  it('one unknown for each number not shown, which is 1 at least where zeros are shown; latent ones may be 0', () => {
    const shown = new Map([
      [cellName('S', ['all']), 7],
      [cellName('T', ['x']), 5],
    ]);
    const read = readInstance(twoTables(), shown, []);
    expect(read.numbers.size).toBe(9);
    const about = (...codes: string[]) => read.numbers.get(JSON.stringify(['incident', ...codes]));
    expect(about('all', 'any')).toMatchObject({ table: 'S', key: ['all'], value: 7, isPublic: true });
    expect(about('all', 'x')).toMatchObject({ table: 'T', value: 5 });
    expect(about('f', 'any')).toMatchObject({ table: 'S', value: undefined, least: 1, isPublic: true });
    expect(about('f', 'x')).toMatchObject({ table: 'J', value: undefined, least: 0, isPublic: false });
    expect(read.system.unknowns.map(({ least }) => least)).toEqual([1, 1, 1, 0, 0, 0, 0]);
    expect([...read.position.values()]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    // all = f + m; any = x + y; and each line and column of the crossing, whose margins are those of the tables.
    expect(read.system.relations).toHaveLength(6);
    expect(read.system.relations[0]).toEqual({
      terms: [
        { unknown: 0, times: -1 },
        { unknown: 1, times: -1 },
      ],
      equals: -7,
    });
  });

  it('a table cut whole may hold zeros; under « protect » every hidden number may be 0; a structural zero is known', () => {
    const least = (instance: Instance, cut: readonly string[]) =>
      readInstance(instance, new Map(), cut).system.unknowns.map((one) => one.least);
    expect(least(lineOf([3, 9]), [])).toEqual([1, 1, 1]);
    expect(least(lineOf([3, 9]), ['A'])).toEqual([0, 0, 0]);
    expect(least(lineOf([3, 9], { zero: 'protect' }), [])).toEqual([0, 0, 0]);
    expect(readInstance(lineOf([0, 9], {}, { c0: { structural: true } }), new Map(), []).numbers.get('["incident","c0"]')?.value).toBe(0);
    expect(readInstance(lineOf([3, 9]), new Map(), ['A']).numbers.get('["incident","c0"]')?.isPublic).toBe(false);
  });

  it('adds nothing up where a part is not in the table, and writes nothing where all is shown', () => {
    const instance = lineOf([3, 9, 8]);
    const partial = { ...instance, cells: instance.cells.slice(0, -1) };
    expect(readInstance(partial, new Map(), []).system.relations).toEqual([]);
    const all = new Map(instance.cells.map(({ table, key, n }) => [cellName(table, key), n]));
    expect(readInstance(instance, all, []).system).toEqual({ unknowns: [], relations: [] });
  });
});

describe('the audit of a print (disclosure §3.2, §3.3)', () => {
  it.each<[string, readonly number[], readonly string[], readonly string[]]>([
    ['3 and 4 hidden under 7: each 1 to 6', [3, 4, 20], ['c0', 'c1'], ['', '']],
    ['3 hidden alone: a subtraction', [3, 9, 20], ['c0'], ['', 'exact c0']],
    ['3 and 1 hidden under 4: each 1 to 3', [3, 1, 20], ['c0', 'c1'], ['', 'tooNarrow c0; tooNarrow c1']],
    ['3 hidden with 9: the large one is not asked about', [3, 9, 20], ['c0', 'c1'], ['', '']],
    ['9 hidden alone is known, and may be', [9, 8, 20], ['c0'], ['', '']],
    ['5 shown, 4 shown', [5, 4, 20], [], ['sensitive c1', '']],
    ['a zero hidden', [0, 9, 20], ['c0', 'c1'], ['zero c0', '']],
    ['the total hidden too', [3, 9, 20], ['c0', 'total'], ['', '']],
  ])('%s', async (_, numbers, hidden, expected) => {
    expect(await audited(lineOf(numbers), hidden)).toEqual(expected);
  });

  it('asks for the width that is given', async () => {
    expect(await audited(lineOf([3, 1, 20]), ['c0', 'c1'], 2)).toEqual(['', '']);
    expect(await audited(lineOf([3, 4, 20]), ['c0', 'c1'], 6)).toEqual(['', 'tooNarrow c0; tooNarrow c1']);
    const { exact, tooNarrow, unproven } = await auditProtection(
      lineOf([3, 1, 20]),
      { cells: printOf(lineOf([3, 1, 20]), ['c0', 'c1']) },
      3,
    );
    expect({ exact, tooNarrow, unproven }).toEqual({ exact: 0, tooNarrow: 2, unproven: 0 });
    const alone = lineOf([3, 9]);
    expect(await auditProtection(alone, { cells: printOf(alone, ['c0']) }, 3)).toMatchObject({ exact: 1, tooNarrow: 0, unproven: 0 });
  });

  it('a false print fits no whole table, and proves nothing', async () => {
    const instance = lineOf([3, 4, 20]);
    const cells = printOf(instance, ['c0', 'c1']).map((cell) => ('value' in cell && cell.key[0] === 'c2' ? { ...cell, value: 27 } : cell));
    const { faults, leaks, unproven } = await auditProtection(instance, { cells }, 3);
    expect([named(faults), named(leaks), unproven]).toEqual(['false c2', 'unproven c0; unproven c1', 2]);
  });

  it('zeros are sensitive where the rule says so, and hidden ones spread from 0', async () => {
    const instance = lineOf([0, 4, 9], { zero: 'protect' });
    expect(await audited(instance, ['c0', 'c1'])).toEqual(['', '']);
    expect(await audited(instance, ['c1', 'c2'])).toEqual(['sensitive c0', '']);
    expect(await audited(lineOf([0, 4, 9]), ['c1', 'c2'])).toEqual(['', '']);
  });

  it('numbers of few contributors are sensitive whatever their size', async () => {
    const by = (n: number, contributors: number, rule: Partial<Instance['rule']>) =>
      audited(lineOf([n, 9, 20], rule, { c0: { contributors } }), []);
    expect(await by(20, 2, { minContributors: 3 })).toEqual(['sensitive c0', '']);
    expect(await by(20, 3, { minContributors: 3 })).toEqual(['', '']);
    expect(await by(20, 0, { minContributors: 3 })).toEqual(['', '']);
    expect(await by(20, 2, {})).toEqual(['', '']);
    const few = { fewContributors: { below: 10, contributors: 5 } };
    expect(await by(9, 4, few)).toEqual(['sensitive c0', '']);
    expect(await by(10, 4, few)).toEqual(['', '']);
    expect(await by(9, 5, few)).toEqual(['', '']);
    expect(await audited(lineOf([20, 9, 20], { minContributors: 3 }, { c0: { contributors: 2 } }), ['c0'])).toEqual(['', 'exact c0']);
  });

  it('what an earlier release showed is known, and must be shown again', async () => {
    const instance = lineOf([3, 4, 20], {}, { c0: { known: true } });
    expect(await audited(instance, ['c1'])).toEqual(['', 'exact c1']);
    expect(await audited(instance, ['c0', 'c1'])).toEqual(['zero c0', 'exact c1']);
    expect(await audited(lineOf([0, 4, 3], {}, { c0: { structural: true } }), ['c0', 'c1', 'c2'])).toEqual(['zero c0', '']);
  });

  it('one number is shown in every table or in none; a table cut whole may omit it', async () => {
    const instance = twoTables();
    const all = ['S,f', 'S,m', 'T,x', 'T,y'];
    expect(await audited(instance, all)).toEqual(['', '']);
    expect(await audited(instance, [...all, 'S,all'])).toEqual(['split any', '']);
    expect(await audited(instance, [...all, 'S,all'], 3, ['S'])).toEqual(['', '']);
    expect(await audited(instance, ['S,f', 'T,x', 'T,y'], 3, ['S'])).toEqual(['sensitive m', '']);
  });

  it('every cell of a table that leaves is printed', async () => {
    const instance = twoTables();
    const { faults } = await auditProtection(instance, { cells: printOf(instance, ['m', 'f', 'x', 'y']).slice(1) }, 3);
    expect(named(faults)).toBe('missing all');
  });
});

describe('rounded numbers as their reader has them (disclosure §4.4)', () => {
  it('0 is 0 to 4; 5 is 1 to 5 where it was rounded by itself, else 1 to 9; above, the same or within four', () => {
    expect([behind(0, 5, true), behind(0, 5, false)]).toEqual([
      { least: 0, most: 4 },
      { least: 0, most: 4 },
    ]);
    expect([behind(5, 5, true), behind(5, 5, false)]).toEqual([
      { least: 1, most: 5 },
      { least: 1, most: 9 },
    ]);
    expect([behind(6, 5, true), behind(6, 5, false), behind(20, 5, false)]).toEqual([
      { least: 6, most: 6 },
      { least: 2, most: 10 },
      { least: 16, most: 24 },
    ]);
    expect(behindWithheld(5)).toEqual({ least: 1, most: 13 });
  });

  const bounds = (instance: Instance, values: Readonly<Record<string, number>>, cut: readonly string[] = []) => {
    const printed = new Map(Object.entries(values).map(([cell, value]) => [cellName(cell.slice(0, 1), cell.slice(2).split(',')), value]));
    return readRounded(instance, printed, cut).system.unknowns.map(({ least, most }) => [least, most]);
  };

  it('the total is within four, the parts of a unit of one table are its own, what is withheld is 1 to 13', () => {
    expect(bounds(lineOf([3, 20, 2]), { 'A,total': 25, 'A,c0': 5, 'A,c1': 20, 'A,c2': 0 })).toEqual([
      [21, 29],
      [1, 5],
      [20, 20],
      [0, 4],
    ]);
    expect(bounds(lineOf([3, 20, 2]), { 'A,total': 3, 'A,c1': 20, 'A,c2': 0 })).toEqual([
      [0, 7],
      [1, 13],
      [20, 20],
      [0, 4],
    ]);
  });

  it('of a unit of two tables, each number is within four; what no table that leaves prints is only 0 or more', () => {
    const values = { 'S,all': 7, 'S,f': 7, 'S,m': 0, 'T,any': 7, 'T,x': 7, 'T,y': 0 };
    const latent = Array.from({ length: 4 }, () => [0, undefined]);
    expect(bounds(twoTables(), values)).toEqual([[3, 11], [3, 11], [0, 4], [3, 11], [0, 4], ...latent]);
    expect(bounds(twoTables(), values, ['S'])).toEqual([[3, 11], [0, undefined], [0, undefined], [3, 11], [0, 4], ...latent]);
  });

  it('a sub-total is bounded by its printed parts alone', () => {
    const instance = countInstance(
      'sub',
      [
        {
          name: 'row',
          hierarchy: [
            ['total', ['a', 'b']],
            ['a', ['a1', 'a2']],
          ],
        },
      ],
      [{ id: 'A', unit: 'incident', dims: ['row'], role: 'publish' }],
      [...Array.from({ length: 6 }, () => ({ row: 'a1' })), ...Array.from({ length: 7 }, () => ({ row: 'a2' })), { row: 'b' }],
      { threshold: 5, zero: 'publish' },
    );
    expect(bounds(instance, { 'A,total': 13, 'A,a': 13, 'A,b': 0, 'A,a1': 6, 'A,a2': 7 })[1]).toEqual([0, undefined]);
    expect(bounds(instance, { 'A,total': 13, 'A,b': 0, 'A,a1': 6, 'A,a2': 7 })[1]).toEqual([1, undefined]);
  });

  it('the truth is let in where it lies outside', () => {
    const system = { unknowns: [{ least: 3, most: 5 }, { least: 3, most: 5 }, { least: 3 }, { least: 3 }], relations: [] };
    expect(admitting(system, [1, 9, 2]).unknowns).toEqual([{ least: 1, most: 5 }, { least: 3, most: 9 }, { least: 2 }, { least: 3 }]);
  });
});

describe('the audit of a rounding (disclosure §4.4)', () => {
  const line = lineOf([3, 20, 2, 0]);
  const rounded = async (
    values: readonly (number | null | undefined)[],
    {
      instance = line,
      width = 3,
      cut = [],
    }: { readonly instance?: Instance; readonly width?: number; readonly cut?: readonly string[] } = {},
  ) => {
    const printed = instance.cells.filter(({ table }) => instance.tables.find(({ id }) => id === table)?.role === 'publish');
    const cells = printed.flatMap(({ table, key }, at): ProtectedCell[] => {
      const value = values[at];
      if (value === undefined) return [];
      return [value === null ? { table, key, suppressed: 'withheld' } : { table, key, value }];
    });
    const { faults, leaks } = await auditRounding(instance, { cells, cut }, width);
    return [named(faults), named(leaks)];
  };

  it.each<[string, readonly (number | null | undefined)[], string]>([
    ['as it should be', [25, 5, 20, 0, 0], ''],
    ['a small number', [27, 3, 20, 4, 0], 'sensitive c0; sensitive c2'],
    ['a total that is not the sum', [26, 5, 20, 0, 0], 'false total'],
    ['a zero raised', [30, 5, 20, 0, 5], 'false total; false c3'],
    ['a zero withheld', [25, 5, 20, 0, null], 'zero c3'],
    ['a small one withheld', [25, null, 20, 0, 0], ''],
    ['the total off by the base', [30, 5, 20, 5, 0], 'false total'],
    ['the total off by less', [20, 0, 20, 0, 0], 'false total'],
    ['a cell missing', [25, undefined, 20, 0, 0], 'missing c0'],
  ])('%s', async (_, values, faults) => {
    expect(await rounded(values)).toEqual([faults, '']);
  });

  it('each small true number keeps its width: 1 to 5 is a spread of four', async () => {
    expect(await rounded([25, 5, 20, 0, 0], { width: 4 })).toEqual(['', '']);
    expect(await rounded([25, 5, 20, 0, 0], { width: 5 })).toEqual(['', 'tooNarrow c0; tooNarrow c2']);
    const zeros = lineOf([3, 20, 2, 0], { zero: 'protect' });
    expect(await rounded([25, 5, 20, 0, 0], { instance: zeros, width: 5 })).toEqual(['', 'tooNarrow c0; tooNarrow c2; tooNarrow c3']);
    const { cells } = { cells: printOf(lineOf([5, 20]), []) };
    expect(await auditRounding(lineOf([5, 20]), { cells }, 9)).toMatchObject({ leaks: [], exact: 0, tooNarrow: 0, unproven: 0 });
  });

  it('one number has one rounding in all tables, and none in a table cut whole', async () => {
    const instance = twoTables();
    expect(await rounded([5, 5, 0, 5, 5, 0], { instance })).toEqual(['', '']);
    expect(await rounded([5, 5, 0, 10, 5, 5], { instance })).toEqual(['split any', '']);
    expect(await rounded([5, 5, 0, 5, 5, 0], { instance, cut: ['T'] })).toEqual(['split any; split x; split y', '']);
    expect(await rounded([5, 5, 0, null, null, null], { instance, cut: ['T'] })).toEqual(['', '']);
  });

  it('a crossing adds up both ways', async () => {
    const instance = handExample();
    const at = (code: string): number => instance.cells.findIndex(({ key }) => key.join() === code);
    const truth = instance.cells.map(({ n }) => n);
    const good = truth
      .with(at('T1,A2'), 5)
      .with(at('T2,A3'), 0)
      .with(at('T1,total'), 39)
      .with(at('T2,total'), 36)
      .with(at('total,A2'), 28)
      .with(at('total,A3'), 22);
    expect(await rounded(good, { instance })).toEqual(['', '']);
    expect(await rounded(good.with(at('total,A2'), 27), { instance })).toEqual(['false total,total; false total,A2', '']);
  });
});
