import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sealStoreKey } from '../../keys/bundle.ts';
import { adoptNextKeyring, eraseKeyrings, keyringExists, readKeyring, syncFolder, withoutOrder } from '../../keys/keyring.ts';
import { ORDER_FILE, armOrder, beginErasure, dropOrder, dueOrder, type DueOrder } from '../../keys/order.ts';
import { randomSecret } from '../../keys/primitives.ts';
import { dueEscrow, withEscrow } from '../../keys/recovery.ts';
import { holdsStore, type DestructionOrder } from '../../keys/rosterState.ts';
import type { Clocks } from '../../keys/throttle.ts';
import { isNameOfProfile } from '../../profile/names.ts';
import { changeKeyring } from '../accounts/accounts.ts';
import type { ReadableDb } from '../base/database.ts';
import { forgetIdentities } from './destroyedParts.ts';
import { appendJournal, entriesOfKind } from '../journal/journal.ts';
import { dropFormer } from '../backup/previousProfile.ts';
import { confirmAct, proposeAct } from '../accounts/rosterActs.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { dropSide } from '../backup/sideProfile.ts';
import { transaction } from '../base/sql.ts';

const MINUTE = 60_000;

/** The order that two persons signed, that nobody stopped and that is not done yet; null when there is none. */
export function orderInForce({ folder, roster }: OpenStores): DestructionOrder | null {
  const { order } = roster;
  return order === null || (readKeyring(folder).keyring.vault?.line ?? 0) >= order.seq ? null : order;
}

/**
 * After the second signature, and at each unlock: the delay of the order in force runs, and what its end needs is prepared, so that it comes without anybody
 * and without any key (security §9.6). Without an order nothing is prepared.
 */
export function armInForce(stores: OpenStores, clocks: Clocks): void {
  const { folder, keys } = stores;
  const order = orderInForce(stores);
  if (order === null) {
    disarm(stores);
    return;
  }
  if (readKeyring(folder).keyring.ordered?.line === order.seq) return;
  const ordered = { line: order.seq, level: order.level, milliseconds: order.minutes * MINUTE, ...clocks };
  changeKeyring(folder, keys.dekA, (keyring) => ({ ...keyring, ordered }));
  armOrder(folder, ordered);
}

/** The keyring first: without it the file does nothing, and without the file the keyring's order would continue. */
function disarm({ folder, keys }: OpenStores): void {
  if (readKeyring(folder).keyring.ordered !== undefined) changeKeyring(folder, keys.dekA, withoutOrder);
  if (existsSync(join(folder, ORDER_FILE))) dropOrder(folder);
}

/** One person stops it: first what was prepared is removed, so that a cut never leaves a stopped order that ends by itself; then the line is signed. */
export function stopOrder(stores: OpenStores, order: DestructionOrder, clocks: Clocks): OpenStores {
  disarm(stores);
  const stopped = confirmAct(stores, proposeAct(stores, { kind: 'vault.cancel', orderId: order.id }, clocks.wall), clocks.wall);
  armInForce(stopped, clocks);
  return stopped;
}

/**
 * Carries out an order whose time has come, at start and then every second, with no session open (security §9.6). Killed at any instant, the next start continues
 * on from there. Gives what was done, or null.
 */
export function carryOut(profile: string, clocks: Clocks): DueOrder['level'] | null {
  const order = dueOrder(profile, clocks);
  if (order === null) return null;
  dropSide(profile);
  if (order.level === 'base') eraseBase(profile);
  else if (!adoptNextKeyring(profile, order.line)) return null;
  dropFormer(profile);
  dropOrder(profile);
  return order.level;
}

/** Whether another window of this installation carried out the order under this session: what it holds is no longer to be written. */
export function isOutlived({ folder, roster, keys }: OpenStores): boolean {
  if (roster.order === null) return false;
  if (!keyringExists(folder)) return true;
  const { vault } = readKeyring(folder).keyring;
  return keys.ivk !== null && vault?.line === roster.order.seq && vault.due;
}

/** Keys first: from then on the rest opens with nothing. The order itself goes last, by the caller. */
function eraseBase(profile: string): void {
  beginErasure(profile);
  eraseKeyrings(profile);
  for (const name of readdirSync(profile))
    if (name !== ORDER_FILE && isNameOfProfile(name)) rmSync(join(profile, name), { recursive: true, force: true });
  syncFolder(profile);
}

/**
 * After the identity vault key was destroyed, at the first unlock of somebody who holds the cases: what it sealed and what repeated it goes, the act is journaled
 * in both bases, and a new key serves later identities, sealed to those who hold the cases and to the recovery key. The key of the cases is renewed right after,
 * like after a departure (`rotation.ts`). May be cut anywhere and run again. `forms`: those that ask for an identity.
 */
export function finishDestruction(stores: OpenStores, forms: readonly string[], at: number): OpenStores {
  const { folder, keys, roster, cases, admin } = stores;
  const { keyring } = readKeyring(folder);
  const { order } = roster;
  if (cases === null || order === null || keyring.vault?.line !== order.seq || !keyring.vault.due) return stores;
  const line = { kind: 'vault.destroyed', object: order.id, detail: {} } as const;
  const isJournaled = (db: ReadableDb) => entriesOfKind(db, line.kind).some(({ object }) => object === order.id);
  transaction(cases, (db) => {
    if (isJournaled(db)) return;
    forgetIdentities(db, forms);
    appendJournal(db, stores.actor, line, at);
  });
  transaction(admin, (db) => {
    if (!isJournaled(db)) appendJournal(db, stores.actor, line, at);
  });
  const ivk = randomSecret();
  changeKeyring(folder, keys.dekA, ({ vault, ...present }) => {
    const slots = present.slots.map((slot) => {
      const user = roster.users.get(slot.userId);
      if (user === undefined || !holdsStore(user, 'cases')) return slot;
      const sealed = sealStoreKey(user.agreementPublic, roster.siteId, user.userId, 'ivk', ivk).toString('base64url');
      return { ...slot, deks: { ...slot.deks, ivk: sealed } };
    });
    const rows = roster.recovery === null ? [] : dueEscrow(present, roster.recovery, [{ name: 'ivk', userId: null, key: ivk }]);
    const done = vault === undefined ? {} : { vault: { ...vault, due: false } };
    return withEscrow({ ...present, slots, ...done }, rows);
  });
  return { ...stores, keys: { ...keys, ivk } };
}

/** Whether a person still has the passphrase of before the destruction: an old slot found in the memory of the disk opens with it (security §9.6). */
export function hasFormerPassphrase({ folder, user }: OpenStores): boolean {
  const { vault, slots } = readKeyring(folder).keyring;
  const salt = slots.find(({ userId }) => userId === user.userId)?.kdf.salt;
  return vault !== undefined && salt !== undefined && vault.salts.includes(salt);
}
