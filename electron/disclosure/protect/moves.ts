import loadHighs from 'highs';
import type { Component } from './component.ts';

/** Nothing in a release moves further than this; a larger movement proves no more. */
export const largestMove = 1000;
/** Cost of moving a cell that stays hidden anyway: it only decides between movements of equal cost, for the shorter one. */
const tieBreakCost = 1 / 1024;
const branchLimit = 500;
const otherPrices = 3;

export type Highs = Awaited<ReturnType<typeof loadHighs>>;

let solver: Promise<Highs> | undefined;

/** The solver, loaded once per thread. Errors: when its WebAssembly file is missing or does not start. */
export function loadSolver(): Promise<Highs> {
  solver ??= loadHighs();
  return solver;
}

/** Two whole tables that agree with everything published: the cells that move in either, and the cells in which the two differ by the width asked. */
export type FeasibleRange = { readonly moved: ReadonlySet<number>; readonly proven: readonly number[] };
/** Change of each cell that moves. */
type Movement = ReadonlyMap<number, number>;

/**
 * Searches movements of the whole table: changes of hidden cells that keep every equation and every shown number (disclosure.md §3.5, the flows f and g).
 * Movements that avoid expensive cells are preferred, so that what a feasible range rests on are cells that stay hidden anyway.
 */
export type Mover = {
  /** Shows or hides a cell. */
  readonly setHidden: (cell: number, hidden: boolean) => void;
  /** Says whether the cell is still to be shown: moving it then costs what hiding it costs, otherwise next to nothing. */
  readonly setWanted: (cell: number, wanted: boolean) => void;
  /** Two whole tables that differ by at least `width` in `cell`, or undefined when there are none or none was found in the limit. `isFirst`: any will do, a quick one rather than a cheap one. */
  readonly feasibleRange: (cell: number, width: number, isFirst?: boolean) => FeasibleRange | undefined;
  /** Linear and integer programs solved so far; an integer one counts for several. */
  readonly solves: () => number;
  readonly dispose: () => void;
};

/** A mover over one component, everything hidden at first. Columns: upward movements, then downward ones. */
export function createMover(highs: Highs, component: Component): Mover {
  const size = component.cells.length;
  const hidden = component.cells.map(() => true);
  const price = component.cells.map((cell) => (cell.role === 'candidate' ? cell.cost : tieBreakCost));
  const upper = component.cells.flatMap(() => largestMove).concat(component.cells.map((cell) => cell.value - cell.lower));
  const data = matrixOf(component);
  const program = () => ({
    numCols: 2 * size,
    numRows: component.rows.length,
    colCost: [...price, ...price],
    colLower: new Float64Array(2 * size),
    colUpper: Float64Array.from(upper, (bound, at) => (hidden[at % size] === true ? bound : 0)),
    rowLower: new Float64Array(component.rows.length),
    rowUpper: new Float64Array(component.rows.length),
    matrix: data,
  });
  const options = { output_flag: false, presolve: 'off', random_seed: 1 };
  const model = highs.createModel(program());
  model.options.set({ ...options, solver: 'simplex' });

  const everyColumn = { kind: 'range' as const, from: 0, to: 2 * size - 1 };
  let solved = 0;

  function boundsOf(column: number): number {
    return hidden[column % size] === true ? (upper[column] ?? 0) : 0;
  }

  function solveWhole(column: number, least: number): Float64Array | undefined {
    solved += 10;
    return highs.withModel({ ...program(), integrality: new Int32Array(2 * size).fill(1) }, (branching) => {
      branching.options.set({ ...options, presolve: 'on', mip_max_nodes: branchLimit, mip_max_improving_sols: 1 });
      branching.changeColBounds(column, least, boundsOf(column));
      branching.changeColBounds((column + size) % (2 * size), 0, 0);
      branching.run();
      return branching.info.get('primal_solution_status') === 2 ? Float64Array.from(branching.getSolution().colValue) : undefined;
    });
  }

  /** The same question at other prices: another corner may be whole, and costs less to find than a whole number program. */
  function elsewhere(column: number, least: number): Movement | undefined {
    const opposite = (column + size) % (2 * size);
    model.changeColBounds(column, least, boundsOf(column));
    model.changeColBounds(opposite, 0, 0);
    let found: Movement | undefined;
    for (let turn = 1; turn <= otherPrices && found === undefined; turn += 1) {
      const prices = Float64Array.from({ length: 2 * size }, (_, at) => (price[at % size] ?? 0) * (1 + ((at * 7919 * turn) % 101) / 101));
      model.changeColsCost(everyColumn, prices);
      solved += 1;
      if (model.run().modelStatus === 7) found = wholeMovement(model.getSolution().colValue, component, hidden);
    }
    model.changeColsCost(everyColumn, [...price, ...price]);
    model.changeColBounds(column, 0, boundsOf(column));
    model.changeColBounds(opposite, 0, boundsOf(opposite));
    return found;
  }

  /** A whole movement that changes `column` by at least `least`. */
  function move(column: number, least: number): Movement | undefined {
    if (boundsOf(column) < least) return undefined;
    const opposite = (column + size) % (2 * size);
    model.changeColBounds(column, least, boundsOf(column));
    model.changeColBounds(opposite, 0, 0);
    solved += 1;
    const { modelStatus } = model.run();
    const values = modelStatus === 7 ? model.getSolution().colValue : undefined;
    model.changeColBounds(column, 0, boundsOf(column));
    model.changeColBounds(opposite, 0, boundsOf(opposite));
    if (values === undefined && modelStatus === 8) return undefined;
    const found = values === undefined ? undefined : wholeMovement(values, component, hidden);
    if (found !== undefined) return found;
    const other = values === undefined ? undefined : elsewhere(column, least);
    if (other !== undefined) return other;
    const branched = solveWhole(column, least);
    return branched === undefined ? undefined : wholeMovement(branched, component, hidden);
  }

  return {
    setHidden: (cell, isHidden) => {
      hidden[cell] = isHidden;
      for (const column of [cell, cell + size]) model.changeColBounds(column, 0, boundsOf(column));
    },
    setWanted: (cell, wanted) => {
      const cost = wanted ? Math.max(component.cells[cell]?.cost ?? 1, tieBreakCost) : tieBreakCost;
      price[cell] = cost;
      for (const column of [cell, cell + size]) model.changeColCost(column, cost);
    },
    feasibleRange: (cell, width) => {
      for (let up = width; up > 0; up -= 1) {
        const upward = move(cell, up);
        if (upward === undefined) continue;
        if (up === width) return rangeOf(upward, new Map(), width);
        const downward = move(cell + size, width - up);
        return downward === undefined ? undefined : rangeOf(upward, downward, width);
      }
      const downward = move(cell + size, width);
      return downward === undefined ? undefined : rangeOf(new Map(), downward, width);
    },
    solves: () => solved,
    dispose: () => model.dispose(),
  };
}

