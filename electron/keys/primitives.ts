import { Buffer } from 'node:buffer';
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hash,
  hkdfSync,
  randomFillSync,
  randomUUID,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith,
  type KeyObject,
} from 'node:crypto';
import { context } from './canonical.ts';

export const KEY_BYTES = 32;
/** A block of SHA-256. */
const BLOCK_BYTES = 64;
/** Chunks that are together no longer than this are hashed in one call: a stream costs more than such a hash. */
const SHORT_BYTES = 1024;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const SIGNATURE_BYTES = 64;

const SEAL_VERSION = 1;
const SEAL_OVERHEAD = 1 + KEY_BYTES + TAG_BYTES;
/** DER headings before the 32 raw bytes of a key (RFC 8410). */
const PRIVATE_HEADING = { x25519: '302e020100300506032b656e04220420', ed25519: '302e020100300506032b657004220420' } as const;
const PUBLIC_HEADING = { x25519: '302a300506032b656e032100', ed25519: '302a300506032b6570032100' } as const;
type Curve = keyof typeof PRIVATE_HEADING;

/** Bytes that do not open under this key and context: altered, moved, or another key. Never says more. */
export class Unreadable extends Error {
  constructor() {
    super('unreadable');
  }
}

/** Overwrites key material in place. */
export function zero(...buffers: readonly (Uint8Array | null | undefined)[]): void {
  for (const buffer of buffers) buffer?.fill(0);
}

/** A buffer outside the shared pool, so that zeroing it leaves no second copy. */
export function secretBuffer(length: number): Buffer {
  return Buffer.allocUnsafeSlow(length).fill(0);
}

/** `length` random bytes from the operating system, outside the shared pool. */
export function randomSecret(length: number = KEY_BYTES): Buffer {
  return randomFillSync(Buffer.allocUnsafeSlow(length));
}

/** A copy outside the shared pool. */
export function secretCopy(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
}

/** An internal identifier, random: it says nothing of the instant at which its row was made (security §1, A4). */
export function newId(): string {
  return randomUUID();
}

export function sha256(...chunks: readonly Uint8Array[]): Buffer {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (length > SHORT_BYTES) return hashStream(chunks);
  let place = 0;
  for (const chunk of chunks) {
    bench.set(chunk, place);
    place += chunk.length;
  }
  return hashBench(length);
}

/** The place where what is short is laid out to be hashed, zeroed after each use: a buffer of its own for each hash costs as much as the hash. */
const bench = Buffer.allocUnsafeSlow(SHORT_BYTES);

function hashBench(length: number): Buffer {
  const digest = hash('sha256', bench.subarray(0, length), 'buffer');
  bench.fill(0, 0, length);
  return digest;
}

function hashStream(chunks: readonly Uint8Array[]): Buffer {
  const stream = createHash('sha256');
  for (const chunk of chunks) stream.update(chunk);
  return stream.digest();
}

/**
 * HMAC-SHA-256 (RFC 2104) written on SHA-256: the library's own takes several times as long whatever the length, and a journal of ten years has 100,000 to verify.
 * `vectors.test.ts` compares it with the library's. Throws RangeError for a key longer than a block; ours have 32 bytes.
 */
export function hmac(key: Uint8Array, message: Uint8Array): Buffer {
  if (key.length > BLOCK_BYTES) throw new RangeError('key too long');
  return padded(key, 0x5c, padded(key, 0x36, message));
}

/** SHA-256 of the key as a block under this pad, then the message. */
function padded(key: Uint8Array, pad: number, message: Uint8Array): Buffer {
  const length = BLOCK_BYTES + message.length;
  const isShort = length <= SHORT_BYTES;
  const laid = isShort ? bench : secretBuffer(length);
  laid.fill(pad, 0, BLOCK_BYTES);
  for (let place = 0; place < key.length; place += 1) laid[place] = (key[place] ?? 0) ^ pad;
  laid.set(message, BLOCK_BYTES);
  if (isShort) return hashBench(length);
  try {
    return hash('sha256', laid, 'buffer');
  } finally {
    zero(laid);
  }
}

