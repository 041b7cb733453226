import { Buffer } from 'node:buffer';
import { combine, split } from 'shamir-secret-sharing';
import { context, optionalId } from './canonical.ts';
import { bundleBytes, keysOfBundle, type UserKeys } from './bundle.ts';
import type { EscrowName, EscrowRow, Keyring } from './keyring.ts';
import {
  KEY_BYTES,
  agreementPublic,
  hk,
  hkdf,
  newId,
  openSealed,
  randomSecret,
  seal,
  secretCopy,
  signingPublic,
  zero,
} from './primitives.ts';
import type { Keeper, RecoveryRecord } from './rosterEntries.ts';
import { parseShare, setMark, shareGroups, type Share } from './shares.ts';

/** A recovery key just made; its shares exist nowhere else. The caller zeroes `secret` once everything is sealed to it. */
export type NewRecovery = {
  readonly record: RecoveryRecord;
  readonly secret: Buffer;
  /** One share a keeper, each in groups of four signs to be copied. */
  readonly shares: readonly (readonly string[])[];
};

/**
 * `mistyped`: one of them cannot be read (`rank` is its place, from 0) · `otherSet`: of a set that is not in force · `repeated`: the same share twice ·
 * `few`: fewer than the set asks for · `pair`: together they do not give the key.
 */
export type SharesReason = 'mistyped' | 'otherSet' | 'repeated' | 'few' | 'pair';

/** The shares do not open the recovery key. Nothing was changed. */
export class SharesRefused extends Error {
  readonly reason: SharesReason;
  readonly rank: number;

  constructor(reason: SharesReason, rank: number = 0) {
    super(`shares refused: ${reason}`);
    this.reason = reason;
    this.rank = rank;
  }
}

/** A new recovery key split among its keepers, `k` of whom open it (security §9.4). */
export async function newRecovery(keepers: readonly Keeper[], k: number): Promise<NewRecovery> {
  const secret = randomSecret();
  const setId = newId();
  const n = keepers.length;
  const parts = await split(new Uint8Array(secret), n, k);
  const set = setMark(setId);
  const shares = parts.map((bytes, place) => shareGroups({ index: place + 1, k, n, set, bytes: Buffer.from(bytes) }));
  zero(...parts);
  const seed = recoverySeed(secret);
  const signing = signingPublic(seed).toString('base64url');
  zero(seed);
  return { record: { publicKey: publicHalf(secret), signing, setId, n, k, keepers: [...keepers], signers: 2 }, secret, shares };
}

/**
 * The recovery key behind typed shares, to be zeroed by the caller. A wrong share gives a wrong secret without error: the public key is the check
 * (security §2.1). Throws SharesRefused.
 */
export async function uniteShares(set: NonNullable<Keyring['recovery']>, typed: readonly string[]): Promise<Buffer> {
  const shares = typed.map((text, rank): Share => {
    const share = parseShare(text);
    if (share === null) throw new SharesRefused('mistyped', rank);
    if (!share.set.equals(setMark(set.setId))) throw new SharesRefused('otherSet', rank);
    return share;
  });
  if (new Set(shares.map(({ index }) => index)).size < shares.length) throw new SharesRefused('repeated');
  if (new Set(shares.map(({ bytes }) => bytes.at(-1))).size < shares.length) throw new SharesRefused('pair');
  if (shares.length < set.k) throw new SharesRefused('few');
  const united = await combine(shares.map(({ bytes }) => new Uint8Array(bytes)));
  const secret = secretCopy(united);
  zero(united, ...shares.map(({ bytes }) => bytes));
  if (publicHalf(secret) === set.publicKey) return secret;
  zero(secret);
  throw new SharesRefused('pair');
}

/** The Ed25519 seed of a recovery key: its signature proves that the shares were united. The caller zeroes it. */
export function recoverySeed(secret: Uint8Array): Buffer {
  return hk(secret, 'recovery/sign');
}

/** Something to be opened by the recovery key: a bundle or a store's key. `userId` null for what belongs to nobody. */
export type EscrowItem = { readonly name: EscrowName; readonly userId: string | null; readonly key: Buffer };

