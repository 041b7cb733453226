import type { Migration } from './migration.ts';
import { JOURNAL_TABLES } from './journalTables.ts';

/** First shape of `cases.db`. Clear columns run the work: codes, states, persons by id, times; due dates, tasks, approvals and consents are in `case_work`, under the case key. Every answer of a form is in a part, under the case key (security §0); a case with `reduced_on` has its statistical line only (reference §5.9). */
export const casesFoundation: Migration = {
  number: 10,
  up: (connection) => {
    connection.exec(JOURNAL_TABLES);
    connection.exec(CASES);
    connection.exec(RECORDS);
    connection.exec(WORK);
    connection.exec(TAKEOVER);
    connection.exec(REPORTS);
  },
};

const CASES = `
CREATE TABLE person (
  person_id TEXT PRIMARY KEY,
  survivor_code TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE takeover (
  takeover_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  team_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('read', 'done', 'undone')),
  created_at INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  registered INTEGER NOT NULL,
  cases INTEGER NOT NULL,
  contacts INTEGER NOT NULL,
  held INTEGER NOT NULL,
  unassigned INTEGER NOT NULL
) STRICT;

CREATE TABLE case_file (
  case_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person,
  code TEXT NOT NULL UNIQUE,
  program TEXT NOT NULL CHECK (program IN ('gbv', 'cp', 'gbv_cp', 'erw')),
  state TEXT NOT NULL,
  state_on TEXT NOT NULL,
  previous_state TEXT,
  owner_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('intake', 'takeover')),
  takeover_id TEXT REFERENCES takeover,
  unassigned INTEGER NOT NULL DEFAULT 0 CHECK (unassigned IN (0, 1)),
  reopen_count INTEGER NOT NULL DEFAULT 0,
  duplicate_of TEXT REFERENCES case_file,
  revision INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  reduced_on TEXT
) STRICT;
CREATE INDEX case_owner ON case_file (owner_id, state);
CREATE INDEX case_team ON case_file (team_id, state);
CREATE INDEX case_person ON case_file (person_id);
CREATE INDEX case_takeover ON case_file (takeover_id) WHERE takeover_id IS NOT NULL;

CREATE TABLE case_key_wrap (
  case_id TEXT NOT NULL REFERENCES case_file ON DELETE CASCADE,
  principal_id TEXT NOT NULL,
  principal_epoch INTEGER NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('full', 'facts')),
  case_epoch INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  wrapped_by TEXT NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (case_id, principal_id, scope, case_epoch)
) STRICT;
CREATE INDEX case_key_principal ON case_key_wrap (principal_id, scope);

CREATE TABLE case_key_copy (
  user_id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES case_file ON DELETE CASCADE,
  scope TEXT NOT NULL CHECK (scope IN ('full', 'facts')),
  case_epoch INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (user_id, case_id, scope)
) STRICT;
CREATE INDEX case_key_copy_case ON case_key_copy (case_id);

CREATE TABLE sequence (
  name TEXT NOT NULL,
  site_code TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (name, site_code, year)
) STRICT;
`;

const RECORDS = `
CREATE TABLE record (
  record_id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file ON DELETE CASCADE,
  form TEXT NOT NULL,
  parent_id TEXT REFERENCES record ON DELETE CASCADE,
  version INTEGER NOT NULL,
  revision INTEGER NOT NULL CHECK (revision > 0),
  status TEXT NOT NULL CHECK (status IN ('draft', 'finished')),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE INDEX record_case ON record (case_id, form);
CREATE INDEX record_form ON record (form);
CREATE INDEX record_parent ON record (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE record_part (
  record_id TEXT NOT NULL REFERENCES record ON DELETE CASCADE,
  class TEXT NOT NULL CHECK (class IN ('OP', 'facts', 'QI', 'SN', 'DI')),
  revision INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (record_id, class)
) STRICT;

CREATE TABLE slip (
  number TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
  attachment_id TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES record ON DELETE CASCADE,
  case_id TEXT NOT NULL REFERENCES case_file ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field IN ('whole', 'thumbnail')),
  epoch INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (record_id, field)
) STRICT;
CREATE INDEX attachment_case ON attachment (case_id);

CREATE TABLE draft (
  draft_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  case_id TEXT REFERENCES case_file ON DELETE CASCADE,
  form TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX draft_user ON draft (user_id, saved_at);
`;

const WORK = `
CREATE TABLE case_work (
  case_id TEXT PRIMARY KEY REFERENCES case_file ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  counted BLOB NOT NULL,
  work BLOB NOT NULL
) STRICT;

CREATE TABLE letter (
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  principal_id TEXT NOT NULL,
  principal_epoch INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (subject, subject_id, principal_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_principal ON letter (principal_id, subject);

CREATE TABLE duplicate_query (
  query_id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file ON DELETE CASCADE,
  programme TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  answered_at INTEGER
) STRICT;

CREATE TABLE duplicate_pair (
  pair_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'same', 'different', 'later')),
  created_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
`;

const TAKEOVER = `
CREATE TABLE takeover_row (
  row_id TEXT PRIMARY KEY,
  takeover_id TEXT NOT NULL REFERENCES takeover ON DELETE CASCADE,
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('held', 'registered')),
  owner_id TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (takeover_id, number)
) STRICT;
CREATE INDEX takeover_row_owner ON takeover_row (owner_id, status);

CREATE TABLE takeover_source (
  source_id TEXT PRIMARY KEY,
  takeover_id TEXT NOT NULL REFERENCES takeover,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'paper')),
  fate TEXT NOT NULL CHECK (fate IN ('destroyed', 'kept', 'absent')),
  method TEXT NOT NULL,
  done_on TEXT NOT NULL,
  kept_until TEXT CHECK ((kept_until IS NULL) = (fate <> 'kept')),
  witness_id TEXT NOT NULL CHECK (witness_id <> recorded_by),
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX takeover_source_of ON takeover_source (takeover_id, kind);
`;

const REPORTS = `
CREATE TABLE frozen_report (
  report_id TEXT PRIMARY KEY,
  site_code TEXT NOT NULL,
  programme TEXT NOT NULL CHECK (programme IN ('gbv', 'cp', 'erw')),
  month TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  payload TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  replaces BLOB CHECK (replaces IS NULL OR length(replaces) = 32),
  anchor_seq INTEGER NOT NULL,
  frozen_at INTEGER NOT NULL,
  frozen_by TEXT NOT NULL,
  exported_at INTEGER,
  exported_by TEXT,
  UNIQUE (site_code, programme, month, version)
) STRICT;

CREATE TRIGGER frozen_report_stays BEFORE UPDATE OF payload, sha256, replaces, month, version, programme, site_code, anchor_seq ON frozen_report
BEGIN SELECT RAISE(ABORT, 'frozen'); END;

CREATE TABLE release_ledger (
  release_id TEXT PRIMARY KEY,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  report_id TEXT NOT NULL REFERENCES frozen_report,
  period TEXT NOT NULL,
  version INTEGER NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('hidden', 'rounded', 'sealed')),
  lists_version TEXT NOT NULL,
  quantities TEXT NOT NULL CHECK (json_valid(quantities)),
  released_at INTEGER NOT NULL
) STRICT;
CREATE INDEX release_period ON release_ledger (period);
`;
