import type { Database, Statement } from 'better-sqlite3-multiple-ciphers';

/** The two bases: staff, settings, directory, packages under DEK-A; cases under DEK-C (security §0). */
export type Base = 'admin' | 'cases';

/** An opened base that may be read. Only `open.ts` makes one; only `sql.ts` and `copy.ts` use what it holds. */
export type ReadableDb<B extends Base = Base> = {
  readonly base: B;
  readonly connection: Database;
  readonly statements: Map<string, Statement>;
  /** What the session does before a transaction of this base ends: it seals the work that changed (`caseWork.ts`). */
  readonly beforeCommit: { act: (() => void) | null };
};

/** The same inside a transaction: what writes asks for this type, so that nothing is written outside one. */
export type WritableDb<B extends Base = Base> = ReadableDb<B> & { readonly writing: true };
