const LONGEST = 255;

/** Rows of the table, kept between calls: a search measures thousands of pairs. */
let beforeLast = new Uint8Array(LONGEST + 1);
let last = new Uint8Array(LONGEST + 1);
let current = new Uint8Array(LONGEST + 1);

/**
 * Number of slips of the pen between two words: a letter added, left out, changed, or two neighbours exchanged (Damerau-Levenshtein, optimal
 * string alignment). Stops at `most` (at most 200): any greater distance is `most + 1`. Letters after the 255th do not count.
 */
export function slips(left: string, right: string, most: number): number {
  if (left === right) return 0;
  const rows = Math.min(left.length, LONGEST);
  const columns = Math.min(right.length, LONGEST);
  if (Math.abs(rows - columns) > most) return most + 1;
  for (let column = 0; column <= columns; column += 1) last[column] = column;
  for (let row = 1; row <= rows; row += 1) {
    if (fillRow(left, right, row, columns) > most) return most + 1;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[columns] ?? 0, most + 1);
}

/** Fills `current` and returns its least value: the distance is never less. */
function fillRow(left: string, right: string, row: number, columns: number): number {
  const letter = left.charCodeAt(row - 1);
  const letterBefore = row > 1 ? left.charCodeAt(row - 2) : -1;
  current[0] = row;
  let least = row;
  for (let column = 1; column <= columns; column += 1) {
    const other = right.charCodeAt(column - 1);
    let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (letter === other ? 0 : 1));
    const exchanged = column > 1 && letter === right.charCodeAt(column - 2) && letterBefore === other;
    if (exchanged) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
    current[column] = cost;
    least = Math.min(least, cost);
  }
  return least;
}
