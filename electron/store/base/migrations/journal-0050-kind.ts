import type { Migration } from './migration.ts';

/** Rare entries (tampering found, checks, paper witnesses, the roster's head) are found without reading ten years of journal; same step in both bases. */
export const journalKindIndex: Migration = {
  number: 50,
  up: (connection) => connection.exec('CREATE INDEX journal_kind ON journal (kind, seq)'),
};
