import type { Highs } from './moves.ts';

/** Sums that are printed: the finest joint cells each is made of, and what it is truly. `isFinest`: no printed sum is a part of it, so that a reader bounds it by itself. */
export type Margin = { readonly members: readonly number[]; readonly value: number; readonly isFinest: boolean };

/** What is to be rounded: inner counts, the printed sums over them, and the sums (one per unit) whose error stays under the base. */
export type RoundingProblem = {
  readonly counts: readonly number[];
  readonly margins: readonly Margin[];
  readonly totals: readonly (readonly number[])[];
  readonly base: number;
  /** A number from 0 to 1 per joint cell, from the centre's key: decides between choices that are equally near (disclosure.md §4.3). */
  readonly lots: readonly number[];
};

/** Above this many small joint cells the exchange alone decides (disclosure.md §4.2). */
const mostBinaries = 400;
const branchLimit = 40;
/** Weight of the largest error beside the sum of all; of what a finest cell is off by more than a reader believes; of a lot. */
const weightOfLargest = 4;
const weightOfExcess = 50;
const weightOfLot = 1 / 64;

/**
 * Rounds inner counts to 0 or to the base so that no printed sum lies between them and the sums stay near the truth: those from 1 to base − 1 that feed a printed sum below the
 * base, and then those that would leave one (disclosure.md §4.1–4.2). Same problem, same answer. Every unit's total ends less than `base` from the truth.
 */
export function roundCounts(highs: Highs, problem: RoundingProblem): number[] {
  const { counts, margins, base } = problem;
  const isSmall = (n: number): boolean => n > 0 && n < base;
  const rounded = new Set<number>();
  const add = (margin: Margin): void => margin.members.filter((at) => isSmall(counts[at] ?? 0)).forEach((at) => rounded.add(at));
  margins.filter(({ value }) => isSmall(value)).forEach(add);
  for (;;) {
    const values = applied(
      problem,
      choose(
        highs,
        problem,
        [...rounded].toSorted((a, b) => a - b),
      ),
    );
    const small = margins.filter((margin) => isSmall(sum(values, margin.members)));
    if (small.length === 0) return values;
    small.forEach(add);
  }
}

function sum(values: readonly number[], members: readonly number[]): number {
  return members.reduce((total, at) => total + (values[at] ?? 0), 0);
}

/** Cells of the same sums, of which some are raised to the base: their lots decide which. */
type Group = { readonly cells: readonly number[]; readonly rows: readonly number[]; readonly lot: number };
/** The error of a set of sums that move together: base × raised cells − what they hold truly. */
type Row = { readonly groups: readonly number[]; readonly truth: number; weight: number; isFinest: boolean };
type Choice = {
  readonly groups: readonly Group[];
  readonly rows: readonly Row[];
  readonly totals: readonly number[];
  readonly raised: readonly number[];
};

function choose(highs: Highs, problem: RoundingProblem, rounded: readonly number[]): Choice {
  const { groups, rows, totals } = arrange(problem, rounded);
  const exchanged = exchange(problem.base, groups, rows, totals);
  const cells = rounded.length;
  const solved = cells > 0 && cells <= mostBinaries ? solve(highs, problem.base, groups, rows, totals, exchanged) : undefined;
  const price = (raised: readonly number[]): number => priceOf(problem.base, groups, rows, totals, raised);
  const raised = solved !== undefined && price(solved) < price(exchanged) - 1e-9 ? solved : exchanged;
  return { groups, rows, totals, raised };
}

function applied({ counts, base }: RoundingProblem, { groups, raised }: Choice): number[] {
  const values = [...counts];
  for (const [at, { cells }] of groups.entries())
    for (const [rank, cell] of cells.entries()) values[cell] = rank < (raised[at] ?? 0) ? base : 0;
  return values;
}

