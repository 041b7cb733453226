import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { CASE_PROGRAMS, PROGRAMMES } from '../../shared/ids.ts';
import { ROLES } from '../../shared/rights.ts';
import { canonicalJson, context } from './canonical.ts';
import { sha256, sign, verify } from './primitives.ts';
import { bytesText } from '../../shared/bytesText.ts';

const key = bytesText(32);
const signature = bytesText(64);
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const staffCode = z.string().regex(/^[A-Z0-9]{2,4}$/);
const role = z.enum(ROLES);
const programs = z.array(z.enum(CASE_PROGRAMS)).max(CASE_PROGRAMS.length);

/**
 * A key held by a group: a team or a counting principal of one programme, the audit principal of one store, or the site's signing key
 * (`recipient` is then the age recipient to which files for this site are sealed). `epoch` grows when a member leaves.
 */
const principal = z.strictObject({
  principalId: uuid,
  kind: z.enum(['team', 'counting', 'audit', 'signing']),
  programme: z.enum(PROGRAMMES).nullable(),
  teamId: uuid.nullable(),
  store: z.enum(['admin', 'cases']).nullable(),
  epoch: z.int().min(1).max(65_535),
  publicKey: key,
  recipient: z
    .string()
    .regex(/^age1[a-z0-9]{20,2000}$/)
    .nullable(),
});
export type PrincipalRecord = z.infer<typeof principal>;

/** What is said of an account before it has keys. `counts`: may freeze, so receives the counting and signing keys. */
const account = z.strictObject({
  userId: uuid,
  staffCode,
  role,
  programs,
  teamId: uuid.nullable(),
  counts: z.boolean(),
});
export type AccountRecord = z.infer<typeof account>;

const publicKeys = { agreement: key, signing: key };
const founder = account.extend(publicKeys);
/** Who keeps a share, by function; the name is on the paper alone. Each function once, `other` apart: two shares are never one person's. */
export const KEEPERS = ['administration', 'authority', 'management', 'coordination', 'other'] as const;

/** A set of recovery shares (security §9.4): its X25519 and Ed25519 public keys, `k` of `n` shares, and who keeps each. */
const recovery = z
  .strictObject({
    publicKey: key,
    signing: key,
    setId: uuid,
    n: z.int().min(2).max(5),
    k: z.int().min(2).max(5),
    keepers: z.array(z.enum(KEEPERS)).min(2).max(5),
    /** Its use is signed by two people; absent from sets made before that rule, which one could sign. */
    signers: z.literal(2).exactOptional(),
  })
  .refine(({ n, k, keepers }) => k <= n && keepers.length === n && holdersDiffer(keepers));
export type RecoveryRecord = z.infer<typeof recovery>;
export type Keeper = (typeof KEEPERS)[number];

/** Whether no function keeps two shares: the administration, above all, never holds enough alone (security §9.4). */
export function holdersDiffer(keepers: readonly Keeper[]): boolean {
  const named = keepers.filter((keeper) => keeper !== 'other');
  return new Set(named).size === named.length;
}

const heading = { id: uuid, at: z.int().min(0) };
/** The acts of security §2.4. `id` is drawn for each: a body signed once cannot be entered twice. */
const body = z.discriminatedUnion('kind', [
  z.strictObject({
    ...heading,
    kind: z.literal('genesis'),
    site: z.strictObject({ siteId: uuid, code: z.string().regex(/^[A-Z0-9]{3,5}$/), kind: z.enum(['centre', 'desk']) }),
    policy: z.strictObject({ recoveryShares: z.int(), recoveryNeeded: z.int() }),
    /** An installation for training: never changed, since no other line says it (security §7.1). */
    training: z.literal(true).exactOptional(),
    users: z.array(founder).length(2),
    principals: z.array(principal).max(20),
    recovery: recovery.nullable(),
  }),
  z.strictObject({ ...heading, kind: z.literal('principal.set'), principal }),
  z.strictObject({ ...heading, kind: z.literal('user.add'), account, enrolmentKey: key }),
  z.strictObject({ ...heading, kind: z.literal('supervisor.add'), account, enrolmentKey: key }),
  z.strictObject({ ...heading, kind: z.literal('team.assign'), userId: uuid, teamId: uuid.nullable() }),
  z.strictObject({ ...heading, kind: z.literal('counting.add'), userId: uuid }),
  z.strictObject({
    ...heading,
    kind: z.literal('user.suspend'),
    userId: uuid,
    suspended: z.boolean(),
    reason: z.string().regex(/^[a-z_]{1,40}$/),
  }),
  z.strictObject({ ...heading, kind: z.literal('user.remove'), userId: uuid, reason: z.string().regex(/^[a-z_]{1,40}$/) }),
  z.strictObject({
    ...heading,
    kind: z.literal('role.change'),
    userId: uuid,
    role,
    programs,
    teamId: uuid.nullable(),
    counts: z.boolean(),
  }),
  z.strictObject({ ...heading, kind: z.literal('recovery.set'), recovery }),
  z.strictObject({ ...heading, kind: z.literal('recovery.used'), userId: uuid, setId: uuid }),
  /** New keys after a leak (security §2.5): signed with the former key, then by an authority or the administrator who compared the eight words. */
  z.strictObject({ ...heading, kind: z.literal('keys.change'), userId: uuid, ...publicKeys }),
  /** A machine is lost or seized (security §9.3): keys added by a line up to this one were on it. Signed by two whose own keys are newer. */
  z.strictObject({ ...heading, kind: z.literal('keys.lost'), line: z.int().min(1) }),
  /** A protection of the site made weaker, down to this value (reference §0.4): no value of the base alone is weaker than the last one signed. */
  z.strictObject({
    ...heading,
    kind: z.literal('setting.weaken'),
    key: z.string().regex(/^[a-zA-Z]{1,40}(_[a-z]{1,20})?$/),
    value: z.int().min(0).max(100_000),
    /** SHA-256 of the words that are signed with it, where it has some. */
    under: key.exactOptional(),
  }),
  /** Destruction by two, after a delay in minutes during which it can be stopped (security §9.6): the identities alone, or the whole base. */
  z.strictObject({ ...heading, kind: z.literal('vault.destroy'), level: z.enum(['vault', 'base']), minutes: z.int().min(0).max(60) }),
  /** Stops it: one person is enough, and signs twice. */
  z.strictObject({ ...heading, kind: z.literal('vault.cancel'), orderId: uuid }),
]);
export type RosterBody = z.infer<typeof body>;

