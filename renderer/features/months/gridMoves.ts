/** A cell of the grid, from 0; columns are the figures, without the line's head. */
export type Place = { readonly row: number; readonly column: number };
export type Size = { readonly rows: number; readonly columns: number };

/** Where an arrow, Home, End or a page key leads in a grid; null for any other key. At an edge it stays. */
export function moveInGrid({ row, column }: Place, key: string, { rows, columns }: Size): Place | null {
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), column };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + 1) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return null;
  }
}
