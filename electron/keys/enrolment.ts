import { Buffer } from 'node:buffer';
import { CASE_ROLES } from '../../shared/rights.ts';
import { newUserKeys, type UserKeys } from './bundle.ts';
import { context } from './canonical.ts';
import { assertAuthentic, type Enrolment, type Keyring, type ReadKeyring, type Slot } from './keyring.ts';
import { deriveKey, kdfCost, newKdf, type KdfProfile } from './passphrase.ts';
import { shareWith, type OpenedPrincipal, type PrincipalMember } from './principals.ts';
import { Unreadable, decrypt, encrypt, hk, newId, signingPublic, zero } from './primitives.ts';
import { activeUser, dueMemberships, genesisOf, keyWords, type ListName, type RosterState } from './rosterState.ts';
import { extendRoster } from './roster.ts';
import {
  confirm,
  enrolmentHolds,
  propose,
  proveEnrolment,
  type AccountRecord,
  type Proposal,
  type RosterBody,
  type RosterEntry,
} from './rosterEntries.ts';
import { admittedSlot, newSlot, withSlot, type SessionKeys } from './session.ts';
import { newCode, parseCode } from './words.ts';

/** Seventy-two hours (security §2.4). */
export const INVITATION_MILLISECONDS = 72 * 3_600_000;

/** The code is spent, expired, not for this person, or mistyped. The error does not say which. */
export class CodeRefused extends Error {
  constructor() {
    super('enrolment code refused');
  }
}

/** The words compared aloud are not those of the key, or there is no key to admit. Nothing was sealed. */
export class AdmissionRefused extends Error {
  constructor() {
    super('admission refused');
  }
}

export type Invitation = {
  /** To be put in the keyring with `withEnrolment`. */
  readonly enrolment: Enrolment;
  /** Stored in `roster_proposal` until admitted. */
  readonly proposal: Proposal;
  /** Eight words to print and hand over; kept nowhere. */
  readonly code: readonly string[];
  readonly expiresAt: number;
};

/**
 * Administrator: a code that opens only DEK-A, once, for 72 h, and the administrator's half of the roster entry (security §2.4).
 */
export async function inviteUser(
  siteId: string,
  administrator: SessionKeys,
  account: AccountRecord,
  at: number,
  profile: KdfProfile,
): Promise<Invitation> {
  const { words, secret } = newCode();
  const kdf = newKdf(await kdfCost(profile));
  const codeKey = await deriveKey(secret, kdf);
  zero(secret);
  const keys = enrolmentKeys(codeKey);
  try {
    const expiry = at + INVITATION_MILLISECONDS;
    const unsealed = { userId: account.userId, staffCode: account.staffCode, kdf, expiry };
    const sealed = encrypt(keys.opening, enrolmentContext(siteId, unsealed), administrator.dekA).toString('base64url');
    const body: RosterBody = {
      kind: account.role === 'supervisor' ? 'supervisor.add' : 'user.add',
      id: newId(),
      at,
      account,
      enrolmentKey: signingPublic(keys.seed).toString('base64url'),
    };
    const signer = { userId: administrator.userId, signingSeed: administrator.user.signingSeed };
    return {
      enrolment: { ...unsealed, sealed },
      proposal: propose(siteId, body, signer),
      code: words,
      expiresAt: expiry,
    };
  } finally {
    zero(codeKey, keys.opening, keys.seed);
  }
}

/** The keyring with this code; an earlier code or slot of the same account, never admitted, is dropped. */
export function withEnrolment(keyring: Keyring, enrolment: Enrolment): Keyring {
  const others = keyring.enrolments.filter((other) => other.userId !== enrolment.userId);
  const slots = keyring.slots.filter((slot) => slot.userId !== enrolment.userId);
  return { ...keyring, slots, enrolments: [...others, enrolment] };
}

/** The keyring with the person's slot in place of the code, which is spent. Throws CodeRefused when the code is no longer in it. */
export function withEnrolled(keyring: Keyring, slot: Slot, spent: Enrolment): Keyring {
  if (!keyring.enrolments.some((enrolment) => enrolment.sealed === spent.sealed)) throw new CodeRefused();
  return withSlot({ ...keyring, enrolments: keyring.enrolments.filter((other) => other.userId !== spent.userId) }, slot);
}

/** A code that was typed right: DEK-A, with which the invitation is read from `admin.db`. Zero `dekA` and `enrolmentSeed` afterwards. */
export type OpenedCode = { readonly enrolment: Enrolment; readonly dekA: Buffer; readonly enrolmentSeed: Buffer };

/** The person: opens the code. Throws CodeRefused, KeyringDamaged. */
export async function openCode(read: ReadKeyring, staffCode: string, typed: string, at: number): Promise<OpenedCode> {
  const enrolment = read.keyring.enrolments.find((candidate) => candidate.staffCode === staffCode);
  const secret = parseCode(typed);
  if (enrolment === undefined || secret === null || at > enrolment.expiry) throw new CodeRefused();
  const codeKey = await deriveKey(secret, enrolment.kdf);
  const keys = enrolmentKeys(codeKey);
  zero(secret, codeKey);
  let dekA: Buffer | null = null;
  try {
    const sealed = Buffer.from(enrolment.sealed, 'base64url');
    dekA = decrypt(keys.opening, enrolmentContext(read.keyring.siteId, enrolment), sealed);
    assertAuthentic(read, dekA);
    return { enrolment, dekA, enrolmentSeed: keys.seed };
  } catch (error) {
    zero(dekA, keys.seed);
    throw error instanceof Unreadable ? new CodeRefused() : error;
  } finally {
    zero(keys.opening);
  }
}

