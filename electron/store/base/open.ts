import { accessSync, closeSync, constants, openSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';
import { KEY_BYTES, zero } from '../../keys/primitives.ts';
import { CIPHER, giveKey, isPlain, LEGACY, rawKey, readFirstPage, takesKey } from './cipher.ts';
import type { Base, ReadableDb } from './database.ts';
import { latestVersion, migrate, MIGRATIONS } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import { checkPages, checkStructure, checkWhole, isSmallFile, sizeOf } from './pages.ts';
import { expectPragma, PRAGMAS, setPragmas } from './pragmas.ts';
import { storeError, StoreRefused } from './storeRefused.ts';
import { upgradeOnCopy } from './upgrade.ts';

// The binding asks the process report which C library runs here, and the report would list the network's interfaces.
Object.assign(process.report, { excludeNetwork: true });

/** "SUTA" and "SUTC": so that no other file is ever taken for one of ours. */
export const APPLICATION_ID: Readonly<Record<Base, number>> = { admin: 0x53555441, cases: 0x53555443 };

const BUSY_MILLISECONDS = 250;

/**
 * The only way to open a base (security §3.2), in this order: not a plain file; cipher and 32-byte key; exclusive lock; first page; own application,
 * known version, own shape to the letter; write-ahead log; every setting written and read back; whole-file check of a small base; an older shape is brought to this version's on a
 * verified copy.
 * `create` makes the file when it is absent. Throws StoreRefused, RangeError for a key that has not 32 bytes, and what the system says of a disk that is
 * only read: that is no damage.
 * While a base is open nothing else in this process may open its file: closing any handle of it would drop SQLite's lock (POSIX).
 */
export function openStore<B extends Base>(
  base: B,
  path: string,
  key: Uint8Array,
  mode: 'create' | 'existing',
  steps: readonly Migration[] = MIGRATIONS[base],
): ReadableDb<B> {
  if (key.length !== KEY_BYTES) throw new RangeError('a store key has 32 bytes');
  if (mode === 'create' && sizeOf(path) === 0) {
    closeSync(openSync(path, 'a', 0o600));
    create(base, path, key, steps);
  }
  if (sizeOf(path) === 0) throw new StoreRefused('missing');
  if (isPlain(path)) throw new StoreRefused('plain');
  accessSync(path, constants.W_OK);
  const opened = joined(base, connect(base, path, key, steps, mode));
  if (versionOf(opened.connection) === latestVersion(steps)) return opened;
  upgrade(opened, path, key, steps);
  return joined(base, connect(base, path, key, steps, mode));
}

/**
 * Opens a copied base to be judged, never to be worked with (security §8, §9.1): its own application, a known version whose schema is ours word for
 * word, every page checked; nothing is migrated, and nothing can be written. Throws StoreRefused, and RangeError for a key that has not 32 bytes.
 */
export function openReadOnly<B extends Base>(base: B, path: string, key: Uint8Array): ReadableDb<B> {
  if (key.length !== KEY_BYTES) throw new RangeError('a store key has 32 bytes');
  if (sizeOf(path) === 0) throw new StoreRefused('missing');
  if (isPlain(path)) throw new StoreRefused('plain');
  const connection = new Sqlite(path, { timeout: BUSY_MILLISECONDS });
  const db = joined(base, connection);
  try {
    giveKey(connection, key);
    readFirstPage(connection);
    assertOurs(connection, base, MIGRATIONS[base], 'existing');
    setPragmas(connection);
    connection.pragma('query_only = ON');
    checkWhole(db);
    return db;
  } catch (error) {
    connection.close();
    throw storeError(error);
  }
}

/** The shape number of a base, as its migrations count it. */
export function shapeOf(db: ReadableDb): number {
  return versionOf(db.connection);
}

function joined<B extends Base>(base: B, connection: Database): ReadableDb<B> {
  return { base, connection, statements: new Map(), ending: { seal: null, lines: [] } };
}

/** A base of no content gets its tables in place: nothing of anybody can be lost. */
function create(base: Base, path: string, key: Uint8Array, steps: readonly Migration[]): void {
  const connection = connect(base, path, key, steps, 'create');
  try {
    migrate(connection, steps, APPLICATION_ID[base]);
  } finally {
    connection.close();
  }
}

function upgrade(old: ReadableDb, path: string, key: Uint8Array, steps: readonly Migration[]): void {
  try {
    upgradeOnCopy(old, {
      path,
      steps,
      openCopy: (copy) => openCopy(copy, key),
      migrate: (connection) => migrate(connection, steps, APPLICATION_ID[old.base]),
      check: checkPages,
      close: (connection) => closeStore(joined(old.base, connection)),
    });
  } catch (error) {
    throw storeError(error);
  }
}

/**
 * Opens a base whose key is being renewed: with the present key, or with the next one when the change is done already (security §2.5).
 * Throws StoreRefused as `openStore`.
 */
export function openEither<B extends Base>(
  base: B,
  path: string,
  present: Uint8Array,
  next: Uint8Array,
): { readonly db: ReadableDb<B>; readonly renewed: boolean } {
  try {
    return { db: openStore(base, path, present, 'existing'), renewed: false };
  } catch (error) {
    if (!(error instanceof StoreRefused) || error.problem !== 'key') throw error;
    return { db: openStore(base, path, next, 'existing'), renewed: true };
  }
}

/**
 * Gives an open base another key: every page is written again, in one transaction of the write-ahead log, then emptied into the file.
 * Throws what SQLite throws on a full disk; the former key then still opens everything.
 */
export function rekeyStore(db: ReadableDb, key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new RangeError('a store key has 32 bytes');
  const { connection } = db;
  if (!takesKey(connection)) throw new StoreRefused('setting');
  const raw = rawKey(key);
  try {
    connection.rekey(raw);
  } finally {
    zero(raw);
  }
  checkpoint(connection);
}

function openCopy(path: string, key: Uint8Array): Database {
  const connection = new Sqlite(path, { timeout: BUSY_MILLISECONDS });
  try {
    giveKey(connection, key);
    readFirstPage(connection);
    expectPragma(connection, 'journal_mode', 'MEMORY', 'memory');
    setPragmas(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function connect(base: Base, path: string, key: Uint8Array, steps: readonly Migration[], mode: 'create' | 'existing'): Database {
  const connection = new Sqlite(path, { timeout: BUSY_MILLISECONDS });
  try {
    giveKey(connection, key);
    readFirstPage(connection);
    assertOurs(connection, base, steps, mode);
    configure(connection);
    if (isSmallFile(path)) checkStructure(connection);
    checkpointIfRoom(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw storeError(error);
  }
}

/** Empties the write-ahead log into the base and closes it; at every lock. On a full disk it is closed all the same: the log keeps what was saved. */
export function closeStore(db: ReadableDb): void {
  if (!db.connection.open) return;
  db.statements.clear();
  try {
    checkpoint(db.connection);
  } finally {
    db.connection.close();
  }
}

/** Keeps the write-ahead log short: a damaged one is cut in silence (security §3.2). Every five minutes and at lock. */
export function checkpointStore(db: ReadableDb): void {
  checkpoint(db.connection);
}

/** Cipher and settings as they are in force on an opened base, read from it and compared with what security §3.2 wants. */
export function readSettings({ connection }: ReadableDb): { readonly cipher: boolean; readonly set: number; readonly expected: number } {
  const read = (name: string): unknown => connection.pragma(name, { simple: true });
  return {
    cipher: read('cipher') === CIPHER && String(read('legacy')) === LEGACY,
    set: PRAGMAS.filter((pragma) => read(pragma.name) === pragma.read).length,
    expected: PRAGMAS.length,
  };
}

/**
 * Own application, a known version, and the shape of that version to the letter, before a row is read: a trigger left by a colleague would run in everybody's
 * session, and an emptied base would pass for a new one (security §3.2, T31). Only a base that is being made may be empty.
 */
function assertOurs(connection: Database, base: Base, steps: readonly Migration[], mode: 'create' | 'existing'): void {
  const application = connection.pragma('application_id', { simple: true });
  const version = versionOf(connection);
  const shape = shapeText(connection);
  if (application === 0 && version === 0 && shape === EMPTY_SHAPE) {
    if (mode === 'create') return;
    throw new StoreRefused('shape');
  }
  if (application !== APPLICATION_ID[base]) throw new StoreRefused('foreign');
  if (version > latestVersion(steps)) throw new StoreRefused('newer');
  if (
    shape !==
    shapeMadeBy(
      steps.filter(({ number }) => number <= version),
      base,
    )
  )
    throw new StoreRefused('shape');
}

function versionOf(connection: Database): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

function configure(connection: Database): void {
  expectPragma(connection, 'journal_mode', 'WAL', 'wal');
  setPragmas(connection);
}

/** The shape that these steps make of an empty base. */
function shapeMadeBy(steps: readonly Migration[], base: Base): string {
  const model = new Sqlite(':memory:');
  try {
    migrate(model, steps, APPLICATION_ID[base]);
    return shapeText(model);
  } finally {
    model.close();
  }
}

const EMPTY_SHAPE = '[]';

/** Tables, indexes, triggers and views, each with its own words. */
function shapeText(connection: Database): string {
  return JSON.stringify(connection.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name').raw().all());
}

function checkpoint(connection: Database): void {
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

/** A full disk does not keep a base closed: its log is read in place. */
function checkpointIfRoom(connection: Database): void {
  try {
    checkpoint(connection);
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError) || error.code !== 'SQLITE_FULL') throw error;
  }
}
