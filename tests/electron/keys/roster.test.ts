import { beforeAll, describe, expect, test } from 'vitest';
import { newUserKeys, type UserKeys } from '../../../electron/keys/bundle.ts';
import { createInstallation, type Installation } from '../../../electron/keys/installation.ts';
import { newGroup } from '../../../electron/keys/principals.ts';
import { newId, randomSecret, signingPublic } from '../../../electron/keys/primitives.ts';
import { newRecovery, recoverySeed } from '../../../electron/keys/recovery.ts';
import { RosterRefused, signingKeysOf, type RosterState } from '../../../electron/keys/rosterState.ts';
import { extendRoster, verifyRoster } from '../../../electron/keys/roster.ts';
import {
  confirm,
  entryHash,
  entrySchema,
  propose,
  proveEnrolment,
  proveRecovery,
  type Proposal,
  type RosterBody,
  type RosterEntry,
} from '../../../electron/keys/rosterEntries.ts';
import type { SessionKeys } from '../../../electron/keys/session.ts';
import type { Role } from '../../../shared/rights.ts';

const made = (kind: 'centre' | 'desk') =>
  createInstallation({
    kind,
    siteCode: 'TST',
    profile: 'floor',
    at: 1,
    administrator: { staffCode: 'ADM', passphrase: 'phrase inventée', programs: [] },
    authority: { staffCode: 'SUP', passphrase: 'autre phrase', programs: ['gbv'] },
  });

const signer = (keys: SessionKeys) => ({ userId: keys.userId, signingSeed: keys.user.signingSeed });
const heading = () => ({ id: newId(), at: 2 });

function reasonOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof RosterRefused) return `${error.seq} ${error.reason}`;
    throw error;
  }
  return 'accepted';
}