export type Enrolled = {
  /** To be put in the keyring with `withEnrolled`. */
  readonly slot: Slot;
  /** To replace the stored proposal: the person's public keys, proved by the code. */
  readonly proposal: Proposal;
  readonly user: UserKeys;
  /** Eight words the person reads to the supervisor. */
  readonly words: readonly string[];
};

/** The person: own keys and slot under the chosen passphrase, with the list of staff of this base. Throws CodeRefused when the invitation is another's. */
export async function enrolUser(
  list: ListName,
  opened: OpenedCode,
  proposal: Proposal,
  passphrase: string,
  profile: KdfProfile,
): Promise<Enrolled> {
  const { enrolment, dekA, enrolmentSeed } = opened;
  const { body } = proposal;
  if ((body.kind !== 'user.add' && body.kind !== 'supervisor.add') || body.account.userId !== enrolment.userId) throw new CodeRefused();
  const user = newUserKeys();
  const { userId, staffCode } = enrolment;
  const { siteId } = list;
  const slot = await newSlot(siteId, { userId, staffCode }, passphrase, { user, genesis: genesisOf(list) }, dekA, profile);
  const agreement = user.agreementPublic.toString('base64url');
  const signing = user.signingPublic.toString('base64url');
  const enrolled = proveEnrolment(siteId, proposal, enrolmentSeed, agreement, signing);
  return {
    slot,
    proposal: { ...proposal, enrolled },
    user,
    words: keyWords(list, userId, user.agreementPublic, user.signingPublic),
  };
}

/** The eight words of an enrolled proposal, for the supervisor's screen; null before enrolment. */
export function proposalWords(list: ListName, proposal: Proposal): readonly string[] | null {
  const { body, enrolled } = proposal;
  if (enrolled === null || (body.kind !== 'user.add' && body.kind !== 'supervisor.add')) return null;
  return keyWords(list, body.account.userId, Buffer.from(enrolled.agreement, 'base64url'), Buffer.from(enrolled.signing, 'base64url'));
}

export type Admission = {
  readonly keyring: Keyring;
  readonly entry: RosterEntry;
  readonly roster: RosterState;
  /** Rows of `principal_member`, for those principals this session holds. */
  readonly members: readonly PrincipalMember[];
};

/**
 * Supervisor (focal point on a desk), in presence: compares the eight words, signs the entry, seals the store keys and the group keys due to
 * the new person. Roster row, member rows, journal line and keyring are then written by the caller. Throws AdmissionRefused, RosterRefused.
 */
export function admitUser(
  keyring: Keyring,
  authority: SessionKeys,
  held: readonly OpenedPrincipal[],
  roster: RosterState,
  proposal: Proposal,
  words: readonly string[],
): Admission {
  const { body, enrolled } = proposal;
  const expected = proposalWords(roster, proposal);
  if (enrolled === null || expected === null || (body.kind !== 'user.add' && body.kind !== 'supervisor.add')) throw new AdmissionRefused();
  if (expected.join(' ') !== words.join(' ') || !enrolmentHolds(keyring.siteId, body.id, enrolled, body.enrolmentKey))
    throw new AdmissionRefused();
  const signer = { userId: authority.userId, signingSeed: authority.user.signingSeed };
  const entry = confirm(keyring.siteId, roster.seq + 1, roster.head, proposal, signer);
  const extended = extendRoster(roster, entry);
  const person = activeUser(extended, body.account.userId);
  const slot = keyring.slots.find((candidate) => candidate.userId === person.userId);
  if (slot === undefined) throw new AdmissionRefused();
  const caseRole = CASE_ROLES.includes(person.role);
  if (caseRole && (authority.dekC === null || authority.ivk === null)) throw new AdmissionRefused();
  const given = {
    dekC: caseRole ? authority.dekC : null,
    ivk: caseRole ? authority.ivk : null,
    genesis: genesisOf(extended),
  };
  const members = dueMemberships(extended, person).flatMap((principal) => {
    const opened = held.find((candidate) => candidate.principal.principalId === principal.principalId);
    return opened === undefined ? [] : [shareWith(keyring.siteId, principal, opened.secret, person)];
  });
  const admitted = withSlot(keyring, admittedSlot(keyring.siteId, slot, person.agreementPublic, given));
  return { keyring: { ...admitted, rosterHead: extended.head }, entry, roster: extended, members };
}

function enrolmentKeys(codeKey: Uint8Array): { readonly opening: Buffer; readonly seed: Buffer } {
  return { opening: hk(codeKey, 'enrol/open'), seed: hk(codeKey, 'enrol/sign') };
}

function enrolmentContext(siteId: string, enrolment: Omit<Enrolment, 'sealed'>): Buffer {
  const { kdf } = enrolment;
  return context(
    'enrol',
    { id: siteId },
    { id: enrolment.userId },
    { text: enrolment.staffCode },
    { u64: enrolment.expiry },
    { bytes: Buffer.from(kdf.salt, 'base64url') },
    { u32: kdf.m },
    { u8: kdf.t },
    { u8: kdf.p },
  );
}
