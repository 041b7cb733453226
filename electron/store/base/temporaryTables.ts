import type { ReadableDb } from './database.ts';

/**
 * The table of opened facts, on this connection, in memory (`temp_store=MEMORY`, asserted at opening), gone when it closes:
 * `temp.fact(form, record_id, answers)`; `answers` is the JSON of the record's RD answers and groupings. What else is known of a record is in `record` and not here too: of a
 * large centre this table holds every fact. It lies by form, as it is read: what a caseworker opened is found without the records of everybody.
 */
export function createFactTable(db: ReadableDb<'cases'>): void {
  db.connection.exec(
    'CREATE TEMP TABLE IF NOT EXISTS fact (form TEXT, record_id TEXT, answers TEXT NOT NULL, PRIMARY KEY (form, record_id)) STRICT, WITHOUT ROWID',
  );
}

/** Where opened pairs are kept, so that they are counted and paged without being opened again. */
export function createPairTable(db: ReadableDb<'cases'>): void {
  db.connection.exec(`
    CREATE TEMP TABLE IF NOT EXISTS pair (
      pair_id TEXT PRIMARY KEY,
      left_id TEXT,
      right_id TEXT,
      degree TEXT,
      reasons TEXT
    ) STRICT, WITHOUT ROWID;
  `);
}

/** Where opened links are kept, in memory, so that a file is shown without opening them all again. */
export function createLinkTable(db: ReadableDb<'cases'>): void {
  db.connection.exec(`
    CREATE TEMP TABLE IF NOT EXISTS family_link (
      link_id TEXT PRIMARY KEY,
      left_id TEXT,
      right_id TEXT,
      kind TEXT
    ) STRICT, WITHOUT ROWID;
  `);
}
