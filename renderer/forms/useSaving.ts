import { useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import type { Failure } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import { announce } from '../frame/announce.tsx';
import type { Changes } from './draft.ts';
import { conflictingFields } from './ConflictView.tsx';
import { EVERY_QUESTION, formOfPart } from './filling.ts';
import type { FormData } from './loader.ts';
import type { OpenForm } from './opening.ts';
import { answersToSave, droppedAnswers, placedProblems, savingProblems } from './sections.ts';
import type { Dropped, Placed } from './sections.ts';
import { submissionOf } from './submit.ts';
import type { NotSaved } from './submit.ts';

const POINTS_LEFT: Text = { fr: 'Des points restent à voir avant de finir.', en: 'Some points are left to check before finishing.' };
const ANSWERS_MISSING: Text = { fr: 'Il manque des réponses pour enregistrer.', en: 'Some answers are missing to save.' };

export type Saving = {
  readonly working: boolean;
  readonly failure: Failure | null;
  /** The record changed under the draft: both versions are to be compared before anything else. */
  readonly conflict: boolean;
  /** Answers that finishing would drop, waiting for the person's word; null when none does. */
  readonly dropped: readonly Dropped[] | null;
  readonly finish: () => void;
  readonly finishWithout: () => void;
  readonly back: () => void;
  readonly saveAndLeave: () => void;
  readonly decide: (changes: Changes) => void;
};

/** Saving and finishing the open form through the page's action; a problem is shown at its place. */
export function useSaving(
  { opened }: FormData,
  { filling, draftId, typedOver, rebase }: OpenForm,
  goToProblem: (problem: Placed) => void,
): Saving {
  const fetcher = useFetcher<NotSaved>();
  const [dropped, setDropped] = useState<readonly Dropped[] | null>(null);
  const [judged, setJudged] = useState(typedOver);
  const [conflict, setConflict] = useState(false);
  const form = formOfPart(opened.form);
  const notSaved = fetcher.state === 'idle' ? (fetcher.data ?? null) : null;
  const { draft, keeper, visited } = filling;
  const handled = useRef<NotSaved | null>(null);
  const sending = useRef(false);

  if (judged !== opened.revision) {
    setJudged(opened.revision);
    setConflict(opened.mayWrite && conflictingFields(opened, answersToSave(filling, draft.store.getState(), opened.form)).length > 0);
  }

  useEffect(() => {
    if (notSaved === null || handled.current === notSaved) return;
    handled.current = notSaved;
    document.getElementById('form-failure')?.focus();
  }, [notSaved]);

  /* Where both versions agree, the answers move to the new revision without a question. */
  useEffect(() => {
    if (!conflict) rebase(opened.revision);
  }, [conflict, opened.revision, rebase]);

  /** True when nothing of this level prevents it; otherwise shows everything and moves to the first point. */
  function passes(found: readonly Placed[], message: Text): boolean {
    const [first] = found;
    if (first === undefined) return true;
    visited.setState(new Set([...visited.getState(), EVERY_QUESTION]), true);
    announce(message, 'assertive');
    goToProblem(first);
    return false;
  }

  /** A key pressed twice saves once: the second record would be a second follow-up, or a second incident. */
  async function send(finish: boolean): Promise<void> {
    if (sending.current) return;
    sending.current = true;
    await keeper.flush();
    const submission = submissionOf(filling, draft.store.getState(), opened, typedOver(), draftId, finish);
    await fetcher.submit(JSON.stringify(submission), { method: 'post', encType: 'application/json' });
    sending.current = false;
  }

  function finish(): void {
    const content = draft.store.getState();
    if (
      !passes(
        placedProblems(filling, content, form).filter(({ level }) => level === 'error'),
        POINTS_LEFT,
      )
    )
      return;
    const falling = droppedAnswers(filling, content);
    if (falling.length > 0) setDropped(falling);
    else void send(true);
  }

  return {
    working: fetcher.state !== 'idle',
    failure: notSaved === null || notSaved.failure.kind === 'conflict' ? null : notSaved.failure,
    conflict,
    dropped,
    finish,
    finishWithout: () => {
      setDropped(null);
      void send(true);
    },
    back: () => setDropped(null),
    saveAndLeave: () => {
      if (passes(savingProblems(filling, draft.store.getState(), form), ANSWERS_MISSING)) void send(false);
    },
    decide: (changes) => {
      draft.change(opened.form, changes);
      rebase(opened.revision);
      setConflict(false);
    },
  };
}
