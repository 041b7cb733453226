import { isAsked } from '../../shared/forms/fields.ts';
import { definitionOf, questionId } from './filling.ts';
import type { Filling } from './filling.ts';

/** Moves the focus to a question: its own control, or what replaces it. */
export function focusQuestion(part: string, field: string): void {
  const id = questionId(part, field);
  const question = document.querySelector<HTMLElement>(`[data-part="${CSS.escape(part)}"][data-field="${CSS.escape(field)}"]`);
  const control = document.getElementById(id) ?? question?.querySelector<HTMLElement>('input, textarea, button');
  const chosen = question?.querySelector<HTMLElement>('input[type="radio"]:checked');
  (chosen ?? control)?.focus();
  question?.scrollIntoView({ block: 'nearest' });
}

/** Moves the focus to the first question of the page without an answer; to the title of the section when there is none. */
export function focusFirstUnanswered({ draft, read, frozen }: Filling): void {
  const content = draft.store.getState();
  const questions = Array.from(document.querySelectorAll<HTMLElement>('[data-part][data-field]'));
  const open = questions.find(({ dataset: { part = '', field = '' } }) => {
    const asked = document.getElementById(questionId(part, field)) instanceof HTMLOutputElement;
    return !asked && !frozen.has(part) && read(content, part).answers[field] === undefined;
  });
  if (open === undefined) document.querySelector<HTMLElement>('[data-section-title]')?.focus();
  else focusQuestion(open.dataset['part'] ?? '', open.dataset['field'] ?? '');
}

/**
 * Moves the focus from a question, or from the top, to the next question that finishing needs and that has no answer; past the last to the first
 * of them; when there is none to the act that ends the page.
 */
export function focusNextUnanswered({ draft, read, frozen }: Filling, from: Element | null): void {
  const content = draft.store.getState();
  const questions = Array.from(document.querySelectorAll<HTMLElement>('[data-part][data-field]'));
  const here = from === null ? -1 : questions.findIndex((question) => question === from);
  const ahead = [...questions.slice(here + 1), ...questions.slice(0, here + 1)];
  const next = ahead.find(({ dataset: { part = '', field = '' } }) => {
    const definition = definitionOf(part, field);
    return isAsked(definition) && !frozen.has(part) && definition.required !== 'O' && read(content, part).answers[field] === undefined;
  });
  if (next === undefined) document.querySelector<HTMLElement>('.form-foot .button.primary')?.focus();
  else focusQuestion(next.dataset['part'] ?? '', next.dataset['field'] ?? '');
}

/** Leaves a whole screen: the problems of its questions may be shown from now on. */
export function visitShown({ visited }: Filling): void {
  const questions = Array.from(document.querySelectorAll<HTMLElement>('[data-part][data-field]'));
  const ids = questions.map(({ dataset: { part = '', field = '' } }) => questionId(part, field));
  visited.setState(new Set([...visited.getState(), ...ids]), true);
}
