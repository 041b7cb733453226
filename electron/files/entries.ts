import { opendirSync, type Dirent } from 'node:fs';

/** What may still be read of folders in one look: a found stick can hold millions of names. */
export type EntryBudget = { left: number };

/** Most names read of one folder, and of all folders of one look. */
const MOST_OF_FOLDER = 5_000;
const MOST_OF_LOOK = 50_000;

export function newLook(): EntryBudget {
  return { left: MOST_OF_LOOK };
}

/** The first names of a folder, as the disk gives them, within the budget. Null when it cannot be read. */
export function entriesIn(folder: string, budget: EntryBudget): readonly Dirent[] | null {
  const entries: Dirent[] = [];
  try {
    const directory = opendirSync(folder, { bufferSize: 256 });
    try {
      while (budget.left > 0 && entries.length < MOST_OF_FOLDER) {
        const entry = directory.readSync();
        if (entry === null) break;
        budget.left -= 1;
        entries.push(entry);
      }
    } finally {
      directory.closeSync();
    }
    return entries;
  } catch {
    return null;
  }
}
