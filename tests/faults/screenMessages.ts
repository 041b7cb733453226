/** What the killed process said before it was killed. `at`: milliseconds of the machine's clock. */
export type ScreenMessage =
  | { readonly kind: 'typed'; readonly length: number; readonly at: number }
  | { readonly kind: 'saving'; readonly number: number }
  | { readonly kind: 'confirmed'; readonly number: number };

/** The question that is typed into: its form and field, and the id of its control. */
export const NOTE_FORM = 'follow_up';
export const NOTE_FIELD = 'fu_note';
export const NOTE = `${NOTE_FORM}.${NOTE_FIELD}`;

/** A long text of which every part is different, so that a lost or doubled letter shows. */
export const TYPED = Array.from({ length: 900 }, (_, rank) => `mot${rank}`).join(' ');

export function noteOfSave(number: number): string {
  return `note inventée ${number}`;
}

/** The number of a saved note; -1 for anything else. */
export function numberOfNote(note: unknown): number {
  const [, digits] = typeof note === 'string' ? (/^note inventée (\d+)$/.exec(note) ?? []) : [];
  return digits === undefined ? -1 : Number(digits);
}

export function isScreenMessage(message: unknown): message is ScreenMessage {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
