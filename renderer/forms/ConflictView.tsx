import { useState } from 'react';
import type { OpenedForm } from '../../shared/contract/forms.ts';
import type { Answer, Answers } from '../../shared/forms/answers.ts';
import { difference } from '../../shared/forms/engine.ts';
import { fieldsOf } from '../../shared/forms/fields.ts';
import type { Text } from '../../shared/text.ts';
import { QUESTION } from '../../shared/words.ts';
import { say } from '../language.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { Changes } from './draft.ts';
import { answerInWords } from './fields/FixedField.tsx';
import { definitionOf, formOfPart } from './filling.ts';

const TITLE: Text = { fr: 'Ce formulaire a changé dans une autre fenêtre', en: 'This form has changed in another window' };
const KEPT: Text = {
  fr: 'Vos réponses sont gardées. Choisissez, question par question, celle qui reste. Rien n’est perdu avant votre choix.',
  en: 'Your answers are kept. Choose, question by question, which one stays. Nothing is lost before you choose.',
};
const MINE: Text = { fr: 'Votre version', en: 'Your version' };
const THEIRS: Text = { fr: 'Version enregistrée', en: 'Saved version' };
const KEEP: Text = { fr: 'Garder ces choix', en: 'Keep these choices' };

type Props = { readonly opened: OpenedForm; readonly mine: Answers; readonly onDecide: (changes: Changes) => void };

/** The questions on which the draft and the saved record differ: those asked here, not the computed ones, which follow. */
export function conflictingFields(opened: OpenedForm, mine: Answers): readonly string[] {
  const saved = opened.answers;
  const asked = new Set(
    fieldsOf(formOfPart(opened.form))
      .filter(({ field }) => field.type !== 'calc')
      .map(({ code }) => code),
  );
  return difference(saved, mine)
    .map(({ field }) => field)
    .filter((field) => asked.has(field) && !opened.masked.includes(field));
}

/** Both versions field by field: the person decides which answer stays, and nothing is dropped before. */
export function ConflictView({ opened, mine, onDecide }: Props) {
  const saved = opened.answers;
  const fields = conflictingFields(opened, mine);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());

  function take(field: string, theirs: boolean): void {
    const next = new Set(taken);
    if (theirs) next.add(field);
    else next.delete(field);
    setTaken(next);
  }

  return (
    <div className="stack">
      <Notice tone="ochre" title={TITLE}>
        <p>{say(KEPT)}</p>
      </Notice>
      <table className="table conflict">
        <caption className="hidden-text">{say(TITLE)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(QUESTION)}</th>
            <th scope="col">{say(MINE)}</th>
            <th scope="col">{say(THEIRS)}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{say(definitionOf(opened.form, field).label)}</th>
              <td>
                <Version
                  opened={opened}
                  field={field}
                  answer={mine[field]}
                  chosen={!taken.has(field)}
                  onChoose={() => take(field, false)}
                />
              </td>
              <td>
                <Version opened={opened} field={field} answer={saved[field]} chosen={taken.has(field)} onChoose={() => take(field, true)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button kind="primary" onPress={() => onDecide(Object.fromEntries([...taken].map((field) => [field, saved[field]])))}>
          {KEEP}
        </Button>
      </div>
    </div>
  );
}

type VersionProps = {
  readonly opened: OpenedForm;
  readonly field: string;
  readonly answer: Answer | undefined;
  readonly chosen: boolean;
  readonly onChoose: () => void;
};

function Version({ opened, field, answer, chosen, onChoose }: VersionProps) {
  return (
    <label className="choice">
      <input type="radio" name={`conflict-${field}`} checked={chosen} onChange={onChoose} />
      <span>{say(answerInWords(definitionOf(opened.form, field), answer))}</span>
    </label>
  );
}
