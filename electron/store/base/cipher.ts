import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { zero } from '../../keys/primitives.ts';
import { expectPragma } from './pragmas.ts';
import { StoreRefused } from './storeRefused.ts';

/** AES-256-CBC with HMAC-SHA-512, SQLCipher 4 format (security §3.1). */
export const CIPHER = 'sqlcipher';
export const LEGACY = '4';
const PLAIN_HEADING = 'SQLite format 3\0';

/** Whether a file is a base that nobody encrypted. */
export function isPlain(path: string): boolean {
  const heading = Buffer.alloc(PLAIN_HEADING.length);
  const file = openSync(path, 'r');
  try {
    return readSync(file, heading, 0, heading.length, 0) === heading.length && heading.toString('latin1') === PLAIN_HEADING;
  } finally {
    closeSync(file);
  }
}

/** Cipher, key and exclusive lock of a connection just made. Throws StoreRefused('setting') where the binding has no cipher. */
export function giveKey(connection: Database, key: Uint8Array): void {
  if (!takesKey(connection)) throw new StoreRefused('setting');
  connection.pragma(`cipher = '${CIPHER}'`);
  connection.pragma(`legacy = ${LEGACY}`);
  const raw = rawKey(key);
  try {
    connection.key(raw);
  } finally {
    zero(raw);
  }
  expectPragma(connection, 'locking_mode', 'EXCLUSIVE', 'exclusive');
}

/** The library's form of a raw key; a shorter one would be taken for a passphrase. */
export function rawKey(key: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('raw:'), key]);
}

type Ciphered = Database & { key(key: Buffer): number; rekey(key: Buffer): number };

/** The plain SQLite of the same shape has no `key`: a base is never opened through it. */
export function takesKey(connection: Database): connection is Ciphered {
  return 'key' in connection && typeof connection.key === 'function' && 'rekey' in connection;
}

/** The first thing deciphered: SQLite throws here for a key that does not open the base. */
export function readFirstPage(connection: Database): void {
  connection.prepare('SELECT count(*) FROM sqlite_master').get();
}
