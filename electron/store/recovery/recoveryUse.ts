import type { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { newUserKeys, zeroUserKeys, type UserKeys } from '../../keys/bundle.ts';
import { assertAuthentic, readKeyring, type Keyring } from '../../keys/keyring.ts';
import { agreementPublic, newId, zero } from '../../keys/primitives.ts';
import {
  SharesRefused,
  bundleItem,
  dueEscrow,
  openEscrow,
  openEscrowedKeys,
  recoverySeed,
  uniteShares,
  withEscrow,
} from '../../keys/recovery.ts';
import { withRenewedSlot, type Renewal } from '../../keys/renewal.ts';
import { RosterRefused, activeUser, signingKeysOf, type RosterState, type RosterUser } from '../../keys/rosterState.ts';
import { extendRoster } from '../../keys/roster.ts';
import { signersOfUse } from '../../keys/rosterSigners.ts';
import { confirm, propose, proveRecovery, type RosterEntry, type Signer } from '../../keys/rosterEntries.ts';
import { UnknownAccount, formerOf, type FreshBundle } from '../../keys/session.ts';
import { changeKeyring } from '../accounts/accounts.ts';
import type { ReadableDb } from '../base/database.ts';
import { appendJournal } from '../journal/journal.ts';
import { closeStore, openStore } from '../base/open.ts';
import { renewCases, renewMembers } from '../keyRenewal/renewal.ts';
import { appendRoster, readRoster } from '../roster/roster.ts';
import { dropOvertaken } from '../accounts/rosterActs.ts';
import { ADMIN_FILE, CASES_FILE } from '../base/fileNames.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { transaction } from '../base/sql.ts';
import { renewSessionCheckpoint } from '../opened/witness.ts';

/** `none`: no set is in force · `uncovered`: this person's keys are not sealed to it · `signer`: this person may not sign the use. */
export type RecoveryProblem = 'none' | 'uncovered' | 'signer';

export class RecoveryRefused extends Error {
  readonly problem: RecoveryProblem;

  constructor(problem: RecoveryProblem) {
    super(`recovery refused: ${problem}`);
    this.problem = problem;
  }
}

/** What united shares open of one person. Closed by `closeUnited`. */
export type UnitedRecovery = {
  readonly setId: string;
  readonly secret: Buffer;
  readonly dekA: Buffer;
  /** null on a desk. */
  readonly dekC: Buffer | null;
  readonly renewal: Renewal;
  readonly roster: RosterState;
};

/**
 * Shares typed by their holders → the keys of one person (security §9.4). Writes nothing: a rehearsal stops here. `held`: the list of staff of an open
 * session; without one the shares open it. Throws SharesRefused, RecoveryRefused, UnknownAccount, KeyringDamaged, Unreadable, RosterRefused, StoreRefused.
 */
export async function openUnited(
  folder: string,
  staffCode: string,
  typed: readonly string[],
  held: RosterState | null,
): Promise<UnitedRecovery> {
  const read = readKeyring(folder);
  const { keyring } = read;
  const slot = keyring.slots.find((held) => held.staffCode === staffCode) ?? refuse(new UnknownAccount());
  const { userId } = slot;
  const set = keyring.recovery ?? refuse(new RecoveryRefused('none'));
  const secret = await uniteShares(set, typed);
  const opened: Buffer[] = [secret];
  const formers: UserKeys[] = [];
  try {
    const dekA = openEscrow(keyring, set.setId, secret, 'dekA', null) ?? refuse(new RecoveryRefused('uncovered'));
    opened.push(dekA);
    assertAuthentic(read, dekA);
    const roster = held ?? rosterOf(folder, dekA);
    const former = openEscrowedKeys(keyring, set.setId, secret, userId) ?? refuse(new RecoveryRefused('uncovered'));
    formers.push(former);
    const earlier = formerOf(former, keyring.siteId, slot);
    if (earlier !== null) formers.push(earlier);
    const dekC = openEscrow(keyring, set.setId, secret, 'dekC', null);
    if (dekC !== null) opened.push(dekC);
    const next = nextKeys(roster, userId, openEscrowedKeys(keyring, set.setId, secret, userId, 'nextBundle'));
    const united = { setId: set.setId, secret, dekA, dekC, roster, renewal: { siteId: keyring.siteId, userId, formers, next } };
    try {
      assertFor(roster, united);
    } catch (error) {
      zeroUserKeys(next);
      throw error;
    }
    return united;
  } catch (error) {
    zero(...opened);
    formers.forEach(zeroUserKeys);
    throw error;
  }
}

/**
 * Keys kept by a recovery that was cut are taken up only when the roster names them: anybody who has the key of `admin.db` can put others in the keyring,
 * and must not choose somebody's keys (security A5).
 */
function nextKeys(roster: RosterState, userId: string, kept: UserKeys | null): UserKeys {
  if (kept === null) return newUserKeys();
  if (roster.users.get(userId)?.signingPublic.equals(kept.signingPublic)) return kept;
  zeroUserKeys(kept);
  return newUserKeys();
}

export function closeUnited({ secret, dekA, dekC, renewal }: UnitedRecovery): void {
  zero(secret, dekA, dekC);
  renewal.formers.forEach(zeroUserKeys);
  zeroUserKeys(renewal.next);
}

function rosterOf(folder: string, dekA: Buffer): RosterState {
  const admin = openStore('admin', join(folder, ADMIN_FILE), dekA, 'existing');
  try {
    return readRoster(admin);
  } finally {
    closeStore(admin);
  }
}

/** Who may sign that the shares were used: `signers`, of whom one must; `others`, anybody else for the second signature, nobody where one is enough. */
export function signersFor({ roster, renewal }: UnitedRecovery): {
  readonly signers: readonly string[];
  readonly others: readonly string[];
} {
  const present = [...roster.users.values()].filter(({ userId, status }) => status === 'active' && userId !== renewal.userId);
  const codes = (users: readonly RosterUser[]) => users.map(({ staffCode }) => staffCode);
  return {
    signers: codes(present.filter((user) => mayLead(roster, user))),
    others: signersOfUse(roster, renewal.userId) === 1 ? [] : codes(present),
  };
}

/**
 * The shares are those of the roster's set, and open the keys that the roster names for an active person now: those of a change after a leak are covered only
 * from the person's first unlock on. Throws SharesRefused, RecoveryRefused, RosterRefused.
 */
function assertFor(roster: RosterState, { setId, secret, renewal }: Omit<UnitedRecovery, 'roster'>): void {
  const publicKey = agreementPublic(secret).toString('base64url');
  if (roster.recovery?.setId !== setId || roster.recovery.publicKey !== publicKey) throw new SharesRefused('otherSet');
  const { userId, signingPublic } = activeUser(roster, renewal.userId);
  const [former] = renewal.formers;
  const isNamed = former?.signingPublic.equals(signingPublic) || hasNextKeys(roster, renewal);
  if (!isNamed || !renewal.formers.every((keys) => hasSigned(roster, userId, keys))) throw new RecoveryRefused('uncovered');
}

function hasSigned(roster: RosterState, userId: string, { signingPublic }: UserKeys): boolean {
  return signingKeysOf(roster, userId).some((key) => key.equals(signingPublic));
}

/**
 * The last steps of security §9.4, signed by the session's person and, where the roster asks for two, by a second one: new keys kept in escrow, the signed entry,
 * everything sealed to the former keys moved, and last the slot under the new passphrase, in place of the old. That slot is made once before anything is written:
 * what cannot be moved is refused with nothing changed. Cut at any point, it is done again with the same shares and continues from there. Throws SharesRefused,
 * RecoveryRefused, RosterRefused, Unreadable.
 */
export function recoverPerson(stores: OpenStores, second: Signer | null, united: UnitedRecovery, fresh: FreshBundle, at: number): void {
  const { folder, roster } = stores;
  const { renewal } = united;
  assertFor(roster, united);
  withRenewedSlot(readKeyring(folder).keyring, renewal, fresh);
  const entry = hasNextKeys(roster, renewal) ? null : entryOf(stores, second, united, at);
  const renewed = entry === null ? roster : extended(roster, entry);
  keepBundle(folder, united, 'nextBundle', renewal.next);
  enterUse(stores, stores.admin, renewal.userId, entry, renewed, at, (db) => {
    if (entry !== null) {
      appendRoster(db, entry);
      dropOvertaken(db, roster, renewed, entry.body);
    }
    renewMembers(db, renewal);
  });
  withCases(stores, united.dekC, (cases) =>
    enterUse(stores, cases, renewal.userId, entry, renewed, at, (db) => renewCases(db, renewal, renewed)),
  );
  renewSessionCheckpoint(folder, renewal);
  keepBundle(folder, united, 'bundle', renewal.next, (keyring) => ({
    ...withRenewedSlot(keyring, renewal, fresh),
    ...(keyring.changes === undefined ? {} : { changes: keyring.changes.filter(({ userId }) => userId !== renewal.userId) }),
    escrow: keyring.escrow.filter((row) => row.name !== 'nextBundle' || row.userId !== renewal.userId),
    rosterHead: renewed.head,
  }));
}

/** The list with the use, when these people may sign it. Throws RecoveryRefused, RosterRefused. */
function extended(roster: RosterState, entry: RosterEntry): RosterState {
  try {
    return extendRoster(roster, entry);
  } catch (error) {
    throw error instanceof RosterRefused && error.reason === 'signer' ? new RecoveryRefused('signer') : error;
  }
}

function mayLead({ kind }: RosterState, { role }: RosterUser): boolean {
  return role === 'administrator' || role === (kind === 'centre' ? 'supervisor' : 'focal_point');
}

function hasNextKeys(roster: RosterState, { userId, next }: Renewal): boolean {
  return activeUser(roster, userId).signingPublic.equals(next.signingPublic);
}

function entryOf(stores: OpenStores, second: Signer | null, { setId, secret, renewal }: UnitedRecovery, at: number): RosterEntry {
  const { roster, user, keys } = stores;
  const signer = { userId: user.userId, signingSeed: keys.user.signingSeed };
  const body = { kind: 'recovery.used' as const, id: newId(), at, userId: renewal.userId, setId };
  const seed = recoverySeed(secret);
  const [agreement, signing] = publicHalves(renewal.next);
  const enrolled = proveRecovery(roster.siteId, body, seed, agreement, signing);
  zero(seed);
  const proposal = { ...propose(roster.siteId, body, second ?? signer), enrolled };
  return confirm(roster.siteId, roster.seq + 1, roster.head, proposal, signer);
}

function publicHalves(keys: UserKeys): readonly [string, string] {
  return [keys.agreementPublic.toString('base64url'), keys.signingPublic.toString('base64url')];
}

/** One base's part of the use, with its lines of the journal. */
function enterUse<B extends 'admin' | 'cases'>(
  stores: OpenStores,
  store: ReadableDb<B>,
  userId: string,
  entry: RosterEntry | null,
  roster: RosterState,
  at: number,
  act: (db: Parameters<Parameters<typeof transaction<B, void>>[1]>[0]) => void,
): void {
  transaction(store, (db) => {
    act(db);
    if (entry !== null) {
      const detail = { seq: entry.seq, head: roster.head, kind: entry.body.kind };
      appendJournal(db, stores.actor, { kind: 'roster.entry', object: userId, detail }, at);
    }
    appendJournal(db, stores.actor, { kind: 'recovery.used', object: userId, detail: {} }, at);
  });
}

/** The case base of a centre, opened by the shares when the signer does not hold it. */
function withCases(stores: OpenStores, dekC: Buffer | null, act: (cases: ReadableDb<'cases'>) => void): void {
  if (stores.cases !== null) return act(stores.cases);
  if (dekC === null) return;
  const cases = openStore('cases', join(stores.folder, CASES_FILE), dekC, 'existing');
  try {
    act(cases);
  } finally {
    closeStore(cases);
  }
}

/** Seals keys to the recovery key under a name, with whatever else changes in the keyring at the same instant. */
function keepBundle(
  folder: string,
  { setId, secret, dekA, renewal }: UnitedRecovery,
  name: 'bundle' | 'nextBundle',
  keys: UserKeys,
  change: (keyring: Keyring) => Keyring = (keyring) => keyring,
): void {
  const item = bundleItem(renewal.userId, keys, name);
  const set = { setId, publicKey: agreementPublic(secret).toString('base64url') };
  changeKeyring(folder, dekA, (keyring) => change(withEscrow(keyring, dueEscrow(keyring, set, [item]))));
  zero(item.key);
}

function refuse(error: Error): never {
  throw error;
}
