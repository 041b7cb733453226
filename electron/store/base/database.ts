import type { Buffer } from 'node:buffer';
import type { Database, Statement } from 'better-sqlite3-multiple-ciphers';

/** The two bases: staff, settings, directory, packages under DEK-A; cases under DEK-C (security §0). */
export type Base = 'admin' | 'cases';

/** An opened base that may be read. Only `open.ts` makes one; only `sql.ts` and `copy.ts` use what it holds. */
export type ReadableDb<B extends Base = Base> = {
  readonly base: B;
  readonly connection: Database;
  readonly statements: Map<string, Statement>;
  readonly ending: Ending;
};

/**
 * What a transaction does before it ends. `seal`: the session seals the cases that changed and gives what binds each to the journal (`caseWork.ts`); null without a
 * session. `lines`: the entries of the journal that it writes then, the last ones with these.
 */
export type Ending = {
  seal: (() => readonly Buffer[]) | null;
  readonly lines: ((commitment: Buffer | null) => void)[];
};

/** The same inside a transaction: what writes asks for this type, so that nothing is written outside one. */
export type WritableDb<B extends Base = Base> = ReadableDb<B> & { readonly writing: true };
