/** Put back after the oldest year was removed by the rules (`journalCut.ts`). */
export const JOURNAL_NO_DELETE = "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;";

/** The journal of a base (security §6.1); the triggers are comfort against a slip, not security. */
export const JOURNAL_TABLES = `
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  epoch INTEGER NOT NULL,
  at INTEGER NOT NULL,
  clock TEXT NOT NULL CHECK (clock IN ('ok', 'back')),
  actor TEXT,
  session TEXT NOT NULL,
  kind TEXT NOT NULL,
  object TEXT,
  rev INTEGER,
  detail TEXT NOT NULL CHECK (length(detail) <= 256),
  commitment BLOB CHECK (commitment IS NULL OR length(commitment) = 32),
  mac BLOB NOT NULL CHECK (length(mac) = 32),
  sig BLOB CHECK (sig IS NULL OR length(sig) = 64)
) STRICT;
CREATE INDEX journal_actor ON journal (actor, seq);
CREATE INDEX journal_object ON journal (object, seq) WHERE object IS NOT NULL;
CREATE INDEX journal_kind ON journal (kind, seq);
CREATE UNIQUE INDEX journal_commitment ON journal (commitment) WHERE commitment IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;
${JOURNAL_NO_DELETE}

CREATE TABLE journal_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

CREATE TABLE journal_start (
  principal_id TEXT NOT NULL,
  principal_epoch INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (principal_id, principal_epoch)
) STRICT;

CREATE TABLE principal_member (
  principal_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (principal_id, epoch, user_id)
) STRICT;
`;
