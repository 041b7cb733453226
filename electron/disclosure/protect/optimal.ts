import type { Component } from './component.ts';
import { companyRows, createSeparator, type Cut, type Separator } from './cuts.ts';
import { createMover, type Highs } from './moves.ts';
import { improvePattern } from './improve.ts';
import { choosePattern, costOf, type Search } from './unsuppress.ts';

/** A share of hiding above this counts as chosen. */
const halfway = 0.5;
/** Rounds of the linear master without progress of its bound before the integer one takes over. */
const patience = 4;
/** Failing patterns of the integer master between two that are completed into a safe one. */
const betweenRepairs = 5;
/** An integer master counts for so many linear programs of the attacker. */
const wholeCost = 100;
/** With more primary cells a round takes so long that no proof comes: the time is better spent on the pattern. */
const provablePrimaries = 500;

export type Proof = {
  readonly secondary: readonly number[];
  /** Proven lower bound of the cost of any safe pattern of the component. */
  readonly bound: number;
};

/**
 * Looks for the cheapest safe pattern of a component and proves a bound, by cutting planes (disclosure.md §3.6): a linear master, then an
 * integer one, whose patterns the attacker's programs refute one by one until one holds or meets the incumbent.
 * `least`: a bound known beforehand. The bound equals the cost of `secondary` when the proof is complete; otherwise the budget was spent.
 */
export function provePattern(highs: Highs, search: Search, incumbent: readonly number[], least: number): Proof {
  const { component, candidates, width, budget } = search;
  if (component.cells.filter((cell) => cell.role === 'primary').length > provablePrimaries)
    return { secondary: improvePattern(search, incumbent, least), bound: least };
  const separator = createSeparator(highs, component, candidates, width);
  const master = createMaster(highs, component, candidates, budget);
  const proving: Proving = {
    ...search,
    highs,
    separator,
    master,
    best: { secondary: incumbent, cost: costOf(component, incumbent) },
    bound: least,
    rounds: 0,
  };
  try {
    solveLinear(proving);
    if (proving.bound < proving.best.cost) keep(proving, improvePattern(search, proving.best.secondary, proving.bound));
    solveWhole(proving);
    return { secondary: proving.best.secondary, bound: Math.min(proving.bound, proving.best.cost) };
  } finally {
    separator.dispose();
    master.dispose();
  }
}

type Proving = Search & {
  readonly highs: Highs;
  readonly separator: Separator;
  readonly master: Master;
  best: { readonly secondary: readonly number[]; readonly cost: number };
  bound: number;
  /** Integer masters solved. */
  rounds: number;
};

/** Whole costs let a bound be rounded up. */
function raise(search: Proving, bound: number): void {
  const isWhole = search.candidates.every((cell) => Number.isInteger(search.component.cells[cell]?.cost));
  search.bound = Math.max(search.bound, isWhole ? Math.ceil(bound - 1e-4) : bound);
}

function isSpent(search: Proving): boolean {
  return search.budget.secondsLeft() <= 0 || search.separator.solves() + wholeCost * search.rounds > search.budget.proofSolves;
}

function solveLinear(search: Proving): void {
  for (let idle = 0; idle < patience && !isSpent(search) && search.bound < search.best.cost;) {
    const { values, bound } = search.master.solve(false);
    if (values === undefined) return;
    const before = search.bound;
    raise(search, bound);
    const cuts = search.separator.separate(values);
    search.master.add(cuts);
    idle = search.bound > before ? 0 : idle + 1;
    if (cuts.length > 0 && idle < patience) continue;
    repair(search, (at) => (values[at] ?? 0) > halfway);
    return;
  }
}

/** Completes a choice of candidates into a safe pattern, and keeps it if it is the best so far. */
function repair(search: Proving, isChosen: (column: number) => boolean): void {
  const { candidates } = search;
  const start = new Set(candidates.filter((_, at) => isChosen(at)));
  keep(search, choosePattern(search, start).secondary);
}

