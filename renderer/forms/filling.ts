import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Output } from '../../shared/contract.ts';
import type { CaseClocks } from '../../shared/contract/cases.ts';
import type { Provider } from '../../shared/contract/directory.ts';
import type { Answer, Answers } from '../../shared/forms/answers.ts';
import { withComputed } from '../../shared/forms/computed.ts';
import type { Field, Form } from '../../shared/forms/define.ts';
import { visible } from '../../shared/forms/engine.ts';
import type { Context } from '../../shared/forms/facts.ts';
import { fieldsOf } from '../../shared/forms/fields.ts';
import type { Options } from '../../shared/forms/lists/option.ts';
import { problems } from '../../shared/forms/problems.ts';
import type { Problem } from '../../shared/forms/problems.ts';
import { formOf, isFormId } from '../../shared/forms/registry.ts';
import type { FormId } from '../../shared/forms/registry.ts';
import type { Text } from '../../shared/text.ts';
import { rowOfPart } from './draft.ts';
import type { Content, Draft } from './draft.ts';
import type { Keeper } from './keeper.ts';

/** The question that has the focus, or had it last. */
export type Place = { readonly section: string; readonly part: string | null; readonly field: string | null };

/** What one part of the draft says once read by the engine: nothing in it is stored, it follows from the answers. */
export type Reading = {
  /** With the computed questions filled in. */
  readonly answers: Answers;
  readonly shown: ReadonlySet<string>;
  /** What stops finishing, warnings included. */
  readonly problems: readonly Problem[];
};

/** One form, or the forms of an intake, being filled in: what every question on the page reads and writes. */
export type Filling = {
  readonly draft: Draft;
  readonly keeper: Keeper;
  readonly readOnly: boolean;
  /** Where the person is; the draft comes back there. */
  readonly place: StoreApi<Place>;
  /** Questions that were left once: only their problems are shown. `*` shows them all. */
  readonly visited: StoreApi<ReadonlySet<string>>;
  /** Choices of `ref` questions, by entity. */
  readonly references: Readonly<Record<string, Options>>;
  /** Questions of the form itself whose saved answer this session has not asked to see. */
  readonly masked: readonly string[];
  /** Those among the masked that the person asked to write anew: they are sent, the others stay as they are. */
  readonly released: StoreApi<ReadonlySet<string>>;
  readonly clocks: CaseClocks['clocks'];
  /** Rows that stay as they were recorded: events are added to, never changed. */
  readonly frozen: ReadonlySet<string>;
  /** Codes that a rule outside the form leaves to choose from; null when the form alone decides. */
  readonly narrow: (content: Content, part: string, field: string) => readonly string[] | null;
  /** Providers of the directory, proposed in the order in which they suit; empty where no form asks for one. */
  readonly providers: readonly Provider[];
  /** What the site announces of mandatory reporting, where consent is asked; null elsewhere. */
  readonly reporting: Output<'mandatoryReporting.read'> | null;
  readonly read: (content: Content, part: string) => Reading;
  readonly contextOf: (content: Content) => Context;
};

type Settings = {
  readonly draft: Draft;
  readonly keeper: Keeper;
  readonly readOnly: boolean;
  readonly section: string;
  readonly references: Readonly<Record<string, Options>>;
  readonly masked: readonly string[];
  /** Medical clocks of the case, as the case file gives them. */
  readonly clocks: CaseClocks['clocks'];
  readonly frozen: ReadonlySet<string>;
  readonly contextOf: (content: Content) => Context;
  readonly narrow: Filling['narrow'];
  readonly providers: Filling['providers'];
  readonly reporting: Filling['reporting'];
};

export const EVERY_QUESTION = '*';

/** The form a part of the draft belongs to. Throws RangeError on a part of no known form. */
export function formOfPart(part: string): Form {
  return formOf(formIdOfPart(part));
}

/** The definition of a question. Throws RangeError when the form does not have it. */
export function definitionOf(part: string, code: string): Field {
  const placed = fieldsOf(formOfPart(part)).find((one) => one.code === code);
  if (placed === undefined) throw new RangeError('no such question in this form');
  return placed.field;
}

function formIdOfPart(part: string): FormId {
  const id = rowOfPart(part)?.form ?? part;
  if (!isFormId(id)) throw new RangeError('no such form');
  return id;
}

/** The parts of a draft that are rows of one form, in the order in which they were added. */
export function rowParts(content: Content, form: string): readonly string[] {
  return Object.keys(content).filter((part) => rowOfPart(part)?.form === form);
}

