import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { RELEASE, updateManifest, type UpdateManifest } from '../../shared/exchange/update.ts';
import { SIGNATURE_BYTES, sha256 } from '../keys/primitives.ts';
import { readBoundedJson } from './boundedJson.ts';
import { FileRefused, HEADER_BYTES, KIND, fileLimit, readHeader, verifyContainer } from './container.ts';
import { RELEASE_KEYS } from './releaseKeys.ts';

/** Two people sign a release; the third key is for the day when one of them cannot (security §7.4). */
const SIGNATURES = 2;
const MOST_MANIFEST_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** Where the files of an update go while they are read; whatever stops the reading, nothing of it is to be kept. */
export type Unpacking = {
  readonly begin: (name: string) => Promise<void>;
  readonly take: (chunk: Buffer) => Promise<void>;
  readonly end: () => Promise<void>;
};

export type ReadUpdate = { readonly manifest: UpdateManifest; readonly digest: Buffer };

/**
 * Reads an update from its first byte to its last, a mebibyte at a time: size → frame → two of three signatures over the raw manifest → bounded JSON →
 * schema → release only upwards → every file's length and sum, and nothing behind the last. Throws FileRefused, and what the disk says.
 */
export async function readUpdate(source: FileHandle, unpacking: Unpacking | null, turn: () => Promise<void>): Promise<ReadUpdate> {
  const { size } = await source.stat();
  if (size > fileLimit(KIND.update)) throw new FileRefused('tooLarge');
  const length = readHeader(KIND.update, 'real', await bytesAt(source, 0, HEADER_BYTES));
  if (length > MOST_MANIFEST_BYTES) throw new FileRefused('altered');
  const payload = await bytesAt(source, HEADER_BYTES, length);
  const signatures = await bytesAt(source, HEADER_BYTES + length, SIGNATURES * SIGNATURE_BYTES);
  assertReleased(payload, signatures);
  const manifest = parse(payload);
  if (manifest.release <= RELEASE) throw new FileRefused('notNewer');
  const start = HEADER_BYTES + length + SIGNATURES * SIGNATURE_BYTES;
  if (start + manifest.files.reduce((sum, { bytes }) => sum + Number(bytes), 0) !== size) throw new FileRefused('altered');
  await readFiles(source, manifest, start, unpacking, turn);
  return { manifest, digest: sha256(payload) };
}

/** Two different release keys must have signed; one of them twice, or a stranger beside one, is one. */
function assertReleased(payload: Buffer, signatures: Buffer): void {
  const found = new Set<string>();
  for (let at = 0; at < signatures.length; at += SIGNATURE_BYTES) {
    const signature = signatures.subarray(at, at + SIGNATURE_BYTES);
    const container = { kind: KIND.update, space: 'real', payload, padding: 0, signature } as const;
    const signer = RELEASE_KEYS.find((key) => verifyContainer(container, Buffer.from(key, 'hex'), ''));
    if (signer !== undefined) found.add(signer);
  }
  if (found.size === 0) throw new FileRefused('unknownReleaseKeys');
  if (found.size < SIGNATURES) throw new FileRefused('oneReleaseSignature');
}

function parse(payload: Buffer): UpdateManifest {
  let manifest: UpdateManifest;
  try {
    manifest = updateManifest.parse(readBoundedJson(payload));
  } catch {
    throw new FileRefused('malformed');
  }
  const names = new Set(manifest.files.map(({ name }) => name.toLowerCase()));
  if (names.size !== manifest.files.length) throw new FileRefused('malformed');
  return manifest;
}

async function readFiles(
  source: FileHandle,
  { files }: UpdateManifest,
  start: number,
  unpacking: Unpacking | null,
  turn: () => Promise<void>,
): Promise<void> {
  let at = start;
  for (const { name, bytes, sha256: promised } of files) {
    const hash = createHash('sha256');
    await unpacking?.begin(name);
    for (const end = at + Number(bytes); at < end;) {
      const chunk = await bytesAt(source, at, Math.min(CHUNK_BYTES, end - at));
      at += chunk.length;
      hash.update(chunk);
      await unpacking?.take(chunk);
      await turn();
    }
    await unpacking?.end();
    if (hash.digest('hex') !== promised) throw new FileRefused('altered');
  }
}

/** Exactly these bytes. Throws FileRefused `altered` where the file ends before them. */
async function bytesAt(source: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let read = 0; read < length;) {
    const { bytesRead } = await source.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) throw new FileRefused(position === 0 ? 'notAPackage' : 'altered');
    read += bytesRead;
  }
  return bytes;
}
