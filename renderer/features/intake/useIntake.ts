import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Failure } from '../../../shared/failure.ts';
import type { Suspect } from '../../../shared/contract/intake.ts';
import type { Text } from '../../../shared/text.ts';
import { attempt } from '../../api.ts';
import { announce } from '../../frame/announce.tsx';
import { toast } from '../../frame/toast.tsx';
import { questionId, visit } from '../../forms/filling.ts';
import type { Filling } from '../../forms/filling.ts';
import { focusQuestion } from '../../forms/focus.ts';
import type { Registered } from './CodeStep.tsx';
import type { Search } from './DuplicatesStep.tsx';
import { blockingGuards, contentToRegister, isRefused, stoppedAt, STEPS } from './steps.ts';
import type { StepCode } from './steps.ts';

const MISSING: Text = { fr: 'Il manque une réponse pour continuer.', en: 'An answer is missing to go on.' };
const JOINED: Text = {
  fr: 'Le consentement et le danger d’aujourd’hui sont dans ce dossier.',
  en: 'Today’s consent and danger are in this file.',
};
const JOINED_WITH_DRAFTS: Text = {
  fr: 'Le consentement et le danger d’aujourd’hui sont dans ce dossier. Ce qui y est dit autrement attend en brouillon.',
  en: 'Today’s consent and danger are in this file. What it says otherwise waits as a draft.',
};
const HELD_BACK: Text = { fr: 'Le consentement demande encore un changement.', en: 'The consent still needs a change.' };

export type Intake = {
  readonly registered: Registered | null;
  readonly search: Search;
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly searchAgain: () => Promise<readonly Suspect[]>;
  readonly continueFrom: (step: StepCode) => Promise<void>;
  /** Ends the intake in a file that the person has already. */
  readonly join: (caseId: string) => Promise<void>;
};

/** What the steps of an intake do: look for duplicates, continue when the step is answered, register at the end. */
export function useIntake(filling: Filling, draftId: string): Intake {
  const navigate = useNavigate();
  const [registered, setRegistered] = useState<Registered | null>(null);
  const [search, setSearch] = useState<Search>({ suspects: null, failure: null });
  const [searchedWith, setSearchedWith] = useState('');
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { draft, keeper } = filling;

  const searchAgain = useCallback(async (): Promise<readonly Suspect[]> => {
    const content = draft.store.getState();
    const outcome = await attempt('intake.suspects', { draftId, content });
    setSearch(outcome.ok ? { suspects: outcome.value.suspects, failure: null } : { suspects: null, failure: outcome.failure });
    setSearchedWith(whoIsSearched(filling));
    return outcome.ok ? outcome.value.suspects : [];
  }, [draft, draftId, filling]);

  /** True when the step is answered; otherwise shows what is missing and goes there. */
  function isAnswered(step: StepCode): boolean {
    const content = draft.store.getState();
    const [first] = stoppedAt(filling, content, step);
    if (first !== undefined) {
      for (const { part, field } of stoppedAt(filling, content, step)) visit(filling, part, field);
      announce(MISSING, 'assertive');
      focusQuestion(first.part, first.field);
      return false;
    }
    if (step !== 'consent' || isRefused(content['consent_service'] ?? {}) || blockingGuards(content).length === 0) return true;
    announce(HELD_BACK, 'assertive');
    document.getElementById(questionId('consent_service', 'consent_giver'))?.focus();
    return false;
  }

  async function register(): Promise<void> {
    setWorking(true);
    await keeper.flush();
    const content = contentToRegister(filling, draft.store.getState());
    const outcome = await attempt('intake.register', { draftId, content });
    setWorking(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    keeper.close();
    setRegistered(outcome.value);
    await navigate(`/intake/${draftId}/code`, { replace: true });
  }

  async function join(caseId: string): Promise<void> {
    const unanswered = (['consent', 'danger', 'person'] as const).find((step) => !isAnswered(step));
    if (unanswered !== undefined) {
      await navigate(`/intake/${draftId}/${unanswered}`);
      return;
    }
    setWorking(true);
    await keeper.flush();
    const content = contentToRegister(filling, draft.store.getState());
    const outcome = await attempt('intake.join', { draftId, content, caseId });
    setWorking(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    keeper.close();
    toast(outcome.value.waiting.length === 0 ? JOINED : JOINED_WITH_DRAFTS);
    await navigate(`/cases/${caseId}`, { replace: true });
  }

  async function continueFrom(step: StepCode): Promise<void> {
    if (!isAnswered(step)) return;
    if (step === 'consent' && isRefused(draft.store.getState()['consent_service'] ?? {})) {
      await register();
      return;
    }
    if (step === 'duplicates') draft.change('registration', { duplicate_checked: 'yes' });
    if (step === 'identity') {
      const found = searchedWith === whoIsSearched(filling) ? [] : await searchAgain();
      if (found.length === 0) await register();
      else await navigate(`/intake/${draftId}/duplicates`);
      return;
    }
    const next = STEPS[STEPS.findIndex(({ code }) => code === step) + 1];
    if (next !== undefined) await navigate(`/intake/${draftId}/${next.code}`);
  }

  return { registered, search, working, failure, searchAgain, continueFrom, join };
}

/** What the search for duplicates was made with: when a name is typed afterwards, it is made again before registering. */
function whoIsSearched({ draft }: Filling): string {
  const { identity = {}, registration = {} } = draft.store.getState();
  const { sex, age_years: age, residence_geo: place } = registration;
  return JSON.stringify([identity, sex, age, place]);
}
