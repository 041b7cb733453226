import { Buffer } from 'node:buffer';
import {
  newUserKeys,
  openBundle,
  openFormer,
  openStoreKey,
  openedBy,
  sealBundle,
  sealFormer,
  sealStoreKey,
  zeroUserKeys,
  type OpenedSlot,
  type StoreKeyName,
  type UserKeys,
} from './bundle.ts';
import { context } from './canonical.ts';
import { KeyringDamaged, assertAuthentic, readKeyring, type KeyChange, type Keyring, type Slot } from './keyring.ts';
import { deriveKey, kdfCost, newKdf, type KdfProfile } from './passphrase.ts';
import { Unreadable, hk, hmac, secretCopy, zero } from './primitives.ts';

/** The keys one opened slot gives (security §2.2). All Buffers of 32 bytes; `zeroSessionKeys` at lock. */
export type SessionKeys = {
  readonly siteId: string;
  readonly userId: string;
  readonly staffCode: string;
  readonly user: UserKeys;
  readonly dekA: Buffer;
  /** null for an administrator, a focal point, or a person not yet admitted by a supervisor. */
  readonly dekC: Buffer | null;
  readonly ivk: Buffer | null;
  /** Hash of the roster's first entry as sealed at admission, or null before it. */
  readonly genesis: Buffer | null;
  /** The same under the person's passphrase since her or his keys were made: what the list is judged by. */
  readonly pinned: Buffer;
  /** The next key of a store whose renewal is not over (security §2.5), or null. */
  readonly renewing: Renewing | null;
  /** Own keys before a change, while something is still sealed to them; null otherwise. */
  readonly former: UserKeys | null;
};

/** A store key to come: the base opens with it or with the former one. */
export type Renewing = { readonly store: 'admin' | 'cases'; readonly next: Buffer };

/** The account is suspended: its slot holds no store key (security §2.5). */
export class AccountClosed extends Error {
  constructor() {
    super('account closed');
  }
}

/** The slot is whole and the passphrase does not open it. */
export class WrongPassphrase extends Error {
  constructor() {
    super('wrong passphrase');
  }
}

/** No account with this staff code. */
export class UnknownAccount extends Error {
  constructor() {
    super('unknown account');
  }
}

/**
 * Staff code and passphrase → the keys of that person. Argon2id at the slot's own setting (0.7–1.5 s on the machine that made it).
 * Throws UnknownAccount, WrongPassphrase, AccountClosed, KeyringDamaged, KeyringNewer, TooLittleMemory. Delays between tries are `throttle.ts`'s.
 */
export async function openKeys(folder: string, staffCode: string, passphrase: string): Promise<SessionKeys> {
  const read = readKeyring(folder);
  const slot = slotOf(read.keyring, staffCode);
  const { user, genesis: pinned } = await openSlot(slot, passphrase);
  const { siteId } = read.keyring;
  const opened: Buffer[] = [];
  let former: UserKeys | null = null;
  const open = (name: StoreKeyName, sealed: string): Buffer => {
    const key = openedBy(former === null ? [user] : [user, former], (keys) =>
      openStoreKey(keys, siteId, slot.userId, name, Buffer.from(sealed, 'base64url')),
    );
    if (key === null) throw new Unreadable();
    opened.push(key);
    return key;
  };
  const openIfThere = (name: StoreKeyName, sealed: string | null) => (sealed === null ? null : open(name, sealed));
  try {
    former = formerOf(user, siteId, slot);
    if (slot.deks.dekA === null) throw new AccountClosed();
    const dekA = open('dekA', slot.deks.dekA);
    assertAuthentic(read, dekA);
    const dekC = openIfThere('dekC', slot.deks.dekC);
    const pending = read.keyring.pendingDek;
    const next = pending?.sealed.find(({ userId }) => userId === slot.userId)?.new ?? null;
    const renewing = pending === undefined || next === null ? null : { store: pending.store, next: open(DEK_OF[pending.store], next) };
    if (pending !== undefined && renewing !== null) assertCommanded(pending, pending.store === 'admin' ? dekA : dekC, renewing.next);
    return {
      siteId,
      userId: slot.userId,
      staffCode,
      user,
      dekA,
      dekC,
      ivk: openIfThere('ivk', slot.deks.ivk),
      genesis: openIfThere('genesis', slot.deks.genesis),
      pinned,
      former,
      renewing,
    };
  } catch (error) {
    zeroUserKeys(user);
    if (former !== null) zeroUserKeys(former);
    zero(...opened);
    throw error instanceof Unreadable ? new KeyringDamaged() : error;
  }
}

