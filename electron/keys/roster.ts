import { Buffer } from 'node:buffer';
import type { CaseProgram, Programme } from '../../shared/ids.ts';
import { programmesOf } from '../../shared/ids.ts';
import type { Role } from '../../shared/rights.ts';
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
  /** Keys before a recovery, oldest first: what they signed stays signed. */
  readonly formerSigning: readonly Buffer[];
  readonly status: 'active' | 'suspended' | 'removed';
};

export type Principal = Omit<PrincipalRecord, 'publicKey'> & { readonly publicKey: Buffer };

/** Who exists, with which keys and rights: what the verified list says today. */
export type RosterState = {
  readonly siteId: string;
  readonly siteCode: string;
  readonly kind: 'centre' | 'desk';
  readonly users: ReadonlyMap<string, RosterUser>;
  /** Newest epoch of each principal. */
  readonly principals: ReadonlyMap<string, Principal>;
  /** The set of shares in force; `used`: it has served, and is to be replaced. `at`: milliseconds since 1970. */
  readonly recovery: (RecoveryRecord & { readonly at: number; readonly used: boolean }) | null;
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
 * are proved by the united shares, so that one of the two, who was present, may sign for both holders. Throws RosterRefused at the first bad line.
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
  const changed = apply(state, entry);
  const head = entryHash(state.siteId, entry);
  return { ...changed, seq: entry.seq, head, hashes: [...state.hashes, head] };
}

