import type { Migration } from './migration.ts';
import { JOURNAL_TABLES } from './journalTables.ts';

/**
 * First shape of `admin.db`: staff, roster, settings, directory, key cards, copies; on a desk also packages, releases, the register of structures and sealed months.
 * Key cards end by two signatures or by a directory package, from a day on (security §7.2). An entry of the directory remembers which of its revisions came from a
 * directory package, so that what was changed here is never overwritten; a proposal, over which revision of the entry it was made.
 */
export const adminFoundation: Migration = {
  number: 10,
  up: (connection) => {
    connection.exec(JOURNAL_TABLES);
    connection.exec(PEOPLE);
    connection.exec(DIRECTORY);
    connection.exec(DESK);
    connection.exec(SEALED_MONTHS);
    connection.exec(BACKUPS);
  },
};

const PEOPLE = `
CREATE TABLE roster (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  entry TEXT NOT NULL CHECK (json_valid(entry))
) STRICT;
CREATE TRIGGER roster_no_update BEFORE UPDATE ON roster BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER roster_no_delete BEFORE DELETE ON roster BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TABLE roster_proposal (
  proposal_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  proposal TEXT NOT NULL CHECK (json_valid(proposal)),
  state TEXT NOT NULL CHECK (state IN ('invited', 'enrolled', 'proposed', 'confirmed', 'dropped')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_proposal_user ON roster_proposal (user_id, state);

CREATE TABLE staff (
  user_id TEXT PRIMARY KEY,
  staff_code TEXT NOT NULL,
  name TEXT NOT NULL,
  supervisor_id TEXT,
  pledge_on TEXT,
  trainings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(trainings)),
  most_cases INTEGER,
  language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
  last_opened INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  changed_at INTEGER NOT NULL,
  changed_by TEXT
) STRICT;

CREATE TABLE structure (
  structure_id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL
) STRICT;

CREATE TABLE site (
  site_id TEXT PRIMARY KEY,
  structure_id TEXT NOT NULL REFERENCES structure,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  region TEXT NOT NULL,
  cercle TEXT,
  commune TEXT,
  mandatory_text TEXT
) STRICT;
`;

const DIRECTORY = `
CREATE TABLE provider (
  provider_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('listed', 'proposed', 'withdrawn')),
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  replaces_id TEXT,
  replaces_revision INTEGER,
  received_revision INTEGER,
  checked_on TEXT,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

CREATE TABLE provider_service (
  service_id TEXT PRIMARY KEY,
  provider_id TEXT NOT NULL REFERENCES provider ON DELETE CASCADE,
  place INTEGER NOT NULL,
  answers TEXT NOT NULL CHECK (json_valid(answers))
) STRICT;
CREATE INDEX provider_service_provider ON provider_service (provider_id, place);

CREATE TABLE agreed_code (
  list TEXT NOT NULL,
  code TEXT NOT NULL,
  place INTEGER NOT NULL,
  fr TEXT NOT NULL,
  en TEXT NOT NULL,
  region TEXT,
  counts_as TEXT,
  retired_from TEXT,
  PRIMARY KEY (list, code)
) STRICT;

CREATE TABLE card (
  card_id TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('site', 'focal_point', 'sub_cluster')),
  code TEXT NOT NULL,
  region TEXT,
  bytes BLOB NOT NULL,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
  recipient TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'confirmed', 'revoked')),
  received_at INTEGER NOT NULL,
  revoked_since TEXT
) STRICT;
CREATE INDEX card_signing_key ON card (signing_key);

CREATE TABLE card_confirmation (
  card_id TEXT NOT NULL REFERENCES card,
  user_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (card_id, user_id)
) STRICT;

CREATE TABLE card_revocation (
  card_id TEXT NOT NULL REFERENCES card,
  user_id TEXT NOT NULL,
  since TEXT NOT NULL,
  at INTEGER NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (card_id, user_id)
) STRICT;
`;

const DESK = `
CREATE TABLE package (
  package_id TEXT PRIMARY KEY,
  card_id TEXT NOT NULL REFERENCES card,
  site_code TEXT NOT NULL,
  programme TEXT NOT NULL CHECK (programme IN ('gbv', 'cp', 'erw')),
  month TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  replaces BLOB CHECK (replaces IS NULL OR length(replaces) = 32),
  state TEXT NOT NULL CHECK (state IN ('valid', 'replaced', 'quarantined')),
  marked TEXT,
  unconfirmed TEXT CHECK (unconfirmed IN ('voice')),
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  imported_at INTEGER NOT NULL,
  imported_by TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX package_current ON package (site_code, programme, month) WHERE state = 'valid';
CREATE INDEX package_month ON package (programme, month);

CREATE TABLE structure_register (
  entry_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  code TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;

CREATE TABLE release (
  release_id TEXT PRIMARY KEY,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  period TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  released_at INTEGER NOT NULL,
  released_by TEXT NOT NULL,
  UNIQUE (period, version)
) STRICT;
`;

/** A custodian keeps the halves of centres as the sealed files that came, the steps of each opening, and a chained ledger of what was opened (disclosure §6). */
const SEALED_MONTHS = `
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

/** Copies made on sticks: which stick, when, by whom, what was proved of them since (security §9.1, §9.2). A stick is a random number, never a name. */
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
