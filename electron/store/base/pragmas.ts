import type { Database } from 'better-sqlite3-multiple-ciphers';
import { StoreRefused } from './storeRefused.ts';

/** Pages kept deciphered while a base is open: what is sealed under a case key stays sealed in them. With the usual 2 MB, large bases were deciphered again and again. */
const CACHE_KB = 32_000;

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
  { name: 'cache_size', value: -CACHE_KB, read: -CACHE_KB },
  { name: 'foreign_keys', value: 'ON', read: 1 },
  { name: 'recursive_triggers', value: 'ON', read: 1 },
  { name: 'journal_size_limit', value: 0, read: 0 },
];

/** Writes every setting and reads it back. Throws StoreRefused('setting') for a setting that did not take. */
export function setPragmas(connection: Database): void {
  for (const { name, value, read } of PRAGMAS) {
    connection.pragma(`${name} = ${value}`);
    if (connection.pragma(name, { simple: true }) !== read) throw new StoreRefused('setting');
  }
}

/** Sets one pragma and wants this answer. Throws StoreRefused('setting'). */
export function expectPragma(connection: Database, name: string, value: string, read: string): void {
  if (connection.pragma(`${name} = ${value}`, { simple: true }) !== read) throw new StoreRefused('setting');
}
