import type { Component } from './component.ts';
import { createMover, type Highs, type Mover } from './moves.ts';

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

/** For each primary cell, the cells that move in the two tables which prove its doubt. */
type Doubts = Map<number, ReadonlySet<number>>;

/**
 * Hides the whole component, then shows its cells again one by one, largest first, as long as every primary keeps `width` of doubt;
 * then hides a few cells again here and there and keeps what lets more be shown. `start` may limit what is hidden at first.
 * Hiding less never protects more, so no cell of the result could be shown again alone. Source: disclosure.md §3.3, §3.6.
 */
export function choosePattern(highs: Highs, component: Component, width: number, budget: Budget, start?: ReadonlySet<number>): Pattern {
  const mover = createMover(highs, component);
  try {
    const candidates = [...component.cells.keys()].filter((at) => component.cells[at]?.role === 'candidate');
    const hidden = new Set(start);
    const { doubts, exposed } = firstDoubts(mover, component, width, hidden);
    if (exposed.length > 0) return { secondary: candidates, exposed };
    for (const cell of candidates) {
      mover.setHidden(cell, hidden.has(cell));
      mover.setWanted(cell, hidden.has(cell));
    }
    const search = { mover, component, width, hidden, doubts, budget };
    showMany(
      search,
      [...hidden].toSorted((a, b) => byWanted(component, a, b)),
    );
    improve(search, candidates);
    return { secondary: [...hidden].toSorted((a, b) => a - b), exposed };
  } finally {
    mover.dispose();
  }
}

type Search = {
  readonly mover: Mover;
  readonly component: Component;
  readonly width: number;
  readonly hidden: Set<number>;
  readonly doubts: Doubts;
  readonly budget: Budget;
};

/** Most wanted first: the costliest to hide, then the largest, then the first of the table. */
export function byWanted(component: Component, a: number, b: number): number {
  const [one, other] = [component.cells[a], component.cells[b]];
  return (other?.cost ?? 0) - (one?.cost ?? 0) || (other?.value ?? 0) - (one?.value ?? 0) || a - b;
}

/**
 * A doubt for each primary, everything being hidden: each movement prefers cells that stay hidden anyway or that an earlier one already moves
 * (Kelly). `hidden` receives the candidates moved; all others can be shown at once.
 */
function firstDoubts(
  mover: Mover,
  component: Component,
  width: number,
  hidden: Set<number>,
): { readonly doubts: Doubts; readonly exposed: readonly number[] } {
  const doubts: Doubts = new Map();
  const exposed: number[] = [];
  for (const cell of hidden) mover.setWanted(cell, false);
  for (const [at, cell] of component.cells.entries()) {
    if (cell.role !== 'primary') continue;
    const doubt = mover.doubt(at, width);
    if (doubt === undefined) exposed.push(at);
    else doubts.set(at, doubt);
    for (const moved of doubt ?? []) {
      if (component.cells[moved]?.role !== 'candidate' || hidden.has(moved)) continue;
      hidden.add(moved);
      mover.setWanted(moved, false);
    }
  }
  return { doubts, exposed };
}

function showMany(search: Search, order: readonly number[]): void {
  for (const cell of order) {
    if (search.budget.secondsLeft() > 0 && tryShow(search, cell)) search.hidden.delete(cell);
    else search.mover.setWanted(cell, false);
  }
}

/** Shows a cell if every primary whose doubt rested on it finds another. */
function tryShow({ mover, width, doubts }: Search, cell: number): boolean {
  mover.setHidden(cell, false);
  const replaced: Doubts = new Map();
  for (const [primary, doubt] of doubts) {
    if (!doubt.has(cell)) continue;
    const other = mover.doubt(primary, width);
    if (other === undefined) {
      mover.setHidden(cell, true);
      return false;
    }
    replaced.set(primary, other);
  }
  for (const [primary, doubt] of replaced) doubts.set(primary, doubt);
  return true;
}

/** Hides a cell and a few neighbours again, tries to show the others first, and goes back when that was no gain. */
function improve(search: Search, candidates: readonly number[]): void {
  const { component, hidden, doubts, mover, budget } = search;
  const random = randomNumbers(candidates.length + 7 * hidden.size);
  const neighbours = neighboursOf(component);
  const start = mover.solves();
  while (mover.solves() - start < budget.solves && hidden.size > 0 && budget.secondsLeft() > 0) {
    const shown = candidates.filter((cell) => !hidden.has(cell));
    const first = shown[random(shown.length)];
    if (first === undefined) return;
    const near = shuffle(
      [...(neighbours[first] ?? [])].filter((cell) => shown.includes(cell)),
      random,
    ).slice(0, random(3));
    const before = { hidden: new Set(hidden), doubts: new Map(doubts), cost: costOf(component, hidden) };
    const order = [...shuffle([...hidden], random), first, ...near];
    for (const cell of [first, ...near]) {
      hidden.add(cell);
      mover.setHidden(cell, true);
      mover.setWanted(cell, false);
    }
    for (const cell of before.hidden) mover.setWanted(cell, true);
    showMany(search, order);
    if (costOf(component, hidden) <= before.cost) continue;
    for (const cell of candidates) {
      if (hidden.has(cell) !== before.hidden.has(cell)) mover.setHidden(cell, before.hidden.has(cell));
    }
    replaceAll(hidden, before.hidden);
    for (const [primary, doubt] of before.doubts) doubts.set(primary, doubt);
  }
  budget.solves = Math.max(0, budget.solves - (mover.solves() - start));
}

function replaceAll(target: Set<number>, source: ReadonlySet<number>): void {
  target.clear();
  for (const cell of source) target.add(cell);
}

function costOf(component: Component, hidden: ReadonlySet<number>): number {
  return [...hidden].reduce((sum, cell) => sum + (component.cells[cell]?.cost ?? 0), 0);
}

function neighboursOf(component: Component): ReadonlySet<number>[] {
  const neighbours = component.cells.map(() => new Set<number>());
  for (const row of component.rows) {
    for (const { cell } of row) for (const other of row) if (other.cell !== cell) neighbours[cell]?.add(other.cell);
  }
  return neighbours;
}

function shuffle(cells: readonly number[], random: (below: number) => number): number[] {
  const mixed = [...cells];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = random(at + 1);
    const [a, b] = [mixed[at], mixed[other]];
    if (a !== undefined && b !== undefined) [mixed[at], mixed[other]] = [b, a];
  }
  return mixed;
}

/** A fixed sequence of whole numbers below a bound (Lehmer, modulus 2^31 − 1): the same release gives the same pattern everywhere. */
function randomNumbers(seed: number): (below: number) => number {
  let state = (seed % 2147483646) + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return below === 0 ? 0 : state % below;
  };
}
