import type { Migration } from './migration.ts';

/**
 * Key cards end by two signatures or by a directory package, from a day on (security §7.2); what came from them since is to be confirmed aloud. An entry
 * of the directory remembers which of its revisions came from a directory package, so that what was changed here is never overwritten. A custodian keeps the halves
 * of centres as the sealed files that came, the steps of each opening, and a chained ledger of what was opened (disclosure.md §6).
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
ALTER TABLE package ADD COLUMN unconfirmed TEXT CHECK (unconfirmed IN ('voice'));
ALTER TABLE provider ADD COLUMN received_revision INTEGER;

CREATE TABLE sealed_share (
  share_id TEXT PRIMARY KEY,
  period TEXT NOT NULL,
  site_code TEXT NOT NULL,
  region TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('a', 'b')),
  partner TEXT NOT NULL,
  commitment TEXT NOT NULL CHECK (length(commitment) = 64),
  digest_a TEXT NOT NULL CHECK (length(digest_a) = 64),
  digest_b TEXT NOT NULL CHECK (length(digest_b) = 64),
  header_signature BLOB NOT NULL CHECK (length(header_signature) = 64),
  card_id TEXT NOT NULL REFERENCES card,
  state TEXT NOT NULL CHECK (state IN ('valid', 'replaced')),
  file BLOB,
  imported_at INTEGER NOT NULL,
  imported_by TEXT NOT NULL,
  UNIQUE (period, site_code, commitment, side)
) STRICT;
CREATE UNIQUE INDEX sealed_share_current ON sealed_share (period, site_code) WHERE state = 'valid';

CREATE TABLE sealed_opening (
  opening_id TEXT PRIMARY KEY,
  period TEXT NOT NULL,
  partner TEXT NOT NULL,
  card_id TEXT NOT NULL REFERENCES card,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'aborted', 'left')),
  why TEXT CHECK (why IN ('unequal', 'absurd', 'notProved', 'tableDiffers')),
  own_list TEXT,
  other_list TEXT,
  own_agree TEXT,
  other_agree TEXT,
  values_given INTEGER NOT NULL CHECK (values_given IN (0, 1)),
  other_values BLOB,
  lines TEXT,
  own_table TEXT,
  other_table TEXT,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX sealed_opening_open ON sealed_opening (period, partner) WHERE state = 'open';

CREATE TABLE sealed_ledger (
  entry_id TEXT PRIMARY KEY,
  previous BLOB NOT NULL UNIQUE CHECK (length(previous) = 32),
  opening_id TEXT NOT NULL REFERENCES sealed_opening,
  period TEXT NOT NULL,
  groups TEXT NOT NULL CHECK (json_valid(groups)),
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL
) STRICT;
`;
