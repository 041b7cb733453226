import type { Highs } from './moves.ts';
import type { Quantity, System } from './system.ts';

/** One cell of a table as fine as all tables of a unit together: its count, and the finest code known on each dimension of the instance. */
export type JointCell = { readonly unit: string; readonly codes: readonly string[]; readonly n: number };

/** Larger joint tables are not searched for. */
const largestJoint = 20_000;
const branchLimit = 2_000;

/**
 * One table of whole numbers per unit of which every quantity of the system is a sum, in the order of discovery: the finest joint cells of disclosure.md §4. Tables
 * are joined two by two along the codes they share, the largest cells first, so that few joint cells are small; where they do not fit two by two (a triangle whose joint
 * table is not known), an integer program looks for one. Undefined when none was found: nothing can then be rounded consistently.
 */
export function finestJointCells(highs: Highs, system: System, tables: readonly string[]): readonly JointCell[] | undefined {
  const dims = system.instance.dims.map((dim) => atomsOf(dim.hierarchy));
  const cells: JointCell[] = [];
  for (const unit of new Set(system.quantities.map((quantity) => quantity.unit))) {
    const own = system.instance.tables
      .filter((table) => table.unit === unit && tables.includes(table.id))
      .map((table) => finestOf(system, table.id, dims))
      .toSorted((a, b) => b.dims.length - a.dims.length || b.cells.length - a.cells.length);
    const wanted = system.quantities.filter((quantity) => quantity.unit === unit && isOf(system, quantity, own));
    const joined = own.reduce<readonly Keyed[]>((joint, table) => join(joint, table, dims), []);
    const found = explains(joined, wanted, dims) ? joined : searchJoint(highs, own, wanted, dims);
    if (found === undefined) return undefined;
    cells.push(...found.map(({ codes, n }) => ({ unit, codes, n })));
  }
  return cells;
}

/** Joint cells that a quantity is the sum of, as indices. */
export function membersOf(system: System, cells: readonly JointCell[], quantity: Quantity): number[] {
  const dims = system.instance.dims.map((dim) => atomsOf(dim.hierarchy));
  return cells.flatMap((cell, at) => (cell.unit === quantity.unit && isInside(cell.codes, quantity.codes, dims) ? [at] : []));
}

/** Code → the codes without parts that it contains; several codes may share some (overlapping lines). */
type Atoms = ReadonlyMap<string, ReadonlySet<string>>;
type Keyed = { readonly codes: readonly string[]; readonly n: number };
type Finest = { readonly dims: readonly number[]; readonly cells: readonly Keyed[] };

function atomsOf(pairs: System['instance']['dims'][number]['hierarchy']): Atoms {
  const codes = new Set(pairs.flatMap(([parent, children]) => [parent, ...children]));
  const below = (code: string): Set<string> => {
    const parts = pairs.find(([parent]) => parent === code)?.[1];
    return parts === undefined ? new Set([code]) : new Set(parts.flatMap((part) => [...below(part)]));
  };
  return new Map([...codes].map((code) => [code, below(code)]));
}

/** The cells of a table under which it has no finer ones: of each dimension, codes that hold no other code of the table. */
function finestOf(system: System, id: string, dims: readonly Atoms[]): Finest {
  const { instance, quantities, quantityOfCell } = system;
  const cells = instance.cells.flatMap((cell, at) => (cell.table === id ? [quantities[quantityOfCell[at] ?? -1]] : []));
  const keyed = cells.filter((cell) => cell !== undefined).map(({ codes, value }) => ({ codes, n: value }));
  const finest = instance.dims.map((_, dim) => {
    const used = [...new Set(keyed.map(({ codes }) => codes[dim] ?? ''))];
    const atoms = (code: string): ReadonlySet<string> => dims[dim]?.get(code) ?? new Set();
    return new Set(used.filter((code) => !used.some((other) => other !== code && atoms(other).isSubsetOf(atoms(code)))));
  });
  const own = instance.tables.find((table) => table.id === id)?.dims ?? [];
  return {
    dims: instance.dims.flatMap((dim, at) => (own.includes(dim.name) ? [at] : [])),
    cells: keyed.filter(({ codes, n }) => n > 0 && codes.every((code, dim) => finest[dim]?.has(code) === true)),
  };
}

function isOf(system: System, quantity: Quantity, own: readonly Finest[]): boolean {
  const used = new Set(own.flatMap(({ dims }) => dims));
  return quantity.codes.every((code, dim) => code === system.roots[dim] || used.has(dim));
}

/** Joins one more table to a joint table along the codes that both know, the largest cells of each group first. */
function join(joint: readonly Keyed[], table: Finest, dims: readonly Atoms[]): readonly Keyed[] {
  if (joint.length === 0) return table.cells;
  const labels = dims.map((atoms, dim) =>
    groupsOf(
      atoms,
      [...joint, ...table.cells].map(({ codes }) => codes[dim] ?? ''),
    ),
  );
  const groupOf = ({ codes }: Keyed): string => codes.map((code, dim) => labels[dim]?.get(code) ?? code).join('\n');
  const right = Map.groupBy(table.cells, groupOf);
  return [...Map.groupBy(joint, groupOf)].flatMap(([group, left]) =>
    matched(largestFirst(left), largestFirst(right.get(group) ?? []), dims),
  );
}

