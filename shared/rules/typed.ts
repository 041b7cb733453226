/**
 * What is typed in a dialog or on a page without being a form: what was decided about a report, the comment of a move, of a decision on a request, of a decision
 * on a closure, of a month. Its draft bears this name (interface P6).
 */
const TYPED = ['report', 'move', 'decision', 'closure_decision', 'month'] as const;
export type Typed = (typeof TYPED)[number];

const OF = '·';

/** Name of the draft; `of` distinguishes drafts of one kind in one place: the situation, the state moved to, the month. */
export function typedName(typed: Typed, of?: string): string {
  return of === undefined ? typed : `${typed}${OF}${of}`;
}

/** What a draft's name says, or null for a form's. */
export function typedOf(name: string): { readonly typed: Typed; readonly of: string | null } | null {
  const [kind, of = null] = name.split(OF);
  const typed = TYPED.find((one) => one === kind);
  return typed === undefined ? null : { typed, of };
}
