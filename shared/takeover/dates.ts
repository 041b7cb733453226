import { isDate } from '../time.ts';
import type { IsoDate, PartialDate } from '../time.ts';

/** Which of two numbers is the day, where a tool writes `05/11/2026`. */
export type DateOrder = 'dayFirst' | 'monthFirst';

const NUMBERS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;
const NAMED = /^(\d{1,2})[\s./-]*(\p{L}{3,9})\.?[\s./-]*(\d{4}|\d{2})$/u;
/** A day, or a day with its hour: the text after the day is not read. */
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;
const ISO_MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const MONTH = /^(\d{1,2})\/(\d{4})$/;
const YEAR = /^\d{4}$/;
const MIDNIGHT = /\s+0?0:00(?::00)?$/;
const LONGEST_DATE = 40;

/** Names of months in French and in English, without accents. A beginning is enough where it is that of one month: « jui » is that of two. */
const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'january'],
  ['fevrier', 'february'],
  ['mars', 'march'],
  ['avril', 'april'],
  ['mai', 'may'],
  ['juin', 'june'],
  ['juillet', 'july'],
  ['aout', 'august'],
  ['septembre', 'september'],
  ['octobre', 'october'],
  ['novembre', 'november'],
  ['decembre', 'december'],
];

/**
 * A day as the known tools write it: `05-Nov-26` and « 5 nov. 2026 » of spreadsheets, `2026-11-05` of Primero, or numbers in the given order. A year of two
 * digits is the last such year that is not in the future of `today`. `null` for what is no real date.
 */
export function readToolDay(cell: string, order: DateOrder, today: IsoDate): IsoDate | null {
  const written = cell.slice(0, LONGEST_DATE).replace(MIDNIGHT, '');
  const iso = ISO.exec(written)?.[1];
  if (iso !== undefined) return isDate(iso) ? iso : null;
  const parts = partsOf(written, order);
  if (parts === null) return null;
  const [day, month, year] = parts;
  const tail = `${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const years = year.length === 4 ? [year] : [`20${year}`, `19${year}`];
  const date = years.map((one) => `${one}-${tail}`).find((one) => isDate(one) && (year.length === 4 || one <= today));
  return date !== undefined && isDate(date) ? date : null;
}

/** The same, or a month, or a year alone. */
export function readToolPartialDay(cell: string, order: DateOrder, today: IsoDate): PartialDate | null {
  if (YEAR.test(cell) || ISO_MONTH.test(cell)) return cell;
  const [, month = '', year] = MONTH.exec(cell) ?? [];
  if (year === undefined) return readToolDay(cell, order, today);
  return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, '0')}` : null;
}

/**
 * The order that the cells of a file show: a number above twelve can only be a day. Day first where no cell is written in numbers; `null` where they do not show it, or
 * where they contradict each other: it is asked then.
 */
export function orderOf(cells: Iterable<string>): DateOrder | null {
  const seen = { numbers: false, dayFirst: false, monthFirst: false };
  for (const cell of cells) {
    const [, first, second] = NUMBERS.exec(cell.trim().slice(0, LONGEST_DATE).replace(MIDNIGHT, '')) ?? [];
    if (first === undefined || second === undefined) continue;
    seen.numbers = true;
    if (Number(first) > 12) seen.dayFirst = true;
    if (Number(second) > 12) seen.monthFirst = true;
  }
  if (!seen.numbers) return 'dayFirst';
  if (seen.dayFirst === seen.monthFirst) return null;
  return seen.dayFirst ? 'dayFirst' : 'monthFirst';
}

function partsOf(written: string, order: DateOrder): readonly [day: string, month: number, year: string] | null {
  const [, first, second, year] = NUMBERS.exec(written) ?? [];
  if (first !== undefined && second !== undefined && year !== undefined)
    return order === 'dayFirst' ? [first, Number(second), year] : [second, Number(first), year];
  const [, day, name, namedYear] = NAMED.exec(written) ?? [];
  const month = name === undefined ? 0 : monthNamed(name);
  return day === undefined || namedYear === undefined || month === 0 ? null : [day, month, namedYear];
}

/** From 1; 0 for no month, or for the beginning of several. */
function monthNamed(name: string): number {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const months = MONTHS.flatMap((names, index) => (names.some((full) => full.startsWith(plain)) ? [index + 1] : []));
  return months.length === 1 ? (months[0] ?? 0) : 0;
}
