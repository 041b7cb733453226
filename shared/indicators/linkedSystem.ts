import type { Instance } from '../disclosure/instance.ts';
import type { DimensionData, PopulationData, TableData } from './define.ts';
import { isCercle } from './dimensions.ts';
import { FLOOR, type CountedBlock, type MonthCounts } from './evaluate.ts';
import { CUT_ORDER } from './tables.ts';

/** Threshold and policy of the protector; the width is threshold − 2 unless said (disclosure §3.2–3.3). */
export type DisclosureRule = Instance['rule'];

type Part = { readonly population: PopulationData; readonly block: CountedBlock; readonly role: 'publish' | 'latent' };

/**
 * All tables of one package as one linked system (disclosure §2, §7.1). Quantities are shared because tables of one population use the
 * same dimensions: « of which sexual » of G01 and the types of G02 meet in `gbv_type`; the children of G01, G02b and G03 in `age_band`.
 * Tables of small structures are in it too, so that what they would have shown stays protected; `protectionOptions` says they are cut.
 */
export function linkedSystem(id: string, counts: Pick<MonthCounts, 'tables' | 'latent'>, rule: DisclosureRule): Instance {
  const parts: readonly Part[] = [
    ...counts.tables.flatMap(({ table, blocks }) =>
      blocks.map((block): Part => ({ population: table.population, block, role: 'publish' })),
    ),
    ...counts.latent.map(({ population, block }): Part => ({ population, block, role: 'latent' })),
  ];
  const dimensions = parts.flatMap(({ block }) => block.dimensions.map(({ dimension }) => dimension));
  return {
    format: 'sutura-disclosure-1',
    id,
    rule,
    dims: [...new Map(dimensions.map((dimension) => [dimension.id, dimension])).values()].map(instanceDimension),
    tables: parts.map(instanceTable),
    cells: parts.flatMap(({ block }) => block.cells.map(({ key, n }) => ({ table: block.id, key: [...key], n }))),
  };
}

function instanceDimension(dimension: DimensionData): Instance['dims'][number] {
  return {
    name: dimension.id,
    hierarchy: dimension.hierarchy.map(([parent, children]): [string, string[]] => [parent, [...children]]),
  };
}

function instanceTable({ population, block, role }: Part): Instance['tables'][number] {
  return {
    id: block.id,
    unit: population.id,
    dims: block.dimensions.map(({ dimension }) => dimension.id),
    codes: Object.fromEntries(block.dimensions.map(({ dimension, codes }) => [dimension.id, [...codes]])),
    role,
  };
}

/** A line that leaves only from `minimum` on: each cell by itself, or all cells of the named codes by the total of their line. */
export type Minimum = { readonly table: string; readonly minimum: number; readonly dimension?: string; readonly codes?: readonly string[] };

/** What the protector needs to know besides the instance; tables are named by their ids in the instance. */
export type ProtectionOptions = {
  readonly cut: readonly string[];
  readonly cutOrder: readonly string[];
  readonly minimums: readonly Minimum[];
  /** Tables in which one cell holding a whole margin is blocking (disclosure §3.2.4). */
  readonly perpetratorTables: readonly string[];
};

/** The rules of reference §6.3 and of disclosure §3.2.4–5, read from the registry for the protector. */
export function protectionOptions(counts: Pick<MonthCounts, 'tables'>): ProtectionOptions {
  const blocksOf = (ids: (table: MonthCounts['tables'][number]) => boolean): readonly string[] =>
    counts.tables.filter(ids).flatMap(({ blocks }) => blocks.map(({ id }) => id));
  return {
    cut: blocksOf(({ isCut }) => isCut),
    cutOrder: CUT_ORDER.flatMap((id) => blocksOf(({ table }) => table.id === id)),
    minimums: counts.tables.flatMap(({ table, blocks }) => blocks.flatMap((block) => minimumsOf(table, block))),
    perpetratorTables: blocksOf(({ table }) => table.concentration === 'cut'),
  };
}

function minimumsOf(table: TableData, block: CountedBlock): readonly Minimum[] {
  if (table.floor === 'atLeast10') return [{ table: block.id, minimum: FLOOR }];
  return block.dimensions
    .map(({ dimension, codes }) => ({ table: block.id, minimum: FLOOR, dimension: dimension.id, codes: codes.filter(isCercle) }))
    .filter(({ codes }) => codes.length > 0);
}
