import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { isWithheld } from '../../shared/forms/answers.ts';
import type { Answer, Answers, Withheld } from '../../shared/forms/answers.ts';
import { sameAnswer } from '../../shared/forms/engine.ts';

/**
 * Part → answers. A part is the form itself, by its code, or one of its rows, by `partOfRow`.
 * This is the whole of what is being typed and the only copy of it on the screen.
 */
export type Content = Readonly<Record<string, Answers>>;

/** Field code → new answer; undefined makes the question blank again. */
export type Changes = Readonly<Record<string, Answer | undefined>>;

export type Draft = {
  readonly store: StoreApi<Content>;
  /** Writes one question. Keystrokes in the same question are one step of undo until `endStep`. */
  readonly set: (part: string, field: string, answer: Answer | undefined) => void;
  /** Writes several questions as one step of undo. */
  readonly change: (part: string, changes: Changes) => void;
  /** Sets « ne sait pas » or « ne souhaite pas répondre » and keeps the former answer in memory; set twice, the former answer comes back. */
  readonly withhold: (part: string, field: string, why: Withheld['withheld']) => void;
  readonly addPart: (part: string, answers: Answers) => void;
  readonly removePart: (part: string) => void;
  /** Replaces everything as one step of undo. */
  readonly replace: (content: Content) => void;
  /** Ends the step of undo in course: called when a field is left. */
  readonly endStep: () => void;
  /** Goes back or forward one step over the whole form; false when there is none. */
  readonly undo: () => boolean;
  readonly redo: () => boolean;
};

const MOST_STEPS = 200;
const ROW_MARK = '·';

/** Name of the part that holds a row: the row's form and an identifier of its own. */
export function partOfRow(form: string, rowId: string): string {
  return `${form}${ROW_MARK}${rowId}`;
}

/** The form and identifier of a row's part; undefined when the part is a form itself. */
export function rowOfPart(part: string): { readonly form: string; readonly rowId: string } | undefined {
  const [form = '', rowId] = part.split(ROW_MARK);
  return rowId === undefined ? undefined : { form, rowId };
}

/** The answers being typed and their undo, starting from what was read (interface §6, architecture §4). */
export function createDraft(initial: Content): Draft {
  const store = createStore<Content>(() => initial);
  const formerAnswers = new Map<string, Answer>();
  let past: Content[] = [];
  let future: Content[] = [];
  let stepInCourse: string | undefined;

  function write(next: Content, step: string | undefined): void {
    if (step === undefined || step !== stepInCourse) past = [...past, store.getState()].slice(-MOST_STEPS);
    future = [];
    stepInCourse = step;
    store.setState(next, true);
  }

  function change(part: string, changes: Changes, step?: string): void {
    const content = store.getState();
    const former = content[part] ?? {};
    const next = withChanges(former, changes);
    if (next !== former) write({ ...content, [part]: next }, step);
  }

  function set(part: string, field: string, answer: Answer | undefined): void {
    change(part, { [field]: answer }, `${part} ${field}`);
  }

  function withhold(part: string, field: string, why: Withheld['withheld']): void {
    const key = `${part} ${field}`;
    const current = store.getState()[part]?.[field];
    if (isWithheld(current) && current.withheld === why) {
      change(part, { [field]: formerAnswers.get(key) });
      return;
    }
    if (current !== undefined && !isWithheld(current)) formerAnswers.set(key, current);
    change(part, { [field]: { withheld: why } });
  }

  function travel(from: Content[], to: Content[]): boolean {
    const target = from.pop();
    if (target === undefined) return false;
    to.push(store.getState());
    stepInCourse = undefined;
    store.setState(target, true);
    return true;
  }

  return {
    store,
    set,
    change: (part, changes) => change(part, changes),
    withhold,
    addPart: (part, answers) => write({ ...store.getState(), [part]: answers }, undefined),
    removePart: (part) => write(withoutPart(store.getState(), part), undefined),
    replace: (content) => write(content, undefined),
    endStep: () => {
      stepInCourse = undefined;
    },
    undo: () => travel(past, future),
    redo: () => travel(future, past),
  };
}

function withChanges(answers: Answers, changes: Changes): Answers {
  const moved = Object.entries(changes).filter(([field, answer]) => !sameAnswer(answers[field], answer));
  if (moved.length === 0) return answers;
  const next: Record<string, Answer> = { ...answers };
  for (const [field, answer] of moved) {
    if (answer === undefined) delete next[field];
    else next[field] = answer;
  }
  return next;
}

function withoutPart(content: Content, part: string): Content {
  return Object.fromEntries(Object.entries(content).filter(([name]) => name !== part));
}
