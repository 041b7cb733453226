import { describe, expect, it } from 'vitest';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import type { Instance } from '../../../../shared/disclosure/instance.ts';
import { crossing } from './components.ts';
import { lineOf } from '../invented.ts';

const round = (instance: Instance, options: Parameters<typeof protect>[1] = {}) => protect(instance, { method: 'round', ...options });
const printed = async (instance: Instance, options?: Parameters<typeof protect>[1]): Promise<string> =>
  (await round(instance, options)).cells.map((cell) => ('value' in cell ? cell.value : cell.suppressed)).join(' ');

describe('what a rounding says of itself', () => {
  it('how far each margin is off, and no cell within', async () => {
    const { rounding } = await round(
      crossing([
        [3, 8],
        [2, 12],
      ]),
    );
    expect(rounding?.margins.map(({ table, key, error }) => [table, ...key, error].join(' '))).toEqual([
      'H total total 0',
      'H total c0 0',
      'H total c1 0',
      'H r0 total 2',
      'H r1 total -2',
    ]);
  });

  it('of equally near choices the lots of the month decide: another month, another cell; the same without a key as before', async () => {
    const ones = lineOf([1, 1, 1, 1, 1]);
    const months = ['a', 'b', 'c', 'd'].map((id) => ({ ...ones, id }));
    const open = await Promise.all(months.map((month) => printed(month)));
    expect(open).toEqual(['5 5 0 0 0 0', '5 0 5 0 0 0', '5 0 0 0 5 0', '5 0 0 0 5 0']);
    const keyed = await Promise.all(months.map((month) => printed(month, { roundingKey: Buffer.alloc(32, 7) })));
    expect(keyed).toEqual(['5 0 0 0 0 5', '5 5 0 0 0 0', '5 0 0 5 0 0', '5 5 0 0 0 0']);
  });

  it('each unit keeps its own total', async () => {
    const incidents = lineOf([4, 4, 4, 4, 4]);
    const both: Instance = {
      ...incidents,
      tables: [...incidents.tables, { id: 'B', unit: 'person', dims: ['row'], role: 'publish' }],
      cells: [...incidents.cells, ...[5, 1, 1, 1, 1, 1].map((n, at) => ({ table: 'B', key: [incidents.cells[at]?.key[0] ?? ''], n }))],
    };
    const { rounding } = await round(both);
    expect(rounding?.margins.filter(({ key }) => key[0] === 'total').map(({ table, error }) => [table, error])).toEqual([
      ['A', 0],
      ['B', 0],
    ]);
  });

  it('a table that is cut is explained by nobody', async () => {
    const line = lineOf([3, 9, 20]);
    const both: Instance = {
      ...line,
      tables: [...line.tables, { id: 'B', unit: 'incident', dims: ['row'], role: 'publish' }],
      cells: [...line.cells, ...line.cells.map((cell) => ({ ...cell, table: 'B' }))],
    };
    expect(await printed(both, { cut: ['B'] })).toBe('34 5 9 20 cut cut cut cut');
    expect((await round(both, { cut: ['B'] })).counts).toEqual({ cells: 4, published: 4, primary: 0, secondary: 0, withheld: 0, cut: 0 });
  });
});
