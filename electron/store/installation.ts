import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '../keys/installation.ts';
import { keyringExists, writeKeyring } from '../keys/keyring.ts';
import { newId } from '../keys/primitives.ts';
import { auditPrincipal } from '../keys/roster.ts';
import type { SessionKeys } from '../keys/session.ts';
import { appendJournal, startJournal, type Actor } from './journal.ts';
import { closeStore, openStore } from './open.ts';
import { appendRoster, insertMember } from './roster.ts';
import { ADMIN_FILE, CASES_FILE } from './session.ts';
import { transaction } from './sql.ts';
import { insertSite, insertStaff, type Structure } from './staff.ts';
import type { SiteRow, StaffRow } from './tables.ts';
import type { WritableDb } from './database.ts';

/** What the wizard asked beside the two passphrases. */
export type FirstFacts = {
  readonly structure: Omit<Structure, 'structure_id'>;
  readonly site: Omit<SiteRow, 'site_id' | 'structure_id'>;
  readonly administrator: Pick<StaffRow, 'name' | 'pledge_on' | 'language'>;
  readonly authority: Pick<StaffRow, 'name' | 'pledge_on' | 'language'>;
};

/** A base exists in this folder already; nothing was touched. */
export class AlreadyInstalled extends Error {
  constructor() {
    super('already installed');
  }
}

/**
 * Writes a first run to an empty profile (security §2.4): both bases of a centre, `admin.db` alone of a desk, roster, group keys, journals with their
 * first signed entries, and last the keyring: without it there is no installation, and a run cut before is begun again from nothing.
 */
export function createStores(folder: string, made: Installation, facts: FirstFacts, at: number): void {
  if (keyringExists(folder)) throw new AlreadyInstalled();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of [ADMIN_FILE, CASES_FILE])
    for (const end of ['', '-wal', '-journal']) rmSync(join(folder, name + end), { force: true });
  createAdmin(folder, made, facts, at);
  if (made.authority.dekC !== null) createCases(folder, made, made.authority.dekC, at);
  writeKeyring(folder, made.keyring, made.administrator.dekA);
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
      insertMembers(writable, made, (store) => store !== 'cases');
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
      insertMembers(writable, made, (store) => store === 'cases');
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

function insertMembers(db: WritableDb, made: Installation, here: (store: 'admin' | 'cases') => boolean): void {
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
