import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql as raw,
  type Compilable,
  type Dialect,
  type RawBuilder,
} from 'kysely';
import type { Base, Ending, ReadableDb, WritableDb } from './database.ts';
import type { AdminTables } from './adminTables.ts';
import type { CasesTables } from './casesTables.ts';

/** kysely writes the SQL and checks its columns; it never runs it: its own way of running is asynchronous, and other work could come between two statements. */
const writesOnly: Dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};

/** Writers of statements, one a base: `casesSql.selectFrom('case_file')…`. */
export const casesSql = new Kysely<CasesTables>({ dialect: writesOnly });
export const adminSql = new Kysely<AdminTables>({ dialect: writesOnly });

type Written<Row> = Compilable<Row>;

/** All rows of a query, synchronously; every value is bound. */
export function all<Row>(db: ReadableDb, query: Written<Row>): Row[] {
  const { sql, parameters } = query.compile();
  return prepared<Row>(db, sql).all(...parameters);
}

/** The first row, or undefined. */
export function one<Row>(db: ReadableDb, query: Written<Row>): Row | undefined {
  const { sql, parameters } = query.compile();
  return prepared<Row>(db, sql).get(...parameters);
}

/** Runs an insert, update or delete; gives the number of rows changed. */
export function run(db: WritableDb, query: Written<unknown>): number {
  const { sql, parameters } = query.compile();
  return prepared(db, sql).run(...parameters).changes;
}

/** Runs one statement on many rows of values, in the order of its parameters: composing it for each would cost more than running it. */
export function runEach(db: WritableDb, query: Written<unknown>, rows: Iterable<readonly (string | null)[]>): void {
  const statement = prepared(db, query.compile().sql);
  for (const row of rows) statement.run(...row);
}

/** Texts as the list of an `in`: one bound value, however many they are. */
export function listed(texts: readonly string[]): RawBuilder<string> {
  return raw<string>`(SELECT value FROM json_each(${JSON.stringify(texts)}))`;
}

/** The order in which the rows of a table were written: what ids, which are random, do not say. Second to an instant where two rows may have the same. */
export function asWritten(table: string): RawBuilder<number> {
  return raw<number>`${raw.ref(`${table}.rowid`)}`;
}

/**
 * One immediate transaction: all of `act` is on disk when it returns, or nothing is when it throws. Never asynchronous. One inside another is part of it.
 */
export function transaction<B extends Base, Result>(db: ReadableDb<B>, act: (writable: WritableDb<B>) => Result): Result {
  const isOutermost = !db.connection.inTransaction;
  const waiting = [...db.ending.lines];
  const writable: WritableDb<B> = { ...db, writing: true };
  const whole = db.connection.transaction(() => {
    const result = act(writable);
    if (isOutermost) writeLines(db.ending);
    return result;
  });
  try {
    return whole.immediate();
  } catch (error) {
    db.ending.lines.splice(0, Number.POSITIVE_INFINITY, ...waiting);
    throw error;
  }
}

function writeLines({ seal, lines }: Ending): void {
  const commitments = seal?.() ?? [];
  const bare = lines.length - commitments.length;
  for (const [index, write] of lines.splice(0).entries()) write(commitments[index - bare] ?? null);
}

/** One read transaction: everything read inside comes from the same instant (security §2.6.3). */
export function snapshot<B extends Base, Result>(db: ReadableDb<B>, act: (readable: ReadableDb<B>) => Result): Result {
  return db.connection.transaction(() => act(db)).deferred();
}

function prepared<Row>(db: ReadableDb, sql: string) {
  const known = db.statements.get(sql);
  if (known !== undefined) return known as ReturnType<typeof db.connection.prepare<unknown[], Row>>;
  const statement = db.connection.prepare<unknown[], Row>(sql);
  db.statements.set(sql, statement);
  return statement;
}
