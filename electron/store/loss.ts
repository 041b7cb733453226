import { Buffer } from 'node:buffer';
import { newUserKeys, openStoreKey, sealFormer, sealStoreKey, zeroUserKeys, type StoreKeyName, type UserKeys } from '../keys/bundle.ts';
import type { KeyChange, Slot } from '../keys/keyring.ts';
import type { KdfProfile } from '../keys/passphrase.ts';
import { Unreadable, newId, secretCopy, zero } from '../keys/primitives.ts';
import { extendRoster } from '../keys/roster.ts';
import { genesisOf, type ListName, type RosterState, type RosterUser } from '../keys/rosterState.ts';
import { confirm, propose, type RosterBody, type RosterEntry, type Signer } from '../keys/rosterEntries.ts';
import { freshBundle, openOwnKeys, WrongPassphrase, type SessionKeys } from '../keys/session.ts';
import { changeKeyring } from './accounts/accounts.ts';
import { lastRestore, rememberRestore } from './backup/afterRestore.ts';
import type { WritableDb } from './base/database.ts';
import { appendJournal, lastOfKind, type Actor } from './journal/journal.ts';
import { renewCases, renewMembers } from './keyRenewal/renewal.ts';
import { resealUser } from './keyRenewal/resealUser.ts';
import { appendRoster } from './roster/roster.ts';
import { syncRosterToJournals } from './accounts/rosterActs.ts';
import { staleStores } from './keyRenewal/rotation.ts';
import { withRoster } from './session/session.ts';
import type { OpenStores } from './opened/openStores.ts';
import { RECONCILIATION, newEpochs } from './keyRenewal/reconcile.ts';
import { transaction } from './base/sql.ts';

/** The keys of a person on the roster, and those before an earlier change to which something may still be sealed. */
export type PresentKeys = { readonly former: UserKeys; readonly older: UserKeys | null };
/** A person's next keys, under the next passphrase, before anything is written. Zero `next` when it is not used. */
export type NextKeys = PresentKeys & { readonly userId: string; readonly next: UserKeys; readonly change: KeyChange };

/** Draws a person's next keys and derives what the next passphrase opens; slow. The present keys stay the caller's. Throws TooLittleMemory. */
export async function drawNextKeys(
  list: ListName,
  userId: string,
  present: PresentKeys,
  passphrase: string,
  profile: KdfProfile,
): Promise<NextKeys> {
  const next = newUserKeys();
  try {
    const { kdf, bundle } = await freshBundle(userId, passphrase, { user: next, genesis: genesisOf(list) }, profile);
    const sealed = sealFormer(next.agreementPublic, list.siteId, userId, present.former).toString('base64url');
    return { ...present, userId, next, change: { userId, agreement: text(next.agreementPublic), kdf, bundle, former: sealed } };
  } catch (error) {
    zeroUserKeys(next);
    throw error;
  }
}

/**
 * The keys of a person on the roster, opened from a slot that may be closed; a renewal cut before its line left the next ones in the slot.
 * Throws UnknownAccount, WrongPassphrase.
 */
export async function openPresentKeys(folder: string, user: RosterUser, passphrase: string): Promise<PresentKeys> {
  const { user: keys, former } = await openOwnKeys(folder, user.staffCode, passphrase);
  if (keys.signingPublic.equals(user.signingPublic)) return { former: keys, older: former };
  zeroUserKeys(keys);
  if (former?.signingPublic.equals(user.signingPublic) !== true) throw new WrongPassphrase();
  return { former, older: null };
}

/**
 * A machine is lost or seized (security §9.3). The two who are there take new keys, and then sign that every key of a line up to the last restored line were on it:
 * an account without renewed keys is closed, and every store and group is to have another key. The slots are written first, then the three lines in one
 * transaction: cut before it, the new passphrases open the former keys and everything is done again; cut after it, the next unlock continues.
 * Gives the session that continues, under the new keys. Throws RosterRefused.
 */
export function declareLoss(stores: OpenStores, own: NextKeys, administrator: NextKeys, at: number): OpenStores {
  const { roster } = stores;
  const restore = lastRestore(stores.admin);
  const line = restore?.lost === 'unasked' ? restore.line : roster.seq;
  const before = { own: signer(own.userId, own.former), administrator: signer(administrator.userId, administrator.former) };
  const after = { own: signer(own.userId, own.next), administrator: signer(administrator.userId, administrator.next) };
  const first = signed(roster, keysBody(own, at), before.own, before.administrator);
  const second = signed(first.roster, keysBody(administrator, at), before.administrator, after.own);
  const third = signed(second.roster, { kind: 'keys.lost', id: newId(), at, line }, after.own, after.administrator);
  moveOlder(stores, [own, administrator]);
  changeSlots(stores, [own, administrator]);
  const renewed = underNextKeys(stores, own);
  transaction(stores.admin, (db) => {
    enter(db, actorOf(stores, administrator.userId, administrator.former), first, at);
    for (const entered of [second, third]) enter(db, renewed.actor, entered, at);
    appendJournal(db, renewed.actor, { kind: 'loss.answer', detail: { lost: true } }, at);
    const left = restore ?? { at, line, returned: [] };
    rememberRestore(db, { ...left, lost: 'yes' }, own.userId);
  });
  return followed(renewed, third.roster, at);
}

