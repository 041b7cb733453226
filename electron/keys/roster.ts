import { Buffer } from 'node:buffer';
import type { CaseProgram, Programme } from '../../shared/ids.ts';
import { programmesOf } from '../../shared/ids.ts';
import type { Space } from '../../shared/exchange/space.ts';
import { CASE_ROLES, type Role } from '../../shared/rights.ts';
import { context } from './canonical.ts';
import { same, sha256 } from './primitives.ts';
import {
  NO_ENTRY,
  confirmationHolds,
  enrolmentHolds,
  entryHash,
  proposalHolds,
  recoveryHolds,
  type AccountRecord,
  type PrincipalRecord,
  type RecoveryRecord,
  type RosterBody,
  type RosterEntry,
} from './rosterEntries.ts';
import { eightWords } from './words.ts';

export type RosterUser = {
  readonly userId: string;
  readonly staffCode: string;
  readonly role: Role;
  readonly programs: readonly CaseProgram[];
  readonly teamId: string | null;
  readonly counts: boolean;
  readonly agreementPublic: Buffer;
  readonly signingPublic: Buffer;
  /** Public halves before a change of keys: what was signed then still holds. */
  readonly formerSigning: readonly Buffer[];
  /** Grows with each change of the person's keys. */
  readonly epoch: number;
  readonly status: 'active' | 'suspended' | 'removed';
  /** Line by which the present keys came. */
  readonly keysAt: number;
  /** The present keys stood on a machine that is lost: the account holds nothing and signs nothing but its next keys (security §9.3). */
  readonly closed: boolean;
  /** Supervises, or did: such a person may have given cases their keys. */
  readonly hasSupervised: boolean;
  /** Lines by which the person came, came to the present team and role, and last line about her or him. */
  readonly addedAt: number;
  readonly joinedAt: number;
  readonly changedAt: number;
};

export type Principal = Omit<PrincipalRecord, 'publicKey'> & { readonly publicKey: Buffer };

/** `seq`: its line. `by`: staff codes of the two who signed. */
export type DestructionOrder = {
  readonly id: string;
  readonly seq: number;
  readonly level: 'vault' | 'base';
  readonly minutes: number;
  readonly at: number;
  readonly by: readonly string[];
};

/** Who exists, with which keys and rights: what the verified list says today. */
export type RosterState = {
  readonly siteId: string;
  readonly siteCode: string;
  readonly kind: 'centre' | 'desk';
  readonly space: Space;
  readonly users: ReadonlyMap<string, RosterUser>;
  /** Every team, in the order in which the list first named it: its place tells people which one it is. */
  readonly teams: readonly string[];
  /** Newest epoch of each principal. */
  readonly principals: ReadonlyMap<string, Principal>;
  /** The set of shares in force; `used`: it has served, and is to be replaced. `at`: milliseconds since 1970. */
  readonly recovery: (RecoveryRecord & { readonly at: number; readonly used: boolean }) | null;
  /** Earlier epochs: what was sealed to them is sealed again, then they open nothing (keys/README). */
  readonly formerPrincipals: readonly Principal[];
  /** Principals whose private half is known to somebody who is no longer a member: a new epoch is due (security §2.5). */
  readonly stale: ReadonlySet<string>;
  /** Last line by which somebody who held a store's key lost the right to it; 0 when nobody did. */
  readonly leftAt: Readonly<Record<'admin' | 'cases', number>>;
  /** The last loss that was declared; `at`: milliseconds since 1970. */
  readonly lost: { readonly seq: number; readonly at: number } | null;
  /** Protections that two made weaker, each with the value they signed last. */
  readonly weakened: ReadonlyMap<string, number>;
  /** Digest of the words under which each was signed last, for those that have some. */
  readonly under: ReadonlyMap<string, string>;
  /** The last destruction that two persons ordered and nobody stopped; whether it was done is in the keyring (security §9.6). */
  readonly order: DestructionOrder | null;
  readonly seq: number;
  /** Hash of the last entry. */
  readonly head: string;
  /** Hash of every entry, first to last: a witnessed head must be among them. */
  readonly hashes: readonly string[];
};

export type RosterReason = 'chain' | 'replayed' | 'signer' | 'signature' | 'enrolment' | 'content';

/** The list was not made by those who may: first bad line and why. Nothing may be sealed on its word. */
export class RosterRefused extends Error {
  readonly seq: number;
  readonly reason: RosterReason;

  constructor(seq: number, reason: RosterReason) {
    super('roster refused');
    this.seq = seq;
    this.reason = reason;
  }
}

/**
 * Verifies the whole list (security §2.4): chain of hashes, each body once, both signatures by an administrator and a supervisor
 * (the focal point on a desk) active at that line and neither of whom it changes, keys made with the enrolment code. New keys after a recovery
 * are proved by the united shares and signed by one of the two and anybody else; alone only where nobody else is left. Throws RosterRefused at the first bad line.
 */
