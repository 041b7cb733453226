import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { formOf } from '../../../shared/forms/registry.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import type { Text } from '../../../shared/text.ts';
import { answerInWords } from '../../forms/fields/FixedField.tsx';
import { Question } from '../../forms/fields/Question.tsx';
import { useAnswer, useFilling } from '../../forms/filling.ts';
import { ReportingLimits } from '../../forms/ReportingLimits.tsx';
import { say } from '../../language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { UserIcon } from '../../ui/icons.ts';
import { QuestionList } from './QuestionList.tsx';
import { RefusalPanel } from './RefusalPanel.tsx';
import { AGE, AGREEMENTS, EXPLAINED, GIVER, giversOf, guardsOf, INTERVIEW, isRefused, REPORTING } from './steps.ts';

const CONSENT = 'consent_service';
const FIELDS = fieldTable(formOf(CONSENT));

const ALL_EXPLAINED: Text = { fr: 'J’ai expliqué ces cinq points à la personne', en: 'I have explained these five points to the person' };
const FIRST: Text = { fr: 'À dire avant d’écouter', en: 'To say before listening' };
const POINTS: readonly Text[] = [
  { fr: 'Ce qui est dit reste confidentiel.', en: 'What is said stays confidential.' },
  {
    fr: 'Les limites\u00a0: danger grave, obligation légale, exploitation ou abus par du personnel humanitaire.',
    en: 'The limits: serious danger, legal duty, exploitation or abuse by aid staff.',
  },
  { fr: 'Elle peut refuser, s’arrêter, ne pas répondre.', en: 'The person may refuse, stop, not answer.' },
  { fr: 'Les services disponibles.', en: 'The services available.' },
  { fr: 'Comment les informations sont gardées.', en: 'How information is kept.' },
];
const WHO: Text = { fr: 'Qui consent', en: 'Who consents' };
const AGREES: Text = { fr: 'Ce que la personne accepte, une question à la fois', en: 'What the person agrees to, one question at a time' };
const ADULT: Text = {
  fr: 'La personne a 18\u00a0ans ou plus\u00a0: elle consent elle-même.',
  en: 'The person is 18 or over and consents in person.',
};
const SEPARATE: Text = {
  fr: 'Trois accords séparés. Dire non à l’un ne ferme jamais la porte des services.',
  en: 'Three separate agreements. A no to one never closes the door to services.',
};
const TO_SUPERVISION: Text = {
  fr: 'L’accueil continue. La demande part à la supervision à l’enregistrement.',
  en: 'The intake goes on. The request goes to the supervisor on saving.',
};
const HOW_ON: Text = {
  fr: 'Changez une réponse ci-dessus, ou interrompez\u00a0: l’accueil reste en brouillon. Pour un enfant en danger, répondez à la poursuite dans son intérêt supérieur.',
  en: 'Change an answer above, or stop here: the intake stays as a draft. For a child in danger, answer the question on the child’s best interests.',
};

/** Step 1: what was explained, the age first, then who may consent by the rule, then three separate yes or no. */
export function ConsentStep() {
  const refused = useRefused();
  return (
    <>
      <Prefilled />
      <Explained />
      <ReportingAsked />
      <QuestionList asked={INTERVIEW} />
      <h3>{say(WHO)}</h3>
      <QuestionList asked={AGE} />
      <Giver />
      <Guards />
      <h3>{say(AGREES)}</h3>
      <p className="hint">{say(SEPARATE)}</p>
      <QuestionList asked={AGREEMENTS} />
      {refused && <RefusalPanel />}
    </>
  );
}

function useRefused(): boolean {
  const { draft } = useFilling();
  return useStore(draft.store, (content) => isRefused(content[CONSENT] ?? {}));
}

const WHEN: Text = { fr: 'Entretien', en: 'Interview' };
const CENTRE: Text = { fr: 'Centre', en: 'Centre' };

/** Date, centre, staff code and language, already there; the language can be changed. */
function Prefilled() {
  const at = useAnswer(CONSENT, 'consent_datetime');
  const site = useAnswer(CONSENT, 'site_id');
  const staff = useAnswer(CONSENT, 'staff_code');
  const definition = FIELDS['consent_datetime'];
  return (
    <div className="prefilled">
      <p>
        <strong>{say(WHEN)}</strong> {definition !== undefined && say(answerInWords(definition, at))}
      </p>
      <p>
        <strong>{say(CENTRE)}</strong> <span className="code">{typeof site === 'string' ? site : ''}</span> ·{' '}
        <span className="code">{typeof staff === 'string' ? staff : ''}</span>
      </p>
      <Question part={CONSENT} code="interview_language" />
    </div>
  );
}

/** The five explanations as one act, since they are given together; each is kept as its own answer. */
function Explained() {
  const { draft, read } = useFilling();
  const all = useStore(draft.store, (content) => EXPLAINED.every((field) => read(content, CONSENT).answers[field] === 'yes'));
  return (
    <div className="explained">
      <h3 id="explained-title">{say(FIRST)}</h3>
      <ul className="reasons" id="explained-points">
        {POINTS.map((point) => (
          <li key={point.en}>{say(point)}</li>
        ))}
      </ul>
      <ReportingLimits />
      <label className="choice">
        <input
          id="explained"
          type="checkbox"
          aria-describedby="explained-points"
          checked={all}
          onChange={() => draft.change(CONSENT, Object.fromEntries(EXPLAINED.map((field) => [field, all ? undefined : 'yes'])))}
        />
        <span>{say(ALL_EXPLAINED)}</span>
      </label>
    </div>
  );
}

/** Whether the duty holds here and was announced; where none is in force there is nothing to ask. */
function ReportingAsked() {
  const { reporting } = useFilling();
  return reporting?.rules.some(({ inForce }) => inForce) === true && <QuestionList asked={REPORTING} />;
}

/** Who may consent at this age: one possible giver is chosen by the rule and shown; several are asked. */
function Giver() {
  const { draft } = useFilling();
  const givers = useStore(
    draft.store,
    useShallow((content) => giversOf(content)),
  );
  const giver = useAnswer(CONSENT, 'consent_giver');
  const [only] = givers ?? [];
  useEffect(() => {
    if (givers === null) return;
    const allowed = givers.some((one) => one === giver);
    const next = givers.length === 1 ? only : allowed ? giver : undefined;
    if (next !== giver) draft.change(CONSENT, { consent_giver: next });
  }, [givers, giver, only, draft]);
  if (givers === null) return null;
  if (givers.length > 1) return <QuestionList asked={GIVER} />;
  return (
    <p className="told">
      <UserIcon />
      {say(ADULT)}
    </p>
  );
}

/** What the rule answers to the consent typed so far, beside the question; never a dead end. */
function Guards() {
  const { draft } = useFilling();
  const guards = useStore(
    draft.store,
    useShallow((content) => guardsOf(content).map(({ code }) => code)),
  );
  if (guards.length === 0) return null;
  return guardsOf(draft.store.getState()).map(({ code, effect, text }) => (
    <Notice key={code} tone="ochre" title={text}>
      <p>{say(effect === 'refuse' || effect === 'block_step' ? HOW_ON : TO_SUPERVISION)}</p>
    </Notice>
  ));
}
