import { join } from 'node:path';
import { CASE_ROLES } from '../../../shared/rights.ts';
import { zeroUserKeys, type UserKeys } from '../../keys/bundle.ts';
import { openPrincipals, type OpenedPrincipal } from '../../keys/principals.ts';
import { newId, zero } from '../../keys/primitives.ts';
import { activeUser, genesisOf, type RosterState, type RosterUser } from '../../keys/rosterState.ts';
import { zeroSessionKeys, type SessionKeys } from '../../keys/session.ts';
import type { Base, ReadableDb } from '../base/database.ts';
import { createFactTable, createPairTable, createLinkTable, createWorkTables } from '../base/temporaryTables.ts';
import { openNewWork, sealChangedCases } from '../caseRecords/caseWork.ts';
import { appendJournal, lastEntry, type Actor } from '../journal/journal.ts';
import { closeStore, openEither, openReadOnly, openStore } from '../base/open.ts';
import { memberRows, readRoster } from '../roster/roster.ts';
import { adminSql, one, transaction } from '../base/sql.ts';
import { readSessionCheckpoint } from '../opened/witness.ts';
import type { Witness } from '../opened/checkpointFormat.ts';
import type { OpenStores, SessionMemory } from '../opened/openStores.ts';
import { ADMIN_FILE, CASES_FILE } from '../base/fileNames.ts';

/** `pending`: enrolled, not yet admitted · `suspended` · `closed`: waits for new keys since a machine was lost · `pledge`: no signed pledge of confidentiality · `replaced`: the roster is not the one this person was admitted to. */
export type AccessProblem = 'pending' | 'suspended' | 'closed' | 'pledge' | 'replaced';

export class AccessRefused extends Error {
  readonly problem: AccessProblem;

  constructor(problem: AccessProblem) {
    super(`access refused: ${problem}`);
    this.problem = problem;
  }
}

/**
 * Opens what these keys give (security §2.4, §5.1): `admin.db`, the verified roster, the person's rights today, then for case roles `cases.db`,
 * and the group keys of which the person is a member. Writes nothing. The caller zeroes `keys` when this throws.
 * Throws StoreRefused, RosterRefused, AccessRefused, Unreadable.
 */
export function openStores(folder: string, keys: SessionKeys): OpenStores {
  const stores = openBases(folder, keys, openBase);
  try {
    if (stores.cases !== null) {
      createFactTable(stores.cases);
      createPairTable(stores.cases);
      createLinkTable(stores.cases);
      createWorkTables(stores.cases);
      workWith(stores, stores.cases);
    }
    return stores;
  } catch (error) {
    closeStores(stores);
    throw error;
  }
}

/** The same over a copy that is only judged: nothing is migrated, nothing can be written (security §9.1). Throws as `openStores`. */
export function openCopyStores(folder: string, keys: SessionKeys): OpenStores {
  return openBases(folder, keys, (base, path, key) => ({ db: openReadOnly(base, path, key), renewed: false }));
}

type Opener = <B extends Base>(
  base: B,
  path: string,
  key: Buffer,
  keys: SessionKeys,
) => { readonly db: ReadableDb<B>; readonly renewed: boolean };

function openBases(folder: string, given: SessionKeys, open: Opener): OpenStores {
  const { db: admin, renewed: adminRekeyed } = open('admin', join(folder, ADMIN_FILE), given.dekA, given);
  try {
    const roster = readRoster(admin);
    const keys = withSignedFormer(asOnRoster(given, roster), roster);
    const witness = readSessionCheckpoint(folder, keys);
    const user = permitted(admin, roster, keys, witness);
    const opened = keys.dekC !== null && CASE_ROLES.includes(user.role) ? open('cases', join(folder, CASES_FILE), keys.dekC, keys) : null;
    const cases = opened?.db ?? null;
    try {
      const actor: Actor = { siteId: roster.siteId, userId: user.userId, sessionId: newId(), signingSeed: keys.user.signingSeed };
      const rekeyed = adminRekeyed || (opened?.renewed ?? false);
      const acknowledged = new Set(witness?.acknowledged);
      const held = heldPrincipals(roster, keys, admin, cases);
      return { folder, keys, roster, user, actor, ...held, admin, cases, witness, memory: memoryOf(witness), rekeyed, acknowledged };
    } catch (error) {
      if (cases !== null) closeStore(cases);
      throw error;
    }
  } catch (error) {
    closeStore(admin);
    throw error;
  }
}

/** The session with the roster as it is now: rights and private halves are read again. Throws RosterRefused for a person who lost access, Unreadable. */
export function withRoster(stores: OpenStores, roster: RosterState): OpenStores {
  const user = activeUser(roster, stores.user.userId);
  const held = heldPrincipals(roster, stores.keys, stores.admin, stores.cases);
  zero(...[...stores.principals, ...stores.formerPrincipals].map(({ secret }) => secret));
  const next = { ...stores, roster, user, ...held };
  if (next.cases !== null) workWith(next, next.cases);
  return next;
}

