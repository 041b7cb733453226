import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import { attempt } from '../../api.ts';

export type Found = Output<'search.persons'>;

/** Letters before anything is looked for: one begins too many names. */
const LEAST_TYPED = 2;

/** What answers to the text typed; while a letter is added, what answered to the one before, so that the list does not blink. null while nothing was asked or answered. */
export function useFound(typed: string): { readonly found: Found | null; readonly failure: Failure | null } {
  const asked = typed.trim();
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly found: Found | null; readonly failure: Failure | null } | null>(
    null,
  );
  useEffect(() => {
    if (asked.length < LEAST_TYPED) return undefined;
    let wanted = true;
    void attempt('search.persons', { typed: asked }).then((outcome) => {
      if (!wanted) return;
      setAnswer({ asked, found: outcome.ok ? outcome.value : null, failure: outcome.ok ? null : outcome.failure });
    });
    return () => {
      wanted = false;
    };
  }, [asked]);
  const isAnswered = answer !== null && asked.length >= LEAST_TYPED && answer.asked.startsWith(asked.slice(0, LEAST_TYPED));
  return isAnswered ? answer : { found: null, failure: null };
}
