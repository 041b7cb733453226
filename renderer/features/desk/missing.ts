import type { Language, Text } from '../../../shared/text.ts';

type Missing = { readonly label: Text; readonly why: Text };

/** One line for each reason: « Gao, Mopti : moins de trois centres ont remis… ». */
export function missingWords(missing: readonly Missing[], language: Language): readonly string[] {
  const byReason = Map.groupBy(missing, ({ why }) => why[language]);
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  return [...byReason].map(([why, regions]) => `${regions.map(({ label }) => label[language]).join(', ')}${colon}${why}`);
}
