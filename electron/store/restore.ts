import { mkdirSync, readFileSync, readdirSync, renameSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KeyringDamaged, NEXT_KEYRING, keyringExists, readKeyring, syncFolder, writeKeyring, writeWhole } from '../keys/keyring.ts';
import { zeroSessionKeys, type SessionKeys } from '../keys/session.ts';
import type { Manifest } from './backupManifest.ts';
import { insertBackup, readBackup } from './backups.ts';
import type { Base, ReadableDb } from './database.ts';
import { hasTraces } from './installation.ts';
import { appendJournal, lastEntry } from './journal.ts';
import { StoreRefused, closeStore, openReadOnly } from './open.ts';
import { ADMIN_FILE, CASES_FILE, closeSession, openSession, type Session } from './session.ts';
import { dropSide, sideFolder } from './sideProfile.ts';
import { transaction } from './sql.ts';
import { readWitness, writeWitness, type Witness } from './witness.ts';

/** The side profile is whole and confirmed: it holds the name of the folder to which the former files go. */
const READY = 'ready';
/** The former files are away; what is left in the side folder moves in. */
const CLEARED = 'cleared';
/** Where the files of a damaged installation are kept: nothing typed is ever thrown away. */
const FORMER = 'before-restore-';
/** The files of a profile that a restore replaces (security §3.3); the throttle and the technical log stay. */
const REPLACED = [
  'keyring.json',
  'keyring.copy',
  NEXT_KEYRING,
  ADMIN_FILE,
  `${ADMIN_FILE}-wal`,
  CASES_FILE,
  `${CASES_FILE}-wal`,
  'witness',
];

/**
 * What stands in the profile that a copy would replace. `none` nothing · `damaged` it does not open whole · `notNewer` whole, and the copy holds all
 * of its work · `newer` whole, with work that the copy has not · `otherSite` another centre's · `inUse` opened by another window · `closed` whole as
 * far as can be seen, and these keys do not open it.
 */
export type Present = 'none' | 'damaged' | 'notNewer' | 'newer' | 'otherSite' | 'inUse' | 'closed';

/** Keys that may open what stands in the profile; `own` when its own keyring gave them: a base that they do not open is damaged. */
export type Candidate = { readonly keys: SessionKeys; readonly own: boolean };

/** Judges what stands in the profile against a copy, writing nothing (security §9.3). */
export function presentBase(profile: string, manifest: Manifest, candidates: readonly Candidate[]): Present {
  if (!keyringExists(profile) && !hasTraces(profile)) return 'none';
  const siteId = siteIdHere(profile);
  if (siteId !== null && siteId !== manifest.siteId) return 'otherSite';
  const judged = candidates.map((candidate) => judgedWith(profile, manifest, candidate));
  const firm = judged.find((verdict) => verdict !== 'closed');
  if (firm !== undefined) return firm;
  return siteId === null ? 'damaged' : 'closed';
}

/**
 * Makes the side profile the profile (security §9.3): migrated, its journals in a new epoch with a signed entry, its first witness written, then moved
 * in by steps that the next start would end. `keys` are those of the supervisor, or of the focal point of a desk, who confirms; they are zeroed.
 * The files that stood there are kept beside. Throws what `openSession` throws, before anything of the profile is touched.
 */
export function restoreProfile(profile: string, manifest: Manifest, keys: SessionKeys, at: number): void {
  const side = sideFolder(profile);
  const former = readWitness(profile, keys);
  const session = openOrZero(side, keys);
  try {
    writeRestored(session, manifest, former, at);
    writeKeyring(side, readKeyring(side).keyring, keys.dekA);
    writeWitness(session, at);
  } finally {
    closeSession(session);
  }
  writeWhole(side, READY, nextFormer(profile));
  endRestore(profile);
}

/**
 * Ends a restore that was cut, or drops a side profile that nobody confirmed. Once at start, before anything is read: killed at any instant, the
 * profile is the former one or the new one.
 */
export function endRestore(profile: string): void {
  const side = sideFolder(profile);
  if (existsSync(join(side, READY))) putAside(profile, side);
  if (existsSync(join(side, CLEARED))) moveIn(profile, side);
  dropSide(profile);
}

/** What earlier restores put aside is gone: a destruction reaches it too (security §9.6). */
export function dropFormer(profile: string): void {
  for (const name of readdirSync(profile)) if (name.startsWith(FORMER)) rmSync(join(profile, name), { recursive: true, force: true });
}

function putAside(profile: string, side: string): void {
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
  const taken = readdirSync(profile).flatMap((name) => (name.startsWith(FORMER) ? [Number(name.slice(FORMER.length))] : []));
  return `${FORMER}${Math.max(0, ...taken) + 1}`;
}

function openOrZero(side: string, keys: SessionKeys): Session {
  try {
    return openSession(side, keys);
  } catch (error) {
    zeroSessionKeys(keys);
    throw error;
  }
}

function writeRestored(session: Session, manifest: Manifest, former: Witness | null, at: number): void {
  const { admin, cases, actor } = session;
  const made = lastEntry(admin)?.at ?? at;
  const { heads, backupId, stickId, userId } = manifest;
  const later = Math.max(0, ...(['admin', 'cases'] as const).map((base) => (former?.[base]?.seq ?? 0) - (heads[base]?.seq ?? 0)));
  const detail = { id: backupId, admin: heads.admin.seq, cases: heads.cases?.seq ?? null, later };
  if (cases !== null) transaction(cases, (db) => appendJournal(db, actor, { kind: 'backup.restore', detail }, at));
  transaction(admin, (db) => {
    appendJournal(db, actor, { kind: 'backup.restore', detail }, at);
    if (readBackup(db, backupId) !== undefined) return;
    const row = { backup_id: backupId, stick_id: stickId, made_at: made, made_by: userId, state: 'verified' as const };
    insertBackup(db, { ...row, checked_at: at, checked_by: session.user.userId, deleted_at: null });
  });
}

function siteIdHere(profile: string): string | null {
  try {
    return readKeyring(profile).keyring.siteId;
  } catch (error) {
    if (error instanceof KeyringDamaged) return null;
    throw error;
  }
}

function judgedWith(profile: string, manifest: Manifest, { keys, own }: Candidate): Exclude<Present, 'none' | 'otherSite'> {
  const admin = stateOf('admin', join(profile, ADMIN_FILE), keys.dekA, manifest, own);
  if (keys.dekC === null || admin === 'closed' || admin === 'inUse') return admin;
  const cases = stateOf('cases', join(profile, CASES_FILE), keys.dekC, manifest, own);
  return (['damaged', 'inUse', 'newer', 'closed'] as const).find((state) => state === admin || state === cases) ?? 'notNewer';
}

function stateOf(
  base: Base,
  path: string,
  key: Uint8Array,
  manifest: Manifest,
  own: boolean,
): 'damaged' | 'newer' | 'notNewer' | 'closed' | 'inUse' {
  let db: ReadableDb;
  try {
    db = openReadOnly(base, path, key);
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    if (error.problem === 'locked') return 'inUse';
    if (error.problem === 'newer') return 'newer';
    return error.problem === 'key' && !own ? 'closed' : 'damaged';
  }
  try {
    const head = manifest.heads[base];
    return head === null || (lastEntry(db)?.seq ?? 0) > head.seq ? 'newer' : 'notNewer';
  } finally {
    closeStore(db);
  }
}
