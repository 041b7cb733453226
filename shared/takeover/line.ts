import type { Lists } from '../forms/lists/inForce.ts';
import type { Text } from '../text.ts';
import type { IsoDate, PartialDate } from '../time.ts';
import { readDay, readPartialDay } from './cells.ts';
import type { ColumnMapping } from './columns.ts';
import { readToolDay, readToolPartialDay } from './dates.ts';
import type { DateOrder } from './dates.ts';
import type { Target } from './headings.ts';
import type { RowWarning } from './outcome.ts';
import { LEFT_BLANK, READ_AS_UNKNOWN, UNKNOWN_WORDING } from './sentences.ts';
import { codeOf } from './wordings.ts';
import type { WordingCorrections, WordingTable } from './wordings.ts';

/** What reading needs besides the cells. `today` is `YYYY-MM-DD`. */
export type TakeoverSettings = {
  readonly columns: ColumnMapping;
  readonly wordings: WordingCorrections;
  readonly today: string;
  /** The lists in force here: their words are read as those of the reference are. */
  readonly lists: Lists;
  /** How the lines of a known tool are read (known/); absent for a register. */
  readonly tool?: ToolReading;
};

/** What is particular in the lines of a known tool beside its columns and wordings. `assumptions` are printed with those of every take-over. */
export type ToolReading = {
  readonly dates: DateOrder;
  /** It has no column of consent to services: every line is a file, whose consent stays blank. */
  readonly everyLineIsCase: boolean;
  readonly assumptions: readonly Text[];
};

/** A coded cell as it was read: its code, `null` when the user leaves that wording blank, `undefined` when no rule knows it. */
export type ReadWording = {
  readonly column: string;
  readonly table: WordingTable;
  readonly wording: string;
  readonly code: string | null | undefined;
};

/** One line of the register under the meanings of its columns, and what is noted while it is read. */
export type Line = {
  readonly headings: readonly string[];
  readonly cells: readonly string[];
  readonly settings: TakeoverSettings;
  readonly warnings: RowWarning[];
  /** Headings of the cells read as unknown. */
  readonly unknownColumns: string[];
  readonly wordings: ReadWording[];
};

export function lineOf(headings: readonly string[], cells: readonly string[], settings: TakeoverSettings): Line {
  return { headings, cells, settings, warnings: [], unknownColumns: [], wordings: [] };
}

/** The trimmed cell of a meaning; empty when no column has it or the line is short. */
export function textOf(line: Line, target: Target): string {
  const index = line.settings.columns.indexOf(target);
  return index < 0 ? '' : (line.cells[index] ?? '').trim();
}

/** The heading of a meaning, as written in the file. */
export function headingOf(line: Line, target: Target): string {
  return line.headings[line.settings.columns.indexOf(target)] ?? '';
}

/** The day of a cell, written as the register or the tool writes days; `null` for none. */
export function dayIn({ settings: { tool, today } }: Line, cell: string): IsoDate | null {
  return tool === undefined ? readDay(cell) : readToolDay(cell, tool.dates, today);
}

/** The same, or a month, or a year alone. */
export function partialDayIn({ settings: { tool, today } }: Line, cell: string): PartialDate | null {
  return tool === undefined ? readPartialDay(cell) : readToolPartialDay(cell, tool.dates, today);
}

export function warn(line: Line, target: Target, done: Text, why: Text): void {
  line.warnings.push({ column: headingOf(line, target), read: textOf(line, target), done, why });
}

/** The cell becomes unknown (commands.md, `unknown_cells`). */
export function markUnknown(line: Line, target: Target, why: Text): void {
  line.unknownColumns.push(headingOf(line, target));
  warn(line, target, READ_AS_UNKNOWN, why);
}

/** The code of a cell. A wording that no rule knows is noted and the cell left blank. */
export function coded(line: Line, target: Target, table: WordingTable): string | undefined {
  const wording = textOf(line, target);
  if (wording === '') return undefined;
  const code = codeOf(table, wording, line.settings);
  line.wordings.push({ column: headingOf(line, target), table, wording, code });
  if (code !== undefined) return code ?? undefined;
  warn(line, target, LEFT_BLANK, UNKNOWN_WORDING);
  return undefined;
}

/** The code of a cell that may be written in the words of several tables: the first that knows it. A text that none knows is asked under the last. */
export function codedInOneOf(
  line: Line,
  target: Target,
  first: WordingTable,
  last: WordingTable,
): readonly [WordingTable, string | undefined] {
  const wording = textOf(line, target);
  const known = wording !== '' && codeOf(first, wording, line.settings) !== undefined;
  const table = known ? first : last;
  return [table, coded(line, target, table)];
}

/** The code of a cell where most wordings have none, and none is missed. */
export function codedIfKnown(line: Line, target: Target, table: WordingTable): string | undefined {
  const wording = textOf(line, target);
  return wording === '' ? undefined : (codeOf(table, wording, line.settings) ?? undefined);
}
