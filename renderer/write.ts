import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { Input, OperationName, Output } from '../shared/contract.ts';
import type { Failure } from '../shared/failure.ts';
import { attempt } from './api.ts';
import type { Outcome } from './api.ts';
import { forgetUser } from './cover.ts';

export type Write = {
  readonly working: boolean;
  readonly failure: Failure | null;
  readonly write: <K extends OperationName>(name: K, input: Input<K>) => Promise<Outcome<Output<K>>>;
};

/**
 * A write from a press: calls the operation, then the loaders of what is on screen run again, as after a route action.
 * The failure of the last write is kept, to be shown beside what was typed; a session that is gone leads to the unlock page.
 */
export function useWrite(): Write {
  const { revalidate } = useRevalidator();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function write<K extends OperationName>(name: K, input: Input<K>): Promise<Outcome<Output<K>>> {
    setWorking(true);
    const outcome = await attempt(name, input);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await revalidate();
    else if (outcome.failure.kind === 'locked') forgetUser();
    setWorking(false);
    return outcome;
  }
  return { working, failure, write };
}
