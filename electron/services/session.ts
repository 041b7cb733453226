import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { backupNeed, type BackupNeed } from '../../shared/rules/backup.ts';
import { SETTINGS, isSettingKey, withinBounds, type SettingKey } from '../../shared/rules/settings.ts';
import type { IsoDate } from '../../shared/time.ts';
import { minuteOf, nowMinute, openSession as sessionOf, today, type Host, type OpenSession } from '../host.ts';
import { KeyringDamaged, KeyringNewer, keyringExists, readKeyring } from '../keys/keyring.ts';
import { TooLittleMemory } from '../keys/passphrase.ts';
import { Unreadable } from '../keys/primitives.ts';
import { RosterRefused } from '../keys/roster.ts';
import {
  AccountClosed,
  UnknownAccount,
  WrongPassphrase,
  openKeys,
  staffCodes,
  userIdOf,
  zeroSessionKeys,
  type SessionKeys,
} from '../keys/session.ts';
import { clearFailures } from '../keys/throttle.ts';
import { isShortOfRoom } from '../profile/policy.ts';
import { diskFault, withReserve } from '../profile/room.ts';
import { examine, recordExamined } from '../store/examination.ts';
import { hasVerifiedBackup, lastGoodBackup } from '../store/backups.ts';
import { loadFacts } from '../store/facts.ts';
import { appendJournal, countOfSession, lastEntry } from '../store/journal.ts';
import { StoreRefused, checkpointStore } from '../store/open.ts';
import { keepEscrow } from '../store/recovery.ts';
import { hasTraces } from '../store/installation.ts';
import { resealUser } from '../store/resealUser.ts';
import { followRoster } from '../store/rosterActs.ts';
import { resumeRotation } from '../store/rotation.ts';
import { AccessRefused, closeSession, openSession, type Session } from '../store/session.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { readSite, readStaff, updateStaff } from '../store/staff.ts';
import { transaction } from '../store/sql.ts';
import { UpgradeRefused } from '../store/upgrade.ts';
import { witnessSignedActs, writeWitness } from '../store/witness.ts';
import { attempt } from './attempts.ts';
import { checkAtUnlock, checkFurther, convictByWitness, isAltered } from './journalCheck.ts';
import { answerMailbox } from './mailbox.ts';
import { settle } from './renewal.ts';

const preferences = z.strictObject({ language: z.enum(['fr', 'en']), theme: z.enum(['system', 'light', 'dark', 'contrast']) });

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
    journalAltered: session !== null && isAltered(session.store),
    idleMinutes: session?.settings.idleMinutes ?? SETTINGS.idleMinutes.value,
    now: nowMinute(host),
  };
}

