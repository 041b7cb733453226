import { Buffer } from 'node:buffer';
import { Decrypter, Encrypter } from 'age-encryption';
import { context } from '../keys/canonical.ts';
import { SIGNATURE_BYTES, sha256, sign, verify } from '../keys/primitives.ts';
import type { RefusalCode } from '../../shared/exchange/refusals.ts';

/** Kinds of container (security §7.1). The high bit marks what comes from a training space. */
export const KIND = { aggregate: 1, keyCard: 6 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

const TRAINING = 0x80;
const MAGIC = Buffer.from('SUTURA1\n', 'ascii');
const VERSION = 1;
const HEADER = MAGIC.length + 1 + 1 + 4;
/** Aggregates are padded to whole steps of 64 KiB, so that a size tells nothing. */
const STEP = 65_536;
/** Largest file accepted, before anything is decrypted. */
export const FILE_LIMIT: Readonly<Record<Kind, number>> = { 1: 2 * 1024 * 1024, 6: 8 * 1024 };

/** A file that cannot be accepted; the code names its sentence in shared/exchange/refusals.ts. */
export class FileRefused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

/** The signer's key identifier inside signed bytes: SHA-256 of the raw public key. */
function keyId(publicKey: Uint8Array): Buffer {
  return sha256(publicKey);
}

/**
 * Signs, pads and seals one payload (security §7.1): sign first, then encrypt, with the recipient inside what is signed, so that
 * a recipient cannot pass the letter on as addressed to someone else.
 */
export async function sealContainer(kind: typeof KIND.aggregate, payload: Uint8Array, signer: Signer, recipient: string): Promise<Buffer> {
  const bare = HEADER + payload.length + SIGNATURE_BYTES;
  const padding = Math.ceil(bare / STEP) * STEP - bare;
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(writeContainer(kind, payload, signer, recipient, padding)));
}

/** Key cards are the same bytes without age, padding or recipient. */
export function plainContainer(kind: typeof KIND.keyCard, payload: Uint8Array, signer: Signer): Buffer {
  return writeContainer(kind, payload, signer, '', 0);
}

export type Signer = { readonly seed: Uint8Array; readonly publicKey: Uint8Array };

/** A container whose frame is sound; the payload may be parsed only after `verifyContainer`. */
export type Container = { readonly kind: Kind; readonly payload: Buffer; readonly padding: number; readonly signature: Buffer };

/** Opens a sealed file for `identity`. Passphrase stanzas are never tried. Throws FileRefused. */
export async function openSealedContainer(kind: Kind, file: Uint8Array, identity: string): Promise<Container> {
  if (file.length > FILE_LIMIT[kind]) throw new FileRefused('tooLarge');
  if (!Buffer.from(file.subarray(0, 22)).equals(Buffer.from('age-encryption.org/v1\n', 'ascii'))) throw new FileRefused('notAPackage');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let bytes: Uint8Array;
  try {
    bytes = await decrypter.decrypt(file);
  } catch {
    throw new FileRefused('notForUs');
  }
  return readContainer(kind, Buffer.from(bytes));
}

/** Reads a container that is not sealed. Throws FileRefused. */
export function openPlainContainer(kind: Kind, file: Uint8Array): Container {
  if (file.length > FILE_LIMIT[kind]) throw new FileRefused('tooLarge');
  return readContainer(kind, Buffer.from(file));
}

/** Whether `publicKey` signed these raw bytes for `recipient` (empty for a key card). Nothing is parsed before this holds. */
export function verifyContainer(container: Container, publicKey: Uint8Array, recipient: string): boolean {
  return verify(publicKey, signedBytes(container.kind, container.payload, publicKey, recipient, container.padding), container.signature);
}

function writeContainer(kind: Kind, payload: Uint8Array, signer: Signer, recipient: string, padding: number): Buffer {
  const head = Buffer.alloc(HEADER);
  MAGIC.copy(head);
  head.writeUInt8(kind, MAGIC.length);
  head.writeUInt8(VERSION, MAGIC.length + 1);
  head.writeUInt32BE(payload.length, MAGIC.length + 2);
  const signature = sign(signer.seed, signedBytes(kind, payload, signer.publicKey, recipient, padding));
  return Buffer.concat([head, payload, Buffer.alloc(padding), signature]);
}

function readContainer(kind: Kind, bytes: Buffer): Container {
  if (bytes.length < HEADER + SIGNATURE_BYTES || !bytes.subarray(0, 6).equals(MAGIC.subarray(0, 6))) throw new FileRefused('notAPackage');
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new FileRefused('laterFormat');
  const found = bytes.readUInt8(MAGIC.length);
  if (bytes.readUInt8(MAGIC.length + 1) > VERSION) throw new FileRefused('laterFormat');
  if ((found & TRAINING) !== 0) throw new FileRefused('training');
  if (found !== kind) throw new FileRefused('wrongKind');
  const length = bytes.readUInt32BE(MAGIC.length + 2);
  const padding = bytes.length - HEADER - length - SIGNATURE_BYTES;
  if (padding < 0 || padding >= STEP || (kind === KIND.keyCard && padding !== 0)) throw new FileRefused('altered');
  if (bytes.subarray(HEADER + length, HEADER + length + padding).some((byte) => byte !== 0)) throw new FileRefused('altered');
  return { kind, payload: bytes.subarray(HEADER, HEADER + length), padding, signature: bytes.subarray(bytes.length - SIGNATURE_BYTES) };
}

function signedBytes(kind: Kind, payload: Uint8Array, signerKey: Uint8Array, recipient: string, padding: number): Buffer {
  return context(
    'pkg',
    { u8: kind },
    { u8: VERSION },
    { bytes: sha256(Buffer.from(recipient, 'utf8')) },
    { bytes: keyId(signerKey) },
    { bytes: payload },
    { u32: padding },
  );
}