/** Comparison in constant time. */
export function same(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `hk(key, label) = HKDF-SHA-256(key, salt = ∅, info = label, 32)` (security §2.1); `name` without the generation. */
export function hk(key: Uint8Array, name: string): Buffer {
  return hkdf(key, Buffer.alloc(0), context(name), KEY_BYTES);
}

export function hkdf(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', createSecretKey(key), salt, info, length));
}

/** AES-256-GCM under a random nonce: `nonce 12 · ciphertext · tag 16`. Node is given a key object: bytes as a key cost it three times the whole cipher of a record. */
export function encrypt(key: Uint8Array, additional: Uint8Array, plaintext: Uint8Array): Buffer {
  const nonce = randomFillSync(Buffer.alloc(NONCE_BYTES));
  return Buffer.concat([nonce, encryptWith(key, nonce, additional, plaintext)]);
}

/** Opens what `encrypt` made. Throws Unreadable. */
export function decrypt(key: Uint8Array, additional: Uint8Array, box: Uint8Array): Buffer {
  if (box.length < NONCE_BYTES + TAG_BYTES) throw new Unreadable();
  return decryptWith(key, box.subarray(0, NONCE_BYTES), additional, box.subarray(NONCE_BYTES));
}

/** AES-256-GCM under a given nonce: `ciphertext · tag 16`. For keys that are used once only. */
export function encryptWith(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additional);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `encryptWith` made, into a buffer outside the shared pool. Throws Unreadable. */
export function decryptWith(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, box: Uint8Array): Buffer {
  if (box.length < TAG_BYTES) throw new Unreadable();
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additional);
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  const plaintext = Buffer.allocUnsafeSlow(box.length - TAG_BYTES);
  const clear = decipher.update(box.subarray(0, box.length - TAG_BYTES));
  plaintext.set(clear);
  zero(clear);
  try {
    decipher.final();
  } catch {
    zero(plaintext);
    throw new Unreadable();
  }
  return plaintext;
}

/** The public half (32 raw bytes) of an X25519 private key. */
export function agreementPublic(secretKey: Uint8Array): Buffer {
  return publicOf('x25519', secretKey);
}

/** The public half (32 raw bytes) of an Ed25519 seed. */
export function signingPublic(seed: Uint8Array): Buffer {
  return publicOf('ed25519', seed);
}

/** Ed25519, 64 bytes. */
export function sign(seed: Uint8Array, message: Uint8Array): Buffer {
  return signWith(null, message, privateKey('ed25519', seed));
}

export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    return verifyWith(null, message, signerKey(publicKey), signature);
  } catch {
    return false;
  }
}

/**
 * Seals to an X25519 public key (security §2.3): `01 · ephemeral 32 · ciphertext · tag 16`;
 * key‖nonce = HKDF(shared, salt = ephemeral‖public, info = sealContext, 44). 81 bytes for a 32-byte key.
 */
export function seal(publicKey: Uint8Array, plaintext: Uint8Array, sealContext: Uint8Array): Buffer {
  const ephemeral = randomSecret();
  try {
    return sealWith(ephemeral, publicKey, plaintext, sealContext);
  } finally {
    zero(ephemeral);
  }
}

/** `seal` under a given ephemeral key: for known answers only. */
export function sealWith(ephemeral: Uint8Array, publicKey: Uint8Array, plaintext: Uint8Array, sealContext: Uint8Array): Buffer {
  const ephemeralPublic = agreementPublic(ephemeral);
  const material = sealMaterial(agree(ephemeral, publicKey), ephemeralPublic, publicKey, sealContext);
  try {
    const box = encryptWith(material.subarray(0, KEY_BYTES), material.subarray(KEY_BYTES), sealContext, plaintext);
    return Buffer.concat([Buffer.of(SEAL_VERSION), ephemeralPublic, box]);
  } finally {
    zero(material);
  }
}

