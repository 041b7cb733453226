import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Input, Output } from '../../../shared/contract.ts';
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
  const continuing = useRef(false);
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

  /** Ends the draft by an operation, once; gives what it answered, null when it was refused or is under way. */
  async function end<K extends 'intake.register' | 'intake.join'>(name: K, input: () => Input<K>): Promise<Output<K> | null> {
    let value: Output<K> | null = null;
    await keeper.end(async () => {
      setWorking(true);
      const outcome = await attempt(name, input());
      setWorking(false);
      setFailure(outcome.ok ? null : outcome.failure);
      if (outcome.ok) ({ value } = outcome);
      return outcome.ok;
    });
    return value;
  }

  async function register(): Promise<void> {
    const made = await end('intake.register', () => ({ draftId, content: contentToRegister(filling, draft.store.getState()) }));
    if (made === null) return;
    setRegistered(made);
    await navigate(`/intake/${draftId}/code`, { replace: true });
  }

  async function join(caseId: string): Promise<void> {
    const unanswered = (['consent', 'danger', 'person'] as const).find((step) => !isAnswered(step));
    if (unanswered !== undefined) {
      await navigate(`/intake/${draftId}/${unanswered}`);
      return;
    }
    const joined = await end('intake.join', () => ({ draftId, caseId, content: contentToRegister(filling, draft.store.getState()) }));
    if (joined === null) return;
    toast(joined.waiting.length === 0 ? JOINED : JOINED_WITH_DRAFTS);
    await navigate(`/cases/${caseId}`, { replace: true });
  }

  /** A key pressed twice continues once: a second registration would be a second case. */
  async function continueFrom(step: StepCode): Promise<void> {
    if (continuing.current) return;
    continuing.current = true;
    if (isAnswered(step)) await leave(step);
    continuing.current = false;
  }

  async function leave(step: StepCode): Promise<void> {
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
