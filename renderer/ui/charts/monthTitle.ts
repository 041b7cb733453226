import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';

/** « Octobre 2026 », `October 2026`: a month at the head of a page or a button. */
export function monthTitle(month: string): Text {
  const fr = formatMonth(month, 'fr');
  return { fr: fr.charAt(0).toLocaleUpperCase('fr') + fr.slice(1), en: formatMonth(month, 'en') };
}
