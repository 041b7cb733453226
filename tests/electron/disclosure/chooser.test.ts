import { describe, expect, it } from 'vitest';
import { auditProtection } from '../../../electron/disclosure/audit.ts';
import { componentsOf, costsOf, partOf, type Component } from '../../../electron/disclosure/component.ts';
import { companyRows, createSeparator } from '../../../electron/disclosure/cuts.ts';
import { gaussPattern } from '../../../electron/disclosure/gauss.ts';
import { improvePattern } from '../../../electron/disclosure/improve.ts';
import { createMover, loadSolver } from '../../../electron/disclosure/moves.ts';
import { createNearMover } from '../../../electron/disclosure/nearMoves.ts';
import { provePattern } from '../../../electron/disclosure/optimal.ts';
import { protect } from '../../../electron/disclosure/protect.ts';
import { rolesOf } from '../../../electron/disclosure/primary.ts';
import { byWanted, choosePattern, costOf, createSearch, type Budget } from '../../../electron/disclosure/showAgain.ts';
import { readSystem, type System } from '../../../electron/disclosure/system.ts';
import type { Instance, Protection } from '../../../shared/disclosure/instance.ts';
import { handExample, lineOf, printOf } from './invented.ts';

const endless: Budget = { secondsLeft: () => 60, solves: 1000, proofSolves: 8000 };

function componentOf(
  instance: Instance,
  objective: 'count' | 'useful' = 'count',
): { readonly system: System; readonly component: Component } {
  const system = readSystem(instance);
  const [component] = componentsOf(
    system,
    rolesOf(system, [], []),
    costsOf(system, objective),
    system.quantities.map(() => false),
  );
  if (component === undefined) throw new Error('no component');
  return { system, component };
}

/** The codes of some cells of a component. */
function names({ system, component }: ReturnType<typeof componentOf>, cells: Iterable<number>): string[] {
  return [...cells].map((cell) => system.quantities[component.cells[cell]?.quantity ?? -1]?.codes.join() ?? '').toSorted();
}

/** A crossing of numbers with its margins; the names of codes are r0…, c0…. */
function crossing(
  rows: readonly (readonly number[])[],
  change: Readonly<Record<string, Partial<Instance['cells'][number]>>> = {},
): Instance {
  const [down, along] = [rows.map((_, at) => `r${at}`), (rows[0] ?? []).map((_, at) => `c${at}`)];
  const value = (row: string, column: string): number =>
    rows.reduce(
      (sum, line, r) =>
        sum +
        line.reduce((all, n, c) => all + ((row === 'total' || row === `r${r}`) && (column === 'total' || column === `c${c}`) ? n : 0), 0),
      0,
    );
  return {
    ...handExample(),
    dims: [
      { name: 'type', hierarchy: [['total', down]] },
      { name: 'age', hierarchy: [['total', along]] },
    ],
    cells: ['total', ...down].flatMap((row) =>
      ['total', ...along].map((column) => ({ table: 'H', key: [row, column], n: value(row, column), ...change[`${row},${column}`] })),
    ),
  };
}

/**
 * Three small numbers, each alone in its row and its column. Each row needs one more hidden cell, and three that close a ring with them are enough: least 3.
 * Ring: r0,c1 r1,c2 r2,c0, or r0,c2 r1,c0 r2,c1.
 */
const ring = [
  [3, 8, 9],
  [7, 2, 11],
  [9, 14, 4],
];
const rings = [
  ['r0,c1', 'r1,c2', 'r2,c0'],
  ['r0,c2', 'r1,c0', 'r2,c1'],
];

