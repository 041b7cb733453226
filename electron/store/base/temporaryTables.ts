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

/**
 * The work of opened cases, in memory: consents and due dates, tasks, approvals; `temp.opened_case` shows a case with them. What changes of it, of the case, its records or
 * files marks the case, and the transaction seals the marked cases before it ends (`caseWork.ts`). The flag `unassigned` follows from the list of staff: it marks nothing.
 */
export function createWorkTables(db: ReadableDb<'cases'>): void {
  db.connection.exec(`
    CREATE TEMP TABLE IF NOT EXISTS case_marks (
      case_id TEXT PRIMARY KEY,
      scope TEXT NOT NULL CHECK (scope IN ('full', 'facts')),
      consent_services TEXT CHECK (consent_services IN ('yes', 'no')),
      consent_reporting TEXT CHECK (consent_reporting IN ('yes', 'no')),
      consent_contact TEXT CHECK (consent_contact IN ('yes', 'no')),
      next_due TEXT,
      next_due_kind TEXT,
      tasks_under TEXT,
      turn INTEGER NOT NULL,
      whole TEXT NOT NULL,
      bare TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS task (
      task_id TEXT PRIMARY KEY,
      case_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      due TEXT NOT NULL,
      done_on TEXT,
      record_id TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS temp.task_case ON task (case_id);
    CREATE INDEX IF NOT EXISTS temp.task_due ON task (due) WHERE done_on IS NULL;
    CREATE TEMP TABLE IF NOT EXISTS approval (
      approval_id TEXT PRIMARY KEY,
      case_id TEXT NOT NULL,
      record_id TEXT,
      kind TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'rejected')),
      requested_by TEXT NOT NULL,
      requested_at INTEGER NOT NULL,
      due TEXT NOT NULL,
      decided_by TEXT CHECK (decided_by IS NULL OR decided_by <> requested_by),
      decided_at INTEGER,
      comment_record_id TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS temp.approval_case ON approval (case_id);
    CREATE TEMP TABLE IF NOT EXISTS changed_case (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS turn_commitment (bytes BLOB NOT NULL) STRICT;
    CREATE TEMP VIEW IF NOT EXISTS opened_case AS
      SELECT stored.*, consent_services, consent_reporting, consent_contact, next_due, next_due_kind, tasks_under
      FROM main.case_file AS stored LEFT JOIN temp.case_marks AS marks ON marks.case_id = stored.case_id;
  `);
  for (const [table, caseId] of WORK_OF_A_CASE)
    for (const [act, row] of [
      ['INSERT', 'new'],
      ['UPDATE', 'new'],
      ['DELETE', 'old'],
    ] as const)
      db.connection.exec(
        `CREATE TEMP TRIGGER IF NOT EXISTS ${table.replace('.', '_')}_${act} AFTER ${act} ON ${table} BEGIN INSERT OR IGNORE INTO changed_case SELECT ${caseId(row)}; END`,
      );
  db.connection.exec(`
    CREATE TEMP TRIGGER IF NOT EXISTS case_file_insert AFTER INSERT ON main.case_file BEGIN INSERT OR IGNORE INTO changed_case VALUES (new.case_id); END;
    CREATE TEMP TRIGGER IF NOT EXISTS case_file_update AFTER UPDATE ON main.case_file WHEN new.unassigned = old.unassigned OR new.revision <> old.revision
      BEGIN INSERT OR IGNORE INTO changed_case VALUES (new.case_id); END;
  `);
}

/** What is in the content or the work of a case, and how a row of it gives the case. */
const WORK_OF_A_CASE: readonly (readonly [string, (row: string) => string])[] = [
  ...['temp.case_marks', 'temp.task', 'temp.approval', 'main.record', 'main.attachment'].map(
    (table) => [table, (row: string) => `${row}.case_id`] as const,
  ),
  ['main.record_part', (row) => `case_id FROM main.record WHERE record_id = ${row}.record_id`],
];

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
