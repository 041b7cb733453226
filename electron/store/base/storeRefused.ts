import Sqlite from 'better-sqlite3-multiple-ciphers';

/** `newer`: made by a newer version, nothing read or written · `locked`: another process has it · `key`: this key does not open it ·
 * `plain`: not encrypted · `foreign`: another application's · `damaged`: a check failed, keep the file · `setting`: a pragma did not take · `missing` ·
 * `shape`: it holds a table, a trigger, a view or an index that is not ours, or one of ours is absent. */
export type StoreProblem = 'newer' | 'locked' | 'key' | 'plain' | 'foreign' | 'damaged' | 'setting' | 'missing' | 'shape';

export class StoreRefused extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem) {
    super(`store refused: ${problem}`);
    this.problem = problem;
  }
}

/** SQLite's codes in our terms; an error that is neither is a fault and passes unchanged. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED')) return new StoreRefused('locked');
  if (error.code === 'SQLITE_NOTADB') return new StoreRefused('key');
  if (error.code.startsWith('SQLITE_CORRUPT') || error.code.startsWith('SQLITE_IOERR')) return new StoreRefused('damaged');
  return error;
}
