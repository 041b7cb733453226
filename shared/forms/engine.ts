import type { Answer, Answers } from './answers.ts';
import { holds } from './condition.ts';
import type { Field, Filter, Form } from './define.ts';
import type { Context } from './facts.ts';
import { fieldsOf, isAsked, storageClass, type StorageClass } from './fields.ts';
import type { ListName } from './lists/all.ts';
import { offeredOptions } from './lists/inForce.ts';
import type { Options } from './lists/option.ts';

/** Pure functions of a form, its answers and the facts known around it. Nothing here knows who shows the form. */

/** Whether the form makes sense for this person at all; when it does not, the file says « Sans objet ». */
export function applies(form: Form, context: Context): boolean {
  return form.appliesIf === undefined || holds(form.appliesIf, {}, context);
}

/**
 * The answers of the visible questions. Questions are taken in order, and an answer that has become invisible is not seen by the
 * conditions after it: a hidden cause hides its consequences.
 */
export function visibleAnswers(form: Form, answers: Answers, context: Context): Answers {
  const seen: Record<string, Answer> = {};
  for (const { code, field } of fieldsOf(form)) {
    const answer = answers[code];
    if (answer !== undefined && isVisible(field, seen, context)) seen[code] = answer;
  }
  return seen;
}

function isVisible(field: Field, earlier: Answers, context: Context): boolean {
  return field.visibleIf === undefined || holds(field.visibleIf, earlier, context);
}

/** The codes of the questions that are to be shown now. */
export function visible(form: Form, answers: Answers, context: Context): ReadonlySet<string> {
  const seen = visibleAnswers(form, answers, context);
  const shown = fieldsOf(form).filter(({ field }) => isVisible(field, seen, context));
  return new Set(shown.map(({ code }) => code));
}

/** The answers without those that have become invisible, and the codes that fell away, to be listed before they are dropped. */
export function prune(form: Form, answers: Answers, context: Context): { readonly answers: Answers; readonly dropped: readonly string[] } {
  const kept = visibleAnswers(form, answers, context);
  return { answers: kept, dropped: Object.keys(answers).filter((code) => kept[code] === undefined) };
}

/** The options of a coded question that may be chosen now, in the order of its list; what was `given` to it stays, retired since or not. */
export function choices(
  field: Field & { readonly list: ListName },
  answers: Answers,
  context: Context,
  given: Answer | undefined,
): Options {
  const all = offeredOptions(context.lists, field.list, context.today, codesIn(given));
  if (field.type !== 'one' && field.type !== 'many') return all;
  const table = field.filteredBy === undefined ? undefined : codesFor(field.filteredBy, answers, context);
  return all.filter(({ code }) => {
    const condition = field.offered?.[code];
    const offered = condition === undefined || holds(condition, answers, context);
    return offered && (table === undefined || table.includes(code));
  });
}

/** The codes that an answer holds: none of a blank, a withheld answer, a number or a place. */
export function codesIn(answer: Answer | undefined): readonly string[] {
  if (typeof answer === 'string') return [answer];
  return Array.isArray(answer) ? answer : [];
}

function codesFor(filter: Filter, answers: Answers, context: Context): readonly string[] | undefined {
  const value = 'field' in filter ? answers[filter.field] : context[filter.fact];
  return typeof value === 'string' ? filter.table[value] : undefined;
}

export type Progress = { readonly answered: number; readonly useful: number };

/**
 * How far a form is: of the questions shown that matter for finishing (R, S and C), how many are answered. A withheld answer is one.
 * « 14 réponses sur 22 utiles ».
 */
export function progress(
  form: Form,
  answers: Answers,
  context: Context,
): Progress & { readonly sections: Readonly<Record<string, Progress>> } {
  const shown = visible(form, answers, context);
  const sections: Record<string, { answered: number; useful: number }> = {};
  for (const { code, section, field } of fieldsOf(form)) {
    const part = (sections[section] ??= { answered: 0, useful: 0 });
    if (!shown.has(code) || !isAsked(field) || field.required === 'O' || field.required === '—') continue;
    part.useful += 1;
    if (answers[code] !== undefined) part.answered += 1;
  }
  const parts = Object.values(sections);
  return {
    answered: parts.reduce((sum, part) => sum + part.answered, 0),
    useful: parts.reduce((sum, part) => sum + part.useful, 0),
    sections,
  };
}

export type Change = { readonly field: string; readonly before?: Answer; readonly after?: Answer };

/** What changed between two sets of answers, one entry per question, in the order of the first then of the second. */
export function difference(before: Answers, after: Answers): readonly Change[] {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return codes.flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (sameAnswer(was, is)) return [];
    return [{ field, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
}

/** Whether two answers say the same; the order in which several codes were ticked says nothing. */
export function sameAnswer(one: Answer | undefined, other: Answer | undefined): boolean {
  return canonical(one) === canonical(other);
}

function canonical(answer: Answer | undefined): string | undefined {
  if (Array.isArray(answer)) return JSON.stringify(answer.toSorted((left, right) => (left < right ? -1 : 1)));
  if (typeof answer !== 'object') return JSON.stringify(answer);
  return JSON.stringify(Object.entries(answer).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The answers by how they are stored. An answer to a question the form does not have is refused: it would have no key. */
export function split(form: Form, answers: Answers): Readonly<Record<StorageClass, Answers>> {
  const parts: Record<StorageClass, Record<string, Answer>> = { OP: {}, QI: {}, SN: {}, DI: {}, RD: {} };
  const known = new Map(fieldsOf(form).map(({ code, field }) => [code, field]));
  for (const [code, answer] of Object.entries(answers)) {
    const field = known.get(code);
    if (field === undefined) throw new RangeError('an answer has no question in this form');
    parts[storageClass(field.privacy)][code] = answer;
  }
  return parts;
}
