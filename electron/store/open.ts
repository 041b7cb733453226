import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';
import { KEY_BYTES, zero } from '../keys/primitives.ts';
import type { Base, ReadableDb } from './database.ts';
import { MIGRATIONS, latestVersion, migrate } from './migrations/all.ts';

// The binding asks the process report which C library runs here, and the report would list the network's interfaces.
Object.assign(process.report, { excludeNetwork: true });

const PLAIN_HEADING = 'SQLite format 3\0';
/** "SUTA" and "SUTC": so that no other file is ever taken for one of ours. */
export const APPLICATION_ID: Readonly<Record<Base, number>> = { admin: 0x53555441, cases: 0x53555443 };
/** Below this size the whole file is checked at each opening, about 2 ms per MB (security §3.2). */
const QUICK_CHECK_BYTES = 100_000_000;
const BUSY_MILLISECONDS = 250;

/** `newer`: made by a newer version, nothing read or written · `locked`: another process has it · `key`: this key does not open it ·
 * `plain`: not encrypted · `foreign`: another application's · `damaged`: a check failed, keep the file · `setting`: a pragma did not take · `missing`. */
export type StoreProblem = 'newer' | 'locked' | 'key' | 'plain' | 'foreign' | 'damaged' | 'setting' | 'missing';

export class StoreRefused extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem) {
    super(`store refused: ${problem}`);
    this.problem = problem;
  }
}

/** Settings that are written and read back at every opening (security §3.2): defaults of a reopened base are not safe. */
export const PRAGMAS: readonly { readonly name: string; readonly value: string | number; readonly read: unknown }[] = [
  { name: 'synchronous', value: 'FULL', read: 2 },
  { name: 'fullfsync', value: 'ON', read: 1 },
  { name: 'checkpoint_fullfsync', value: 'ON', read: 1 },
  { name: 'temp_store', value: 'MEMORY', read: 2 },
  { name: 'secure_delete', value: 'ON', read: 1 },
  { name: 'cell_size_check', value: 'ON', read: 1 },
  { name: 'trusted_schema', value: 'OFF', read: 0 },
  { name: 'mmap_size', value: 0, read: 0 },
  { name: 'foreign_keys', value: 'ON', read: 1 },
  { name: 'recursive_triggers', value: 'ON', read: 1 },
  { name: 'journal_size_limit', value: 0, read: 0 },
];

/**
 * The only way to open a base (security §3.2), in this order: not a plain file; cipher and 32-byte key; exclusive lock; first page; own application,
 * known version; write-ahead log; every setting written and read back; whole-file check; migrations in one transaction.
 * `create` makes the file when it is absent. Throws StoreRefused, and RangeError for a key that has not 32 bytes.
 * While a base is open nothing else in this process may open its file: closing any handle of it would drop SQLite's lock (POSIX).
 */
export function openStore<B extends Base>(base: B, path: string, key: Uint8Array, mode: 'create' | 'existing'): ReadableDb<B> {
  if (key.length !== KEY_BYTES) throw new RangeError('a store key has 32 bytes');
  if (mode === 'create' && sizeOf(path) === 0) {
    closeSync(openSync(path, 'a', 0o600));
    connect(base, path, key).close();
  }
  if (sizeOf(path) === 0) throw new StoreRefused('missing');
  if (isPlain(path)) throw new StoreRefused('plain');
  return { base, connection: connect(base, path, key), statements: new Map() };
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

function connect(base: Base, path: string, key: Uint8Array): Database {
  const connection = new Sqlite(path, { timeout: BUSY_MILLISECONDS });
  try {
    giveKey(connection, key);
    readFirstPage(connection);
    assertOurs(connection, base);
    configure(connection);
    check(connection, path);
    migrate(connection, MIGRATIONS[base], APPLICATION_ID[base]);
    checkpoint(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw named(error);
  }
}

/** Empties the write-ahead log into the base and closes it; at every lock. */
export function closeStore(db: ReadableDb): void {
  if (!db.connection.open) return;
  db.statements.clear();
  checkpoint(db.connection);
  db.connection.close();
}

/** Keeps the write-ahead log short: a damaged one is cut in silence (security §3.2). Every five minutes and at lock. */
export function checkpointStore(db: ReadableDb): void {
  checkpoint(db.connection);
}

/** Reads and checks every page; weekly, before a backup, after an unclean end. Throws StoreRefused('damaged'). */
export function checkWhole(db: ReadableDb): void {
  if (db.connection.pragma('integrity_check', { simple: true }) !== 'ok') throw new StoreRefused('damaged');
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function isPlain(path: string): boolean {
  const heading = Buffer.alloc(PLAIN_HEADING.length);
  const file = openSync(path, 'r');
  try {
    return readSync(file, heading, 0, heading.length, 0) === heading.length && heading.toString('latin1') === PLAIN_HEADING;
  } finally {
    closeSync(file);
  }
}

function giveKey(connection: Database, key: Uint8Array): void {
  if (!takesKey(connection)) throw new StoreRefused('setting');
  connection.pragma("cipher = 'sqlcipher'");
  connection.pragma('legacy = 4');
  const raw = rawKey(key);
  try {
    connection.key(raw);
  } finally {
    zero(raw);
  }
  expectPragma(connection, 'locking_mode', 'EXCLUSIVE', 'exclusive');
}

/** The library's form of a raw key; a shorter one would be taken for a passphrase. */
function rawKey(key: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('raw:'), key]);
}

type Ciphered = Database & { key(key: Buffer): number; rekey(key: Buffer): number };

/** The plain SQLite of the same shape has no `key`: a base is never opened through it. */
function takesKey(connection: Database): connection is Ciphered {
  return 'key' in connection && typeof connection.key === 'function' && 'rekey' in connection;
}

function readFirstPage(connection: Database): void {
  connection.prepare('SELECT count(*) FROM sqlite_master').get();
}

function assertOurs(connection: Database, base: Base): void {
  const application = connection.pragma('application_id', { simple: true });
  const version = Number(connection.pragma('user_version', { simple: true }));
  const empty = application === 0 && version === 0 && connection.prepare('SELECT 1 FROM sqlite_master').get() === undefined;
  if (!empty && application !== APPLICATION_ID[base]) throw new StoreRefused('foreign');
  if (version > latestVersion(MIGRATIONS[base])) throw new StoreRefused('newer');
}

function configure(connection: Database): void {
  expectPragma(connection, 'journal_mode', 'WAL', 'wal');
  for (const { name, value, read } of PRAGMAS) {
    connection.pragma(`${name} = ${value}`);
    if (connection.pragma(name, { simple: true }) !== read) throw new StoreRefused('setting');
  }
}

function expectPragma(connection: Database, name: string, value: string, read: string): void {
  if (connection.pragma(`${name} = ${value}`, { simple: true }) !== read) throw new StoreRefused('setting');
}

function check(connection: Database, path: string): void {
  if (sizeOf(path) >= QUICK_CHECK_BYTES) return;
  if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new StoreRefused('damaged');
}

function checkpoint(connection: Database): void {
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

/** SQLite's codes in our terms; an error that is neither is a fault and goes on as it is. */
function named(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED')) return new StoreRefused('locked');
  if (error.code === 'SQLITE_NOTADB') return new StoreRefused('key');
  if (error.code.startsWith('SQLITE_CORRUPT') || error.code.startsWith('SQLITE_IOERR')) return new StoreRefused('damaged');
  return error;
}
