import type { Role } from '../../shared/rights.ts';
import { confirmationHolds, proposalHolds, type RosterBody, type RosterEntry } from './rosterEntries.ts';
import { RosterRefused, type RosterState, type RosterUser } from './rosterState.ts';

/** Both signatures of a line hold, by two who were active and may sign it together (security §2.4). Throws RosterRefused. */
export function assertSigners(state: RosterState, entry: RosterEntry): void {
  const proposer = state.users.get(entry.proposed.by);
  const confirmer = state.users.get(entry.confirmed.by);
  if (confirmer?.closed === true || (proposer?.closed === true && entry.body.kind !== 'keys.change'))
    throw new RosterRefused(entry.seq, 'signer');
  if (proposer?.status !== 'active' || confirmer?.status !== 'active' || !maySignTogether(state, entry.body, proposer, confirmer))
    throw new RosterRefused(entry.seq, 'signer');
  if (!proposalHolds(state.siteId, entry, proposer.signingPublic) || !confirmationHolds(state.siteId, entry, confirmer.signingPublic))
    throw new RosterRefused(entry.seq, 'signature');
}

function maySignTogether(state: RosterState, body: RosterBody, proposer: RosterUser, confirmer: RosterUser): boolean {
  if (body.kind === 'keys.change')
    return proposer.userId === body.userId && confirmer.userId !== body.userId && confirmer.role !== 'caseworker';
  if ('userId' in body && [proposer.userId, confirmer.userId].includes(body.userId)) return false;
  const authority: Role = state.kind === 'centre' ? 'supervisor' : 'focal_point';
  const roles = [proposer.role, confirmer.role];
  if (body.kind === 'vault.cancel') return roles.every((role) => role === authority || role === 'administrator');
  if (body.kind === 'recovery.used') {
    if (!roles.some((role) => role === authority || role === 'administrator')) return false;
    return proposer.userId !== confirmer.userId || signersOfUse(state, body.userId) === 1;
  }
  if (proposer.userId === confirmer.userId) return false;
  if (body.kind === 'keys.lost' && [proposer, confirmer].some(({ keysAt }) => keysAt <= body.line)) return false;
  return roles.includes('administrator') && roles.includes(authority);
}

/** How many different people sign that the shares were used for somebody: two, unless only one other account is active, or the set is older than the rule. */
export function signersOfUse({ users, recovery }: RosterState, userId: string): 1 | 2 {
  const others = [...users.values()].filter((user) => user.status === 'active' && user.userId !== userId);
  return recovery?.signers === 2 && others.length > 1 ? 2 : 1;
}
