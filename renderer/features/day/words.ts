import { formatLongDate } from '../../../shared/time.ts';
import type { IsoDate } from '../../../shared/time.ts';
import type { Language } from '../../../shared/text.ts';

/** The day as the page's title: « Mardi 13 octobre ». The year is left out: it is today. */
export function dayInTitle(day: IsoDate, language: Language): string {
  const words = formatLongDate(day, language).replace(/ \d{4}$/, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
