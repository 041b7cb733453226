import { useLayoutEffect, useMemo, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { ShouldRevalidateFunctionArgs } from 'react-router';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { codeAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { Text } from '../../../shared/text.ts';
import { BACK, CONTINUE, NEW_INTAKE } from '../../../shared/words.ts';
import { useLatest } from '../../commands/latest.ts';
import { useCommands } from '../../commands/registry.ts';
import type { Command } from '../../commands/registry.ts';
import { DraftState } from '../../forms/DraftState.tsx';
import { FillingContext, useFilling } from '../../forms/filling.ts';
import type { Filling } from '../../forms/filling.ts';
import { focusFirstUnanswered } from '../../forms/focus.ts';
import { ConsentSide, QuestionHelp } from '../../forms/FormSide.tsx';
import { useFillingCommands, useKeeping } from '../../forms/useDraft.ts';
import { Page, PageTitle } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { ChevronLeftIcon } from '../../ui/icons.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { QuestionList } from './QuestionList.tsx';
import { CodeStep } from './CodeStep.tsx';
import { ConsentStep } from './ConsentStep.tsx';
import { DangerStep } from './DangerStep.tsx';
import { DuplicatesStep } from './DuplicatesStep.tsx';
import { IdentityStep } from './IdentityStep.tsx';
import { IntakeSteps } from './IntakeSteps.tsx';
import { openIntake, intakeLoader } from './opening.ts';
import type { IntakeData } from './opening.ts';
import { isConsentGiven, isRefused, PERSON, STEPS, stoppedAt } from './steps.ts';
import type { StepCode } from './steps.ts';
import { useIntake } from './useIntake.ts';
import type { Intake } from './useIntake.ts';
import '../../forms/forms.css';
import './intake.css';
import { page, MAY } from '../../frame/page.ts';

const REGISTER: Text = { fr: 'Donner le code', en: 'Give the code' };
const CONTACT: Text = { fr: 'Enregistrer le contact', en: 'Record the contact' };
const WORKING: Text = { fr: 'Enregistrement…', en: 'Saving…' };
const INTERRUPT: Text = { fr: 'Interrompre', en: 'Stop here' };
const ONLY_NEEDED: Text = {
  fr: 'Seules les questions utiles au code sont posées. Le reste viendra plus tard, si la personne le souhaite.',
  en: 'Only the questions needed for the code are asked. The rest comes later, if the person wishes.',
};

/** An intake in six steps (interface §3.7); another identifier in the address opens another one. */
function IntakePage(data: IntakeData) {
  return <OpenedIntake key={data.draftId} data={data} />;
}

/** Another step of the same intake reads nothing anew. */
function readAgain({ currentParams, nextParams, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return currentParams['draft'] === nextParams['draft'] ? false : defaultShouldRevalidate;
}

/** `#/intake/:draft/:step`: without an identifier a new intake begins; `resume` opens the step where the draft stopped. */
export const intakePage = page({
  path: '/intake/:draft?/:step?',
  roles: MAY.caseworker,
  rail: 'intake',
  load: intakeLoader,
  shouldRevalidate: readAgain,
  Page: IntakePage,
});

function OpenedIntake({ data }: { readonly data: IntakeData }) {
  const { step } = useParams();
  const [filling] = useState(() => openIntake(data, step ?? 'consent'));
  return (
    <FillingContext value={filling}>
      <Steps data={data} filling={filling} />
    </FillingContext>
  );
}

/** The steps that may be opened now, as a list of codes. */
function useOpenSteps(filling: Filling, registered: boolean): readonly StepCode[] {
  return useStore(
    filling.draft.store,
    useShallow((content): StepCode[] => {
      if (registered) return ['code'];
      if (!isConsentGiven(filling, content)) return ['consent'];
      return ['consent', 'danger', 'person', 'duplicates', 'identity'];
    }),
  );
}

function useDoneSteps(filling: Filling): readonly StepCode[] {
  return useStore(
    filling.draft.store,
    useShallow((content): StepCode[] => {
      const checked = content['registration']?.['duplicate_checked'] === 'yes';
      const given = isConsentGiven(filling, content);
      const answered = (['danger', 'person'] as const).filter((code) => stoppedAt(filling, content, code).length === 0);
      return [...(given ? (['consent'] as const) : []), ...answered, ...(checked ? (['duplicates'] as const) : [])];
    }),
  );
}

function Steps({ data: { draft, draftId }, filling }: { readonly data: IntakeData; readonly filling: Filling }) {
  const { step } = useParams();
  const intake = useIntake(filling, draftId);
  const open = useOpenSteps(filling, intake.registered !== null);
  const done = useDoneSteps(filling);
  const keptAt = useKeeping(filling.keeper);
  const wanted = STEPS.find(({ code }) => code === step)?.code ?? STEPS.find(({ code }) => code === draft?.at.section)?.code ?? 'consent';
  const here = open.includes(wanted) ? wanted : (open[0] ?? 'consent');
  useFillingCommands(filling);
  useContinueCommand(intake, here);
  useArrival(filling, step === here ? here : null, intake);
  const title = STEPS.find(({ code }) => code === here)?.title ?? NEW_INTAKE;
  if (step !== here) return <Navigate to={`/intake/${draftId}/${here}`} replace />;
  return (
    <Page
      bare
      title={NEW_INTAKE}
      here={NEW_INTAKE}
      kept={intake.registered === null ? keptAt : null}
      sideAt="top"
      side={
        <>
          <ConsentSoFar />
          <QuestionHelp />
        </>
      }
    >
      <div className="form-columns">
        <div className="form-left">
          <PageTitle focus={false}>{NEW_INTAKE}</PageTitle>
          <IntakeSteps draftId={draftId} here={here} done={intake.registered === null ? done : STEPS.map(({ code }) => code)} open={open} />
        </div>
        <section className="card flush form-card" aria-labelledby="section-title">
          <div className="form-body stack wide">
            <div className="section-title-line">
              <h2 id="section-title" data-section-title tabIndex={-1}>
                {say(title)}
              </h2>
              <span className="hint">
                {say({
                  fr: `étape ${STEPS.findIndex(({ code }) => code === here) + 1} sur 6`,
                  en: `step ${STEPS.findIndex(({ code }) => code === here) + 1} of 6`,
                })}
              </span>
            </div>
            {intake.failure !== null && <FailureNotice failure={intake.failure} id="form-failure" />}
            <StepContent here={here} intake={intake} />
          </div>
          {intake.registered === null && <Foot here={here} draftId={draftId} intake={intake} />}
        </section>
      </div>
    </Page>
  );
}

function StepContent({ here, intake }: { readonly here: StepCode; readonly intake: Intake }) {
  switch (here) {
    case 'consent':
      return <ConsentStep />;
    case 'danger':
      return <DangerStep />;
    case 'person':
      return (
        <>
          <p className="hint">{say(ONLY_NEEDED)}</p>
          <QuestionList asked={PERSON} />
        </>
      );
    case 'duplicates':
      return <DuplicatesStep search={intake.search} join={intake.join} />;
    case 'identity':
      return <IdentityStep />;
    case 'code':
      return intake.registered === null ? null : <CodeStep registered={intake.registered} />;
  }
}

/** On a new step the focus goes to its first unanswered question, or its title; the search for duplicates begins on its step. */
function useArrival(filling: Filling, here: StepCode | null, intake: Intake): void {
  const { searchAgain } = intake;
  /* In the task that draws the step: a key pressed as soon as it is seen lands on it. */
  useLayoutEffect(() => {
    if (here === null) return;
    filling.place.setState({ section: here, part: null, field: null });
    if (here === 'consent' && !isExplained(filling)) document.getElementById('explained')?.focus();
    else if (here === 'identity') document.querySelector<HTMLElement>('[data-section-title]')?.focus();
    else focusFirstUnanswered(filling);
    if (here === 'duplicates') void searchAgain();
  }, [here, filling, searchAgain]);
}

function isExplained({ draft }: Filling): boolean {
  return draft.store.getState()['consent_service']?.['info_rights'] === 'yes';
}

function useContinueCommand(intake: Intake, here: StepCode): void {
  const latest = useLatest({ intake, here });
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'intake.continue',
        label: CONTINUE,
        keys: 'Ctrl+Enter',
        run: () => void latest.current.intake.continueFrom(latest.current.here),
      },
    ],
    [latest],
  );
  useCommands(commands);
}

