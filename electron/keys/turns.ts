import { Buffer } from 'node:buffer';
import { context } from './canonical.ts';
import type { CaseKeys } from './caseKeys.ts';
import { hk, hmac, zero } from './primitives.ts';

/** One change of a case: each transaction that changes it gives it the next turn, from 1; `END_OF_KEY` when the case gets another key. */
export type TurnRef = { readonly siteId: string; readonly turn: number };

/** After the last turn under a key: nothing is believed any more that this key seals. */
export const END_OF_KEY = 0xffff_ffff;

/** Bytes of the mark, by which the line of a turn is found. */
export const MARK_BYTES = 16;
const SEAL_BYTES = 16;

/**
 * What the journal keeps of one turn of a case (security §6.1): a mark, that finds the line, then a seal over the digest of the content. Both are made with a key of
 * the case: without it, 32 random bytes. The key of its facts is enough to make and to check one.
 */
export function turnCommitment(keys: CaseKeys, ref: TurnRef, digest: Uint8Array): Buffer {
  return withTurnKey(keys, (key) => {
    const seal = hmac(key, context('turn/seal', ...partsOf(keys, ref), { bytes: digest }));
    return Buffer.concat([mark(key, keys, ref), seal.subarray(0, SEAL_BYTES)]);
  });
}

/** The mark alone: whether a later turn of the case was written is known without its content. */
export function turnMark(keys: CaseKeys, ref: TurnRef): Buffer {
  return withTurnKey(keys, (key) => mark(key, keys, ref));
}

function withTurnKey<Result>(keys: CaseKeys, act: (key: Buffer) => Result): Result {
  const key = hk(keys.facts, 'case/turn');
  try {
    return act(key);
  } finally {
    zero(key);
  }
}

function mark(key: Buffer, keys: CaseKeys, ref: TurnRef): Buffer {
  return hmac(key, context('turn/mark', ...partsOf(keys, ref))).subarray(0, MARK_BYTES);
}

function partsOf({ caseId, epoch }: CaseKeys, { siteId, turn }: TurnRef) {
  return [{ id: siteId }, { id: caseId }, { u16: epoch }, { u32: turn }] as const;
}
