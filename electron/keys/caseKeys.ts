import { Buffer } from 'node:buffer';
import type { CaseProgramme } from '../../shared/ids.ts';
import { context } from './canonical.ts';
import type { UserKeys } from './bundle.ts';
import { resealed, type Renewal } from './renewal.ts';
import {
  Unreadable,
  decrypt,
  encrypt,
  hk,
  hkdf,
  hmac,
  KEY_BYTES,
  openSealed,
  randomSecret,
  same,
  seal,
  sign,
  verify,
  zero,
} from './primitives.ts';

/** What a wrap gives: the whole case key, or the key of its coded facts only (counting, security §2.6). */
export type Scope = 'full' | 'facts';

/** The keys a session holds for one case. `facts` alone for a counting member; `identity` also needs the identity vault key. */
export type CaseKeys = {
  readonly caseId: string;
  readonly epoch: number;
  readonly facts: Buffer;
  readonly quasi: Buffer | null;
  readonly narrative: Buffer | null;
  readonly identity: Buffer | null;
};

/** One row of `case_key_wrap`: CK (or FK) sealed to a principal and signed by the person who gave it. */
export type CaseKeyWrap = {
  readonly caseId: string;
  readonly principalId: string;
  readonly principalEpoch: number;
  readonly scope: Scope;
  readonly caseEpoch: number;
  readonly sealed: Buffer;
  readonly wrappedBy: string;
  readonly signature: Buffer;
};

/** A principal as the roster has it: a user, a team or a counting principal, with its public key (32 bytes). */
export type Recipient = { readonly principalId: string; readonly epoch: number; readonly publicKey: Buffer; readonly scope: Scope };

/** A new case key: 32 random bytes. The caller zeroes it once wrapped and derived. */
export function newCaseKey(): Buffer {
  return randomSecret();
}

/** Derives the keys of each class (security §2.2). `ivk` null: no identity key. */
export function deriveCaseKeys(caseId: string, epoch: number, caseKey: Uint8Array, ivk: Uint8Array | null): CaseKeys {
  return {
    caseId,
    epoch,
    facts: hk(caseKey, 'case/facts'),
    quasi: hk(caseKey, 'case/quasi'),
    narrative: hk(caseKey, 'case/narrative'),
    identity: ivk === null ? null : hkdf(caseKey, ivk, context('case/identity'), KEY_BYTES),
  };
}

/** The keys of a session that may only count: FK, nothing else. */
export function factsOnly(caseId: string, epoch: number, factsKey: Buffer): CaseKeys {
  return { caseId, epoch, facts: factsKey, quasi: null, narrative: null, identity: null };
}

export function zeroCaseKeys(keys: CaseKeys): void {
  zero(keys.facts, keys.quasi, keys.narrative, keys.identity);
}

/** What the key of a case is bound to: the recipients of the case are in clear in its row, where others can write too. */
export type CaseBond = {
  readonly caseId: string;
  readonly epoch: number;
  readonly program: CaseProgramme;
  readonly ownerId: string;
  readonly teamId: string;
};

/**
 * `HMAC(CK, 'commit' · case · epoch · programme · owner · team)`, kept in the case row: a substituted key is refused before use, and so is a case that somebody
 * without its key gave to another owner, for its next key would be sealed to her or him (security §1, A4).
 */
export function commitment(caseKey: Uint8Array, { caseId, epoch, program, ownerId, teamId }: CaseBond): Buffer {
  return hmac(caseKey, context('commit', { id: caseId }, { u16: epoch }, { text: program }, { id: ownerId }, { id: teamId }));
}

/** Seals the case key (or, for scope `facts`, the key of its facts) to one principal, signed by the giver. */
export function wrapCaseKey(
  caseId: string,
  caseEpoch: number,
  caseKey: Uint8Array,
  recipient: Recipient,
  giver: { readonly userId: string; readonly keys: UserKeys },
): CaseKeyWrap {
  const given = recipient.scope === 'full' ? Buffer.from(caseKey) : hk(caseKey, 'case/facts');
  const ids = { caseId, principalId: recipient.principalId, principalEpoch: recipient.epoch, scope: recipient.scope, caseEpoch };
  try {
    const sealed = seal(recipient.publicKey, given, wrapContext('wrap', ids));
    const signature = sign(giver.keys.signingSeed, signedText({ ...ids, sealed, wrappedBy: giver.userId }));
    return { ...ids, sealed, wrappedBy: giver.userId, signature };
  } finally {
    zero(given);
  }
}

