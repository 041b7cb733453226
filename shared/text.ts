/** A sentence or label in the two languages of the application. A text without English does not compile. */
export type Text = { readonly fr: string; readonly en: string };

export type Language = 'fr' | 'en';

/** The text in the reader's language. */
export function say(text: Text, language: Language): string {
  return text[language];
}
