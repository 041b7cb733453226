import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { listsInForce } from '../../shared/forms/lists/inForce.ts';
import { backupNeed, type BackupNeed } from '../../shared/rules/backup.ts';
import { SETTINGS } from '../../shared/rules/settings.ts';
import type { IsoDate } from '../../shared/time.ts';
import {
  clocksOf,
  holdsCases,
  LOCKED,
  minuteOf,
  nowMinute,
  openSession as sessionOf,
  today,
  type Host,
  type OpenSession,
} from '../host.ts';
import { KeyringDamaged, KeyringNewer, keyringExists } from '../keys/keyring.ts';
import { AccountClosed, UnknownAccount, WrongPassphrase, openKeys, userIdOf, zeroSessionKeys, type SessionKeys } from '../keys/session.ts';
import { clearFailures } from '../keys/throttle.ts';
import { isShortOfRoom } from '../profile/policy.ts';
import { diskFault, withReserve } from '../profile/room.ts';
import { isUnsettled } from '../store/loss.ts';
import { lastGoodBackup, lastVerifiedBackup } from '../store/backups.ts';
import { armInForce, finishDestruction, hasFormerPassphrase } from '../store/destruction.ts';
import { examine, recordExamined } from '../store/examination.ts';
import { forgetOldFormer } from '../store/formerForgotten.ts';
import { appendJournal, countOfSession, lastEntry } from '../store/journal.ts';
import { agreedCodes } from '../store/lists.ts';
import { checkpointStore } from '../store/open.ts';
import { keepEscrow } from '../store/recovery.ts';
import { resealUser } from '../store/resealUser.ts';
import { followRoster } from '../store/rosterActs.ts';
import { resumeRotation } from '../store/rotation.ts';
import { closeSession, openSession, type Session } from '../store/session.ts';
import { RestoreUnfinished, isRestoreCut } from '../store/sideProfile.ts';
import { readSite, readStaff, updateStaff } from '../store/staff.ts';
import { transaction } from '../store/sql.ts';
import { witnessSignedActs, writeWitness } from '../store/witness.ts';
import { attempt } from './attempts.ts';
import { endCutRestore } from './copies.ts';
import { delayedTasks } from './delayedTasks.ts';
import { identifyingForms } from './identity.ts';
import { checkAtUnlock, checkFurther, convictByWitness, isAltered } from './journalCheck.ts';
import { unreadPersons } from './knownPersons.ts';
import { listsRevision } from './lists.ts';
import { answerMailbox, hasQuestions } from './mailbox.ts';
import { openFirstFacts, waitingFacts } from './openedFacts.ts';
import { openFirstPairs, unopenedInSteps } from './openedPairs.ts';
import { inSlices } from './slices.ts';
import { LOCKED_MEANWHILE, WRONG, keyringRefusal, storeRefusal, waiting } from './openRefusals.ts';
import { findRenewals, settleKeys } from './renewal.ts';
import { eraseOldHalves } from './sealedView.ts';
import { preferenceOf, settingsOf } from './settings.ts';
import { lacksRecovery, safeStaffCodes } from './start.ts';

/** What the screen needs to know before and after an unlock; nothing of a person. */
export function sessionState(host: Host): Output<'session.state'> {
  const { session } = host;
  const installed = keyringExists(host.profile);
  return {
    user: session === null ? null : publicUser(session.store),
    staffCodes: installed ? [...safeStaffCodes(host)] : [],
    lastStaffCode: null,
    waitSeconds: 0,
    siteCode: session?.site.code ?? null,
    structureCode: session?.site.structureCode ?? null,
    kind: session?.store.roster.kind ?? null,
    language: session?.language ?? 'fr',
    theme: session?.theme ?? 'system',
    training: session?.store.roster.space === 'training',
    inventedDataOnly: session === null ? !installed || lacksRecovery(host) : !isReadyForPeople(session),
    backupNeed: session === null ? 'none' : needOf(session, today(host)),
    shortOfRoom: isShortOfRoom(host),
    afterRestore: session !== null && isUnsettled(session.store),
    journalAltered: session !== null && isAltered(session.store),
    passphraseDue: session !== null && hasFormerPassphrase(session.store),
    idleMinutes: session?.settings.idleMinutes ?? SETTINGS.idleMinutes.value,
    lists: session === null ? 0 : listsRevision(session.store.admin),
    now: nowMinute(host),
  };
}

/** Staff code and passphrase; wrong ones wait longer and longer, and nothing is ever destroyed (security §5.1). */
export async function unlock(input: Input<'session.unlock'>, host: Host): Promise<Output<'session.unlock'>> {
  const { locks } = host;
  endCutRestore(host);
  const keys = await keysIn(host, host.profile, input.staffCode, input.passphrase);
  if (host.locks !== locks || host.session !== null) {
    zeroSessionKeys(keys);
    throw new Refused('locked', LOCKED_MEANWHILE);
  }
  const store = storesOf(host, keys);
  try {
    const opened = begin(host, store);
    await settleKeys(host);
    goOn(host);
    return opened;
  } catch (error) {
    if (host.locks === locks) abandon(host, store);
    throw storeRefusal(error);
  }
}

