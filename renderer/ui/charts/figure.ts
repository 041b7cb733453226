import { cellWords } from '../../../shared/exchange/sentences.ts';
import type { Language, Text } from '../../../shared/text.ts';
import { formatNumber } from '../../format.ts';

/** What is known of one cell: a number, an interval, or nothing. */
export type Figure = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

/** How much of a figure may be said. */
export type Known = 'number' | 'interval' | 'nothing';

const HIDDEN: Text = { fr: 'masqué', en: 'hidden' };
const ABSENT: Text = { fr: 'sans objet', en: 'not applicable' };

export function knownOf(figure: Figure): Known {
  if (figure.value !== null) return 'number';
  return figure.low !== null && figure.high !== null ? 'interval' : 'nothing';
}

/** « 1 284 », « de 9 à 14 », « masqué », or « sans objet » when the table has no such cell. */
export function figureWords(figure: Figure | null, language: Language): string {
  if (figure === null) return ABSENT[language];
  if (figure.value !== null) return formatNumber(figure.value, language);
  return knownOf(figure) === 'nothing' ? HIDDEN[language] : cellWords(figure)[language];
}

const UNITS: Readonly<Record<string, Text>> = {
  incident: { fr: 'incidents', en: 'incidents' },
  perpetrator: { fr: 'auteur·e·s présumé·e·s', en: 'alleged perpetrators' },
  person: { fr: 'personnes', en: 'persons' },
  case: { fr: 'dossiers', en: 'cases' },
  referral: { fr: 'référencements', en: 'referrals' },
  service: { fr: 'services', en: 'services' },
  accident: { fr: 'accidents', en: 'accidents' },
  victim: { fr: 'victimes', en: 'casualties' },
  follow_up: { fr: 'suivis', en: 'follow-ups' },
};

/** What a table counts, in words; the code itself for a unit this version does not know. */
export function unitWords(unit: string): Text {
  return UNITS[unit] ?? { fr: unit, en: unit };
}