function arrange(
  { counts, margins, totals, lots }: RoundingProblem,
  rounded: readonly number[],
): Pick<Choice, 'groups' | 'rows' | 'totals'> {
  const moving = new Set(rounded);
  const sets = new Map<string, { readonly members: readonly number[]; weight: number; isFinest: boolean; isTotal: boolean }>();
  const enter = (all: readonly number[], weight: number, isFinest: boolean, isTotal: boolean): void => {
    const members = all.filter((at) => moving.has(at)).toSorted((a, b) => a - b);
    if (members.length === 0) return;
    const before = sets.get(members.join());
    sets.set(members.join(), {
      members,
      weight: (before?.weight ?? 0) + weight,
      isFinest: isFinest || before?.isFinest === true,
      isTotal: isTotal || before?.isTotal === true,
    });
  };
  for (const { members, isFinest } of margins) enter(members, 1, isFinest, false);
  for (const members of totals) enter(members, 0, false, true);
  const kept = [...sets.values()];
  const onlyRecord = new Map<number, number[]>(rounded.map((at) => [at, []]));
  for (const [row, { members }] of kept.entries()) for (const at of members) onlyRecord.get(at)?.push(row);
  const groups = [...Map.groupBy(rounded, (at) => onlyRecord.get(at)?.join() ?? '').values()].map((cells): Group => {
    const drawn = cells.toSorted((a, b) => (lots[a] ?? 0) - (lots[b] ?? 0) || a - b);
    return { cells: drawn, rows: onlyRecord.get(cells[0] ?? -1) ?? [], lot: lots[drawn[0] ?? -1] ?? 0 };
  });
  const rows = kept.map(({ members, weight, isFinest }, row): Row => ({
    groups: groups.flatMap((group, at) => (group.rows.includes(row) ? [at] : [])),
    truth: sum(counts, members),
    weight,
    isFinest,
  }));
  return { groups, rows, totals: kept.flatMap(({ isTotal }, row) => (isTotal ? [row] : [])) };
}

function errorsOf(base: number, rows: readonly Row[], raised: readonly number[]): number[] {
  return rows.map(({ groups, truth }) => base * groups.reduce((total, at) => total + (raised[at] ?? 0), 0) - truth);
}

/** What a choice costs; a total that is off by the base or more costs more than anything else may gain. */
function priceOf(
  base: number,
  groups: readonly Group[],
  rows: readonly Row[],
  totals: readonly number[],
  raised: readonly number[],
): number {
  const errors = errorsOf(base, rows, raised);
  const rowsPrice = errors.reduce((price, error, row) => price + rowPrice(base, rows[row], totals.includes(row), error), 0);
  const lots = groups.reduce((price, { lot }, at) => price + weightOfLot * lot * (raised[at] ?? 0), 0);
  return rowsPrice + weightOfLargest * Math.max(0, ...errors.map((error, row) => (rows[row]?.weight === 0 ? 0 : Math.abs(error)))) + lots;
}

function rowPrice(base: number, row: Row | undefined, isTotal: boolean, error: number): number {
  if (row === undefined) return 0;
  const excess = Math.max(0, Math.abs(error) - (base - 1));
  return row.weight * Math.abs(error) + (row.isFinest ? weightOfExcess * excess : 0) + (isTotal ? 1e6 * excess : 0);
}

/** Raises and lowers one cell, or one for another, as long as it brings the sums nearer; ties go by lot. */
function exchange(base: number, groups: readonly Group[], rows: readonly Row[], totals: readonly number[]): number[] {
  const raised = groups.map(() => 0);
  const errors = errorsOf(base, rows, raised);
  const isTotal = new Set(totals);
  const gain = (moves: readonly (readonly [group: number, by: 1 | -1])[]): number => {
    const change = new Map<number, number>();
    for (const [group, by] of moves) for (const row of groups[group]?.rows ?? []) change.set(row, (change.get(row) ?? 0) + by * base);
    let gained = 0;
    for (const [row, by] of change) {
      const error = errors[row] ?? 0;
      gained += rowPrice(base, rows[row], isTotal.has(row), error) - rowPrice(base, rows[row], isTotal.has(row), error + by);
    }
    return gained - moves.reduce((price, [group, by]) => price + by * weightOfLot * (groups[group]?.lot ?? 0), 0);
  };
  const make = (moves: readonly (readonly [number, 1 | -1])[]): void => {
    for (const [group, by] of moves) {
      raised[group] = (raised[group] ?? 0) + by;
      for (const row of groups[group]?.rows ?? []) errors[row] = (errors[row] ?? 0) + by * base;
    }
  };
  const order = [...groups.keys()].toSorted((a, b) => (groups[a]?.lot ?? 0) - (groups[b]?.lot ?? 0) || a - b);
  const canRaise = (at: number): boolean => (raised[at] ?? 0) < (groups[at]?.cells.length ?? 0);
  const canLower = (at: number): boolean => (raised[at] ?? 0) > 0;
  const best = (all: readonly (readonly (readonly [number, 1 | -1])[])[]) => {
    let [found, most]: [(typeof all)[number] | undefined, number] = [undefined, 1e-9];
    for (const moves of all) {
      const gained = gain(moves);
      if (gained > most) [found, most] = [moves, gained];
    }
    return found;
  };
  for (;;) {
    const single = best([
      ...order.filter(canRaise).map((at) => [[at, 1]] as const),
      ...order.filter(canLower).map((at) => [[at, -1]] as const),
    ]);
    if (single !== undefined) {
      make(single);
      continue;
    }
    const swap = order.filter(canLower).reduce<ReturnType<typeof best>>(
      (found, down) =>
        found ??
        best(
          order
            .filter((up) => up !== down && canRaise(up))
            .map(
              (up) =>
                [
                  [up, 1],
                  [down, -1],
                ] as const,
            ),
        ),
      undefined,
    );
    if (swap === undefined) return raised;
    make(swap);
  }
}