/** Which of a slot's keys opens a store. */
export const DEK_OF = { admin: 'dekA', cases: 'dekC' } as const satisfies Record<'admin' | 'cases', StoreKeyName>;

/**
 * Proof that a renewal was begun by a holder of the store's present key (security §2.5): the keyring's own seal is made with DEK-A, which an administrator has, and
 * must not be enough to choose the next key of the cases.
 */
export function rotationProof(present: Uint8Array, store: 'admin' | 'cases', line: number, next: Uint8Array): string {
  const key = hk(present, 'rotate');
  try {
    return hmac(key, context('rotate', { text: store }, { u32: line }, { bytes: next })).toString('base64url');
  } finally {
    zero(key);
  }
}

/**
 * Proof by a store's present key of the line up to which it is new: a person who writes the keyring, an administrator with DEK-A, must not be able to say that the key of
 * the cases was renewed when it was not.
 */
export function renewedProof(present: Uint8Array, store: 'admin' | 'cases', line: number): string {
  const key = hk(present, 'renewed');
  try {
    return hmac(key, context('renewed', { text: store }, { u32: line })).toString('base64url');
  } finally {
    zero(key);
  }
}

function assertCommanded(pending: NonNullable<Keyring['pendingDek']>, present: Uint8Array | null, next: Uint8Array): void {
  if (present === null || pending.proof !== rotationProof(present, pending.store, pending.line, next)) throw new Unreadable();
}

/** A person's own keys, and those before a change, also where the account is closed. Throws UnknownAccount, WrongPassphrase, KeyringDamaged, KeyringNewer. */
export async function openOwnKeys(
  folder: string,
  staffCode: string,
  passphrase: string,
): Promise<OpenedSlot & { readonly former: UserKeys | null }> {
  const { keyring } = readKeyring(folder);
  const slot = slotOf(keyring, staffCode);
  const opened = await openSlot(slot, passphrase);
  return { ...opened, former: formerOf(opened.user, keyring.siteId, slot) };
}

/** The keys from before a change that a slot still keeps for its owner; null when there are none, or they are not for these keys. */
export function formerOf(user: UserKeys, siteId: string, { userId, former }: Slot): UserKeys | null {
  return former === undefined ? null : openedBy([user], (keys) => openFormer(keys, siteId, userId, Buffer.from(former, 'base64url')));
}

/** The staff codes that have a slot, for the unlock screen. Throws as `readKeyring`. */
export function staffCodes(folder: string): readonly string[] {
  return readKeyring(folder).keyring.slots.map((slot) => slot.staffCode);
}

/** The user id behind a staff code, or null: the throttle counts by it. */
export function userIdOf(folder: string, staffCode: string): string | null {
  return readKeyring(folder).keyring.slots.find((slot) => slot.staffCode === staffCode)?.userId ?? null;
}

/** Overwrites every key of a session, at lock. */
export function zeroSessionKeys(keys: SessionKeys): void {
  zeroUserKeys(keys.user);
  if (keys.former !== null) zeroUserKeys(keys.former);
  zero(keys.dekA, keys.dekC, keys.ivk, keys.renewing?.next ?? null);
}

/** The same keys in buffers of their own, for a second session beside the open one: each is zeroed by itself. */
export function copySessionKeys(keys: SessionKeys): SessionKeys {
  const copied = (key: Buffer | null) => (key === null ? null : secretCopy(key));
  const { agreementSecret, signingSeed, userSecret } = keys.user;
  const secrets = {
    agreementSecret: secretCopy(agreementSecret),
    signingSeed: secretCopy(signingSeed),
    userSecret: secretCopy(userSecret),
  };
  return {
    ...keys,
    user: { ...keys.user, ...secrets },
    dekA: secretCopy(keys.dekA),
    dekC: copied(keys.dekC),
    ivk: copied(keys.ivk),
    renewing: null,
    former: null,
  };
}

/** A slot for new keys: bundle under the passphrase, DEK-A sealed to its owner; the rest comes with admission. */
export async function newSlot(
  siteId: string,
  account: { readonly userId: string; readonly staffCode: string },
  passphrase: string,
  opened: OpenedSlot,
  dekA: Uint8Array,
  profile: KdfProfile,
): Promise<Slot> {
  return {
    ...account,
    ...(await freshBundle(account.userId, passphrase, opened, profile)),
    deks: { dekA: sealedKey(opened.user.agreementPublic, siteId, account.userId, 'dekA', dekA), dekC: null, ivk: null, genesis: null },
  };
}

