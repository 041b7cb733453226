import loadHighs from 'highs';
import type { Instance, Protection } from '../../shared/disclosure/instance.ts';

/*
 * The third judge, beside the protector and its attacker: reads the instance and the print by itself. Every number is a variable, every shown one a fixed
 * one, every total an equation. A sensitive number passes only when two whole tables, added up here in whole numbers, differ there by the width.
 */

export type Judgement = {
  /** A false value, a sensitive number shown, a number both shown and hidden, a zero or known number hidden, a cell missing. */
  readonly faults: readonly ('false' | 'sensitive' | 'split' | 'zero' | 'missing')[];
  /** Sensitive numbers that only one whole value fits, or too few; and those for which no answer was found. */
  readonly exact: number;
  readonly tooNarrow: number;
  readonly undecided: number;
};

type Solver = Awaited<ReturnType<typeof loadHighs>>;
let solver: Promise<Solver> | undefined;

/** One number of the world as it is printed. */
type Fact = {
  readonly truth: number;
  readonly isSensitive: boolean;
  /** Must not be hidden: a zero that is published, a structural zero, a number known from before. */
  readonly isOpen: boolean;
  readonly isKnown: boolean;
  readonly statuses: ('shown' | 'hidden')[];
  /** Hidden in a table that leaves, whose hidden numbers are not zero. */
  least: number;
};

/** Judges a print of `protect` against the truth. Source: disclosure.md §3.1–3.3, §7.1. */
export async function judgePrint(instance: Instance, print: Pick<Protection, 'cells' | 'cut'>, width: number): Promise<Judgement> {
  const { facts, faults } = readPrint(instance, print);
  const names = [...facts.keys()];
  const place = new Map(names.map((name, at) => [name, at]));
  const fixed = names.map((name) => {
    const fact = facts.get(name);
    return fact !== undefined && (fact.isKnown || fact.statuses.includes('shown')) ? fact.truth : undefined;
  });
  const sums = totals(instance).map((sum) => sum.map((name) => place.get(name) ?? -1));
  const asked = names.flatMap((name, at) => (facts.get(name)?.isSensitive === true && fixed[at] === undefined ? [at] : []));
  const world = {
    truth: names.map((name) => facts.get(name)?.truth ?? 0),
    least: names.map((name) => facts.get(name)?.least ?? 0),
    fixed,
    sums,
  };
  solver ??= loadHighs();
  const spreads = spreadsOf(await solver, world, asked, width);
  const count = (kind: Spread): number => spreads.filter((spread) => spread === kind).length;
  return { faults, exact: count('exact'), tooNarrow: count('narrow'), undecided: count('undecided') };
}

function nameOf(instance: Instance, table: Instance['tables'][number], key: readonly string[]): string {
  const codes = instance.dims.map((dim) => (table.dims.includes(dim.name) ? key[table.dims.indexOf(dim.name)] : dim.hierarchy[0]?.[0]));
  return `${table.unit}|${codes.join('|')}`;
}

function readPrint(instance: Instance, print: Pick<Protection, 'cells' | 'cut'>) {
  const tables = new Map(instance.tables.map((table) => [table.id, table]));
  const printed = new Map(print.cells.map((cell) => [`${cell.table}|${cell.key.join('|')}`, cell]));
  const facts = new Map<string, Fact>();
  const faults: Judgement['faults'][number][] = [];
  const { threshold, zero, minContributors = 0 } = instance.rule;
  for (const cell of instance.cells) {
    const table = tables.get(cell.table);
    if (table === undefined) throw new Error('a cell of no table');
    const name = nameOf(instance, table, cell.key);
    const isPublished = table.role === 'publish';
    const isFew = cell.contributors !== undefined && cell.contributors > 0 && cell.contributors < minContributors;
    const before = facts.get(name);
    const isFree = cell.structural !== true && cell.known !== true;
    const fact: Fact = {
      truth: cell.n,
      isSensitive:
        (before?.isSensitive ?? false) || (isPublished && isFree && (cell.n === 0 ? zero === 'protect' : cell.n < threshold || isFew)),
      isOpen: !isFree || (cell.n === 0 && zero === 'publish'),
      isKnown: !isFree,
      statuses: before?.statuses ?? [],
      least: before?.least ?? 0,
    };
    facts.set(name, fact);
    if (!isPublished) continue;
    const line = printed.get(`${cell.table}|${cell.key.join('|')}`);
    if (line === undefined) faults.push('missing');
    else if ('value' in line) {
      fact.statuses.push('shown');
      if (line.value !== cell.n) faults.push('false');
    } else if (print.cut?.includes(cell.table) !== true) {
      fact.statuses.push('hidden');
      fact.least = zero === 'publish' ? 1 : 0;
    }
  }
  for (const { statuses, isSensitive, isOpen } of facts.values()) {
    if (isSensitive && statuses.includes('shown')) faults.push('sensitive');
    if (isOpen && statuses.includes('hidden')) faults.push('zero');
    if (new Set(statuses).size > 1) faults.push('split');
  }
  return { facts, faults };
}