/** The integer program of disclosure.md §4.2, begun from what the exchange found and bounded in nodes, never in time. */
function solve(
  highs: Highs,
  base: number,
  groups: readonly Group[],
  rows: readonly Row[],
  totals: readonly number[],
  start: readonly number[],
): number[] | undefined {
  const errorAt = groups.length;
  const excessAt = errorAt + rows.length;
  const largestAt = excessAt + rows.length;
  const size = largestAt + 1;
  const lines: { readonly terms: readonly (readonly [column: number, times: number])[]; readonly least: number; readonly most: number }[] =
    [];
  for (const [row, { groups: inside, truth, weight }] of rows.entries()) {
    const raisedTerms = inside.map((at) => [at, base] as const);
    lines.push({ terms: [...raisedTerms, [errorAt + row, 1]], least: truth, most: Infinity });
    lines.push({ terms: [...raisedTerms, [errorAt + row, -1]], least: -Infinity, most: truth });
    lines.push({
      terms: [
        [errorAt + row, 1],
        [excessAt + row, -1],
      ],
      least: -Infinity,
      most: base - 1,
    });
    if (weight > 0)
      lines.push({
        terms: [
          [errorAt + row, 1],
          [largestAt, -1],
        ],
        least: -Infinity,
        most: 0,
      });
  }
  const isTotal = new Set(totals);
  const colCost = new Float64Array(size);
  for (const [at, { lot }] of groups.entries()) colCost[at] = weightOfLot * lot;
  for (const [row, { weight, isFinest }] of rows.entries()) {
    colCost[errorAt + row] = weight;
    colCost[excessAt + row] = isFinest ? weightOfExcess : 0;
  }
  colCost[largestAt] = weightOfLargest;
  const colUpper = new Float64Array(size).fill(Infinity);
  for (const [at, { cells }] of groups.entries()) colUpper[at] = cells.length;
  for (const row of isTotal) colUpper[excessAt + row] = 0;
  const integrality = new Int32Array(size);
  integrality.fill(1, 0, groups.length);
  const ordered = lines.map(({ terms }) => terms.toSorted((a, b) => a[0] - b[0]));
  const starts = [0];
  for (const terms of ordered) starts.push((starts.at(-1) ?? 0) + terms.length);
  return highs.withModel(
    {
      numCols: size,
      numRows: lines.length,
      colCost,
      colLower: new Float64Array(size),
      colUpper,
      rowLower: Float64Array.from(lines, ({ least }) => least),
      rowUpper: Float64Array.from(lines, ({ most }) => most),
      integrality,
      matrix: {
        format: 'csr' as const,
        numRows: lines.length,
        numCols: size,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(ordered.flatMap((terms) => terms.map(([column]) => column))),
        values: Float64Array.from(ordered.flatMap((terms) => terms.map(([, times]) => times))),
      },
    },
    (model) => {
      model.options.set({ output_flag: false, random_seed: 1, mip_max_nodes: branchLimit, mip_rel_gap: 0.01 });
      const errors = errorsOf(base, rows, start).map(Math.abs);
      const excess = errors.map((error) => Math.max(0, error - (base - 1)));
      model.setSolution({ colValue: [...start, ...errors, ...excess, Math.max(0, ...errors)] });
      model.run();
      if (model.info.get('primal_solution_status') !== 2) return undefined;
      const point = model.getSolution().colValue;
      return groups.map((_, at) => Math.round(point[at] ?? 0));
    },
  );
}
