import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Failure } from '../../../../shared/failure.ts';
import { visible } from '../../../../shared/forms/engine.ts';
import { fieldsOf } from '../../../../shared/forms/fields.ts';
import { formOf } from '../../../../shared/forms/registry.ts';
import type { Text } from '../../../../shared/text.ts';
import { CASES, CHANGE, COMMENT, CONSENT } from '../../../../shared/words.ts';
import { answerInWords } from '../../../forms/fields/FixedField.tsx';
import { KeptState } from '../../../forms/DraftState.tsx';
import type { Keeper } from '../../../forms/keeper.ts';
import type { KeptDraft } from '../../../forms/keptDraft.ts';
import { formAddress } from '../../../forms/loader.ts';
import { contextOf } from '../../../forms/opening.ts';
import { useTyping } from '../../../forms/useTyping.ts';
import { Page } from '../../../frame/Page.tsx';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { useUser } from '../../../session.ts';
import { Button, ButtonLink } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { State } from '../../../ui/Chip.tsx';
import { ConsentSummary } from '../../../ui/ConsentSummary.tsx';
import { Field } from '../../../ui/Field.tsx';
import { AlertIcon, CheckIcon, MinusIcon } from '../../../ui/icons.ts';
import { Band, EmptyState, FailureNotice } from '../../../ui/Notice.tsx';
import { useWrite } from '../../../write.ts';
import { closureDecision, closureLoader } from './loaders.ts';
import type { Closure } from './loaders.ts';
import { bandOf } from './state.ts';
import { page, MAY } from '../../../frame/page.ts';

const TITLE: Text = { fr: 'Clôture', en: 'Closure' };
const LEAD: Text = {
  fr: 'Le motif d’abord, puis seulement les vérifications que ce motif demande. Le dossier pourra être rouvert à tout moment.',
  en: 'The reason first, then only the checks that this reason asks for. The case can be reopened at any time.',
};
const EMPTY: Text = { fr: 'La fiche de clôture n’est pas commencée.', en: 'The closure form is not begun.' };
const FILL: Text = { fr: 'Remplir la fiche', en: 'Fill in the form' };
const ANSWERS: Text = { fr: 'Motif et vérifications', en: 'Reason and checks' };
const BLANK: Text = { fr: 'sans réponse', en: 'no answer' };
const REQUEST: Text = { fr: 'Demander la clôture', en: 'Request closure' };
const REQUESTED: Text = { fr: 'Demande envoyée à la supervision.', en: 'Request sent to the supervision.' };
const NOT_FINISHED: Text = { fr: 'Terminez d’abord la fiche de clôture.', en: 'Finish the closure form first.' };
const COMMENT_HINT: Text = {
  fr: 'Demandé pour renvoyer. La personne qui suit le dossier le lira.',
  en: 'Required to send back. The person who follows the case will read it.',
};
const NO_COMMENT: Text = {
  fr: 'Il manque le commentaire\u00a0: dites ce qu’il faut compléter.',
  en: 'The comment is missing: say what must be completed.',
};
const APPROVE: Text = { fr: 'Valider la clôture', en: 'Approve the closure' };
const SEND_BACK: Text = { fr: 'Renvoyer', en: 'Send back' };
const DECIDED: Text = { fr: 'Décision enregistrée et signée.', en: 'Decision recorded and signed.' };
const OWN: Text = {
  fr: 'Vous avez demandé cette clôture\u00a0: une autre personne en décide.',
  en: 'You requested this closure: another person decides.',
};

/** Closing a case: the caseworker asks, the supervisor decides (interface 3.10, reference §5.6). */
function ClosurePage({ file, form, kept }: Closure) {
  const band = bandOf(file);
  const { role } = useUser();
  const deciding = useDecision(file, kept);
  const decides = form.recordId !== null && role === 'supervisor' && file.row.state === 'closure_requested';
  return (
    <Page
      title={TITLE}
      lead={LEAD}
      trail={[
        { to: '/cases', label: CASES },
        { to: `/cases/${file.row.caseId}`, label: <span className="code">{file.row.caseCode}</span> },
      ]}
      above={band !== null && <Band>{band}</Band>}
      side={
        <Card title={CONSENT}>
          <ConsentSummary consent={file.row.consent} />
        </Card>
      }
      {...(decides && !deciding.own && { foot: <DecisionActs deciding={deciding} /> })}
    >
      <Card
        title={ANSWERS}
        beside={
          form.mayWrite &&
          form.recordId !== null && <ButtonLink to={formAddress(file.row.caseId, 'closure_gbv', form.recordId)}>{CHANGE}</ButtonLink>
        }
      >
        {form.recordId === null ? (
          <EmptyState
            act={
              form.mayWrite && (
                <ButtonLink kind="primary" to={formAddress(file.row.caseId, 'closure_gbv', null)}>
                  {FILL}
                </ButtonLink>
              )
            }
          >
            {EMPTY}
          </EmptyState>
        ) : (
          <Answers form={form} />
        )}
      </Card>
      {decides && <Decision deciding={deciding} />}
      {form.recordId !== null && role !== 'supervisor' && <Request file={file} form={form} />}
    </Page>
  );
}

