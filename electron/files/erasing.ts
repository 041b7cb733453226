import { createHash, randomBytes } from 'node:crypto';
import { constants, existsSync, realpathSync, type Stats } from 'node:fs';
import { lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, extname, join, sep } from 'node:path';
import { syncFolder } from '../keys/keyring.ts';
import type { Content } from './copying.ts';
import { randomFileName } from './files.ts';

/**
 * Why a file is left as it is. `gone` nothing readable is there · `link` it leads elsewhere · `shared` another name leads to the same bytes · `own` it is in the
 * folder of the bases · `changed` its bytes are not those that were read · `readOnly` its medium lets nobody write · `broken` the medium failed while it was written over.
 */
export type EraseRefusal = 'gone' | 'link' | 'shared' | 'own' | 'changed' | 'readOnly' | 'broken';

export class EraseRefused extends Error {
  readonly refusal: EraseRefusal;

  constructor(refusal: EraseRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * Writes random bytes once over a file, flushes them and deletes it, if it is still the same bytes. The compared file itself is written over: it stays
 * open from the one to the other. It first takes a random name: a person who may not rename it may not delete it either, and nothing is touched then.
 * Throws EraseRefused; all but `broken` leave it as it was.
 */
export async function eraseSame(path: string, content: Content, ownFolder: string): Promise<void> {
  const folder = realOf(dirname(path));
  if (isWithin(folder, realOf(ownFolder))) throw new EraseRefused('own');
  const status = await lstat(path).catch(refuse('gone'));
  if (status.isSymbolicLink()) throw new EraseRefused('link');
  if (!status.isFile()) throw new EraseRefused('gone');
  if (status.nlink !== 1) throw new EraseRefused('shared');
  const file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(refuseOpening);
  try {
    await assertSame(file, status, content);
    const renamed = await renameAway(file, path, folder);
    await writeOver(file, content.bytes).catch(refuse('broken'));
    await unlink(renamed).catch(refuse('broken'));
    flush(folder);
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function assertSame(file: FileHandle, seen: Stats, { bytes, sha256 }: Content): Promise<void> {
  const before = await file.stat();
  if (before.ino !== seen.ino || before.dev !== seen.dev || before.size !== bytes) throw new EraseRefused('changed');
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at).catch(refuse('gone'));
    if (bytesRead === 0) throw new EraseRefused('changed');
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
  chunk.fill(0);
  const after = await file.stat();
  if (hash.digest('base64url') !== sha256 || after.size !== bytes || after.mtimeMs !== before.mtimeMs) throw new EraseRefused('changed');
}

/** The open file under a random name, with its ending, so that a cut leaves what can be chosen again. Another file that took its name meanwhile gets it back. */
async function renameAway(file: FileHandle, path: string, folder: string): Promise<string> {
  const renamed = join(folder, `${randomFileName('')}${extname(path).toLowerCase()}`);
  if (existsSync(renamed)) throw new EraseRefused('readOnly');
  await rename(path, renamed).catch(refuse('readOnly'));
  const [held, moved] = await Promise.all([file.stat(), lstat(renamed)]);
  if (held.ino === moved.ino && held.dev === moved.dev) return renamed;
  await rename(renamed, path);
  throw new EraseRefused('changed');
}

async function writeOver(file: FileHandle, bytes: number): Promise<void> {
  for (let at = 0; at < bytes;) {
    const noise = randomBytes(Math.min(CHUNK_BYTES, bytes - at));
    at += (await file.write(noise, 0, noise.length, at)).bytesWritten;
  }
  await file.sync();
}

function flush(folder: string): void {
  try {
    syncFolder(folder);
  } catch {
    throw new EraseRefused('broken');
  }
}

function refuseOpening(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ELOOP') throw new EraseRefused('link');
  throw new EraseRefused(code === 'EROFS' || code === 'EACCES' || code === 'EPERM' ? 'readOnly' : 'gone');
}

function refuse(refusal: EraseRefusal): () => never {
  return () => {
    throw new EraseRefused(refusal);
  };
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    throw new EraseRefused('gone');
  }
}

function isWithin(folder: string, parent: string): boolean {
  return folder === parent || folder.startsWith(parent + sep);
}
