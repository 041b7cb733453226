import { describe, expect, it } from 'vitest';
import { finestJointCells, membersOf } from '../../../../electron/disclosure/protect/jointCells.ts';
import { loadSolver } from '../../../../electron/disclosure/protect/moves.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import { roundCounts, type Margin } from '../../../../electron/disclosure/protect/rounding.ts';
import { readSystem, type System } from '../../../../electron/disclosure/protect/system.ts';
import type { Instance, Protection } from '../../../../shared/disclosure/instance.ts';
import { countInstance, dice, handExample, inventedMonth, lineOf } from '../invented.ts';

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

/** Each cell printed by itself, and the total of all. */
function printedAlone(counts: readonly number[]): Margin[] {
  const all = [...counts.keys()];
  return [
    { members: all, value: sumOf(counts), isFinest: false },
    ...counts.map((value, at) => ({ members: [at], value, isFinest: true })),
  ];
}

async function rounded(
  counts: readonly number[],
  margins: readonly Margin[] = printedAlone(counts),
  lots: readonly number[] = counts.map(() => 0.5),
) {
  return roundCounts(await loadSolver(), { counts, margins, totals: [[...counts.keys()]], base: 5, lots });
}

describe('the choice of what is raised (disclosure §4.1–4.3)', () => {
  it('leaves zeros and numbers from five on', async () => {
    expect(await rounded([7, 0, 20, 5])).toEqual([7, 0, 20, 5]);
  });

  it('raises the 3 and lowers the 2: both are nearer so, and their total is true', async () => {
    expect(await rounded([3, 2, 20])).toEqual([5, 0, 20]);
    expect(await rounded([20, 2, 3])).toEqual([20, 0, 5]);
  });

  it('of five ones raises one, drawn by lot', async () => {
    const ones = [1, 1, 1, 1, 1];
    expect(await rounded(ones, printedAlone(ones), [0.9, 0.1, 0.5, 0.3, 0.7])).toEqual([0, 5, 0, 0, 0]);
    expect(await rounded(ones, printedAlone(ones), [0.9, 0.8, 0.5, 0.3, 0.7])).toEqual([0, 0, 0, 5, 0]);
  });

  it('of ten fours leaves out the two of the highest lots, so that the total is true', async () => {
    const fours = Array.from({ length: 10 }, () => 4);
    const lots = fours.map((_, at) => (at === 2 || at === 7 ? 0.9 : 0.1));
    expect(await rounded(fours, printedAlone(fours), lots)).toEqual(fours.map((_, at) => (at === 2 || at === 7 ? 0 : 5)));
  });

  it('does not touch a small count that feeds no small printed number', async () => {
    expect(await rounded([3, 9], [{ members: [0, 1], value: 12, isFinest: true }])).toEqual([3, 9]);
  });

  it('cells of the same sums are one group: the first by lot is raised', async () => {
    const whole = [{ members: [0, 1, 2], value: 4, isFinest: true }];
    expect(await rounded([2, 1, 1], whole, [0.5, 0.2, 0.4])).toEqual([0, 5, 0]);
    expect(await rounded([2, 1, 1], whole, [0.1, 0.2, 0.4])).toEqual([5, 0, 0]);
  });

  it('a printed number that rounding makes small is rounded too', async () => {
    const margins = [
      { members: [0], value: 1, isFinest: true },
      { members: [0, 1], value: 5, isFinest: false },
    ];
    expect(await rounded([1, 4], margins)).toEqual([0, 5]);
  });

  /** A table of three by three small counts: its printed sums, and what a choice of values is off by. */
  function small(roll: (below: number) => number) {
    const counts = Array.from({ length: 9 }, () => 1 + roll(4));
    const three = [0, 1, 2];
    const sets = [
      ...three.map((row) => three.map((column) => 3 * row + column)),
      ...three.map((column) => three.map((row) => 3 * row + column)),
      ...counts.map((_, at) => [at]),
      [...counts.keys()],
    ];
    const margins = sets.map((members): Margin => ({
      members,
      value: sumOf(members.map((at) => counts[at] ?? 0)),
      isFinest: members.length === 1,
    }));
    const errors = (values: readonly number[]): number[] =>
      sets.map((members) => Math.abs(sumOf(members.map((at) => (values[at] ?? 0) - (counts[at] ?? 0)))));
    return { counts, margins, errors, isTrueTotal: (values: readonly number[]) => (errors(values).at(-1) ?? 0) <= 4 };
  }

  it('of all choices the nearest: the sum of errors and four times the largest, no total off by five; the exchange alone is near it', async () => {
    const roll = dice(5);
    const highs = await loadSolver();
    const unsolved = Object.assign(Object.create(highs), { withModel: () => undefined });
    let gained = 0;
    for (let round = 0; round < 6; round += 1) {
      const { counts, margins, errors, isTrueTotal } = small(roll);
      const price = (values: readonly number[]): number =>
        isTrueTotal(values) ? sumOf(errors(values)) + 4 * Math.max(...errors(values)) : Infinity;
      const choices = Array.from({ length: 2 ** 9 }, (_, bits) => counts.map((__, at) => (Math.floor(bits / 2 ** at) % 2 === 1 ? 5 : 0)));
      const least = Math.min(...choices.map(price));
      const problem = { counts, margins, totals: [[...counts.keys()]], base: 5, lots: counts.map(() => 0) };
      const [solved, exchanged] = [roundCounts(highs, problem), roundCounts(unsolved, problem)];
      expect(price(solved), counts.join()).toBeLessThanOrEqual(least * 1.011);
      expect(price(exchanged)).toBeGreaterThanOrEqual(price(solved));
      if (price(exchanged) > price(solved)) gained += 1;
      // No cell raised or lowered, and no two for each other, bring the sums nearer than the exchange leaves them.
      const flip = (values: readonly number[], at: number): number[] => values.with(at, 5 - (values[at] ?? 0));
      const sum = (values: readonly number[]): number => (isTrueTotal(values) ? sumOf(errors(values)) : Infinity);
      for (const one of counts.keys()) {
        expect(sum(flip(exchanged, one))).toBeGreaterThanOrEqual(sum(exchanged));
        for (const other of counts.keys())
          if (exchanged[one] !== exchanged[other]) expect(sum(flip(flip(exchanged, one), other))).toBeGreaterThanOrEqual(sum(exchanged));
      }
    }
    expect(gained).toBeGreaterThan(0);
  });

  it('without the integer program too: the nearest is raised, the lots decide, the totals stay true', async () => {
    const unsolved = Object.assign(Object.create(await loadSolver()), { withModel: () => undefined });
    const alone = (counts: readonly number[], lots: readonly number[] = counts.map(() => 0.5), margins = printedAlone(counts)) =>
      roundCounts(unsolved, { counts, margins, totals: [[...counts.keys()]], base: 5, lots });
    expect(alone([3, 2, 20])).toEqual([5, 0, 20]);
    expect(alone([1, 1, 1, 1, 1], [0.9, 0.1, 0.5, 0.3, 0.7])).toEqual([0, 5, 0, 0, 0]);
    expect(alone([2, 1, 1], [0.5, 0.2, 0.4], [{ members: [0, 1, 2], value: 4, isFinest: true }])).toEqual([0, 5, 0]);
    expect(alone([4, 4, 4, 4, 4], [0.1, 0.2, 0.9, 0.3, 0.4])).toEqual([5, 5, 0, 5, 5]);
  });

  it('above four hundred small cells the exchange alone decides', async () => {
    const many = Array.from({ length: 401 }, () => 4);
    const values = await rounded(many);
    expect(values.every((value) => value === 0 || value === 5)).toBe(true);
    expect(Math.abs(sumOf(values) - sumOf(many))).toBeLessThan(5);
  });

  it('each unit keeps its total; a finest cell is off by less than the base where it can be', async () => {
    const counts = [4, 4, 4, 4, 4, 1, 1, 1, 1, 1];
    const margins = [
      { members: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], value: 25, isFinest: false },
      ...counts.map((value, at) => ({ members: [at], value, isFinest: true })),
    ];
    const units = [
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8, 9],
    ];
    const values = roundCounts(await loadSolver(), { counts, margins, totals: units, base: 5, lots: counts.map(() => 0.5) });
    expect(units.map((unit) => sumOf(unit.map((at) => values[at] ?? 0)))).toEqual([20, 5]);
    // Three of one printed number: 4 + 4 + 4, known by itself, is off by 2 or 3, never by 7.
    const finest = [
      { members: [0, 1, 2], value: 4, isFinest: true },
      { members: [0, 1, 2, 3], value: 8, isFinest: false },
    ];
    const some = roundCounts(await loadSolver(), {
      counts: [2, 1, 1, 4],
      margins: finest,
      totals: [[0, 1, 2, 3]],
      base: 5,
      lots: [0, 0, 0, 0],
    });
    expect(sumOf(some.slice(0, 3))).toBe(5);
  });
});