describe('movements of one line', () => {
  it('3 moves up when 9 moves down, as far as 9 goes; a shown total stops what both cannot share', async () => {
    const it = componentOf(lineOf([3, 9, 20]));
    const [total, c0, c1, c2] = ['total', 'c0', 'c1', 'c2'].map((code) =>
      it.component.cells.findIndex(({ quantity }) => it.system.quantities[quantity]?.codes[0] === code),
    );
    const mover = createMover(await loadSolver(), it.component);
    mover.setHidden(total ?? -1, false);
    mover.setHidden(c2 ?? -1, false);
    // c0 + c1 = 12, both at least 1: from 1 to 11, a spread of ten.
    expect(mover.doubt(c0 ?? -1, 10)?.moved).toEqual(new Set([c0, c1]));
    expect(mover.doubt(c0 ?? -1, 11)).toBeUndefined();
    expect(new Set(mover.doubt(c0 ?? -1, 8)?.proven)).toEqual(new Set([c0, c1]));
    mover.setHidden(c1 ?? -1, false);
    expect(mover.doubt(c0 ?? -1, 1)).toBeUndefined();
    mover.setHidden(c2 ?? -1, true);
    expect(mover.doubt(c0 ?? -1, 3)?.moved).toEqual(new Set([c0, c2]));
    mover.dispose();
  });

  it('prefers what stays hidden to what is still to be shown, and what is cheap', async () => {
    const it = componentOf(lineOf([3, 9, 20, 30], {}, { c1: { cost: 9 }, c2: { cost: 2 }, c3: { cost: 5 }, total: { cost: 50 } }));
    const place = (code: string): number =>
      it.component.cells.findIndex(({ quantity }) => it.system.quantities[quantity]?.codes[0] === code);
    const mover = createMover(await loadSolver(), it.component);
    const moved = (): string[] => names(it, mover.doubt(place('c0'), 3)?.moved ?? []);
    expect(moved()).toEqual(['c0', 'c2']);
    mover.setWanted(place('c1'), false);
    expect(moved()).toEqual(['c0', 'c1']);
    mover.setWanted(place('c1'), true);
    expect(moved()).toEqual(['c0', 'c2']);
    mover.dispose();
  });

  it('a near mover of a component without blocks is the mover itself', async () => {
    const { component } = componentOf(lineOf([3, 9, 20]));
    const mover = createNearMover(await loadSolver(), component);
    expect(mover.solves()).toBe(0);
    expect(
      mover.doubt(
        component.cells.findIndex(({ role }) => role === 'primary'),
        3,
      )?.moved.size,
    ).toBe(2);
    expect(mover.solves()).toBe(1);
    mover.dispose();
  });

  it('a movement in a block counts when it touches nothing to be shown; else the whole decides', async () => {
    const { component, ...rest } = componentOf(
      crossing([
        [3, 9],
        [9, 9],
      ]),
    );
    const at = (code: string): number =>
      names({ component, ...rest }, component.cells.keys()).length === 0
        ? -1
        : component.cells.findIndex(({ quantity }) => rest.system.quantities[quantity]?.codes.join() === code);
    const corner = at('r0,c0');
    const block = ['r0,c0', 'r0,c1', 'r0,total', 'r1,c0', 'r1,c1', 'r1,total', 'total,c0', 'total,c1'].map(at);
    const mover = createNearMover(await loadSolver(), { ...component, blocks: [block, [at('total,total')]] });
    const first = mover.doubt(corner, 3, true);
    expect(first?.moved.has(corner)).toBe(true);
    expect(first?.proven).toContain(corner);
    const before = mover.solves();
    expect(mover.doubt(corner, 3)?.moved.has(corner)).toBe(true);
    expect(mover.solves()).toBe(before + 2);
    for (const cell of block) mover.setWanted(cell, false);
    mover.doubt(corner, 3);
    expect(mover.solves()).toBe(before + 3);
    for (const cell of component.cells.keys()) mover.setHidden(cell, cell === corner);
    expect(mover.doubt(corner, 3)).toBeUndefined();
    mover.dispose();
  });
});

/** A component written by hand: cells by their value and least, the first of them sensitive, and rows of signed cells. */
function byHand(
  cells: readonly (readonly [value: number, lower: number, cost?: number])[],
  rows: readonly (readonly (readonly [cell: number, sign: 1 | -1])[])[],
): Component {
  return {
    cells: cells.map(([value, lower, cost], quantity) => ({
      quantity,
      value,
      lower,
      role: quantity === 0 ? 'primary' : cost === undefined ? 'withheld' : 'candidate',
      cost: cost ?? 1,
    })),
    rows: rows.map((row) => row.map(([cell, sign]) => ({ cell, sign }))),
    blocks: [],
  };
}

/** x0 = x1 + x2, x1 = x3, x2 = x3, and x3 rises when x4 falls: x0 moves by twice what x4 does. */
const doubled = [
  [
    [0, 1],
    [1, -1],
    [2, -1],
  ],
  [
    [1, 1],
    [3, -1],
  ],
  [
    [2, 1],
    [3, -1],
  ],
  [
    [3, 1],
    [4, 1],
  ],
] as const;

