import type { Buffer } from 'node:buffer';
import { zeroUserKeys } from '../../keys/bundle.ts';
import { readKeyring, type EscrowName, type EscrowRow, type Keyring } from '../../keys/keyring.ts';
import { Unreadable, newId, secretCopy, zero } from '../../keys/primitives.ts';
import { openPrincipals } from '../../keys/principals.ts';
import { bundleItem, dueEscrow, newRecovery, openEscrowedKeys, withEscrow, type EscrowItem } from '../../keys/recovery.ts';
import { activeUser, type RosterState } from '../../keys/rosterState.ts';
import { extendRoster } from '../../keys/roster.ts';
import { confirm, propose, type Keeper, type RecoveryRecord, type RosterBody, type RosterEntry } from '../../keys/rosterEntries.ts';
import type { SessionKeys } from '../../keys/session.ts';
import { changeKeyring } from '../accounts/accounts.ts';
import type { ReadableDb } from '../base/database.ts';
import { appendJournal, openJournalStart } from '../journal/journal.ts';
import { appendRoster, memberRows } from '../roster/roster.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { transaction } from '../base/sql.ts';

/** A new set of shares, signed and sealed to, that nothing yet uses: `confirmRecovery` puts it in force once every share was typed back. */
export type PreparedRecovery = {
  readonly record: RecoveryRecord;
  readonly entry: RosterEntry;
  readonly rows: readonly EscrowRow[];
  /** Kept nowhere else; gone with the session. */
  readonly shares: readonly (readonly string[])[];
};

/** A recovery was cut on its way: only the present shares end it, so they must stay. */
export class RecoveryUnderWay extends Error {
  readonly staffCode: string;

  constructor(staffCode: string) {
    super('a recovery is under way');
    this.staffCode = staffCode;
  }
}

/** Another entry of the roster came in between: the set is to be made again. */
export class PreparedTooEarly extends Error {
  constructor() {
    super('the roster changed since the set was prepared');
  }
}

/**
 * A supervisor (focal point on a desk) with the administrator present (security §2.4, §9.4): the key, its shares, the entry both sign, and what the key
 * opens: store keys, the beginnings of the journals, both persons' bundles, and, with `former` (the present set's key, united by its holders), everybody
 * else's. Without it each other bundle is added at that person's next unlock. Throws RosterRefused, RecoveryUnderWay.
 */
export async function prepareRecovery(
  stores: OpenStores,
  administrator: SessionKeys,
  keepers: readonly Keeper[],
  needed: number,
  former: Uint8Array | null,
  at: number,
): Promise<PreparedRecovery> {
  const { roster } = stores;
  const { keyring } = readKeyring(stores.folder);
  assertNoneUnderWay(roster, keyring);
  const made = await newRecovery(keepers, needed);
  const items: EscrowItem[] = [];
  try {
    items.push(...ownItems(stores));
    items.push(...itemsBeside(stores, administrator));
    items.push(...transferred(roster, keyring, former));
    const body: RosterBody = { kind: 'recovery.set', id: newId(), at, recovery: made.record };
    const proposal = propose(roster.siteId, body, { userId: administrator.userId, signingSeed: administrator.user.signingSeed });
    const entry = confirm(roster.siteId, roster.seq + 1, roster.head, proposal, {
      userId: stores.user.userId,
      signingSeed: stores.keys.user.signingSeed,
    });
    extendRoster(roster, entry);
    return { record: made.record, entry, rows: dueEscrow(keyring, made.record, items), shares: made.shares };
  } finally {
    zero(made.secret, ...items.map(({ key }) => key));
  }
}

/**
 * Puts a prepared set in force: what it opens is sealed first, beside the former set, then the signed entry, then the former set's seals go. Cut at any
 * point, one of the two sets is whole, and the next unlock puts the rest in order (`keepEscrow`). Gives the session that continues. Throws PreparedTooEarly,
 * RecoveryUnderWay.
 */
export function confirmRecovery(stores: OpenStores, { record, entry, rows }: PreparedRecovery, at: number): OpenStores {
  if (entry.previous !== stores.roster.head) throw new PreparedTooEarly();
  assertNoneUnderWay(stores.roster, readKeyring(stores.folder).keyring);
  const roster = extendRoster(stores.roster, entry);
  const lines = [
    { kind: 'roster.entry', detail: { seq: entry.seq, head: roster.head, kind: 'recovery.set' } },
    { kind: 'recovery.set', detail: { shares: record.n, needed: record.k } },
  ] as const;
  changeKeyring(stores.folder, stores.keys.dekA, (keyring) => withEscrow(keyring, rows));
  transaction(stores.admin, (db) => {
    appendRoster(db, entry);
    for (const line of lines) appendJournal(db, stores.actor, line, at);
  });
  if (stores.cases !== null)
    transaction(stores.cases, (db) => {
      for (const line of lines) appendJournal(db, stores.actor, line, at);
    });
  changeKeyring(stores.folder, stores.keys.dekA, (keyring) => ({ ...inForce(keyring, roster), rosterHead: roster.head }));
  return { ...stores, roster };
}

