import type { ColumnMapping } from '../../shared/takeover/columns.ts';
import type { DateOrder } from '../../shared/takeover/dates.ts';
import type { KnownTool } from '../../shared/takeover/known/tool.ts';
import type { Register, TakeoverPlan } from '../../shared/takeover/outcome.ts';
import type { WordingCorrections } from '../../shared/takeover/wordings.ts';

/** Identifies a file without any of its content: length and SHA-256 of its bytes, base64url. A sheet of a workbook is a register of its own. */
export type FilePrint = { readonly bytes: number; readonly sha256: string; readonly sheet: number; readonly filledSheets: number };

/** The tool a file comes from. `byHand`: recognised, and its columns and values are pointed out by the person all the same. */
export type ReadTool = { readonly tool: KnownTool; readonly byHand: boolean };

/** A register between its reading and its take-over: in memory only, forgotten at lock; the file can be read again. */
export type Reading = {
  readonly register: Register;
  readonly print: FilePrint;
  readonly from: ReadTool | null;
  /** Order of day and month in the dates; `null` while the cells do not show it and nobody has chosen it. Of a known tool alone: a register writes the day first. */
  dates: DateOrder | null;
  columns: ColumnMapping;
  wordings: WordingCorrections;
  plan: TakeoverPlan | null;
};
