import { Buffer } from 'node:buffer';
import { PROGRAMMES, type CaseProgramme, type Programme } from '../../shared/ids.ts';
import type { Space } from '../../shared/exchange/space.ts';
import { newUserKeys, type UserKeys } from './bundle.ts';
import type { Keyring } from './keyring.ts';
import type { KdfProfile } from './passphrase.ts';
import { newGroup, newSiteSigner, shareWith, type NewPrincipal, type PrincipalMember } from './principals.ts';
import { newId, randomSecret, zero } from './primitives.ts';
import { dueMemberships, genesisOf, type RosterState } from './rosterState.ts';
import { verifyRoster } from './roster.ts';
import { NO_ENTRY, confirm, propose, type AccountRecord, type RosterBody, type RosterEntry } from './rosterEntries.ts';
import { admittedSlot, newSlot, type SessionKeys } from './session.ts';

export type Founder = { readonly staffCode: string; readonly passphrase: string; readonly programs: readonly CaseProgramme[] };

export type NewInstallation = {
  readonly kind: 'centre' | 'desk';
  readonly siteCode: string;
  /** Absent: real. */
  readonly space?: Space;
  readonly administrator: Founder;
  /** The first supervisor of a centre, or the focal point of a desk. */
  readonly authority: Founder;
  readonly profile: KdfProfile;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** Everything a first run makes (security §2.4), before a byte is on disk; `createStores` writes it. */
export type Installation = {
  readonly keyring: Keyring;
  readonly entries: readonly RosterEntry[];
  readonly roster: RosterState;
  readonly members: readonly PrincipalMember[];
  readonly administrator: SessionKeys;
  readonly authority: SessionKeys;
};

/**
 * Genesis: store keys, identity vault key, site keys, first team and counting principals (centre), audit principals, two accounts,
 * and the first roster entry signed by both. About two derivations of a passphrase. The caller zeroes both sessions once the stores are written.
 */
export async function createInstallation(made: NewInstallation): Promise<Installation> {
  const siteId = newId();
  const teamId = made.kind === 'centre' ? newId() : null;
  const principals = await firstPrincipals(teamId);
  const administrator = founder(made.administrator, 'administrator', null);
  const authority = founder(made.authority, made.kind === 'centre' ? 'supervisor' : 'focal_point', teamId);
  const body = genesis(made, siteId, [administrator, authority], principals);
  const proposal = propose(siteId, body, { userId: administrator.account.userId, signingSeed: administrator.user.signingSeed });
  const entry = confirm(siteId, 1, NO_ENTRY, proposal, { userId: authority.account.userId, signingSeed: authority.user.signingSeed });
  const roster = verifyRoster([entry]);
  const members = [...roster.users.values()].flatMap((person) =>
    dueMemberships(roster, person).map((principal) => {
      const held = principals.find((candidate) => candidate.record.principalId === principal.principalId);
      return shareWith(siteId, principal, held?.secret ?? Buffer.alloc(0), person);
    }),
  );
  zero(...principals.map((principal) => principal.secret));
  const store = { dekA: randomSecret(), genesis: genesisOf(roster), pinned: genesisOf(roster) };
  const cases = made.kind === 'centre' ? { dekC: randomSecret(), ivk: randomSecret() } : { dekC: null, ivk: null };
  const sessions = {
    administrator: sessionOf(siteId, administrator, { ...store, dekC: null, ivk: null }),
    authority: sessionOf(siteId, authority, { ...store, ...cases }),
  };
  const slots = [
    await founderSlot(sessions.administrator, made.administrator.passphrase, made.profile),
    await founderSlot(sessions.authority, made.authority.passphrase, made.profile),
  ];
  const keyring: Keyring = { v: 1, siteId, rosterHead: roster.head, slots, recovery: null, escrow: [], enrolments: [] };
  return { keyring, entries: [entry], roster, members, ...sessions };
}

type FounderKeys = { readonly account: AccountRecord; readonly user: UserKeys };

function founder(given: Founder, role: AccountRecord['role'], teamId: string | null): FounderKeys {
  const account: AccountRecord = {
    userId: newId(),
    staffCode: given.staffCode,
    role,
    programs: [...given.programs],
    teamId,
    counts: role !== 'administrator',
  };
  return { account, user: newUserKeys() };
}

async function firstPrincipals(teamId: string | null): Promise<readonly NewPrincipal[]> {
  const groups = [newGroup('audit', { store: 'admin' })];
  if (teamId !== null) {
    groups.push(newGroup('audit', { store: 'cases' }));
    for (const programme of PROGRAMMES) groups.push(...programmeGroups(programme, teamId));
  }
  return [...groups, await newSiteSigner()];
}

function programmeGroups(programme: Programme, teamId: string): readonly NewPrincipal[] {
  return [newGroup('team', { programme, teamId }), newGroup('counting', { programme })];
}

function genesis(made: NewInstallation, siteId: string, founders: readonly FounderKeys[], principals: readonly NewPrincipal[]): RosterBody {
  return {
    kind: 'genesis',
    id: newId(),
    at: made.at,
    site: { siteId, code: made.siteCode, kind: made.kind },
    policy: { recoveryShares: 3, recoveryNeeded: 2 },
    ...(made.space === 'training' && { training: true }),
    users: founders.map(({ account, user }) => ({
      ...account,
      agreement: user.agreementPublic.toString('base64url'),
      signing: user.signingPublic.toString('base64url'),
    })),
    principals: principals.map((principal) => principal.record),
    recovery: null,
  };
}

function sessionOf(
  siteId: string,
  { account, user }: FounderKeys,
  store: Pick<SessionKeys, 'dekA' | 'dekC' | 'ivk' | 'genesis' | 'pinned'>,
): SessionKeys {
  return { siteId, userId: account.userId, staffCode: account.staffCode, user, renewing: null, former: null, ...store };
}

async function founderSlot(session: SessionKeys, passphrase: string, profile: KdfProfile) {
  const { siteId, userId, staffCode, user, dekA, dekC, ivk, pinned: genesis } = session;
  const slot = await newSlot(siteId, { userId, staffCode }, passphrase, { user, genesis }, dekA, profile);
  return admittedSlot(siteId, slot, user.agreementPublic, { dekC, ivk, genesis });
}
