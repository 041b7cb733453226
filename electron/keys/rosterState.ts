import { Buffer } from 'node:buffer';
import type { Space } from '../../shared/exchange/space.ts';
import type { CaseProgramme, Programme } from '../../shared/ids.ts';
import { programmesOf } from '../../shared/ids.ts';
import { CASE_ROLES, type Role } from '../../shared/rights.ts';
import { context } from './canonical.ts';
import { sha256 } from './primitives.ts';
import type { PrincipalRecord, RecoveryRecord } from './rosterEntries.ts';
import { eightWords } from './words.ts';

export type RosterUser = {
  readonly userId: string;
  readonly staffCode: string;
  readonly role: Role;
  readonly programs: readonly CaseProgramme[];
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
  /** The present keys were on a machine that is lost: the account holds nothing and signs nothing but its next keys (security §9.3). */
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
  /** Every team, in the order in which the list first named it: its place identifies it. */
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
  /** Ids of all destructions that two persons ordered and nobody stopped. */
  readonly ordered: ReadonlySet<string>;
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
  program: CaseProgramme,
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

/** Whether a person should hold a principal's private half today. */
export function isDueMember(user: RosterUser, principal: PrincipalRecord | Principal): boolean {
  if (user.status !== 'active' || user.closed) return false;
  const authority = user.role === 'supervisor' || user.role === 'focal_point';
  if (principal.kind === 'team') return user.role === 'supervisor' && principal.teamId === user.teamId;
  if (principal.kind === 'counting') return user.role === 'supervisor' && user.counts;
  if (principal.kind === 'signing') return authority && user.counts;
  return principal.store === 'cases' ? user.role === 'supervisor' : user.role === 'administrator' || user.role === 'focal_point';
}
