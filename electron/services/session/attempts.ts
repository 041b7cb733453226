import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import { clocksOf, type Host } from '../../host.ts';
import { recordFailure, waitBefore } from '../../keys/throttle.ts';

/** One try of a passphrase or of an enrolment code. */
export type Attempt<Result> = {
  /** Whose tries are counted together in `throttle.json`. */
  readonly slot: string;
  readonly act: () => Promise<Result>;
  /** Whether this error says that what was typed is wrong. */
  readonly isWrong: (error: unknown) => boolean;
  /** What is answered to a wrong try, or to one too early; milliseconds of the wait that now begins, 0 while tries are free. */
  readonly refusal: (milliseconds: number) => Text;
};

/**
 * One try at a time on this machine: its wait is checked, the slow derivation runs and a wrong one is counted before the next is looked at, so that
 * tries sent together wait like tries sent one after the other (security §5.1). Throws Refused `invalid`, or what `act` throws.
 */
export function attempt<Result>(host: Host, made: Attempt<Result>): Promise<Result> {
  const turn = host.lastAttempt.then(() => tryOnce(host, made));
  host.lastAttempt = turn.then(
    () => undefined,
    () => undefined,
  );
  return turn;
}

async function tryOnce<Result>(host: Host, { slot, act, isWrong, refusal }: Attempt<Result>): Promise<Result> {
  const wait = waitBefore(host.profile, slot, clocksOf(host));
  if (wait > 0) throw new Refused('invalid', refusal(wait));
  try {
    return await act();
  } catch (error) {
    if (!isWrong(error)) throw error;
    throw new Refused('invalid', refusal(recordFailure(host.profile, slot, clocksOf(host))));
  }
}
