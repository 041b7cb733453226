import { describe, expect, it } from 'vitest';
import { protect, refuseEverything } from '../../../../electron/disclosure/protect/protect.ts';
import type { Instance } from '../../../../shared/disclosure/instance.ts';
import { crossing, ring } from './components.ts';
import { lineOf } from '../invented.ts';

/** A line of the table A and its like in other tables, each over codes of its own; all have the same total. */
function tablesOf(
  lines: Readonly<Record<string, readonly number[]>>,
  roles: Readonly<Record<string, 'publish' | 'latent'>> = {},
): Instance {
  const all = Object.entries(lines).map(([id, numbers]) => ({ id, line: lineOf(numbers), numbers }));
  const [first] = all;
  if (first === undefined) throw new Error('no line');
  return {
    ...first.line,
    dims: all.map(({ id, numbers }) => ({ name: id, hierarchy: [['total', numbers.map((_, at) => `${id}${at}`)]] })),
    tables: all.map(({ id }) => ({ id, unit: 'incident', dims: [id], role: roles[id] ?? 'publish' })),
    cells: all.flatMap(({ id, line }) => line.cells.map((cell) => ({ ...cell, table: id, key: [(cell.key[0] ?? '').replace('c', id)] }))),
  };
}

const alone = [
  [3, 8, 9],
  [7, 12, 11],
];

describe('the decision and its bound', () => {
  it.each<['component' | 'gauss' | 'optimal', readonly unknown[], string]>([
    ['component', ['component', false, 3, 2, 'rounds'], 'r0,total r1,total r1,c0'],
    ['gauss', ['gauss', false, 3, 2, 'rounds'], 'r0,c2 r1,c0 r1,c2'],
    ['optimal', ['optimal', true, 3, 3, 'optimal'], 'r0,total r1,total r1,c0'],
  ])('by %s: a row and a column of one number need one more each, the corner is a third', async (method, expected, hidden) => {
    const answer = await protect(crossing(alone), { method, objective: 'count', solves: 0 });
    const secondary = answer.cells.flatMap((cell) => ('suppressed' in cell && cell.suppressed === 'secondary' ? [cell.key.join()] : []));
    expect([answer.method, answer.optimal, answer.objective, answer.bound, answer.stoppedBy]).toEqual(expected);
    expect(secondary.join(' ')).toBe(hidden);
  });

  it('a cell that rows share counts once; a cell beside a withheld number needs nothing', async () => {
    const bound = async (instance: Instance, minimum?: number) =>
      (
        await protect(instance, {
          method: 'component',
          objective: 'count',
          solves: 0,
          ...(minimum !== undefined && { minimums: [{ table: 'A', minimum }] }),
        })
      ).bound;
    expect(await bound(crossing(ring))).toBe(3);
    const dear = Object.fromEntries(['r0,total', 'r0,c1', 'r0,c2', 'r1,c0', 'total,c0'].map((key, at) => [key, { cost: 4 + at }]));
    // The least of its row is 4, of its column 7.
    expect(await bound(crossing(alone, dear))).toBe(4 + 7);
    expect(await bound(lineOf([3, 9, 20]))).toBe(1);
    expect(await bound(lineOf([3, 9, 20]), 10)).toBe(0);
  });

  it('programs spent on a pattern make it better', async () => {
    const hidden = async (solves: number, method: 'component' | 'gauss') =>
      (await protect(crossing(ring), { method, objective: 'count', solves })).counts.secondary;
    expect([await hidden(0, 'component'), await hidden(40, 'component')]).toEqual([4, 3]);
    expect([await hidden(0, 'gauss'), await hidden(40, 'gauss')]).toEqual([4, 3]);
  });
});