/**
 * At each unlock: what this session opens is sealed to the recovery key in force, again if the set or a key changed, and seals of other sets or of
 * people who left go (security §9.4); so does a recovery of this person that was cut before it changed anything. Writes only when something is due.
 */
export function keepEscrow(stores: OpenStores): void {
  const { recovery } = stores.roster;
  if (recovery === null) return;
  const { keyring } = readKeyring(stores.folder);
  const items = ownItems(stores);
  try {
    const rows = dueEscrow(keyring, recovery, items);
    const isOver = (row: EscrowRow) => row.name !== 'nextBundle' || row.userId !== stores.user.userId;
    const tidied = (present: Keyring) => inForce({ ...present, escrow: present.escrow.filter(isOver) }, stores.roster);
    const tidy = tidied(keyring);
    if (rows.length === 0 && tidy.escrow.length === keyring.escrow.length && keyring.recovery?.setId === recovery.setId) return;
    changeKeyring(stores.folder, stores.keys.dekA, (present) => tidied(withEscrow(present, rows)));
  } finally {
    zero(...items.map(({ key }) => key));
  }
}

/** Active people whose bundle is not yet sealed to the set in force: they cannot be recovered until they unlock once. */
export function uncovered(stores: OpenStores): readonly string[] {
  const { recovery, users } = stores.roster;
  const { escrow } = readKeyring(stores.folder).keyring;
  const covered = new Set(escrow.filter((row) => row.name === 'bundle' && row.setId === recovery?.setId).map((row) => row.userId));
  return [...users.values()].filter((user) => user.status === 'active' && !covered.has(user.userId)).map(({ staffCode }) => staffCode);
}

/** The keyring with nothing sealed to another set, nor for people who left. */
function inForce(keyring: Keyring, { recovery, users }: RosterState): Keyring {
  if (recovery === null) return keyring;
  const { publicKey, setId, n, k } = recovery;
  const kept = keyring.escrow.filter((row) => row.setId === setId && (row.userId === null || users.get(row.userId)?.status !== 'removed'));
  return { ...keyring, recovery: { publicKey, setId, n, k }, escrow: kept };
}

/** What a session seals to the recovery key, in copies of its own: the person's bundle, the store keys held, the beginning of the journals it may open. */
function ownItems(stores: Pick<OpenStores, 'keys' | 'roster' | 'principals' | 'admin' | 'cases'>): readonly EscrowItem[] {
  const { keys, roster, principals, admin, cases } = stores;
  const held: readonly (readonly [EscrowName, Buffer | null])[] = [
    ['dekA', secretCopy(keys.dekA)],
    ['dekC', keys.dekC === null ? null : secretCopy(keys.dekC)],
    ['ivk', keys.ivk === null ? null : secretCopy(keys.ivk)],
    ['journalAdmin', journalStart(admin, roster.siteId, principals)],
    ['journalCases', cases === null ? null : journalStart(cases, roster.siteId, principals)],
  ];
  const items = held.flatMap(([name, key]) => (key === null ? [] : [{ name, userId: null, key }]));
  return [bundleItem(keys.userId, keys.user), ...items];
}

/** The beginning of a journal; null also when it was altered: the journal's check reports that, and an unlock continues (security §6.3). */
function journalStart(db: ReadableDb, siteId: string, principals: OpenStores['principals']): Buffer | null {
  try {
    return openJournalStart(db, siteId, principals);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** What the administrator beside an open session seals: same stores, own keys. Throws RosterRefused, Unreadable. */
function itemsBeside({ roster, admin }: OpenStores, administrator: SessionKeys): readonly EscrowItem[] {
  const { userId } = activeUser(roster, administrator.userId);
  const principals = openPrincipals(roster, userId, [administrator.user], memberRows(admin, userId));
  try {
    return ownItems({ keys: administrator, roster, principals, admin, cases: null });
  } finally {
    zero(...principals.map(({ secret }) => secret));
  }
}

function assertNoneUnderWay({ users }: RosterState, { escrow }: Keyring): void {
  const row = escrow.find(({ name, userId }) => name === 'nextBundle' && userId !== null && users.get(userId)?.status === 'active');
  if (row !== undefined && row.userId !== null) throw new RecoveryUnderWay(users.get(row.userId)?.staffCode ?? '');
}

/** Everybody's bundle, opened by the key of the set that is being replaced. */
function transferred({ users, recovery }: RosterState, keyring: Keyring, former: Uint8Array | null): readonly EscrowItem[] {
  if (former === null || recovery === null) return [];
  return [...users.values()].flatMap((user) => {
    const keys = user.status === 'removed' ? null : openEscrowedKeys(keyring, recovery.setId, former, user.userId);
    if (keys === null) return [];
    const item = bundleItem(user.userId, keys);
    const present = keys.signingPublic.equals(user.signingPublic);
    zeroUserKeys(keys);
    return present ? [item] : [];
  });
}
