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
import type { Session } from '../session/openStores.ts';
import { transaction } from '../base/sql.ts';

const FIRST_RUN = { line: 1, proof: null };

/**
 * Whether somebody who left still knows a store's key (security §2.5): derived from the roster and the keyring, so that nothing has to be remembered. What the keyring
 * says counts only with the proof of that key, where this session has it.
 */
export function isStoreStale(session: Session, store: Base): boolean {
  const { renewed, renewCases } = readKeyring(session.folder).keyring;
  if (store === 'cases' && renewCases === true) return true;
  const { line, proof } = renewed?.[store] ?? FIRST_RUN;
  const key = session.keys[DEK_OF[store]];
  if (line > 1 && key !== null && proof !== renewedProof(key, store, line)) return true;
  return session.roster.leftAt[store] > line || line > session.roster.seq;
}

/** Before something of the base of cases is destroyed: its key is renewed at the next session, so that no former page opens with the new one. */
export function askCasesRenewal({ folder, keys }: Session): void {
  changeKeyring(folder, keys.dekA, (keyring) => ({ ...keyring, renewCases: true }));
}

/** Those of this session. */
export function staleStores(session: Session): readonly Base[] {
  return (['cases', 'admin'] as const).filter((store) => session[store] !== null && isStoreStale(session, store));
}

/** Ends a renewal that was cut, when this session has the store open. Throws what a full disk throws; to be tried again at the next unlock. */
export function resumeRotation(session: Session): Session {
  if (session.keys.renewing === null || session[session.keys.renewing.store] === null) return session;
  return finishRotation(applyRotation(session));
}

/**
 * A new key for a store, for those who stay (security §2.5), in three steps: both keys in the keyring, then every page under the new one, then the
 * keyring with the new one alone. Cut at any point, the next session opens with one of the two and `resumeRotation` ends it. Each step gives the
 * session to go on with, also when the next one throws: a key that the base has must not be forgotten.
 *
 * First step: the next key, sealed beside the present one to each person who stays, is on the disk before a page changes.
 */
export function prepareRotation(session: Session, store: Base, at: number): Session {
  const { folder, keys, roster } = session;
  if (keys.renewing !== null) throw new RangeError('a renewal is under way');
  const db = opened(session, store);
  const name = DEK_OF[store];
  transaction(db, (writable) => appendJournal(writable, session.actor, { kind: 'key.rotate', detail: { what: name } }, at));
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
  return { ...session, keys: { ...keys, renewing: { store, next } }, rekeyed: false };
}

/**
 * Second step: every page under the next key, in one transaction of the base; nothing when it was done before a cut. Throws what a full disk throws: the
 * former key then still opens everything.
 */
export function applyRotation(session: Session): Session {
  const { renewing } = session.keys;
  if (renewing === null || session.rekeyed) return session;
  rekeyStore(opened(session, renewing.store), renewing.next);
  return { ...session, rekeyed: true };
}

/** Last step: the keyring with the next key alone, for those who stay and for the recovery key. Those to whom it was not sealed open the store no more. */
export function finishRotation(session: Session): Session {
  const { folder, keys } = session;
  const { renewing } = keys;
  if (renewing === null) return session;
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
  writeKeyring(folder, withEscrowedKey({ ...keyring, slots, renewed }, session.roster.recovery, DEK_OF[store], renewing.next), held.dekA);
  zero(keyOf(keys, store));
  return { ...session, keys: held, rekeyed: false };
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

function opened(session: Session, store: Base): ReadableDb {
  const db = session[store];
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
