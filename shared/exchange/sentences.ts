import type { Text } from '../text.ts';
import { formatDate, formatPeriod, type IsoPeriod } from '../time.ts';
import type { PackageMode } from './payload.ts';

/** On every page, sheet and print of aggregate figures (reference §6.1.5). */
export const PREVALENCE: Text = {
  fr: 'Ces chiffres ne représentent que les incidents déclarés avec consentement ; ils ne mesurent pas la prévalence.',
  en: 'These figures only represent incidents reported with consent; they do not measure prevalence.',
};

/** On every print and sheet of a training installation. */
export const TRAINING_PRINT: Text = {
  fr: 'FORMATION : chiffres inventés.',
  en: 'TRAINING: invented figures.',
};

/**
 * How the packages behind some figures protect small counts: the modes there are, the least threshold among them, the largest number of rounded packages in one sum, and the
 * rule of the sub-cluster at the desk (`number` 0: none); and what was opened with a quarter, late: so many months of so many centres, counted or not.
 */
export type Method = {
  readonly threshold: number;
  readonly modes: readonly PackageMode[];
  readonly rounded: number;
  readonly rule: { readonly number: number; readonly agreedOn: string | null };
  readonly late: readonly { readonly quarter: IsoPeriod; readonly months: number; readonly centres: number; readonly isCounted: boolean }[];
};

/** How the figures are protected and by which threshold, printed beside them (disclosure §1, §4); `LIMITS` comes after it. */
export function methodWords({ threshold, modes, rounded, rule, late }: Method): readonly Text[] {
  const below = threshold - 1;
  const hidden: Text = {
    fr: `Un nombre de 1 à ${below} est masqué, ainsi que les cases qui permettraient de le retrouver par soustraction. «\u00a0s\u00a0»\u00a0: case masquée. «\u00a0de 9 à 14\u00a0»\u00a0: la somme est dans cet intervalle.`,
    en: `A number from 1 to ${below} is hidden, and so are the cells from which it could be found by subtraction. “s”: hidden cell. “from 9 to 14”: the sum lies in this interval.`,
  };
  const off = standardError(rounded);
  const near: Text = {
    fr: `Un nombre de 1 à ${below} est arrondi à 0 ou à ${threshold} dans chaque centre, et les totaux sont refaits\u00a0: une somme arrondie est à environ ± ${off} près (erreur type). Moins de trois centres\u00a0: masqué.`,
    en: `A number from 1 to ${below} is rounded to 0 or to ${threshold} in each centre, and totals are made again: a rounded sum is within about ± ${off} (standard error). Fewer than three centres: hidden.`,
  };
  return [
    ...(modes.includes('hidden') ? [hidden] : []),
    ...(modes.includes('rounded') ? [near] : []),
    ...late.map(lateWords),
    ...ruleWords(rule),
  ];
}

/** A quarter is more than the sum of its months by what came late, unless that would hide what the months show. Always of three centres or more: fewer are never opened. */
function lateWords({ quarter, months, centres, isCounted }: Method['late'][number]): Text {
  const [fr, en] = isCounted ? COUNTED_LATE : NOT_COUNTED_LATE;
  return {
    fr: `${formatPeriod(quarter, 'fr')}\u00a0: ${months} rapports de mois, remis en retard par ${centres} centres et ouverts ensemble, ${fr}`,
    en: `${formatPeriod(quarter, 'en')}: ${months} monthly reports, handed over late by ${centres} centres and opened together, ${en}`,
  };
}

const COUNTED_LATE = [
  's’ajoutent à la somme des mois. Ils ne sont comptés dans une région que si trois centres y étaient en retard.',
  'are added to the sum of the months. They count in a region only if three centres were late there.',
] as const;
const NOT_COUNTED_LATE = [
  'ne sont pas comptés ici\u00a0: si peu de rapports feraient masquer des nombres que la somme des mois donne.',
  'are not counted here: so few reports would hide numbers that the sum of the months gives.',
] as const;

function ruleWords({ number, agreedOn }: Method['rule']): readonly Text[] {
  if (number === 0 || agreedOn === null) return [];
  return [
    {
      fr: `Règle n°\u00a0${number} du sous-cluster, du ${formatDate(agreedOn, 'fr')}.`,
      en: `Rule no. ${number} of the sub-cluster, of ${formatDate(agreedOn, 'en')}.`,
    },
  ];
}

/** Standard error of a sum over this many rounded packages: errors are nearly independent, about 2 each (disclosure §4). Rounded up. */
export function standardError(packages: number): number {
  return Math.ceil(2 * Math.sqrt(packages));
}

/** What no protection of the figures promises. */
export const LIMITS: Text = {
  fr: 'Limites\u00a0: trois centres qui mettent leurs chiffres ensemble, ou un savoir venu d’ailleurs, peuvent en dire plus que ces tableaux.',
  en: 'Limits: three centres that put their figures together, or knowledge from elsewhere, can tell more than these tables do.',
};

/** How one consolidated cell reads: a number, an interval in words, or the mark of a hidden cell. */
export function cellWords(cell: { readonly value: number | null; readonly low: number | null; readonly high: number | null }): Text {
  if (cell.value !== null) return { fr: String(cell.value), en: String(cell.value) };
  if (cell.low !== null && cell.high !== null) return { fr: `de ${cell.low} à ${cell.high}`, en: `from ${cell.low} to ${cell.high}` };
  return { fr: 's', en: 's' };
}
