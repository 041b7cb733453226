import type { CodeOf } from '../forms/lists/all.ts';
import { countingStatus, type Exclusion } from '../rules/counting/counting.ts';
import type { CountedUnit } from '../rules/counting/countedUnit.ts';
import type { IsoMonth } from '../time.ts';
import {
  ancestorsOf,
  TOTAL,
  type Block,
  type BlockDimension,
  type Leaves,
  type PopulationData,
  type Table,
  type TableData,
} from './define.ts';
import { cercleCodes, isCercle, REGION_CODES } from './dimensions.ts';
import { LATENT_TABLES } from './tables.ts';

/** A cell of a block: one code per dimension, in order, the total included. */
export type CountedCell = { readonly key: readonly string[]; readonly n: number };

/** A block with every product of its codes, zeros included. */
export type CountedBlock = Block & { readonly cells: readonly CountedCell[] };

export type CountedTable = {
  readonly table: TableData;
  readonly blocks: readonly CountedBlock[];
  /** A crossing of a structure too small for it: it does not leave (reference §6.3). */
  readonly isCut: boolean;
};

/** `smallStructure`: incidents of the month under which crossings are cut, a setting of the site (reference §6.3); 10 unless said. */
export type MonthContext = {
  readonly month: IsoMonth;
  readonly site: { readonly region: CodeOf<'region'> };
  readonly smallStructure?: number;
};

export type MonthCounts = {
  readonly month: IsoMonth;
  readonly region: CodeOf<'region'>;
  /** Incidents counted, and among them late entries of months frozen before. */
  readonly counted: number;
  readonly late: number;
  /** Every unit of the month that does not count, by reason: for local screens; what leaves is G25. */
  readonly excluded: ReadonlyMap<Exclusion, number>;
  readonly tables: readonly CountedTable[];
  /** Never printed; part of what a reader can reason with (disclosure §3.8). */
  readonly latent: readonly { readonly population: PopulationData; readonly block: CountedBlock }[];
};

/** Cercle totals and national-only cells show from here (reference §6.3). */
export const FLOOR = 10;

const SMALL_STRUCTURE = 10;

/**
 * The one evaluator: counts the tables over the units of an installation for one month (reference §5.7, §6.3, §6.5). Pure; the order of
 * units does not matter. It decides which cercles are shown and which tables a small
 * structure cuts. Small cells are left as they are: the protector hides them.
 */
export function evaluate(tables: readonly Table[], units: readonly CountedUnit[], context: MonthContext): MonthCounts {
  const { counted, late, excluded } = figures(units, context.month);
  return {
    month: context.month,
    region: context.site.region,
    counted,
    late,
    excluded,
    tables: tables.map((table) => countTable(table, units, context, counted)),
    latent: LATENT_TABLES.map(({ population, block, count }) => ({ population, block: countBlock(block, count(units, context.month)) })),
  };
}

function figures(units: readonly CountedUnit[], month: IsoMonth): Pick<MonthCounts, 'counted' | 'late' | 'excluded'> {
  let counted = 0;
  let late = 0;
  const excluded = new Map<Exclusion, number>();
  for (const status of units.map(countingStatus)) {
    if (status.month !== month) continue;
    if (status.counted) {
      counted += 1;
      late += status.late ? 1 : 0;
    } else excluded.set(status.reason, (excluded.get(status.reason) ?? 0) + 1);
  }
  return { counted, late, excluded };
}

function countTable(table: Table, units: readonly CountedUnit[], context: MonthContext, incidents: number): CountedTable {
  const leaves = table.count(units, context.month);
  const blocks = table.blocks.map((block, rank) => countBlock(block, leaves[rank] ?? []));
  return { table, blocks, isCut: isTooSmall(table, incidents, context.smallStructure) };
}

/** Whether a crossing is cut where so few incidents were counted (reference §6.3). */
export function isTooSmall(table: TableData, incidents: number, smallStructure = SMALL_STRUCTURE): boolean {
  return incidents < smallStructure && isCrossed(table);
}

/** A place is no dimension here: « at most two dimensions besides month and region » (reference §6.3). */
function isCrossed(table: TableData): boolean {
  return table.blocks.some(({ dimensions }) => dimensions.filter(({ dimension }) => !dimension.isPlace).length > 1);
}

function countBlock(block: Block, subjects: readonly Leaves[]): CountedBlock {
  const dimensions = block.dimensions.map((shown, rank) =>
    withShownCercles(
      shown,
      subjects.map((leaves) => leaves[rank] ?? ''),
    ),
  );
  const counts = new Map(products(dimensions.map(({ codes }) => codes)).map((key) => [key.join('|'), { key, n: 0 }]));
  for (const leaves of subjects) {
    const codes = dimensions.map(({ dimension, codes: shown }, rank) => {
      const above = ancestorsOf(dimension, leaves[rank] ?? '');
      return shown.filter((code) => above.has(code));
    });
    for (const key of products(codes)) {
      const cell = counts.get(key.join('|'));
      if (cell !== undefined) cell.n += 1;
    }
  }
  return { id: block.id, dimensions, cells: [...counts.values()] };
}

/**
 * Cercles appear for the regions where at least one reaches the floor, and then all of them with the part of unknown cercle, so that
 * the protector sees that they add up to the region (reference §6.3, geography).
 */
function withShownCercles(shown: BlockDimension, leaves: readonly string[]): BlockDimension {
  if (!shown.dimension.isPlace) return shown;
  const perLeaf = Map.groupBy(leaves, (leaf) => leaf);
  return { dimension: shown.dimension, codes: shownPlaces((cercle) => perLeaf.get(cercle)?.length ?? 0) };
}

/** The codes of a place dimension that are shown, given the total of each cercle. */
export function shownPlaces(totalOf: (cercle: string) => number): readonly string[] {
  const codes = REGION_CODES.flatMap((region) => {
    const cercles = cercleCodes(region);
    return cercles.some((cercle) => isCercle(cercle) && totalOf(cercle) >= FLOOR) ? [region, ...cercles] : [region];
  });
  return [TOTAL, ...codes];
}

/** Every combination of one code per list, the first list varying slowest. */
export function products(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>((keys, codes) => keys.flatMap((key) => codes.map((code) => [...key, code])), [[]]);
}
