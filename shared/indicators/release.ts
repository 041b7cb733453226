import type { Protection, ProtectedCell } from '../disclosure/instance.ts';
import type { TableData } from './define.ts';
import { cercleOfTotal } from './dimensions.ts';
import { FLOOR, type CountedBlock, type CountedTable, type MonthCounts } from './evaluate.ts';
import { writeDims } from './notation.ts';

/** Why a cell is hidden; `below10`: a cercle or a national-only figure under 10 (reference §6.3). A package says hidden, never why. */
export type Hidden = 'primary' | 'secondary' | 'below10' | 'cut';

/** Why a table does not leave: too small a structure, all of a margin in one cell, or no pattern that withstands the attack. */
export type CutReason = 'small_structure' | 'concentration' | 'protection';

/** `error`: what a rounded value is off by, for the local screen; a package never says it (disclosure §4). */
export type ReleasedCell = { readonly dims: string; readonly value: number | null; readonly hidden: Hidden | null; readonly error: number };

/** A cut table leaves no cell at all. */
export type ReleasedTable = { readonly table: TableData; readonly cut: CutReason | null; readonly cells: readonly ReleasedCell[] };

/**
 * The answer of the protector turned back into tables, in the notation of packages (reference §6.2). The last gate before a file is
 * written: throws RangeError when the protector leaves out a cell or lets a figure under its floor of 10 leave.
 */
export function releasedTables(counts: Pick<MonthCounts, 'tables'>, protection: Protection): readonly ReleasedTable[] {
  const answers = new Map(protection.cells.map((cell) => [cellId(cell.table, cell.key), cell]));
  return counts.tables.map((counted) => {
    const cells = releasedCells(counted, answers);
    const isCut = counted.isCut || cells.every(({ hidden }) => hidden === 'cut');
    return isCut ? { table: counted.table, cut: cutReason(counted, protection), cells: [] } : { table: counted.table, cut: null, cells };
  });
}

/** The tables with every exact count: for the centre's own screens, where the month leaves in two halves and no cell of it (disclosure §1, F3 and F5). */
export function exactTables(counts: Pick<MonthCounts, 'tables'>): readonly ReleasedTable[] {
  return counts.tables.map(({ table, blocks }) => {
    const cells = blocks.flatMap((block) =>
      block.cells.map(({ key, n }) => ({ dims: writeDims(block, key), value: n, hidden: null, error: 0 })),
    );
    return { table, cut: null, cells: [...new Map(cells.map((cell) => [cell.dims, cell])).values()] };
  });
}

function cutReason({ isCut, blocks }: CountedTable, protection: Protection): CutReason {
  if (isCut) return 'small_structure';
  const ids = new Set(blocks.map(({ id }) => id));
  return protection.groupDisclosures.some(({ table, blocking }) => blocking && ids.has(table)) ? 'concentration' : 'protection';
}

function cellId(block: string, key: readonly string[]): string {
  return JSON.stringify([block, ...key]);
}

/** The total of a table of several blocks is one cell; it is shown if any block shows it. */
function releasedCells({ table, blocks, isCut }: CountedTable, answers: ReadonlyMap<string, ProtectedCell>): readonly ReleasedCell[] {
  const released = new Map<string, ReleasedCell>();
  for (const block of blocks) {
    const small = smallCercles(block, answers);
    for (const { key, n } of block.cells) {
      const answer = answers.get(cellId(block.id, key));
      if (answer === undefined) throw new RangeError(`no answer for a cell of ${block.id}`);
      const cell = releasedCell(block, key, n, answer);
      const isSmall = table.floor === 'atLeast10' ? (cell.value ?? FLOOR) < FLOOR : key.some((code) => small.has(code));
      if (!isCut && isSmall && (cell.value ?? 0) > 0) throw new RangeError(`a figure under ten would leave ${block.id}`);
      const known = released.get(cell.dims);
      if (known === undefined || known.hidden === 'cut') released.set(cell.dims, cell);
    }
  }
  return [...released.values()];
}

function releasedCell(block: CountedBlock, key: readonly string[], n: number, answer: ProtectedCell): ReleasedCell {
  const dims = writeDims(block, key);
  if ('value' in answer) return { dims, value: answer.value, hidden: null, error: answer.value - n };
  return { dims, value: null, hidden: answer.suppressed === 'withheld' ? 'below10' : answer.suppressed, error: 0 };
}

/** Cercles whose own total, as it would leave, is under 10: no non-zero cell of theirs is shown (reference §6.3, geography). */
function smallCercles(block: CountedBlock, answers: ReadonlyMap<string, ProtectedCell>): ReadonlySet<string> {
  const leaving = ({ key, n }: CountedBlock['cells'][number]): number => {
    const answer = answers.get(cellId(block.id, key));
    if (answer === undefined) return 0;
    if ('value' in answer) return answer.value;
    return answer.suppressed === 'withheld' ? 0 : n;
  };
  return new Set(block.cells.filter((cell) => leaving(cell) < FLOOR).flatMap(({ key }) => cercleOfTotal(block, key) ?? []));
}
