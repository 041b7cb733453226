import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import type { OpenSession } from '../../host.ts';
import { RosterRefused } from '../../keys/rosterState.ts';
import { ActGone, confirmAct } from '../../store/accounts/rosterActs.ts';

/** The second signature under an act of the roster, which the session then sees. Throws Refused: the act waits no more, or these two may not sign it together. */
export function signSecond(
  session: OpenSession,
  proposalId: string,
  at: number,
  words: { readonly gone: Text; readonly notTogether: Text },
): void {
  try {
    session.stores = confirmAct(session.stores, proposalId, at);
  } catch (error) {
    if (error instanceof ActGone) throw new Refused('conflict', words.gone);
    if (error instanceof RosterRefused) throw new Refused('forbidden', words.notTogether);
    throw error;
  }
}
