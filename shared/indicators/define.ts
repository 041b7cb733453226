import type { Text } from '../text.ts';
import type { IsoMonth } from '../time.ts';
import type { CountedUnit } from '../rules/counting/countedUnit.ts';

/** The code of a dimension at its total; omitted in the notation of cells (commands.md). */
export const TOTAL = 'total';

/** Parent and children, each pair one equation: parent = sum of children. The first pair's parent is the root (disclosure §7.1). */
export type Pair = readonly [parent: string, children: readonly string[]];

/**
 * One way of dividing subjects. Its id is the field's code (commands.md), so a dimension that is no field of the register of forms, or
 * that must never leave (ethnicity, religion, occupation of the survivor, exact age, site), cannot be named: reference §6.3.
 */
export type DimensionId =
  | 'gbv_type'
  | 'sex'
  | 'age_band'
  | 'elapsed_class'
  | 'perp_relation'
  | 'excluded_reason'
  | 'incident_geo'
  | 'residence_geo';

export type DimensionData = {
  readonly id: DimensionId;
  readonly title: Text;
  readonly hierarchy: readonly Pair[];
  readonly labels: ReadonlyMap<string, Text>;
  /** A place: its codes are regions and cercles, and it does not count among the two dimensions allowed (reference §6.3). */
  readonly isPlace: boolean;
};

/** A dimension over subjects of one kind; `leafOf` gives the finest code, which has no children. */
export type Dimension<Subject> = DimensionData & { readonly leafOf: (subject: Subject) => string };

/** What a table counts. Two tables speak of the same quantity only if their populations are the same. */
export type PopulationData = {
  readonly id: 'incident' | 'primary_perpetrator' | 'person' | 'excluded_unit';
  /** The unit written in packages (reference §6.2). */
  readonly unit: 'incident' | 'perpetrator' | 'person' | 'case' | 'referral' | 'service' | 'accident' | 'victim' | 'follow_up';
};

export type Population<Subject> = PopulationData & {
  /** The subjects of one month among all units of the installation. */
  readonly subjects: (units: readonly CountedUnit[], month: IsoMonth) => readonly Subject[];
};

/** Which codes of a dimension a block shows. A place shows regions, and cercles by the rule of 6.3 (evaluate.ts). */
export type BlockDimension = { readonly dimension: DimensionData; readonly codes: readonly string[] };

/**
 * A block is one full product of codes. Most tables are one block; a table of « of which » lines is several, all sharing the total
 * (disclosure §3.8): each line is beside its complement, so that the complement is protected too.
 */
export type Block = { readonly id: string; readonly dimensions: readonly BlockDimension[] };

/** `site`: the region is that of the site that reports; `cell`: the place is a dimension; `national`: no region at all. */
export type PlaceRule = 'site' | 'cell' | 'national';

/**
 * `standard`: cells of 0 or from the threshold on. `atLeast10`: also hidden from 1 to 9 (national-only tables, reference §6.3).
 * Whether cells of cercles show below 10 follows from the place dimension itself.
 */
export type Floor = 'standard' | 'atLeast10';

export type TableData = {
  readonly id: string;
  readonly title: Text;
  /** What the figures say, and what they do not, in one sentence. */
  readonly meaning: Text;
  readonly population: PopulationData;
  readonly place: PlaceRule;
  readonly floor: Floor;
  /** All of a margin in one cell: reported to the supervisor, or the table is cut (disclosure §3.2.4). */
  readonly concentration: 'report' | 'cut';
  readonly blocks: readonly Block[];
};

/** Finest codes of one subject, one per dimension of a block. */
export type Leaves = readonly string[];

export type Table = TableData & {
  /** For each block, the leaves of every subject of the month. */
  readonly count: (units: readonly CountedUnit[], month: IsoMonth) => readonly (readonly Leaves[])[];
};

const MAX_DIMENSIONS = 2;

/** The codes a dimension has, the root first. */
export function codesOf(dimension: DimensionData): readonly string[] {
  return [...new Set(dimension.hierarchy.flatMap(([parent, children]) => [parent, ...children]))];
}

/** A code and everything above it. A code may have several parents (overlapping lines). */
export function ancestorsOf(dimension: DimensionData, code: string): ReadonlySet<string> {
  const found = new Set([code]);
  for (const reached of found) {
    for (const [parent, children] of dimension.hierarchy) if (children.includes(reached)) found.add(parent);
  }
  return found;
}

