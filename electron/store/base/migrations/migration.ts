import type { Database } from 'better-sqlite3-multiple-ciphers';

/** One step of a base's shape. Numbered in tens, never changed once released, synchronous. */
export type Migration = {
  readonly number: number;
  readonly up: (connection: Database) => void;
  /** Tables that were there and whose number of lines this step may change; all others keep theirs, or the upgrade is refused. */
  readonly recounts?: readonly string[];
};
