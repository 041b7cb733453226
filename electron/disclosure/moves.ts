import loadHighs from 'highs';
import type { Component } from './component.ts';

/** Nothing in a release moves further than this; a larger movement proves no more. */
export const largestMove = 1000;
/** Price of moving a cell that stays hidden anyway: enough to keep movements short, too little to weigh against a cell that could be shown. */
const pennyCost = 1 / 1024;
const branchLimit = 500;

export type Highs = Awaited<ReturnType<typeof loadHighs>>;

let solver: Promise<Highs> | undefined;

/** The solver, loaded once per thread. Errors: when its WebAssembly file is missing or does not start. */
export function loadSolver(): Promise<Highs> {
  solver ??= loadHighs();
  return solver;
}

/**
 * Searches movements of the whole table: changes of hidden cells that keep every equation and every shown number (disclosure.md §3.5, the flows f and g).
 * Movements that avoid expensive cells are preferred, so that what a reader's doubt rests on are cells that stay hidden anyway.
 */
export type Mover = {
  /** Shows or hides a cell. */
  readonly setHidden: (cell: number, hidden: boolean) => void;
  /** Says whether the cell is still to be shown: moving it then costs what hiding it costs, otherwise next to nothing. */
  readonly setWanted: (cell: number, wanted: boolean) => void;
  /**
   * Cells moved by two whole tables that differ by at least `width` in `cell`, or undefined when there are none or none was found in the limit.
   */
  readonly doubt: (cell: number, width: number) => ReadonlySet<number> | undefined;
  /** Linear and integer programs solved so far; an integer one counts for several. */
  readonly solves: () => number;
  readonly dispose: () => void;
};

/** A mover over one component, everything hidden at first. Columns: upward movements, then downward ones. */
export function createMover(highs: Highs, component: Component): Mover {
  const size = component.cells.length;
  const hidden = component.cells.map(() => true);
  const price = component.cells.map((cell) => (cell.role === 'candidate' ? cell.cost : pennyCost));
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

  /** Cells of a whole movement that changes `column` by at least `least`. */
  function move(column: number, least: number): ReadonlySet<number> | undefined {
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
    const branched = solveWhole(column, least);
    return branched === undefined ? undefined : wholeMovement(branched, component, hidden);
  }

  return {
    setHidden: (cell, isHidden) => {
      hidden[cell] = isHidden;
      for (const column of [cell, cell + size]) model.changeColBounds(column, 0, boundsOf(column));
    },
    setWanted: (cell, wanted) => {
      const cost = wanted ? Math.max(component.cells[cell]?.cost ?? 1, pennyCost) : pennyCost;
      price[cell] = cost;
      for (const column of [cell, cell + size]) model.changeColCost(column, cost);
    },
    doubt: (cell, width) => {
      for (let up = width; up > 0; up -= 1) {
        const upward = move(cell, up);
        if (upward === undefined) continue;
        if (up === width) return upward;
        const downward = move(cell + size, width - up);
        return downward === undefined ? undefined : upward.union(downward);
      }
      return move(cell + size, width);
    },
    solves: () => solved,
    dispose: () => model.dispose(),
  };
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

/** The cells moved, if rounding the solver's answer gives a movement that is exact in whole numbers. */
function wholeMovement(columns: ArrayLike<number>, component: Component, hidden: readonly boolean[]): ReadonlySet<number> | undefined {
  const size = component.cells.length;
  const moved = new Set<number>();
  const change = component.cells.map((_, at) => (columns[at] ?? 0) - (columns[at + size] ?? 0));
  const whole = change.map(Math.round);
  for (const [at, cell] of component.cells.entries()) {
    const by = whole[at] ?? 0;
    if (Math.abs(by - (change[at] ?? 0)) > 1e-6 || cell.value + by < cell.lower || (by !== 0 && hidden[at] !== true)) return undefined;
    if (by !== 0) moved.add(at);
  }
  return component.rows.every((row) => row.reduce((sum, term) => sum + term.sign * (whole[term.cell] ?? 0), 0) === 0) ? moved : undefined;
}
