import { readCsv } from './readCsv.ts';
import type { CsvChoices, CsvSource } from './readCsv.ts';
import { readWorkbook } from './readWorkbook.ts';
import type { WorkbookSource } from './readWorkbook.ts';
import type { RegisterRefusal } from './refusals.ts';

/** What the user may set when the detection is wrong. */
export type RegisterChoices = CsvChoices & { readonly sheet?: number };

export type RegisterTable = {
  readonly source: CsvSource | WorkbookSource;
  readonly headings: readonly string[];
  /** Data lines in order, the line after the headings first. Lines may be shorter or longer than the headings. */
  readonly rows: readonly (readonly string[])[];
  /** Of a workbook: whether days are days on the sheet, and no text whose order is to be told; how many sheets hold lines. */
  readonly workbook?: { readonly realDays: boolean; readonly filledSheets: number };
};

export type RegisterReading =
  | { readonly ok: true; readonly table: RegisterTable }
  | { readonly ok: false; readonly refusal: RegisterRefusal };

const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04];
const OLD_WORKBOOK_MARK = [0xd0, 0xcf, 0x11, 0xe0];

/** Reads a register, a CSV or a workbook by its first bytes, whatever its name says. An old workbook, or one under a password, has the mark of neither. */
export async function readRegister(bytes: Uint8Array, choices: RegisterChoices = {}): Promise<RegisterReading> {
  if (begins(bytes, OLD_WORKBOOK_MARK)) return { ok: false, refusal: 'oldWorkbook' };
  return begins(bytes, ZIP_MARK) ? readWorkbook(bytes, choices.sheet) : readCsv(bytes, choices);
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, place) => bytes[place] === byte);
}
