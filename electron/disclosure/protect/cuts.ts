import type { Component } from './component.ts';
import { type Highs, largestMove } from './moves.ts';

/** Σ weight × hidden ≥ 1 over the candidates of a component (columns are positions in the list of candidates). */
export type Cut = { readonly columns: readonly number[]; readonly weights: readonly number[] };

/** Widens what the dual sees of cells that are shown, so that it prefers cuts with few of them (disclosure.md §3.6). */
const epsilon = 1e-5;
const tolerance = 1e-6;
/** A cut that lacks less than this is no progress. */
const violation = 1e-4;
/** From one question to the next only the objective changes: the last corner stays a table. */
const primalSimplex = 4;

export type Separator = {
  /** For each primary cell whose width a (fractional) choice does not give: a cut that the choice violates. */
  readonly separate: (hidden: readonly number[]) => Cut[];
  readonly solves: () => number;
  readonly dispose: () => void;
};

/**
 * Cuts of Fischetti and Salazar (disclosure.md §3.5): the attacker's two linear programs for a primary cell, with bounds scaled by the choice;
 * their duals give what any sufficient choice must satisfy. Valid whatever the multipliers, so rounding errors do not spoil them.
 */
export function createSeparator(highs: Highs, component: Component, candidates: readonly number[], width: number): Separator {
  const size = component.cells.length;
  const column = new Map(candidates.map((cell, at) => [cell, at]));
  const matrix = rowsOf(component);
  const zeros = new Float64Array(component.rows.length);
  const model = highs.createModel({
    numCols: size,
    numRows: component.rows.length,
    colCost: new Float64Array(size),
    colLower: new Float64Array(size),
    colUpper: new Float64Array(size),
    rowLower: zeros,
    rowUpper: zeros,
    matrix,
  });
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: primalSimplex, random_seed: 3 });
  let solved = 0;

  /** The multipliers of the greatest movement of a cell, upwards or downwards, as coefficients r of disclosure.md §3.5. */
  function coefficients(cell: number, direction: 1 | -1): Float64Array | undefined {
    model.changeColCost(cell, -direction);
    const { modelStatus } = model.run();
    solved += 1;
    const dual = modelStatus === 7 ? model.getSolution().rowDual : undefined;
    model.changeColCost(cell, 0);
    if (dual === undefined) return undefined;
    const r = new Float64Array(size);
    r[cell] = direction;
    for (const [at, row] of component.rows.entries())
      for (const term of row) r[term.cell] = (r[term.cell] ?? 0) + term.sign * (dual[at] ?? 0);
    return r;
  }

  /** What the multipliers ask of any sufficient choice, if this one does not give it. */
  function cutFor(cell: number, hidden: readonly number[]): Cut | undefined {
    const up = coefficients(cell, 1);
    const down = coefficients(cell, -1);
    if (up === undefined || down === undefined) return undefined;
    const weight = component.cells.map(({ value, lower }, at) => {
      const [rise, fall] = [
        Math.max(up[at] ?? 0, 0) + Math.max(down[at] ?? 0, 0),
        Math.max(-(up[at] ?? 0), 0) + Math.max(-(down[at] ?? 0), 0),
      ];
      return rise * largestMove + fall * (value - lower);
    });
    const given = weight.reduce((sum, one, at) => (column.has(at) ? sum : sum + one), 0);
    const needed = width - given;
    if (needed <= tolerance) return undefined;
    const cut = candidates.flatMap((at, position) =>
      (weight[at] ?? 0) > tolerance ? [{ position, weight: Math.min(1, (weight[at] ?? 0) / needed) }] : [],
    );
    const reached = cut.reduce((sum, one) => sum + one.weight * (hidden[one.position] ?? 0), 0);
    return reached > 1 - violation ? undefined : { columns: cut.map((one) => one.position), weights: cut.map((one) => one.weight) };
  }

  return {
    separate: (hidden) => {
      const share = component.cells.map((_, at) => Math.min(1, (hidden[column.get(at) ?? -1] ?? 1) + epsilon));
      const lower = component.cells.map(({ value, lower: least }, at) => -(value - least) * (share[at] ?? 1));
      model.changeColsBounds(
        { kind: 'range', from: 0, to: size - 1 },
        lower,
        share.map((part) => part * largestMove),
      );
      return [...component.cells.keys()].flatMap((at) => {
        const cut = component.cells[at]?.role === 'primary' ? cutFor(at, hidden) : undefined;
        return cut === undefined ? [] : [cut];
      });
    },
    solves: () => solved,
    dispose: () => model.dispose(),
  };
}

function rowsOf(component: Component) {
  const rows = component.rows.map((row) => row.toSorted((a, b) => a.cell - b.cell));
  const starts = rows.reduce<number[]>((all, row) => [...all, (all.at(-1) ?? 0) + row.length], [0]);
  const terms = rows.flat();
  return {
    format: 'csr' as const,
    numRows: rows.length,
    numCols: component.cells.length,
    starts,
    indices: terms.map((term) => term.cell),
    values: terms.map((term) => term.sign),
  };
}

export type Company = { readonly asks: number | undefined; readonly company: readonly number[] };

/**
 * In any equation a hidden cell is not alone (disclosure.md §3.5): a primary alone would be known, a candidate alone would be hidden for nothing.
 * Rows with another cell that is hidden anyway ask for nothing. `asks` is the column that calls for company; undefined when a primary does.
 */
export function companyRows(component: Component, candidates: readonly number[]): Company[] {
  const column = new Map(candidates.map((cell, at) => [cell, at]));
  return component.rows.flatMap((row): Company[] => {
    const always = row.filter((term) => !column.has(term.cell));
    const company = row.flatMap((term) => [column.get(term.cell)].filter((at) => at !== undefined));
    if (always.length > 1) return [];
    if (always.length === 1) return component.cells[always[0]?.cell ?? -1]?.role === 'primary' ? [{ asks: undefined, company }] : [];
    return company.map((asks) => ({ asks, company: company.filter((at) => at !== asks) }));
  });
}
