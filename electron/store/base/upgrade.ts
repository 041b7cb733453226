import { renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { TEMPORARY, syncFolder } from '../../keys/keyring.ts';
import { copyStore } from './copy.ts';
import type { ReadableDb } from './database.ts';
import type { Migration } from './migrations/migration.ts';

/** What the upgrade of one base needs from the place that opens bases. */
export type Upgrade = {
  readonly path: string;
  readonly steps: readonly Migration[];
  /** Opens the copy under the same key, with its own undo in memory: a copy that is cut is thrown away. */
  readonly openCopy: (path: string) => Database;
  /** Applies the missing steps in one transaction. */
  readonly migrate: (connection: Database) => void;
  /** Reads every page; throws on damage. */
  readonly check: (connection: Database) => void;
  /** Empties the write-ahead log and closes. */
  readonly close: (connection: Database) => void;
};

/** A step lost or added lines that it does not declare. The base was not changed. */
export class UpgradeRefused extends Error {
  constructor() {
    super('an upgrade changed the number of lines');
  }
}

/**
 * Brings an older base to the shape of this version on a verified copy (security §3.2): the base is checked whole, copied, the copy is migrated,
 * checked and counted, then takes the base's name in one step. Cut anywhere, the old base is there or the new one, never between. Ends with the
 * base closed. Throws what a check or SQLite throws, or UpgradeRefused: the old base is then unchanged.
 */
export function upgradeOnCopy(old: ReadableDb, upgrade: Upgrade): void {
  const copy = `${upgrade.path}${TEMPORARY}`;
  try {
    upgrade.check(old.connection);
    const before = countRows(old.connection);
    rmSync(copy, { force: true });
    copyStore(old, copy);
    migrateCopy(copy, before, upgrade);
    upgrade.close(old.connection);
    if ((statSync(`${upgrade.path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) throw new UpgradeRefused();
    renameSync(copy, upgrade.path);
    syncFolder(dirname(upgrade.path));
  } catch (error) {
    old.connection.close();
    rmSync(copy, { force: true });
    throw error;
  }
}

function migrateCopy(path: string, before: ReadonlyMap<string, number>, { openCopy, migrate, check, steps }: Upgrade): void {
  const connection = openCopy(path);
  try {
    const version = Number(connection.pragma('user_version', { simple: true }));
    const recounted = new Set(steps.filter(({ number }) => number > version).flatMap(({ recounts = [] }) => recounts));
    migrate(connection);
    check(connection);
    const after = countRows(connection);
    if ([...before].some(([table, count]) => !recounted.has(table) && after.get(table) !== count)) throw new UpgradeRefused();
  } finally {
    connection.close();
  }
}

function countRows(connection: Database): ReadonlyMap<string, number> {
  const tables = connection
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .all();
  return new Map(
    tables.map(({ name }) => [name, connection.prepare<[], { rows: number }>(`SELECT count(*) AS rows FROM "${name}"`).get()?.rows ?? 0]),
  );
}
