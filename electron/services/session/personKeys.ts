import { Refused } from '../../../shared/failure.ts';
import { LOCKED, requireSession, type Host } from '../../host.ts';
import { KeyringDamaged, KeyringNewer } from '../../keys/keyring.ts';
import {
  AccountClosed,
  openKeys,
  UnknownAccount,
  userIdOf,
  WrongPassphrase,
  zeroSessionKeys,
  type SessionKeys,
} from '../../keys/session.ts';
import { clearFailures } from '../../keys/throttle.ts';
import { diskFault } from '../../profile/room.ts';
import { finishDestruction } from '../../store/destruction/destruction.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { resealUser } from '../../store/keyRenewal/resealUser.ts';
import { resumeRotation } from '../../store/keyRenewal/rotation.ts';
import { openStores } from '../../store/session/session.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { isRestoreCut, RestoreUnfinished } from '../../store/backup/sideProfile.ts';
import { transaction } from '../../store/base/sql.ts';
import { attempt } from './attempts.ts';
import { identifyingForms } from '../../../shared/forms/registry.ts';
import { keyringRefusal, storeRefusal, waiting, WRONG } from './openRefusals.ts';

/** Asks again for the passphrase of the open session, before an act of authority; wrong ones count and wait like those of an unlock. Throws Refused `invalid`. */
export async function confirmPassphrase(host: Host, passphrase: string): Promise<void> {
  const session = requireSession(host);
  zeroSessionKeys(await keysIn(host, host.profile, session.stores.user.staffCode, passphrase));
  if (requireSession(host) !== session) throw new Refused('locked', LOCKED);
  journalWrongTries(host);
}

/** After a right passphrase in an open session: the wrong passphrases before it are forgotten, and recorded in the journal. */
export function journalWrongTries(host: Host): void {
  const { stores } = requireSession(host);
  const tries = clearFailures(host.profile, stores.user.userId);
  if (tries === 0) return;
  const at = host.now().getTime();
  transaction(stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'unlock.failed', detail: { tries } }, at));
}

function knownUser(folder: string, staffCode: string): string {
  try {
    const userId = userIdOf(folder, staffCode);
    if (userId === null) throw new Refused('invalid', WRONG);
    return userId;
  } catch (error) {
    throw keyringRefusal(error);
  }
}

/** The keys of one person from the keyring of a folder, the profile's or a copy's; wrong passphrases count and wait alike. Throws Refused. */
export async function keysIn(host: Host, folder: string, staffCode: string, passphrase: string): Promise<SessionKeys> {
  const userId = knownUser(folder, staffCode);
  try {
    return await attempt(host, {
      slot: userId,
      act: () => openKeys(folder, staffCode, passphrase),
      isWrong: (error) => error instanceof WrongPassphrase || error instanceof UnknownAccount,
      refusal: (milliseconds) => (milliseconds > 0 ? waiting(milliseconds) : WRONG),
    });
  } catch (error) {
    throw keyringRefusal(error);
  }
}

/** The same where it is no fault that they do not open: null for another passphrase, an account or a keyring that is not there. A wrong try counts and waits. */
export async function keysOrNull(host: Host, folder: string, staffCode: string, passphrase: string): Promise<SessionKeys | null> {
  let wrong = false;
  try {
    const userId = userIdOf(folder, staffCode);
    if (userId === null) return null;
    return await attempt(host, {
      slot: userId,
      act: () => openKeys(folder, staffCode, passphrase),
      isWrong: (error) => (wrong = error instanceof WrongPassphrase),
      refusal: waiting,
    });
  } catch (error) {
    if (wrong || error instanceof KeyringDamaged || error instanceof KeyringNewer || error instanceof AccountClosed) return null;
    throw error;
  }
}

/** The stores these keys open; zeroes the keys when they do not. Throws Refused. */
export function storesOf(host: Host, keys: SessionKeys): OpenStores {
  try {
    if (isRestoreCut(host.profile)) throw new RestoreUnfinished();
    return resumed(openStores(host.profile, keys), host.now().getTime());
  } catch (error) {
    zeroSessionKeys(keys);
    throw storeRefusal(error);
  }
}

/**
 * Completes a store key renewal that was cut, what follows the destruction of the identities, and what a change of own keys requires. Without space for it the
 * session continues as it is, and the next unlock tries again.
 */
function resumed(stores: OpenStores, at: number): OpenStores {
  let resumed = stores;
  try {
    resumed = resumeRotation(stores);
    resumed = finishDestruction(resumed, identifyingForms(), at);
    return resealUser(resumed);
  } catch (error) {
    if (diskFault(error) === null) throw error;
    return resumed;
  }
}
