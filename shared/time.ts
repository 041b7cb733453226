import { Temporal } from 'temporal-polyfill';
import type { Language } from './text.ts';

/**
 * Dates as ISO strings, without clock and without zone: Mali is at UTC+0 all year (reference §0.1). Nothing here reads the clock:
 * `today` and `now` are always arguments. Functions throw RangeError on a string that is not of the declared shape.
 */

/** A calendar day, `2026-05-13`. */
export type IsoDate = string;
/** A month, `2026-05`. */
export type IsoMonth = string;
/** A local instant to the minute, `2026-05-13T09:30`. */
export type IsoDateTime = string;
/** What a person may know of a date: a year, a month or a day. */
export type PartialDate = string;

const YEAR = /^\d{4}$/;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/;

const MONTHS = {
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;
const SHORT_MONTHS = {
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const;
const WEEKDAYS = {
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;
const SHORT_WEEKDAYS = {
  fr: ['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

/** Whether the text is a real calendar day (`2026-02-29` is not). */
export function isDate(text: string): text is IsoDate {
  if (!DAY.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number);
  const length = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return month !== undefined && month >= 1 && month <= 12 && day !== undefined && day >= 1 && day <= length;
}

export function isMonth(text: string): text is IsoMonth {
  return MONTH.test(text);
}

/** Whether the text is a year, a month or a real day. */
export function isPartialDate(text: string): text is PartialDate {
  return YEAR.test(text) || MONTH.test(text) || isDate(text);
}

/** Whether the text is a clock time, `09:30`. */
export function isTime(text: string): boolean {
  return TIME.test(text);
}

/** Whether the text is a real local instant to the minute. */
export function isDateTime(text: string): text is IsoDateTime {
  const [, day, time] = DATE_TIME.exec(text) ?? [];
  return day !== undefined && time !== undefined && isDate(day) && isTime(time);
}

/** The first day a partial date can mean: `2026` → `2026-01-01`. */
export function earliestDay(date: PartialDate): IsoDate {
  if (YEAR.test(date)) return `${date}-01-01`;
  if (MONTH.test(date)) return `${date}-01`;
  return Temporal.PlainDate.from(date).toString();
}

/** The last day a partial date can mean: `2026-02` → `2026-02-28`. */
export function latestDay(date: PartialDate): IsoDate {
  if (YEAR.test(date)) return `${date}-12-31`;
  if (!MONTH.test(date)) return Temporal.PlainDate.from(date).toString();
  const month = Temporal.PlainYearMonth.from(date);
  return month.toPlainDate({ day: month.daysInMonth }).toString();
}

export function addDays(day: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The same day of another month, or that month's last day: 31 January and one month give 28 February. */
export function addMonths(day: IsoDate, months: number): IsoDate {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** Whole calendar days from the first day to the second; negative when the second comes before. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** The month of a day or of an instant: `2026-05-13` → `2026-05`. */
export function monthOf(day: IsoDate | IsoDateTime): IsoMonth {
  return Temporal.PlainDate.from(day).toPlainYearMonth().toString();
}

/** The months from the first to the last, both included; empty when the last comes before. */
export function monthsFromTo(first: IsoMonth, last: IsoMonth): readonly IsoMonth[] {
  const months: IsoMonth[] = [];
  for (let month = Temporal.PlainYearMonth.from(first); month.toString() <= last; month = month.add({ months: 1 })) {
    months.push(month.toString());
  }
  return months;
}

/** A month, a quarter or a year of the tables: `2026-05`, `2026-Q2`, `2026`. */
export type IsoPeriod = string;

const QUARTER = /^(\d{4})-Q([1-4])$/;

export function isPeriod(text: string): text is IsoPeriod {
  return isMonth(text) || QUARTER.test(text) || YEAR.test(text);
}

/** The months of a period, in order; the month itself for a month. */
export function monthsOfPeriod(period: IsoPeriod): readonly IsoMonth[] {
  if (isMonth(period)) return [period];
  const [, year = period, quarter] = QUARTER.exec(period) ?? [];
  const first = quarter === undefined ? 1 : 3 * Number(quarter) - 2;
  return Array.from({ length: quarter === undefined ? 12 : 3 }, (_, at) => `${year}-${String(first + at).padStart(2, '0')}`);
}

/** Whether every month of a period is over on a day: a month ends with its last day. */
export function hasEnded(period: IsoPeriod, today: IsoDate): boolean {
  return monthsOfPeriod(period).every((month) => month < monthOf(today));
}

/** The quarter of a month: `2026-05` → `2026-Q2`. */
export function quarterOf(month: IsoMonth): IsoPeriod {
  const [year = '', number = ''] = month.split('-');
  return `${year}-Q${Math.ceil(Number(number) / 3)}`;
}

/** The quarters that the months of a period lie in: four of a year, one of a quarter or a month. */
export function quartersAround(period: IsoPeriod): readonly IsoPeriod[] {
  return [...new Set(monthsOfPeriod(period).map(quarterOf))];
}

/** The quarter and the year of a month. */
export function periodsAround(month: IsoMonth): readonly IsoPeriod[] {
  return [quarterOf(month), month.slice(0, 4)];
}

/** The day of an instant: `2026-05-13T09:30` → `2026-05-13`. */
export function dayOf(instant: IsoDateTime): IsoDate {
  return Temporal.PlainDateTime.from(instant).toPlainDate().toString();
}

/** Completed years on a day; a person born on 29 February has her birthday on 1 March of common years. Negative before birth. */
export function ageOn(birth: IsoDate, day: IsoDate): number {
  const [bornYear = 0, bornMonth = 0, bornDay = 0] = Temporal.PlainDate.from(birth).toString().split('-').map(Number);
  const [year = 0, month = 0, dayOfMonth = 0] = Temporal.PlainDate.from(day).toString().split('-').map(Number);
  const birthdayPassed = month > bornMonth || (month === bornMonth && dayOfMonth >= bornDay);
  return year - bornYear - (birthdayPassed ? 0 : 1);
}

export function addHours(instant: IsoDateTime, hours: number): IsoDateTime {
  return Temporal.PlainDateTime.from(instant).add({ hours }).toString({ smallestUnit: 'minute' });
}

/** Hours from the first instant to the second, with fractions; negative when the second comes before. */
export function hoursBetween(from: IsoDateTime, to: IsoDateTime): number {
  return Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(to)).total('hours');
}

/** `13/10/2026` (field form) in French, `13 Oct 2026` in English; a partial date keeps its precision: `10/2026`, `2026`. */
export function formatDate(date: PartialDate, language: Language): string {
  if (YEAR.test(date)) return date;
  const [year = '', month = '', day] = (isMonth(date) ? date : Temporal.PlainDate.from(date).toString()).split('-');
  if (language === 'fr') return [day, month, year].filter((part) => part !== undefined).join('/');
  const name = SHORT_MONTHS.en[Number(month) - 1] ?? '';
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** For lists: « mar. 13 oct. », `Tue 13 Oct`. */
export function formatDayInList(day: IsoDate, language: Language): string {
  const date = Temporal.PlainDate.from(day);
  const weekday = SHORT_WEEKDAYS[language][date.dayOfWeek - 1] ?? '';
  return `${weekday} ${dayNumber(date.day, language)} ${SHORT_MONTHS[language][date.month - 1] ?? ''}`;
}

/** For titles and prints: « mardi 13 octobre 2026 », `Tuesday 13 October 2026`. */
export function formatLongDate(day: IsoDate, language: Language): string {
  const date = Temporal.PlainDate.from(day);
  const weekday = WEEKDAYS[language][date.dayOfWeek - 1] ?? '';
  return `${weekday} ${dayNumber(date.day, language)} ${MONTHS[language][date.month - 1] ?? ''} ${date.year}`;
}

/** « octobre 2026 », `October 2026`. */
export function formatMonth(month: IsoMonth, language: Language): string {
  const { year, month: number } = Temporal.PlainYearMonth.from(month);
  return `${MONTHS[language][number - 1] ?? ''} ${year}`;
}

/** « octobre 2026 », « 2e trimestre 2026 », « année 2026 »; `October 2026`, `Q2 2026`, `year 2026`. */
export function formatPeriod(period: IsoPeriod, language: Language): string {
  const [, year, quarter] = QUARTER.exec(period) ?? [];
  if (quarter !== undefined)
    return language === 'fr' ? `${quarter}${quarter === '1' ? 'er' : 'e'} trimestre ${year}` : `Q${quarter} ${year}`;
  if (YEAR.test(period)) return language === 'fr' ? `année ${period}` : `year ${period}`;
  return formatMonth(period, language);
}

/** « 13/10/2026 à 16:48 », `13 Oct 2026 at 16:48`. */
export function formatDateTime(instant: IsoDateTime, language: Language): string {
  const time = Temporal.PlainDateTime.from(instant).toPlainTime().toString({ smallestUnit: 'minute' });
  return `${formatDate(dayOf(instant), language)} ${language === 'fr' ? 'à' : 'at'} ${time}`;
}

function dayNumber(day: number, language: Language): string {
  return language === 'fr' && day === 1 ? '1er' : String(day);
}