export function verifyRoster(entries: readonly RosterEntry[]): RosterState {
  const state = [...rosterStates(entries)].at(-1);
  if (state === undefined) throw new RosterRefused(1, 'chain');
  return state;
}

/** The state after each line, first to last, verified as `verifyRoster` does: an old signature is checked on the list of its day (security §6.1). */
export function* rosterStates(entries: readonly RosterEntry[]): Generator<RosterState> {
  const [first, ...others] = entries;
  if (first === undefined) return;
  let state = begin(first);
  yield state;
  const seen = new Set([first.body.id]);
  for (const entry of others) {
    if (seen.has(entry.body.id)) throw new RosterRefused(entry.seq, 'replayed');
    seen.add(entry.body.id);
    state = extendRoster(state, entry);
    yield state;
  }
}

/** The state after one more entry. Throws RosterRefused; the caller checks that the body's id is new. */
export function extendRoster(state: RosterState, entry: RosterEntry): RosterState {
  if (entry.seq !== state.seq + 1 || entry.previous !== state.head) throw new RosterRefused(entry.seq, 'chain');
  assertSigners(state, entry);
  const changed = withDeparture(state, apply(state, entry), entry);
  const head = entryHash(state.siteId, entry);
  return { ...changed, seq: entry.seq, head, hashes: [...state.hashes, head] };
}

/** Which list of staff somebody has before her or him: its site and the hash of its first line. */
export type ListName = Pick<RosterState, 'siteId' | 'hashes'>;

/** The hash of the first line, 32 bytes. */
export function genesisOf({ hashes }: ListName): Buffer {
  return Buffer.from(hashes[0] ?? '', 'base64url');
}

/**
 * The eight words of a person's keys, compared aloud at admission (security §2.4): two people who say the same ones have the same keys and the same list before
 * them.
 */
export function keyWords(list: ListName, userId: string, agreement: Uint8Array, signing: Uint8Array): readonly string[] {
  const named = [{ id: list.siteId }, { bytes: genesisOf(list) }, { id: userId }] as const;
  return eightWords(sha256(context('user/words', ...named, { bytes: agreement }, { bytes: signing })));
}

/** An active person. Throws RosterRefused with reason `signer` when there is none. */
export function activeUser(state: RosterState, userId: string): RosterUser {
  const user = state.users.get(userId);
  if (user === undefined || user.status !== 'active') throw new RosterRefused(state.seq, 'signer');
  return user;
}

/** The Ed25519 keys by which a person's signatures are checked, the present one first; none for a stranger. */
export function signingKeysOf(state: RosterState, userId: string): readonly Buffer[] {
  const user = state.users.get(userId);
  return user === undefined ? [] : signingKeys(user);
}

/** Every key with which a person signed or signs. */
function signingKeys(user: RosterUser): readonly Buffer[] {
  return [user.signingPublic, ...user.formerSigning];
}

/** Newest principals of a kind that cover a case program; of one team when `teamId` is given. */
export function principalsFor(
  state: RosterState,
  kind: 'team' | 'counting',
  program: CaseProgram,
  teamId: string | null,
): readonly Principal[] {
  const programmes: readonly (Programme | null)[] = programmesOf(program);
  return [...state.principals.values()].filter(
    (principal) =>
      principal.kind === kind && programmes.includes(principal.programme) && (kind === 'counting' || principal.teamId === teamId),
  );
}

/** The audit principal of a store. Throws RosterRefused when the list has none. */
export function auditPrincipal(state: RosterState, store: 'admin' | 'cases'): Principal {
  const found = [...state.principals.values()].find((principal) => principal.kind === 'audit' && principal.store === store);
  if (found === undefined) throw new RosterRefused(state.seq, 'content');
  return found;
}

/** Whether a person is given the key of a store (security §0, decision 1). */
export function holdsStore(user: RosterUser, store: 'admin' | 'cases'): boolean {
  return user.status === 'active' && !user.closed && (store === 'admin' || CASE_ROLES.includes(user.role));
}

/** The persons who should hold a principal's private half today. */
export function dueMembers(state: Pick<RosterState, 'users'>, principal: PrincipalRecord | Principal): readonly RosterUser[] {
  return [...state.users.values()].filter((user) => isDueMember(user, principal));
}

/** Principals whose private half a person should hold (security §2.2): its teams, counting, audit and signing keys; none unless active. */
export function dueMemberships(state: Pick<RosterState, 'principals'>, user: RosterUser): readonly Principal[] {
  return [...state.principals.values()].filter((principal) => isDueMember(user, principal));
}