/** A person's bundle as an item; the caller zeroes its key. */
export function bundleItem(userId: string, keys: UserKeys, name: 'bundle' | 'nextBundle' = 'bundle'): EscrowItem {
  return { name, userId, key: bundleBytes(keys) };
}

/**
 * Rows of a set that are missing, no longer say these keys, or are not what was sealed: a tag over the sealed bytes, which only the holder of the key can compute,
 * is known without opening anything. A person who writes the keyring cannot spoil a seal unseen until the day of need. Empty when all is in order.
 */
export function dueEscrow(
  keyring: Pick<Keyring, 'siteId' | 'escrow'>,
  set: { readonly setId: string; readonly publicKey: string },
  items: readonly EscrowItem[],
): readonly EscrowRow[] {
  return items.flatMap((item) => {
    const place = { name: item.name, userId: item.userId, setId: set.setId };
    const tagOf = (sealed: Uint8Array) => tagOver(keyring.siteId, place, item.key, sealed);
    if (keyring.escrow.some((row) => isAt(row, place) && row.tag === tagOf(Buffer.from(row.sealed, 'base64url')))) return [];
    const sealed = seal(Buffer.from(set.publicKey, 'base64url'), item.key, escrowContext(keyring.siteId, place));
    return [{ ...place, tag: tagOf(sealed), sealed: sealed.toString('base64url') }];
  });
}

/** The keyring with these rows in place of the former ones; one row a place, the last. */
export function withEscrow(keyring: Keyring, rows: readonly EscrowRow[]): Keyring {
  const escrow = rows.reduce((kept, row) => [...kept.filter((held) => !isAt(held, row)), row], keyring.escrow);
  return { ...keyring, escrow };
}

/**
 * The keyring with a store key that has just changed sealed to the recovery key too: every change of a store key ends with this. `set` is the one of the
 * roster, which two have signed; what the keyring says of it is anybody's word.
 */
export function withEscrowedKey(
  keyring: Keyring,
  set: { readonly setId: string; readonly publicKey: string } | null,
  name: 'dekA' | 'dekC',
  key: Buffer,
): Keyring {
  return set === null ? keyring : withEscrow(keyring, dueEscrow(keyring, set, [{ name, userId: null, key }]));
}

/** What the recovery key opens under a name; null when nothing was sealed there. Throws Unreadable. Zero it after use. */
export function openEscrow(
  keyring: Pick<Keyring, 'siteId' | 'escrow'>,
  setId: string,
  secret: Uint8Array,
  name: EscrowName,
  userId: string | null,
): Buffer | null {
  const row = keyring.escrow.find((held) => isAt(held, { name, userId, setId }));
  return row === undefined ? null : openSealed(secret, Buffer.from(row.sealed, 'base64url'), escrowContext(keyring.siteId, row));
}

/** A person's keys from the escrow, or null. Throws Unreadable. */
export function openEscrowedKeys(
  keyring: Pick<Keyring, 'siteId' | 'escrow'>,
  setId: string,
  secret: Uint8Array,
  userId: string,
  name: 'bundle' | 'nextBundle' = 'bundle',
): UserKeys | null {
  const bundle = openEscrow(keyring, setId, secret, name, userId);
  try {
    return bundle === null ? null : keysOfBundle(bundle);
  } finally {
    zero(bundle);
  }
}

type Place = Pick<EscrowRow, 'name' | 'userId' | 'setId'>;

function isAt(row: Place, place: Place): boolean {
  return row.name === place.name && row.userId === place.userId && row.setId === place.setId;
}

function tagOver(siteId: string, place: Place, key: Uint8Array, sealed: Uint8Array): string {
  const sealedContext = context('escrow/tag', ...placeParts(siteId, place), { bytes: sealed });
  return hkdf(key, Buffer.alloc(0), sealedContext, KEY_BYTES).toString('base64url');
}

function escrowContext(siteId: string, place: Place): Buffer {
  return context('escrow', ...placeParts(siteId, place));
}

function placeParts(siteId: string, { name, userId, setId }: Place) {
  return [{ id: siteId }, { id: setId }, { text: name }, optionalId(userId)] as const;
}

function publicHalf(secret: Uint8Array): string {
  return agreementPublic(secret).toString('base64url');
}