describe('movements that a linear program finds in halves', () => {
  it('are taken twice where the lower bounds allow it', async () => {
    const mover = createMover(
      await loadSolver(),
      byHand(
        [
          [3, 1],
          [50, 1],
          [50, 1],
          [50, 1],
          [9, 1],
        ],
        doubled,
      ),
    );
    // Three up would be one and a half: twice that is six.
    expect(mover.doubt(0, 3)).toEqual({ moved: new Set([0, 1, 2, 3, 4]), proven: [0, 1, 2, 3, 4] });
    expect(mover.solves()).toBe(1);
    mover.dispose();
  });

  it('are looked for in whole numbers where they do not: four up, x4 falls by two', async () => {
    const mover = createMover(
      await loadSolver(),
      byHand(
        [
          [3, 1],
          [50, 1],
          [50, 1],
          [50, 1],
          [3, 1],
        ],
        doubled,
      ),
    );
    expect(mover.doubt(0, 3)).toEqual({ moved: new Set([0, 1, 2, 3, 4]), proven: [0] });
    expect(mover.solves()).toBe(1 + 3 + 10);
    mover.dispose();
  });

  it('up and down together give the width where one alone does not', async () => {
    const mover = createMover(
      await loadSolver(),
      byHand(
        [
          [3, 1],
          [50, 1],
          [50, 1],
          [50, 1],
          [2, 1],
        ],
        doubled,
      ),
    );
    // Two up, for x4 falls by one at most; and one down, which is two in whole numbers.
    expect(mover.doubt(0, 3)).toEqual({ moved: new Set([0, 1, 2, 3, 4]), proven: [0] });
    expect(mover.doubt(0, 4)?.proven).toEqual([0]);
    expect(mover.doubt(0, 5)).toBeUndefined();
    mover.setHidden(4, false);
    expect(mover.doubt(0, 1)).toBeUndefined();
    mover.dispose();
  });

  it('only down where nothing can go up', async () => {
    const mover = createMover(
      await loadSolver(),
      byHand(
        [
          [9, 1],
          [9, 1],
        ],
        [
          [
            [0, 1],
            [1, -1],
          ],
        ],
      ),
    );
    expect(mover.doubt(0, 8)?.proven).toEqual([0, 1]);
    mover.dispose();
    const down = createMover(
      await loadSolver(),
      byHand(
        [
          [9, 1],
          [1, 1],
        ],
        [
          [
            [0, 1],
            [1, 1],
          ],
        ],
      ),
    );
    expect(down.doubt(0, 8)?.proven).toEqual([0, 1]);
    expect(down.doubt(0, 9)).toBeUndefined();
    down.dispose();
  });

  it('another way at other prices is tried before whole numbers', async () => {
    const rows = [
      [...doubled[0], [5, -1]],
      ...doubled.slice(1),
      [
        [5, 1],
        [6, 1],
      ],
    ] as const;
    const mover = createMover(
      await loadSolver(),
      byHand(
        [
          [3, 1],
          [50, 1],
          [50, 1],
          [50, 1],
          [3, 1],
          [50, 1],
          [50, 1, 1.02 / 1024],
        ],
        rows,
      ),
    );
    expect(mover.doubt(0, 3)?.moved).toEqual(new Set([0, 5, 6]));
    expect(mover.solves()).toBeLessThan(10);
    mover.dispose();
  });

  it('a pattern that is safe in fractions alone is refused by the proof, and the dearer one found', async () => {
    // x5 falls by x3 + x3: by three at most, so that x0 rises by three in halves and by two in whole numbers. x6 falls by nine.
    const component = byHand(
      [
        [1, 1],
        [50, 1],
        [50, 1],
        [50, 1],
        [50, 1],
        [4, 1, 1],
        [10, 1, 5],
      ],
      [
        ...doubled.slice(0, 3),
        [
          [4, 1],
          [3, -1],
        ],
        [
          [3, 1],
          [4, 1],
          [5, 1],
          [6, 1],
        ],
      ],
    );
    const search = createSearch(await loadSolver(), component, 3, { ...endless, solves: 0 });
    expect(provePattern(await loadSolver(), search, search.candidates, 0)).toEqual({ secondary: [6], bound: 5 });
    search.dispose();
  });
});

