import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { minuteOf, requireSession, type Host, type OpenSession } from '../host.ts';
import { UnknownAccount, WrongPassphrase } from '../keys/session.ts';
import { zeroUserKeys } from '../keys/bundle.ts';
import type { RosterUser } from '../keys/rosterState.ts';
import { clearFailures } from '../keys/throttle.ts';
import { lastRestore, rememberRestore, type RestoreLeft } from '../store/backup/afterRestore.ts';
import { appendJournal } from '../store/journal/journal.ts';
import {
  declareLoss,
  drawNextKeys,
  followed,
  isCardDue,
  isLossEnded,
  openPresentKeys,
  renewPerson,
  reconcileFor,
  stillReturned,
  type NextKeys,
  type PresentKeys,
} from '../store/loss.ts';
import { resealUser } from '../store/keyRenewal/resealUser.ts';
import { transaction } from '../store/base/sql.ts';
import { CURRENT_WRONG, currentWait } from './accounts/accounts.ts';
import { assertPassphrase } from './session/passphraseRules.ts';
import { assertNoPreviousProfile, previousProfiles } from './backup/previousProfile.ts';
import { attempt } from './session/attempts.ts';
import { renewCases, renewalState, reconcileAfterAct } from './accounts/renewal.ts';
import { confirmPassphrase } from './session/personKeys.ts';

/** Time to seal cases again before the renewed person is invited to sign in; the remaining cases follow in the background. */
const AT_ONCE_MILLISECONDS = 10_000;

/** What is to be settled since a copy was put back here, and how far the renewal after a loss is (security §9.3). */
export function afterRestore(host: Host): Output<'loss.afterRestore'> {
  const { stores } = requireSession(host);
  const restore = lastRestore(stores.admin);
  const returned = stillReturned(stores).map(({ userId, staffCode, role }) => ({ userId, staffCode, role }));
  const asks = restore?.lost === 'unasked' && stores.user.role !== 'administrator';
  return {
    restoredOn: restore === undefined ? null : dayOf(restore.at),
    asks,
    returned,
    previousProfiles: previousProfiles(host),
    loss: lossOf(host),
  };
}

function lossOf(host: Host): Output<'loss.afterRestore'>['loss'] {
  const { stores } = requireSession(host);
  const { lost, users } = stores.roster;
  if (lost === null) return null;
  const accounts = [...users.values()]
    .filter(({ status }) => status === 'active')
    .map(({ userId, staffCode, role, closed }) => ({ userId, staffCode, role, renewed: !closed }));
  const { cases, waitsFor } = renewalState(host);
  return {
    declaredOn: dayOf(lost.at),
    accounts: accounts.toSorted((left, right) => left.staffCode.localeCompare(right.staffCode)),
    cases: { total: cases.total, left: cases.left },
    waitsFor,
    cardDue: isCardDue(stores),
    ended: isLossEnded(stores),
  };
}

/** An account that a copy opened again is meant to be there: said by another person who signs for accounts. Throws Refused. */
export function keepReturned(input: Input<'loss.keepReturned'>, host: Host): Output<'loss.keepReturned'> {
  const { stores } = requireSession(host);
  const restore = lastRestore(stores.admin);
  if (restore === undefined || !restore.returned.includes(input.userId)) throw new Refused('notFound', NOT_RETURNED);
  if (input.userId === stores.user.userId) throw new Refused('forbidden', OWN_ACCOUNT);
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    rememberRestore(db, { ...restore, returned: restore.returned.filter((one) => one !== input.userId) }, stores.user.userId);
    appendJournal(db, stores.actor, { kind: 'restore.keep', object: input.userId, detail: {} }, at);
  });
  return {};
}

/** The former machine is neither lost nor seized: written down, and not asked again. Throws Refused. */
export function denyLoss(host: Host): Output<'loss.deny'> {
  const { stores } = requireSession(host);
  const restore = asked(stores.admin);
  const at = host.now().getTime();
  transaction(stores.admin, (db) => {
    rememberRestore(db, { ...restore, lost: 'no' }, stores.user.userId);
    appendJournal(db, stores.actor, { kind: 'loss.answer', detail: { lost: false } }, at);
  });
  return {};
}

/**
 * The machine is lost or seized: its finder may learn every passphrase that opened it. The supervision (the focal point of a desk) and the administrator, both
 * present, take new keys under new passphrases. Every other account is closed until `loss.renew`; stores, groups and cases get keys that no key of the lost
 * machine opens. After a cut, it continues at the next unlock or is declared again. Throws Refused.
 */
export async function declare(input: Input<'loss.declare'>, host: Host): Promise<Output<'loss.declare'>> {
  const session = requireSession(host);
  const { roster, user } = session.stores;
  const administrator = [...roster.users.values()].find(
    ({ staffCode, status }) => staffCode === input.administrator.staffCode && status === 'active',
  );
  if (administrator?.role !== 'administrator') throw new Refused('invalid', NO_ADMINISTRATOR);
  if (roster.lost !== null && !isLossEnded(session.stores)) throw new Refused('conflict', UNDER_WAY);
  assertNoPreviousProfile(host);
  assertNext(session, user, input);
  assertNext(session, administrator, input.administrator);
  await confirmPassphrase(host, input.current);
  const present = await presentKeys(host, administrator, input.administrator.current);
  const { user: former, former: older } = session.stores.keys;
  let second: NextKeys | null = null;
  try {
    second = await drawNextKeys(roster, administrator.userId, present, input.administrator.next, host.kdf);
    const own = await drawNextKeys(roster, user.userId, { former, older }, input.next, host.kdf);
    assertOpen(host, session, own);
    session.stores = declared(session.stores, own, second, host.now().getTime());
    if (older !== null) zeroUserKeys(older);
    await reconcileAfterAct(host);
    await completeBoth(host, session, second);
  } finally {
    zeroHeld(present, second);
  }
  return {};
}