/** The three agreements as they are typed, always in sight; an agreement that is no longer asked is none. */
function ConsentSoFar() {
  const { draft, read } = useFilling();
  const consent = useStore(
    draft.store,
    useShallow((content) => {
      const { answers, shown } = read(content, 'consent_service');
      const answerOf = (field: string) => (shown.has(field) ? codeAnswer(answers, field, 'yes_no') : null);
      return { services: answerOf('consent_services'), reporting: answerOf('consent_reporting'), contact: answerOf('consent_contact') };
    }),
  );
  return <ConsentSide consent={consent} />;
}

function Foot({ here, draftId, intake }: { readonly here: StepCode; readonly draftId: string; readonly intake: Intake }) {
  const navigate = useNavigate();
  const { draft } = useFilling();
  const refused = useStore(draft.store, (content) => isRefused(content['consent_service'] ?? {}));
  const previous = STEPS[STEPS.findIndex(({ code }) => code === here) - 1];
  const label = here === 'consent' && refused ? CONTACT : here === 'identity' ? REGISTER : CONTINUE;
  return (
    <div className="form-foot">
      <Button icon={ChevronLeftIcon} onPress={() => void navigate(previous === undefined ? '/day' : `/intake/${draftId}/${previous.code}`)}>
        {previous === undefined ? INTERRUPT : BACK}
      </Button>
      <DraftState />
      <Button kind="primary" keys="Ctrl+Enter" working={intake.working ? WORKING : null} onPress={() => void intake.continueFrom(here)}>
        {label}
      </Button>
    </div>
  );
}
