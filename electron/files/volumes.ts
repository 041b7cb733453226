import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entriesIn, newLook, type EntryBudget } from './entries.ts';

/** A stick, a folder on it, a folder in that. */
const LEVELS = 2;

/** What distinguishes the medium of a folder from another while both are plugged in: the device of the system. Empty when the folder is gone. */
export function volumeOf(folder: string): string {
  const status = statSync(folder, { throwIfNoEntry: false });
  return status === undefined ? '' : String(status.dev);
}

/** Whether a file of this name is on the medium of a folder, near its top: a key that was pulled out and put back has another device. */
export function isOnVolume(folder: string, fileName: string, volume: (folder: string) => string): boolean {
  let top = folder;
  for (let above = dirname(top); above !== top && volume(above) === volume(folder); above = dirname(top)) top = above;
  return [top, folder].some((from) => isBelow(from, fileName, LEVELS, newLook()));
}

function isBelow(folder: string, fileName: string, levels: number, look: EntryBudget): boolean {
  const entries = entriesIn(folder, look) ?? [];
  if (entries.some(({ name }) => name === fileName)) return true;
  return levels > 0 && entries.some((entry) => entry.isDirectory() && isBelow(join(folder, entry.name), fileName, levels - 1, look));
}