/** What a large centre has the person wait for no longer: it goes on behind the first page. What cannot be done there is done, or refused in words, when it is asked for. */
function goOn(host: Host): void {
  const { session } = host;
  if (session === null) return;
  const rest = theRest(host, session);
  if (holdsCases(session) && session.factsWaiting.size > 0) void inSlices(host, session, rest).catch(() => undefined);
  else while (rest.next().done !== true);
}

/** Cases to be sealed again, facts, tasks whose delays changed, pairs, then the questions of registrations, a step at a time. */
function* theRest(host: Host, session: OpenSession): Generator<void> {
  yield* findRenewals(host, session);
  if (!holdsCases(session)) return;
  yield* waitingFacts(session);
  yield* delayedTasks(session);
  yield* unopenedInSteps(session);
  if (hasQuestions(session)) yield* unreadPersons(session);
  answerMailbox(session, host.now().getTime());
}

/** An unlock that failed on its way: what it had reached by then is closed, its newest keys zeroed. */
function abandon(host: Host, opened: Session): void {
  const { session } = host;
  host.session = null;
  closeSession(session?.store ?? opened);
}

/** What follows the opening of the stores: facts in memory, the journals' lines; only then is the session there. */
function begin(host: Host, store: Session): Output<'session.unlock'> {
  const { userId } = store.user;
  const at = host.now().getTime();
  const examined = examine(store, at);
  const last = lastSessionOf(store);
  const convicted = convictByWitness(store);
  withReserve(host.profile, () => followRoster(store, at));
  const session = assemble(store);
  if (holdsCases(session)) {
    openFirstFacts(session);
    openFirstPairs(session);
  }
  const failedTries = clearFailures(host.profile, userId);
  const opening = { kind: 'session.unlock', detail: {} } as const;
  const keep = (act: () => void): void => withReserve(host.profile, act);
  keep(() =>
    transaction(store.admin, (db) => {
      updateStaff(db, userId, { last_opened: at });
      recordExamined(db, examined, at);
      appendJournal(db, store.actor, opening, at);
      if (failedTries > 0) appendJournal(db, store.actor, { kind: 'unlock.failed', detail: { tries: failedTries } }, at);
    }),
  );
  const { cases } = store;
  if (cases !== null) keep(() => transaction(cases, (db) => void appendJournal(db, store.actor, opening, at)));
  keep(() => checkAtUnlock(store, convicted, at));
  coverAccount(store);
  keep(() => armInForce(store, clocksOf(host)));
  keep(() => forgetOldFormer(store, at));
  if (store.roster.kind === 'desk') keep(() => eraseOldHalves(store, at));
  host.session = session;
  return { user: publicUser(store), lastSession: last, failedTries };
}

