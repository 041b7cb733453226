import type { Component } from './component.ts';
import { companyRows, createSeparator, type Cut, type Separator } from './cuts.ts';
import { createMover, type Highs } from './moves.ts';
import { type Budget, choosePattern } from './showAgain.ts';

/** A share of hiding above this counts as chosen. */
const halfway = 0.5;
/** Rounds of the linear master without progress of its bound before the integer one takes over. */
const patience = 4;
/** Failing patterns of the integer master between two that are completed into a safe one. */
const betweenRepairs = 5;

export type Proof = {
  readonly secondary: readonly number[];
  /** Proven lower bound of the cost of any safe pattern of the component. */
  readonly bound: number;
};

/**
 * Looks for the cheapest safe pattern of a component and proves a bound, by cutting planes (disclosure.md §3.6): a linear master, then an
 * integer one, whose patterns the attacker's programs refute one by one until one stands or meets the incumbent.
 * The bound equals the cost of `secondary` when the proof is complete; otherwise the budget was spent.
 */
export function provePattern(highs: Highs, component: Component, width: number, budget: Budget, incumbent: readonly number[]): Proof {
  const candidates = [...component.cells.keys()].filter((at) => component.cells[at]?.role === 'candidate');
  if (incumbent.length === 0) return { secondary: incumbent, bound: 0 };
  const separator = createSeparator(highs, component, candidates, width);
  const master = createMaster(highs, component, candidates, budget);
  const search: Search = {
    highs,
    component,
    width,
    budget,
    candidates,
    separator,
    master,
    best: { secondary: incumbent, cost: costOf(component, incumbent) },
    bound: 0,
  };
  try {
    solveLinear(search);
    solveWhole(search);
    return { secondary: search.best.secondary, bound: Math.min(search.bound, search.best.cost) };
  } finally {
    separator.dispose();
    master.dispose();
  }
}

type Search = {
  readonly highs: Highs;
  readonly component: Component;
  readonly width: number;
  readonly budget: Budget;
  readonly candidates: readonly number[];
  readonly separator: Separator;
  readonly master: Master;
  best: { readonly secondary: readonly number[]; readonly cost: number };
  bound: number;
};

function costOf(component: Component, cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + (component.cells[cell]?.cost ?? 0), 0);
}

/** Whole costs let a bound be rounded up. */
function raise(search: Search, bound: number): void {
  const isWhole = search.candidates.every((cell) => Number.isInteger(search.component.cells[cell]?.cost));
  search.bound = Math.max(search.bound, isWhole ? Math.ceil(bound - 1e-4) : bound);
}

function isSpent(search: Search): boolean {
  return search.budget.secondsLeft() <= 0 || search.separator.solves() > search.budget.proofSolves;
}

function solveLinear(search: Search): void {
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
function repair(search: Search, isChosen: (column: number) => boolean): void {
  const { highs, component, width, budget, candidates } = search;
  const start = new Set(candidates.filter((_, at) => isChosen(at)));
  const { secondary } = choosePattern(highs, component, width, { ...budget, solves: 0 }, start);
  if (costOf(component, secondary) < search.best.cost) search.best = { secondary, cost: costOf(component, secondary) };
}

function solveWhole(search: Search): void {
  const { component, candidates, highs, width } = search;
  for (let round = 1; !isSpent(search) && search.bound < search.best.cost; round += 1) {
    const { values, bound } = search.master.solve(true);
    if (values === undefined) return;
    raise(search, bound);
    const pattern = candidates.filter((_, at) => (values[at] ?? 0) > halfway);
    const cuts = search.separator.separate(values.map(Math.round));
    if (cuts.length === 0 && isSafe(highs, component, width, new Set(pattern))) {
      if (costOf(component, pattern) < search.best.cost) search.best = { secondary: pattern, cost: costOf(component, pattern) };
      return;
    }
    search.master.add(cuts.length > 0 ? cuts : [cover(candidates, new Set(pattern))]);
    if (round % betweenRepairs === 0) repair(search, (at) => (values[at] ?? 0) > halfway);
  }
}

/** Every primary has two whole tables that differ enough: what no linear dual can tell. */
function isSafe(highs: Highs, component: Component, width: number, pattern: ReadonlySet<number>): boolean {
  const mover = createMover(highs, component);
  try {
    for (const [at, cell] of component.cells.entries()) if (cell.role === 'candidate' && !pattern.has(at)) mover.setHidden(at, false);
    return component.cells.every((cell, at) => cell.role !== 'primary' || mover.doubt(at, width) !== undefined);
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

function createMaster(highs: Highs, component: Component, candidates: readonly number[], budget: Budget): Master {
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
