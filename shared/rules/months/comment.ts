import type { Text } from '../../text.ts';

/** What a comment seems to hold and must not (reference §6.3, comment): said while it is typed, refused when the month is frozen. */
export type Hint = 'phone' | 'date' | 'place' | 'name';

export const HINT_WORDS: Record<Hint, Text> = {
  phone: { fr: 'un numéro de téléphone', en: 'a phone number' },
  date: { fr: 'une date plus fine que le mois', en: 'a date finer than the month' },
  place: { fr: 'un lieu plus fin que le cercle', en: 'a place finer than the cercle' },
  name: { fr: 'un nom de personne', en: 'a person’s name' },
};

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';

const PATTERNS: readonly (readonly [Hint, RegExp])[] = [
  ['phone', /(?:\d[\s.-]?){8,}/u],
  ['date', new RegExp(`\\b\\d{1,2}[/.-]\\d{1,2}\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b(?:1er|\\d{1,2}) (?:${MONTHS})\\b`, 'iu')],
  [
    'place',
    /(?<!\p{L})(?:[Qq]uartier|[Vv]illage|[Hh]ameau|[Ss]ecteur|[Rr]ue|[Mm]arché|[ÉéEe]cole|[Ss]ite)\s+(?:de\s+|d[’']|du\s+)?\p{Lu}/u,
  ],
  ['name', /\b(?:M\.|Mme|Monsieur|Madame|nommée?|surnommée?)\s+\p{Lu}|(?<=[\p{Ll},;]\s)\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+/u],
];

/** The kinds of things a comment seems to hold, in a fixed order. */
export function commentHints(comment: string): readonly Hint[] {
  return PATTERNS.filter(([, pattern]) => pattern.test(comment)).map(([hint]) => hint);
}