/** The codes of a block that add up to one of its codes, or null when the block does not show all of them. */
export function partsOf(shown: BlockDimension, code: string): readonly string[] | null {
  for (const [parent, children] of shown.dimension.hierarchy) {
    if (parent !== code) continue;
    const parts = children.map((child) => (shown.codes.includes(child) ? [child] : partsOf(shown, child)));
    if (parts.every((part) => part !== null)) return parts.flat();
  }
  return null;
}

/** The words for a code. Throws RangeError on a code the dimension does not have. */
export function labelOf(dimension: DimensionData, code: string): Text {
  const label = dimension.labels.get(code);
  if (label === undefined) throw new RangeError(`unknown code in dimension ${dimension.id}`);
  return label;
}

/** How a block picks codes of a dimension: all, or those named (the root is always added). */
export type Pick<Subject> = { readonly dimension: Dimension<Subject>; readonly codes: readonly string[] };

export function all<Subject>(dimension: Dimension<Subject>): Pick<Subject> {
  return { dimension, codes: codesOf(dimension) };
}

export function only<Subject>(dimension: Dimension<Subject>, codes: readonly string[]): Pick<Subject> {
  return { dimension, codes: [TOTAL, ...codes] };
}

/**
 * Makes a table. The compiler refuses a dimension that does not fit the population; the check of reference §6.3 on crossings, and of the
 * codes, is done here, when the registry loads. Throws RangeError.
 */
export function defineTable<Subject>(table: {
  readonly id: string;
  readonly title: Text;
  readonly meaning: Text;
  readonly population: Population<Subject>;
  readonly place: PlaceRule;
  readonly floor?: Floor;
  readonly concentration?: 'report' | 'cut';
  readonly blocks: readonly (readonly Pick<Subject>[])[];
}): Table {
  const { id, title, meaning, population, place, floor = 'standard', concentration = 'report', blocks } = table;
  blocks.forEach((block) => checkBlock(id, place, block));
  const several = blocks.length > 1;
  return {
    id,
    title,
    meaning,
    population: { id: population.id, unit: population.unit },
    place,
    floor,
    concentration,
    blocks: blocks.map((block) => ({
      id: several ? `${id}:${block.map(({ dimension }) => dimension.id).join('-')}` : id,
      dimensions: block.map(({ dimension, codes }) => ({ dimension, codes })),
    })),
    count: (units, month) => {
      const subjects = population.subjects(units, month);
      return blocks.map((block) => leavesOf(block, subjects));
    },
  };
}

/**
 * A table that is never printed but that a reader knows to exist: the joint table behind a triangle of crossings (disclosure §3.8).
 * The limit on crossings does not bind it.
 */
export type LatentTable = {
  readonly population: PopulationData;
  readonly block: Block;
  readonly count: (units: readonly CountedUnit[], month: IsoMonth) => readonly Leaves[];
};

export function defineLatent<Subject>(id: string, population: Population<Subject>, block: readonly Pick<Subject>[]): LatentTable {
  return {
    population: { id: population.id, unit: population.unit },
    block: { id, dimensions: block.map(({ dimension, codes }) => ({ dimension, codes })) },
    count: (units, month) => leavesOf(block, population.subjects(units, month)),
  };
}

function leavesOf<Subject>(block: readonly Pick<Subject>[], subjects: readonly Subject[]): readonly Leaves[] {
  return subjects.map((subject) => block.map(({ dimension }) => dimension.leafOf(subject)));
}

function checkBlock(id: string, place: PlaceRule, block: readonly Pick<never>[]): void {
  const places = block.filter(({ dimension }) => dimension.isPlace);
  if (block.length - places.length > MAX_DIMENSIONS || places.length > 1) throw new RangeError(`${id}: too many dimensions`);
  if (places.length > 0 !== (place === 'cell')) throw new RangeError(`${id}: place rule and dimensions disagree`);
  if (new Set(block.map(({ dimension }) => dimension.id)).size !== block.length) throw new RangeError(`${id}: a dimension twice`);
  for (const { dimension, codes } of block) {
    const known = codesOf(dimension);
    if (codes[0] !== TOTAL || codes.some((code) => !known.includes(code))) throw new RangeError(`${id}: unknown code`);
    if (partsOf({ dimension, codes }, TOTAL) === null) throw new RangeError(`${id}: codes do not add up to the total`);
  }
}
