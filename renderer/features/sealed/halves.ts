import type { SealedHalf } from '../../../shared/contract/sealed.ts';
import type { Language } from '../../../shared/text.ts';
import { formatDate, isMonth, type IsoPeriod } from '../../../shared/time.ts';

/** The centres of some halves, by their codes: « AAA, BBB » in a month; in a quarter with their months, « AAA (01/2026, 03/2026) ». */
export function namesOf(halves: readonly SealedHalf[], period: IsoPeriod, language: Language): string {
  const centres = [...Map.groupBy(halves, ({ centre }) => centre)];
  return centres
    .map(([centre, own]) => (isMonth(period) ? centre : `${centre} (${own.map(({ month }) => formatDate(month, language)).join(', ')})`))
    .join(', ');
}
