import { programmesOf, type Programme } from '../../../shared/ids.ts';
import { newGroup, type NewPrincipal } from '../../keys/principals.ts';
import type { RosterState, RosterUser } from '../../keys/rosterState.ts';
import type { PrincipalRecord, Proposal } from '../../keys/rosterEntries.ts';

/** Programmes of which a supervisor's team has no key yet: it exists since two signed her or his assignment (security §2.4). */
function programmesToOpen({ principals }: Pick<RosterState, 'principals'>, user: RosterUser): readonly Programme[] {
  const { teamId } = user;
  if (user.role !== 'supervisor' || user.status !== 'active' || teamId === null) return [];
  const open = [...principals.values()].filter((principal) => principal.kind === 'team' && principal.teamId === teamId);
  const wanted = new Set(user.programs.flatMap((program) => programmesOf(program)));
  return [...wanted].filter((programme) => open.every((principal) => principal.programme !== programme));
}

/** First keys for them, made by their future holder. The caller zeroes the secrets. */
export function newTeamGroups(roster: RosterState, user: RosterUser, waiting: readonly PrincipalRecord[]): readonly NewPrincipal[] {
  const { teamId } = user;
  if (teamId === null) return [];
  const proposed = new Set(
    waiting.filter((principal) => principal.teamId === teamId && principal.epoch === 1).map(({ programme }) => programme),
  );
  return programmesToOpen(roster, user)
    .filter((programme) => !proposed.has(programme))
    .map((programme) => newGroup('team', { programme, teamId }));
}

/** Whether a proposal is such a first key, made by a supervisor of the team: the second signature may be given to it. */
export function opensTeam(roster: RosterState, { body, proposed }: Proposal): boolean {
  if (body.kind !== 'principal.set') return false;
  const { kind, teamId, programme, epoch } = body.principal;
  const proposer = roster.users.get(proposed.by);
  if (kind !== 'team' || epoch !== 1 || programme === null || proposer === undefined || proposer.teamId !== teamId) return false;
  return programmesToOpen(roster, proposer).includes(programme);
}
