import { Buffer } from 'node:buffer';
import type { Role } from '../../shared/rights.ts';
import { same } from './primitives.ts';
import {
  enrolmentHolds,
  recoveryHolds,
  type AccountRecord,
  type PrincipalRecord,
  type RosterBody,
  type RosterEntry,
} from './rosterEntries.ts';
import { dueMembers, RosterRefused, signingKeysOf, type Principal, type RosterState, type RosterUser } from './rosterState.ts';

/** What a line whose signatures hold makes of the list. Throws RosterRefused for a content that does not fit it. */
export function apply(state: RosterState, entry: RosterEntry): RosterState {
  const { body } = entry;
  switch (body.kind) {
    case 'genesis':
      throw new RosterRefused(entry.seq, 'chain');
    case 'principal.set':
      return withPrincipal(state, entry, newPrincipal(body.principal));
    case 'user.add':
    case 'supervisor.add':
      return withUser(state, admitted(state, entry, body));
    case 'team.assign':
      return withUser(state, { ...known(state, entry.seq, body.userId), teamId: body.teamId, joinedAt: entry.seq });
    case 'counting.add':
      return withUser(state, { ...known(state, entry.seq, body.userId), counts: true });
    case 'user.suspend':
      return withUser(state, { ...known(state, entry.seq, body.userId), status: body.suspended ? 'suspended' : 'active' });
    case 'user.remove':
      return withUser(state, { ...known(state, entry.seq, body.userId), status: 'removed' });
    case 'role.change':
      assertRoleExists(state, entry.seq, body.role);
      return withUser(state, {
        ...withRole(known(state, entry.seq, body.userId), body.role),
        programs: body.programs,
        teamId: body.teamId,
        counts: body.counts,
        joinedAt: entry.seq,
      });
    case 'recovery.set':
      return { ...state, recovery: { ...body.recovery, at: body.at, used: false } };
    case 'recovery.used':
      return recovered(state, entry, body);
    case 'keys.change':
      return withUser(state, withNewKeys(state, entry.seq, body.userId, body));
    case 'keys.lost':
      return withLoss(state, entry.seq, body);
    case 'setting.weaken':
      return withWeaker(state, body);
    case 'vault.destroy':
      return { ...state, order: orderOf(state, entry, body), ordered: new Set([...state.ordered, body.id]) };
    case 'vault.cancel':
      if (state.order?.id !== body.orderId) throw new RosterRefused(entry.seq, 'content');
      return { ...state, order: null, ordered: new Set([...state.ordered].filter((id) => id !== body.orderId)) };
  }
}

/** A weaker protection, with the words that two signed under it; one signed without any is under none. */
function withWeaker(state: RosterState, { key, value, under }: Extract<RosterBody, { kind: 'setting.weaken' }>): RosterState {
  const others = [...state.under].filter(([other]) => other !== key);
  return {
    ...state,
    weakened: new Map([...state.weakened, [key, value]]),
    under: new Map(under === undefined ? others : [...others, [key, under]]),
  };
}

function withRole(user: RosterUser, role: Role): RosterUser {
  return { ...user, role, hasSupervised: user.hasSupervised || role === 'supervisor' };
}

/** Everybody whose keys were on the lost machine is closed; every group and store is to have a key that was not there. */
function withLoss(state: RosterState, seq: number, { line, at }: Extract<RosterBody, { kind: 'keys.lost' }>): RosterState {
  const users = [...state.users.values()].map((user) => [user.userId, user.keysAt <= line ? { ...user, closed: true } : user] as const);
  return {
    ...state,
    users: new Map(users),
    stale: new Set(state.principals.keys()),
    leftAt: { admin: seq, cases: seq },
    lost: { seq, at },
  };
}

function orderOf(state: RosterState, { seq, proposed, confirmed }: RosterEntry, body: Extract<RosterBody, { kind: 'vault.destroy' }>) {
  const by = [proposed.by, confirmed.by].map((userId) => known(state, seq, userId).staffCode);
  return { id: body.id, seq, level: body.level, minutes: body.minutes, at: body.at, by };
}

/** A person with the new keys that the united shares allowed (security §9.4). */
function recovered(state: RosterState, entry: RosterEntry, body: Extract<RosterBody, { kind: 'recovery.used' }>): RosterState {
  const { recovery } = state;
  const keys = entry.enrolled;
  if (recovery === null || recovery.setId !== body.setId) throw new RosterRefused(entry.seq, 'content');
  if (keys === null || !recoveryHolds(state.siteId, body, keys, recovery.signing)) throw new RosterRefused(entry.seq, 'enrolment');
  return { ...withUser(state, withNewKeys(state, entry.seq, body.userId, keys)), recovery: { ...recovery, used: true } };
}

