import type { CodeOf } from '../forms/lists/all.ts';
import { TOTAL, type TableData } from './define.ts';
import { isCercle, regionOfPlace } from './dimensions.ts';
import { readDims, writeDims } from './notation.ts';

/** Where a cell stands in consolidated tables: `dims` without the part that the area already says (commands.md). */
export type AreaCell = { readonly level: 'national' | 'region'; readonly area: string; readonly dims: string };

/**
 * The consolidated cells to which a package's cell contributes (commands.md, names in consolidated.csv). Tables of the site's region:
 * that region and the country. Tables with a place of their own (G24, T01): a total goes to the country, a region or a cercle to that
 * region; outside Mali and unknown stay national with their place in `dims`. National-only tables: the country alone. Null: the dims
 * are not of the table.
 */
export function areasOf(table: TableData, dims: string, siteRegion: CodeOf<'region'>): readonly AreaCell[] | null {
  const cell = readDims(table, dims);
  if (cell === null) return null;
  const national: AreaCell = { level: 'national', area: 'ML', dims };
  if (table.place === 'national') return [national];
  if (table.place === 'site') return [national, { level: 'region', area: siteRegion, dims }];
  const rank = cell.block.dimensions.findIndex(({ dimension }) => dimension.isPlace);
  const code = cell.key[rank] ?? TOTAL;
  const region = regionOfPlace(code);
  if (region === null || region === 'abroad' || region === 'unknown') return [national];
  return [{ level: 'region', area: region, dims: isCercle(code) ? dims : writeDims(cell.block, cell.key.with(rank, TOTAL)) }];
}
