import type { RegisterRefusal } from './refusals.ts';
import type { Encoding } from './decode.ts';

/** What the user may set when the detection is wrong. */
export type RegisterChoices = CsvChoices & { readonly sheet?: number };

export type RegisterTable = {
  readonly source: CsvSource | WorkbookSource;
  readonly headings: readonly string[];
  /** Data lines in order, the line after the headings first. Lines may be shorter or longer than the headings. */
  readonly rows: readonly (readonly string[])[];
  /** Of a workbook: whether days are days on the sheet, and no text whose order must be found; how many sheets hold lines. */
  readonly workbook?: { readonly realDays: boolean; readonly filledSheets: number };
};

export type RegisterReading =
  | { readonly ok: true; readonly table: RegisterTable }
  | { readonly ok: false; readonly refusal: RegisterRefusal };

/** What the user may set when the detection is wrong. */
export type CsvChoices = { readonly encoding?: Encoding; readonly separator?: Separator };

/** How the text was read. */
export type CsvSource = { readonly kind: 'csv'; readonly encoding: Encoding; readonly separator: Separator };

/** Sheets by name, and which one was read. */
export type WorkbookSource = { readonly kind: 'workbook'; readonly sheet: number; readonly sheets: readonly string[] };

export const SEPARATORS = [';', ',', '\t'] as const;

export type Separator = (typeof SEPARATORS)[number];