/** One more person's new keys, the person being there and the session's authority with her or him: the account opens again. Throws RosterRefused. */
export function renewPerson(stores: OpenStores, person: NextKeys, at: number): OpenStores {
  const { userId, user } = stores.keys;
  const line = signed(stores.roster, keysBody(person, at), signer(person.userId, person.former), signer(userId, user));
  moveOlder(stores, [person]);
  changeSlots(stores, [person]);
  transaction(stores.admin, (db) => enter(db, stores.actor, line, at));
  return followed(stores, line.roster, at);
}

/**
 * What the administrator's own session would do next with the groups' keys, done at once with the keys of the present person: between the two nothing new may be sealed
 * to a key of the lost machine. Gives the roster as it is then, and does nothing where a lock came
 * in between.
 */
export async function reconcileFor(stores: OpenStores, { userId, former, next }: NextKeys, at: number): Promise<RosterState> {
  const user = stores.roster.users.get(userId);
  if (user === undefined) throw new RangeError('no such person');
  const { staffCode } = user;
  const [own, before, dekA] = [copied(next), copied(former), secretCopy(stores.keys.dekA)];
  const keys: SessionKeys = { ...stores.keys, userId, staffCode, user: own, former: before, dekA, dekC: null, ivk: null, renewing: null };
  const actor: Actor = { ...actorOf(stores, userId, own), sessionId: newId() };
  let reconciled: OpenStores = { ...stores, keys, user, actor, principals: [], formerPrincipals: [], cases: null };
  reconciled = withRoster(reconciled, stores.roster);
  const made = await newEpochs(reconciled, at);
  try {
    if (!stores.admin.connection.open) return stores.roster;
    for (const step of RECONCILIATION) reconciled = step(reconciled, made, at);
    reconciled = resealUser(reconciled);
    return reconciled.roster;
  } finally {
    zero(...[...made, ...reconciled.principals, ...reconciled.formerPrincipals].map(({ secret }) => secret));
    zeroUserKeys(own);
    zeroUserKeys(before);
    zero(dekA);
  }
}

/** Everybody who works here has keys that were not on the lost machine, and so has every store and group. */
export function isRenewed(stores: OpenStores): boolean {
  const { users, stale } = stores.roster;
  const waits = [...users.values()].some(({ status, closed }) => status === 'active' && closed);
  return !waits && stale.size === 0 && staleStores(stores).length === 0;
}

/** Whether the end of the last loss that was declared was written down. */
export function isLossEnded({ admin, roster }: OpenStores): boolean {
  return roster.lost !== null && (lastOfKind(admin, 'loss.end')?.at ?? 0) >= roster.lost.at;
}

/** Whether the page of what is to be settled after a restore has something to ask of this session. */
export function needsReconciliation(stores: OpenStores): boolean {
  const { admin, roster, user } = stores;
  if (user.role === 'caseworker') return false;
  const restore = lastRestore(admin);
  const asks = restore?.lost === 'unasked' && user.role !== 'administrator';
  return asks || stillReturned(stores).length > 0 || (roster.lost !== null && (!isLossEnded(stores) || isCardDue(stores)));
}

/**
 * Accounts that the last copy opened again, and that nobody has confirmed, closed or removed since. An account that a loss closed waits for its renewal instead, and keys
 * changed since the copy were signed by somebody else too.
 */
export function stillReturned({ admin, roster }: OpenStores): readonly RosterUser[] {
  const restore = lastRestore(admin);
  if (restore === undefined) return [];
  return restore.returned.flatMap((userId) => {
    const user = roster.users.get(userId);
    return user?.status === 'active' && !user.closed && user.keysAt <= restore.line ? [user] : [];
  });
}

/** The site’s signing key is new since a loss, and nobody has said that the focal point holds the new card. */
export function isCardDue({ admin, roster }: OpenStores): boolean {
  return roster.lost !== null && (lastOfKind(admin, 'loss.card')?.at ?? 0) < roster.lost.at;
}

