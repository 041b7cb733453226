import { Buffer } from 'node:buffer';
import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { requireSession, type Host } from '../../host.ts';
import { RosterRefused, keyWords } from '../../keys/rosterState.ts';
import { WrongPassphrase } from '../../keys/session.ts';
import { ChangeUnderWay, areKeysKept, changeOwnKeys } from '../../store/accounts/accounts.ts';
import { ActGone, confirmAct, waitingActs } from '../../store/accounts/rosterActs.ts';
import { CURRENT_WRONG, WORDS_DIFFER, currentWait } from './accounts.ts';
import { assertPassphrase } from '../session/passphraseRules.ts';
import { assertNoPreviousProfile } from '../backup/previousProfile.ts';
import { attempt } from '../session/attempts.ts';
import { reconcileAfterAct } from './renewal.ts';
import { confirmPassphrase, journalWrongTries } from '../session/personKeys.ts';

/** « Change after a leak » (security §2.5): gives the eight words that a second person will compare. Throws Refused on a wrong passphrase. */
export async function changeKeys(input: Input<'accounts.changeKeys'>, host: Host): Promise<Output<'accounts.changeKeys'>> {
  const { stores, site } = requireSession(host);
  assertPassphrase(input.next, [site.code, stores.user.staffCode]);
  if (input.next === input.current) throw new Refused('invalid', SAME_PASSPHRASE);
  try {
    const words = await attempt(host, {
      slot: stores.user.userId,
      act: () => changeOwnKeys(stores, input.current, input.next, host.now().getTime(), host.kdf),
      isWrong: (error) => error instanceof WrongPassphrase,
      refusal: (milliseconds) => (milliseconds > 0 ? currentWait(milliseconds) : CURRENT_WRONG),
    });
    journalWrongTries(host);
    return { words: [...words] };
  } catch (error) {
    throw error instanceof ChangeUnderWay ? new Refused('conflict', UNDER_WAY) : error;
  }
}

/** In presence, the words compared: the new keys take the place of the former ones, which open nothing more. Throws Refused. */
export async function confirmKeys(input: Input<'accounts.confirmKeys'>, host: Host): Promise<Output<'accounts.confirmKeys'>> {
  const session = requireSession(host);
  const at = host.now().getTime();
  const waiting = waitingActs(session.stores, at).find(({ body }) => body.kind === 'keys.change' && body.userId === input.userId);
  if (waiting === undefined || waiting.body.kind !== 'keys.change') throw new Refused('conflict', NO_CHANGE_WAITS);
  const { agreement, signing } = waiting.body;
  const expected = keyWords(session.stores.roster, input.userId, Buffer.from(agreement, 'base64url'), Buffer.from(signing, 'base64url'));
  if (expected.join(' ') !== input.words.join(' ')) throw new Refused('invalid', WORDS_DIFFER);
  if (!areKeysKept(session.stores, waiting.body)) throw new Refused('conflict', KEYS_LOST);
  assertNoPreviousProfile(host);
  await confirmPassphrase(host, input.passphrase);
  try {
    session.stores = confirmAct(session.stores, waiting.body.id, at);
  } catch (error) {
    if (error instanceof RosterRefused || error instanceof ActGone) throw new Refused('forbidden', OWN_KEYS);
    throw error;
  }
  await reconcileAfterAct(host);
  return {};
}

const SAME_PASSPHRASE = {
  fr: 'La nouvelle phrase doit être différente\u00a0: l’ancienne est peut-être connue.',
  en: 'The new passphrase must be different: the former one may be known.',
};
const UNDER_WAY = {
  fr: 'Votre changement précédent n’est pas terminé. Fermez la session, ouvrez-la de nouveau, puis recommencez. Rien n’a changé.',
  en: 'Your earlier change is not over. Lock the session, open it again, then try again. Nothing has changed.',
};
const KEYS_LOST = {
  fr: 'Ces nouvelles clés ne sont plus sur cet ordinateur. Demandez à la personne de recommencer son changement. Rien n’a été modifié.',
  en: 'These new keys are no longer on this computer. Ask the person to begin the change again. Nothing was changed.',
};
const NO_CHANGE_WAITS = {
  fr: 'Aucun changement de clés n’attend pour ce compte. Rien n’a été modifié.',
  en: 'No change of keys waits for this account. Nothing was changed.',
};
const OWN_KEYS = {
  fr: 'Une autre personne, de la supervision ou de l’administration, doit confirmer ces clés. Rien n’a été modifié.',
  en: 'Another person, supervisor or administrator, must confirm these keys. Nothing was changed.',
};