/** Staff code and passphrase; wrong ones wait longer and longer, and nothing is ever destroyed (security §5.1). */
export async function unlock(input: Input<'session.unlock'>, host: Host): Promise<Output<'session.unlock'>> {
  const { locks } = host;
  const keys = await keysIn(host, host.profile, input.staffCode, input.passphrase);
  if (host.locks !== locks || host.session !== null) {
    zeroSessionKeys(keys);
    throw new Refused('locked', LOCKED_MEANWHILE);
  }
  const store = storesOf(host, keys);
  try {
    const opened = begin(host, store);
    await settle(host);
    answerMailbox(host);
    return opened;
  } catch (error) {
    host.session = null;
    closeSession(store);
    throw storeRefusal(error);
  }
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
  if (store.cases !== null) loadFacts(store.cases, store);
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
  const { store } = sessionOf(host);
  zeroSessionKeys(await keysIn(host, host.profile, store.user.staffCode, passphrase));
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

export function prefer(input: Input<'session.prefer'>, host: Host): Output<'session.prefer'> {
  const session = sessionOf(host);
  const { user, admin } = session.store;
  transaction(admin, (db) => writeSetting(db, `prefer.${user.userId}`, input, user.userId, host.now().getTime()));
  session.language = input.language;
  session.theme = input.theme;
  return {};
}

function needOf({ store }: OpenSession, day: IsoDate): BackupNeed {
  if (store.user.role === 'focal_point') return 'none';
  const last = lastGoodBackup(store.admin);
  return backupNeed(last === undefined ? null : minuteOf(last.made_at).slice(0, 10), day);
}

/** All that can be read of it before a session: without recovery shares, the data are invented. */
function lacksRecovery(host: Host): boolean {
  try {
    return readKeyring(host.profile).keyring.recovery === null;
  } catch (error) {
    if (error instanceof KeyringDamaged || error instanceof KeyringNewer) return true;
    throw error;
  }
}

/** Real people only once recovery shares, a supervisor (on a desk its focal point) and a verified backup exist (security §2.4). */
function isReadyForPeople({ store }: OpenSession): boolean {
  const { roster, admin } = store;
  const authority = roster.kind === 'desk' ? 'focal_point' : 'supervisor';
  const hasAuthority = [...roster.users.values()].some((user) => user.role === authority && user.status === 'active');
  return roster.recovery !== null && hasAuthority && hasVerifiedBackup(admin);
}

function publicUser(store: Session): NonNullable<Output<'session.state'>['user']> {
  const { userId, staffCode, role, programs } = store.user;
  return { userId, staffCode, role, programs: [...programs] };
}

function assemble(store: Session): OpenSession {
  const row = readSite(store.admin);
  const own = readSetting(store.admin, `prefer.${store.user.userId}`, preferences);
  const staff = readStaff(store.admin, store.user.userId);
  return {
    store,
    site: { siteId: row.site_id, code: row.code, region: row.region, structureCode: row.structure_code, structureType: row.structure_type },
    readings: new Map(),
    shares: null,
    renewal: { total: 0, waiting: [], unreadable: 0, failed: false },
    settings: settingsOf(store),
    language: own?.language ?? staff?.language ?? 'fr',
    theme: own?.theme ?? 'system',
  };
}

/** Every setting with the site's value where one was chosen. */
export function settingsOf(store: Session): Readonly<Record<SettingKey, number>> {
  const values = { ...defaults() };
  for (const key of Object.keys(SETTINGS).filter(isSettingKey))
    values[key] = withinBounds(key, readSetting(store.admin, key, z.int()) ?? values[key]);
  return values;
}

function defaults(): Record<SettingKey, number> {
  const { idleMinutes, smallCellThreshold, smallStructure, shareConsentDays, caseloadMost, reportDay, revealSeconds } = SETTINGS;
  return {
    idleMinutes: idleMinutes.value,
    smallCellThreshold: smallCellThreshold.value,
    smallStructure: smallStructure.value,
    shareConsentDays: shareConsentDays.value,
    caseloadMost: caseloadMost.value,
    reportDay: reportDay.value,
    revealSeconds: revealSeconds.value,
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

/** What a keyring that does not open is, in words; anything else as it was. */
export function keyringRefusal(error: unknown): unknown {
  if (error instanceof AccountClosed) return new Refused('forbidden', ACCESS.suspended);
  if (error instanceof TooLittleMemory) return new Refused('invalid', LITTLE_MEMORY);
  if (error instanceof KeyringDamaged) return new Refused('conflict', DAMAGED);
  if (error instanceof KeyringNewer) return new Refused('conflict', NEWER);
  return error;
}

/** The stores these keys open; zeroes the keys when they do not. Throws Refused. */
export function storesOf(host: Host, keys: SessionKeys): Session {
  try {
    return resumed(openSession(host.profile, keys));
  } catch (error) {
    zeroSessionKeys(keys);
    throw storeRefusal(error);
  }
}

/** What bases that do not open are, in words; anything else as it was. */
function storeRefusal(error: unknown): unknown {
  if (error instanceof AccessRefused) return new Refused('forbidden', ACCESS[error.problem]);
  if (error instanceof RosterRefused || error instanceof Unreadable) return new Refused('conflict', DAMAGED);
  if (error instanceof UpgradeRefused) return new Refused('conflict', NOT_UPGRADED);
  if (!(error instanceof StoreRefused)) return error;
  return new Refused('conflict', error.problem === 'newer' ? NEWER : error.problem === 'locked' ? IN_USE : DAMAGED);
}

/**
 * Ends a renewal of a store key that was cut, and what a change of own keys asks. Without space for it the session goes on as it is, and the next unlock
 * tries again.
 */
function resumed(store: Session): Session {
  let resumed = store;
  try {
    resumed = resumeRotation(store);
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

function safeStaffCodes(host: Host): readonly string[] {
  try {
    return staffCodes(host.profile);
  } catch (error) {
    if (error instanceof KeyringDamaged || error instanceof KeyringNewer) return [];
    throw error;
  }
}

function waiting(milliseconds: number) {
  const seconds = Math.ceil(milliseconds / 1000);
  return {
    fr: `Cette phrase n’ouvre pas ce code. Rien n’a changé. Attendez ${seconds} secondes avant un nouvel essai.`,
    en: `This passphrase does not open this code. Nothing has changed. Wait ${seconds} seconds before trying again.`,
  };
}

/** Whether anything can be opened here, before any key is known. */
export function startState(host: Host): Output<'start.state'> {
  const now = minuteOf(host.now().getTime());
  return {
    phase: phaseOf(host),
    kind: host.session?.store.roster.kind ?? null,
    siteCode: host.session?.site.code ?? null,
    today: today(host),
    now,
  };
}

function phaseOf(host: Host): Output<'start.state'>['phase'] {
  if (host.place !== null) return host.place;
  if (!keyringExists(host.profile)) return hasTraces(host.profile) ? 'damaged' : 'empty';
  try {
    staffCodes(host.profile);
    return 'installed';
  } catch (error) {
    if (error instanceof KeyringNewer) return 'newer';
    if (error instanceof KeyringDamaged) return 'damaged';
    throw error;
  }
}

const WRONG = {
  fr: 'Cette phrase n’ouvre pas ce code. Rien n’a changé. Après quatre essais, il faudra attendre un peu.',
  en: 'This passphrase does not open this code. Nothing has changed. After four tries you will have to wait a little.',
};
const LITTLE_MEMORY = {
  fr: 'L’ordinateur manque de mémoire. Fermez les autres programmes, puis réessayez.',
  en: 'The computer is short of memory. Close the other programs, then try again.',
};
const DAMAGED = {
  fr: 'Un fichier de cette installation est abîmé. Rien n’a été effacé. Restaurez une sauvegarde ou demandez de l’aide.',
  en: 'A file of this installation is damaged. Nothing was deleted. Restore a backup or ask for help.',
};
const NEWER = {
  fr: 'Cette base a été ouverte par une version plus récente de Sutura. Mettez l’application à jour. Rien n’a été modifié.',
  en: 'This base was opened by a newer version of Sutura. Update the application. Nothing was changed.',
};
const NOT_UPGRADED = {
  fr: 'La base n’a pas pu passer à cette version : le compte de ses lignes ne tombait pas juste. Elle est restée comme avant. Prévenez l’administration.',
  en: 'The base could not be brought to this version: the count of its lines did not agree. It stands as before. Tell the administration.',
};
const LOCKED_MEANWHILE = {
  fr: 'La session s’est fermée pendant l’ouverture. Saisissez de nouveau votre phrase.',
  en: 'The session was locked while it was opening. Enter your passphrase again.',
};
export const IN_USE = {
  fr: 'La base est déjà ouverte dans une autre fenêtre. Fermez-la, puis réessayez.',
  en: 'The base is already open in another window. Close it, then try again.',
};
const ACCESS: Readonly<Record<AccessRefused['problem'], { fr: string; en: string }>> = {
  pending: { fr: 'Votre compte attend la signature de la supervision.', en: 'Your account waits for your supervisor’s signature.' },
  suspended: { fr: 'Ce compte est suspendu. Parlez-en à la supervision.', en: 'This account is suspended. Speak to your supervisor.' },
  pledge: {
    fr: 'L’engagement de confidentialité n’est pas enregistré. Voyez l’administration.',
    en: 'The confidentiality pledge is not recorded. See the administrator.',
  },
  replaced: {
    fr: 'La liste du personnel n’est plus celle que vous connaissiez. Ne saisissez rien et appelez la supervision.',
    en: 'The list of staff is no longer the one you knew. Enter nothing and call your supervisor.',
  },
};
