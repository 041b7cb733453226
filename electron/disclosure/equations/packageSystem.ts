import { ceiling, type LinearSystem, type Relation, type Unknown } from './linearSystem.ts';
import { jointTables, knownSums, readDims, unitOf, type Sum } from './publishedStructure.ts';
import type { ReleasedCell } from './releases.ts';

/** A number as a reader names it: unit and codes. Equal names are the same number, in whatever table. */
export type Named = {
  readonly unit: string;
  readonly codes: ReadonlyMap<string, string>;
  readonly places: readonly { readonly table: string; readonly dims: string }[];
  readonly value: number | undefined;
  readonly least: number;
  readonly most: number;
};

/** A system and the place of each hidden number in it. `shown` numbers that contradict each other make it impossible. */
export type PackageSystem = {
  readonly system: LinearSystem;
  readonly hidden: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, Named>;
  readonly equations: number;
};

/** The name of a number: unit, then dimension=code in alphabetical order, totals left out. */
export function nameOf(unit: string, codes: ReadonlyMap<string, string>): string {
  const pairs = [...codes].filter(([, code]) => code !== '').map(([dimension, code]) => `${dimension}=${code}`);
  return [unit, ...pairs.toSorted()].join('|');
}

/** What the number behind a cell is called: equal names are the same number. */
type Called = Pick<Named, 'unit' | 'codes'> & { readonly name: string };

/** Every package prints the same cells, so that each is read once; no more of them are kept than all tables together can have. */
const mostCalled = 20_000;
const called = new Map<string, Called>();

/** The number behind a printed cell. */
export function numberBehind({ table, dims }: Pick<ReleasedCell, 'table' | 'dims'>): Called {
  const place = placeOf({ table, dims });
  const known = called.get(place);
  if (known !== undefined) return known;
  const [unit, codes] = [unitOf(table), readDims(dims)];
  const read = { unit, codes, name: nameOf(unit, codes) };
  if (called.size >= mostCalled) called.clear();
  called.set(place, read);
  return read;
}

/**
 * The numbers of one release: cells of the same name merged, shown if any table shows them. A table without a single visible cell is taken for
 * one cut whole: its numbers may be 0, while a hidden cell elsewhere is at least 1, because zeros are shown.
 */
export function namedNumbers(printed: readonly ReleasedCell[], absent: readonly ReleasedCell[] = []): Map<string, Named> {
  const visible = new Set(printed.filter((cell) => cell.value !== undefined).map((cell) => cell.table));
  const cells = [...printed, ...absent];
  const missing = new Set(absent);
  const names = new Map<string, Named>();
  for (const cell of cells) {
    const { unit, codes, name } = numberBehind(cell);
    const before = names.get(name);
    names.set(name, {
      unit,
      codes,
      places: [...(before?.places ?? []), { table: cell.table, dims: cell.dims }],
      value: before?.value ?? cell.value,
      least: Math.max(before?.least ?? 0, !missing.has(cell) && visible.has(cell.table) ? 1 : 0),
      most: ceiling,
    });
  }
  return names;
}

/** Every relation a reader can write between the numbers of one release, with the hidden ones as unknowns. */
export function systemOf(names: ReadonlyMap<string, Named>): PackageSystem {
  const unknowns: Unknown[] = [];
  const hidden = new Map<string, number>();
  for (const [name, number] of names) {
    if (number.value === undefined) hidden.set(name, unknowns.push({ least: number.least, most: number.most }) - 1);
  }
  const { sums, joint, jointCells } = structureOf(names);
  const firstOfJoint = unknowns.length;
  for (let cell = 0; cell < jointCells; cell += 1) unknowns.push({ least: 0 });
  const relations = [...sums, ...joint].map((draft) => substitute(draft, names, hidden, firstOfJoint));
  const useful = new Map(relations.filter((relation) => relation.terms.length > 0).map((relation) => [textOf(relation), relation]));
  return { system: { unknowns, relations: [...useful.values()] }, hidden, names, equations: useful.size };
}

/** Equal texts are the same relation. */
function textOf({ terms, equals }: Relation): string {
  let text = String(equals);
  for (const { unknown, times } of terms) text += ` ${times}*${unknown}`;
  return text;
}

/** A relation before shown numbers are put in: a name, or a cell of the joint table. */
type Draft = readonly { readonly of: string | number; readonly times: number }[];

/** What follows from the names of numbers alone, whatever is shown of them. */
type Structure = { readonly sums: readonly Draft[]; readonly joint: readonly Draft[]; readonly jointCells: number };

/** The packages of a month have the same names, so that their structure is written down once. A name and the end of its unit give all its codes. */
const mostStructures = 64;
const structures = new Map<string, Structure>();

function structureOf(names: ReadonlyMap<string, Named>): Structure {
  const key = JSON.stringify([...names].map(([name, { unit }]) => `${unit.length} ${name}`));
  const known = structures.get(key);
  if (known !== undefined) return known;
  const structure = { sums: sumRelations(names), ...jointRelations(names) };
  if (structures.size >= mostStructures) structures.clear();
  structures.set(key, structure);
  return structure;
}

