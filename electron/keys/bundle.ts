import { Buffer } from 'node:buffer';
import { context } from './canonical.ts';
import type { Kdf } from './passphrase.ts';
import {
  KEY_BYTES,
  Unreadable,
  agreementPublic,
  decrypt,
  encrypt,
  openSealed,
  randomSecret,
  seal,
  secretBuffer,
  secretCopy,
  signingPublic,
  zero,
} from './primitives.ts';

const BUNDLE_VERSION = 1;
const BUNDLE_BYTES = 1 + 3 * KEY_BYTES;
/** A slot's bundle ends with the hash of the first line of the list of staff. */
const SLOT_BYTES = BUNDLE_BYTES + KEY_BYTES;
/** Version of the slot's own layout, authenticated with the bundle. */
const SLOT_VERSION = 2;

/** The keys that make a person, in memory while the session is open (security §2.2). 32 bytes each. */
export type UserKeys = {
  readonly agreementSecret: Buffer;
  readonly agreementPublic: Buffer;
  readonly signingSeed: Buffer;
  readonly signingPublic: Buffer;
  /** User's own symmetric key: drafts without a case, witness, cached case keys. */
  readonly userSecret: Buffer;
};

/** New key pairs for one person. */
export function newUserKeys(): UserKeys {
  return assemble(randomSecret(), randomSecret(), randomSecret());
}

/** The 97 bytes: `version · X25519 secret · Ed25519 seed · USK`. The caller zeroes them. */
export function bundleBytes(keys: UserKeys): Buffer {
  const bundle = secretBuffer(BUNDLE_BYTES);
  bundle[0] = BUNDLE_VERSION;
  bundle.set(keys.agreementSecret, 1);
  bundle.set(keys.signingSeed, 1 + KEY_BYTES);
  bundle.set(keys.userSecret, 1 + 2 * KEY_BYTES);
  return bundle;
}

/** The keys behind `bundleBytes`; `bundle` stays the caller's to zero. Throws Unreadable. */
export function keysOfBundle(bundle: Uint8Array): UserKeys {
  if (bundle.length !== BUNDLE_BYTES || bundle[0] !== BUNDLE_VERSION) throw new Unreadable();
  const part = (place: number) => secretCopy(bundle.subarray(1 + place * KEY_BYTES, 1 + (place + 1) * KEY_BYTES));
  return assemble(part(0), part(1), part(2));
}

/**
 * What a passphrase opens: a person's keys, and the hash of the first line of the list of staff at the time when the person came (32 bytes). Nobody else can write
 * it, so nobody else can put a list of her or his own making before this person (security §2.4, A5).
 */
export type OpenedSlot = { readonly user: UserKeys; readonly genesis: Buffer };

/** The 97 bytes of the keys, then the 32 of the list's first hash, under the passphrase's key. AAD `slot·userId·slotVersion·kdf·m·t·p·salt`. */
export function sealBundle(kek: Uint8Array, userId: string, kdf: Kdf, { user, genesis }: OpenedSlot): Buffer {
  const keys = bundleBytes(user);
  const text = secretBuffer(SLOT_BYTES);
  try {
    if (genesis.length !== KEY_BYTES) throw new RangeError('not a hash');
    text.set(keys);
    text.set(genesis, BUNDLE_BYTES);
    return encrypt(kek, slotContext(userId, kdf), text);
  } finally {
    zero(keys, text);
  }
}

/** Opens a slot's bundle. Throws Unreadable: with an intact `sum`, that means a wrong passphrase. */
export function openBundle(kek: Uint8Array, userId: string, kdf: Kdf, box: Uint8Array): OpenedSlot {
  const text = decrypt(kek, slotContext(userId, kdf), box);
  try {
    if (text.length !== SLOT_BYTES) throw new Unreadable();
    return { user: keysOfBundle(text.subarray(0, BUNDLE_BYTES)), genesis: Buffer.from(text.subarray(BUNDLE_BYTES)) };
  } finally {
    zero(text);
  }
}

/** A person's former keys, sealed to the present ones (security §2.5): what is sealed to the former can be sealed again by nobody else. */
export function sealFormer(agreementPublicKey: Uint8Array, siteId: string, userId: string, former: UserKeys): Buffer {
  const bundle = bundleBytes(former);
  try {
    return seal(agreementPublicKey, bundle, formerContext(siteId, userId));
  } finally {
    zero(bundle);
  }
}

/** Throws Unreadable. */
export function openFormer(keys: UserKeys, siteId: string, userId: string, sealed: Uint8Array): UserKeys {
  return keysOf(openSealed(keys.agreementSecret, sealed, formerContext(siteId, userId)));
}

function formerContext(siteId: string, userId: string): Buffer {
  return context('slot/former', { id: siteId }, { id: userId });
}

/** Zeroes the bundle. Throws Unreadable. */
function keysOf(bundle: Buffer): UserKeys {
  try {
    return keysOfBundle(bundle);
  } finally {
    zero(bundle);
  }
}

/** What a slot seals to its owner beside the bundle: the two store keys, the identity vault key, and the hash of the roster's first entry. */
export type StoreKeyName = 'dekA' | 'dekC' | 'ivk' | 'genesis';

/** Seals a store key (32 bytes) to a user's public key, for that site, user and use only. */
export function sealStoreKey(agreementPublicKey: Uint8Array, siteId: string, userId: string, name: StoreKeyName, key: Uint8Array): Buffer {
  return seal(agreementPublicKey, key, context('slot/key', { id: siteId }, { id: userId }, { text: name }));
}

/** Throws Unreadable. */
export function openStoreKey(keys: UserKeys, siteId: string, userId: string, name: StoreKeyName, sealed: Uint8Array): Buffer {
  return openSealed(keys.agreementSecret, sealed, context('slot/key', { id: siteId }, { id: userId }, { text: name }));
}

/** What the first of several keys opens; null when none does. */
export function openedBy<Opened>(candidates: readonly UserKeys[], open: (keys: UserKeys) => Opened): Opened | null {
  for (const keys of candidates) {
    try {
      return open(keys);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  return null;
}

export function zeroUserKeys(keys: UserKeys): void {
  zero(keys.agreementSecret, keys.signingSeed, keys.userSecret);
}

function assemble(agreementSecret: Buffer, signingSeed: Buffer, userSecret: Buffer): UserKeys {
  return {
    agreementSecret,
    agreementPublic: agreementPublic(agreementSecret),
    signingSeed,
    signingPublic: signingPublic(signingSeed),
    userSecret,
  };
}

function slotContext(userId: string, kdf: Kdf): Buffer {
  return context(
    'slot',
    { id: userId },
    { u16: SLOT_VERSION },
    { text: kdf.alg },
    { u32: kdf.m },
    { u8: kdf.t },
    { u8: kdf.p },
    { bytes: Buffer.from(kdf.salt, 'base64url') },
  );
}
