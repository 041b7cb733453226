import { describe, expect, it } from 'vitest';
import { BadInstance, largestInstance, readSystem } from '../../../../electron/disclosure/protect/system.ts';
import type { Instance } from '../../../../shared/disclosure/instance.ts';
import { handExample, inventedMonth } from '../invented.ts';

function changed(change: (instance: Instance) => unknown): unknown {
  const instance = structuredClone(handExample());
  return change(instance) ?? instance;
}

describe('an instance read as one linked system', () => {
  it('gives one quantity per number and one equation per total', () => {
    const system = readSystem(handExample());
    expect(system.quantities).toHaveLength(20);
    expect(system.equations).toHaveLength(9);
    expect(system.quantities.find((quantity) => quantity.codes.join() === 'T1,total')?.value).toBe(37);
  });

  it('merges what several tables print', () => {
    const system = readSystem(inventedMonth(1, 60));
    const rape = system.quantities.filter((quantity) => quantity.codes.join() === 'rape,total,total,total');
    expect(rape).toHaveLength(1);
    expect(rape[0]?.tables).toEqual(['G02a', 'G02b']);
  });

  const cell = (at: number, change: Partial<Instance['cells'][number]>) => (one: Instance) => ({
    ...one,
    cells: one.cells.map((before, rank) => (rank === at ? { ...before, ...change } : before)),
  });
  const types =
    (...hierarchy: [string, string[]][]) =>
    (one: Instance) => ({ ...one, dims: [{ name: 'type', hierarchy }, one.dims[1]] });
  const table = (change: object) => (one: Instance) => ({ ...one, tables: [{ ...one.tables[0], ...change }] });

  it.each<[string, (one: Instance) => unknown, string, string]>([
    [
      'is no instance',
      () => ({ hello: 1 }),
      'L’instance n’a pas la forme attendue (« format »).',
      'The instance does not have the expected form ("format").',
    ],
    [
      'has a negative number',
      cell(2, { n: -1 }),
      'L’instance n’a pas la forme attendue (« cells.2.n »).',
      'The instance does not have the expected form ("cells.2.n").',
    ],
    [
      'carries an unknown attribute',
      (one) => ({ ...one, secret: true }),
      'L’instance n’a pas la forme attendue («  »).',
      'The instance does not have the expected form ("").',
    ],
    ['lacks a cell', (one) => void one.cells.pop(), 'Il manque 1 case(s) aux tableaux.', 'The tables lack 1 cell(s).'],
    [
      'gives a cell twice',
      (one) => ({ ...one, cells: [...one.cells, ...one.cells.slice(0, 1)] }),
      'La case « H : total × total » est donnée deux fois.',
      'Cell "H : total × total" is given twice.',
    ],
    [
      'has an unknown code',
      cell(3, { key: ['T9', 'A1'] }),
      'La case « H : T9 × A1 » a un code ou un tableau inconnu.',
      'Cell "H : T9 × A1" has an unknown code or table.',
    ],
    [
      'has a cell of too many codes',
      cell(3, { key: ['T1', 'A1', 'A1'] }),
      'La case « H : T1 × A1 × A1 » a un code ou un tableau inconnu.',
      'Cell "H : T1 × A1 × A1" has an unknown code or table.',
    ],
    [
      'has an unknown table',
      cell(2, { table: 'X' }),
      'La case « X : total × A2 » a un code ou un tableau inconnu.',
      'Cell "X : total × A2" has an unknown code or table.',
    ],
    [
      'has an unknown dimension',
      table({ dims: ['type', 'place'] }),
      'La dimension « place » est inconnue.',
      'Dimension "place" is unknown.',
    ],
    ['names a dimension of a table twice', table({ dims: ['type', 'type'] }), '« type » est défini deux fois.', '"type" is defined twice.'],
    [
      'limits a dimension that the table has not',
      table({ dims: ['type'], codes: { age: ['total'] } }),
      'Le tableau « H » n’a pas de dimension « age ».',
      'Table "H" has no dimension "age".',
    ],
    [
      'limits a table to an unknown code',
      table({ codes: { age: ['total', 'A9'] } }),
      'Le code « A9 » est inconnu.',
      'Code "A9" is unknown.',
    ],
    ['limits a table to a code twice', table({ codes: { age: ['A1', 'A1'] } }), '« A1 » est défini deux fois.', '"A1" is defined twice.'],
    [
      'names a table twice',
      (one) => ({ ...one, tables: [...one.tables, ...one.tables] }),
      '« H » est défini deux fois.',
      '"H" is defined twice.',
    ],
    [
      'names a dimension twice',
      (one) => ({ ...one, dims: [...one.dims, ...one.dims] }),
      '« type » est défini deux fois.',
      '"type" is defined twice.',
    ],
    [
      'has a code without parts',
      types(['total', ['T1', 'T2', 'T3']], ['T1', []]),
      'Le code « T1 » n’a aucune partie.',
      'Code "T1" has no parts.',
    ],
    ['has a part twice', types(['total', ['T1', 'T2', 'T3', 'T1']]), '« T1 » est défini deux fois.', '"T1" is defined twice.'],
    [
      'has a cycle',
      types(['total', ['T1', 'T2', 'T3']], ['T1', ['T2']], ['T2', ['T1']]),
      'La hiérarchie tourne en rond au code « T1 ».',
      'The hierarchy has a cycle at code "T1".',
    ],
    [
      'has a total that is not the sum',
      cell(6, { n: 21 }),
      'Le total « total × A1 » n’est pas la somme de ses parties.',
      'The total "total × A1" is not the sum of its parts.',
    ],
    [
      'has a structural cell that is not zero',
      cell(6, { structural: true }),
      'La case « H : T1 × A1 » ne peut être que zéro.',
      'Cell "H : T1 × A1" can only be zero.',
    ],
  ])('refuses an instance that %s', (_, change, fr, en) => {
    expect(() => readSystem(changed(change))).toThrow(BadInstance);
    try {
      readSystem(changed(change));
    } catch (error) {
      expect(error instanceof BadInstance ? error.text : error).toEqual({ fr, en });
    }
  });

  it('takes two ways to the same code for no cycle', () => {
    const instance = handExample();
    const dims = [{ name: 'type', hierarchy: [...(instance.dims[0]?.hierarchy ?? []), ['both', ['T1', 'T2']]] }, instance.dims[1]];
    expect(
      readSystem({ ...instance, dims, tables: [{ ...instance.tables[0], codes: { type: ['total', 'T1', 'T2', 'T3'] } }] }).quantities,
    ).toHaveLength(20);
  });

  it('keeps what is said of a number in any table, and names the tables that print it', () => {
    const dims: Instance['dims'] = [
      { name: 'row', hierarchy: [['total', ['a', 'b']]] },
      { name: 'column', hierarchy: [['whole', ['x', 'y']]] },
    ];
    const tables: Instance['tables'] = [
      { id: 'A', unit: 'incident', dims: ['row'], role: 'publish' },
      { id: 'B', unit: 'incident', dims: ['row'], role: 'latent' },
      { id: 'C', unit: 'incident', dims: ['column'], codes: { column: ['whole', 'x'] }, role: 'publish' },
      { id: 'D', unit: 'person', dims: ['row'], role: 'publish' },
    ];
    const attributes = { known: true, cost: 7, contributors: 2 };
    const of = (id: string, keys: readonly string[], counts: readonly number[]) =>
      keys.map((key, at) => ({ table: id, key: [key], n: counts[at] ?? 0, ...(id === 'B' && key === 'a' ? attributes : {}) }));
    const rows = ['total', 'a', 'b'];
    const cells = [
      ...of('A', rows, [9, 9, 0]),
      ...of('B', rows, [9, 9, 0]),
      ...of('C', ['whole', 'x'], [9, 4]),
      ...of('D', rows, [8, 8, 0]),
    ];
    const { quantities, equations, quantityOfCell, roots } = readSystem({
      ...handExample(),
      dims,
      tables,
      cells: cells.map((one, at) => (at === 5 ? { ...one, structural: true } : one)),
    });
    expect(roots).toEqual(['total', 'whole']);
    expect(quantityOfCell).toEqual([0, 1, 2, 0, 1, 2, 0, 3, 4, 5, 6]);
    expect(quantities.map((one) => one.tables.join())).toEqual(['A,C', 'A', 'A', 'C', 'D', 'D', 'D']);
    expect(quantities[1]).toEqual({
      unit: 'incident',
      codes: ['a', 'whole'],
      value: 9,
      tables: ['A'],
      structural: false,
      known: true,
      cost: 7,
      contributors: 2,
    });
    expect(quantities.map(({ structural, known }) => [structural, known].map(Number).join('')).join()).toBe('00,01,10,00,00,00,00');
    expect(equations).toEqual([
      { parent: 0, children: [1, 2] },
      { parent: 4, children: [5, 6] },
    ]);
  });

  it('refuses two tables that contradict each other', () => {
    const instance = inventedMonth(2, 40);
    const cells = instance.cells.map((cell) =>
      cell.table === 'G02b' && cell.key.join() === 'rape,total' ? { ...cell, n: cell.n + 1 } : cell,
    );
    expect(() => readSystem({ ...instance, cells })).toThrow('Cell "G02b : rape × total" contradicts another table.');
  });

  it('refuses more cells than a release can have', () => {
    const codes = Array.from({ length: 300 }, (_, at) => `c${at}`);
    const dims = ['a', 'b'].map((name) => ({ name, hierarchy: [['total', codes]] }));
    const instance = { ...handExample(), dims, tables: [{ id: 'H', unit: 'incident', dims: ['a', 'b'], role: 'publish' }], cells: [] };
    expect(301 * 301).toBeGreaterThan(largestInstance);
    expect(() => readSystem(instance)).toThrow(/exceeds/);
  });

  it('says in the sentence which place is wrong, never a number', () => {
    try {
      readSystem(changed((one) => ({ ...one, cells: one.cells.map((cell, at) => (at === 0 ? { ...cell, n: 987 } : cell)) })));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(BadInstance);
      expect(error instanceof BadInstance ? error.text.fr : '').toMatch(/total/);
      expect(error instanceof BadInstance ? error.text.fr : '').not.toMatch(/987/);
    }
  });
});
