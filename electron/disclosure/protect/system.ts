import { type Instance, instanceSchema } from '../../../shared/disclosure/instance.ts';
import type { Text } from '../../../shared/text.ts';

/** More cells than this is no monthly or yearly release, and would only tie the machine up. */
export const largestInstance = 50_000;

/** An instance that cannot be read as disclosure.md §7.1 says. The sentence names the cell or code, never a value. */
export class BadInstance extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** One number in the world: a unit and one code per dimension of the instance (disclosure.md §2). */
export type Quantity = {
  readonly unit: string;
  readonly codes: readonly string[];
  readonly value: number;
  /** Tables that print it, in the order of the instance; empty for a latent quantity. */
  readonly tables: readonly string[];
  readonly structural: boolean;
  readonly known: boolean;
  readonly cost: number | undefined;
  readonly contributors: number | undefined;
};

/** parent = sum of children, as indices of quantities. */
export type Equation = { readonly parent: number; readonly children: readonly number[] };

export type System = {
  readonly instance: Instance;
  readonly quantities: readonly Quantity[];
  readonly equations: readonly Equation[];
  /** Quantity of each cell of the instance, in the order of `instance.cells`. */
  readonly quantityOfCell: readonly number[];
  /** Root code of each dimension of the instance. */
  readonly roots: readonly string[];
};

type Dimension = {
  readonly name: string;
  readonly root: string;
  readonly codes: ReadonlySet<string>;
  readonly pairs: Instance['dims'][number]['hierarchy'];
};
type Table = Instance['tables'][number];

/**
 * Reads an instance into one linked system: equal quantities merged, one equation per parent, dimension and combination of the other codes.
 * Errors: BadInstance for an unknown format, a missing, repeated or incoherent cell, an unknown code, a cycle, a negative or too many cells.
 * Source: disclosure.md §7.1.
 */
export function readSystem(input: unknown): System {
  if (countCells(input) > largestInstance) throw tooLarge();
  const parsed = instanceSchema.safeParse(input);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw bad(`L’instance n’a pas la forme attendue (« ${place} »).`, `The instance does not have the expected form ("${place}").`);
  }
  const instance = parsed.data;
  const dimensions = instance.dims.map(readDimension);
  unique(instance.dims.map((dimension) => dimension.name));
  unique(instance.tables.map((table) => table.id));
  const codesOf = new Map(instance.tables.map((table) => [table.id, codesOfTable(table, dimensions)]));
  const { quantities, quantityOfCell, indexOf } = readCells(instance, dimensions, codesOf);
  const equations = readEquations(instance, dimensions, codesOf, indexOf);
  for (const { parent, children } of equations) {
    const sum = children.reduce((total, child) => total + (quantities[child]?.value ?? 0), 0);
    const { codes, value } = quantities[parent] ?? { codes: [], value: -1 };
    if (sum !== value)
      throw bad(
        `Le total « ${codes.join(' × ')} » n’est pas la somme de ses parties.`,
        `The total "${codes.join(' × ')}" is not the sum of its parts.`,
      );
  }
  return { instance, quantities, equations, quantityOfCell, roots: dimensions.map((dimension) => dimension.root) };
}

/** Counted before anything is read: a million cells must cost nothing. */
function countCells(input: unknown): number {
  return typeof input === 'object' && input !== null && 'cells' in input && Array.isArray(input.cells) ? input.cells.length : 0;
}

function tooLarge(): BadInstance {
  return bad(`L’instance dépasse ${largestInstance} cases.`, `The instance exceeds ${largestInstance} cells.`);
}

function bad(fr: string, en: string): BadInstance {
  return new BadInstance({ fr, en });
}

function unique(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw bad(`« ${name} » est défini deux fois.`, `"${name}" is defined twice.`);
    seen.add(name);
  }
}

function readDimension(dimension: Instance['dims'][number]): Dimension {
  const pairs = dimension.hierarchy;
  for (const [parent, children] of pairs) {
    if (children.length === 0) throw bad(`Le code « ${parent} » n’a aucune partie.`, `Code "${parent}" has no parts.`);
    unique(children);
  }
  refuseCycle(pairs);
  return {
    name: dimension.name,
    root: pairs[0]?.[0] ?? '',
    codes: new Set(pairs.flatMap(([parent, children]) => [parent, ...children])),
    pairs,
  };
}

function refuseCycle(pairs: Dimension['pairs']): void {
  const below = new Map<string, string[]>();
  for (const [parent, children] of pairs) below.set(parent, [...(below.get(parent) ?? []), ...children]);
  const state = new Map<string, 'open' | 'closed'>();
  function visit(code: string): void {
    if (state.get(code) === 'closed') return;
    if (state.get(code) === 'open')
      throw bad(`La hiérarchie tourne en rond au code « ${code} ».`, `The hierarchy has a cycle at code "${code}".`);
    state.set(code, 'open');
    for (const child of below.get(code) ?? []) visit(child);
    state.set(code, 'closed');
  }
  for (const code of below.keys()) visit(code);
}

