import { codesOf, TOTAL, type Block, type TableData } from './define.ts';

/**
 * The notation of a cell, the same everywhere: `dimension=code` joined by `|` in the table's order, a dimension at its total omitted;
 * the grand total is the empty text (reference §6.2, commands.md).
 */
export function writeDims(block: Block, key: readonly string[]): string {
  return block.dimensions
    .map(({ dimension }, rank) => ({ id: dimension.id, code: key[rank] ?? TOTAL }))
    .filter(({ code }) => code !== TOTAL)
    .map(({ id, code }) => `${id}=${code}`)
    .join('|');
}

/** A cell found again in its table: the block, and one code per dimension of the block. */
export type ReadCell = { readonly block: Block; readonly key: readonly string[] };

/**
 * Reads the notation. Null when no block of the table has such dimensions in this order and with these codes: an unknown code, a
 * forbidden dimension, a total written out.
 */
export function readDims(table: TableData, dims: string): ReadCell | null {
  const parts = dims === '' ? [] : dims.split('|');
  for (const block of table.blocks) {
    const key = readInBlock(block, parts);
    if (key !== null) return { block, key };
  }
  return null;
}

function readInBlock(block: Block, parts: readonly string[]): readonly string[] | null {
  let read = 0;
  const key = block.dimensions.map(({ dimension, codes }) => {
    const [name, code, ...rest] = (parts[read] ?? '').split('=');
    if (name !== dimension.id || code === undefined || code === TOTAL || rest.length > 0) return TOTAL;
    if (!(dimension.isPlace ? codesOf(dimension) : codes).includes(code)) return TOTAL;
    read += 1;
    return code;
  });
  return read === parts.length ? key : null;
}