function substitute(draft: Draft, names: ReadonlyMap<string, Named>, hidden: ReadonlyMap<string, number>, firstOfJoint: number): Relation {
  let equals = 0;
  const terms: { unknown: number; times: number }[] = [];
  for (const { of, times } of draft) {
    const unknown = typeof of === 'number' ? firstOfJoint + of : hidden.get(of);
    if (unknown !== undefined) terms.push({ unknown, times });
    else if (typeof of === 'string') equals -= times * (names.get(of)?.value ?? 0);
  }
  return { terms, equals };
}

/** The numbers of each sum that a reader knows. */
export function sumsOf(names: ReadonlyMap<string, Named>): readonly (readonly string[])[] {
  return structureOf(names).sums.map((draft) => draft.flatMap(({ of }) => (typeof of === 'string' ? [of] : [])));
}

function sumRelations(names: ReadonlyMap<string, Named>): Draft[] {
  const drafts: Draft[] = [];
  for (const [name, { unit, codes }] of names) {
    for (const [dimension, sums] of Object.entries(knownSums)) {
      for (const sum of sums) {
        if (sum.whole !== (codes.get(dimension) ?? '')) continue;
        const parts = partsOf(sum, (code) => names.has(nameOf(unit, new Map([...codes, [dimension, code]]))));
        if (parts === undefined) continue;
        drafts.push([
          { of: name, times: 1 },
          ...parts.map((code) => ({ of: nameOf(unit, new Map([...codes, [dimension, code]])), times: -1 })),
        ]);
      }
    }
  }
  return drafts;
}

/** Names that are the sum of others of the same release. */
export function summedNames(names: ReadonlyMap<string, Named>): ReadonlySet<string> {
  return new Set(structureOf(names).sums.flatMap(([whole]) => (typeof whole?.of === 'string' ? [whole.of] : [])));
}

function partsOf(sum: Sum, exists: (code: string) => boolean): readonly string[] | undefined {
  if (!sum.parts.every(exists)) return undefined;
  return [...sum.parts, ...(sum.optional ?? []).filter(exists)];
}

/** The joint table behind a triangle: one unknown ≥ 0 per combination of finest codes, and each published number is the sum of its own. */
function jointRelations(names: ReadonlyMap<string, Named>): Pick<Structure, 'joint' | 'jointCells'> {
  let jointCells = 0;
  const joint = Object.entries(jointTables).flatMap(([unit, dimensions]) => {
    const members = [...names].filter(
      ([, number]) => number.unit === unit && [...number.codes.keys()].every((dimension) => dimensions.includes(dimension)),
    );
    const used = dimensions.map((dimension) => new Set(members.map(([, { codes }]) => codes.get(dimension) ?? '')));
    const crossed = members.filter(([, { codes }]) => codes.size >= 2);
    if (new Set(crossed.map(([, { codes }]) => [...codes.keys()].toSorted().join())).size < 2) return [];
    const leaves = dimensions.map((dimension, at) => finest(dimension, used[at] ?? new Set()));
    if (leaves.some((codes) => codes.length < 2)) return [];
    const combinations = leaves.reduce<string[][]>((rows, codes) => rows.flatMap((row) => codes.map((code) => [...row, code])), [[]]);
    const first = jointCells;
    jointCells += combinations.length;
    return members.map(([name, { codes }]): Draft => {
      const under = dimensions.map((dimension) => below(dimension, codes.get(dimension) ?? ''));
      const inside = combinations.keys().filter((row) => combinations[row]?.every((code, at) => under[at]?.has(code)));
      return [{ of: name, times: 1 }, ...inside.map((row) => ({ of: first + row, times: -1 }))];
    });
  });
  return { joint, jointCells };
}

/** The codes in use of the finest known partition of a dimension whose parts are all in use. */
function finest(dimension: string, used: ReadonlySet<string>): readonly string[] {
  const partitions = (knownSums[dimension] ?? [])
    .filter((sum) => sum.whole === '')
    .flatMap((sum) => partsOf(sum, (code) => used.has(code)) ?? []);
  const parts = new Set(partitions);
  return [...parts].filter((code) => below(dimension, code).intersection(parts).size === 1);
}

/** A code and everything that adds up to it. */
function below(dimension: string, code: string): Set<string> {
  const all = new Set([code]);
  for (const sum of knownSums[dimension] ?? []) {
    if (sum.whole === code)
      for (const part of [...sum.parts, ...(sum.optional ?? [])]) for (const inner of below(dimension, part)) all.add(inner);
  }
  return all;
}

/** Every cell that some package of a month prints, without its value. */
export function cellsOfMonth(month: readonly Printed[]): readonly ReleasedCell[] {
  const cells = month.flatMap((release) => release.cells.map((cell): [string, ReleasedCell] => [placeOf(cell), cell]));
  return [...new Map(cells).values()].map(({ table, dims }) => ({ table, dims, value: undefined }));
}

/**
 * What other packages of the month print and this one does not: a table cut whole, the cercles of a region where none reaches ten. A reader knows
 * that these numbers exist, that they may be 0, and that they add up to the ones shown. `month`: of all its packages, by `cellsOfMonth`.
 */
export function absentCells({ cells }: Printed, month: readonly ReleasedCell[]): readonly ReleasedCell[] {
  const own = new Set(cells.map(placeOf));
  return month.filter((cell) => !own.has(placeOf(cell)));
}

function placeOf({ table, dims }: Pick<ReleasedCell, 'table' | 'dims'>): string {
  return `${table}\n${dims}`;
}

type Printed = { readonly cells: readonly ReleasedCell[] };