/** Opens a wrap after checking its giver's signature, by any of the giver's keys. Gives CK for scope `full`, FK for scope `facts`. Throws Unreadable. */
export function unwrapCaseKey(
  wrap: CaseKeyWrap,
  principalSecret: Uint8Array,
  giverSigningKeys: readonly Uint8Array[],
  principalPublic?: Uint8Array,
): Buffer {
  if (!isGiven(wrap, giverSigningKeys)) throw new Unreadable();
  return openSealed(principalSecret, wrap.sealed, wrapContext('wrap', wrap), principalPublic);
}

/**
 * The wrap sealed to the new keys of its recipient and signed with them; null when the former keys do not open it: it is another's, altered, or
 * moved already; null too when its giver did not sign it, for a new signature must not make a forged wrap good.
 */
export function renewWrap(renewal: Renewal, wrap: CaseKeyWrap, giverSigningKeys: readonly Uint8Array[]): CaseKeyWrap | null {
  if (!isGiven(wrap, giverSigningKeys)) return null;
  const sealed = resealed(renewal, wrap.sealed, wrapContext('wrap', wrap));
  if (sealed === null) return null;
  const unsigned = { ...wrap, sealed, wrappedBy: renewal.userId };
  return { ...unsigned, signature: sign(renewal.next.signingSeed, signedText(unsigned)) };
}

function isGiven(wrap: CaseKeyWrap, giverSigningKeys: readonly Uint8Array[]): boolean {
  return giverSigningKeys.some((key) => verify(key, signedText(wrap), wrap.signature));
}

/** Checks a case key against the commitment of its case. Throws Unreadable. */
export function assertCommitted(caseKey: Uint8Array, bond: CaseBond, committed: Uint8Array): void {
  if (!same(commitment(caseKey, bond), committed)) throw new Unreadable();
}

/** A quick symmetric copy of an unwrapped key, under the user's own key (security §2.2). Deleted with the right it copies. */
export function rewrapCaseKey(userSecret: Uint8Array, caseId: string, epoch: number, scope: Scope, key: Uint8Array): Buffer {
  return underUserKey(userSecret, (rewrapKey) => encrypt(rewrapKey, rewrapContext(caseId, epoch, scope), key));
}

/** Opens `rewrapCaseKey`. Throws Unreadable. */
export function openRewrap(userSecret: Uint8Array, caseId: string, epoch: number, scope: Scope, box: Uint8Array): Buffer {
  return underUserKey(userSecret, (rewrapKey) => decrypt(rewrapKey, rewrapContext(caseId, epoch, scope), box));
}

function underUserKey(userSecret: Uint8Array, act: (rewrapKey: Buffer) => Buffer): Buffer {
  const rewrapKey = hk(userSecret, 'rewrap');
  try {
    return act(rewrapKey);
  } finally {
    zero(rewrapKey);
  }
}

function rewrapContext(caseId: string, epoch: number, scope: Scope): Buffer {
  return context('rewrap', { id: caseId }, { u16: epoch }, { text: scope });
}

type WrapIds = Pick<CaseKeyWrap, 'caseId' | 'principalId' | 'principalEpoch' | 'scope' | 'caseEpoch'>;

function wrapParts(ids: WrapIds) {
  return [{ id: ids.caseId }, { id: ids.principalId }, { u16: ids.principalEpoch }, { text: ids.scope }, { u16: ids.caseEpoch }] as const;
}

function wrapContext(name: string, ids: WrapIds): Buffer {
  return context(name, ...wrapParts(ids));
}

function signedText(wrap: Omit<CaseKeyWrap, 'signature'>): Buffer {
  return context('wrap/sign', ...wrapParts(wrap), { bytes: wrap.sealed }, { id: wrap.wrappedBy });
}
