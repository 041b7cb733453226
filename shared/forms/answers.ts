/**
 * What one question may hold. Blank is absence of the key; « ne sait pas », « ne souhaite pas répondre » and « sans objet »
 * are values of their own (reference §0.1: three different things, never confused).
 */
export type Withheld = { readonly withheld: 'unknown' | 'declined' | 'not_applicable' };

/** A place: region, and as far as known cercle and commune (reference §4.12). Never an address. */
export type Geo = { readonly region: string; readonly cercle?: string; readonly commune?: string };

/** Text, codes, dates (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`), times (`HH:MM`) and instants (`YYYY-MM-DDTHH:MM`) are strings. */
export type Answer = string | number | readonly string[] | Geo | Withheld;

/** Field code → answer. A code that is not in the form is refused by the form's schema. */
export type Answers = Readonly<Record<string, Answer>>;

export function isWithheld(answer: Answer | undefined): answer is Withheld {
  return typeof answer === 'object' && 'withheld' in answer;
}
