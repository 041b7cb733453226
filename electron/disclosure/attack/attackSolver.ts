import loadHighs from 'highs';
import type { Bounds, Finding, Reached } from './feasibility.ts';
import { ceiling, type LinearSystem } from '../equations/linearSystem.ts';

/*
 * The attacker's questions to the solver about one part of a system: what adding up alone does not decide, or everything, which is slow.
 */

const tolerance = 1e-6;
const branchLimit = 2000;
const randomObjectives = 60;
/** From one question to the next only the objective changes. */
const primalSimplex = 4;

export type Solver = Awaited<ReturnType<typeof loadHighs>>;
let solver: Promise<Solver> | undefined;

/** The solver, loaded once. Errors: when it cannot be loaded. */
export function loadSolver(): Promise<Solver> {
  solver ??= loadHighs();
  return solver;
}

/**
 * What the solver finds about some unknowns, of which some tables may have been found already: outer bounds over real tables, then over whole ones. Errors: when the
 * solver fails.
 */
export function attackBySolver(highs: Solver, system: LinearSystem, about: readonly Reached[], width: number): Finding[] {
  const interrogation = interrogate(highs, system);
  try {
    const asked = about.map(({ unknown }) => unknown);
    const seen = new Map(about.map(({ unknown, least, most }) => [unknown, { low: least, high: most }]));
    const record = (point: readonly number[] | undefined): void => {
      if (point === undefined) return;
      for (const [unknown, range] of seen) {
        range.low = Math.min(range.low, point[unknown] ?? Infinity);
        range.high = Math.max(range.high, point[unknown] ?? -Infinity);
      }
    };
    const isDecided = (unknown: number): boolean => {
      const range = seen.get(unknown);
      return range !== undefined && range.high - range.low >= width;
    };
    if (width < Infinity) scatter(interrogation, asked, isDecided, record);
    return asked.map((unknown) => (isDecided(unknown) ? { kind: 'wide' } : corner(interrogation, unknown, seen, record, width)));
  } finally {
    interrogation.dispose();
  }
}

/** Bounds over real tables, rounded inward; undefined when no real table fits. No upper bound: Infinity. Errors: when the solver fails. */
export function boundsBySolver(highs: Solver, system: LinearSystem, about: readonly number[]): readonly Bounds[] | undefined {
  const interrogation = interrogate(highs, system);
  try {
    const bounds: Bounds[] = [];
    for (const unknown of about) {
      const down = interrogation.extreme([{ unknown, weight: 1 }], false);
      const up = interrogation.extreme([{ unknown, weight: -1 }], false);
      if (down.isImpossible || up.isImpossible) return undefined;
      const high = up.value === undefined ? Infinity : Math.floor(-up.value + tolerance) + 0;
      bounds.push({
        low: down.value === undefined ? 0 : Math.ceil(down.value - tolerance) + 0,
        high: high > ceiling / 2 ? Infinity : high,
      });
    }
    return bounds;
  } finally {
    interrogation.dispose();
  }
}

/** Random objectives over the unknowns not yet settled: one whole corner of the table space settles many. */
function scatter(
  interrogation: Interrogation,
  asked: readonly number[],
  isDecided: (unknown: number) => boolean,
  record: (point: readonly number[] | undefined) => void,
): void {
  let state = 20_261_124;
  for (let round = 0; round < Math.min(randomObjectives, asked.length); round += 1) {
    const open = asked.filter((unknown) => !isDecided(unknown));
    if (open.length === 0) return;
    const objective = open.map((unknown) => {
      state = (state * 16807) % 2147483647;
      return { unknown, weight: (state % 2001) - 1000 };
    });
    record(interrogation.extreme(objective).point);
    record(interrogation.extreme(objective.map(({ unknown, weight }) => ({ unknown, weight: -weight }))).point);
  }
}

/** Least and greatest value of one unknown: linear bounds rounded inward, then a small integer program when no whole table reaches them. */
function corner(
  interrogation: Interrogation,
  unknown: number,
  seen: ReadonlyMap<number, { low: number; high: number }>,
  record: (point: readonly number[] | undefined) => void,
  width: number,
): Finding {
  const down = interrogation.extreme([{ unknown, weight: 1 }]);
  record(down.point);
  const up = interrogation.extreme([{ unknown, weight: -1 }]);
  record(up.point);
  if (down.isImpossible || up.isImpossible) return { kind: 'impossible' };
  const range = seen.get(unknown) ?? { low: Infinity, high: -Infinity };
  let low = down.value === undefined ? -Infinity : Math.ceil(down.value - tolerance) + 0;
  let high = up.value === undefined ? Infinity : Math.floor(-up.value + tolerance) + 0;
  for (const direction of [1, -1] as const) {
    if (range.high - range.low >= width) return { kind: 'wide' };
    if (direction === 1 ? range.low <= low : range.high >= high) continue;
    const whole = interrogation.wholeExtreme(unknown, direction);
    if (whole.isImpossible) return { kind: 'impossible' };
    record(whole.point);
    if (whole.bound === undefined) continue;
    if (direction === 1) low = Math.max(low, whole.bound);
    else high = Math.min(high, 0 - whole.bound);
  }
  if (range.high - range.low >= width) return { kind: 'wide' };
  return { kind: range.low <= low && range.high >= high ? 'between' : 'undecided', low, high };
}