describe('a component', () => {
  it('has its rows with signs, and what is shown for ever is in none', () => {
    const { component } = componentOf(lineOf([3, 9, 0]));
    expect(component.cells.map(({ value, lower, role, cost }) => [value, lower, role, cost].join(' '))).toEqual([
      '12 1 candidate 1',
      '3 1 primary 1',
      '9 1 candidate 1',
    ]);
    expect(component.rows.map((row) => row.map(({ cell, sign }) => cell * sign).join())).toEqual(['0,-1,-2']);
    expect(component.blocks).toEqual([]);
  });

  it('ends where nothing joins: two lines are two components, and a line of ones under a known total none', () => {
    const two = crossing(
      [
        [3, 9],
        [9, 9],
      ],
      Object.fromEntries(['total,c0', 'total,c1', 'total,total', 'r0,total', 'r1,total'].map((key) => [key, { known: true }])),
    );
    const of = (instance: Instance): Component[] => {
      const system = readSystem(instance);
      return componentsOf(
        system,
        rolesOf(system, [], []),
        costsOf(system, 'count'),
        system.quantities.map(() => false),
      );
    };
    expect(of(two).map(({ cells, rows }) => [cells.length, rows.length])).toEqual([[4, 4]]);
    const apart: Instance = {
      ...lineOf([3, 9]),
      tables: [...lineOf([3, 9]).tables, { id: 'B', unit: 'person', dims: ['row'], role: 'publish' }],
    };
    const both = { ...apart, cells: [...apart.cells, ...apart.cells.map((cell) => ({ ...cell, table: 'B' }))] };
    expect(of(both).map(({ cells, rows }) => [cells.length, rows.length])).toEqual([
      [3, 1],
      [3, 1],
    ]);
    // 1 + 1 under a known 2: hidden cells are 1 at least, so nothing moves.
    expect(of(lineOf([1, 1], {}, { total: { known: true } }))).toEqual([]);
    expect(of(lineOf([1, 2], {}, { total: { known: true } }))).toHaveLength(1);
    expect(of(lineOf([1, 1], { zero: 'protect' }, { total: { known: true } }))[0]?.cells.map(({ lower }) => lower)).toEqual([0, 0]);
  });

  it('a part of it keeps the terms of its cells, and no empty row', () => {
    const { component } = componentOf(lineOf([3, 9, 20]));
    expect(partOf(component, [1, 3])).toMatchObject({
      rows: [
        [
          { cell: 0, sign: -1 },
          { cell: 1, sign: -1 },
        ],
      ],
      blocks: [],
    });
    expect(partOf(component, [1, 3]).cells.map(({ value }) => value)).toEqual([3, 20]);
    expect(partOf({ ...component, rows: [...component.rows, [{ cell: 0, sign: 1 }]] }, [1]).rows).toHaveLength(1);
  });

  it('the national total of G01 costs more than all else to a reader (disclosure §3.4)', () => {
    const named = (id: string): readonly number[] => {
      const line = lineOf([9, 9]);
      return costsOf(
        readSystem({
          ...line,
          tables: line.tables.map((table) => ({ ...table, id })),
          cells: line.cells.map((cell) => ({ ...cell, table: id })),
        }),
        'useful',
      );
    };
    expect(named('G01')).toEqual([10_000, 10, 10]);
    expect(named('G02')).toEqual([30, 10, 10]);
  });
});