/** Writes, once, that a renewal after a loss is over; `cases` is how many this session's care holds. */
export function endLoss(stores: OpenStores, cases: number, at: number): void {
  if (stores.roster.lost === null || isLossEnded(stores) || !isRenewed(stores)) return;
  const accounts = [...stores.roster.users.values()].filter(({ status }) => status === 'active').length;
  transaction(stores.admin, (db) => appendJournal(db, stores.actor, { kind: 'loss.end', detail: { accounts, cases } }, at));
}

type Entered = { readonly entry: RosterEntry; readonly roster: RosterState };

function signed(roster: RosterState, body: RosterBody, proposer: Signer, confirmer: Signer): Entered {
  const entry = confirm(roster.siteId, roster.seq + 1, roster.head, propose(roster.siteId, body, proposer), confirmer);
  return { entry, roster: extendRoster(roster, entry) };
}

function keysBody({ userId, next }: NextKeys, at: number): RosterBody {
  return { kind: 'keys.change', id: newId(), at, userId, agreement: text(next.agreementPublic), signing: text(next.signingPublic) };
}

function enter(db: WritableDb<'admin'>, actor: Actor, { entry, roster }: Entered, at: number): void {
  const { body, seq } = entry;
  const object = 'userId' in body ? body.userId : body.id;
  appendRoster(db, entry);
  appendJournal(db, actor, { kind: 'roster.entry', object, detail: { seq, head: roster.head, kind: body.kind } }, at);
}

/** What an earlier change of keys left sealed to the keys before it moves to the present keys: the slot has one place for former keys. May be cut and done again. */
function moveOlder({ admin, cases, roster }: OpenStores, persons: readonly NextKeys[]): void {
  for (const { userId, older, former } of persons) {
    if (older === null) continue;
    const renewal = { siteId: roster.siteId, userId, formers: [older], next: former };
    transaction(admin, (db) => renewMembers(db, renewal));
    if (cases !== null) transaction(cases, (db) => renewCases(db, renewal, roster));
  }
}

/** The new passphrases open at once; until its line is on the roster, each slot gives the former keys (`stores.ts`). */
function changeSlots({ folder, keys }: OpenStores, persons: readonly NextKeys[]): void {
  const next = new Map(persons.map((person) => [person.userId, person]));
  changeKeyring(folder, keys.dekA, (keyring) => ({
    ...keyring,
    slots: keyring.slots.map((slot) => changedSlot(keys.siteId, slot, next.get(slot.userId))),
    ...(keyring.changes === undefined ? {} : { changes: keyring.changes.filter(({ userId }) => !next.has(userId)) }),
  }));
}

function changedSlot(siteId: string, slot: Slot, person: NextKeys | undefined): Slot {
  if (person === undefined) return slot;
  const { older, former, change } = person;
  const moved = (name: StoreKeyName) => {
    const sealed = slot.deks[name];
    return sealed === null || older === null ? sealed : movedKey(siteId, slot.userId, name, sealed, older, former);
  };
  const deks = { dekA: moved('dekA'), dekC: moved('dekC'), ivk: moved('ivk'), genesis: moved('genesis') };
  return { ...slot, kdf: change.kdf, bundle: change.bundle, former: change.former, deks };
}

/** As it was where it is sealed to later keys already. */
function movedKey(siteId: string, userId: string, name: StoreKeyName, sealed: string, older: UserKeys, present: UserKeys): string {
  try {
    const key = openStoreKey(older, siteId, userId, name, Buffer.from(sealed, 'base64url'));
    const again = sealStoreKey(present.agreementPublic, siteId, userId, name, key).toString('base64url');
    zero(key);
    return again;
  } catch (error) {
    if (error instanceof Unreadable) return sealed;
    throw error;
  }
}

/** The open session under its person's next keys, which it takes over. */
function underNextKeys(stores: OpenStores, { next, former }: NextKeys): OpenStores {
  const { keys } = stores;
  return { ...stores, keys: { ...keys, user: next, former }, actor: actorOf(stores, keys.userId, next) };
}

/** The session with the roster as it is now, which both journals then record. */
export function followed(stores: OpenStores, roster: RosterState, at: number): OpenStores {
  const next = withRoster(stores, roster);
  syncRosterToJournals(next, at);
  return next;
}

function actorOf({ actor }: OpenStores, userId: string, { signingSeed }: UserKeys): Actor {
  return { ...actor, userId, signingSeed };
}

function signer(userId: string, { signingSeed }: UserKeys): Signer {
  return { userId, signingSeed };
}

function copied(keys: UserKeys): UserKeys {
  const { agreementSecret, signingSeed, userSecret } = keys;
  return {
    ...keys,
    agreementSecret: secretCopy(agreementSecret),
    signingSeed: secretCopy(signingSeed),
    userSecret: secretCopy(userSecret),
  };
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url');
}
