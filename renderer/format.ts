import { dayOf, daysBetween, formatDayInList } from '../shared/time.ts';
import type { IsoDate, IsoDateTime } from '../shared/time.ts';
import type { Language, Text } from '../shared/text.ts';
import { today as presentDay } from './today.ts';

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** A day as lists show it: « mar. 13 oct. »; of another year than today's, with that year: a person may come back after two. */
export function dayInList(day: IsoDate, language: Language, today: IsoDate = presentDay()): string {
  const [year, shown] = [day.slice(0, 4), formatDayInList(day, language)];
  return year === today.slice(0, 4) ? shown : `${shown} ${year}`;
}

/** The same in both languages, for a sentence that is a `Text`. */
export function dayText(day: IsoDate): Text {
  return { fr: dayInList(day, 'fr'), en: dayInList(day, 'en') };
}

/** The hour of an instant: « 16:48 ». */
export function hourOf(instant: IsoDateTime): string {
  return instant.slice(11, 16);
}

/** Day and hour as lists show them: « mar. 13 oct., 16:48 ». */
export function formatInstantInList(instant: IsoDateTime, language: Language, today: IsoDate = presentDay()): string {
  return `${dayInList(dayOf(instant), language, today)}, ${hourOf(instant)}`;
}

/** The same, with « aujourd’hui » and « hier » where they are true. */
export function formatRecently(instant: IsoDateTime, today: IsoDate, language: Language): string {
  const days = daysBetween(dayOf(instant), today);
  if (days === 0) return `${language === 'fr' ? 'aujourd’hui' : 'today'} ${hourOf(instant)}`;
  if (days === 1) return `${language === 'fr' ? 'hier' : 'yesterday'} ${hourOf(instant)}`;
  return formatInstantInList(instant, language, today);
}

/** A number with the thousands mark of the language (interface §7.3). */
export function formatNumber(value: number, language: Language): string {
  return value.toLocaleString(LOCALES[language]);
}

/** Hours left as an interval, rounded to the cautious side: « 14 à 38 h »; one end when both are equal (interface P11). */
export function hoursLeft(low: number, high: number): Text {
  const least = Math.max(0, Math.floor(low));
  const most = Math.max(0, Math.floor(high));
  if (least === most) return { fr: `${most}\u00a0h`, en: `${most}\u00a0h` };
  return { fr: `${least} à ${most}\u00a0h`, en: `${least} to ${most}\u00a0h` };
}

/** Days of lateness in words: « 3 jours ». */
export function daysInWords(days: number): Text {
  return { fr: days < 2 ? `${days}\u00a0jour` : `${days}\u00a0jours`, en: days === 1 ? '1 day' : `${days} days` };
}

/** Size of a file in words: « 12 Kio ». */
export function formatBytes(bytes: number): Text {
  const kibibytes = Math.max(1, Math.round(bytes / 1024));
  if (kibibytes < 1024) return { fr: `${kibibytes}\u00a0Kio`, en: `${kibibytes} KiB` };
  const mebibytes = Math.round(kibibytes / 1024);
  return { fr: `${mebibytes}\u00a0Mio`, en: `${mebibytes} MiB` };
}
