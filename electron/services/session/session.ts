import type { Input, Output } from '../../../shared/contract.ts';
import { backupNeed, type BackupNeed } from '../../../shared/rules/backup.ts';
import { SETTINGS } from '../../../shared/rules/settings/settings.ts';
import type { IsoDate } from '../../../shared/time.ts';
import { minuteOf, nowMinute, today, type Host, type OpenSession } from '../../host.ts';
import { keyringExists } from '../../keys/keyring.ts';
import { isShortOfRoom } from '../../profile/policy.ts';
import { diskFault, withReserve } from '../../profile/room.ts';
import { lastGoodBackup, lastVerifiedBackup } from '../../store/backup/copies.ts';
import { hasFormerPassphrase } from '../../store/destruction/destruction.ts';
import { appendJournal, lastEntry } from '../../store/journal/journal.ts';
import { needsReconciliation } from '../../store/loss.ts';
import { checkpointStore } from '../../store/base/open.ts';
import { closeStores } from '../../store/session/session.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { transaction } from '../../store/base/sql.ts';
import { witnessSignedActs, writeSessionCheckpoint } from '../../store/opened/witness.ts';
import { checkFurther } from '../journal/check.ts';
import { isAltered } from '../journal/tampering.ts';
import { listsRevision } from '../lists.ts';
import { lacksRecovery, safeStaffCodes } from './start.ts';

/** What the screen needs to know before and after an unlock; nothing of a person. */
export function sessionState(host: Host): Output<'session.state'> {
  const { session } = host;
  const installed = keyringExists(host.profile);
  return {
    user: session === null ? null : publicUser(session.stores),
    staffCodes: installed ? [...safeStaffCodes(host)] : [],
    lastStaffCode: null,
    waitSeconds: 0,
    siteCode: session?.site.code ?? null,
    structureCode: session?.site.structureCode ?? null,
    kind: session?.stores.roster.kind ?? null,
    language: session?.language ?? 'fr',
    theme: session?.theme ?? 'system',
    training: session?.stores.roster.space === 'training',
    inventedDataOnly: session === null ? !installed || lacksRecovery(host) : !isReadyForPeople(session),
    backupNeed: session === null ? 'none' : needOf(session, today(host)),
    shortOfRoom: isShortOfRoom(host),
    afterRestore: session !== null && needsReconciliation(session.stores),
    journalAltered: session !== null && isAltered(session.stores),
    passphraseDue: session !== null && hasFormerPassphrase(session.stores),
    idleMinutes: session?.settings.idleMinutes ?? SETTINGS.idleMinutes.value,
    lists: session === null ? 0 : listsRevision(session.stores.admin),
    now: nowMinute(host),
  };
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
    checkFurther(session.stores, host.now().getTime());
    for (const stores of [session.stores.admin, session.stores.cases]) if (stores !== null) checkpointStore(stores);
    writeSessionCheckpoint(session.stores, host.now().getTime());
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}

/**
 * After each act: the session checkpoint follows what was signed (security §6.3). The act itself remains; a checkpoint that could not be written is written at
 * the next tick or lock.
 */
export function witnessActs(host: Host): void {
  if (host.session === null) return;
  try {
    witnessSignedActs(host.session.stores, host.now().getTime());
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
  const { stores } = session;
  const at = host.now().getTime();
  try {
    withReserve(host.profile, () => sayLocked(stores, reason, at));
  } catch (error) {
    if (diskFault(error) === null) throw error;
  } finally {
    close(host, stores, reason);
  }
}

/** What a session leaves behind: its lock in each journal that has not got it, and the person's witness. */
function sayLocked(stores: OpenStores, reason: string, at: number): void {
  const entry = { kind: 'session.lock', detail: { reason } } as const;
  for (const base of [stores.cases, stores.admin])
    if (base !== null && lastEntry(base)?.kind !== entry.kind) transaction(base, (db) => appendJournal(db, stores.actor, entry, at));
  writeSessionCheckpoint(stores, at);
}

/** A lock always ends, whatever the disk reports: bases closed, keys zeroed, the window informed. What was saved is in the base or in its log. */
function close(host: Host, stores: OpenStores, reason: string): void {
  try {
    closeStores(stores);
  } catch (error) {
    if (diskFault(error) === null) throw error;
  } finally {
    host.onLocked(reason);
  }
}

function needOf({ stores }: OpenSession, day: IsoDate): BackupNeed {
  if (stores.user.role === 'focal_point') return 'none';
  const last = lastGoodBackup(stores.admin);
  return backupNeed(last === undefined ? null : minuteOf(last.made_at).slice(0, 10), day);
}

/** Real people only once recovery shares, a supervisor (on a desk its focal point) and a verified backup exist (security §2.4). */
function isReadyForPeople({ stores }: OpenSession): boolean {
  const { roster, admin } = stores;
  const authority = roster.kind === 'desk' ? 'focal_point' : 'supervisor';
  const hasAuthority = [...roster.users.values()].some((user) => user.role === authority && user.status === 'active');
  return roster.recovery !== null && hasAuthority && lastVerifiedBackup(admin) !== undefined;
}

/** What the screen receives of the person whose session is open. */
export function publicUser(stores: OpenStores): NonNullable<Output<'session.state'>['user']> {
  const { userId, staffCode, role, programs } = stores.user;
  return { userId, staffCode, role, programs: [...programs] };
}
