import type { Input, Output } from '../../../shared/contract.ts';
import type { PersonAct as ShownAct, WaitingAct } from '../../../shared/contract/accounts.ts';
import { Refused } from '../../../shared/failure.ts';
import { CASE_ROLES } from '../../../shared/rights.ts';
import { minuteOf, requireSession, type Host, type OpenSession } from '../../host.ts';
import { newId } from '../../keys/primitives.ts';
import type { RosterState, RosterUser } from '../../keys/rosterState.ts';
import type { Proposal, RosterBody } from '../../keys/rosterEntries.ts';
import { dropAct, mayConfirm, proposeAct, waitingActs, type PersonAct } from '../../store/accounts/rosterActs.ts';
import { reconcileAfterAct } from './renewal.ts';
import { signSecond } from './secondSignature.ts';
import { confirmPassphrase } from '../session/personKeys.ts';
import { canHold, teamNumber, teamOfNumber } from './teamRegistry.ts';

/**
 * One person proposes to suspend, remove or change an account, under the passphrase asked again; a second one, administrator or authority, will confirm (security §2.4). Throws Refused:
 * one's own account, an act that leaves nobody to confirm or to supervise, an act that waits already.
 */
export async function proposeChange(input: Input<'accounts.propose'>, host: Host): Promise<Output<'accounts.propose'>> {
  await confirmPassphrase(host, input.passphrase);
  const { stores } = requireSession(host);
  const at = host.now().getTime();
  const person = stores.roster.users.get(input.userId);
  if (person === undefined || person.status === 'removed') throw new Refused('notFound', NO_ACCOUNT);
  if (person.userId === stores.user.userId) throw new Refused('forbidden', OWN_ACCOUNT);
  if (
    waitingActs(stores, at).some((waiting) => shownAct(waiting.body, stores.roster) !== null && aboutUser(waiting.body) === person.userId)
  )
    throw new Refused('conflict', WAITS_ALREADY);
  const act = actOf(stores.roster, person, input.act);
  assertOthersStay(stores.roster, person, stores.user, input.act);
  proposeAct(stores, act, at);
  return {};
}

/** The second signature, under the person's passphrase, then what follows from it for the keys. Throws Refused when the act is gone or these two may not sign it. */
export async function confirmChange(input: Input<'accounts.confirm'>, host: Host): Promise<Output<'accounts.confirm'>> {
  const session = requireSession(host);
  const at = host.now().getTime();
  assertPersonAct(session, input.proposalId, at);
  assertStillPossible(session, input.proposalId, at);
  await confirmPassphrase(host, input.passphrase);
  signSecond(session, input.proposalId, at, { gone: ACT_GONE, notTogether: NOT_TOGETHER });
  await reconcileAfterAct(host);
  return {};
}

/** Two acts proposed while both were possible may not both be signed. */
function assertStillPossible({ stores }: OpenSession, proposalId: string, at: number): void {
  const proposal = waitingActs(stores, at).find(({ body }) => body.id === proposalId);
  if (proposal === undefined) return;
  const { users } = stores.roster;
  const act = shownAct(proposal.body, stores.roster);
  const person = users.get(aboutUser(proposal.body) ?? '');
  const proposer = users.get(proposal.proposed.by);
  if (act !== null && person !== undefined && proposer !== undefined) assertOthersStay(stores.roster, person, proposer, act);
}

/** Either person declines an act: nothing changes for the account. */
export function declineChange(input: Input<'accounts.decline'>, host: Host): Output<'accounts.decline'> {
  const session = requireSession(host);
  const at = host.now().getTime();
  assertPersonAct(session, input.proposalId, at);
  dropAct(session.stores, input.proposalId, at);
  return {};
}

/** Acts on accounts that wait for their second signature. */
export function waitingChanges(host: Host): readonly WaitingAct[] {
  const { stores } = requireSession(host);
  const codeOf = (userId: string) => stores.roster.users.get(userId)?.staffCode ?? '';
  return waitingActs(stores, host.now().getTime()).flatMap((proposal): WaitingAct[] => {
    const act = shownAct(proposal.body, stores.roster);
    const userId = aboutUser(proposal.body);
    if (act === null || userId === null || !stores.roster.users.has(proposal.proposed.by)) return [];
    return [
      {
        proposalId: proposal.body.id,
        userId,
        staffCode: codeOf(userId),
        act,
        proposedBy: codeOf(proposal.proposed.by),
        proposedAt: minuteOf(proposal.body.at),
        mayConfirm: mayConfirm(stores, proposal),
      },
    ];
  });
}

function assertPersonAct({ stores }: OpenSession, proposalId: string, at: number): void {
  const waiting: Proposal | undefined = waitingActs(stores, at).find(({ body }) => body.id === proposalId);
  if (waiting === undefined || shownAct(waiting.body, stores.roster) === null) throw new Refused('conflict', ACT_GONE);
}

