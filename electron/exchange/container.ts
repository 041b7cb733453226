import { Buffer } from 'node:buffer';
import { Decrypter, Encrypter } from 'age-encryption';
import { context } from '../keys/canonical.ts';
import { SIGNATURE_BYTES, sha256, sign, verify } from '../keys/primitives.ts';
import type { RefusalCode } from '../../shared/exchange/refusals.ts';
import type { Space } from '../../shared/exchange/space.ts';

/** Kinds of container (security §7.1). What each holds is in shared/exchange; a kind without a schema there is framed and not read. */
export const KIND = { aggregate: 1, consolidated: 2, transfer: 3, receipt: 4, directory: 5, keyCard: 6, update: 7, share: 9 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];
/** Sealed to one recipient and padded; the others are plain and exactly as long as what they hold. */
export type SealedKind = Exclude<Kind, typeof KIND.keyCard | typeof KIND.update>;

const KIB = 1024;
const MIB = 1024 * KIB;
/** Largest file accepted, before anything is decrypted; sizes go by whole steps, so that they reveal nothing. `step` 0: plain. */
const FRAMES: Readonly<Record<Kind, { readonly limit: number; readonly step: number }>> = {
  1: { limit: 2 * MIB, step: 64 * KIB },
  2: { limit: 4 * MIB, step: 64 * KIB },
  3: { limit: 64 * MIB, step: 256 * KIB },
  4: { limit: 192 * KIB, step: 64 * KIB },
  5: { limit: 8 * MIB, step: 64 * KIB },
  6: { limit: 8 * KIB, step: 0 },
  7: { limit: 400 * MIB, step: 0 },
  9: { limit: 4 * MIB, step: 64 * KIB },
};

/** The high bit of the kind, inside what is signed. */
const TRAINING = 0x80;
const MAGIC = Buffer.from('SUTURA1\n', 'ascii');
const VERSION = 1;
const AGE = 'age-encryption.org/v1';
/** Version, one recipient of two lines, and the code that closes the heading. */
const ONE_RECIPIENT = /^age-encryption\.org\/v1\n-> X25519 [\w+/]{43}\n[\w+/]{43}\n--- [\w+/]{43}\n/;
const AGE_BYTES = 200;
/** Bytes before the payload. */
export const HEADER_BYTES = MAGIC.length + 1 + 1 + 4;

/** Largest file of a kind, in bytes. */
export function fileLimit(kind: Kind): number {
  return FRAMES[kind].limit;
}

/** A file that cannot be accepted; the code names its sentence in shared/exchange/refusals.ts. */
export class FileRefused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

export type Signer = { readonly seed: Uint8Array; readonly publicKey: Uint8Array };

/**
 * Signs, pads and seals one payload (security §7.1): sign first, then encrypt, with the recipient inside what is signed, so that
 * a recipient cannot pass the letter on as addressed to someone else. Throws FileRefused `tooLarge`: nothing is made that nobody would read.
 */
export async function sealContainer(
  kind: SealedKind,
  payload: Uint8Array,
  signer: Signer,
  recipient: string,
  space: Space,
): Promise<Buffer> {
  const { limit, step } = FRAMES[kind];
  const bare = HEADER_BYTES + payload.length + SIGNATURE_BYTES;
  const padding = Math.ceil(bare / step) * step - bare;
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = Buffer.from(await encrypter.encrypt(writeContainer({ kind, space, payload, padding }, signer, recipient)));
  if (sealed.length > limit) throw new FileRefused('tooLarge');
  return sealed;
}

/** Key cards are the same bytes without age, padding or recipient. */
export function plainContainer(kind: typeof KIND.keyCard, payload: Uint8Array, signer: Signer, space: Space): Buffer {
  return writeContainer({ kind, space, payload, padding: 0 }, signer, '');
}

/** A container whose frame is sound; the payload may be parsed only after `verifyContainer`. */
export type Container = {
  readonly kind: Kind;
  readonly space: Space;
  readonly payload: Buffer;
  readonly padding: number;
  readonly signature: Buffer;
};

/** Opens a sealed file for `identity`, of the expected kind and space. Passphrase stanzas are never tried. Throws FileRefused. */
export async function openSealedContainer(kind: SealedKind, file: Uint8Array, identity: string, space: Space): Promise<Container> {
  if (file.length > FRAMES[kind].limit) throw new FileRefused('tooLarge');
  assertAge(file);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let bytes: Uint8Array;
  try {
    bytes = await decrypter.decrypt(file);
  } catch {
    throw new FileRefused((await isAddressed(decrypter, file)) ? 'truncated' : 'notForUs');
  }
  return readContainer(kind, space, Buffer.from(bytes));
}