/** Every number of the system is the sum of the finest joint cells inside it. */
async function explains(system: System, tables: readonly string[], solver?: Awaited<ReturnType<typeof loadSolver>>): Promise<boolean> {
  const cells = finestJointCells(solver ?? (await loadSolver()), system, tables);
  if (cells === undefined) return false;
  const wanted = system.quantities.filter((quantity) => quantity.tables.some((table) => tables.includes(table)));
  return wanted.every((quantity) => sumOf(membersOf(system, cells, quantity).map((at) => cells[at]?.n ?? 0)) === quantity.value);
}

function crossings(pairs: readonly (readonly [string, string])[], records: readonly Record<string, string>[], codes = [0, 1]): Instance {
  const dims = ['a', 'b', 'c'].map((name) => ({
    name,
    hierarchy: [['total', codes.map((code) => `${name}${code}`)]] satisfies [string, string[]][],
  }));
  const tables = pairs.map((pair): Instance['tables'][number] => ({
    id: pair.join(''),
    unit: 'incident',
    dims: [...pair],
    role: 'publish',
  }));
  return countInstance('crossings', dims, tables, records, { threshold: 5, zero: 'publish' });
}

describe('the finest joint cells behind the tables (disclosure §4.1)', () => {
  it('of one crossing are its own cells, without totals and zeros', async () => {
    const cells = finestJointCells(await loadSolver(), readSystem(handExample()), ['H']);
    expect(cells).toHaveLength(12);
    expect(cells).toContainEqual({ unit: 'incident', codes: ['T1', 'A2'], n: 3 });
    expect(finestJointCells(await loadSolver(), readSystem(lineOf([3, 0, 9])), ['A'])).toEqual([
      { unit: 'incident', codes: ['c0'], n: 3 },
      { unit: 'incident', codes: ['c2'], n: 9 },
    ]);
  });

  it('explain every number of a month of linked tables, whatever is cut', async () => {
    const system = readSystem(inventedMonth(3, 60));
    const all = ['G01', 'G02a', 'G02b', 'G03', 'G10'];
    expect(await explains(system, [...all, 'joint'])).toBe(true);
    expect(await explains(system, all)).toBe(true);
    expect(await explains(system, all.slice(1, 3))).toBe(true);
  });

  it('are found by a search where crossings do not fit two by two, and not where nothing fits', async () => {
    const roll = dice(8);
    const pairs = [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ] as const;
    const records = Array.from({ length: 25 }, () => ({ a: `a${roll(3)}`, b: `b${roll(3)}`, c: `c${roll(3)}` }));
    expect(await explains(readSystem(crossings(pairs, records, [0, 1, 2])), ['ab', 'bc', 'ac'])).toBe(true);
    const equal = crossings(pairs.slice(0, 2), [
      { a: 'a0', b: 'b0', c: 'c0' },
      { a: 'a1', b: 'b1', c: 'c1' },
    ]);
    const crossed = crossings(pairs.slice(2), [
      { a: 'a0', c: 'c1' },
      { a: 'a1', c: 'c0' },
    ]);
    const both = { ...equal, tables: [...equal.tables, ...crossed.tables], cells: [...equal.cells, ...crossed.cells] };
    expect(finestJointCells(await loadSolver(), readSystem(both), ['ab', 'bc', 'ac'])).toBeUndefined();
  });

  it('are put together two by two without any search, along the codes that both tables know', async () => {
    const unsolved = Object.assign(Object.create(await loadSolver()), { withModel: () => undefined });
    const roll = dice(4);
    const records = Array.from({ length: 40 }, () => ({
      type: `t${roll(3)}`,
      age: ['y1', 'y2', 'o1', 'o2', 'o3'][roll(5)] ?? '',
      delay: `d${roll(2)}`,
    }));
    const dims: Instance['dims'] = [
      { name: 'type', hierarchy: [['total', ['t0', 't1', 't2']]] },
      {
        name: 'age',
        hierarchy: [
          ['total', ['young', 'old']],
          ['young', ['y1', 'y2']],
          ['old', ['o1', 'o2', 'o3']],
        ],
      },
      { name: 'delay', hierarchy: [['total', ['d0', 'd1']]] },
    ];
    const table = (id: string, names: readonly string[], codes?: Record<string, string[]>): Instance['tables'][number] => ({
      id,
      unit: 'incident',
      dims: [...names],
      role: 'publish',
      ...(codes && { codes }),
    });
    const tables = [
      table('A', ['type', 'age'], { age: ['total', 'young', 'old'] }),
      table('B', ['age']),
      table('C', ['delay']),
      table('D', ['type']),
    ];
    const system = readSystem(countInstance('two by two', dims, tables, records, { threshold: 5, zero: 'publish' }));
    for (const chosen of [['A', 'B'], ['A', 'B', 'C', 'D'], ['B'], ['C', 'D']])
      expect(await explains(system, chosen, unsolved), chosen.join()).toBe(true);
    const inner = finestJointCells(unsolved, system, ['A', 'B']) ?? [];
    expect(inner.every(({ codes: [, age, delay] }) => age !== 'young' && age !== 'old' && age !== 'total' && delay === 'total')).toBe(true);
  });

  it('the largest with the largest, and equal ones with each other, so that few are small', async () => {
    const unsolved = Object.assign(Object.create(await loadSolver()), { withModel: () => undefined });
    const of = (one: readonly number[], other: readonly number[]): string[] => {
      const [a, b] = [lineOf(one), lineOf(other)];
      const both: Instance = {
        ...a,
        dims: [...a.dims, { name: 'second', hierarchy: [['all', other.map((_, at) => `d${at}`)]] }],
        tables: [...a.tables, { id: 'B', unit: 'incident', dims: ['second'], role: 'publish' }],
        cells: [
          ...a.cells,
          ...b.cells.map(({ key, n }) => ({ table: 'B', key: [key[0] === 'total' ? 'all' : (key[0] ?? '').replace('c', 'd')], n })),
        ],
      };
      return (finestJointCells(unsolved, readSystem(both), ['A', 'B']) ?? []).map(({ codes, n }) => `${codes.join(' ')} ${n}`);
    };
    expect(of([6, 1], [5, 2])).toEqual(['c0 d0 5', 'c0 d1 1', 'c1 d1 1']);
    expect(of([1, 6], [2, 5])).toEqual(['c1 d1 5', 'c1 d0 1', 'c0 d0 1']);
    expect(of([5, 3, 2], [7, 3])).toEqual(['c0 d0 5', 'c1 d1 3', 'c2 d0 2']);
    expect(of([5, 5], [5, 5])).toEqual(['c0 d0 5', 'c1 d1 5']);
  });

  it('are not looked for in a joint table that is too large', async () => {
    const codes = Array.from({ length: 28 }, (_, at) => at);
    const pairs = [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ] as const;
    const records = codes.map((at) => ({ a: `a${at}`, b: `b${at}`, c: `c${(at + 1) % 28}` }));
    const crossed = crossings(pairs, records, codes);
    // 28 × 28 × 28 is more than 20 000; two by two the three crossings of one each fit.
    expect(await explains(readSystem(crossed), ['ab', 'bc', 'ac'])).toBe(true);
  });

  it('are of one unit each', async () => {
    const incidents = lineOf([3, 9]);
    const both: Instance = {
      ...incidents,
      tables: [...incidents.tables, { id: 'B', unit: 'person', dims: ['row'], role: 'publish' }],
      cells: [...incidents.cells, ...[7, 2, 5].map((n, at) => ({ table: 'B', key: [incidents.cells[at]?.key[0] ?? ''], n }))],
    };
    const system = readSystem(both);
    const cells = finestJointCells(await loadSolver(), system, ['A', 'B']) ?? [];
    expect(cells.map(({ unit, codes, n }) => [unit, codes.join(), n].join(' '))).toEqual([
      'incident c0 3',
      'incident c1 9',
      'person c0 2',
      'person c1 5',
    ]);
    const persons = system.quantities.find(({ unit, codes }) => unit === 'person' && codes.join() === 'total');
    expect(persons === undefined ? [] : membersOf(system, cells, persons)).toEqual([2, 3]);
  });

  it('of overlapping lines are the parts under both', async () => {
    const instance = countInstance(
      'ages',
      [
        {
          name: 'age',
          hierarchy: [
            ['all', ['young', 'old']],
            ['young', ['y1', 'y2']],
            ['old', ['o1', 'o2']],
            ['middle', ['y2', 'o1']],
          ],
        },
      ],
      [
        { id: 'A', unit: 'incident', dims: ['age'], codes: { age: ['all', 'young', 'old'] }, role: 'publish' },
        { id: 'B', unit: 'incident', dims: ['age'], codes: { age: ['middle', 'y2', 'o1'] }, role: 'publish' },
      ],
      ['y1', 'y1', 'y2', 'y2', 'y2', 'o1', 'o2', 'o2', 'o2', 'o2'].map((age) => ({ age })),
      { threshold: 5, zero: 'publish' },
    );
    expect(await explains(readSystem(instance), ['A'])).toBe(true);
    expect(await explains(readSystem(instance), ['B'])).toBe(true);
  });
});