function isDueMember(user: RosterUser, principal: PrincipalRecord | Principal): boolean {
  if (user.status !== 'active' || user.closed) return false;
  const authority = user.role === 'supervisor' || user.role === 'focal_point';
  if (principal.kind === 'team') return user.role === 'supervisor' && principal.teamId === user.teamId;
  if (principal.kind === 'counting') return user.role === 'supervisor' && user.counts;
  if (principal.kind === 'signing') return authority && user.counts;
  return principal.store === 'cases' ? user.role === 'supervisor' : user.role === 'administrator' || user.role === 'focal_point';
}

function begin(entry: RosterEntry): RosterState {
  const { body } = entry;
  if (entry.seq !== 1 || entry.previous !== NO_ENTRY || body.kind !== 'genesis') throw new RosterRefused(entry.seq, 'chain');
  const empty: RosterState = {
    siteId: body.site.siteId,
    siteCode: body.site.code,
    kind: body.site.kind,
    space: body.training === true ? 'training' : 'real',
    users: new Map(),
    teams: [],
    principals: new Map(),
    formerPrincipals: [],
    stale: new Set(),
    leftAt: { admin: 0, cases: 0 },
    lost: null,
    order: null,
    weakened: new Map(),
    under: new Map(),
    recovery: body.recovery === null ? null : { ...body.recovery, at: body.at, used: false },
    seq: 0,
    head: NO_ENTRY,
    hashes: [],
  };
  const users = body.users.map((user) => newUser(user, user.agreement, user.signing, entry.seq));
  const principals = body.principals.map(newPrincipal);
  const state = {
    ...empty,
    users: new Map(users.map((user) => [user.userId, user])),
    teams: users.reduce((teams, { teamId }) => withTeam(teams, teamId), empty.teams),
    principals: new Map(principals.map((principal) => [principal.principalId, principal])),
  };
  assertSigners(state, entry);
  const head = entryHash(state.siteId, entry);
  return { ...state, seq: 1, head, hashes: [head] };
}

function assertSigners(state: RosterState, entry: RosterEntry): void {
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

function apply(state: RosterState, entry: RosterEntry): RosterState {
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
      return { ...state, order: orderOf(state, entry, body) };
    case 'vault.cancel':
      if (state.order?.id !== body.orderId) throw new RosterRefused(entry.seq, 'content');
      return { ...state, order: null };
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

/** Everybody whose keys stood on the lost machine is closed; every group and store is to have a key that was not there. */
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

/**
 * What a line about a person leaves behind: the principals and store keys that she or he knew and should know no more. A change of keys after a leak
 * is the departure of whoever has the former ones.
 */
function withDeparture(before: RosterState, after: RosterState, { seq, body }: RosterEntry): RosterState {
  if (!('userId' in body)) return after;
  const was = before.users.get(body.userId);
  const is = after.users.get(body.userId);
  if (was === undefined || is === undefined) return after;
  const leaked = body.kind === 'keys.change';
  const left = groupsLeft(before, after, body);
  const leftAt = (store: 'admin' | 'cases') => (holdsStore(was, store) && (leaked || !holdsStore(is, store)) ? seq : after.leftAt[store]);
  return {
    ...withUser(after, { ...is, changedAt: seq }),
    stale: new Set([...after.stale, ...left]),
    leftAt: { admin: leftAt('admin'), cases: leftAt('cases') },
  };
}

/** Groups of which a line makes its person no member, or whose key leaked with hers or his. */
function groupsLeft(before: RosterState, after: RosterState, body: RosterBody): readonly string[] {
  return [...before.principals.values()].flatMap((principal) => (isLeft(before, after, body, principal) ? [principal.principalId] : []));
}

/** Whether a line makes its person no member of a group, or lets its key leak: a next key of it made before that line is known outside. */
export function isLeft(
  before: Pick<RosterState, 'users'>,
  after: Pick<RosterState, 'users'>,
  body: RosterBody,
  principal: PrincipalRecord | Principal,
): boolean {
  const was = 'userId' in body ? before.users.get(body.userId) : undefined;
  const is = was === undefined ? undefined : after.users.get(was.userId);
  if (was === undefined || is === undefined || !isDueMember(was, principal)) return false;
  return body.kind === 'keys.change' || !isDueMember(is, principal);
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

function withUser(state: RosterState, user: RosterUser): RosterState {
  return { ...state, users: new Map([...state.users, [user.userId, user]]), teams: withTeam(state.teams, user.teamId) };
}

function withTeam(teams: readonly string[], teamId: string | null): readonly string[] {
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

function newUser(account: AccountRecord, agreement: string, signing: string, seq: number): RosterUser {
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

function newPrincipal(record: PrincipalRecord): Principal {
  return { ...record, publicKey: Buffer.from(record.publicKey, 'base64url') };
}
