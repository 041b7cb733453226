import type { Migration } from './all.ts';

/**
 * Key cards end by two signatures or by a directory package, from a day on (security §7.2); what came from them since is to be confirmed aloud. An entry
 * of the directory remembers which of its revisions came from a directory package, so that what was changed here is never overwritten.
 */
export const adminExchange: Migration = {
  number: 90,
  up: (connection) => connection.exec(EXCHANGE),
};

const EXCHANGE = `
CREATE TABLE card_revocation (
  card_id TEXT NOT NULL REFERENCES card,
  user_id TEXT NOT NULL,
  since TEXT NOT NULL,
  at INTEGER NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (card_id, user_id)
) STRICT;
ALTER TABLE card ADD COLUMN revoked_since TEXT;
ALTER TABLE package ADD COLUMN doubt TEXT CHECK (doubt IN ('voice'));
ALTER TABLE provider ADD COLUMN received_revision INTEGER;
`;
