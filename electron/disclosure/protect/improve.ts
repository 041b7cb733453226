import type { Component } from './component.ts';
import { choosePattern, costOf, replaceAll, type Search, secondaryOf, unsuppressMany } from './unsuppress.ts';

/**
 * A safe pattern no dearer than `incumbent`: hides a cell and a few neighbours again, tries to show the others first, and goes back when that was
 * no gain; until the budget of linear programs is spent or the cost comes down to `enough`.
 */
export function improvePattern(search: Search, incumbent: readonly number[], enough: number): readonly number[] {
  if (search.budget.solves <= 0) return incumbent;
  choosePattern(search, new Set(incumbent));
  const { component, candidates, hidden, ranges, mover, budget } = search;
  const random = randomNumbers(candidates.length + 7 * hidden.size);
  const neighbours = neighboursOf(component);
  const start = mover.solves();
  let tries = 0;
  const spent = (): number => mover.solves() - start + tries;
  for (; spent() < budget.solves && budget.secondsLeft() > 0 && costOf(component, hidden) > enough; tries += 1) {
    const shown = candidates.filter((cell) => !hidden.has(cell));
    const first = shown[random(shown.length)];
    if (first === undefined) break;
    const near = shuffle(
      [...(neighbours[first] ?? [])].filter((cell) => shown.includes(cell)),
      random,
    ).slice(0, random(3));
    const before = { hidden: new Set(hidden), ranges: new Map(ranges), cost: costOf(component, hidden) };
    const around = component.blocks.length === 0 ? new Set(hidden) : hidden.intersection(aroundOf(neighbours, first));
    const order = [...shuffle([...around], random), first, ...near];
    for (const cell of [first, ...near]) {
      hidden.add(cell);
      mover.setHidden(cell, true);
      mover.setWanted(cell, false);
    }
    for (const cell of around) mover.setWanted(cell, true);
    unsuppressMany(search, order);
    if (costOf(component, hidden) <= before.cost) continue;
    for (const cell of candidates) {
      if (hidden.has(cell) !== before.hidden.has(cell)) mover.setHidden(cell, before.hidden.has(cell));
    }
    replaceAll(hidden, before.hidden);
    for (const [primary, range] of before.ranges) ranges.set(primary, range);
  }
  budget.solves = Math.max(0, budget.solves - spent());
  return secondaryOf(search);
}

function neighboursOf(component: Component): ReadonlySet<number>[] {
  const neighbours = component.cells.map(() => new Set<number>());
  for (const row of component.rows) {
    for (const { cell } of row) for (const other of row) if (other.cell !== cell) neighbours[cell]?.add(other.cell);
  }
  return neighbours;
}

/** The cells two rows away or less. */
function aroundOf(neighbours: readonly ReadonlySet<number>[], cell: number): ReadonlySet<number> {
  const near = neighbours[cell] ?? new Set<number>();
  return near.values().reduce((all, one) => all.union(neighbours[one] ?? new Set()), new Set(near));
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
