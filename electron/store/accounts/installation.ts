import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '../../keys/installation.ts';
import { keyringExists, syncFolder, writeKeyring } from '../../keys/keyring.ts';
import { newId } from '../../keys/primitives.ts';
import { auditPrincipal } from '../../keys/rosterState.ts';
import type { SessionKeys } from '../../keys/session.ts';
import { beginThrottle } from '../../keys/throttle.ts';
import { appendJournal, startJournal, type Actor } from '../journal/journal.ts';
import { closeStore, openStore } from '../base/open.ts';
import { appendRoster, insertMember } from '../roster/roster.ts';
import { ADMIN_FILE, CASES_FILE } from '../base/fileNames.ts';
import { transaction } from '../base/sql.ts';
import { insertSite, insertStaff, type Structure } from '../roster/staff.ts';
import type { SiteRow, StaffRow } from '../base/adminTables.ts';
import type { WritableDb } from '../base/database.ts';
import { witnessExists } from '../opened/witness.ts';

/** Where a first run builds: nothing in it was ever anybody's until it is moved out. */
const FIRST_RUN = 'first-run';
/** Moved last: while it is in the sub-folder the move is not over. */
const LAST_MOVED = 'keyring.json';

/** What the wizard asked beside the two passphrases. */
export type FirstFacts = {
  readonly structure: Omit<Structure, 'structure_id'>;
  readonly site: Omit<SiteRow, 'site_id' | 'structure_id'>;
  readonly administrator: Pick<StaffRow, 'name' | 'pledge_on' | 'language'>;
  readonly authority: Pick<StaffRow, 'name' | 'pledge_on' | 'language'>;
};

/** A base, a keyring or a witness exists in this folder already; nothing was touched. */
export class AlreadyInstalled extends Error {
  constructor() {
    super('already installed');
  }
}

/**
 * Writes a first run to an empty profile (security §2.4): both bases of a centre, `admin.db` alone of a desk, roster, group keys, journals with their
 * first signed entries, and last the keyring. All is built in a sub-folder and then moved: cut before the keyring, it is begun again from nothing; cut
 * after, `endFirstRun` moves the rest. Throws AlreadyInstalled; no base of the profile is ever deleted.
 */
export function createStores(folder: string, made: Installation, facts: FirstFacts, at: number): void {
  endFirstRun(folder);
  if (keyringExists(folder) || hasTraces(folder)) throw new AlreadyInstalled();
  const building = join(folder, FIRST_RUN);
  mkdirSync(building, { recursive: true, mode: 0o700 });
  createAdmin(building, made, facts, at);
  if (made.authority.dekC !== null) createCases(building, made, made.authority.dekC, at);
  beginThrottle(building);
  writeKeyring(building, made.keyring, made.administrator.dekA);
  endFirstRun(folder);
}

/** Ends a first run that was cut: moved into the profile once its keyring was whole, dropped before. Called once at start, and by `createStores`. */
export function endFirstRun(folder: string): void {
  const building = join(folder, FIRST_RUN);
  if (existsSync(join(building, LAST_MOVED))) {
    for (const name of readdirSync(building).filter((candidate) => candidate !== LAST_MOVED)) move(building, folder, name);
    syncFolder(folder);
    move(building, folder, LAST_MOVED);
    syncFolder(folder);
  }
  rmSync(building, { recursive: true, force: true });
}

/** Something of an installation without its keyring: a base or a witness. It is damage, never an empty profile. */
export function hasTraces(folder: string): boolean {
  const bases = [ADMIN_FILE, CASES_FILE].flatMap((name) => [name, `${name}-wal`]);
  return bases.some((name) => existsSync(join(folder, name))) || witnessExists(folder);
}

/** Never over a file that is there. */
function move(from: string, to: string, name: string): void {
  if (!existsSync(join(to, name))) renameSync(join(from, name), join(to, name));
}

function createAdmin(folder: string, made: Installation, facts: FirstFacts, at: number): void {
  const db = openStore('admin', join(folder, ADMIN_FILE), made.administrator.dekA, 'create');
  try {
    transaction(db, (writable) => {
      for (const entry of made.entries) appendRoster(writable, entry);
      const { siteId } = made.roster;
      const structureId = newId();
      insertSite(
        writable,
        { ...facts.structure, structure_id: structureId },
        { ...facts.site, site_id: siteId, structure_id: structureId },
      );
      insertFounder(writable, made.administrator, facts.administrator, at);
      insertFounder(writable, made.authority, facts.authority, at);
      insertMembers(writable, made, (stores) => stores !== 'cases');
      begin(writable, made, made.administrator, at);
    });
  } finally {
    closeStore(db);
  }
}

function createCases(folder: string, made: Installation, dekC: Buffer, at: number): void {
  const db = openStore('cases', join(folder, CASES_FILE), dekC, 'create');
  try {
    transaction(db, (writable) => {
      insertMembers(writable, made, (stores) => stores === 'cases');
      begin(writable, made, made.authority, at);
    });
  } finally {
    closeStore(db);
  }
}

/** Where a principal's private halves are kept: with the cases it concerns, except the audit principal of `admin.db` and a desk's signing key. */
export function storeOfPrincipal(made: Pick<Installation, 'roster'>, principalId: string): 'admin' | 'cases' {
  const principal = made.roster.principals.get(principalId);
  return principal?.store === 'admin' || made.roster.kind === 'desk' ? 'admin' : 'cases';
}

function insertMembers(db: WritableDb, made: Installation, here: (stores: 'admin' | 'cases') => boolean): void {
  for (const member of made.members) if (here(storeOfPrincipal(made, member.principalId))) insertMember(db, member);
}

function insertFounder(
  db: WritableDb<'admin'>,
  keys: SessionKeys,
  facts: Pick<StaffRow, 'name' | 'pledge_on' | 'language'>,
  at: number,
): void {
  insertStaff(db, {
    user_id: keys.userId,
    staff_code: keys.staffCode,
    supervisor_id: null,
    trainings: '[]',
    most_cases: null,
    last_opened: null,
    created_at: at,
    ...facts,
  });
}

function begin(db: WritableDb, made: Installation, founder: SessionKeys, at: number): void {
  const actor: Actor = { siteId: founder.siteId, userId: founder.userId, sessionId: newId(), signingSeed: founder.user.signingSeed };
  startJournal(db, actor, auditPrincipal(made.roster, db.base), at);
  appendJournal(db, actor, { kind: 'roster.entry', detail: { seq: made.roster.seq, head: made.roster.head, kind: 'genesis' } }, at);
}