/** Names of a total and of its parts, total first, for every table, dimension and line. */
function totals(instance: Instance): string[][] {
  return instance.tables.flatMap((table) => {
    const keys = instance.cells.filter((cell) => cell.table === table.id).map((cell) => cell.key);
    return table.dims.flatMap((name, at) => {
      const codes = new Set(keys.map((key) => key[at] ?? ''));
      const pairs = instance.dims.find((dim) => dim.name === name)?.hierarchy ?? [];
      return pairs
        .filter(([parent, children]) => [parent, ...children].every((code) => codes.has(code)))
        .flatMap(([parent, children]) =>
          keys
            .filter((key) => key[at] === parent)
            .map((key) => [parent, ...children].map((code) => nameOf(instance, table, key.with(at, code)))),
        );
    });
  });
}

type World = {
  readonly truth: readonly number[];
  readonly least: readonly number[];
  readonly fixed: readonly (number | undefined)[];
  /** Each sum: the total, then its parts. */
  readonly sums: readonly (readonly number[])[];
};
type Spread = 'wide' | 'narrow' | 'exact' | 'undecided';

const highest = 20_000;
const mixedRounds = 12;

function spreadsOf(highs: Solver, world: World, asked: readonly number[], width: number): Spread[] {
  if (asked.length === 0) return [];
  const size = world.truth.length;
  const low = world.truth.map((value, at) => (asked.includes(at) ? value : 0));
  const high = [...low];
  const isWide = (at: number): boolean => (high[at] ?? 0) - (low[at] ?? 0) >= width;
  const program = programOf(world);
  const linear = highs.createModel(program);
  linear.options.set({ output_flag: false });
  /** The best whole table for these weights, if one is found; with `isProven`, no whole table does better. */
  const look = (weights: ReadonlyMap<number, number>): boolean => {
    const cost = Float64Array.from({ length: size }, (_, at) => weights.get(at) ?? 0);
    linear.changeColsCost({ kind: 'range', from: 0, to: size - 1 }, cost);
    const { modelStatus } = linear.run();
    if (modelStatus === 7 && take(linear.getSolution().colValue)) return true;
    return highs.withModel({ ...program, colCost: cost, integrality: new Int32Array(size).fill(1) }, (whole) => {
      whole.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5, mip_max_nodes: 20_000 });
      const status = whole.run().modelStatus;
      if (whole.info.get('primal_solution_status') !== 2) return false;
      return take(whole.getSolution().colValue) && status === 7;
    });
  };
  const take = (values: ArrayLike<number>): boolean => {
    const table = Array.from(values, (value) => Math.round(value));
    if (!table.every((value, at) => Math.abs(value - (values[at] ?? NaN)) < 1e-6) || !fits(world, table)) return false;
    for (const at of asked) {
      low[at] = Math.min(low[at] ?? 0, table[at] ?? 0);
      high[at] = Math.max(high[at] ?? 0, table[at] ?? 0);
    }
    return true;
  };
  try {
    for (let round = 0; round < mixedRounds; round += 1) {
      const open = asked.filter((at) => !isWide(at));
      if (open.length < 3) break;
      look(new Map(open.map((at, rank) => [at, (rank * (round + 3)) % 7 < 3 ? 1 : -1])));
    }
    return asked.map((at): Spread => {
      if (isWide(at)) return 'wide';
      const isLowest = look(new Map([[at, 1]]));
      if (isWide(at)) return 'wide';
      const isHighest = look(new Map([[at, -1]]));
      if (isWide(at)) return 'wide';
      if (!isLowest || !isHighest) return 'undecided';
      return low[at] === high[at] ? 'exact' : 'narrow';
    });
  } finally {
    linear.dispose();
  }
}

function fits({ least, fixed, sums }: World, table: readonly number[]): boolean {
  return (
    table.every((value, at) => (fixed[at] === undefined ? value >= (least[at] ?? 0) : value === fixed[at])) &&
    sums.every(([total = -1, ...parts]) => parts.reduce((sum, part) => sum + (table[part] ?? NaN), 0) === table[total])
  );
}

function programOf({ truth, least, fixed, sums }: World) {
  const rows = sums.map(([total = -1, ...parts]) =>
    [{ at: total, times: -1 }, ...parts.map((at) => ({ at, times: 1 }))].toSorted((a, b) => a.at - b.at),
  );
  const starts = rows.reduce<number[]>((all, row) => [...all, (all.at(-1) ?? 0) + row.length], [0]);
  const terms = rows.flat();
  return {
    numCols: truth.length,
    numRows: rows.length,
    colCost: new Float64Array(truth.length),
    colLower: Float64Array.from(truth, (_, at) => fixed[at] ?? least[at] ?? 0),
    colUpper: Float64Array.from(truth, (_, at) => fixed[at] ?? highest),
    rowLower: new Float64Array(rows.length),
    rowUpper: new Float64Array(rows.length),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: truth.length,
      starts,
      indices: terms.map((term) => term.at),
      values: terms.map((term) => term.times),
    },
  };
}