/** A person's new keys; `proof` is a signature under the key of the enrolment code, or of the united recovery shares, that allowed them. */
const enrolled = z.strictObject({ ...publicKeys, proof: signature });
export type EnrolledKeys = z.infer<typeof enrolled>;

const signed = z.strictObject({ by: uuid, signature });

/** A body signed by one authority, waiting for the other; the first half of every entry. */
export const proposalSchema = z.strictObject({ body, proposed: signed, enrolled: enrolled.nullable() });
export type Proposal = z.infer<typeof proposalSchema>;

/** One line of the roster: its place, the hash of the line before, the proposal, and the second signature over all of it. */
export const entrySchema = proposalSchema.extend({ seq: z.int().min(1), previous: key, confirmed: signed });
export type RosterEntry = z.infer<typeof entrySchema>;

/** A person who signs: the identifier the roster knows and the Ed25519 seed. */
export type Signer = { readonly userId: string; readonly signingSeed: Uint8Array };

/** `previous` of the first entry. */
export const NO_ENTRY = Buffer.alloc(32).toString('base64url');

/** First signature: over the body, for this site only. */
export function propose(siteId: string, roster: RosterBody, signer: Signer): Proposal {
  return {
    body: roster,
    proposed: { by: signer.userId, signature: sign(signer.signingSeed, bodyText(siteId, roster)).toString('base64url') },
    enrolled: null,
  };
}

/** The proof that new keys were made by the holder of the enrolment code. */
export function proveEnrolment(
  siteId: string,
  proposal: Proposal,
  enrolmentSeed: Uint8Array,
  agreement: string,
  signing: string,
): EnrolledKeys {
  const proof = sign(enrolmentSeed, enrolmentText(siteId, proposal.body.id, agreement, signing));
  return { agreement, signing, proof: proof.toString('base64url') };
}

/** The proof that new keys of a person were made with the recovery shares united (security §9.4). */
export function proveRecovery(
  siteId: string,
  used: RecoveryUse,
  recoverySeed: Uint8Array,
  agreement: string,
  signing: string,
): EnrolledKeys {
  return { agreement, signing, proof: sign(recoverySeed, recoveryText(siteId, used, agreement, signing)).toString('base64url') };
}

/** Second signature: over the place in the list, the line before and the whole proposal. */
export function confirm(siteId: string, seq: number, previous: string, proposal: Proposal, signer: Signer): RosterEntry {
  const unsigned = { ...proposal, seq, previous };
  return {
    ...unsigned,
    confirmed: { by: signer.userId, signature: sign(signer.signingSeed, entryText(siteId, unsigned)).toString('base64url') },
  };
}

/** Hash of a line, in base64url: `previous` of the next one, and the head that witnesses remember. */
export function entryHash(siteId: string, entry: RosterEntry): string {
  return sha256(context('roster/hash', { id: siteId }, { text: canonicalJson(entry) })).toString('base64url');
}

export function proposalHolds(siteId: string, proposal: Proposal, signingPublicKey: Uint8Array): boolean {
  return verify(signingPublicKey, bodyText(siteId, proposal.body), decode(proposal.proposed.signature));
}

export function confirmationHolds(siteId: string, entry: RosterEntry, signingPublicKey: Uint8Array): boolean {
  const { confirmed, ...unsigned } = entry;
  return verify(signingPublicKey, entryText(siteId, unsigned), decode(confirmed.signature));
}

export function enrolmentHolds(siteId: string, bodyId: string, keys: EnrolledKeys, enrolmentKey: string): boolean {
  return verify(decode(enrolmentKey), enrolmentText(siteId, bodyId, keys.agreement, keys.signing), decode(keys.proof));
}

export function recoveryHolds(siteId: string, used: RecoveryUse, keys: EnrolledKeys, recoveryKey: string): boolean {
  return verify(decode(recoveryKey), recoveryText(siteId, used, keys.agreement, keys.signing), decode(keys.proof));
}

function bodyText(siteId: string, roster: RosterBody): Buffer {
  return context('roster/propose', { id: siteId }, { text: canonicalJson(roster) });
}

function entryText(siteId: string, unsigned: Omit<RosterEntry, 'confirmed'>): Buffer {
  return context('roster/confirm', { id: siteId }, { text: canonicalJson(unsigned) });
}

function enrolmentText(siteId: string, bodyId: string, agreement: string, signing: string): Buffer {
  return context('roster/enrol', { id: siteId }, { id: bodyId }, { text: agreement }, { text: signing });
}

type RecoveryUse = Extract<RosterBody, { kind: 'recovery.used' }>;

function recoveryText(siteId: string, { id, userId, setId }: RecoveryUse, agreement: string, signing: string): Buffer {
  return context('roster/recover', { id: siteId }, { id }, { id: userId }, { id: setId }, { text: agreement }, { text: signing });
}

function decode(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
