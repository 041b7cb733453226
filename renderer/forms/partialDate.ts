import { addDays, daysBetween, formatLongDate, formatMonth, isDate, isMonth, isPartialDate } from '../../shared/time.ts';
import type { IsoDate, PartialDate } from '../../shared/time.ts';
import type { Text } from '../../shared/text.ts';

/** The three boxes of a partial date as they are typed (interface §5). Nothing here touches the screen. */
export type DateBoxes = { readonly day: string; readonly month: string; readonly year: string };
export type DateBox = keyof DateBoxes;

const NEXT: Readonly<Record<DateBox, DateBox | undefined>> = { day: 'month', month: 'year', year: undefined };
const PREVIOUS: Readonly<Record<DateBox, DateBox | undefined>> = { day: undefined, month: 'day', year: 'month' };
const LENGTH: Readonly<Record<DateBox, number>> = { day: 2, month: 2, year: 4 };
/** A first digit above this one can only be the whole number: 4 is the 4th, 2 may become 29. */
const LAST_OPEN_DIGIT: Readonly<Record<DateBox, number>> = { day: 3, month: 1, year: 9 };
const SEPARATOR = /[/\-. ]/;
const TODAY_WORDS = ['auj', 'today'];
const YESTERDAY_WORDS = ['hier', 'yesterday'];
/** Everything that may still become a word for a day, or a number of days ago. */
const WORD_OR_DAYS_AGO = /^(?:-\d{0,3}|[a-z]{1,10})$/;

/** The boxes of a stored date: `2026-10` leaves the day empty. */
export function boxesOf(date: PartialDate | undefined): DateBoxes {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return { day, month, year };
}

/** What the boxes say: nothing, a date of some precision, a date still lacking a box, or a day that does not exist. */
export type ReadDate = { readonly kind: 'blank' | 'incomplete' | 'impossible' } | { readonly kind: 'date'; readonly date: PartialDate };

/** Reads the three boxes. An empty day means month precision; an empty day and month mean year precision. Years of two digits are read on leaving only. */
export function readBoxes({ day, month, year }: DateBoxes): ReadDate {
  if (day === '' && month === '' && year === '') return { kind: 'blank' };
  if (year.length !== 4 || (day !== '' && month === '')) return { kind: 'incomplete' };
  const date = [year, month.padStart(2, '0'), day.padStart(2, '0')].slice(0, month === '' ? 1 : day === '' ? 2 : 3).join('-');
  return isPartialDate(date) ? { kind: 'date', date } : { kind: 'impossible' };
}

/** Boxes after a keystroke, and the box that takes the focus if it moves. */
export type Typed = { readonly boxes: DateBoxes; readonly moveTo?: DateBox };

/**
 * What a text typed in one box does: two digits move on, `/`, `-`, `.` and space move on, « auj. » and « hier » fill the three boxes.
 * `-3` waits for `left`, since it may become `-30`.
 */
export function typeInBox(boxes: DateBoxes, box: DateBox, text: string, today: IsoDate): Typed {
  const typed = text.trim().toLowerCase();
  if (box === 'day' && WORD_OR_DAYS_AGO.test(typed)) {
    const day = dayInWords(typed, today);
    return day === undefined || typed.startsWith('-') ? { boxes: { ...boxes, day: typed } } : { boxes: boxesOf(day), moveTo: 'year' };
  }
  const digits = text.replace(/\D/g, '').slice(0, LENGTH[box]);
  const filled = { ...boxes, [box]: digits };
  const next = NEXT[box];
  const moves = isWhole(box, digits) || (SEPARATOR.test(text) && !isAlreadyMoved(filled, box));
  return moves && next !== undefined ? { boxes: filled, moveTo: next } : { boxes: filled };
}

/** What leaving a box does: `-3` becomes the day three days ago, `5` becomes `05`, `26` becomes `2026`. */
export function leaveBox(boxes: DateBoxes, box: DateBox, today: IsoDate): DateBoxes {
  const text = boxes[box];
  if (text === '') return boxes;
  if (box === 'day' && WORD_OR_DAYS_AGO.test(text)) return boxesOf(dayInWords(text, today));
  return { ...boxes, [box]: box === 'year' ? wholeYear(text, today) : text.padStart(2, '0') };
}

/** The box that `Suppr` or `Retour` in an empty box goes back to. */
export function boxBefore(boxes: DateBoxes, box: DateBox): DateBox | undefined {
  return boxes[box] === '' ? PREVIOUS[box] : undefined;
}

/** The date in words beside the boxes: « dimanche, il y a 2 jours », « en octobre 2026, jour inconnu ». Relative within seven days only (interface §7.3). */
export function dateInWords(date: PartialDate, today: IsoDate): Text {
  if (isDate(date)) return dayWithDistance(date, today);
  if (isMonth(date)) return { fr: `en ${formatMonth(date, 'fr')}, jour inconnu`, en: `in ${formatMonth(date, 'en')}, day unknown` };
  return { fr: `en ${date}, jour et mois inconnus`, en: `in ${date}, day and month unknown` };
}

function dayWithDistance(date: IsoDate, today: IsoDate): Text {
  const weekday = { fr: formatLongDate(date, 'fr').split(' ')[0] ?? '', en: formatLongDate(date, 'en').split(' ')[0] ?? '' };
  const days = daysBetween(date, today);
  if (days < -7 || days > 7) return { fr: formatLongDate(date, 'fr'), en: formatLongDate(date, 'en') };
  const distance = distanceInDays(days);
  return { fr: `${weekday.fr}, ${distance.fr}`, en: `${weekday.en}, ${distance.en}` };
}

function distanceInDays(days: number): Text {
  switch (days) {
    case 0:
      return { fr: 'aujourd’hui', en: 'today' };
    case 1:
      return { fr: 'hier', en: 'yesterday' };
    case -1:
      return { fr: 'demain', en: 'tomorrow' };
    default:
      return days > 0 ? { fr: `il y a ${days} jours`, en: `${days} days ago` } : { fr: `dans ${-days} jours`, en: `in ${-days} days` };
  }
}

/** Whether the focus came here by itself, so that the `/` typed after `5` has nothing left to do. */
function isAlreadyMoved(boxes: DateBoxes, box: DateBox): boolean {
  return box === 'month' && boxes.month === '' && boxes.day !== '';
}

function isWhole(box: DateBox, digits: string): boolean {
  return digits.length === LENGTH[box] || (digits.length === 1 && Number(digits) > LAST_OPEN_DIGIT[box]);
}

function dayInWords(text: string, today: IsoDate): IsoDate | undefined {
  if (TODAY_WORDS.includes(text)) return today;
  if (YESTERDAY_WORDS.includes(text)) return addDays(today, -1);
  return /^-\d{1,3}$/.test(text) ? addDays(today, Number(text)) : undefined;
}

function wholeYear(text: string, today: IsoDate): string {
  if (text.length !== 2) return text;
  const century = today.slice(0, 2);
  return `${century}${text}` <= today.slice(0, 4) ? `${century}${text}` : `${Number(century) - 1}${text}`;
}
