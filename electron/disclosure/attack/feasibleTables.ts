import type { Reached } from './feasibility.ts';
import { ceiling, split, type LinearSystem } from '../equations/linearSystem.ts';

/*
 * Bounds of hidden numbers without a solver. Bound propagation narrows each number by the sums that contain it; feasible tables show which bounds are reached.
 * Where both agree, the bound is exact. The solver answers the rest (attacker problem: Fischetti and Salazar, 2001).
 */

/** About one unknown: no table lies outside `low`…`high`, and the whole tables found reach from `least` to `most`. `asked`: its place in the question. */
export type BoundedUnknown = Reached & { readonly asked: number; readonly low: number; readonly high: number };

/** A part without relations to other parts, once every unknown of a single value is substituted. */
export type Piece = { readonly system: LinearSystem; readonly about: readonly BoundedUnknown[] };

/** Visits of one sum at most: contradictory sums would narrow each other by one for very long. */
const visitsPerSum = 60;
/** How often the bound of one unknown is moved because no table begins with it. */
const movesPerBound = 3;

/**
 * Propagates bounds and searches feasible tables. `width`: two tables that differ by this much are enough; Infinity asks for tables that reach the bounds. undefined where a
 * piece has no table found: only the solver can decide whether one exists. Where every coefficient is 1 or -1 the bounds hold for tables of real numbers too.
 */