/** Opens a card. Throws FileRefused. */
export function openPlainContainer(kind: typeof KIND.keyCard, file: Uint8Array, space: Space): Container {
  if (file.length > FRAMES[kind].limit) throw new FileRefused('tooLarge');
  return readContainer(kind, space, Buffer.from(file));
}

/** Whether `publicKey` signed these raw bytes for `recipient` (empty for a key card). Nothing is parsed before this holds. */
export function verifyContainer(container: Container, publicKey: Uint8Array, recipient: string): boolean {
  return verify(publicKey, signedBytes(container, publicKey, recipient), container.signature);
}

/** The heading opens: the file was sealed to this identity, and what follows is cut or changed. */
async function isAddressed(decrypter: Decrypter, file: Uint8Array): Promise<boolean> {
  try {
    (await decrypter.decryptHeader(file)).fill(0);
    return true;
  } catch {
    return false;
  }
}

/**
 * A file of age sealed to one recipient, as `sealContainer` makes it: a heading of many recipients would cost a computation each before anything is known of
 * the file. A file that opens by a passphrase is not a package either, and is never tried.
 */
function assertAge(file: Uint8Array): void {
  const heading = Buffer.from(file.subarray(0, AGE_BYTES)).toString('latin1');
  if (heading.startsWith(`${AGE}\n-> scrypt `)) throw new FileRefused('passphraseSealed');
  if (!ONE_RECIPIENT.test(heading)) throw new FileRefused('notAPackage');
}

/** One signature of a plain payload that carries several, as an update does. */
export function signPlain(kind: typeof KIND.update, payload: Uint8Array, signer: Signer): Buffer {
  return sign(signer.seed, signedBytes({ kind, space: 'real', payload, padding: 0 }, signer.publicKey, ''));
}

type Signable = Pick<Container, 'kind' | 'space' | 'padding'> & { readonly payload: Uint8Array };

function writeContainer(signable: Signable, signer: Signer, recipient: string): Buffer {
  const { kind, space, payload, padding } = signable;
  const signature = sign(signer.seed, signedBytes(signable, signer.publicKey, recipient));
  return Buffer.concat([headerOf(kind, space, payload.length), payload, Buffer.alloc(padding), signature]);
}

/** The bytes before the payload. */
export function headerOf(kind: Kind, space: Space, length: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(head);
  head.writeUInt8(markedKind(kind, space), MAGIC.length);
  head.writeUInt8(VERSION, MAGIC.length + 1);
  head.writeUInt32BE(length, MAGIC.length + 2);
  return head;
}

/** The length of the payload that a first header announces. Throws FileRefused: not ours, later, of the other space, of another kind. */
export function readHeader(kind: Kind, space: Space, bytes: Buffer): number {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, 6).equals(MAGIC.subarray(0, 6))) throw new FileRefused('notAPackage');
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new FileRefused('laterFormat');
  const found = bytes.readUInt8(MAGIC.length);
  if (bytes.readUInt8(MAGIC.length + 1) > VERSION) throw new FileRefused('laterFormat');
  if ((found & TRAINING) !== markedKind(kind, space) - kind) throw new FileRefused(space === 'real' ? 'training' : 'notTraining');
  if ((found & ~TRAINING) !== kind) throw new FileRefused(isUnread(found & ~TRAINING) ? 'unreadKind' : 'wrongKind');
  return bytes.readUInt32BE(MAGIC.length + 2);
}

function readContainer(kind: Kind, space: Space, bytes: Buffer): Container {
  const length = readHeader(kind, space, bytes);
  const padding = bytes.length - HEADER_BYTES - length - SIGNATURE_BYTES;
  if (padding < 0 || padding >= Math.max(1, FRAMES[kind].step)) throw new FileRefused('altered');
  if (bytes.subarray(HEADER_BYTES + length, HEADER_BYTES + length + padding).some((byte) => byte !== 0)) throw new FileRefused('altered');
  return {
    kind,
    space,
    payload: bytes.subarray(HEADER_BYTES, HEADER_BYTES + length),
    padding,
    signature: bytes.subarray(bytes.length - SIGNATURE_BYTES),
  };
}

/** Kinds that this version frames and does not read: their content belongs to a later one. */
function isUnread(kind: number): boolean {
  return ([KIND.consolidated, KIND.transfer, KIND.receipt] as readonly number[]).includes(kind);
}

function markedKind(kind: Kind, space: Space): number {
  return space === 'training' ? kind | TRAINING : kind;
}

function signedBytes({ kind, space, payload, padding }: Signable, signerKey: Uint8Array, recipient: string): Buffer {
  return context(
    'pkg',
    { u8: markedKind(kind, space) },
    { u8: VERSION },
    { bytes: sha256(Buffer.from(recipient, 'utf8')) },
    { bytes: sha256(signerKey) },
    { bytes: payload },
    { u32: padding },
  );
}