/** Opens the work of the cases that these keys open, and seals with them the cases that change, each with a line of the journal of its own where the transaction has too few. */
function workWith(stores: OpenStores, cases: ReadableDb<'cases'>): void {
  cases.ending.seal = () =>
    transaction(cases, (db) => {
      const commitments = sealChangedCases(db, stores);
      if (db.ending.lines.length >= commitments.length) return commitments;
      const at = lastEntry(db)?.at ?? 0;
      while (db.ending.lines.length < commitments.length) appendJournal(db, stores.actor, { kind: 'case.seal', detail: {} }, at);
      return commitments;
    });
  openNewWork(cases, stores);
}

/** A change of keys that was cut before its line of the roster: the former keys are still the person's. */
function asOnRoster(keys: SessionKeys, { users }: RosterState): SessionKeys {
  const { user, former } = keys;
  if (former === null || users.get(keys.userId)?.signingPublic.equals(former.signingPublic) !== true) return keys;
  zeroUserKeys(user);
  return { ...keys, user: former, former: null };
}

/** Keys from before a change count only when the roster knows that the person signed with them: a person who writes the keyring could put others there (security A5). */
function withSignedFormer(keys: SessionKeys, { users }: RosterState): SessionKeys {
  const { former } = keys;
  if (former === null || users.get(keys.userId)?.formerSigning.some((key) => key.equals(former.signingPublic))) return keys;
  zeroUserKeys(former);
  return { ...keys, former: null };
}

/** A person's keys, and those before a change while something is sealed to them. */
function ownKeys({ user, former }: SessionKeys): readonly UserKeys[] {
  return former === null ? [user] : [user, former];
}

function heldPrincipals(
  roster: RosterState,
  keys: SessionKeys,
  admin: ReadableDb<'admin'>,
  cases: ReadableDb<'cases'> | null,
): Pick<OpenStores, 'principals' | 'formerPrincipals'> {
  const members = [...memberRows(admin, keys.userId), ...(cases === null ? [] : memberRows(cases, keys.userId))];
  const opened = openPrincipals(roster, keys.userId, ownKeys(keys), members);
  const isPresent = ({ principal }: OpenedPrincipal) => roster.principals.get(principal.principalId)?.epoch === principal.epoch;
  return { principals: opened.filter(isPresent), formerPrincipals: opened.filter((one) => !isPresent(one)) };
}

/** Closes both bases with a checkpoint, then fills every key with zeros (security §5.2). The process that held them ends next. */
export function closeStores(stores: OpenStores): void {
  try {
    if (stores.cases !== null) closeStore(stores.cases);
  } finally {
    closeAdmin(stores);
  }
}

function closeAdmin(stores: OpenStores): void {
  try {
    closeStore(stores.admin);
  } finally {
    const { admin, cases } = stores.memory.checked;
    const secrets = [...stores.principals, ...stores.formerPrincipals].map(({ secret }) => secret);
    zero(...secrets, admin?.position?.key, cases?.position?.key);
    zeroSessionKeys(stores.keys);
  }
}

/** A base with its key, or with the next one when a renewal was cut after the base had it (security §2.5). */
function openBase<B extends Base>(base: B, path: string, key: Buffer, { renewing }: SessionKeys) {
  if (renewing?.store === base) return openEither(base, path, key, renewing.next);
  return { db: openStore(base, path, key, 'existing'), renewed: false };
}

function memoryOf(witness: Witness | null): SessionMemory {
  return {
    checked: { ...(witness?.checked ?? { admin: null, cases: null }) },
    written: { admin: witness?.admin?.seq ?? 0, cases: witness?.cases?.seq ?? 0 },
    proved: new Set(),
    altered: new Set(),
  };
}

function permitted(admin: ReadableDb<'admin'>, roster: RosterState, keys: SessionKeys, witness: Witness | null): RosterUser {
  if (roster.siteId !== keys.siteId) throw new AccessRefused('replaced');
  if (!genesisOf(roster).equals(keys.pinned)) throw new AccessRefused('replaced');
  if (witness !== null && !roster.hashes.includes(witness.rosterHead)) throw new AccessRefused('replaced');
  const user = roster.users.get(keys.userId);
  if (user === undefined || keys.genesis === null) throw new AccessRefused('pending');
  if (user.status !== 'active') throw new AccessRefused('suspended');
  if (user.closed) throw new AccessRefused('closed');
  if (!user.signingPublic.equals(keys.user.signingPublic)) throw new AccessRefused('replaced');
  const staff = one(admin, adminSql.selectFrom('staff').select('pledge_on').where('user_id', '=', keys.userId));
  if (staff === undefined || staff.pledge_on === null) throw new AccessRefused('pledge');
  return user;
}
