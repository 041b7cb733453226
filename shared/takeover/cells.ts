import { isDate } from '../time.ts';
import type { IsoDate, PartialDate } from '../time.ts';

/** How the single cells of a register are read. Nothing here knows of columns. */

const DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const MONTH = /^(\d{1,2})\/(\d{4})$/;
const YEAR = /^\d{4}$/;
const AGE = /^(~?)\s*(\d{1,3})$/;
const TIME = /^(\d{1,2})(?:\s?[:hH]\s?(\d{2})?)(?::\d{2})?$/;
const OLDEST = 110;

/** Control characters other than tab and line breaks, overrides of the writing direction, halves of a character (security §8). */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u;

export function hasForbiddenCharacter(cell: string): boolean {
  return FORBIDDEN.test(cell);
}

/** `jj/mm/aaaa`, a real day; `null` otherwise. */
export function readDay(cell: string): IsoDate | null {
  const [, day = '', month = '', year = ''] = DAY.exec(cell) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}

/** `jj/mm/aaaa`, `mm/aaaa` or `aaaa`; `null` for what is none of them or no real date. */
export function readPartialDay(cell: string): PartialDate | null {
  if (YEAR.test(cell)) return cell;
  const [, month = '', year = ''] = MONTH.exec(cell) ?? [];
  if (year === '') return readDay(cell);
  return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, '0')}` : null;
}

/** A whole number from 0 to 110, a leading `~` meaning estimated; `null` for anything else. */
export function readAge(cell: string): { readonly years: number; readonly estimated: boolean } | null {
  const [, mark, digits = ''] = AGE.exec(cell) ?? [];
  const years = Number(digits);
  return mark === undefined || years > OLDEST ? null : { years, estimated: mark === '~' };
}

/** `21:30`, `21h30`, `21 h` → `21:30`, `21:00`; `null` for no clock time. */
export function readTime(cell: string): string | null {
  const [, hours, minutes = '00'] = TIME.exec(cell) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

/** Text that a spreadsheet would compute. Here it is text, for ever. */
export function looksLikeFormula(cell: string): boolean {
  return /^[=+\-@]/.test(cell);
}
