import { describe, expect, it } from 'vitest';
import { BadInstance, largestInstance, readSystem } from '../../../electron/disclosure/system.ts';
import type { Instance } from '../../../shared/disclosure/instance.ts';
import { handExample, inventedMonth } from './invented.ts';

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

  it.each([
    ['is no instance', () => ({ hello: 1 })],
    ['lacks a cell', (one: Instance) => void one.cells.pop()],
    ['gives a cell twice', (one: Instance) => void one.cells.push(structuredClone(one.cells[0] ?? { table: '', key: [], n: 0 }))],
    ['has an unknown code', (one: Instance) => void one.cells[3]?.key.splice(0, 1, 'T9')],
    [
      'has an unknown table',
      (one: Instance) => ({ ...one, cells: one.cells.map((cell, at) => (at === 2 ? { ...cell, table: 'X' } : cell)) }),
    ],
    ['has an unknown dimension', (one: Instance) => ({ ...one, tables: [{ ...one.tables[0], dims: ['type', 'place'] }] })],
    ['has a negative number', (one: Instance) => ({ ...one, cells: one.cells.map((cell, at) => (at === 2 ? { ...cell, n: -1 } : cell)) })],
    [
      'has a total that is not the sum',
      (one: Instance) => ({ ...one, cells: one.cells.map((cell, at) => (at === 0 ? { ...cell, n: cell.n + 1 } : cell)) }),
    ],
    [
      'has a cycle',
      (one: Instance) => ({
        ...one,
        dims: [
          {
            name: 'type',
            hierarchy: [
              ['total', ['T1', 'T2', 'T3']],
              ['T1', ['T2']],
              ['T2', ['T1']],
            ],
          },
          one.dims[1],
        ],
      }),
    ],
    ['names a table twice', (one: Instance) => ({ ...one, tables: [...one.tables, ...one.tables] })],
    [
      'has a structural cell that is not zero',
      (one: Instance) => ({ ...one, cells: one.cells.map((cell) => ({ ...cell, structural: true })) }),
    ],
    ['carries an unknown attribute', (one: Instance) => ({ ...one, secret: true })],
  ])('refuses one that %s', (_, change) => {
    expect(() => readSystem(changed(change))).toThrow(BadInstance);
  });

  it('refuses two tables that contradict each other', () => {
    const instance = inventedMonth(2, 40);
    const cells = instance.cells.map((cell) =>
      cell.table === 'G02b' && cell.key.join() === 'rape,total' ? { ...cell, n: cell.n + 1 } : cell,
    );
    expect(() => readSystem({ ...instance, cells })).toThrow(BadInstance);
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
