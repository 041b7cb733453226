import type { Component } from './component.ts';
import type { FeasibleRange, Highs, Mover } from './moves.ts';
import { createNearMover } from './nearMoves.ts';

export type Budget = {
  /** Seconds left by the wall clock. At 0 nothing more is tried, what is hidden stays hidden. */
  readonly secondsLeft: () => number;
  /** Linear programs left for improving the first pattern; counted, so that the result does not depend on the machine. */
  solves: number;
  /** Linear programs of the attacker that the search for a proof may spend, per component. */
  readonly proofSolves: number;
};

export type Pattern = {
  /** Cells of the component that stay hidden besides those whose role hides them, in rising order. */
  readonly secondary: readonly number[];
  /** Primary cells that no pattern protects: an earlier release pins them. */
  readonly exposed: readonly number[];
};

/** A safe pattern on its way: what is hidden, and for each primary cell the two tables that prove its feasible range. */
export type Search = {
  readonly mover: Mover;
  readonly component: Component;
  readonly candidates: readonly number[];
  readonly width: number;
  readonly budget: Budget;
  /** Candidates hidden so far. */
  readonly hidden: Set<number>;
  readonly ranges: Map<number, FeasibleRange>;
  readonly known: KnownRanges;
  /** How often each primary found no other range. */
  readonly failures: Map<number, number>;
};

/** Feasible ranges found so far of each primary, perhaps while another was asked about. They are used again as long as every cell that they move is hidden. */
type KnownRanges = Map<number, FeasibleRange[]>;
const mostKnown = 40;

/** A search of safe patterns of a component. What it learns about ranges serves each pattern that it chooses. To be disposed of. */
export function createSearch(highs: Highs, component: Component, width: number, budget: Budget): Search & { readonly dispose: () => void } {
  const mover = createNearMover(highs, component);
  const candidates = [...component.cells.keys()].filter((at) => component.cells[at]?.role === 'candidate');
  const own = { hidden: new Set<number>(), ranges: new Map(), known: new Map(), failures: new Map() };
  return { mover, component, candidates, width, budget, ...own, dispose: () => mover.dispose() };
}

/**
 * Greedy unsuppression: hides the whole component, then shows its cells again one by one, largest first, as long as every primary keeps a feasible range of `width`.
 * `start` may limit the cells hidden at first. Hiding fewer cells never protects more, so that no cell of the result could be shown again alone.
 * Source: disclosure.md §3.3, §3.6; complementary suppression of Cox (1980), protection levels of Fischetti and Salazar (2001).
 */
export function choosePattern(search: Search, start: ReadonlySet<number> = new Set()): Pattern {
  const { mover, component, candidates, hidden } = search;
  replaceAll(hidden, start);
  for (const cell of candidates) {
    mover.setHidden(cell, true);
    mover.setWanted(cell, !hidden.has(cell));
  }
  const exposed = firstRanges(search);
  if (exposed.length > 0) return { secondary: candidates, exposed };
  for (const cell of candidates) {
    mover.setHidden(cell, hidden.has(cell));
    mover.setWanted(cell, hidden.has(cell));
  }
  unsuppressMany(
    search,
    [...hidden].toSorted((a, b) => byWanted(component, a, b)),
  );
  return { secondary: secondaryOf(search), exposed };
}

export function secondaryOf({ hidden }: Search): readonly number[] {
  return [...hidden].toSorted((a, b) => a - b);
}

export function replaceAll(target: Set<number>, source: ReadonlySet<number>): void {
  target.clear();
  for (const cell of source) target.add(cell);
}

/** Most wanted first: the costliest to hide, then the largest, then the first of the table. */
export function byWanted(component: Component, a: number, b: number): number {
  const [one, other] = [component.cells[a], component.cells[b]];
  return (other?.cost ?? 0) - (one?.cost ?? 0) || (other?.value ?? 0) - (one?.value ?? 0) || a - b;
}

/**
 * A feasible range for each primary, everything being hidden: each movement prefers cells that stay hidden anyway or that an earlier one already moves
 * (Kelly). `hidden` receives the candidates moved; all others can be shown at once. Returns the primaries without a range.
 */
function firstRanges(search: Search): readonly number[] {
  const { mover, component, width, hidden, ranges } = search;
  const exposed: number[] = [];
  ranges.clear();
  for (const [at, cell] of component.cells.entries()) {
    if (cell.role !== 'primary') continue;
    const range = recall(search, at) ?? remember(search, mover.feasibleRange(at, width, true));
    if (range === undefined) exposed.push(at);
    else ranges.set(at, range);
    for (const moved of range?.moved ?? []) {
      if (component.cells[moved]?.role !== 'candidate' || hidden.has(moved)) continue;
      hidden.add(moved);
      mover.setWanted(moved, false);
    }
  }
  return exposed;
}

/** The latest range known of a primary that moves nothing but hidden cells. */
function recall({ component, hidden, known }: Search, primary: number): FeasibleRange | undefined {
  return known
    .get(primary)
    ?.findLast(({ moved }) => moved.values().every((cell) => component.cells[cell]?.role !== 'candidate' || hidden.has(cell)));
}

function remember({ component, known }: Search, range: FeasibleRange | undefined): FeasibleRange | undefined {
  for (const cell of range?.proven ?? []) {
    if (range === undefined || component.cells[cell]?.role !== 'primary') continue;
    const list = known.get(cell) ?? [];
    list.push(range);
    if (list.length > mostKnown) list.shift();
    known.set(cell, list);
  }
  return range;
}

/** Shows what can be shown, in this order; the others stay hidden. */
export function unsuppressMany(search: Search, order: readonly number[]): void {
  for (const cell of order) if (search.budget.secondsLeft() <= 0 || !tryShow(search, cell)) search.mover.setWanted(cell, false);
}

/** Shows a cell if every primary whose range rested on it finds another; those that most often found none are asked first. */
function tryShow(search: Search, cell: number): boolean {
  const { mover, width, hidden, ranges, failures } = search;
  mover.setHidden(cell, false);
  hidden.delete(cell);
  const replaced = new Map<number, FeasibleRange>();
  const asked = [...ranges.keys()].filter((primary) => ranges.get(primary)?.moved.has(cell) === true);
  for (const primary of asked.toSorted((a, b) => (failures.get(b) ?? 0) - (failures.get(a) ?? 0) || a - b)) {
    const other = recall(search, primary) ?? remember(search, mover.feasibleRange(primary, width));
    if (other === undefined) {
      failures.set(primary, (failures.get(primary) ?? 0) + 1);
      mover.setHidden(cell, true);
      hidden.add(cell);
      return false;
    }
    replaced.set(primary, other);
  }
  for (const [primary, range] of replaced) ranges.set(primary, range);
  return true;
}

export function costOf(component: Component, cells: Iterable<number>): number {
  return [...cells].reduce((sum, cell) => sum + (component.cells[cell]?.cost ?? 0), 0);
}
