import { Buffer } from 'node:buffer';
import { FRENCH_WORDS, fold } from './passphrase.ts';
import { randomSecret } from './primitives.ts';

const BITS_A_WORD = 11;
const EIGHT = 8;
/** Eight words of eleven bits. */
const CODE_BYTES = 11;
/** First letters by which the list's words differ. */
const DISTINCT_LETTERS = 4;

const RANK: ReadonlyMap<string, number> = new Map(FRENCH_WORDS.map((word, rank) => [beginning(word), rank]));

/** The eight French words (88 bits) of a SHA-256, to be read aloud and compared (security §7.2). */
export function eightWords(digest: Uint8Array): readonly string[] {
  return wordsOf(digest, EIGHT);
}

/** The first `count` words of a digest; three of the journal's head are printed on paper (security §6.3, W4). */
export function wordsOf(digest: Uint8Array, count: number): readonly string[] {
  let bits = '';
  for (const byte of digest.subarray(0, Math.ceil((count * BITS_A_WORD) / 8))) bits += byte.toString(2).padStart(8, '0');
  return Array.from({ length: count }, (_, place) => {
    const rank = Number.parseInt(bits.slice(place * BITS_A_WORD, (place + 1) * BITS_A_WORD), 2);
    return FRENCH_WORDS[rank] ?? '';
  });
}

/** A fresh enrolment code: eight words to print, and the 11 bytes they encode (88 bits, security §2.4). */
export function newCode(): { readonly words: readonly string[]; readonly secret: Buffer } {
  const secret = randomSecret(CODE_BYTES);
  return { words: eightWords(secret), secret };
}

/**
 * The 11 bytes of eight typed words, or null. Case, accents, hyphens and what follows the fourth letter do not matter.
 */
export function parseCode(typed: string): Buffer | null {
  const words = wordsIn(typed);
  if (words.length !== EIGHT) return null;
  let bits = '';
  for (const word of words) {
    const rank = RANK.get(beginning(word));
    if (rank === undefined) return null;
    bits += rank.toString(2).padStart(BITS_A_WORD, '0');
  }
  return Buffer.from(Array.from({ length: CODE_BYTES }, (_, place) => Number.parseInt(bits.slice(place * 8, place * 8 + 8), 2)));
}

/** Whether somebody typed these words: case, accents, hyphens and what follows the fourth letter do not matter. */
export function areWords(typed: string, expected: readonly string[]): boolean {
  return wordsIn(typed).map(beginning).join(' ') === expected.map(beginning).join(' ');
}

function wordsIn(typed: string): readonly string[] {
  return typed
    .slice(0, 400)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');
}

function beginning(word: string): string {
  return fold(word).slice(0, DISTINCT_LETTERS);
}
