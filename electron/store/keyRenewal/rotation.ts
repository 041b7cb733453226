import { sealStoreKey } from '../../keys/bundle.ts';
import { assertAuthentic, readKeyring, writeKeyring, type Keyring } from '../../keys/keyring.ts';
import { randomSecret, zero } from '../../keys/primitives.ts';
import { withEscrowedKey } from '../../keys/recovery.ts';
import { holdsStore, type RosterState, type RosterUser } from '../../keys/rosterState.ts';
import { DEK_OF, renewedProof, rotationProof, type SessionKeys } from '../../keys/session.ts';
import { changeKeyring } from '../accounts/accounts.ts';
import type { Base, ReadableDb } from '../base/database.ts';
import { appendJournal } from '../journal/journal.ts';
import { rekeyStore } from '../base/open.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { transaction } from '../base/sql.ts';

const FIRST_RUN = { line: 1, proof: null };

/**
 * Whether somebody who left still knows a store's key (security §2.5): derived from the roster and the keyring, so that nothing has to be remembered. What the keyring
 * says counts only with the proof of that key, where this session has it.
 */
export function isStoreStale(stores: OpenStores, store: Base): boolean {
  const { renewed, renewCases } = readKeyring(stores.folder).keyring;
  if (store === 'cases' && renewCases === true) return true;
  const { line, proof } = renewed?.[store] ?? FIRST_RUN;
  const key = stores.keys[DEK_OF[store]];
  if (line > 1 && key !== null && proof !== renewedProof(key, store, line)) return true;
  return stores.roster.leftAt[store] > line || line > stores.roster.seq;
}

/** Before something of the base of cases is destroyed: its key is renewed at the next session, so that no former page opens with the new one. */
export function askCasesRenewal({ folder, keys }: OpenStores): void {
  changeKeyring(folder, keys.dekA, (keyring) => ({ ...keyring, renewCases: true }));
}

/** Those of this session. */
export function staleStores(stores: OpenStores): readonly Base[] {
  return (['cases', 'admin'] as const).filter((store) => stores[store] !== null && isStoreStale(stores, store));
}

/** Ends a renewal that was cut, when this session has the store open. Throws what a full disk throws; to be tried again at the next unlock. */
export function resumeRotation(stores: OpenStores): OpenStores {
  if (stores.keys.renewing === null || stores[stores.keys.renewing.store] === null) return stores;
  return finishRotation(applyRotation(stores));
}

/**
 * A new key for a store, for those who stay (security §2.5), in three steps: both keys in the keyring, then every page under the new one, then the
 * keyring with the new one alone. Cut at any point, the next session opens with one of the two and `resumeRotation` ends it. Each step gives the
 * session that continues, also when the next one throws: a key that the base has must not be forgotten.
 *
 * First step: the next key, sealed beside the present one to each person who stays, is on the disk before a page changes.
 */
export function prepareRotation(stores: OpenStores, store: Base, at: number): OpenStores {
  const { folder, keys, roster } = stores;
  if (keys.renewing !== null) throw new RangeError('a renewal is under way');
  const db = opened(stores, store);
  const name = DEK_OF[store];
  transaction(db, (writable) => appendJournal(writable, stores.actor, { kind: 'key.rotate', detail: { what: name } }, at));
  const next = randomSecret();
  const read = readKeyring(folder);
  assertAuthentic(read, keys.dekA);
  const present = keyOf(keys, store);
  const keyring = store === 'admin' ? withoutWaiting(read.keyring, roster) : read.keyring;
  const sealed = staying(keyring, roster, store).map(({ userId, agreementPublic }) => ({
    userId,
    old: seal(roster.siteId, userId, agreementPublic, name, present),
    new: seal(roster.siteId, userId, agreementPublic, name, next),
  }));
  writeKeyring(
    folder,
    { ...keyring, pendingDek: { store, line: roster.seq, proof: rotationProof(present, store, roster.seq, next), sealed } },
    keys.dekA,
  );
  return { ...stores, keys: { ...keys, renewing: { store, next } }, rekeyed: false };
}

/**
 * Second step: every page under the next key, in one transaction of the base; nothing when it was done before a cut. Throws what a full disk throws: the
 * former key then still opens everything.
 */
export function applyRotation(stores: OpenStores): OpenStores {
  const { renewing } = stores.keys;
  if (renewing === null || stores.rekeyed) return stores;
  rekeyStore(opened(stores, renewing.store), renewing.next);
  return { ...stores, rekeyed: true };
}

/** Last step: the keyring with the next key alone, for those who stay and for the recovery key. Those to whom it was not sealed open the store no more. */
export function finishRotation(stores: OpenStores): OpenStores {
  const { folder, keys } = stores;
  const { renewing } = keys;
  if (renewing === null) return stores;
  const read = readKeyring(folder);
  assertAuthentic(read, keys.dekA);
  const { pendingDek, renewCases, ...others } = read.keyring;
  if (pendingDek === undefined) throw new RangeError('no renewal under way');
  const { store, line, sealed } = pendingDek;
  const keyring: Keyring = store === 'admin' && renewCases === true ? { ...others, renewCases } : others;
  const given = new Map(sealed.map((one) => [one.userId, one.new]));
  const slots = keyring.slots.map((slot) => ({ ...slot, deks: { ...slot.deks, [DEK_OF[store]]: given.get(slot.userId) ?? null } }));
  const renewed = { ...keyring.renewed, [store]: { line, proof: renewedProof(renewing.next, store, line) } };
  const held = keysWith(keys, store, renewing.next);
  writeKeyring(folder, withEscrowedKey({ ...keyring, slots, renewed }, stores.roster.recovery, DEK_OF[store], renewing.next), held.dekA);
  zero(keyOf(keys, store));
  return { ...stores, keys: held, rekeyed: false };
}

/** Codes not yet used and accounts not yet admitted hold a key that dies, and their own keys are nobody's word: they are given another code. */
function withoutWaiting(keyring: Keyring, roster: RosterState): Keyring {
  return { ...keyring, enrolments: [], slots: keyring.slots.filter(({ userId }) => roster.users.has(userId)) };
}

function staying(keyring: Keyring, roster: RosterState, store: Base): readonly RosterUser[] {
  return keyring.slots.flatMap((slot) => {
    const user = roster.users.get(slot.userId);
    return user !== undefined && holdsStore(user, store) ? [user] : [];
  });
}

function opened(stores: OpenStores, store: Base): ReadableDb {
  const db = stores[store];
  if (db === null) throw new RangeError('this session does not have the store open');
  return db;
}

function keyOf(keys: SessionKeys, store: Base): Buffer {
  const key = keys[DEK_OF[store]];
  if (key === null) throw new RangeError('this session does not have the store key');
  return key;
}

function keysWith(keys: SessionKeys, store: Base, key: Buffer): SessionKeys {
  return store === 'admin' ? { ...keys, dekA: key, renewing: null } : { ...keys, dekC: key, renewing: null };
}

function seal(siteId: string, userId: string, agreementPublic: Buffer, name: 'dekA' | 'dekC', key: Buffer): string {
  return sealStoreKey(agreementPublic, siteId, userId, name, key).toString('base64url');
}
