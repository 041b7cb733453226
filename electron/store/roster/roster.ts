import { canonicalJson } from '../../keys/canonical.ts';
import { rosterStates, verifyRoster } from '../../keys/roster.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import { entrySchema, proposalSchema, type Proposal, type RosterEntry } from '../../keys/rosterEntries.ts';
import type { PrincipalMember } from '../../keys/principals.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import type { Signers } from '../journal/walk.ts';
import { adminSql, all, one, run } from '../base/sql.ts';
import type { ProposalRow } from '../base/adminTables.ts';

/** The whole list, verified. Throws RosterRefused, or ZodError on a line that is not one. */
export function readRoster(db: ReadableDb<'admin'>): RosterState {
  return verifyRoster(entriesOf(db));
}

/**
 * With which key each person could sign, line by line of the list (security §6.1): null for somebody who was not there yet, suspended or gone.
 * Throws as `readRoster`.
 */
export function signersOf(db: ReadableDb<'admin'>): Signers {
  const states = [...rosterStates(entriesOf(db))];
  return {
    keyOf: (userId, line) => {
      const user = states[Math.min(line, states.length) - 1]?.users.get(userId);
      return user?.status === 'active' ? user.signingPublic : null;
    },
    headOf: (line) => states[line - 1]?.head ?? null,
  };
}

function entriesOf(db: ReadableDb<'admin'>): readonly RosterEntry[] {
  return all(db, adminSql.selectFrom('roster').selectAll().orderBy('seq')).map((row) => entrySchema.parse(JSON.parse(row.entry)));
}

export function appendRoster(db: WritableDb<'admin'>, entry: RosterEntry): void {
  run(db, adminSql.insertInto('roster').values({ seq: entry.seq, entry: canonicalJson(entry) }));
}

/** Keeps an invitation; an earlier one of the same person is dropped. */
export function insertProposal(db: WritableDb<'admin'>, userId: string, proposal: Proposal, at: number, expiresAt: number): void {
  run(
    db,
    adminSql
      .updateTable('roster_proposal')
      .set({ state: 'dropped' })
      .where('user_id', '=', userId)
      .where('state', 'in', ['invited', 'enrolled']),
  );
  run(
    db,
    adminSql.insertInto('roster_proposal').values({
      proposal_id: proposal.body.id,
      user_id: userId,
      proposal: canonicalJson(proposal),
      state: 'invited',
      created_at: at,
      expires_at: expiresAt,
    }),
  );
}

export function updateProposal(db: WritableDb<'admin'>, proposal: Proposal, state: ProposalRow['state']): void {
  const changed = { proposal: canonicalJson(proposal), state };
  run(db, adminSql.updateTable('roster_proposal').set(changed).where('proposal_id', '=', proposal.body.id));
}

/** The invitation or enrolment of a person that waits, or null. */
export function pendingProposal(
  db: ReadableDb<'admin'>,
  userId: string,
): { readonly state: ProposalRow['state']; readonly proposal: Proposal; readonly expiresAt: number } | null {
  const row = one(
    db,
    adminSql.selectFrom('roster_proposal').selectAll().where('user_id', '=', userId).where('state', 'in', ['invited', 'enrolled']),
  );
  return row === undefined
    ? null
    : { state: row.state, proposal: proposalSchema.parse(JSON.parse(row.proposal)), expiresAt: row.expires_at };
}

/** Everybody who waits for an enrolment or an admission. */
export function pendingProposals(db: ReadableDb<'admin'>): readonly { readonly row: ProposalRow; readonly proposal: Proposal }[] {
  return proposalsIn(db, ['invited', 'enrolled']);
}

/** Proposals in the given states, oldest first. */
export function proposalsIn(
  db: ReadableDb<'admin'>,
  states: readonly ProposalRow['state'][],
): readonly { readonly row: ProposalRow; readonly proposal: Proposal }[] {
  const rows = all(
    db,
    adminSql
      .selectFrom('roster_proposal')
      .selectAll()
      .where('state', 'in', [...states])
      .orderBy('created_at'),
  );
  return rows.map((row) => ({ row, proposal: proposalSchema.parse(JSON.parse(row.proposal)) }));
}

/** Keeps an act that waits for its second signature, in place of an earlier one of the same kind about the same person or group. */
export function insertAct(db: WritableDb<'admin'>, subjectId: string, proposal: Proposal, at: number, expiresAt: number): void {
  for (const waiting of proposalsIn(db, ['proposed']))
    if (waiting.row.user_id === subjectId && waiting.proposal.body.kind === proposal.body.kind)
      updateProposal(db, waiting.proposal, 'dropped');
  const row = { proposal_id: proposal.body.id, user_id: subjectId, proposal: canonicalJson(proposal), created_at: at };
  run(db, adminSql.insertInto('roster_proposal').values({ ...row, state: 'proposed', expires_at: expiresAt }));
}

/** Sealed private halves of a base's principals, for one person. */
export function memberRows(db: ReadableDb, userId: string): readonly PrincipalMember[] {
  const rows = all(db, adminSql.selectFrom('principal_member').selectAll().where('user_id', '=', userId));
  return rows.map((row) => ({ principalId: row.principal_id, epoch: row.epoch, userId: row.user_id, sealed: row.sealed }));
}

/** Every sealed private half that a base keeps. */
export function allMembers(db: ReadableDb): readonly PrincipalMember[] {
  return all(db, adminSql.selectFrom('principal_member').selectAll()).map((row) => ({
    principalId: row.principal_id,
    epoch: row.epoch,
    userId: row.user_id,
    sealed: row.sealed,
  }));
}

export function deleteMember(db: WritableDb, { principalId, epoch, userId }: Omit<PrincipalMember, 'sealed'>): void {
  run(
    db,
    adminSql
      .deleteFrom('principal_member')
      .where('principal_id', '=', principalId)
      .where('epoch', '=', epoch)
      .where('user_id', '=', userId),
  );
}

export function insertMember(db: WritableDb, member: PrincipalMember): void {
  run(
    db,
    adminSql
      .insertInto('principal_member')
      .values({ principal_id: member.principalId, epoch: member.epoch, user_id: member.userId, sealed: member.sealed })
      .onConflict((conflict) => conflict.columns(['principal_id', 'epoch', 'user_id']).doUpdateSet({ sealed: member.sealed })),
  );
}
