import type { Text } from '../text.ts';

/** Stands on every page, sheet and print of aggregate figures (reference §6.1.5). */
export const PREVALENCE: Text = {
  fr: 'Ces chiffres ne représentent que les incidents déclarés avec consentement ; ils ne mesurent pas la prévalence.',
  en: 'These figures only represent incidents reported with consent; they do not measure prevalence.',
};

/** Stands on every print and sheet of a training installation. */
export const TRAINING_PRINT: Text = {
  fr: 'FORMATION : chiffres inventés.',
  en: 'TRAINING: invented figures.',
};

/** How the figures are protected, in one sentence, printed beside them. */
export const METHOD: Text = {
  fr: 'Un nombre de 1 à 4 est masqué, ainsi que les cases qui permettraient de le retrouver par soustraction. « s » : case masquée. « de 9 à 14 » : la somme est dans cet intervalle.',
  en: 'A number from 1 to 4 is hidden, and so are the cells from which it could be found by subtraction. “s”: hidden cell. “from 9 to 14”: the sum lies in this interval.',
};

/** How one consolidated cell reads: a number, an interval in words, or the mark of a hidden cell. */
export function cellWords(cell: { readonly value: number | null; readonly low: number | null; readonly high: number | null }): Text {
  if (cell.value !== null) return { fr: String(cell.value), en: String(cell.value) };
  if (cell.low !== null && cell.high !== null) return { fr: `de ${cell.low} à ${cell.high}`, en: `from ${cell.low} to ${cell.high}` };
  return { fr: 's', en: 's' };
}
