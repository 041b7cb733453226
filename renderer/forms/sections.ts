import type { Answers } from '../../shared/forms/answers.ts';
import type { Form } from '../../shared/forms/define.ts';
import { applies, prune } from '../../shared/forms/engine.ts';
import { fieldsOf, isAsked } from '../../shared/forms/fields.ts';
import { problems } from '../../shared/forms/problems.ts';
import type { Problem } from '../../shared/forms/problems.ts';
import { formOf, isFormId, rowFormsOf } from '../../shared/forms/registry.ts';
import { rowProblems } from '../../shared/forms/rows.ts';
import type { Text } from '../../shared/text.ts';
import type { Content } from './draft.ts';
import { formOfPart, rowParts } from './filling.ts';
import type { Filling } from './filling.ts';

/** Questions under one heading. */
export type Group = { readonly title: Text; readonly fields: readonly string[] };

/** One screen of a form: a section of the form itself, or all of them, or the rows of one of its row forms. */
export type Screen = { readonly code: string; readonly title: Text } & (
  | { readonly kind: 'questions'; readonly fields: readonly string[]; readonly groups: readonly Group[] }
  | { readonly kind: 'rows'; readonly form: string }
);

/** The screens of a form in their order: its own sections with a question to show, then the row forms that apply now. */
export function screensOf(filling: Filling, content: Content, form: Form): readonly Screen[] {
  const { shown } = filling.read(content, form.id);
  const own = form.oneScreen === true ? [wholeForm(form)] : sectionsOf(form);
  const rowForms = isFormId(form.id) ? rowFormsOf(form.id).map(formOf) : [];
  const rows = rowForms
    .filter((row) => applies(row, filling.contextOf(content)))
    .map((row): Screen => ({ code: row.id, title: row.title, kind: 'rows', form: row.id }));
  return [...own.filter((screen) => screen.kind === 'rows' || screen.fields.some((field) => shown.has(field))), ...rows];
}

function sectionsOf(form: Form): readonly Screen[] {
  return Object.entries(form.sections).map(([code, { title, fields }]): Screen => {
    const group = { title, fields: Object.keys(fields) };
    return { code, title, kind: 'questions', fields: group.fields, groups: [group] };
  });
}

function wholeForm(form: Form): Screen {
  const groups = Object.values(form.sections).map(({ title, fields }): Group => ({ title, fields: Object.keys(fields) }));
  return { code: form.id, title: form.title, kind: 'questions', fields: groups.flatMap(({ fields }) => fields), groups };
}

/** A problem with its part and its screen. */
export type Placed = Problem & { readonly part: string; readonly screen: Screen; readonly label: Text };

/** Everything that prevents finishing, screen by screen, warnings included. */
export function placedProblems(filling: Filling, content: Content, form: Form): readonly Placed[] {
  return screensOf(filling, content, form).flatMap((screen) => problemsOn(filling, content, form, screen));
}

/** What stops even saving the record as it is: the questions marked R and impossible values (reference §0.2). */
export function savingProblems(filling: Filling, content: Content, form: Form): readonly Placed[] {
  const stopping = new Map(Object.keys(content).map((part) => [part, new Set(stoppingFields(filling, content, part))]));
  return placedProblems(filling, content, form).filter(
    ({ part, field, level }) => level === 'error' && stopping.get(part)?.has(field) === true,
  );
}

function stoppingFields(filling: Filling, content: Content, part: string): readonly string[] {
  const { answers } = filling.read(content, part);
  return problems(formOfPart(part), answers, filling.contextOf(content), 'save').map(({ field }) => field);
}

function problemsOn(filling: Filling, content: Content, form: Form, screen: Screen): readonly Placed[] {
  if (screen.kind === 'questions') {
    const { problems: found } = filling.read(content, form.id);
    return found
      .filter(({ field }) => screen.fields.includes(field))
      .map((problem) => ({ ...problem, part: form.id, screen, label: labelOf(form.id, problem.field) }));
  }
  const parts = rowParts(content, screen.form);
  const inRows = parts.flatMap((part) =>
    filling.read(content, part).problems.map((problem) => ({ ...problem, part, screen, label: labelOf(part, problem.field) })),
  );
  return [...inRows, ...wrongTogether(content, screen, parts)];
}

/** What is wrong with the rows together: on the row concerned, or on the first when all of them are. */
function wrongTogether(content: Content, screen: Extract<Screen, { readonly kind: 'rows' }>, parts: readonly string[]): readonly Placed[] {
  const { form: rowForm } = screen;
  const rows = parts.map((part) => content[part] ?? {});
  return rowProblems(formOfPart(rowForm), rows).map(({ row, field, message }) => {
    const part = parts[row ?? 0] ?? rowForm;
    return { field, message, kind: 'check', level: 'error', part, screen, label: labelOf(part, field) };
  });
}

function labelOf(part: string, field: string): Text {
  const placed = fieldsOf(formOfPart(part)).find(({ code }) => code === field);
  if (placed === undefined) throw new RangeError('a problem names a question the form does not have');
  return placed.field.label;
}

export type ScreenState = 'done' | 'here' | 'toSee' | 'notBegun';

/** The mark of a screen in the list at the left: to look at only once something was answered or left in it. */
export function screenState(begun: boolean, here: boolean, problems: readonly Problem[]): ScreenState {
  if (here) return 'here';
  if (!begun) return 'notBegun';
  return problems.some(({ level }) => level === 'error') ? 'toSee' : 'done';
}

/** Whether anything on a screen was answered. */
export function isBegun(content: Content, form: Form, screen: Screen): boolean {
  if (screen.kind === 'rows') return rowParts(content, screen.form).length > 0;
  const answers = content[form.id] ?? {};
  return screen.fields.some((field) => answers[field] !== undefined && isAskedField(form, field));
}

function isAskedField(form: Form, code: string): boolean {
  return fieldsOf(form).some((placed) => placed.code === code && isAsked(placed.field));
}

/** An answer that a condition hides, and that finishing would drop. */
export type Dropped = { readonly part: string; readonly field: string; readonly label: Text };

/** The answers kept in the draft that are no longer asked, to be listed before they are dropped (interface §3.6). */
export function droppedAnswers(filling: Filling, content: Content): readonly Dropped[] {
  const open = Object.keys(content).filter((part) => !filling.frozen.has(part));
  return open.flatMap((part) =>
    prune(formOfPart(part), filling.read(content, part).answers, filling.contextOf(content)).dropped.map((field) => ({
      part,
      field,
      label: labelOf(part, field),
    })),
  );
}

/** The answers of one part as they are saved: computed ones filled in, hidden ones dropped. */
export function answersToSave(filling: Filling, content: Content, part: string): Answers {
  return prune(formOfPart(part), filling.read(content, part).answers, filling.contextOf(content)).answers;
}
