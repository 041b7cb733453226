import { Buffer } from 'node:buffer';
import { context } from '../keys/canonical.ts';
import { sha256 } from '../keys/primitives.ts';
import { wordsOf } from '../keys/words.ts';
import { addBlinds, blindBytes, randomBlind, readBlind, subtractBlind, type Committer } from './commitment.ts';

/** Which of the two custodians a share is for. */
export type Side = 'a' | 'b';

/** One half of a contribution: alone, uniform noise. */
export type Share = { readonly values: Uint32Array; readonly blind: bigint };

/** What a centre draws once for a month: both halves, and the commitment to their sum. */
export type Contribution = { readonly commitment: Buffer; readonly shares: Readonly<Record<Side, Share>> };

const VALUE_BYTES = 4;
/** `crypto.getRandomValues` fills no more at once. */
const MOST_RANDOM_BYTES = 65_536;
const RECEIPT_WORDS = 12;

/** Splits a vector in two (disclosure §6.2): A uniform modulo 2^32, B = n − A; the blinding number likewise modulo the order of the group. */
export function splitVector(vector: Uint32Array, committer: Committer): Contribution {
  const blind = randomBlind();
  const own = { values: randomValues(vector.length), blind: randomBlind() };
  const rest = { values: vector.map((value, rank) => value - (own.values[rank] ?? 0)), blind: subtractBlind(blind, own.blind) };
  return { commitment: committer.commit(vector, blind), shares: { a: own, b: rest } };
}

/** The sum of shares, or of two sums: values wrap modulo 2^32 by themselves. Throws RangeError when they are not of one length. */
export function sumShares(shares: readonly Share[]): Share {
  const values = new Uint32Array(shares[0]?.values.length ?? 0);
  for (const share of shares) {
    if (share.values.length !== values.length) throw new RangeError('shares of two lengths');
    for (let rank = 0; rank < values.length; rank += 1) values[rank] = (values[rank] ?? 0) + (share.values[rank] ?? 0);
  }
  return { values, blind: addBlinds(shares.map(({ blind }) => blind)) };
}

/** The bytes of a share: its values, four bytes each, then its blinding number. One length for one template. */
export function shareBytes({ values, blind }: Share): Buffer {
  const bytes = Buffer.alloc(values.length * VALUE_BYTES);
  for (const [rank, value] of values.entries()) bytes.writeUInt32BE(value, rank * VALUE_BYTES);
  return Buffer.concat([bytes, blindBytes(blind)]);
}

/** Reads a share of `length` values; null when the bytes are of another length, or their blinding number is out of the group. */
export function readShare(bytes: Buffer, length: number): Share | null {
  const end = length * VALUE_BYTES;
  const blind = bytes.length < end ? null : readBlind(bytes.subarray(end));
  if (blind === null) return null;
  return { values: Uint32Array.from({ length }, (_, rank) => bytes.readUInt32BE(rank * VALUE_BYTES)), blind };
}

/** The digest of a share, that both custodians have of both halves. Its blinding number keeps it from being guessed. */
export function shareDigest(template: string, period: string, centre: string, share: Share): Buffer {
  return sha256(context('sealed/share', { text: template }, { text: period }, { text: centre }, { bytes: shareBytes(share) }));
}

/** Twelve words of a period and a commitment, by which a centre finds itself in the list that was opened (disclosure §6.3). */
export function receiptWords(period: string, commitment: Uint8Array): readonly string[] {
  return wordsOf(sha256(context('sealed/receipt', { text: period }, { bytes: commitment })), RECEIPT_WORDS);
}

function randomValues(length: number): Uint32Array {
  const values = new Uint32Array(length);
  const most = MOST_RANDOM_BYTES / VALUE_BYTES;
  for (let from = 0; from < length; from += most) crypto.getRandomValues(values.subarray(from, from + most));
  return values;
}
