import { join } from 'node:path';
import { copyStore, rowCounts } from '../base/copy.ts';
import type { Base, ReadableDb } from '../base/database.ts';
import { lastEntry } from '../journal/journal.ts';
import { checkWhole } from '../base/pages.ts';
import { closeStore, openStore } from '../base/open.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { dropSide, freshSide } from './sideProfile.ts';

/** A base that was copied, opened as at a start, and found the same: how many lines it holds. */
export type Rehearsed = { readonly base: Base; readonly rows: number };

/** The copy of a base does not hold what the base holds. */
export class RehearsalFailed extends Error {
  constructor() {
    super('the copy of a base differs');
  }
}

/**
 * What the first start of a next version does, on copies beside the profile (security §7.4): each base that this session opens is copied, opened to be worked
 * with, read whole, and its lines and the head of its journal compared. The copies are gone afterwards; nothing here changes. Throws
 * RehearsalFailed, StoreRefused, or what SQLite throws on a full disk.
 */
export function rehearseStart({ folder, admin, cases, keys }: OpenStores): readonly Rehearsed[] {
  const side = freshSide(folder);
  try {
    const rehearsed = [rehearse(admin, join(side, 'admin.db'), keys.dekA)];
    return cases === null || keys.dekC === null ? rehearsed : [...rehearsed, rehearse(cases, join(side, 'cases.db'), keys.dekC)];
  } finally {
    dropSide(folder);
  }
}

function rehearse(db: ReadableDb, path: string, key: Uint8Array): Rehearsed {
  copyStore(db, path);
  const before = rowCounts(db);
  const copy = openStore(db.base, path, key, 'existing');
  try {
    checkWhole(copy);
    const after = rowCounts(copy);
    const same = Object.entries(before).every(([table, rows]) => after[table] === rows);
    const [head, found] = [lastEntry(db)?.mac, lastEntry(copy)?.mac];
    if (!same || head === undefined || found?.equals(head) !== true) throw new RehearsalFailed();
    return { base: db.base, rows: Object.values(after).reduce((sum, rows) => sum + rows, 0) };
  } finally {
    closeStore(copy);
  }
}