describe('a release that is rounded', () => {
  const round = (instance: Instance, options: Parameters<typeof protect>[1] = {}): Promise<Protection> =>
    protect(instance, { method: 'round', ...options });

  it('informs the centre how near it is', async () => {
    const { objective, rounding, counts, cells, status, bound, optimal, cut } = await round(lineOf([3, 2, 20, 0]));
    expect(cells.map((cell) => ('value' in cell ? cell.value : cell.suppressed))).toEqual([25, 5, 0, 20, 0]);
    expect({ objective, counts, status, bound, optimal, cut }).toEqual({
      objective: 4,
      counts: { cells: 5, published: 5, primary: 0, secondary: 0, withheld: 0, cut: 0 },
      status: 'ok',
      bound: 0,
      optimal: false,
      cut: undefined,
    });
    const distance = (Math.sqrt(3) - Math.sqrt(5)) ** 2 + 2;
    expect(rounding).toMatchObject({ base: 5, maxError: 2, meanError: 4 / 5, exactShare: 3 / 5 });
    expect(rounding?.hellinger).toBeCloseTo(1 - Math.sqrt(distance) / Math.sqrt(100), 9);
    expect(rounding?.margins.map(({ key, error }) => `${key.join()} ${error}`)).toEqual(['total 0', 'c0 2', 'c1 -2', 'c2 0', 'c3 0']);
  });

  it('of nothing is exact', async () => {
    expect((await round(lineOf([0, 0]))).rounding).toMatchObject({ maxError: 0, meanError: 0, exactShare: 1, hellinger: 1 });
    const nothing = (await round(lineOf([3, 2]), { cut: ['A'] })).rounding;
    expect(nothing).toMatchObject({ maxError: 0, meanError: 0, exactShare: 1, hellinger: 1, margins: [] });
  });

  it('counts what is cut and what is withheld apart', async () => {
    const instance = inventedMonth(4, 50);
    const { counts, cells, cut, status } = await round(instance, { cut: ['G10'], minimums: [{ table: 'G01', minimum: 500 }] });
    expect([cut, status]).toEqual([['G10'], 'cut']);
    expect(cells.filter(({ table }) => table === 'G10').every((cell) => 'suppressed' in cell && cell.suppressed === 'cut')).toBe(true);
    expect(cells.some(({ table }) => table === 'joint')).toBe(false);
    const withheld = cells.filter(({ table }) => table === 'G01');
    expect(withheld.every((cell) => 'suppressed' in cell && cell.suppressed === 'withheld')).toBe(true);
    expect(counts).toEqual({ cells: counts.cells, published: counts.cells - 3 - 6, primary: 0, secondary: 0, withheld: 3, cut: 6 });
  });

  it('rounding hides neither what was known nor what comes from few', async () => {
    const of = async (change: Partial<Instance['cells'][number]>, rule: Partial<Instance['rule']> = {}) =>
      (await round(lineOf([20, 9, 0], rule, { c0: change }))).status;
    expect(await of({})).toBe('ok');
    expect(await of({ known: true })).toBe('refused');
    expect(await of({ contributors: 2 })).toBe('ok');
    expect(await of({ contributors: 2 }, { minContributors: 3 })).toBe('refused');
    expect(await of({ contributors: 0 }, { minContributors: 3 })).toBe('ok');
    expect(await of({ contributors: 3 }, { minContributors: 3 })).toBe('ok');
    const known = lineOf([20, 9, 0], {}, { c2: { known: true, structural: true } });
    expect((await round(known)).status).toBe('ok');
  });

  it('gives up tables in their order where the width asked is never reached, and then refuses', async () => {
    expect((await round(lineOf([3, 2, 20]), { width: 4 })).status).toBe('ok');
    expect((await round(lineOf([3, 2, 20]), { width: 5 })).cut).toEqual(['A']);
  });
});
