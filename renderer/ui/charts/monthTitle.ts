import { formatPeriod } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';

/** « Octobre 2026 », « 2e trimestre 2026 », `October 2026`: a month or a longer period at the head of a page or a button. */
export function monthTitle(month: string): Text {
  const fr = formatPeriod(month, 'fr');
  return { fr: fr.charAt(0).toLocaleUpperCase('fr') + fr.slice(1), en: formatPeriod(month, 'en') };
}
