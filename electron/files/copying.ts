import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFault } from '../profile/room.ts';
import { FileFault } from './files.ts';

const CHUNK_BYTES = 1024 * 1024;

/** What a file held when it was read: its length, and the SHA-256 of its bytes in base64url. */
export type Content = { readonly bytes: number; readonly sha256: string };

/**
 * Reads a regular file from its first byte to its last, without following a link, and gives its content's sum.
 * Throws FileFault `unreadable`, or `tooLarge` above `limit` bytes.
 */
export async function contentOf(path: string, limit: number): Promise<Content> {
  const source = await openSource(path, limit);
  try {
    return await readAll(source, limit, () => Promise.resolve());
  } finally {
    await source.close();
  }
}

/**
 * Copies a regular file to a new one, flushed to the disk, and gives the sum of what was read. What a failed copy leaves is the caller's to delete.
 * Throws FileFault `unreadable` or `tooLarge` for the source, `full` or `unwritable` for the target.
 */
export async function copyContent(from: string, to: string, limit: number): Promise<Content> {
  const source = await openSource(from, limit);
  try {
    const target = await orFault(() => open(to, 'wx', 0o600), 'unwritable');
    try {
      const content = await readAll(source, limit, (chunk) => orFault(() => writeAll(target, chunk), 'unwritable'));
      await orFault(() => target.sync(), 'unwritable');
      return content;
    } finally {
      await target.close().catch(() => undefined);
    }
  } finally {
    await source.close();
  }
}

/** Opens a regular file to be read, without following a link. Throws FileFault `unreadable`, or `tooLarge` above `limit` bytes. */
export async function openSource(path: string, limit: number): Promise<FileHandle> {
  const source = await orFault(() => open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK), 'unreadable');
  const status = await source.stat();
  if (status.isFile() && status.size <= limit) return source;
  await source.close();
  throw new FileFault(status.isFile() ? 'tooLarge' : 'unreadable');
}

async function readAll(source: FileHandle, limit: number, take: (chunk: Buffer) => Promise<void>): Promise<Content> {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let bytes = 0; ;) {
    const { bytesRead } = await orFault(() => source.read(chunk, 0, CHUNK_BYTES, bytes), 'unreadable');
    if (bytesRead === 0) return { bytes, sha256: hash.digest('base64url') };
    bytes += bytesRead;
    if (bytes > limit) throw new FileFault('tooLarge');
    const part = chunk.subarray(0, bytesRead);
    hash.update(part);
    await take(part);
  }
}

/**
 * A folder that is filled file by file under another name, and gets its own only by `keep`: whatever stops it leaves nothing that looks whole. Each file is
 * flushed, then read back and compared with what was written, at its `end`. Throws FileFault `full` or `unwritable`.
 */
export function newFolder(path: string) {
  const unfinished = `${path}.part`;
  let target: FileHandle | null = null;
  let file = '';
  let written = createHash('sha256');
  let bytes = 0;
  const close = async (): Promise<void> => {
    await target?.close().catch(() => undefined);
    target = null;
  };
  return {
    begin: (name: string) =>
      orFault(async () => {
        await mkdir(unfinished, { recursive: true, mode: 0o700 });
        file = join(unfinished, name);
        written = createHash('sha256');
        bytes = 0;
        target = await open(file, 'wx', 0o600);
      }, 'unwritable'),
    take: (chunk: Buffer) =>
      orFault(async () => {
        written.update(chunk);
        bytes += chunk.length;
        if (target !== null) await writeAll(target, chunk);
      }, 'unwritable'),
    end: async () => {
      await orFault(async () => target?.sync(), 'unwritable').finally(close);
      const back = await orFault(() => contentOf(file, bytes), 'unwritable');
      if (back.bytes !== bytes || back.sha256 !== written.digest('base64url')) throw new FileFault('unwritable');
    },
    keep: () => orFault(() => rename(unfinished, path), 'unwritable'),
    drop: () => close().then(() => rm(unfinished, { recursive: true, force: true })),
  };
}

async function writeAll(target: FileHandle, chunk: Buffer): Promise<void> {
  for (let written = 0; written < chunk.length;) written += (await target.write(chunk, written)).bytesWritten;
}

async function orFault<Result>(act: () => Promise<Result>, otherwise: 'unreadable' | 'unwritable'): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new FileFault(diskFault(error) === 'full' ? 'full' : otherwise);
  }
}
