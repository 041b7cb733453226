import { describe, expect, it } from 'vitest';
import { auditProtection } from '../../../../electron/disclosure/attack/audit.ts';
import { componentsOf, costsOf, partOf, type Component } from '../../../../electron/disclosure/protect/component.ts';
import { companyRows, createSeparator } from '../../../../electron/disclosure/protect/cuts.ts';
import { gaussPattern } from '../../../../electron/disclosure/protect/gauss.ts';
import { improvePattern } from '../../../../electron/disclosure/protect/improve.ts';
import { loadSolver } from '../../../../electron/disclosure/protect/moves.ts';
import { provePattern } from '../../../../electron/disclosure/protect/optimal.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import { rolesOf } from '../../../../electron/disclosure/protect/primary.ts';
import { byWanted, choosePattern, costOf, createSearch } from '../../../../electron/disclosure/protect/unsuppress.ts';
import { readSystem } from '../../../../electron/disclosure/protect/system.ts';
import type { Instance } from '../../../../shared/disclosure/instance.ts';
import { handExample, lineOf, printOf } from '../invented.ts';
import { endless, componentOf, names, crossing, ring, rings } from './components.ts';

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
    // 1 + 1 = 2 reveals both: one more in the row, one in each of three columns.
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