describe('a pattern (disclosure §3.6)', () => {
  it('most wanted is the costliest, then the largest, then the first', () => {
    const { component } = componentOf(lineOf([3, 9, 20, 20], {}, { c1: { cost: 5 } }));
    expect([1, 2, 3, 4].toSorted((a, b) => byWanted(component, a, b))).toEqual([2, 3, 4, 1]);
    expect(costOf(component, [1, 2, 3])).toBe(7);
  });

  it('of the hand example hides the two cells worked by hand; from another start, cells of which none can be shown again', async () => {
    const it = componentOf(handExample());
    const search = createSearch(await loadSolver(), it.component, 3, endless);
    const { secondary, exposed } = choosePattern(search);
    expect([names(it, secondary), exposed]).toEqual([['T1,A3', 'T2,A2'], []]);
    expect(secondary).toEqual(secondary.toSorted((a, b) => a - b));
    const other = names(it, choosePattern(search, new Set(search.candidates)).secondary);
    const leaks = async (hidden: readonly string[]): Promise<number> =>
      (await auditProtection(handExample(), { cells: printOf(handExample(), ['T1,A2', 'T2,A3', ...hidden]) }, 3)).leaks.length;
    expect(await leaks(other)).toBe(0);
    for (const shown of other) expect(await leaks(other.filter((cell) => cell !== shown)), shown).toBeGreaterThan(0);
    search.dispose();
  });

  it('says which primary nothing protects', async () => {
    const it = componentOf(
      crossing(
        [
          [3, 9],
          [9, 9],
        ],
        { 'r0,c1': { known: true }, 'r0,total': { known: true } },
      ),
    );
    const pinned = componentOf(
      crossing(
        [
          [3, 9, 20],
          [9, 9, 20],
        ],
        { 'r0,c1': { known: true }, 'r0,total': { known: true } },
      ),
    );
    const search = createSearch(await loadSolver(), it.component, 3, endless);
    expect(names(it, choosePattern(search).exposed)).toEqual(['r0,c0']);
    search.dispose();
    const other = createSearch(await loadSolver(), pinned.component, 3, endless);
    expect(choosePattern(other).exposed).toEqual([]);
    other.dispose();
  });

  it('without time everything that was needed once stays hidden, and is safe', async () => {
    const it = componentOf(handExample());
    const search = createSearch(await loadSolver(), it.component, 3, { ...endless, secondsLeft: () => 0 });
    const { secondary } = choosePattern(search, new Set(search.candidates));
    expect(secondary).toEqual(search.candidates);
    search.dispose();
  });

  it('is improved to the least, and left where it is enough or nothing may be spent', async () => {
    const it = componentOf(crossing(ring));
    const budget = { ...endless };
    const search = createSearch(await loadSolver(), it.component, 3, budget);
    const everything = search.candidates;
    expect(improvePattern(search, everything, everything.length)).toHaveLength(choosePattern(search, new Set(everything)).secondary.length);
    expect(improvePattern(search, everything, 3)).toHaveLength(3);
    expect(budget.solves).toBeLessThan(1000);
    budget.solves = 0;
    expect(improvePattern(search, everything, 3)).toBe(everything);
    search.dispose();
  });

  it('of elimination hides what makes a primary a sum of shown ones, the least wanted', () => {
    const it = componentOf(lineOf([3, 9, 20], {}, { total: { cost: 5 } }));
    expect(names(it, gaussPattern(it.component))).toEqual(['c1']);
    const both = componentOf(lineOf([3, 2, 20]));
    expect(names(both, gaussPattern(both.component))).toEqual([]);
    const hand = componentOf(handExample());
    const hidden = names(hand, gaussPattern(hand.component));
    expect(hidden.some((cell) => cell.startsWith('T1,')) && hidden.some((cell) => cell.startsWith('T2,'))).toBe(true);
    expect(hidden.some((cell) => cell.endsWith(',A2')) && hidden.some((cell) => cell.endsWith(',A3'))).toBe(true);
  });
});