describe('roster (security §2.4, T14)', () => {
  let centre: Installation;
  let state: RosterState;
  let first: RosterEntry;
  const enrolmentSeed = randomSecret();

  beforeAll(async () => {
    centre = await made('centre');
    state = centre.roster;
    const [entry] = centre.entries;
    if (entry === undefined) throw new Error('no entry');
    first = entry;
  });

  function invitation(role: Role, by: SessionKeys, staffCode = 'AWA'): Proposal {
    const account = { userId: newId(), staffCode, role, programs: ['gbv' as const], teamId: null, counts: false };
    const kind = role === 'supervisor' ? ('supervisor.add' as const) : ('user.add' as const);
    const body: RosterBody = { ...heading(), kind, account, enrolmentKey: signingPublic(enrolmentSeed).toString('base64url') };
    return propose(state.siteId, body, signer(by));
  }

  function enrolled(proposal: Proposal, seed: Buffer = enrolmentSeed, user: UserKeys = newUserKeys()): Proposal {
    const agreement = user.agreementPublic.toString('base64url');
    const signing = user.signingPublic.toString('base64url');
    return { ...proposal, enrolled: proveEnrolment(state.siteId, proposal, seed, agreement, signing) };
  }

  const confirmed = (proposal: Proposal, by: SessionKeys, on: RosterState = state) =>
    confirm(on.siteId, on.seq + 1, on.head, proposal, signer(by));

  test('genesis holds, with principals of every programme', () => {
    expect(verifyRoster(centre.entries)).toEqual(state);
    const kinds = [...state.principals.values()].map(({ kind, programme, store }) => `${kind} ${programme ?? store ?? 'site'}`);
    expect(kinds.toSorted()).toEqual([
      'audit admin',
      'audit cases',
      'counting cp',
      'counting erw',
      'counting gbv',
      'signing site',
      'team cp',
      'team erw',
      'team gbv',
    ]);
  });

  test('a person added by the administrator, the code and the supervisor', () => {
    const entry = confirmed(enrolled(invitation('caseworker', centre.administrator)), centre.authority);
    const extended = verifyRoster([first, entry]);
    expect(extended.users.size).toBe(3);
    expect(extended.hashes).toEqual([entryHash(state.siteId, first), entryHash(state.siteId, entry)]);
    expect(extended.head).toBe(entryHash(state.siteId, entry));
  });

  test('an administrator alone adds nobody', () => {
    const { administrator, authority } = centre;
    const alone = confirmed(enrolled(invitation('supervisor', administrator)), administrator);
    expect(reasonOf(() => extendRoster(state, alone))).toBe('2 signer');
    const forged = { ...confirmed(enrolled(invitation('supervisor', administrator)), administrator) };
    const underName = { ...forged, confirmed: { ...forged.confirmed, by: authority.userId } };
    expect(reasonOf(() => extendRoster(state, underName))).toBe('2 signature');
    const stranger = newUserKeys();
    const byStranger = confirm(state.siteId, 2, state.head, enrolled(invitation('caseworker', administrator)), {
      userId: newId(),
      signingSeed: stranger.signingSeed,
    });
    expect(reasonOf(() => extendRoster(state, byStranger))).toBe('2 signer');
  });

  test('a supervisor alone adds nobody', () => {
    const entry = confirmed(enrolled(invitation('caseworker', centre.authority)), centre.authority);
    expect(reasonOf(() => extendRoster(state, entry))).toBe('2 signer');
  });

  test('keys that were not made with the code are refused', () => {
    const { administrator, authority } = centre;
    expect(reasonOf(() => extendRoster(state, confirmed(invitation('caseworker', administrator), authority)))).toBe('2 enrolment');
    const other = confirmed(enrolled(invitation('caseworker', administrator), randomSecret()), authority);
    expect(reasonOf(() => extendRoster(state, other))).toBe('2 enrolment');
    const right = enrolled(invitation('caseworker', administrator));
    const others = enrolled(right).enrolled;
    if (others === null || right.enrolled === null) throw new Error('not enrolled');
    const swapped = { ...right, enrolled: { ...others, proof: right.enrolled.proof } };
    expect(reasonOf(() => extendRoster(state, confirmed(swapped, authority)))).toBe('2 enrolment');
  });

  test('a public key swapped after the second signature is refused', () => {
    const entry = confirmed(enrolled(invitation('caseworker', centre.administrator)), centre.authority);
    const swapped = { ...entry, enrolled: enrolled(entry).enrolled };
    expect(reasonOf(() => extendRoster(state, swapped))).toBe('2 signature');
  });

  test('a signed body cannot be entered twice, moved, or put in another site', async () => {
    const proposal = enrolled(invitation('caseworker', centre.administrator));
    const entry = confirmed(proposal, centre.authority);
    const extended = verifyRoster([first, entry]);
    const again = confirmed(proposal, centre.authority, extended);
    expect(reasonOf(() => verifyRoster([first, entry, again]))).toBe('3 replayed');
    expect(reasonOf(() => verifyRoster([first, { ...entry, seq: 3 }]))).toBe('3 chain');
    expect(reasonOf(() => verifyRoster([entry]))).toBe('2 chain');
    expect(reasonOf(() => verifyRoster([]))).toBe('1 chain');
    const elsewhere = await made('centre');
    expect(reasonOf(() => extendRoster({ ...elsewhere.roster, head: entry.previous }, entry))).toBe('2 signer');
  });

  test('every line altered, removed or exchanged is noticed', () => {
    const entries = [first];
    let current = state;
    for (const staffCode of ['AWA', 'BIN', 'COU']) {
      const entry = confirmed(enrolled(invitation('caseworker', centre.administrator, staffCode)), centre.authority, current);
      current = extendRoster(current, entry);
      entries.push(entry);
    }
    expect(verifyRoster(entries).head).toBe(current.head);
    const [, second, third, fourth] = entries;
    if (second === undefined || third === undefined || fourth === undefined) throw new Error('no entries');
    expect(reasonOf(() => verifyRoster([first, third, fourth]))).toBe('3 chain');
    expect(reasonOf(() => verifyRoster([first, third, second, fourth]))).toBe('3 chain');
    const promoted = { ...second, body: { ...second.body, at: 99 } };
    expect(reasonOf(() => verifyRoster([first, promoted, third, fourth]))).toBe('2 signature');
    expect(reasonOf(() => verifyRoster([{ ...first, body: { ...first.body, at: 99 } }, second]))).toBe('1 signature');
  });

  test('suspended and removed people sign nothing; a staff code is not taken twice', () => {
    const { administrator, authority } = centre;
    const second = newUserKeys();
    const added = confirmed(enrolled(invitation('administrator', administrator, 'AD2'), enrolmentSeed, second), authority);
    const two = extendRoster(state, added);
    const secondId = added.body.kind === 'user.add' ? added.body.account.userId : '';
    const again = confirmed(enrolled(invitation('caseworker', administrator, 'AD2')), authority, two);
    expect(reasonOf(() => extendRoster(two, again))).toBe('3 content');
    const body: RosterBody = { ...heading(), kind: 'user.suspend', userId: administrator.userId, suspended: true, reason: 'leave' };
    const suspend = confirmed(propose(state.siteId, body, { userId: secondId, signingSeed: second.signingSeed }), authority, two);
    const three = extendRoster(two, suspend);
    const late = confirmed(enrolled(invitation('caseworker', administrator, 'COU')), authority, three);
    expect(reasonOf(() => extendRoster(three, late))).toBe('4 signer');
    const gone: RosterBody = { ...heading(), kind: 'user.remove', userId: secondId, reason: 'left' };
    const removed = extendRoster(two, confirmed(propose(state.siteId, gone, signer(authority)), administrator, two));
    expect(removed.users.get(secondId)?.status).toBe('removed');
  });

  test('a principal takes the next epoch only; nobody changes her own role', () => {
    const { administrator, authority } = centre;
    const team = [...state.principals.values()].find((principal) => principal.kind === 'team');
    if (team === undefined) throw new Error('no team');
    const next = { ...newGroup('team', { programme: 'gbv' }).record, principalId: team.principalId, teamId: team.teamId };
    const enter = (epoch: number) =>
      confirmed(
        propose(state.siteId, { ...heading(), kind: 'principal.set', principal: { ...next, epoch } }, signer(administrator)),
        authority,
      );
    expect(reasonOf(() => extendRoster(state, enter(1)))).toBe('2 content');
    expect(reasonOf(() => extendRoster(state, enter(3)))).toBe('2 content');
    expect(extendRoster(state, enter(2)).principals.get(team.principalId)?.epoch).toBe(2);
    const own: RosterBody = {
      ...heading(),
      kind: 'role.change',
      userId: authority.userId,
      role: 'administrator',
      programs: [],
      teamId: null,
      counts: false,
    };
    expect(reasonOf(() => extendRoster(state, confirmed(propose(state.siteId, own, signer(administrator)), authority)))).toBe('2 signer');
  });

  test('nobody signs a line that changes her or himself', () => {
    const { administrator, authority } = centre;
    const { userId } = authority;
    const bodies: readonly RosterBody[] = [
      { ...heading(), kind: 'team.assign', userId, teamId: null },
      { ...heading(), kind: 'counting.add', userId },
      { ...heading(), kind: 'user.suspend', userId, suspended: true, reason: 'leave' },
      { ...heading(), kind: 'user.remove', userId, reason: 'left' },
    ];
    for (const body of bodies) {
      expect(reasonOf(() => extendRoster(state, confirmed(propose(state.siteId, body, signer(authority)), administrator)))).toBe(
        '2 signer',
      );
      expect(reasonOf(() => extendRoster(state, confirmed(propose(state.siteId, body, signer(administrator)), authority)))).toBe(
        '2 signer',
      );
    }
  });

  test('keys are recovered only with the united shares of the set that the roster names', async () => {
    const { administrator, authority } = centre;
    const two = extendRoster(state, confirmed(enrolled(invitation('caseworker', administrator)), authority));
    const person = [...two.users.values()].find(({ staffCode }) => staffCode === 'AWA');
    const userId = person?.userId ?? '';
    const fresh = newUserKeys();
    const made = await newRecovery(['authority', 'management', 'other'], 2);
    const { setId } = made.record;
    type Tried = { on: RosterState; setId?: string; seed?: Buffer; of?: string; by?: readonly [SessionKeys, SessionKeys] };
    const recovered = ({
      on,
      setId: named = setId,
      seed = recoverySeed(made.secret),
      of = userId,
      by = [administrator, authority],
    }: Tried) => {
      const body = { ...heading(), kind: 'recovery.used' as const, userId: of, setId: named };
      const keys = [fresh.agreementPublic.toString('base64url'), fresh.signingPublic.toString('base64url')] as const;
      const proposal = { ...propose(on.siteId, body, signer(by[0])), enrolled: proveRecovery(on.siteId, body, seed, ...keys) };
      return extendRoster(on, confirmed(proposal, by[1], on));
    };
    expect(reasonOf(() => recovered({ on: two }))).toBe('3 content');
    const set: RosterBody = { ...heading(), kind: 'recovery.set', recovery: made.record };
    const three = extendRoster(two, confirmed(propose(two.siteId, set, signer(administrator)), authority, two));
    expect(three.recovery).toMatchObject({ setId, used: false, at: 2 });
    expect(reasonOf(() => recovered({ on: three, setId: newId() }))).toBe('4 content');
    expect(reasonOf(() => recovered({ on: three, seed: randomSecret() }))).toBe('4 enrolment');
    expect(reasonOf(() => recovered({ on: three, of: authority.userId }))).toBe('4 signer');
    const four = recovered({ on: three });
    expect(four.users.get(userId)).toMatchObject({ agreementPublic: fresh.agreementPublic, formerSigning: [person?.signingPublic] });
    expect(signingKeysOf(four, userId)).toEqual([fresh.signingPublic, person?.signingPublic]);
    expect(four.recovery?.used).toBe(true);
    expect(reasonOf(() => recovered({ on: four }))).toBe('5 content');
    for (const one of [administrator, authority]) expect(reasonOf(() => recovered({ on: three, by: [one, one] }))).toBe('4 signer');
    const older = { ...three, recovery: three.recovery === null ? null : { ...three.recovery } };
    delete older.recovery?.signers;
    expect(recovered({ on: older, by: [authority, authority] }).recovery?.used).toBe(true);
    const nobodyElse = { ...three, users: new Map([...three.users].filter(([one]) => one !== administrator.userId)) };
    expect(recovered({ on: nobodyElse, by: [authority, authority] }).recovery?.used).toBe(true);
  });

  test('a set of shares is signed by two, and no function keeps two of them', async () => {
    const { administrator, authority } = centre;
    const { record } = await newRecovery(['administration', 'authority', 'other'], 2);
    const set: RosterBody = { ...heading(), kind: 'recovery.set', recovery: record };
    for (const one of [administrator, authority])
      expect(reasonOf(() => extendRoster(state, confirmed(propose(state.siteId, set, signer(one)), one)))).toBe('2 signer');
    const entry = confirmed(propose(state.siteId, set, signer(administrator)), authority);
    expect(extendRoster(state, entry).recovery?.setId).toBe(record.setId);
    const withKeepers = (keepers: readonly string[]) =>
      entrySchema.safeParse({ ...entry, body: { ...set, recovery: { ...record, keepers } } });
    expect(withKeepers(['administration', 'administration', 'other']).success).toBe(false);
    expect(withKeepers(['other', 'other', 'administration']).success).toBe(true);
    expect(withKeepers(['other', 'other']).success).toBe(false);
  });

  test('on a desk the focal point signs where a supervisor would, and no caseworker exists', async () => {
    const desk = await made('desk');
    expect(desk.authority.dekC).toBeNull();
    expect([...desk.roster.principals.values()].map((principal) => principal.kind).toSorted()).toEqual(['audit', 'signing']);
    expect(desk.roster.users.get(desk.authority.userId)?.role).toBe('focal_point');
    const account = { userId: newId(), staffCode: 'AWA', role: 'caseworker' as const, programs: [], teamId: null, counts: false };
    const body: RosterBody = { ...heading(), kind: 'user.add', account, enrolmentKey: signingPublic(enrolmentSeed).toString('base64url') };
    const proposal = propose(desk.roster.siteId, body, signer(desk.administrator));
    const user = newUserKeys();
    const keys = proveEnrolment(
      desk.roster.siteId,
      proposal,
      enrolmentSeed,
      user.agreementPublic.toString('base64url'),
      user.signingPublic.toString('base64url'),
    );
    const entry = confirm(desk.roster.siteId, 2, desk.roster.head, { ...proposal, enrolled: keys }, signer(desk.authority));
    expect(reasonOf(() => extendRoster(desk.roster, entry))).toBe('2 content');
  });
});