/** Codes that no other row may repeat: those by which the other rows of a form with unique rows are named. */
export function takenByOtherRows(content: Content, part: string, field: string): ReadonlySet<string> {
  const { id, rows } = formOfPart(part);
  if (rows?.unique !== true || rows.title !== field) return new Set();
  const others = rowParts(content, id).filter((row) => row !== part);
  return new Set(others.map((row) => content[row]?.[field]).filter((code) => typeof code === 'string'));
}

/** Puts a draft and what surrounds it together. Readings are made once per change and part, for all readers. */
export function createFilling({
  draft,
  keeper,
  readOnly,
  section,
  references,
  masked,
  clocks,
  frozen,
  contextOf,
  narrow,
  providers,
  reporting,
}: Settings): Filling {
  draft.store.subscribe(keeper.touch);
  const readings = new WeakMap<Content, Map<string, Reading>>();

  function read(content: Content, part: string): Reading {
    const made = readings.get(content) ?? new Map<string, Reading>();
    readings.set(content, made);
    const known = made.get(part);
    if (known !== undefined) return known;
    const form = formOfPart(part);
    const context = contextOf(content);
    const rows = rowParts(content, 'alleged_perpetrator').map((row) => content[row] ?? {});
    const answers = withComputed(formIdOfPart(part), content[part] ?? {}, { context, rows, clocks });
    const hidden = rowOfPart(part) === undefined ? masked : [];
    const found = frozen.has(part)
      ? []
      : problems(form, answers, context, 'finish').filter(({ field, kind }) => kind !== 'missing' || !hidden.includes(field));
    const reading = { answers, shown: visible(form, answers, context), problems: found };
    made.set(part, reading);
    return reading;
  }

  return {
    draft,
    keeper,
    readOnly,
    references,
    masked,
    clocks,
    frozen,
    narrow,
    providers,
    reporting,
    released: createStore<ReadonlySet<string>>(
      () => new Set(masked.filter((field) => Object.values(draft.store.getState()).some((answers) => field in answers))),
    ),
    read,
    contextOf,
    place: createStore<Place>(() => ({ section, part: null, field: null })),
    visited: createStore<ReadonlySet<string>>(() => new Set<string>()),
  };
}

/** Name of a question among all parts, for focus, visits and anchors. */
export function questionId(part: string, field: string): string {
  return `${part}.${field}`.replaceAll('·', '-');
}

/** Says that a question was left: from now on its problem is shown. */
export function visit(filling: Filling, part: string, field: string): void {
  const id = questionId(part, field);
  const { visited } = filling;
  if (!visited.getState().has(id)) visited.setState(new Set([...visited.getState(), id]), true);
}

export const FillingContext = createContext<Filling | null>(null);

/** The filling of the page. Throws Error outside one. */
export function useFilling(): Filling {
  const filling = useContext(FillingContext);
  if (filling === null) throw new Error('no form is being filled in here');
  return filling;
}

/** The answer of one question, computed ones included; the component draws again only when it changes. */
export function useAnswer(part: string, field: string): Answer | undefined {
  const { draft, read } = useFilling();
  return useStore(
    draft.store,
    useShallow((content) => read(content, part).answers[field]),
  );
}

/** The questions of a list that are to be shown now, in their order. */
export function useShown(part: string, fields: readonly string[]): readonly string[] {
  const { draft, read } = useFilling();
  return useStore(
    draft.store,
    useShallow((content) => fields.filter((field) => read(content, part).shown.has(field))),
  );
}

/** The masked questions that still are, in this part of the draft; rows are never masked. */
export function useMasked(part: string): ReadonlySet<string> {
  const { masked, released } = useFilling();
  const free = useStore(released);
  return new Set(rowOfPart(part) === undefined ? masked.filter((field) => !free.has(field)) : []);
}

/** The problem of a question in words, once it was left; an error before a warning. Compared by its words: the engine writes them anew each time. */
export function useProblem(part: string, field: string): Text | null {
  const { draft, read, visited } = useFilling();
  const seen = useStore(visited, (set) => set.has(EVERY_QUESTION) || set.has(questionId(part, field)));
  const message = useStore(
    draft.store,
    useShallow((content) => {
      const found = read(content, part).problems.filter((one) => one.field === field);
      return (found.find(({ level }) => level === 'error') ?? found[0])?.message ?? null;
    }),
  );
  return seen ? message : null;
}
