import type { Text } from '../../shared/text.ts';

/** An open session is not enough to sign an act of authority: the passphrase is asked again. */
export const OWN_PASSPHRASE: Text = { fr: 'Votre phrase secrète', en: 'Your passphrase' };
export const NO_OWN_PASSPHRASE: Text = { fr: 'Il manque votre phrase secrète.', en: 'Your passphrase is missing.' };

/** What is typed in the two fields of a new passphrase. */
export type ChosenPassphrase = { readonly typed: string; readonly again: string };

export const NO_PASSPHRASE: ChosenPassphrase = { typed: '', again: '' };

/** Fewest words of a passphrase of one's own; the request handler counts again. */
export const LEAST_WORDS = 6;

export function wordsIn(typed: string): number {
  return typed.split(/\s+/u).filter((word) => word !== '').length;
}

/** What is missing in a new passphrase, in one sentence; null when it can be used. */
export function missingIn({ typed, again }: ChosenPassphrase): Text | null {
  if (wordsIn(typed) < LEAST_WORDS)
    return { fr: 'La phrase secrète compte au moins six mots.', en: 'The passphrase has at least six words.' };
  if (typed !== again) return { fr: 'Tapez la même phrase dans les deux champs.', en: 'Type the same passphrase in both fields.' };
  return null;
}
