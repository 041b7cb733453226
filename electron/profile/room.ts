import { randomBytes } from 'node:crypto';
import { rmSync, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPORARY, writeWhole } from '../keys/keyring.ts';

const RESERVE = 'reserve.bin';
const RESERVE_BYTES = 16 * 1024 * 1024;
/** Below this much free space an installation is read and no more written (security §3.2), in bytes. */
export const LEAST_FREE = 200_000_000;

/** Bytes that this account may still write on the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Reserves 16 MB, unless it is done or the disk has no such room; of chance, so that no disk can shrink them. Never fails: without it only the last resort is missing. */
export function keepReserve(profile: string): void {
  try {
    if (statSync(join(profile, RESERVE), { throwIfNoEntry: false })?.size === RESERVE_BYTES) return;
    if (freeBytes(profile) < LEAST_FREE + RESERVE_BYTES) return;
    writeWhole(profile, RESERVE, randomBytes(RESERVE_BYTES));
  } catch {
    rmSync(join(profile, RESERVE + TEMPORARY), { force: true });
  }
}

/** Does what must not fail for want of room (a lock, a draft, the opening of a session): on a full disk the reserve is given back and `act` done once more. */
export function withReserve<Result>(profile: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (diskFault(error) !== 'full') throw error;
    rmSync(join(profile, RESERVE), { force: true });
    return act();
  }
}

/** `full`: no room left · `refuses`: the disk can be read and not written, or is gone. */
export type DiskFault = 'full' | 'refuses';

/** Whether an error is the disk's and not ours: codes of SQLite and of the system. */
export function diskFault(error: unknown): DiskFault | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(code)) return 'full';
  return /^(SQLITE_READONLY|SQLITE_IOERR|SQLITE_CANTOPEN|EROFS|EACCES|EPERM|EIO|ENODEV|ENXIO)/.test(code) ? 'refuses' : null;
}