type Extreme = { readonly point: readonly number[] | undefined; readonly value: number | undefined; readonly isImpossible: boolean };
type Weights = readonly { readonly unknown: number; readonly weight: number }[];

type Interrogation = {
  /** Minimum of a weighted sum over real tables; `point` only if the corner found is whole. */
  readonly extreme: (objective: Weights, isPointWanted?: boolean) => Extreme;
  /** Minimum of ± one unknown over whole tables: `bound` is proven, `point` the best table found. */
  readonly wholeExtreme: (
    unknown: number,
    direction: 1 | -1,
  ) => { readonly point: readonly number[] | undefined; readonly bound: number | undefined; readonly isImpossible: boolean };
  readonly dispose: () => void;
};

function interrogate(highs: Solver, system: LinearSystem): Interrogation {
  const size = system.unknowns.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of system.relations) {
    for (const { unknown, times } of terms.toSorted((a, b) => a.unknown - b.unknown)) {
      indices.push(unknown);
      values.push(times);
    }
    starts.push(indices.length);
  }
  const equals = system.relations.map((relation) => relation.equals);
  const data = {
    numCols: size,
    numRows: equals.length,
    colCost: new Float64Array(size),
    colLower: system.unknowns.map((unknown) => unknown.least),
    colUpper: system.unknowns.map((unknown) => unknown.most ?? ceiling),
    rowLower: equals,
    rowUpper: equals,
    matrix: { format: 'csr' as const, numRows: equals.length, numCols: size, starts, indices, values },
  };
  const model = highs.createModel(data);
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: primalSimplex, random_seed: 7 });
  let weighted: readonly number[] = [];

  function extreme(objective: Weights, isPointWanted = true): Extreme {
    for (const unknown of weighted) model.changeColCost(unknown, 0);
    for (const { unknown, weight } of objective) model.changeColCost(unknown, weight);
    weighted = objective.map(({ unknown }) => unknown);
    const { modelStatus } = model.run();
    if (modelStatus === 8) return { point: undefined, value: undefined, isImpossible: true };
    if (modelStatus !== 7) return { point: undefined, value: undefined, isImpossible: false };
    return {
      point: isPointWanted ? wholePoint(system, model.getSolution().colValue) : undefined,
      value: model.getObjectiveValue(),
      isImpossible: false,
    };
  }

  function wholeExtreme(unknown: number, direction: 1 | -1) {
    const colCost = new Float64Array(size);
    colCost[unknown] = direction;
    return highs.withModel({ ...data, colCost, integrality: new Int32Array(size).fill(1) }, (branching) => {
      branching.options.set({ output_flag: false, random_seed: 7, mip_max_nodes: branchLimit, mip_rel_gap: 0, mip_abs_gap: 0.5 });
      const { modelStatus } = branching.run();
      const hasPoint = branching.info.get('primal_solution_status') === 2;
      const bound = Number(branching.info.get('mip_dual_bound'));
      return {
        point: hasPoint ? wholePoint(system, branching.getSolution().colValue) : undefined,
        bound: Number.isFinite(bound) ? Math.ceil(bound - tolerance) + 0 : undefined,
        isImpossible: modelStatus === 8,
      };
    });
  }

  return { extreme, wholeExtreme, dispose: () => model.dispose() };
}

/** The whole table nearest to a solver's answer, if it satisfies every relation exactly. */
function wholePoint(system: LinearSystem, values: ArrayLike<number>): readonly number[] | undefined {
  const point: number[] = [];
  for (const [at, { least, most }] of system.unknowns.entries()) {
    const value = values[at] ?? NaN;
    const whole = Math.round(value);
    if (!(Math.abs(whole - value) <= tolerance) || whole < least || whole > (most ?? Infinity)) return undefined;
    point.push(whole);
  }
  const fits = system.relations.every(
    ({ terms, equals }) => terms.reduce((sum, { unknown, times }) => sum + times * (point[unknown] ?? NaN), 0) === equals,
  );
  return fits ? point : undefined;
}
