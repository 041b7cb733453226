import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Answers } from '../../shared/forms/answers.ts';
import { listOf } from '../../shared/forms/conditionWords.ts';
import type { Field, Form } from '../../shared/forms/define.ts';
import { fieldsOf } from '../../shared/forms/fields.ts';
import { options } from '../../shared/forms/lists/all.ts';
import { rowTitle } from '../../shared/forms/rows.ts';
import type { Option, Options } from '../../shared/forms/lists/option.ts';
import type { Text } from '../../shared/text.ts';
import { REMOVE } from '../../shared/words.ts';
import { say } from '../language.ts';
import { Button } from '../ui/Button.tsx';
import { PlusIcon, TrashIcon, UndoIcon } from '../ui/icons.ts';
import { partOfRow } from './draft.ts';
import { formOfPart, questionId, rowParts, useAnswer, useFilling } from './filling.ts';
import { newAnswers } from './proposals.ts';
import { SectionView } from './SectionView.tsx';

const ADD: Text = { fr: 'Ajouter', en: 'Add' };
const ADD_ALL: Text = { fr: 'Ajouter toutes les lignes', en: 'Add every row' };
const UNDO: Text = { fr: 'Annuler le retrait', en: 'Undo the removal' };
const NONE: Text = { fr: 'Aucune ligne pour le moment.', en: 'No row yet.' };
/** Milliseconds during which a removed row can be brought back in one press (interface §5). */
const UNDO_STAYS = 10_000;

type Removed = { readonly part: string; readonly answers: Answers; readonly title: string };

/** The rows of one row form: each a fieldset titled from its coded facts, with Ajouter at the end and a 10 s undo after Retirer. */
export function RowList({ form }: { readonly form: Form }) {
  const { draft, contextOf, readOnly } = useFilling();
  const parts = useStore(
    draft.store,
    useShallow((content) => rowParts(content, form.id)),
  );
  const missing = useMissingRows(form);
  const [removed, setRemoved] = useState<Removed | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const adder = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (removed === null) return undefined;
    const timer = setTimeout(() => setRemoved(null), UNDO_STAYS);
    return () => clearTimeout(timer);
  }, [removed]);
  useEffect(() => {
    const [first] = fieldsOf(form);
    if (added !== null && first !== undefined) document.getElementById(questionId(added, first.code))?.focus();
  }, [added, form]);

  function add(answers: Answers): void {
    const part = partOfRow(form.id, crypto.randomUUID());
    draft.addPart(part, { ...newAnswers(form, contextOf(draft.store.getState())), ...answers });
    setAdded(part);
  }

  return (
    <div className="stack">
      {parts.length === 0 && <p className="quiet">{say(NONE)}</p>}
      {parts.map((part, place) => (
        <Row
          key={part}
          part={part}
          place={place}
          onRemove={(title) => {
            setRemoved({ part, answers: draft.store.getState()[part] ?? {}, title });
            draft.removePart(part);
            adder.current?.focus();
          }}
        />
      ))}
      {removed !== null && (
        <p className="removed" role="status">
          <span>{say({ fr: `${removed.title}\u00a0: ligne retirée.`, en: `${removed.title}: row removed.` })}</span>
          <Button
            kind="quiet"
            icon={UndoIcon}
            onPress={() => {
              draft.addPart(removed.part, removed.answers);
              setAdded(removed.part);
              setRemoved(null);
            }}
          >
            {UNDO}
          </Button>
        </p>
      )}
      {!readOnly && (
        <div className="row">
          {(missing === null || missing.length > 0) && (
            <Button ref={adder} icon={PlusIcon} onPress={() => add({})} aria-label={`${say(ADD)}, ${say(form.title)}`}>
              {ADD}
            </Button>
          )}
          {missing !== null && missing.length > 1 && form.rows !== undefined && (
            <Button kind="quiet" onPress={() => missing.forEach(({ code }) => add({ [form.rows?.title ?? '']: code }))}>
              {ADD_ALL}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Row({ part, place, onRemove }: { readonly part: string; readonly place: number; readonly onRemove: (title: string) => void }) {
  const { readOnly, frozen } = useFilling();
  const form = formOfPart(part);
  const naming = useAnswer(part, form.rows?.title ?? '');
  const title = say(rowTitle(form, place, typeof naming === 'string' ? { [form.rows?.title ?? '']: naming } : {}));
  return (
    <fieldset className="form-row">
      <legend>{title}</legend>
      <SectionView part={part} fields={fieldCodes(form)} />
      {!readOnly && !frozen.has(part) && (
        <div>
          <Button kind="quiet" icon={TrashIcon} onPress={() => onRemove(title)} aria-label={`${say(REMOVE)}, ${title}`}>
            {REMOVE}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

const codesByForm = new WeakMap<Form, readonly string[]>();

/** Always the same list for a form, so that a row does not believe its questions changed. */
function fieldCodes(form: Form): readonly string[] {
  const known = codesByForm.get(form) ?? fieldsOf(form).map(({ code }) => code);
  codesByForm.set(form, known);
  return known;
}

function namingField(form: Form): Field | undefined {
  return fieldsOf(form).find(({ code }) => code === form.rows?.title)?.field;
}

/** For forms whose rows are unique: the codes that have no row yet; null for the others. */
function useMissingRows(form: Form): Options | null {
  const { draft } = useFilling();
  const field = namingField(form);
  const list = field === undefined || form.rows?.unique !== true ? undefined : listOf(field);
  return useStore(
    draft.store,
    useShallow((content): Option[] | null => {
      if (list === undefined) return null;
      const taken = new Set(rowParts(content, form.id).map((part) => content[part]?.[form.rows?.title ?? '']));
      return options(list).filter(({ code }) => !taken.has(code));
    }),
  );
}