/** Opens what `seal` made, with the context it was sealed in. Throws Unreadable. */
export type SealOpener = (sealed: Uint8Array, sealContext: Uint8Array) => Buffer;

/** Opens many boxes that were sealed to one key, which is read once: reading it costs more than an opening. `publicKey`, when known, spares its computation. */
export function sealOpener(secretKey: Uint8Array, publicKey: Uint8Array = agreementPublic(secretKey)): SealOpener {
  const own = privateKey('x25519', secretKey);
  return (sealed, sealContext) => {
    if (sealed.length < SEAL_OVERHEAD || sealed[0] !== SEAL_VERSION) throw new Unreadable();
    const ephemeralPublic = sealed.subarray(1, 1 + KEY_BYTES);
    const material = sealMaterial(agreed(own, ephemeralPublic), ephemeralPublic, publicKey, sealContext);
    try {
      return decryptWith(material.subarray(0, KEY_BYTES), material.subarray(KEY_BYTES), sealContext, sealed.subarray(1 + KEY_BYTES));
    } finally {
      zero(material);
    }
  };
}

/** Opens one box. Throws Unreadable. */
export function openSealed(secretKey: Uint8Array, sealed: Uint8Array, sealContext: Uint8Array, publicKey?: Uint8Array): Buffer {
  return sealOpener(secretKey, publicKey)(sealed, sealContext);
}

/** key‖nonce of a box; zeroes what was agreed. */
function sealMaterial(agreed: Buffer, ephemeralPublic: Uint8Array, recipient: Uint8Array, sealContext: Uint8Array): Buffer {
  try {
    return hkdf(agreed, Buffer.concat([ephemeralPublic, recipient]), sealContext, KEY_BYTES + NONCE_BYTES);
  } finally {
    zero(agreed);
  }
}

/** X25519. Throws Unreadable on a public key that is not one (an all-zero result included). */
export function agree(secretKey: Uint8Array, publicKey: Uint8Array): Buffer {
  return agreed(privateKey('x25519', secretKey), publicKey);
}

function agreed(own: KeyObject, publicKey: Uint8Array): Buffer {
  if (publicKey.length !== KEY_BYTES) throw new Unreadable();
  try {
    return diffieHellman({ privateKey: own, publicKey: publicKeyObject('x25519', publicKey) });
  } catch {
    throw new Unreadable();
  }
}

function privateKey(curve: Curve, secret: Uint8Array): KeyObject {
  if (secret.length !== KEY_BYTES) throw new RangeError('a private key has 32 bytes');
  const der = secretBuffer(PRIVATE_HEADING[curve].length / 2 + KEY_BYTES);
  der.write(PRIVATE_HEADING[curve], 'hex');
  der.set(secret, PRIVATE_HEADING[curve].length / 2);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    zero(der);
  }
}

/** Signing keys read before: a journal is signed by the same few people, and reading a key costs as much as checking its signature. */
const signers = new Map<string, KeyObject>();
const MOST_SIGNERS = 64;

function signerKey(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString('latin1');
  const known = signers.get(name);
  if (known !== undefined) return known;
  const read = publicKeyObject('ed25519', publicKey);
  if (signers.size >= MOST_SIGNERS) signers.clear();
  signers.set(name, read);
  return read;
}

function publicKeyObject(curve: Curve, publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([Buffer.from(PUBLIC_HEADING[curve], 'hex'), publicKey]), format: 'der', type: 'spki' });
}

function publicOf(curve: Curve, secret: Uint8Array): Buffer {
  const der = createPublicKey(privateKey(curve, secret)).export({ format: 'der', type: 'spki' });
  return Buffer.from(der.subarray(der.length - KEY_BYTES));
}
