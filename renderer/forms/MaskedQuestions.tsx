import { Fragment, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useStore } from 'zustand';
import type { OpenedForm } from '../../shared/contract/forms.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { storageClass } from '../../shared/forms/fields.ts';
import type { Text } from '../../shared/text.ts';
import { attempt } from '../api.ts';
import { say } from '../language.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { EyeIcon, PencilIcon } from '../ui/icons.ts';
import { MaskedCard, MaskedValue } from '../ui/Masked.tsx';
import { answerInWords } from './fields/FixedField.tsx';
import { definitionOf, questionId, useFilling } from './filling.ts';

const TITLE: Text = { fr: 'Réponses masquées', en: 'Masked answers' };
const ACCOUNT: Text = { fr: 'Ce que la personne a dit', en: 'What the person said' };
const READ_ACCOUNT: Text = { fr: 'Lire le récit', en: 'Read the account' };
const LOGGED: Text = { fr: 'La lecture s’inscrit au journal.', en: 'Reading is written in the journal.' };

function writeAnewWords(label: Text): Text {
  return { fr: `Modifier «\u00a0${label.fr}\u00a0»`, en: `Change “${label.en}”` };
}

type Props = { readonly opened: OpenedForm; readonly fields: readonly string[] };

/** The masked answers among these questions: shown for 60 s against a reason, or written anew; a narrative is read on purpose. */
export function MaskedQuestions({ opened, fields }: Props) {
  const { masked, released, readOnly } = useFilling();
  const free = useStore(released);
  const still = fields.filter((field) => masked.includes(field) && !free.has(field));
  const narratives = readOnly ? still.filter((field) => storageClass(definitionOf(opened.form, field).privacy) === 'SN') : [];
  const values = still.filter((field) => !narratives.includes(field));
  return (
    <>
      {values.length > 0 && <Values opened={opened} fields={values} />}
      {narratives.length > 0 && <Account labels={narratives.map((field) => definitionOf(opened.form, field).label)} />}
    </>
  );
}

function Values({ opened, fields }: Props) {
  const { draft, released, readOnly } = useFilling();
  const seen = useRef<Answers>({});

  function writeAnew(field: string): void {
    released.setState(new Set([...released.getState(), field]), true);
    const answer = seen.current[field];
    if (answer !== undefined) draft.set(opened.form, field, answer);
    requestAnimationFrame(() => document.getElementById(questionId(opened.form, field))?.focus());
  }

  return (
    <>
      <MaskedCard
        title={TITLE}
        labels={fields.map((field) => ({ key: field, label: definitionOf(opened.form, field).label }))}
        open={async (reason) => {
          const outcome = await attempt('identity.open', { caseId: opened.caseId, form: opened.form, recordId: opened.recordId, reason });
          if (!outcome.ok) return outcome;
          const answers = outcome.value.answers;
          seen.current = answers;
          const values = new Map(fields.map((field) => [field, say(answerInWords(definitionOf(opened.form, field), answers[field]))]));
          return { ok: true, value: { values, seconds: outcome.value.secondsShown } };
        }}
      />
      {!readOnly && (
        <div className="row">
          {fields.map((field) => (
            <Button key={field} kind="quiet" icon={PencilIcon} onPress={() => writeAnew(field)}>
              {writeAnewWords(definitionOf(opened.form, field).label)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

/** The person's account: closed to a reader until asked for, as a whole, and then written in the journal. */
function Account({ labels }: { readonly labels: readonly Text[] }) {
  const navigate = useNavigate();
  return (
    <Card title={ACCOUNT}>
      <dl className="facts">
        {labels.map((label) => (
          <Fragment key={label.en}>
            <dt>{say(label)}</dt>
            <dd>
              <MaskedValue />
            </dd>
          </Fragment>
        ))}
      </dl>
      <div className="row account-act">
        <Button icon={EyeIcon} onPress={() => void navigate('?narrative=read')}>
          {READ_ACCOUNT}
        </Button>
        <span className="hint">{say(LOGGED)}</span>
      </div>
    </Card>
  );
}
