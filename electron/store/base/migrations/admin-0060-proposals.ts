import type { Migration } from './migration.ts';

/** A proposal says over which revision of the entry it was made; one from before does not, and is not entered over a changed entry. */
export const adminProposals: Migration = {
  number: 60,
  up: (connection) => void connection.exec('ALTER TABLE provider ADD COLUMN replaces_revision INTEGER'),
};
