import { readCsv } from './readCsv.ts';
import { readWorkbook } from './readWorkbook.ts';
import type { RegisterChoices, RegisterReading } from './registerTable.ts';

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
