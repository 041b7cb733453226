import type { Migration } from './migration.ts';

/** An act on an account may wait for the second person's signature, as an invitation does: state `proposed` (security §2.4). */
export const adminRosterActs: Migration = {
  number: 40,
  up: (connection) => connection.exec(PROPOSALS),
};

const PROPOSALS = `
CREATE TABLE roster_proposal_next (
  proposal_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  proposal TEXT NOT NULL CHECK (json_valid(proposal)),
  state TEXT NOT NULL CHECK (state IN ('invited', 'enrolled', 'proposed', 'confirmed', 'dropped')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
INSERT INTO roster_proposal_next SELECT proposal_id, user_id, proposal, state, created_at, expires_at FROM roster_proposal;
DROP TABLE roster_proposal;
ALTER TABLE roster_proposal_next RENAME TO roster_proposal;
CREATE INDEX roster_proposal_user ON roster_proposal (user_id, state);
`;
