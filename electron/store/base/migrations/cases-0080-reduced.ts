import type { Migration } from './migration.ts';

/** A case whose content was destroyed at the end of its time: only its statistical line is left (reference §5.9). */
export const casesReduced: Migration = {
  number: 80,
  up: (connection) => void connection.exec('ALTER TABLE case_file ADD COLUMN reduced_on TEXT'),
};