/** Codes of one dimension that overlap, directly or through others, under one label. */
function groupsOf(atoms: Atoms, codes: readonly string[]): ReadonlyMap<string, string> {
  let groups: { readonly codes: readonly string[]; readonly atoms: ReadonlySet<string> }[] = [];
  for (const code of new Set(codes)) {
    const own = atoms.get(code) ?? new Set([code]);
    const touched = groups.filter((group) => !group.atoms.isDisjointFrom(own));
    const merged = touched.reduce((all, group) => all.union(group.atoms), own);
    groups = [
      ...groups.filter((group) => !touched.includes(group)),
      { codes: [...touched.flatMap((group) => group.codes), code], atoms: merged },
    ];
  }
  return new Map(groups.flatMap((group) => group.codes.map((code) => [code, group.codes.toSorted().join()])));
}

function largestFirst(cells: readonly Keyed[]): readonly Keyed[] {
  return cells.toSorted((a, b) => b.n - a.n || (a.codes.join() < b.codes.join() ? -1 : 1));
}

/** Shares the counts of two lists out over pairs of cells, each pair under the finer code of every dimension. */
function matched(left: readonly Keyed[], right: readonly Keyed[], dims: readonly Atoms[]): Keyed[] {
  const pairs: Keyed[] = [];
  const rest = right.map(({ codes, n }) => ({ codes, n }));
  for (const { codes, n } of left) {
    let open = n;
    while (open > 0) {
      const same = rest.find((cell) => cell.n === open) ?? rest.find((cell) => cell.n > 0);
      if (same === undefined) return pairs;
      const taken = Math.min(open, same.n);
      pairs.push({ codes: codes.map((code, dim) => finer(dims[dim], code, same.codes[dim] ?? code)), n: taken });
      open -= taken;
      same.n -= taken;
    }
  }
  return pairs;
}

function finer(atoms: Atoms | undefined, one: string, other: string): string {
  return (atoms?.get(other)?.size ?? 1) < (atoms?.get(one)?.size ?? 1) ? other : one;
}

function isInside(inner: readonly string[], outer: readonly string[], dims: readonly Atoms[]): boolean {
  return outer.every((code, dim) => dims[dim]?.get(inner[dim] ?? '')?.isSubsetOf(dims[dim].get(code) ?? new Set()) === true);
}

/** Whether every quantity is the sum of the cells inside it. */
function explains(cells: readonly Keyed[], wanted: readonly Quantity[], dims: readonly Atoms[]): boolean {
  return wanted.every(
    ({ codes, value }) => cells.reduce((sum, cell) => sum + (isInside(cell.codes, codes, dims) ? cell.n : 0), 0) === value,
  );
}

/** A joint table over the finest codes of all dimensions, by an integer program that asks for every quantity at once. */
function searchJoint(
  highs: Highs,
  own: readonly Finest[],
  wanted: readonly Quantity[],
  dims: readonly Atoms[],
): readonly Keyed[] | undefined {
  const used = new Set(own.flatMap((table) => table.dims));
  const leaves = dims.map((atoms, dim) =>
    used.has(dim) ? [...new Set([...atoms.values()].flatMap((set) => [...set]))] : [[...atoms.keys()][0] ?? ''],
  );
  if (leaves.reduce((size, codes) => size * codes.length, 1) > largestJoint) return undefined;
  const nothing = wanted.filter(({ value }) => value === 0);
  const keys = leaves
    .reduce<string[][]>((rows, codes) => rows.flatMap((row) => codes.map((code) => [...row, code])), [[]])
    .filter((key) => !nothing.some(({ codes }) => isInside(key, codes, dims)));
  const sums = wanted.filter(({ value }) => value > 0);
  const rows = sums.map(({ codes }) => keys.flatMap((key, at) => (isInside(key, codes, dims) ? [at] : [])));
  const values = Float64Array.from(sums, ({ value }) => value);
  return highs.withModel(
    {
      numCols: keys.length,
      numRows: rows.length,
      colCost: new Float64Array(keys.length),
      colLower: new Float64Array(keys.length),
      colUpper: new Float64Array(keys.length).fill(Math.max(0, ...values)),
      rowLower: values,
      rowUpper: values,
      integrality: new Int32Array(keys.length).fill(1),
      matrix: {
        format: 'csr' as const,
        numRows: rows.length,
        numCols: keys.length,
        starts: Int32Array.from(rows.reduce<number[]>((starts, row) => [...starts, (starts.at(-1) ?? 0) + row.length], [0])),
        indices: Int32Array.from(rows.flat()),
        values: new Float64Array(rows.flat().length).fill(1),
      },
    },
    (model) => {
      model.options.set({ output_flag: false, random_seed: 1, mip_max_nodes: branchLimit });
      model.run();
      if (model.info.get('primal_solution_status') !== 2) return undefined;
      const point = model.getSolution().colValue;
      const cells = keys.map((codes, at) => ({ codes, n: Math.round(point[at] ?? 0) })).filter(({ n }) => n > 0);
      return explains(cells, wanted, dims) ? cells : undefined;
    },
  );
}