/** What the recovery shares open follows the keys at each unlock; without room for it the next one tries again. */
function coverAccount(store: Session): void {
  try {
    keepEscrow(store);
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}

/** Somebody is there: the time without a key or a pointer starts again. */
export function touch(host: Host): Record<string, never> {
  host.onTouched();
  return {};
}

/** Ends the session: journal, witness, stores closed with their logs emptied, keys filled with zeros (security §5.2). */
export function lock(input: Input<'session.lock'>, host: Host): Output<'session.lock'> {
  endSession(host, input.reason);
  return {};
}

/** Every five minutes: a slice of the journals verified, write-ahead logs emptied into the bases, and the person's witness (security §3.2, §6.3). What a full disk refuses is done the next time. */
export function keepSafe(host: Host): void {
  const { session } = host;
  if (session === null) return;
  try {
    checkFurther(session.store, host.now().getTime());
    for (const store of [session.store.admin, session.store.cases]) if (store !== null) checkpointStore(store);
    writeWitness(session.store, host.now().getTime());
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}

/** After each act: the witness follows what was signed (security §6.3). The act itself stands; a witness that could not be written is written at the next tick or lock. */
export function witnessActs(host: Host): void {
  if (host.session === null) return;
  try {
    witnessSignedActs(host.session.store, host.now().getTime());
  } catch {
    // A full disk refuses this file too.
  }
}

/** A lock for the triggers that are no call: idle, sleep, window closed. Without a session it still stops an unlock under way. */
export function endSession(host: Host, reason: string): void {
  const { session } = host;
  host.locks += 1;
  host.replies.forget();
  if (session === null) return;
  host.session = null;
  host.picker.forget();
  const { store } = session;
  const at = host.now().getTime();
  try {
    withReserve(host.profile, () => sayLocked(store, reason, at));
  } catch (error) {
    if (diskFault(error) === null) throw error;
  } finally {
    close(host, store, reason);
  }
}

/** What a session leaves behind: its lock in each journal that has not got it, and the person's witness. */
function sayLocked(store: Session, reason: string, at: number): void {
  const entry = { kind: 'session.lock', detail: { reason } } as const;
  for (const base of [store.cases, store.admin])
    if (base !== null && lastEntry(base)?.kind !== entry.kind) transaction(base, (db) => appendJournal(db, store.actor, entry, at));
  writeWitness(store, at);
}

/** A lock always ends, whatever the disk says: bases closed, keys zeroed, the window told. What was saved stands in the base or in its log. */
function close(host: Host, store: Session, reason: string): void {
  try {
    closeSession(store);
  } catch (error) {
    if (diskFault(error) === null) throw error;
  } finally {
    host.onLocked(reason);
  }
}

/** Asks again for the passphrase of the open session, before an act of authority; wrong ones count and wait like those of an unlock. Throws Refused `invalid`. */
export async function confirmPassphrase(host: Host, passphrase: string): Promise<void> {
  const session = sessionOf(host);
  zeroSessionKeys(await keysIn(host, host.profile, session.store.user.staffCode, passphrase));
  if (sessionOf(host) !== session) throw new Refused('locked', LOCKED);
  journalWrongTries(host);
}

/** After a right passphrase in an open session: the wrong ones before it are forgotten and stand in the journal. */
export function journalWrongTries(host: Host): void {
  const { store } = sessionOf(host);
  const tries = clearFailures(host.profile, store.user.userId);
  if (tries === 0) return;
  const at = host.now().getTime();
  transaction(store.admin, (db) => appendJournal(db, store.actor, { kind: 'unlock.failed', detail: { tries } }, at));
}

function needOf({ store }: OpenSession, day: IsoDate): BackupNeed {
  if (store.user.role === 'focal_point') return 'none';
  const last = lastGoodBackup(store.admin);
  return backupNeed(last === undefined ? null : minuteOf(last.made_at).slice(0, 10), day);
}

/** Real people only once recovery shares, a supervisor (on a desk its focal point) and a verified backup exist (security §2.4). */
function isReadyForPeople({ store }: OpenSession): boolean {
  const { roster, admin } = store;
  const authority = roster.kind === 'desk' ? 'focal_point' : 'supervisor';
  const hasAuthority = [...roster.users.values()].some((user) => user.role === authority && user.status === 'active');
  return roster.recovery !== null && hasAuthority && lastVerifiedBackup(admin) !== undefined;
}

function publicUser(store: Session): NonNullable<Output<'session.state'>['user']> {
  const { userId, staffCode, role, programs } = store.user;
  return { userId, staffCode, role, programs: [...programs] };
}

function assemble(store: Session): OpenSession {
  const row = readSite(store.admin);
  const own = preferenceOf(store);
  const staff = readStaff(store.admin, store.user.userId);
  return {
    store,
    site: { siteId: row.site_id, code: row.code, region: row.region, structureCode: row.structure_code, structureType: row.structure_type },
    readings: new Map(),
    shares: null,
    extract: null,
    searchOpen: false,
    firstHalf: null,
    factsWaiting: new Set(),
    renewal: { total: 0, waiting: [], unreadable: 0, failed: false },
    settings: settingsOf(store),
    lists: listsInForce(agreedCodes(store.admin)),
    language: own?.language ?? staff?.language ?? 'fr',
    theme: own?.theme ?? 'system',
  };
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
export function storesOf(host: Host, keys: SessionKeys): Session {
  try {
    if (isRestoreCut(host.profile)) throw new RestoreUnfinished();
    return resumed(openSession(host.profile, keys), host.now().getTime());
  } catch (error) {
    zeroSessionKeys(keys);
    throw storeRefusal(error);
  }
}

/**
 * Ends a renewal of a store key that was cut, what follows the destruction of the identities, and what a change of own keys asks. Without space for it the session goes on as it is, and the next unlock
 * tries again.
 */
function resumed(store: Session, at: number): Session {
  let resumed = store;
  try {
    resumed = resumeRotation(store);
    resumed = finishDestruction(resumed, identifyingForms(), at);
    return resealUser(resumed);
  } catch (error) {
    if (diskFault(error) === null) throw error;
    return resumed;
  }
}

/** Who was here last, when, and how much was written: the person is the best detector of a rollback (security §5.1). */
function lastSessionOf(store: Session): Output<'session.unlock'>['lastSession'] {
  const db = store.cases ?? store.admin;
  const last = lastEntry(db);
  const person = last?.actor === null || last === undefined ? undefined : store.roster.users.get(last.actor);
  if (last === undefined || person === undefined) return null;
  return { at: minuteOf(last.at), staffCode: person.staffCode, acts: countOfSession(db, last), entries: last.seq };
}
