import type { Migration } from './migration.ts';

/** Copies made on sticks: which stick, when, by whom, what was proved of them since (security §9.1, §9.2). A stick is a random number, never a name. */
export const adminBackups: Migration = {
  number: 30,
  up: (connection) => {
    connection.exec(BACKUPS);
  },
};

const BACKUPS = `
CREATE TABLE backup (
  backup_id TEXT PRIMARY KEY,
  stick_id TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unchecked', 'reread', 'verified', 'bad')),
  checked_at INTEGER,
  checked_by TEXT,
  deleted_at INTEGER
) STRICT;
CREATE INDEX backup_stick ON backup (stick_id, made_at);
`;