describe('cuts (disclosure §3.5)', () => {
  it('a hidden cell is not alone in a sum', () => {
    const { component } = componentOf(lineOf([3, 9, 20]));
    const candidates = [0, 2, 3];
    expect(companyRows(component, candidates)).toEqual([{ asks: undefined, company: [0, 1, 2] }]);
    const two = componentOf(lineOf([3, 4, 20])).component;
    expect(companyRows(two, [0, 3])).toEqual([]);
    const large = componentOf(
      crossing([
        [3, 9],
        [9, 9],
      ]),
    );
    const all = [...large.component.cells.keys()].filter((cell) => large.component.cells[cell]?.role === 'candidate');
    const asked = companyRows(large.component, all);
    expect(asked.filter(({ asks }) => asks === undefined)).toHaveLength(2);
    expect(
      asked.filter(({ asks }) => asks !== undefined).every(({ asks, company }) => company.length === 2 && !company.includes(asks ?? -1)),
    ).toBe(true);
    const withheld = component.cells.map((cell) => (cell.value === 9 ? { ...cell, role: 'withheld' as const } : cell));
    expect(
      companyRows(
        {
          ...component,
          cells: withheld.filter((cell) => cell.role !== 'primary'),
          rows: [
            [
              { cell: 0, sign: 1 },
              { cell: 1, sign: -1 },
            ],
          ],
        },
        [0],
      ),
    ).toEqual([]);
  });

  it('hold for every safe pattern, and not for the choice that called for them', async () => {
    const it = componentOf(crossing(ring));
    const candidates = [...it.component.cells.keys()].filter((cell) => it.component.cells[cell]?.role === 'candidate');
    const separator = createSeparator(await loadSolver(), it.component, candidates, 3);
    const cuts = separator.separate(candidates.map(() => 0));
    expect([cuts.length, separator.solves()]).toEqual([3, 6]);
    for (const { columns, weights } of cuts) {
      expect(columns.length).toBe(weights.length);
      expect(weights.every((weight) => weight > 0 && weight <= 1)).toBe(true);
      for (const pattern of rings) {
        const hidden = columns.flatMap((at, rank) =>
          pattern.includes(names(it, [candidates[at] ?? -1])[0] ?? '') ? [weights[rank] ?? 0] : [],
        );
        expect(hidden.reduce((sum, weight) => sum + weight, 0)).toBeGreaterThanOrEqual(1 - 1e-6);
      }
    }
    expect(separator.separate(candidates.map(() => 1))).toEqual([]);
    for (const pattern of rings)
      expect(separator.separate(candidates.map((cell) => (pattern.includes(names(it, [cell])[0] ?? '') ? 1 : 0)))).toEqual([]);
    const broken = candidates.map((cell) => (rings[0]?.slice(1).includes(names(it, [cell])[0] ?? '') === true ? 1 : 0));
    expect(separator.separate(broken).length).toBeGreaterThan(0);
    separator.dispose();
  });

  it.each<[string, readonly (readonly number[])[], number]>([
    ['three alone in their lines: a ring', ring, 3],
    [
      'one alone: its row, its column, and the corner where the two meet',
      [
        [3, 8, 9],
        [7, 12, 11],
      ],
      3,
    ],
    // 1 + 1 = 2 tells both: one more in the row, one in each of three columns.
    [
      'two ones in a row',
      [
        [1, 1, 9],
        [9, 9, 9],
        [9, 9, 9],
      ],
      4,
    ],
    [
      'two that have each other in the row, and no more than their columns',
      [
        [3, 4, 9],
        [9, 9, 9],
      ],
      2,
    ],
  ])('%s', async (_, rows, least) => {
    const instance = crossing(rows);
    const proven = await protect(instance, { objective: 'count', budgetMs: 60_000 });
    expect([proven.counts.secondary, proven.objective, proven.bound, proven.optimal]).toEqual([least, least, least, true]);
    const it = componentOf(instance);
    const search = createSearch(await loadSolver(), it.component, 3, endless);
    const proof = provePattern(await loadSolver(), search, search.candidates, 0);
    expect([proof.secondary.length, proof.bound]).toEqual([least, least]);
    search.dispose();
    // By cutting planes alone, from everything hidden.
    const unaided = createSearch(await loadSolver(), it.component, 3, { ...endless, solves: 0 });
    const planes = provePattern(await loadSolver(), unaided, unaided.candidates, 0);
    expect([planes.secondary.length, planes.bound]).toEqual([least, least]);
    unaided.dispose();
  });

  it('costs that are no whole numbers are not rounded up', async () => {
    const it = componentOf(lineOf([3, 9, 20], {}, { c1: { cost: 1.5 }, c2: { cost: 2.5 }, total: { cost: 9 } }));
    const search = createSearch(await loadSolver(), it.component, 3, { ...endless, solves: 0 });
    const { secondary, bound } = provePattern(await loadSolver(), search, search.candidates, 0);
    expect(names(it, secondary)).toEqual(['c1']);
    expect(bound).toBeCloseTo(1.5, 6);
    search.dispose();
  });

  it('a spent budget leaves the pattern as it was, with the bound known before', async () => {
    const it = componentOf(handExample());
    const search = createSearch(await loadSolver(), it.component, 3, { ...endless, solves: 0, proofSolves: -1 });
    const everything = search.candidates;
    expect(provePattern(await loadSolver(), search, everything, 1)).toEqual({ secondary: everything, bound: 1 });
    search.dispose();
    const late = createSearch(await loadSolver(), it.component, 3, { ...endless, solves: 0, secondsLeft: () => 0 });
    expect(provePattern(await loadSolver(), late, everything, 1)).toEqual({ secondary: everything, bound: 1 });
    late.dispose();
  });
});