/** The next keys are the session's once they are written; a disk that refuses leaves it as it was. */
function declared(stores: OpenSession['stores'], own: NextKeys, administrator: NextKeys, at: number): OpenSession['stores'] {
  try {
    return declareLoss(stores, own, administrator, at);
  } catch (error) {
    zeroUserKeys(own.next);
    throw error;
  }
}

/** What waits for the administrator's signature is signed at once, and the rest follows; without room for it, at their next unlocks. */
async function completeBoth(host: Host, session: OpenSession, administrator: NextKeys): Promise<void> {
  if (session.renewal.failed || session.stores.keys.renewing !== null) return;
  const at = host.now().getTime();
  const roster = await reconcileFor(session.stores, administrator, at);
  if (host.session !== session) return;
  session.stores = resealUser(followed(session.stores, roster, at));
  await reconcileAfterAct(host);
}

/** One more person, there beside the supervision, takes new keys under a new passphrase: the account opens again, with its cases. Throws Refused. */
export async function renew(input: Input<'loss.renew'>, host: Host): Promise<Output<'loss.renew'>> {
  const session = requireSession(host);
  const person = session.stores.roster.users.get(input.userId);
  if (person === undefined || !person.closed || person.status !== 'active') throw new Refused('conflict', NOT_CLOSED);
  assertNext(session, person, input);
  const present = await presentKeys(host, person, input.current);
  let made: NextKeys | null = null;
  try {
    made = await drawNextKeys(session.stores.roster, person.userId, present, input.next, host.kdf);
    assertOpen(host, session, made);
    session.stores = renewPerson(session.stores, made, host.now().getTime());
    await reconcileAfterAct(host);
    renewCases(host, AT_ONCE_MILLISECONDS);
    return {};
  } finally {
    zeroHeld(present, made);
  }
}

/** The new card of the centre was handed to the focal point, in presence. Throws Refused. */
export function announceCard(host: Host): Output<'loss.announce'> {
  const { stores } = requireSession(host);
  if (stores.roster.lost === null) throw new Refused('conflict', NO_LOSS);
  const at = host.now().getTime();
  transaction(stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'loss.card', detail: {} }, at));
  return {};
}

function asked(admin: OpenSession['stores']['admin']): RestoreLeft {
  const restore = lastRestore(admin);
  if (restore?.lost !== 'unasked') throw new Refused('conflict', NOT_ASKED);
  return restore;
}

function assertNext(
  { site }: OpenSession,
  { staffCode }: RosterUser,
  { current, next }: { readonly current: string; readonly next: string },
): void {
  assertPassphrase(next, [site.code, staffCode]);
  if (next === current) throw new Refused('invalid', SAME_PASSPHRASE);
}

/** The roster keys of a person, opened with the present passphrase; wrong passphrases count and wait. */
async function presentKeys(host: Host, person: RosterUser, passphrase: string): Promise<PresentKeys> {
  const keys = await attempt(host, {
    slot: person.userId,
    act: () => openPresentKeys(host.profile, person, passphrase),
    isWrong: (error) => error instanceof WrongPassphrase || error instanceof UnknownAccount,
    refusal: (milliseconds) => (milliseconds > 0 ? currentWait(milliseconds) : CURRENT_WRONG),
  });
  clearFailures(host.profile, person.userId);
  return keys;
}

/** Another person's keys, whatever came of the act. */
function zeroHeld({ former, older }: PresentKeys, made: NextKeys | null): void {
  for (const keys of [former, older, made?.next ?? null]) if (keys !== null) zeroUserKeys(keys);
}

/** A lock while a passphrase was derived ends everything: nothing was written. */
function assertOpen(host: Host, session: OpenSession, { next }: NextKeys): void {
  if (host.session === session) return;
  zeroUserKeys(next);
  throw new Refused('locked', INTERRUPTED);
}

function dayOf(stamp: number): string {
  return minuteOf(stamp).slice(0, 10);
}

const NOT_RETURNED = {
  fr: 'Ce compte n’attend pas de réponse. Rien n’a été modifié.',
  en: 'This account waits for no answer. Nothing was changed.',
};
const OWN_ACCOUNT = {
  fr: 'Une autre personne doit confirmer ce compte. Rien n’a été modifié.',
  en: 'Another person must confirm this account. Nothing was changed.',
};
const NO_ADMINISTRATOR = {
  fr: 'Ce code n’est pas celui d’une personne de l’administration. Rien n’a été modifié.',
  en: 'This is not the code of an administrator. Nothing was changed.',
};
const UNDER_WAY = {
  fr: 'Un renouvellement est déjà en cours. Finissez-le d’abord.',
  en: 'A renewal is already under way. Finish it first.',
};
const SAME_PASSPHRASE = {
  fr: 'La nouvelle phrase doit être différente\u00a0: l’ancienne ouvre peut-être l’ordinateur perdu.',
  en: 'The new passphrase must be different: the former one may open the lost computer.',
};
const NOT_CLOSED = {
  fr: 'Ce compte n’attend pas de nouvelles clés. Rien n’a été modifié.',
  en: 'This account waits for no new keys. Nothing was changed.',
};
const NO_LOSS = { fr: 'Aucune perte n’est déclarée.', en: 'No loss is declared.' };
const NOT_ASKED = { fr: 'La réponse est déjà donnée. Rien n’a été modifié.', en: 'The answer was given already. Nothing was changed.' };
const INTERRUPTED = {
  fr: 'La session s’est fermée avant la fin. Rien n’a été modifié\u00a0: recommencez.',
  en: 'The session closed before the end. Nothing was changed: start again.',
};