function rangeOf(one: Movement, other: Movement, width: number): FeasibleRange {
  const moved = new Set([...one.keys(), ...other.keys()]);
  return { moved, proven: [...moved].filter((cell) => Math.abs((one.get(cell) ?? 0) - (other.get(cell) ?? 0)) >= width) };
}

function matrixOf(component: Component) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of component.rows) {
    const terms = row.toSorted((a, b) => a.cell - b.cell);
    indices.push(...terms.map((term) => term.cell), ...terms.map((term) => term.cell + component.cells.length));
    values.push(...terms.map((term) => term.sign), ...terms.map((term) => -term.sign));
    starts.push(indices.length);
  }
  return {
    format: 'csr' as const,
    numRows: component.rows.length,
    numCols: 2 * component.cells.length,
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}

/** Fractions of a linear answer are halves or thirds: a multiple of the movement is whole, and proves as much if it stays above the lower bounds. */
const multiples = [1, 2, 3] as const;

function wholeMovement(columns: ArrayLike<number>, component: Component, hidden: readonly boolean[]): Movement | undefined {
  const size = component.cells.length;
  const change = component.cells.map((_, at) => (columns[at] ?? 0) - (columns[at + size] ?? 0));
  for (const times of multiples) {
    const moved = exactMovement(
      change.map((by) => by * times),
      component,
      hidden,
    );
    if (moved !== undefined) return moved;
  }
  return undefined;
}

/** The movement, if rounding it keeps every equation, every shown number and every lower bound. */
function exactMovement(change: readonly number[], component: Component, hidden: readonly boolean[]): Movement | undefined {
  const moved = new Map<number, number>();
  const whole = change.map(Math.round);
  for (const [at, cell] of component.cells.entries()) {
    const by = whole[at] ?? 0;
    if (Math.abs(by - (change[at] ?? 0)) > 1e-6 || cell.value + by < cell.lower || (by !== 0 && hidden[at] !== true)) return undefined;
    if (by !== 0) moved.set(at, by);
  }
  return component.rows.every((row) => row.reduce((sum, term) => sum + term.sign * (whole[term.cell] ?? 0), 0) === 0) ? moved : undefined;
}