export function propagateBounds(system: LinearSystem, asked: readonly number[], width: number): readonly Piece[] | undefined {
  const easier = narrowed(system);
  if (easier === undefined) return undefined;
  const { systems, partOf, placeOf } = split(easier);
  const questions = Map.groupBy(asked.keys(), (at) => partOf[asked[at] ?? -1] ?? -1);
  const pieces: Piece[] = [];
  for (const [part, own] of systems.entries()) {
    const about = (questions.get(part) ?? []).map((at) => ({ asked: at, unknown: placeOf[asked[at] ?? -1] ?? -1 }));
    const piece = isTree(own) ? reachedWhole(own, about) : boundPart(own, about, width);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return pieces;
}

/** Where sums are linked without a circle, each part of a sum may take every value between its narrow bounds and the others follow: a table reaches each bound. */
function isTree({ unknowns, relations }: LinearSystem): boolean {
  const terms = relations.reduce((total, relation) => total + relation.terms.length, 0);
  return (
    terms === unknowns.length + relations.length - 1 &&
    relations.every((relation) => relation.terms.every(({ times }) => Math.abs(times) === 1))
  );
}

function reachedWhole(system: LinearSystem, about: readonly Pick<Sought, 'asked' | 'unknown'>[]): Piece {
  const bounded = ({ asked, unknown }: Pick<Sought, 'asked' | 'unknown'>): BoundedUnknown => {
    const { least = 0, most = ceiling } = system.unknowns[unknown] ?? {};
    return { asked, unknown, low: least, high: most, least, most };
  };
  return { system, about: about.map(bounded) };
}

/** The same system with propagated bounds, unknowns of a single value substituted; undefined where the sums contradict each other. */
function narrowed(system: LinearSystem): LinearSystem | undefined {
  const bounds = boundsOf(system);
  const sums = sumsOf(system);
  if (narrow(sums, bounds, 'all') !== 'narrow') return undefined;
  const { low, high } = bounds;
  const isFixed = ({ unknown }: { readonly unknown: number }): boolean => low[unknown] === high[unknown];
  return {
    unknowns: system.unknowns.map((_, at) => ({ least: low[at] ?? 0, most: high[at] ?? ceiling })),
    relations: system.relations.map(({ terms, equals }) => ({
      terms: terms.filter((term) => !isFixed(term)),
      equals: terms.filter(isFixed).reduce((rest, { unknown, times }) => rest - times * (low[unknown] ?? 0), equals),
    })),
  };
}

/** An unknown in question; `exhausted`: sides on which no table could be completed, `moves`: how often a bound was moved. */
type Sought = {
  readonly asked: number;
  readonly unknown: number;
  least: number;
  most: number;
  moves: number;
  readonly exhausted: Set<Side>;
};
type Side = 'down' | 'up';

function boundPart(system: LinearSystem, about: readonly Pick<Sought, 'asked' | 'unknown'>[], width: number): Piece | undefined {
  const sums = sumsOf(system);
  const outer = boundsOf(system);
  const sought = about.map((one): Sought => ({ ...one, least: Infinity, most: -Infinity, moves: 0, exhausted: new Set() }));
  const note = (table: Float64Array): void => {
    for (const one of sought) {
      one.least = Math.min(one.least, table[one.unknown] ?? NaN);
      one.most = Math.max(one.most, table[one.unknown] ?? NaN);
    }
  };
  const begin = (): Bounds => ({ low: outer.low.slice(), high: outer.high.slice() });
  const first = complete(sums, begin());
  if (first === undefined || !isTable(system, first)) return undefined;
  note(first);
  /* How many targets a table tries for beside the first: corners of every corner seldom exist in large systems. */
  let reach = sought.length;
  for (;;) {
    const [target, ...others] = sought.flatMap((one) => targetsOf(one, outer, width));
    if (target === undefined) break;
    const bounds = begin();
    if (!confine(sums, bounds, target)) {
      if (!moveBound(sums, outer, target)) return undefined;
      continue;
    }
    for (const other of others.slice(0, reach)) confine(sums, bounds, other);
    const table = complete(sums, bounds);
    if (table !== undefined && isTable(system, table)) {
      note(table);
      reach = Math.min(sought.length, 2 * Math.max(1, reach));
    } else if (reach > 0) reach = Math.floor(reach / 4);
    else target.of.exhausted.add(target.side);
  }
  const bounded = ({ asked, unknown, least, most }: Sought): BoundedUnknown => {
    return { asked, unknown, least, most, low: outer.low[unknown] ?? 0, high: outer.high[unknown] ?? 0 };
  };
  return { system, about: sought.map(bounded) };
}

/** Values of one unknown that a table is wanted for. */
type Target = Range & { readonly of: Sought; readonly side: Side };
type Range = { readonly unknown: number; readonly from: number; readonly to: number };

function targetsOf(of: Sought, outer: Bounds, width: number): Target[] {
  const { unknown, least, most, exhausted } = of;
  const [low, high] = [outer.low[unknown] ?? 0, outer.high[unknown] ?? 0];
  if (most - least >= width) return [];
  const targets: Target[] = [];
  if (least > low && !exhausted.has('down')) targets.push({ of, unknown, side: 'down', from: low, to: Math.max(low, most - width) });
  if (most < high && !exhausted.has('up')) targets.push({ of, unknown, side: 'up', from: Math.min(high, least + width), to: high });
  return targets;
}

/** Moves the bound of an unknown past values that no table begins with; false where nothing is left. A bound that keeps moving is left to the solver. */
function moveBound(sums: Sums, { low, high }: Bounds, { of, unknown, side, from, to }: Target): boolean {
  of.moves += 1;
  if (of.moves > movesPerBound) of.exhausted.add('down').add('up');
  if (side === 'down') low[unknown] = to + 1;
  else high[unknown] = from - 1;
  return narrow(sums, { low, high }, unknown) === 'narrow';
}

type Bounds = { readonly low: Float64Array; readonly high: Float64Array };

/** Whole numbers only, whatever a file printed. */
function boundsOf({ unknowns }: LinearSystem): Bounds {
  return {
    low: Float64Array.from(unknowns, ({ least }) => Math.ceil(least)),
    high: Float64Array.from(unknowns, ({ most }) => Math.floor(most ?? ceiling)),
  };
}

/**
 * Sums in rows: row r has `starts[r]`…`starts[r + 1]` of `unknowns` and `times`; unknown u is in the rows `rowStarts[u]`…`rowStarts[u + 1]` of `rows`. The last three are
 * room to work in.
 */
type Sums = {
  readonly starts: Int32Array;
  readonly unknowns: Int32Array;
  readonly times: Float64Array;
  readonly equals: Float64Array;
  readonly rowStarts: Int32Array;
  readonly rows: Int32Array;
  readonly ring: Int32Array;
  readonly isWaiting: Uint8Array;
  readonly former: Bounds;
};

function sumsOf(system: LinearSystem): Sums {
  const { unknowns, relations } = system;
  const starts = new Int32Array(relations.length + 1);
  const rowStarts = new Int32Array(unknowns.length + 1);
  for (const [row, { terms }] of relations.entries()) {
    starts[row + 1] = (starts[row] ?? 0) + terms.length;
    for (const { unknown } of terms) rowStarts[unknown + 1] = (rowStarts[unknown + 1] ?? 0) + 1;
  }
  for (let unknown = 0; unknown < unknowns.length; unknown += 1)
    rowStarts[unknown + 1] = (rowStarts[unknown + 1] ?? 0) + (rowStarts[unknown] ?? 0);
  const size = starts.at(-1) ?? 0;
  const sums = {
    starts,
    unknowns: new Int32Array(size),
    times: new Float64Array(size),
    equals: new Float64Array(relations.length),
    rowStarts,
    rows: new Int32Array(size),
  };
  const filled = rowStarts.slice();
  for (const [row, { terms, equals }] of relations.entries()) {
    sums.equals[row] = equals;
    for (const [at, { unknown, times }] of terms.entries()) {
      sums.unknowns[(starts[row] ?? 0) + at] = unknown;
      sums.times[(starts[row] ?? 0) + at] = times;
      sums.rows[filled[unknown] ?? 0] = row;
      filled[unknown] = (filled[unknown] ?? 0) + 1;
    }
  }
  return { ...sums, ring: new Int32Array(relations.length), isWaiting: new Uint8Array(relations.length), former: boundsOf(system) };
}

/** `empty`: nothing is left of some unknown; `creeping`: the bounds hold, but it was given up. */
type Narrowed = 'narrow' | 'empty' | 'creeping';

/** Narrows in place what the other parts of each sum leave to each, beginning with the sums of one unknown, or with all, until nothing moves. */
function narrow(sums: Sums, { low, high }: Bounds, first: number | 'all'): Narrowed {
  const { starts, unknowns, times, equals, rowStarts, rows, ring, isWaiting } = sums;
  const size = ring.length;
  const mostVisits = visitsPerSum * size;
  let [waiting, read, write] = [0, 0, 0];
  isWaiting.fill(0);
  if (first === 'all') for (let row = 0; row < size; row += 1) wait(row);
  else for (let at = rowStarts[first] ?? 0; at < (rowStarts[first + 1] ?? 0); at += 1) wait(rows[at] ?? 0);
  for (let visits = 0; waiting > 0; visits += 1) {
    if (visits > mostVisits) return 'creeping';
    const row = ring[read] ?? 0;
    read = read + 1 === size ? 0 : read + 1;
    waiting -= 1;
    isWaiting[row] = 0;
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    /* Distance of the sum from the least and from the most that it can be. */
    let above = equals[row] ?? 0;
    let below = -above;
    let widest = 0;
    for (let at = from; at < to; at += 1) {
      const unknown = unknowns[at] ?? 0;
      const factor = times[at] ?? 0;
      const least = factor * (low[unknown] ?? 0);
      const most = factor * (high[unknown] ?? 0);
      above -= factor > 0 ? least : most;
      below += factor > 0 ? most : least;
      widest = Math.max(widest, Math.abs(most - least));
    }
    if (above < 0 || below < 0) return 'empty';
    if (widest <= above && widest <= below) continue;
    for (let at = from; at < to; at += 1) {
      const unknown = unknowns[at] ?? 0;
      const factor = times[at] ?? 0;
      const least = low[unknown] ?? 0;
      const most = high[unknown] ?? 0;
      const size = Math.abs(factor);
      if (size * (most - least) <= Math.min(above, below)) continue;
      const nextLow = Math.max(least, Math.ceil(most - (factor > 0 ? below : above) / size));
      const nextHigh = Math.min(most, Math.floor(least + (factor > 0 ? above : below) / size));
      if (nextLow > nextHigh) return 'empty';
      if (nextLow === least && nextHigh === most) continue;
      low[unknown] = nextLow;
      high[unknown] = nextHigh;
      above -= size * (factor > 0 ? nextLow - least : most - nextHigh);
      below -= size * (factor > 0 ? most - nextHigh : nextLow - least);
      for (let place = rowStarts[unknown] ?? 0; place < (rowStarts[unknown + 1] ?? 0); place += 1) wait(rows[place] ?? 0);
    }
  }
  return 'narrow';

  function wait(row: number): void {
    if (isWaiting[row] === 1) return;
    isWaiting[row] = 1;
    ring[write] = row;
    write = write + 1 === size ? 0 : write + 1;
    waiting += 1;
  }
}

/** Confines one unknown in place, and with it what its sums leave to the others; false, and nothing is changed, where the sums contradict that. */
function confine(sums: Sums, { low, high }: Bounds, { unknown, from, to }: Range): boolean {
  const least = Math.max(from, low[unknown] ?? 0);
  const most = Math.min(to, high[unknown] ?? 0);
  if (least > most) return false;
  const { former } = sums;
  former.low.set(low);
  former.high.set(high);
  low[unknown] = least;
  high[unknown] = most;
  if (narrow(sums, { low, high }, unknown) !== 'empty') return true;
  low.set(former.low);
  high.set(former.high);
  return false;
}

/** One whole table within bounds, the unknown with the fewest values left first; undefined where it gets into a contradiction. The bounds are used up. */
function complete(sums: Sums, bounds: Bounds): Float64Array | undefined {
  for (;;) {
    const unknown = tightest(bounds);
    if (unknown === undefined) return bounds.low;
    const [least, most] = [bounds.low[unknown] ?? 0, bounds.high[unknown] ?? 0];
    const ranges = [
      { unknown, from: least, to: least },
      { unknown, from: most, to: most },
      { unknown, from: least + 1, to: most - 1 },
    ];
    if (!ranges.some((range) => confine(sums, bounds, range))) return undefined;
  }
}

/** The unknown with the fewest values left, but more than one. */
function tightest({ low, high }: Bounds): number | undefined {
  let found: number | undefined;
  let fewest = Infinity;
  for (let at = 0; at < low.length; at += 1) {
    const width = (high[at] ?? 0) - (low[at] ?? 0);
    if (width > 0 && width < fewest) [found, fewest] = [at, width];
  }
  return found;
}

function isTable({ relations }: LinearSystem, table: Float64Array): boolean {
  return relations.every(
    ({ terms, equals }) => terms.reduce((sum, { unknown, times }) => sum + times * (table[unknown] ?? NaN), 0) === equals,
  );
}
