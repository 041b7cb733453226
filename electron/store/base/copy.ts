import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type { ReadableDb } from './database.ts';

/**
 * An encrypted copy of a base under its own key and cipher, flushed to the disk (security §3.2). The only place that copies a base.
 * `path` must not exist; what a failed copy leaves is deleted. Throws what SQLite throws (full disk).
 */
export function copyStore(db: ReadableDb, path: string): void {
  closeSync(openSync(path, 'wx', 0o600));
  try {
    db.connection.prepare('VACUUM INTO ?').run(path);
    const file = openSync(path, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** How many rows each table of a base holds, by table: counted at the instant of a copy, and again in the copy (security §9.1). */
export function rowCounts(db: ReadableDb): Readonly<Record<string, number>> {
  const tables = db.connection.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  return Object.fromEntries(
    tables.map(({ name }) => [name, db.connection.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0]),
  );
}
