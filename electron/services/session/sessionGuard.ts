import { Refused } from '../../../shared/failure.ts';
import type { Text } from '../../../shared/text.ts';
import type { Host, OpenSession } from '../../host.ts';

/** What became of an act that a lock came between. */
export const NOTHING_LEFT: Text = { fr: 'Rien n’est parti.', en: 'Nothing has left.' };
export const NOTHING_WRITTEN: Text = { fr: 'Rien n’a été écrit.', en: 'Nothing was written.' };
export const START_AGAIN: Text = { fr: 'Recommencez.', en: 'Start again.' };

/** Stops an act whose session was locked while a thread, a file or a paper was waited for, and says what became of it. Throws Refused (`locked`). */
export function assertStillOpen(host: Pick<Host, 'session'>, session: OpenSession, outcome: Text): void {
  if (host.session === session) return;
  throw new Refused('locked', {
    fr: `La session s’est fermée entre-temps. ${outcome.fr}`,
    en: `The session was locked in the meantime. ${outcome.en}`,
  });
}
