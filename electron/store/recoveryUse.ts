import type { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { newUserKeys, zeroUserKeys, type UserKeys } from '../keys/bundle.ts';
import { assertAuthentic, readKeyring, type Keyring } from '../keys/keyring.ts';
import { agreementPublic, newId, zero } from '../keys/primitives.ts';
import {
  SharesRefused,
  bundleItem,
  dueEscrow,
  openEscrow,
  openEscrowedKeys,
  recoverySeed,
  uniteShares,
  withEscrow,
} from '../keys/recovery.ts';
import { withRenewedSlot, type Renewal } from '../keys/renewal.ts';
import { activeUser, extendRoster, signingKeysOf, type RosterState, type RosterUser } from '../keys/roster.ts';
import { confirm, propose, proveRecovery, type RosterEntry } from '../keys/rosterEntries.ts';
import { UnknownAccount, type FreshBundle } from '../keys/session.ts';
import { changeKeyring } from './accounts.ts';
import type { ReadableDb } from './database.ts';
import { appendJournal } from './journal.ts';
import { closeStore, openStore } from './open.ts';
import { renewCases, renewMembers } from './renewal.ts';
import { appendRoster, readRoster } from './roster.ts';
import { ADMIN_FILE, CASES_FILE, type Session } from './session.ts';
import { transaction } from './sql.ts';
import { renewWitness } from './witness.ts';

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
};

/**
 * Shares typed by their holders → the keys of one person (security §9.4). Writes nothing: a rehearsal stops here. Throws SharesRefused, RecoveryRefused,
 * UnknownAccount, KeyringDamaged, Unreadable.
 */
export async function openUnited(folder: string, staffCode: string, typed: readonly string[]): Promise<UnitedRecovery> {
  const read = readKeyring(folder);
  const { keyring } = read;
  const { userId } = keyring.slots.find((slot) => slot.staffCode === staffCode) ?? refuse(new UnknownAccount());
  const set = keyring.recovery ?? refuse(new RecoveryRefused('none'));
  const secret = await uniteShares(set, typed);
  const opened: Buffer[] = [secret];
  try {
    const dekA = openEscrow(keyring, set.setId, secret, 'dekA', null) ?? refuse(new RecoveryRefused('uncovered'));
    opened.push(dekA);
    assertAuthentic(read, dekA);
    const former = openEscrowedKeys(keyring, set.setId, secret, userId) ?? refuse(new RecoveryRefused('uncovered'));
    const next = openEscrowedKeys(keyring, set.setId, secret, userId, 'nextBundle') ?? newUserKeys();
    const dekC = openEscrow(keyring, set.setId, secret, 'dekC', null);
    return { setId: set.setId, secret, dekA, dekC, renewal: { siteId: keyring.siteId, userId, former, next } };
  } catch (error) {
    zero(...opened);
    throw error;
  }
}

export function closeUnited({ secret, dekA, dekC, renewal }: UnitedRecovery): void {
  zero(secret, dekA, dekC);
  zeroUserKeys(renewal.former);
  zeroUserKeys(renewal.next);
}

/** Who may sign that the shares were used for this person: the roster is opened by the shares themselves. Throws as `assertFor`. */
export function signersFor(folder: string, united: UnitedRecovery): readonly string[] {
  const admin = openStore('admin', join(folder, ADMIN_FILE), united.dekA, 'existing');
  try {
    const roster = readRoster(admin);
    assertFor(roster, united);
    return [...roster.users.values()].filter((user) => maySign(roster, user, united)).map(({ staffCode }) => staffCode);
  } finally {
    closeStore(admin);
  }
}

/** The shares are those of the roster's set, and open the keys that the roster knows for an active person. Throws SharesRefused, RecoveryRefused, RosterRefused. */
export function assertFor(roster: RosterState, { setId, secret, renewal }: UnitedRecovery): void {
  const publicKey = agreementPublic(secret).toString('base64url');
  if (roster.recovery?.setId !== setId || roster.recovery.publicKey !== publicKey) throw new SharesRefused('otherSet');
  const { userId } = activeUser(roster, renewal.userId);
  if (!signingKeysOf(roster, userId).some((key) => key.equals(renewal.former.signingPublic))) throw new RecoveryRefused('uncovered');
}