/** The eight words of a person's keys, compared aloud at admission (security §2.4). */
export function keyWords(siteId: string, userId: string, agreement: Uint8Array, signing: Uint8Array): readonly string[] {
  return eightWords(sha256(context('user/words', { id: siteId }, { id: userId }, { bytes: agreement }, { bytes: signing })));
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
  return user === undefined ? [] : [user.signingPublic, ...user.formerSigning];
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

/** Principals whose private half a person should hold (security §2.2): its teams, counting, audit and signing keys. */
export function dueMemberships(state: RosterState, user: RosterUser): readonly Principal[] {
  const authority = user.role === 'supervisor' || user.role === 'focal_point';
  return [...state.principals.values()].filter((principal) => {
    if (principal.kind === 'team') return user.role === 'supervisor' && principal.teamId === user.teamId;
    if (principal.kind === 'counting') return user.role === 'supervisor' && user.counts;
    if (principal.kind === 'signing') return authority && user.counts;
    return principal.store === 'cases' ? user.role === 'supervisor' : user.role === 'administrator' || user.role === 'focal_point';
  });
}

function begin(entry: RosterEntry): RosterState {
  const { body } = entry;
  if (entry.seq !== 1 || entry.previous !== NO_ENTRY || body.kind !== 'genesis') throw new RosterRefused(entry.seq, 'chain');
  const empty: RosterState = {
    siteId: body.site.siteId,
    siteCode: body.site.code,
    kind: body.site.kind,
    users: new Map(),
    principals: new Map(),
    recovery: body.recovery === null ? null : { ...body.recovery, at: body.at, used: false },
    seq: 0,
    head: NO_ENTRY,
    hashes: [],
  };
  const users = body.users.map((user) => newUser(user, user.agreement, user.signing));
  const principals = body.principals.map(newPrincipal);
  const state = {
    ...empty,
    users: new Map(users.map((user) => [user.userId, user])),
    principals: new Map(principals.map((principal) => [principal.principalId, principal])),
  };
  assertSigners(state, entry);
  const head = entryHash(state.siteId, entry);
  return { ...state, seq: 1, head, hashes: [head] };
}

function assertSigners(state: RosterState, entry: RosterEntry): void {
  const proposer = state.users.get(entry.proposed.by);
  const confirmer = state.users.get(entry.confirmed.by);
  if (proposer?.status !== 'active' || confirmer?.status !== 'active' || !maySignTogether(state, entry.body, proposer, confirmer))
    throw new RosterRefused(entry.seq, 'signer');
  if (!proposalHolds(state.siteId, entry, proposer.signingPublic) || !confirmationHolds(state.siteId, entry, confirmer.signingPublic))
    throw new RosterRefused(entry.seq, 'signature');
}

function maySignTogether(state: RosterState, body: RosterBody, proposer: RosterUser, confirmer: RosterUser): boolean {
  if ('userId' in body && [proposer.userId, confirmer.userId].includes(body.userId)) return false;
  const authority: Role = state.kind === 'centre' ? 'supervisor' : 'focal_point';
  const roles = [proposer.role, confirmer.role];
  if (body.kind === 'recovery.used') return roles.every((role) => role === authority || role === 'administrator');
  if (proposer.userId === confirmer.userId) return false;
  return roles.includes('administrator') && roles.includes(authority);
}

function apply(state: RosterState, entry: RosterEntry): RosterState {
  const { body } = entry;
  switch (body.kind) {
    case 'genesis':
      throw new RosterRefused(entry.seq, 'chain');
    case 'principal.set':
      return withPrincipal(state, entry.seq, newPrincipal(body.principal));
    case 'user.add':
    case 'supervisor.add':
      return withUser(state, admitted(state, entry, body));
    case 'team.assign':
      return withUser(state, { ...known(state, entry.seq, body.userId), teamId: body.teamId });
    case 'counting.add':
      return withUser(state, { ...known(state, entry.seq, body.userId), counts: true });
    case 'user.suspend':
      return withUser(state, { ...known(state, entry.seq, body.userId), status: body.suspended ? 'suspended' : 'active' });
    case 'user.remove':
      return withUser(state, { ...known(state, entry.seq, body.userId), status: 'removed' });
    case 'role.change':
      return withUser(state, {
        ...known(state, entry.seq, body.userId),
        role: body.role,
        programs: body.programs,
        teamId: body.teamId,
        counts: body.counts,
      });
    case 'recovery.set':
      return { ...state, recovery: { ...body.recovery, at: body.at, used: false } };
    case 'recovery.used':
      return recovered(state, entry, body);
  }
}

/** A person with the new keys that the united shares allowed (security §9.4). */
function recovered(state: RosterState, entry: RosterEntry, body: Extract<RosterBody, { kind: 'recovery.used' }>): RosterState {
  const { recovery } = state;
  const keys = entry.enrolled;
  if (recovery === null || recovery.setId !== body.setId) throw new RosterRefused(entry.seq, 'content');
  if (keys === null || !recoveryHolds(state.siteId, body, keys, recovery.signing)) throw new RosterRefused(entry.seq, 'enrolment');
  const signingPublic = Buffer.from(keys.signing, 'base64url');
  if (isSigningKeyTaken(state, signingPublic)) throw new RosterRefused(entry.seq, 'content');
  const person = known(state, entry.seq, body.userId);
  const renewed: RosterUser = {
    ...person,
    agreementPublic: Buffer.from(keys.agreement, 'base64url'),
    signingPublic,
    formerSigning: [...person.formerSigning, person.signingPublic],
  };
  return { ...withUser(state, renewed), recovery: { ...recovery, used: true } };
}

function admitted(state: RosterState, entry: RosterEntry, body: Extract<RosterBody, { kind: 'user.add' | 'supervisor.add' }>): RosterUser {
  const { account, enrolmentKey } = body;
  const keys = entry.enrolled;
  if (keys === null || !enrolmentHolds(state.siteId, body.id, keys, enrolmentKey)) throw new RosterRefused(entry.seq, 'enrolment');
  if ((account.role === 'supervisor') !== (body.kind === 'supervisor.add')) throw new RosterRefused(entry.seq, 'content');
  if (state.kind === 'desk' && account.role !== 'focal_point' && account.role !== 'administrator')
    throw new RosterRefused(entry.seq, 'content');
  if (state.kind === 'centre' && account.role === 'focal_point') throw new RosterRefused(entry.seq, 'content');
  const signing = Buffer.from(keys.signing, 'base64url');
  const taken = [...state.users.values()].some(
    (user) => user.userId === account.userId || (user.staffCode === account.staffCode && user.status !== 'removed'),
  );
  if (taken || isSigningKeyTaken(state, signing)) throw new RosterRefused(entry.seq, 'content');
  return newUser(account, keys.agreement, keys.signing);
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
  return { ...state, users: new Map([...state.users, [user.userId, user]]) };
}

function withPrincipal(state: RosterState, seq: number, principal: Principal): RosterState {
  const held = state.principals.get(principal.principalId);
  const follows = held === undefined ? principal.epoch === 1 : principal.epoch === held.epoch + 1 && principal.kind === held.kind;
  if (!follows) throw new RosterRefused(seq, 'content');
  return { ...state, principals: new Map([...state.principals, [principal.principalId, principal]]) };
}

function newUser(account: AccountRecord, agreement: string, signing: string): RosterUser {
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
    status: 'active',
  };
}

function newPrincipal(record: PrincipalRecord): Principal {
  return { ...record, publicKey: Buffer.from(record.publicKey, 'base64url') };
}