describe('the answer of the protector', () => {
  const statuses = ({ cells }: Protection): string =>
    cells.map((cell) => ('value' in cell ? String(cell.value) : cell.suppressed)).join(' ');

  it('says what is hidden, why, at what cost, and that it is proven', async () => {
    const answer = await protect(lineOf([3, 9, 20]), { objective: 'count' });
    expect(statuses(answer)).toMatch(/^32 primary (?:secondary 20|9 secondary)$/);
    expect({ ...answer, cells: [], elapsedMs: 0 }).toEqual({
      id: 'line',
      status: 'ok',
      method: 'optimal',
      optimal: true,
      objective: 1,
      bound: 1,
      stoppedBy: 'optimal',
      elapsedMs: 0,
      counts: { cells: 4, published: 2, primary: 1, secondary: 1, withheld: 0, cut: 0 },
      audit: { exact: 0, tooNarrow: 0, unproven: 0 },
      groupDisclosures: [],
      cells: [],
    });
  });

  it('by default weighs cells by what they are worth, so that the total stays', async () => {
    const answer = await protect(lineOf([3, 9, 20]));
    expect(statuses(answer)).toMatch(/^32 primary (?:secondary 20|9 secondary)$/);
    expect([answer.objective, answer.bound]).toEqual([10, 10]);
    expect((await protect(lineOf([3, 9, 20], {}, { c1: { cost: 90 }, c2: { cost: 80 }, total: { cost: 70 } }))).objective).toBe(70);
  });

  it('takes the width from the call, the rule, or the threshold', async () => {
    const hidden = async (rule: Partial<Instance['rule']>, width?: number) =>
      (await protect(lineOf([1, 2, 9, 20], rule), { objective: 'count', ...(width !== undefined && { width }) })).counts.secondary;
    // 1 + 2 hidden: each 1 or 2, a spread of one.
    expect(await hidden({})).toBe(1);
    expect(await hidden({ width: 1 })).toBe(0);
    expect(await hidden({ width: 1 }, 2)).toBe(1);
    expect(await hidden({ threshold: 3 })).toBe(0);
  });

  it('names its method, and hides nothing where nothing is small', async () => {
    expect(await protect(lineOf([9, 20]), { method: 'component' })).toMatchObject({
      method: 'optimal',
      optimal: true,
      objective: 0,
      bound: 0,
      stoppedBy: 'optimal',
    });
    expect((await protect(lineOf([3, 9, 20]), { method: 'gauss' })).method).toBe('gauss');
    const rough = await protect(
      crossing([
        [3, 8, 9, 12],
        [7, 2, 11, 9],
        [9, 14, 4, 8],
      ]),
      { method: 'component', objective: 'count', solves: 0 },
    );
    expect(rough.optimal ? 'optimal' : 'component').toBe(rough.method);
    expect(rough.stoppedBy).toBe(rough.optimal ? 'optimal' : 'rounds');
  });

  it('refused: every number that is not zero and not known is hidden, and the attacker says what remains', async () => {
    const pinned = lineOf([3, 9, 20, 0], {}, { c1: { known: true }, c2: { known: true }, total: { known: true } });
    const answer = await protect(pinned, { objective: 'count' });
    expect(statuses(answer)).toBe('32 primary 9 20 0');
    expect(answer).toMatchObject({
      status: 'refused',
      method: 'component',
      optimal: false,
      bound: 0,
      stoppedBy: 'refused',
      audit: { exact: 1, tooNarrow: 0, unproven: 0 },
    });
    const late = await protect(lineOf([3, 9, 20, 0]), { budgetMs: 0, objective: 'count' });
    expect(statuses(late)).toBe('secondary primary secondary secondary 0');
    expect(late).toMatchObject({
      status: 'refused',
      objective: 3,
      stoppedBy: 'time',
      counts: { published: 1, primary: 1, secondary: 3 },
      audit: { exact: 0, tooNarrow: 0, unproven: 1 },
    });
  });

  it('cuts tables in the order asked when the audit finds something, and says which', async () => {
    const line = lineOf([3, 9, 20]);
    const both: Instance = {
      ...line,
      tables: [...line.tables, { id: 'L', unit: 'incident', dims: ['row'], role: 'latent' }],
      cells: [...line.cells, ...line.cells.map((cell) => ({ ...cell, table: 'L' }))],
    };
    const answer = await protect(both, { cut: ['A'] });
    expect([answer.status, answer.cut, statuses(answer)]).toEqual(['cut', ['A'], 'cut cut cut cut']);
    expect(answer.counts).toMatchObject({ cells: 4, published: 0 });
  });
});