/**
 * The last steps of security §9.4, signed by the session's person for the holders: new keys kept in escrow, the signed entry, everything sealed to the
 * former keys moved, and last the slot under the new passphrase, in place of the old. Cut at any point, it is done again with the same shares and goes on
 * from there. Throws SharesRefused, RecoveryRefused, RosterRefused, Unreadable.
 */
export function recoverPerson(session: Session, united: UnitedRecovery, fresh: FreshBundle, at: number): void {
  const { folder, roster } = session;
  const { renewal } = united;
  assertFor(roster, united);
  if (!maySign(roster, session.user, united)) throw new RecoveryRefused('signer');
  const entry = hasNextKeys(roster, renewal) ? null : entryOf(session, united, at);
  const renewed = entry === null ? roster : extendRoster(roster, entry);
  keepBundle(folder, united, 'nextBundle', renewal.next);
  enterUse(session, session.admin, renewal.userId, entry, renewed, at, (db) => {
    if (entry !== null) appendRoster(db, entry);
    renewMembers(db, renewal);
  });
  withCases(session, united.dekC, (cases) => enterUse(session, cases, renewal.userId, entry, renewed, at, (db) => renewCases(db, renewal)));
  renewWitness(folder, renewal);
  keepBundle(folder, united, 'bundle', renewal.next, (keyring) => ({
    ...withRenewedSlot(keyring, renewal, fresh),
    escrow: keyring.escrow.filter((row) => row.name !== 'nextBundle' || row.userId !== renewal.userId),
    rosterHead: renewed.head,
  }));
}

function maySign({ kind }: RosterState, user: RosterUser, { renewal }: UnitedRecovery): boolean {
  const authority = kind === 'centre' ? 'supervisor' : 'focal_point';
  return user.status === 'active' && user.userId !== renewal.userId && (user.role === 'administrator' || user.role === authority);
}

function hasNextKeys(roster: RosterState, { userId, next }: Renewal): boolean {
  return activeUser(roster, userId).signingPublic.equals(next.signingPublic);
}

function entryOf(session: Session, { setId, secret, renewal }: UnitedRecovery, at: number): RosterEntry {
  const { roster, user, keys } = session;
  const signer = { userId: user.userId, signingSeed: keys.user.signingSeed };
  const body = { kind: 'recovery.used' as const, id: newId(), at, userId: renewal.userId, setId };
  const seed = recoverySeed(secret);
  const [agreement, signing] = publicHalves(renewal.next);
  const enrolled = proveRecovery(roster.siteId, body, seed, agreement, signing);
  zero(seed);
  return confirm(roster.siteId, roster.seq + 1, roster.head, { ...propose(roster.siteId, body, signer), enrolled }, signer);
}

function publicHalves(keys: UserKeys): readonly [string, string] {
  return [keys.agreementPublic.toString('base64url'), keys.signingPublic.toString('base64url')];
}

/** One base's part of the use, with its lines of the journal. */
function enterUse<B extends 'admin' | 'cases'>(
  session: Session,
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
      appendJournal(db, session.actor, { kind: 'roster.entry', object: userId, detail }, at);
    }
    appendJournal(db, session.actor, { kind: 'recovery.used', object: userId, detail: {} }, at);
  });
}

/** The case base of a centre, opened by the shares when the one who signs does not hold it. */
function withCases(session: Session, dekC: Buffer | null, act: (cases: ReadableDb<'cases'>) => void): void {
  if (session.cases !== null) return act(session.cases);
  if (dekC === null) return;
  const cases = openStore('cases', join(session.folder, CASES_FILE), dekC, 'existing');
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
