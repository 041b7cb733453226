import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OverReason } from '../../../shared/contract/backup.ts';
import { keyringExists, readKeyring, syncFolder, withoutOrder, writeKeyring, writeWhole } from '../../keys/keyring.ts';
import { zeroSessionKeys, type SessionKeys } from '../../keys/session.ts';
import { beginThrottle } from '../../keys/throttle.ts';
import { rememberRestore } from './afterRestore.ts';
import type { Manifest } from './manifest.ts';
import { insertBackup, readBackup } from './copies.ts';
import type { WritableDb } from '../base/database.ts';
import { REPLACED, formerName, formersIn } from './previousProfile.ts';
import { appendJournal, lastEntry, type Actor } from '../journal/journal.ts';
import { closeStores, openStores } from '../session/session.ts';
import type { OpenStores } from '../opened/openStores.ts';
import type { Witness } from '../opened/checkpointFormat.ts';
import { CLEARED, READY, dropSide, sideFolder } from './sideProfile.ts';
import { transaction } from '../base/sql.ts';
import { readSessionCheckpoint, writeSessionCheckpoint } from '../opened/witness.ts';

/** The administrator who confirmed beside the session's person that the present profile is replaced, and why (security §9.3). */
export type Override = {
  readonly second: SessionKeys;
  readonly reason: OverReason;
  readonly line: 'newer' | 'otherLine' | 'damaged';
  readonly left: number;
};

/** What a restore knows of the profile that it replaces. */
export type Replaced = {
  /** Accounts that the copy opens again: those that today's list had closed or changed, or all without a list of today. */
  readonly returned: readonly string[];
  /** Nothing of this centre was here, or it did not open whole: what became of the machine that the work was done on is asked. */
  readonly unseen: boolean;
  /** A copy of a stick is remembered as verified; the previous profile is not a copy. */
  readonly fromStick: boolean;
  readonly over: Override | null;
};

/**
 * Makes the side profile the profile (security §9.3): migrated, its journals in a new epoch with a signed entry, its first witness written, then moved
 * in by steps that the next start would end. `keys` are those of the supervisor, or of the focal point of a desk, who confirms; they are zeroed.
 * The files of that folder are kept beside. Throws what `openStores` throws, before anything of the profile is touched.
 */
export function restoreProfile(profile: string, manifest: Manifest, keys: SessionKeys, replaced: Replaced, at: number): void {
  const side = sideFolder(profile);
  const former = readSessionCheckpoint(profile, keys);
  const stores = openOrZero(side, keys);
  try {
    writeRestored(stores, manifest, former, replaced, at);
    writeKeyring(side, withoutOrder(readKeyring(side).keyring), keys.dekA);
    writeSessionCheckpoint(stores, at);
  } finally {
    closeStores(stores);
  }
  if (!keyringExists(profile)) beginThrottle(profile);
  writeWhole(side, READY, nextFormer(profile));
  try {
    endRestore(profile);
  } catch (error) {
    undoRestore(profile);
    throw error;
  }
}

/**
 * A restore whose first moves failed is taken back, so that the former profile is whole again; a restore whose former files are all away is ended later
 * (`isRestoreCut`), and so is a restore that cannot be taken back.
 */
function undoRestore(profile: string): void {
  const side = sideFolder(profile);
  if (!existsSync(join(side, READY))) return;
  try {
    const former = join(profile, readFileSync(join(side, READY), 'utf8'));
    for (const name of REPLACED) if (existsSync(join(former, name))) renameSync(join(former, name), join(profile, name));
    rmSync(former, { recursive: true, force: true });
    syncFolder(profile);
    rmSync(join(side, READY));
    dropSide(profile);
  } catch {
    // What cannot be undone is ended before anything else is done here.
  }
}

/**
 * Ends a restore that was cut, or drops a side profile that nobody confirmed. Once at start, before anything is read: killed at any instant, the
 * profile is the former one or the new one.
 */
export function endRestore(profile: string): void {
  const side = sideFolder(profile);
  if (existsSync(join(side, READY))) movePreviousProfile(profile, side);
  if (existsSync(join(side, CLEARED))) moveIn(profile, side);
  dropSide(profile);
}

function movePreviousProfile(profile: string, side: string): void {
  const former = join(profile, readFileSync(join(side, READY), 'utf8'));
  for (const name of REPLACED) {
    if (!existsSync(join(profile, name))) continue;
    mkdirSync(former, { recursive: true, mode: 0o700 });
    renameSync(join(profile, name), join(former, name));
  }
  syncFolder(profile);
  renameSync(join(side, READY), join(side, CLEARED));
  syncFolder(side);
}

function moveIn(profile: string, side: string): void {
  for (const name of REPLACED) if (existsSync(join(side, name))) renameSync(join(side, name), join(profile, name));
  syncFolder(profile);
  rmSync(join(side, CLEARED));
}

function nextFormer(profile: string): string {
  return formerName(Math.max(0, ...formersIn(profile).map(({ rank }) => rank)) + 1);
}

/** The same entry twice, each signed by one of the two. */
function signOverride(db: WritableDb<'admin'>, actor: Actor, { second, reason, line, left }: Override, at: number): void {
  const other: Actor = { ...actor, userId: second.userId, signingSeed: second.user.signingSeed };
  for (const signer of [actor, other]) appendJournal(db, signer, { kind: 'restore.older', detail: { reason, line, cases: left } }, at);
}

function openOrZero(side: string, keys: SessionKeys): OpenStores {
  try {
    return openStores(side, keys);
  } catch (error) {
    zeroSessionKeys(keys);
    throw error;
  }
}

function writeRestored(stores: OpenStores, manifest: Manifest, former: Witness | null, replaced: Replaced, at: number): void {
  const { admin, cases, actor, roster } = stores;
  const last = lastEntry(admin);
  const made = last?.at ?? at;
  const { backupId, stickId, userId } = manifest;
  const held = { admin: last?.seq ?? 0, cases: cases === null ? null : (lastEntry(cases)?.seq ?? 0) };
  const later = Math.max(0, ...(['admin', 'cases'] as const).map((base) => (former?.[base]?.seq ?? 0) - (held[base] ?? 0)));
  const detail = { id: backupId, ...held, later };
  if (cases !== null) transaction(cases, (db) => appendJournal(db, actor, { kind: 'backup.restore', detail }, at));
  transaction(admin, (db) => {
    appendJournal(db, actor, { kind: 'backup.restore', detail }, at);
    if (replaced.over !== null) signOverride(db, actor, replaced.over, at);
    const { returned, unseen, fromStick } = replaced;
    const known = returned.filter((one) => roster.users.get(one)?.status === 'active');
    rememberRestore(db, { at, line: roster.seq, returned: known, lost: unseen ? 'unasked' : 'no' }, stores.user.userId);
    if (!fromStick || readBackup(db, backupId) !== undefined) return;
    const row = { backup_id: backupId, stick_id: stickId, made_at: made, made_by: userId, state: 'verified' as const };
    insertBackup(db, { ...row, checked_at: at, checked_by: stores.user.userId, deleted_at: null });
  });
}