/** The slot with what a supervisor (or, on a desk, the focal point) gives at admission. `dekC` and `ivk` null for roles without cases. */
export function admittedSlot(
  siteId: string,
  slot: Slot,
  agreementPublic: Uint8Array,
  given: { readonly dekC: Uint8Array | null; readonly ivk: Uint8Array | null; readonly genesis: Uint8Array },
): Slot {
  const sealed = (name: StoreKeyName, key: Uint8Array) => sealedKey(agreementPublic, siteId, slot.userId, name, key);
  return {
    ...slot,
    deks: {
      dekA: slot.deks.dekA,
      dekC: given.dekC === null ? null : sealed('dekC', given.dekC),
      ivk: given.ivk === null ? null : sealed('ivk', given.ivk),
      genesis: sealed('genesis', given.genesis),
    },
  };
}

/** What a new passphrase changes in a slot. */
export type FreshBundle = Pick<Slot, 'userId' | 'kdf' | 'bundle'>;

/**
 * New passphrase, new salt, same keys (security §2.5), to be put with `withBundle` in the keyring as it is once this long derivation is done.
 * Throws WrongPassphrase when `current` does not open the slot.
 */
export async function changePassphrase(
  keyring: Keyring,
  staffCode: string,
  current: string,
  next: string,
  profile: KdfProfile,
): Promise<FreshBundle> {
  const slot = slotOf(keyring, staffCode);
  const opened = await openSlot(slot, current);
  try {
    return await freshBundle(slot.userId, next, opened, profile);
  } finally {
    zeroUserKeys(opened.user);
  }
}

/**
 * New key pairs after a leak, under a new passphrase (security §2.5), to be put in the keyring until the second signature. Throws WrongPassphrase when
 * `current` does not open the slot.
 */
export async function changeKeys(
  keyring: Keyring,
  staffCode: string,
  current: string,
  next: string,
  profile: KdfProfile,
): Promise<{ readonly change: KeyChange; readonly agreementPublic: Buffer; readonly signingPublic: Buffer }> {
  const { siteId } = keyring;
  const slot = slotOf(keyring, staffCode);
  const { user, genesis } = await openSlot(slot, current);
  const made = newUserKeys();
  try {
    const { kdf, bundle } = await freshBundle(slot.userId, next, { user: made, genesis }, profile);
    const agreement = made.agreementPublic.toString('base64url');
    const former = sealFormer(made.agreementPublic, siteId, slot.userId, user).toString('base64url');
    const { agreementPublic, signingPublic } = made;
    return { change: { userId: slot.userId, agreement, kdf, bundle, former }, agreementPublic, signingPublic };
  } finally {
    zeroUserKeys(user);
    zeroUserKeys(made);
  }
}

/** The keyring with this person's new bundle; what was sealed to the person stays. */
export function withBundle(keyring: Keyring, fresh: FreshBundle): Keyring {
  return { ...keyring, slots: keyring.slots.map((slot) => (slot.userId === fresh.userId ? { ...slot, ...fresh } : slot)) };
}

/** The keyring with this slot in place of the person's former one. */
export function withSlot(keyring: Keyring, slot: Slot): Keyring {
  return { ...keyring, slots: [...keyring.slots.filter((other) => other.userId !== slot.userId), slot] };
}

function slotOf(keyring: Keyring, staffCode: string): Slot {
  const slot = keyring.slots.find((candidate) => candidate.staffCode === staffCode);
  if (slot === undefined) throw new UnknownAccount();
  return slot;
}

async function openSlot(slot: Slot, passphrase: string): Promise<OpenedSlot> {
  const kek = await deriveKey(passphrase, slot.kdf);
  try {
    return openBundle(kek, slot.userId, slot.kdf, Buffer.from(slot.bundle, 'base64url'));
  } catch (error) {
    throw error instanceof Unreadable ? new WrongPassphrase() : error;
  } finally {
    zero(kek);
  }
}

/** A person's keys under a passphrase and a new salt. */
export async function freshBundle(userId: string, passphrase: string, opened: OpenedSlot, profile: KdfProfile): Promise<FreshBundle> {
  const kdf = newKdf(await kdfCost(profile));
  const kek = await deriveKey(passphrase, kdf);
  try {
    return { userId, kdf, bundle: sealBundle(kek, userId, kdf, opened).toString('base64url') };
  } finally {
    zero(kek);
  }
}

function sealedKey(agreementPublic: Uint8Array, siteId: string, userId: string, name: StoreKeyName, key: Uint8Array): string {
  return sealStoreKey(agreementPublic, siteId, userId, name, key).toString('base64url');
}
