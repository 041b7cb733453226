import { partsOf, TOTAL, type Block, type TableData } from './define.ts';
import { cercleCodes, cercleOfTotal, isCercle, REGION_CODES } from './dimensions.ts';
import { products, FLOOR } from './evaluate.ts';
import { readDims } from './notation.ts';
import { tableOf, TABLES } from './tables.ts';

/** A cell as a package carries it (reference §6.2). */
export type PackageCell = { readonly table: string; readonly dims: string } & ({ readonly value: number } | { readonly suppressed: true });

export type PackageProblem =
  | 'unknown_table'
  | 'unknown_cell'
  | 'repeated_cell'
  | 'missing_cell'
  | 'bad_value'
  | 'incoherent'
  | 'disagreement';

type Shown = { readonly table: TableData; readonly block: Block; readonly key: readonly string[]; readonly value: number | null };

/**
 * The focal point's checks on the cells of one package, small counts hidden or rounded (reference §6.2): codes known, no forbidden dimension, each table
 * whole, no negative and nothing under the threshold, totals coherent, the same figure the same everywhere. A table that is cut has no
 * cell. In a rounded package nothing is hidden but lines under ten. Empty: the cells may be stored. `threshold`: the one the package declares.
 */
export function packageProblems(
  cells: readonly PackageCell[],
  threshold: number,
  mode: 'hidden' | 'rounded' = 'hidden',
): readonly PackageProblem[] {
  const problems = new Set<PackageProblem>();
  const read = new Map<string, Shown>();
  for (const cell of cells) {
    const table = tableOf(cell.table);
    const found = table === null ? null : readDims(table, cell.dims);
    if (table === null) problems.add('unknown_table');
    else if (found === null) problems.add('unknown_cell');
    else {
      const id = `${cell.table} ${cell.dims}`;
      if (read.has(id)) problems.add('repeated_cell');
      read.set(id, { table, ...found, value: 'value' in cell ? cell.value : null });
    }
  }
  if (problems.size > 0) return [...problems];
  const shown = [...read.values()];
  if (shown.some((cell) => !isPublishable(cell, threshold) || (mode === 'rounded' && cell.value === null && !isFromTen(cell))))
    problems.add('bad_value');
  for (const table of TABLES) {
    const own = shown.filter((cell) => cell.table.id === table.id);
    if (own.length > 0) checkBlocks(table, own, problems);
  }
  if (!agree(shown)) problems.add('disagreement');
  return [...problems];
}

function isPublishable({ table, block, key, value }: Shown, threshold: number): boolean {
  if (value === null || value === 0) return true;
  const fromTen = table.floor === 'atLeast10' || cercleOfTotal(block, key) !== null;
  return Number.isInteger(value) && value >= (fromTen ? Math.max(FLOOR, threshold) : threshold);
}

/** A line that shows from ten on: of a table given for the country only, or of a cercle. */
function isFromTen({ table, block, key }: Shown): boolean {
  return table.floor === 'atLeast10' || block.dimensions.some(({ dimension }, rank) => dimension.isPlace && isCercle(key[rank] ?? TOTAL));
}

function checkBlocks(table: TableData, cells: readonly Shown[], problems: Set<PackageProblem>): void {
  const total = cells.find(({ key }) => key.every((code) => code === TOTAL));
  for (const block of table.blocks) {
    const own = total === undefined ? [] : [...cells.filter((cell) => cell.block === block && cell !== total), { ...total, block }];
    const shown = shownBlock(block, own);
    const values = new Map(own.map((cell) => [keyOf(block, cell.key), cell.value]));
    const keys = products(shown.dimensions.map(({ codes }) => codes));
    if (keys.length !== values.size || keys.some((key) => !values.has(keyOf(block, key)))) problems.add('missing_cell');
    else if (!keys.every((key) => adds(shown, key, values))) problems.add('incoherent');
  }
}

/** Total of another block of the same table: the same cell, under a key of another length. */
function keyOf(block: Block, key: readonly string[]): string {
  return block.dimensions.map((_, rank) => key[rank] ?? TOTAL).join('|');
}

/** Cercles appear for some regions only, and then all of a region. */
function shownBlock(block: Block, cells: readonly Shown[]): Block {
  return {
    id: block.id,
    dimensions: block.dimensions.map(({ dimension, codes }, rank) => {
      if (!dimension.isPlace) return { dimension, codes };
      const present = new Set(cells.map(({ key }) => key[rank] ?? TOTAL));
      const places = REGION_CODES.flatMap((region) => {
        const cercles = cercleCodes(region);
        return cercles.some((cercle) => present.has(cercle)) ? [region, ...cercles] : [region];
      });
      return { dimension, codes: [TOTAL, ...places] };
    }),
  };
}

/** Every total of this cell is its parts: exactly when all are shown, else with at least one for each hidden part. */
function adds(block: Block, key: readonly string[], values: ReadonlyMap<string, number | null>): boolean {
  const total = values.get(keyOf(block, key)) ?? null;
  return block.dimensions.every((shown, rank) => {
    const parts = partsOf(shown, key[rank] ?? TOTAL);
    if (parts === null || total === null) return true;
    const found = parts.map((part) => values.get(keyOf(block, key.with(rank, part))) ?? null);
    const hidden = found.filter((value) => value === null).length;
    const sum = found.reduce<number>((all, value) => all + (value ?? 0), 0);
    return hidden === 0 ? sum === total : sum + hidden <= total;
  });
}

/** One quantity, shown in several tables of the same population, has one value and one status (disclosure §7.1). */
function agree(cells: readonly Shown[]): boolean {
  const seen = new Map<string, number | null>();
  return cells.every(({ table, block, key, value }) => {
    const codes = block.dimensions
      .map(({ dimension }, rank) => `${dimension.id}=${key[rank] ?? TOTAL}`)
      .filter((code) => !code.endsWith(`=${TOTAL}`));
    const quantity = [table.population.id, ...codes.toSorted()].join('|');
    const known = seen.get(quantity);
    seen.set(quantity, value);
    return known === undefined || known === value;
  });
}