function codesOfTable(table: Table, dimensions: readonly Dimension[]): ReadonlyMap<string, ReadonlySet<string>> {
  unique(table.dims);
  for (const name of Object.keys(table.codes ?? {})) {
    if (!table.dims.includes(name))
      throw bad(`Le tableau « ${table.id} » n’a pas de dimension « ${name} ».`, `Table "${table.id}" has no dimension "${name}".`);
  }
  return new Map(
    table.dims.map((name) => {
      const dimension = dimensions.find((one) => one.name === name);
      if (dimension === undefined) throw bad(`La dimension « ${name} » est inconnue.`, `Dimension "${name}" is unknown.`);
      const listed = table.codes?.[name];
      if (listed === undefined) return [name, dimension.codes];
      unique(listed);
      for (const code of listed)
        if (!dimension.codes.has(code)) throw bad(`Le code « ${code} » est inconnu.`, `Code "${code}" is unknown.`);
      return [name, new Set(listed)];
    }),
  );
}

type CodesOf = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
type Cells = {
  readonly quantities: readonly Quantity[];
  readonly quantityOfCell: readonly number[];
  readonly indexOf: ReadonlyMap<string, number>;
};

function readCells(instance: Instance, dimensions: readonly Dimension[], codesOf: CodesOf): Cells {
  refuseSize(instance, codesOf);
  const tables = new Map(instance.tables.map((table) => [table.id, table]));
  const seen = new Set<string>();
  const indexOf = new Map<string, number>();
  const quantities: Quantity[] = [];
  const quantityOfCell = instance.cells.map((cell) => {
    const name = `${cell.table} : ${cell.key.join(' × ')}`;
    const table = tables.get(cell.table);
    const fits =
      table !== undefined &&
      cell.key.length === table.dims.length &&
      table.dims.every((dim, at) =>
        codesOf
          .get(table.id)
          ?.get(dim)
          ?.has(cell.key[at] ?? ''),
      );
    if (!fits) throw bad(`La case « ${name} » a un code ou un tableau inconnu.`, `Cell "${name}" has an unknown code or table.`);
    if (seen.has(name)) throw bad(`La case « ${name} » est donnée deux fois.`, `Cell "${name}" is given twice.`);
    seen.add(name);
    if (cell.structural === true && cell.n !== 0)
      throw bad(`La case « ${name} » ne peut être que zéro.`, `Cell "${name}" can only be zero.`);
    const codes = dimensions.map((dimension) => cell.key[table.dims.indexOf(dimension.name)] ?? dimension.root);
    const key = quantityKey(table.unit, codes);
    const index = indexOf.get(key) ?? quantities.length;
    const before = quantities[index];
    if (before !== undefined && before.value !== cell.n)
      throw bad(`La case « ${name} » contredit un autre tableau.`, `Cell "${name}" contradicts another table.`);
    indexOf.set(key, index);
    quantities[index] = {
      unit: table.unit,
      codes,
      value: cell.n,
      tables: table.role === 'publish' ? [...(before?.tables ?? []), table.id] : (before?.tables ?? []),
      structural: (before?.structural ?? false) || cell.structural === true,
      known: (before?.known ?? false) || cell.known === true,
      cost: before?.cost ?? cell.cost,
      contributors: before?.contributors ?? cell.contributors,
    };
    return index;
  });
  const expected = instance.tables.reduce((total, table) => total + sizeOf(table, codesOf), 0);
  if (seen.size !== expected)
    throw bad(`Il manque ${expected - seen.size} case(s) aux tableaux.`, `The tables lack ${expected - seen.size} cell(s).`);
  return { quantities, quantityOfCell, indexOf };
}

function sizeOf(table: Table, codesOf: CodesOf): number {
  return table.dims.reduce((size, dim) => size * (codesOf.get(table.id)?.get(dim)?.size ?? 0), 1);
}

function refuseSize(instance: Instance, codesOf: CodesOf): void {
  const size = instance.tables.reduce((total, table) => total + sizeOf(table, codesOf), 0);
  if (size > largestInstance) throw tooLarge();
}

function quantityKey(unit: string, codes: readonly string[]): string {
  return JSON.stringify([unit, ...codes]);
}

function readEquations(
  instance: Instance,
  dimensions: readonly Dimension[],
  codesOf: CodesOf,
  indexOf: ReadonlyMap<string, number>,
): Equation[] {
  const equations = new Map<string, Equation>();
  for (const table of instance.tables) {
    const codes = codesOf.get(table.id);
    for (const name of table.dims) {
      const along = dimensions.findIndex((dimension) => dimension.name === name);
      const usable = (dimensions[along]?.pairs ?? []).filter(([parent, children]) =>
        [parent, ...children].every((code) => codes?.get(name)?.has(code)),
      );
      if (usable.length === 0) continue;
      const fixed = dimensions.map((dimension, at) =>
        at === along ? [''] : table.dims.includes(dimension.name) ? [...(codes?.get(dimension.name) ?? [])] : [dimension.root],
      );
      for (const combination of product(fixed)) {
        const find = (code: string): number => indexOf.get(quantityKey(table.unit, combination.with(along, code))) ?? -1;
        for (const [parent, children] of usable) {
          const equation = { parent: find(parent), children: children.map(find) };
          equations.set(`${equation.parent}=${equation.children.toSorted((a, b) => a - b).join('+')}`, equation);
        }
      }
    }
  }
  return [...equations.values()];
}

function product(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((rows, list) => rows.flatMap((row) => list.map((code) => [...row, code])), [[]]);
}
