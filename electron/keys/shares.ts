import { Buffer } from 'node:buffer';
import { context } from './canonical.ts';
import { KEY_BYTES, sha256 } from './primitives.ts';

/** Thirty-two signs that a hand does not confuse: no I, L, O nor U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5;
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' };
const VERSION = 1;
const SET_BYTES = 6;
const SHARE_BYTES = KEY_BYTES + 1;
const BODY_BYTES = 2 + SET_BYTES + SHARE_BYTES;
const CHECK_BYTES = 4;
const SIGNS = ((BODY_BYTES + CHECK_BYTES) * 8) / BITS;
const GROUP = 4;
/** Ceiling of what is typed, spaces included (security §8). */
const MOST_TYPED = 200;

/** One share of a recovery key, as its page says it: rank `index` of `n`, `k` of which open; `set` identifies the set. */
export type Share = {
  readonly index: number;
  readonly k: number;
  readonly n: number;
  readonly set: Buffer;
  readonly bytes: Buffer;
};

/** The six bytes by which a share names its set. */
export function setMark(setId: string): Buffer {
  return sha256(context('recovery/set', { id: setId })).subarray(0, SET_BYTES);
}

/**
 * The page of a share (security §9.4): `version·index, k·n (four bits each) · set 6 · share 33 · checksum 4`, 45 bytes in 18 groups of four signs.
 */
export function shareGroups({ index, k, n, set, bytes }: Share): readonly string[] {
  const body = Buffer.concat([Buffer.of((VERSION << 4) | index, (k << 4) | n), set, bytes]);
  const signs = toSigns(Buffer.concat([body, checksum(body)]));
  return Array.from({ length: SIGNS / GROUP }, (_, place) => signs.slice(place * GROUP, (place + 1) * GROUP));
}

/**
 * A share as it was typed back, or null. Case, spaces and dashes do not matter, O I L U are read as 0 1 1 V, and one sign copied wrong is found again by
 * its checksum (2,232 tries against 32 bits: a false repair once in two million, refused later by the recovery key).
 */
export function parseShare(typed: string): Share | null {
  const signs = signsOf(typed);
  if (typed.length > MOST_TYPED || signs.length !== SIGNS) return null;
  return shareOf(signs) ?? repaired(signs);
}

/** The signs in what was typed, as the alphabet writes them. */
export function signsOf(typed: string): string {
  return [...typed.toUpperCase()]
    .map((sign) => READ_AS[sign] ?? sign)
    .filter((sign) => ALPHABET.includes(sign))
    .join('');
}

function repaired(signs: string): Share | null {
  for (let place = 0; place < SIGNS; place += 1)
    for (const sign of ALPHABET) {
      const share = shareOf(signs.slice(0, place) + sign + signs.slice(place + 1));
      if (share !== null) return share;
    }
  return null;
}

function shareOf(signs: string): Share | null {
  const bytes = fromSigns(signs);
  const body = bytes.subarray(0, BODY_BYTES);
  if (!checksum(body).equals(bytes.subarray(BODY_BYTES))) return null;
  const [first = 0, second = 0] = body;
  const share = {
    index: first & 15,
    k: second >> 4,
    n: second & 15,
    set: Buffer.from(body.subarray(2, 2 + SET_BYTES)),
    bytes: Buffer.from(body.subarray(2 + SET_BYTES)),
  };
  return first >> 4 === VERSION && share.index >= 1 && share.index <= share.n ? share : null;
}

function checksum(body: Buffer): Buffer {
  return sha256(context('recovery/share'), body).subarray(0, CHECK_BYTES);
}

function toSigns(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: SIGNS }, (_, place) => ALPHABET[Number.parseInt(bits.slice(place * BITS, (place + 1) * BITS), 2)] ?? '').join(
    '',
  );
}

function fromSigns(signs: string): Buffer {
  const bits = [...signs].map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(BITS, '0')).join('');
  return Buffer.from(Array.from({ length: (SIGNS * BITS) / 8 }, (_, place) => Number.parseInt(bits.slice(place * 8, place * 8 + 8), 2)));
}
