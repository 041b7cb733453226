import type { Output } from '../../../shared/contract.ts';
import { programmesOf, type CaseProgramme } from '../../../shared/ids.ts';
import { principalsFor, type RosterState, type RosterUser } from '../../keys/rosterState.ts';

type Team = Output<'accounts.list'>['teams'][number];

/** Which team it is, counted from 1 in the order in which they were made; null for none. */
export function teamNumber({ teams }: RosterState, teamId: string | null): number | null {
  const place = teamId === null ? -1 : teams.indexOf(teamId);
  return place < 0 ? null : place + 1;
}

export function teamOfNumber({ teams }: RosterState, number: number): string | null {
  return teams[number - 1] ?? null;
}

/** Whether a team can be sealed to for a programme: its keys exist, nobody outside knows them, and somebody supervises it. */
export function canHold(roster: RosterState, teamId: string, program: CaseProgramme): boolean {
  const groups = principalsFor(roster, 'team', program, teamId);
  const whole = programmesOf(program).every((programme) => groups.some((group) => group.programme === programme));
  return whole && groups.every(({ principalId }) => !roster.stale.has(principalId)) && supervisorsOf(roster, teamId).length > 0;
}

export function supervisorsOf(roster: RosterState, teamId: string): readonly RosterUser[] {
  return membersOf(roster, teamId).filter(({ role }) => role === 'supervisor');
}

/** The teams, with who works in each; `ready` false while its keys wait for its supervisor's and the administrator's next sessions. */
export function teamsOf(roster: RosterState): Team[] {
  return roster.teams.map((teamId, place) => {
    const members = membersOf(roster, teamId);
    const codes = (role: RosterUser['role']) =>
      members
        .filter((user) => user.role === role)
        .map(({ staffCode }) => staffCode)
        .toSorted();
    const held = [...roster.principals.values()].filter((principal) => principal.kind === 'team' && principal.teamId === teamId);
    const due = new Set(
      members.filter(({ role }) => role === 'supervisor').flatMap(({ programs }) => programs.flatMap((one) => programmesOf(one))),
    );
    const ready = [...due].every((programme) => held.some((group) => group.programme === programme));
    return { number: place + 1, supervisors: codes('supervisor'), caseworkers: codes('caseworker'), ready };
  });
}

function membersOf(roster: RosterState, teamId: string): readonly RosterUser[] {
  return [...roster.users.values()].filter((user) => user.teamId === teamId && user.status === 'active');
}