describe('what is counted', () => {
  it('withheld lines, cut tables, and nothing of what is only known', async () => {
    const both = tablesOf({ A: [12, 20], B: [9, 23], L: [3, 29] }, { L: 'latent' });
    const answer = await protect(both, { minimums: [{ table: 'B', minimum: 10 }], objective: 'count' });
    expect(answer.counts).toEqual({ cells: 5, published: 4, primary: 0, secondary: 0, withheld: 1, cut: 0 });
    const cut = await protect(both, { cut: ['B'], objective: 'count' });
    expect(cut.counts).toEqual({ cells: 5, published: 3, primary: 0, secondary: 0, withheld: 0, cut: 2 });
    expect(cut.cells.map((cell) => ('value' in cell ? cell.value : cell.suppressed))).toEqual([32, 12, 20, 'cut', 'cut', 'cut']);
    expect([cut.status, cut.cut]).toEqual(['cut', ['B']]);
  });

  it('a small number of a table cut beforehand is cut, and needs no company', async () => {
    const { counts } = await protect(tablesOf({ A: [12, 20], B: [3, 29] }), { cut: ['B'], objective: 'count' });
    expect(counts).toMatchObject({ published: 3, primary: 0, secondary: 0, cut: 2 });
  });

  it('a table in which one group of perpetrators holds a whole line is cut, unless another list says so', async () => {
    const rows = [
      [12, 0],
      [9, 14],
    ];
    const named: Instance = { ...crossing(rows), tables: crossing(rows).tables.map((table) => ({ ...table, id: 'G13' })) };
    const instance = { ...named, cells: named.cells.map((cell) => ({ ...cell, table: 'G13' })) };
    expect((await protect(instance)).cut).toEqual(['G13']);
    const other = await protect(instance, { perpetratorTables: ['G14'] });
    expect([other.status, other.cut, other.groupDisclosures.map(({ blocking }) => blocking)]).toEqual(['ok', undefined, [false, false]]);
  });

  it('how long it took, never longer than it did', async () => {
    const before = performance.now();
    const answers = [
      await protect(lineOf([3, 9, 20])),
      await protect(lineOf([3, 9, 20]), { method: 'round' }),
      await protect(lineOf([3, 9, 20]), { budgetMs: 0 }),
    ];
    const most = Math.ceil(performance.now() - before);
    for (const { elapsedMs } of answers) expect(elapsedMs).toBeLessThanOrEqual(most);
    expect(answers[1]).toMatchObject({ method: 'round', stoppedBy: 'rounds', audit: { exact: 0, tooNarrow: 0, unproven: 0 } });
  });
});

describe('tables given up', () => {
  it('in the order asked, then those of most dimensions first; what is only known is no table to give up', async () => {
    const rows = [
      [3, 1],
      [7, 12],
    ];
    const cross = crossing(rows);
    const instance: Instance = {
      ...cross,
      tables: [
        { id: 'T', unit: 'incident', dims: ['type'], role: 'publish' },
        ...cross.tables,
        { id: 'L', unit: 'incident', dims: ['type', 'age'], role: 'latent' },
      ],
      cells: [
        ...cross.cells.filter(({ key }) => key[1] === 'total').map(({ key, n }) => ({ table: 'T', key: [key[0] ?? ''], n })),
        ...cross.cells,
        ...cross.cells.map((cell) => ({ ...cell, table: 'L' })),
      ],
    };
    const cut = async (options: Parameters<typeof protect>[1]) => (await protect(instance, { method: 'round', width: 9, ...options })).cut;
    expect(await cut({})).toEqual(['H', 'T']);
    expect(await cut({ cutOrder: ['T', 'X'] })).toEqual(['T', 'H']);
    expect(await cut({ cut: ['T'] })).toEqual(['T', 'H']);
  });

  it('everything is refused without a search, by what it costs', () => {
    const answer = refuseEverything(lineOf([3, 9, 20, 0]), {}, 'fault');
    expect(answer).toMatchObject({ status: 'refused', stoppedBy: 'fault', objective: 30 + 10 + 10, bound: 0, audit: { unproven: 1 } });
    expect(refuseEverything(lineOf([3, 9, 20, 0]), { objective: 'count' }, 'time').objective).toBe(3);
    expect(answer.groupDisclosures).toEqual([]);
  });
});
