import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { ReadableDb } from './database.ts';
import { storeError, StoreRefused } from './storeRefused.ts';

/** Below this size the whole file is checked at each opening, about 2 ms per MB (security §3.2). */
const QUICK_CHECK_BYTES = 100_000_000;

/** Reads and checks every page; weekly, before a backup, after an unclean end. Throws StoreRefused('damaged'). */
export function checkWhole(db: ReadableDb): void {
  try {
    checkPages(db.connection);
  } catch (error) {
    throw storeError(error);
  }
}

/** Reads and checks the structure; daily for a large base. Throws StoreRefused('damaged'). */
export function checkQuickly(db: ReadableDb): void {
  try {
    checkStructure(db.connection);
  } catch (error) {
    throw storeError(error);
  }
}

/** Whether a base is read quickly at each opening. */
export function isSmall(db: ReadableDb): boolean {
  return isSmallFile(db.connection.name);
}

/** Bytes of a file; 0 for an absent file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** `isSmall` of a base that is not open yet. */
export function isSmallFile(path: string): boolean {
  return sizeOf(path) < QUICK_CHECK_BYTES;
}

/** `checkWhole` of a bare connection; another error of SQLite passes unchanged. */
export function checkPages(connection: Database): void {
  if (connection.pragma('integrity_check', { simple: true }) !== 'ok') throw new StoreRefused('damaged');
}

/** `checkQuickly` of a bare connection; another error of SQLite passes unchanged. */
export function checkStructure(connection: Database): void {
  if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new StoreRefused('damaged');
}