function aboutUser(body: RosterBody): string | null {
  return 'userId' in body ? body.userId : null;
}

function shownAct(body: RosterBody, roster: RosterState): ShownAct | null {
  switch (body.kind) {
    case 'user.suspend':
      return body.suspended ? { what: 'suspend', reason: reasonOf(body.reason) } : { what: 'return' };
    case 'user.remove':
      return { what: 'remove', reason: reasonOf(body.reason) };
    case 'role.change':
      return { what: 'role', role: body.role, programs: [...body.programs], counts: body.counts };
    case 'counting.add':
      return { what: 'counting' };
    case 'team.assign':
      return { what: 'team', team: teamNumber(roster, body.teamId) };
    case 'genesis':
    case 'principal.set':
    case 'user.add':
    case 'supervisor.add':
    case 'recovery.set':
    case 'recovery.used':
    case 'keys.change':
    case 'keys.lost':
    case 'setting.weaken':
    case 'vault.destroy':
    case 'vault.cancel':
      return null;
  }
}

const REASONS = ['left', 'moved', 'absence', 'suspicion', 'other'] as const;

function reasonOf(code: string): (typeof REASONS)[number] {
  return REASONS.find((reason) => reason === code) ?? 'other';
}

function actOf(roster: RosterState, person: RosterUser, act: ShownAct): PersonAct {
  const { userId } = person;
  switch (act.what) {
    case 'suspend':
      if (person.status !== 'active') throw new Refused('conflict', ALREADY_SO);
      return { kind: 'user.suspend', userId, suspended: true, reason: act.reason };
    case 'return':
      if (person.status !== 'suspended') throw new Refused('conflict', ALREADY_SO);
      return { kind: 'user.suspend', userId, suspended: false, reason: 'back' };
    case 'remove':
      return { kind: 'user.remove', userId, reason: act.reason };
    case 'counting':
      if (person.role === 'caseworker' || person.role === 'administrator') throw new Refused('invalid', ROLE_COUNTS_NOT);
      if (person.counts) throw new Refused('conflict', ALREADY_SO);
      return { kind: 'counting.add', userId };
    case 'role':
      return roleChange(roster, person, act);
    case 'team':
      return teamChange(roster, person, act.team);
  }
}

/** A new team begins with its supervisor; a caseworker enters a team that can open her or his programmes (security §2.4). */
function teamChange(roster: RosterState, person: RosterUser, team: number | null): PersonAct {
  const { userId } = person;
  if (!CASE_ROLES.includes(person.role)) throw new Refused('invalid', NO_TEAM_FOR_ROLE);
  if (team === null) {
    if (person.role !== 'supervisor') throw new Refused('invalid', SUPERVISOR_FIRST);
    return { kind: 'team.assign', userId, teamId: newId() };
  }
  const teamId = teamOfNumber(roster, team);
  if (teamId === null) throw new Refused('notFound', NO_SUCH_TEAM);
  if (teamId === person.teamId) throw new Refused('conflict', ALREADY_SO);
  if (person.role === 'caseworker' && !person.programs.every((program) => canHold(roster, teamId, program)))
    throw new Refused('conflict', TEAM_NOT_READY);
  return { kind: 'team.assign', userId, teamId };
}

function roleChange(roster: RosterState, person: RosterUser, act: Extract<ShownAct, { what: 'role' }>): PersonAct {
  const { role, programs } = act;
  if (role !== 'administrator' && (role === 'focal_point') !== (roster.kind === 'desk')) throw new Refused('invalid', WRONG_ROLE);
  if (role === 'caseworker' && programs.length === 0) throw new Refused('invalid', NO_PROGRAM);
  const authority = role === 'supervisor' || role === 'focal_point';
  const teamId = CASE_ROLES.includes(role) ? (person.teamId ?? firstTeam(roster)) : null;
  return { kind: 'role.change', userId: person.userId, role, programs: [...programs], teamId, counts: authority && act.counts };
}

function firstTeam(roster: RosterState): string | null {
  return [...roster.users.values()].find(({ role, teamId }) => role === 'supervisor' && teamId !== null)?.teamId ?? null;
}

/**
 * Nobody signs about herself or himself: the sole person of a role could be removed by no two others, and the sole supervisor of a team would leave
 * its cases to nobody.
 */