export const closurePage = page({
  path: '/cases/:case/closure',
  roles: MAY.caseStaff,
  rail: 'cases',
  load: closureLoader,
  Page: ClosurePage,
});

/** What the form holds, question by question, with what is still blank. */
function Answers({ form }: Pick<Closure, 'form'>) {
  const definition = formOf('closure_gbv');
  const answers = form.answers;
  const shown = visible(definition, answers, contextOf(form));
  return (
    <ul className="checks">
      {fieldsOf(definition)
        .filter(({ code, field }) => shown.has(code) && field.source !== 'supervision' && field.required !== 'O')
        .map(({ code, field }) => {
          const answer = answers[code];
          return (
            <li key={code}>
              <CheckSign answer={answer} />
              <span className="grow">{say(field.label)}</span>
              {answer === undefined ? (
                <State tone="ochre">{BLANK}</State>
              ) : (
                <span className="quiet">{say(answerInWords(field, answer))}</span>
              )}
            </li>
          );
        })}
    </ul>
  );
}

function CheckSign({ answer }: { readonly answer: unknown }) {
  if (answer === undefined) return <AlertIcon className="ochre" />;
  return answer === 'no' ? <MinusIcon /> : <CheckIcon className="leaf" />;
}

function Request({ file, form }: Pick<Closure, 'file' | 'form'>) {
  const { working, failure, write } = useWrite();
  if (!file.moves.includes('closure_requested')) return null;
  async function request(): Promise<void> {
    const outcome = await write('closure.request', { caseId: file.row.caseId });
    if (outcome.ok) toast(REQUESTED);
  }
  return (
    <div className="stack">
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        <Button
          kind="primary"
          size="large"
          missing={form.status === 'finished' ? null : NOT_FINISHED}
          working={working ? REQUEST : null}
          onPress={() => void request()}
        >
          {REQUEST}
        </Button>
        {form.status !== 'finished' && <span className="hint">{say(NOT_FINISHED)}</span>}
      </div>
    </div>
  );
}

type Deciding = {
  /** The person who asked for a closure does not decide on it. */
  readonly own: boolean;
  readonly comment: string;
  readonly setComment: (comment: string) => void;
  readonly keeper: Keeper;
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly decide: (decision: 'approved' | 'rejected') => Promise<void>;
};

function useDecision(file: CaseFile, kept: KeptDraft | null): Deciding {
  const { staffCode } = useUser();
  const { caseId } = file.row;
  const { words, type, keeper } = useTyping(closureDecision(caseId), {}, kept);
  const comment = words('comment');
  const { working, failure, write } = useWrite();
  async function decide(decision: 'approved' | 'rejected'): Promise<void> {
    const decided = { caseId, decision, comment: comment.trim() === '' ? null : comment };
    if (await keeper.end(async () => (await write('closure.decide', decided)).ok)) toast(DECIDED);
  }
  return {
    own: file.closure?.requestedBy === staffCode,
    comment,
    setComment: (typed) => type('comment', typed),
    keeper,
    working,
    failure,
    decide,
  };
}

function Decision({ deciding: { own, comment, setComment, keeper, failure } }: { readonly deciding: Deciding }) {
  if (own) return <p className="quiet">{say(OWN)}</p>;
  return (
    <div className="stack">
      <Field id="comment" label={COMMENT} hint={COMMENT_HINT}>
        {(control) => <textarea {...control} className="input" value={comment} onChange={(event) => setComment(event.target.value)} />}
      </Field>
      <KeptState keeper={keeper} />
      {failure !== null && <FailureNotice failure={failure} />}
    </div>
  );
}

/** The two decisions, in sight whatever the length of the checks. */
function DecisionActs({ deciding: { comment, working, decide } }: { readonly deciding: Deciding }) {
  return (
    <>
      <Button
        size="large"
        missing={comment.trim() === '' ? NO_COMMENT : null}
        missingAt="comment"
        working={working ? SEND_BACK : null}
        onPress={() => void decide('rejected')}
      >
        {SEND_BACK}
      </Button>
      <Button kind="primary" size="large" working={working ? APPROVE : null} onPress={() => void decide('approved')}>
        {APPROVE}
      </Button>
    </>
  );
}
