import type { Component } from './component.ts';
import type { Doubt, Highs, Mover } from './moves.ts';
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

/** A safe pattern on its way: what is hidden, and for each primary cell the two tables which prove its doubt. */
export type Search = {
  readonly mover: Mover;
  readonly component: Component;
  readonly candidates: readonly number[];
  readonly width: number;
  readonly budget: Budget;
  /** Candidates hidden so far. */
  readonly hidden: Set<number>;
  readonly doubts: Map<number, Doubt>;
  readonly known: KnownDoubts;
  /** How often each primary found no other doubt. */
  readonly failures: Map<number, number>;
};

/** Doubts found so far for each primary, perhaps for another one: they serve again as long as all that they move is hidden. */
type KnownDoubts = Map<number, Doubt[]>;
const mostKnown = 40;

/** A search of safe patterns of a component. What it learns about doubts serves each pattern that it chooses. To be disposed of. */
export function createSearch(highs: Highs, component: Component, width: number, budget: Budget): Search & { readonly dispose: () => void } {
  const mover = createNearMover(highs, component);
  const candidates = [...component.cells.keys()].filter((at) => component.cells[at]?.role === 'candidate');
  const own = { hidden: new Set<number>(), doubts: new Map(), known: new Map(), failures: new Map() };
  return { mover, component, candidates, width, budget, ...own, dispose: () => mover.dispose() };
}

/**
 * Hides the whole component, then shows its cells again one by one, largest first, as long as every primary keeps `width` of doubt.
 * `start` may limit what is hidden at first. Hiding less never protects more, so no cell of the result could be shown again alone.
 * Source: disclosure.md §3.3, §3.6.
 */
export function choosePattern(search: Search, start: ReadonlySet<number> = new Set()): Pattern {
  const { mover, component, candidates, hidden } = search;
  replaceAll(hidden, start);
  for (const cell of candidates) {
    mover.setHidden(cell, true);
    mover.setWanted(cell, !hidden.has(cell));
  }
  const exposed = firstDoubts(search);
  if (exposed.length > 0) return { secondary: candidates, exposed };
  for (const cell of candidates) {
    mover.setHidden(cell, hidden.has(cell));
    mover.setWanted(cell, hidden.has(cell));
  }
  showMany(
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
 * A doubt for each primary, everything being hidden: each movement prefers cells that stay hidden anyway or that an earlier one already moves
 * (Kelly). `hidden` receives the candidates moved; all others can be shown at once. Returns the primaries without doubt.
 */
function firstDoubts(search: Search): readonly number[] {
  const { mover, component, width, hidden, doubts } = search;
  const exposed: number[] = [];
  doubts.clear();
  for (const [at, cell] of component.cells.entries()) {
    if (cell.role !== 'primary') continue;
    const doubt = recall(search, at) ?? remember(search, mover.doubt(at, width, true));
    if (doubt === undefined) exposed.push(at);
    else doubts.set(at, doubt);
    for (const moved of doubt?.moved ?? []) {
      if (component.cells[moved]?.role !== 'candidate' || hidden.has(moved)) continue;
      hidden.add(moved);
      mover.setWanted(moved, false);
    }
  }
  return exposed;
}

/** The latest doubt known of a primary that moves nothing but hidden cells. */
function recall({ component, hidden, known }: Search, primary: number): Doubt | undefined {
  return known
    .get(primary)
    ?.findLast(({ moved }) => moved.values().every((cell) => component.cells[cell]?.role !== 'candidate' || hidden.has(cell)));
}

function remember({ component, known }: Search, doubt: Doubt | undefined): Doubt | undefined {
  for (const cell of doubt?.proven ?? []) {
    if (doubt === undefined || component.cells[cell]?.role !== 'primary') continue;
    const list = known.get(cell) ?? [];
    list.push(doubt);
    if (list.length > mostKnown) list.shift();
    known.set(cell, list);
  }
  return doubt;
}

/** Shows what can be shown, in this order; the others stay hidden. */
export function showMany(search: Search, order: readonly number[]): void {
  for (const cell of order) if (search.budget.secondsLeft() <= 0 || !tryShow(search, cell)) search.mover.setWanted(cell, false);
}

/** Shows a cell if every primary whose doubt rested on it finds another; those that most often found none are asked first. */
function tryShow(search: Search, cell: number): boolean {
  const { mover, width, hidden, doubts, failures } = search;
  mover.setHidden(cell, false);
  hidden.delete(cell);
  const replaced = new Map<number, Doubt>();
  const asked = [...doubts.keys()].filter((primary) => doubts.get(primary)?.moved.has(cell) === true);
  for (const primary of asked.toSorted((a, b) => (failures.get(b) ?? 0) - (failures.get(a) ?? 0) || a - b)) {
    const other = recall(search, primary) ?? remember(search, mover.doubt(primary, width));
    if (other === undefined) {
      failures.set(primary, (failures.get(primary) ?? 0) + 1);
      mover.setHidden(cell, true);
      hidden.add(cell);
      return false;
    }
    replaced.set(primary, other);
  }
  for (const [primary, doubt] of replaced) doubts.set(primary, doubt);
  return true;
}

export function costOf(component: Component, cells: Iterable<number>): number {
  return [...cells].reduce((sum, cell) => sum + (component.cells[cell]?.cost ?? 0), 0);
}
