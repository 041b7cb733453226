import { Buffer } from 'node:buffer';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Programme } from '../../shared/ids.ts';
import { openedBy, type UserKeys } from './bundle.ts';
import { context } from './canonical.ts';
import {
  KEY_BYTES,
  Unreadable,
  agreementPublic,
  newId,
  openSealed,
  sealOpener,
  randomSecret,
  same,
  seal,
  secretCopy,
  signingPublic,
  zero,
} from './primitives.ts';
import type { Principal, RosterState } from './rosterState.ts';
import type { PrincipalRecord } from './rosterEntries.ts';

/** One row of `principal_member`: a principal's private half, sealed to one member's key. */
export type PrincipalMember = { readonly principalId: string; readonly epoch: number; readonly userId: string; readonly sealed: Buffer };

/** A principal whose private half this session holds. For `signing` see `siteKeys`. */
export type OpenedPrincipal = { readonly principal: Principal; readonly secret: Buffer };

/** A principal just made: its public record for the roster, and its private half to be sealed to its members, then zeroed. */
export type NewPrincipal = { readonly record: PrincipalRecord; readonly secret: Buffer };

/** A new team, counting or audit principal: an X25519 key pair. */
export function newGroup(
  kind: 'team' | 'counting' | 'audit',
  of: { programme?: Programme; teamId?: string; store?: 'admin' | 'cases' },
): NewPrincipal {
  const secret = randomSecret();
  const record: PrincipalRecord = {
    principalId: newId(),
    kind,
    programme: of.programme ?? null,
    teamId: of.teamId ?? null,
    store: of.store ?? null,
    epoch: 1,
    publicKey: agreementPublic(secret).toString('base64url'),
    recipient: null,
  };
  return { record, secret };
}

/** The site's signing principal: an Ed25519 seed, then an age identity; files that leave are signed by the one and received by the other. */
export async function newSiteSigner(): Promise<NewPrincipal> {
  const seed = randomSecret();
  const identity = await generateX25519Identity();
  const secret = secretCopy(Buffer.concat([seed, Buffer.from(identity, 'utf8')]));
  const record: PrincipalRecord = {
    principalId: newId(),
    kind: 'signing',
    programme: null,
    teamId: null,
    store: null,
    epoch: 1,
    publicKey: signingPublic(seed).toString('base64url'),
    recipient: await identityToRecipient(identity),
  };
  zero(seed);
  return { record, secret };
}

/** The next epoch of a principal: a new key pair of the same kind (security §2.5). */
export async function nextEpoch({ publicKey: _, recipient: __, ...principal }: Principal): Promise<NewPrincipal> {
  const made = principal.kind === 'signing' ? await newSiteSigner() : newGroup(principal.kind, {});
  const { publicKey, recipient } = made.record;
  return { record: { ...principal, epoch: principal.epoch + 1, publicKey, recipient }, secret: made.secret };
}

/** What the signing principal holds: the Ed25519 seed (32 bytes) and the age identity, as the age library wants it. */
export function siteKeys(opened: OpenedPrincipal): { readonly signingSeed: Buffer; readonly ageIdentity: string } {
  return { signingSeed: opened.secret.subarray(0, KEY_BYTES), ageIdentity: opened.secret.subarray(KEY_BYTES).toString('utf8') };
}

/** Seals a principal's private half to one more member. */
export function shareWith(
  siteId: string,
  principal: Pick<PrincipalRecord, 'principalId' | 'epoch'>,
  secret: Uint8Array,
  member: { readonly userId: string; readonly agreementPublic: Uint8Array },
): PrincipalMember {
  const { principalId, epoch } = principal;
  const sealed = seal(member.agreementPublic, secret, memberContext(siteId, principalId, epoch, member.userId));
  return { principalId, epoch, userId: member.userId, sealed };
}

/**
 * Opens the principals of which this person is a member, earlier epochs included, with the person's keys, present or former; the public half must be the one of the roster. An epoch that
 * the roster does not know, or not yet, is left out. Throws Unreadable on a row that does not open or does not match.
 */
export function openPrincipals(
  state: RosterState,
  userId: string,
  keys: readonly UserKeys[],
  members: readonly PrincipalMember[],
): readonly OpenedPrincipal[] {
  const opened: OpenedPrincipal[] = [];
  const known = new Map([...state.formerPrincipals, ...state.principals.values()].map((principal) => [nameOf(principal), principal]));
  try {
    for (const member of members) {
      const principal = known.get(nameOf(member));
      if (member.userId !== userId || principal === undefined) continue;
      const secret = openMember(state.siteId, keys, member);
      opened.push({ principal, secret });
      if (!same(publicHalf(principal, secret), principal.publicKey)) throw new Unreadable();
    }
    return opened;
  } catch (error) {
    zero(...opened.map(({ secret }) => secret));
    throw error;
  }
}

/** Seals a text to a principal or a user, outside any case: held rows, duplicate queries, local detail of a report. */
export function sealMessage(
  siteId: string,
  recipient: { principalId: string; epoch: number; publicKey: Uint8Array },
  subject: string,
  subjectId: string,
  text: Uint8Array,
): Buffer {
  return seal(recipient.publicKey, text, letterContext(siteId, recipient.principalId, recipient.epoch, subject, subjectId));
}

/** Opens a letter of a subject. Throws Unreadable. */
export type SealedMessageOpener = (subject: string, subjectId: string, sealed: Uint8Array) => Buffer;

/** Opens many letters to one principal or user: the key is read once. */
export function sealedMessageOpener(
  siteId: string,
  { principalId, epoch, secret, publicKey }: { principalId: string; epoch: number; secret: Uint8Array; publicKey: Uint8Array },
): SealedMessageOpener {
  const open = sealOpener(secret, publicKey);
  return (subject, subjectId, sealed) => open(sealed, letterContext(siteId, principalId, epoch, subject, subjectId));
}

function openMember(siteId: string, keys: readonly UserKeys[], { principalId, epoch, userId, sealed }: PrincipalMember): Buffer {
  const bound = memberContext(siteId, principalId, epoch, userId);
  const opened = openedBy(keys, ({ agreementSecret }) => openSealed(agreementSecret, sealed, bound));
  if (opened === null) throw new Unreadable();
  return opened;
}

function nameOf({ principalId, epoch }: { readonly principalId: string; readonly epoch: number }): string {
  return `${principalId} ${epoch}`;
}

function publicHalf(principal: Principal, secret: Buffer): Buffer {
  return principal.kind === 'signing' ? signingPublic(secret.subarray(0, KEY_BYTES)) : agreementPublic(secret);
}

/** Context of a member's row. */
export function memberContext(siteId: string, principalId: string, epoch: number, userId: string): Buffer {
  return context('member', { id: siteId }, { id: principalId }, { u16: epoch }, { id: userId });
}

/** Context of a letter. */
export function letterContext(siteId: string, principalId: string, epoch: number, subject: string, subjectId: string): Buffer {
  return context('letter', { id: siteId }, { id: principalId }, { u16: epoch }, { text: subject }, { id: subjectId });
}