function withNewKeys(
  state: RosterState,
  seq: number,
  userId: string,
  keys: { readonly agreement: string; readonly signing: string },
): RosterUser {
  const user = known(state, seq, userId);
  const signingPublic = Buffer.from(keys.signing, 'base64url');
  if (isSigningKeyTaken(state, signingPublic)) throw new RosterRefused(seq, 'content');
  return {
    ...user,
    agreementPublic: Buffer.from(keys.agreement, 'base64url'),
    signingPublic,
    formerSigning: [...user.formerSigning, user.signingPublic],
    epoch: user.epoch + 1,
    keysAt: seq,
    closed: false,
  };
}

function admitted(state: RosterState, entry: RosterEntry, body: Extract<RosterBody, { kind: 'user.add' | 'supervisor.add' }>): RosterUser {
  const { account, enrolmentKey } = body;
  const keys = entry.enrolled;
  if (keys === null || !enrolmentHolds(state.siteId, body.id, keys, enrolmentKey)) throw new RosterRefused(entry.seq, 'enrolment');
  if ((account.role === 'supervisor') !== (body.kind === 'supervisor.add')) throw new RosterRefused(entry.seq, 'content');
  assertRoleExists(state, entry.seq, account.role);
  const signing = Buffer.from(keys.signing, 'base64url');
  const taken = [...state.users.values()].some(
    (user) => user.userId === account.userId || (user.staffCode === account.staffCode && user.status !== 'removed'),
  );
  if (taken || isSigningKeyTaken(state, signing)) throw new RosterRefused(entry.seq, 'content');
  return newUser(account, keys.agreement, keys.signing, entry.seq);
}

/** A focal point belongs to a desk, caseworkers and supervisors to a centre. */
function assertRoleExists({ kind }: RosterState, seq: number, role: Role): void {
  if (role !== 'administrator' && (role === 'focal_point') !== (kind === 'desk')) throw new RosterRefused(seq, 'content');
}

function isSigningKeyTaken(state: RosterState, signing: Buffer): boolean {
  return [...state.users.keys()].some((userId) => signingKeysOf(state, userId).some((key) => same(key, signing)));
}

function known(state: RosterState, seq: number, userId: string): RosterUser {
  const user = state.users.get(userId);
  if (user === undefined || user.status === 'removed') throw new RosterRefused(seq, 'content');
  return user;
}

/** The list with this person as she or he now is. */
export function withUser(state: RosterState, user: RosterUser): RosterState {
  return { ...state, users: new Map([...state.users, [user.userId, user]]), teams: withTeam(state.teams, user.teamId) };
}

/** The teams in the order in which they were first named. */
export function withTeam(teams: readonly string[], teamId: string | null): readonly string[] {
  return teamId === null || teams.includes(teamId) ? teams : [...teams, teamId];
}

/** A key made by somebody who is no member of it is renewed by its first member: nobody outside may know it. */
function withPrincipal(state: RosterState, entry: RosterEntry, principal: Principal): RosterState {
  const held = state.principals.get(principal.principalId);
  const follows = held === undefined ? principal.epoch === 1 : principal.epoch === held.epoch + 1 && isSameGroup(principal, held);
  if (!follows) throw new RosterRefused(entry.seq, 'content');
  const members = dueMembers(state, principal).map(({ userId }) => userId);
  const madeByMember = members.includes(entry.proposed.by);
  const others = [...state.stale].filter((principalId) => principalId !== principal.principalId);
  return {
    ...state,
    principals: new Map([...state.principals, [principal.principalId, principal]]),
    formerPrincipals: held === undefined ? state.formerPrincipals : [...state.formerPrincipals, held],
    stale: new Set(madeByMember ? others : [...others, principal.principalId]),
  };
}

function isSameGroup(left: Principal, right: Principal): boolean {
  return left.kind === right.kind && left.programme === right.programme && left.teamId === right.teamId && left.store === right.store;
}

/** A person as a line brings her or him; keys in base64url. */
export function newUser(account: AccountRecord, agreement: string, signing: string, seq: number): RosterUser {
  const { userId, staffCode, role, programs, teamId, counts } = account;
  return {
    userId,
    staffCode,
    role,
    programs,
    teamId,
    counts,
    agreementPublic: Buffer.from(agreement, 'base64url'),
    signingPublic: Buffer.from(signing, 'base64url'),
    formerSigning: [],
    epoch: 1,
    status: 'active',
    hasSupervised: role === 'supervisor',
    keysAt: seq,
    closed: false,
    addedAt: seq,
    joinedAt: seq,
    changedAt: seq,
  };
}

/** A principal with its public half as bytes. */
export function newPrincipal(record: PrincipalRecord): Principal {
  return { ...record, publicKey: Buffer.from(record.publicKey, 'base64url') };
}
