import { randomInt } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../keys/keyring.ts';

/** A file that could not be read or written; the message never holds its path. */
export class FileFault extends Error {}

/** Letters and digits that cannot be taken for each other. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Reads a regular file once, whole, under its ceiling, without following a link (security §8). Throws FileFault `unreadable` or `tooLarge`. */
export function readWhole(path: string, limit: number): Buffer {
  const descriptor = openOr(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new FileFault('unreadable');
    if (status.size > limit) throw new FileFault('tooLarge');
    const bytes = Buffer.alloc(status.size);
    let read = 0;
    while (read < bytes.length) {
      const got = readSync(descriptor, bytes, read, bytes.length - read, read);
      if (got === 0) break;
      read += got;
    }
    return bytes.subarray(0, read);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a new file that leaves the laptop: temporary name, flush, rename, read back and compared; dated the first day of its month,
 * so that the medium shows neither hour nor day (security §5.4). A file of that name is never replaced. Throws FileFault `unwritable` and leaves nothing.
 */
export function writeLeaving(folder: string, name: string, bytes: Uint8Array, month: string): void {
  const target = join(folder, name);
  const temporary = `${target}.part`;
  try {
    const descriptor = openSync(temporary, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
    try {
      writeSync(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (!readFileSync(temporary).equals(bytes)) throw new FileFault('unwritable');
    const first = new Date(`${month}-01T00:00:00Z`);
    utimesSync(temporary, first, first);
    if (existsSync(target)) throw new FileFault('unwritable');
    renameSync(temporary, target);
    syncFolder(folder);
  } catch {
    rmSync(temporary, { force: true });
    throw new FileFault('unwritable');
  }
}

/** A random name: `S-7F3K9Q2M` and an ending, none for a folder (security §5.4). */
export function randomFileName(ending: '.sutura' | '.carte' | '.pdf' | '.csv' | '.xlsx' | '.json' | ''): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `S-${letters.join('')}${ending}`;
}

function openOr(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch {
    throw new FileFault('unreadable');
  }
}