function assertOthersStay(roster: RosterState, person: RosterUser, proposer: RosterUser, act: ShownAct): void {
  const others = [...roster.users.values()].filter(({ userId, status }) => userId !== person.userId && status === 'active');
  const authority = roster.kind === 'centre' ? 'supervisor' : 'focal_point';
  if (!others.some(({ role }) => role === authority)) throw new Refused('conflict', SOLE_AUTHORITY[roster.kind]);
  if (!others.some(({ role }) => role === 'administrator')) throw new Refused('conflict', SOLE_ADMINISTRATOR);
  const second = proposer.role === 'administrator' ? authority : 'administrator';
  if (!others.some(({ role }) => role === second)) throw new Refused('conflict', SOLE_ADMINISTRATOR);
  const leavesTeam =
    act.what === 'suspend' || act.what === 'remove' || act.what === 'team' || (act.what === 'role' && act.role !== 'supervisor');
  const supervises = person.role === 'supervisor' && person.status === 'active';
  if (supervises && leavesTeam && !others.some(({ role, teamId }) => role === 'supervisor' && teamId === person.teamId))
    throw new Refused('conflict', SOLE_OF_TEAM);
}

const NO_TEAM_FOR_ROLE = {
  fr: 'Seules les personnes qui supervisent ou suivent des dossiers ont une équipe.',
  en: 'Only people who supervise or follow cases have a team.',
};
const SUPERVISOR_FIRST = {
  fr: 'Une nouvelle équipe commence par sa supervision. Donnez d’abord une équipe à une personne qui supervise.',
  en: 'A new team begins with its supervisor. First give a team to somebody who supervises.',
};
const NO_SUCH_TEAM = { fr: 'Cette équipe n’existe pas.', en: 'This team does not exist.' };
const TEAM_NOT_READY = {
  fr: 'Cette équipe ne peut pas encore recevoir cette personne\u00a0: sa supervision suit d’autres programmes, ou n’a pas encore ouvert sa session, puis l’administration la sienne. Rien n’a été modifié.',
  en: 'This team cannot receive this person yet: its supervision follows other programmes, or has not opened a session yet, then the administration hers or his. Nothing was changed.',
};
const NO_ACCOUNT = { fr: 'Ce compte n’existe plus.', en: 'This account no longer exists.' };
const OWN_ACCOUNT = {
  fr: 'On ne signe pas pour son propre compte. Demandez à une autre personne de le proposer.',
  en: 'Nobody signs for their own account. Ask somebody else to propose it.',
};
const WAITS_ALREADY = {
  fr: 'Un changement attend déjà une signature pour ce compte. Confirmez-le ou écartez-le d’abord.',
  en: 'A change already waits for a signature on this account. Confirm it or set it aside first.',
};
const ALREADY_SO = { fr: 'Ce compte est déjà ainsi. Rien n’a été modifié.', en: 'This account is already so. Nothing was changed.' };
const ROLE_COUNTS_NOT = {
  fr: 'Seule une personne qui supervise peut figer un mois. Changez d’abord son rôle.',
  en: 'Only somebody who supervises can freeze a month. Change the role first.',
};
const WRONG_ROLE = { fr: 'Ce rôle n’existe pas sur cette installation.', en: 'This role does not exist on this installation.' };
const NO_PROGRAM = { fr: 'Il manque un programme au moins.', en: 'At least one programme is missing.' };
const ACT_GONE = {
  fr: 'Ce changement n’attend plus de signature. Rien n’a été modifié.',
  en: 'This change no longer waits for a signature. Nothing was changed.',
};
const NOT_TOGETHER = {
  fr: 'La seconde signature doit venir d’une autre personne, d’un autre rôle que la première. Rien n’a été modifié.',
  en: 'The second signature must come from another person, of another role than the first. Nothing was changed.',
};
const SOLE_AUTHORITY = {
  centre: {
    fr: 'C’est la seule personne qui supervise\u00a0: personne d’autre ne pourrait signer ni ouvrir les dossiers. Inscrivez d’abord une autre supervision, ouvrez son accès, puis recommencez.',
    en: 'This is the only supervisor: nobody else could sign or open the cases. First enrol another supervisor and open that access, then try again.',
  },
  desk: {
    fr: 'C’est le seul point focal\u00a0: personne d’autre ne pourrait signer. Inscrivez d’abord un autre point focal, ouvrez son accès, puis recommencez.',
    en: 'This is the only focal point: nobody else could sign. First enrol another focal point and open that access, then try again.',
  },
};
const SOLE_ADMINISTRATOR = {
  fr: 'C’est la seule personne de l’administration\u00a0: il manquerait une signature. Inscrivez d’abord une autre personne à l’administration, puis recommencez.',
  en: 'This is the only administrator: a signature would be missing. First enrol another administrator, then try again.',
};
const SOLE_OF_TEAM = {
  fr: 'Personne d’autre ne supervise cette équipe\u00a0: ses dossiers n’auraient plus de supervision. Inscrivez d’abord une autre supervision pour cette équipe, puis recommencez.',
  en: 'Nobody else supervises this team: its cases would have no supervisor. First enrol another supervisor for this team, then try again.',
};