function keep(search: Proving, secondary: readonly number[]): void {
  const cost = costOf(search.component, secondary);
  if (cost < search.best.cost) search.best = { secondary, cost };
}

function solveWhole(search: Proving): void {
  const { component, candidates, highs, width } = search;
  while (!isSpent(search) && search.bound < search.best.cost) {
    search.rounds += 1;
    const { values, bound } = search.master.solve(true);
    if (values === undefined) return;
    raise(search, bound);
    const pattern = candidates.filter((_, at) => (values[at] ?? 0) > halfway);
    const cuts = search.separator.separate(values.map(Math.round));
    if (cuts.length === 0 && isSafe(highs, component, width, new Set(pattern))) {
      keep(search, pattern);
      return;
    }
    search.master.add(cuts.length > 0 ? cuts : [cover(candidates, new Set(pattern))]);
    const isOpen = search.bound < search.best.cost;
    if (isOpen && search.rounds % betweenRepairs === 0) repair(search, (at) => (values[at] ?? 0) > halfway);
  }
}

/** Every primary has two whole tables that differ enough: which no linear dual can prove. */
function isSafe(highs: Highs, component: Component, width: number, pattern: ReadonlySet<number>): boolean {
  const mover = createMover(highs, component);
  try {
    for (const [at, cell] of component.cells.entries()) if (cell.role === 'candidate' && !pattern.has(at)) mover.setHidden(at, false);
    return component.cells.every((cell, at) => cell.role !== 'primary' || mover.feasibleRange(at, width) !== undefined);
  } finally {
    mover.dispose();
  }
}

/** Hiding less never protects more: a pattern that fails needs at least one more cell. */
function cover(candidates: readonly number[], pattern: ReadonlySet<number>): Cut {
  const columns = [...candidates.keys()].filter((at) => !pattern.has(candidates[at] ?? -1));
  return { columns, weights: columns.map(() => 1) };
}

type Master = {
  /** The cheapest choice that satisfies every row so far, fractional or whole, and a lower bound of its cost. */
  readonly solve: (isWhole: boolean) => { readonly values: readonly number[] | undefined; readonly bound: number };
  readonly add: (cuts: readonly Cut[]) => void;
  readonly dispose: () => void;
};

function createMaster(highs: Highs, component: Component, candidates: readonly number[], budget: Search['budget']): Master {
  const model = highs.createModel();
  model.options.set({ output_flag: false, random_seed: 5, mip_rel_gap: 0, mip_abs_gap: 0.9 });
  const size = candidates.length;
  model.addVars(new Float64Array(size), new Float64Array(size).fill(1));
  const every = { kind: 'range' as const, from: 0, to: size - 1 };
  model.changeColsCost(
    every,
    candidates.map((cell) => component.cells[cell]?.cost ?? 0),
  );
  const add = (columns: readonly number[], weights: readonly number[], least: number): void =>
    void model.addRow(least, highs.infinity, { indices: columns, values: weights });
  for (const { asks, company } of companyRows(component, candidates)) {
    if (asks === undefined)
      add(
        company,
        company.map(() => 1),
        1,
      );
    else add([...company, asks], [...company.map(() => 1), -1], 0);
  }
  return {
    solve: (isWhole) => {
      model.changeColsIntegrality(every, new Int32Array(size).fill(isWhole ? 1 : 0));
      model.options.set({ time_limit: Math.max(0.01, budget.secondsLeft()) });
      model.zeroAllClocks();
      const { modelStatus } = model.run();
      if (modelStatus !== 7) return { values: undefined, bound: 0 };
      const bound = isWhole ? Number(model.info.get('mip_dual_bound')) : model.getObjectiveValue();
      return { values: [...model.getSolution().colValue].slice(0, size), bound };
    },
    add: (cuts) => {
      for (const cut of cuts) add(cut.columns, cut.weights, 1);
    },
    dispose: () => model.dispose(),
  };
}
