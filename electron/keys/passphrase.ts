import { Buffer } from 'node:buffer';
import { randomInt } from 'node:crypto';
import { freemem } from 'node:os';
import { wordlist } from '@scure/bip39/wordlists/french.js';
import argon2 from 'argon2';
import { z } from 'zod';
import { COMMON_PASSPHRASES } from './commonPassphrases.ts';
import { KEY_BYTES, randomSecret, secretCopy, zero } from './primitives.ts';
import { bytesText } from '../../shared/bytesText.ts';

const MEBIBYTE = 1024;
const SALT_BYTES = 16;
/** Free memory wanted beside Argon2's own, in KiB (security §2.3). */
const HEADROOM = 300 * MEBIBYTE;
const OWN_CHOICE_CHARACTERS = 14;
const PROPOSED_WORDS = 6;
/** What must remain of an own choice once common words and known names are taken out of it. */
const LEAST_REMAINDER = 8;

/**
 * Settings of one derivation, with the bounds that are checked before any memory is taken (security §2.3):
 * `m` in KiB, 64 MiB to 1 GiB; `t` passes 1 to 8; `p` lanes 1 to 4; salt 16 bytes in base64url.
 */
export const kdfSchema = z.strictObject({
  alg: z.literal('argon2id'),
  m: z
    .int()
    .min(64 * MEBIBYTE)
    .max(1024 * MEBIBYTE),
  t: z.int().min(1).max(8),
  p: z.int().min(1).max(4),
  salt: bytesText(16),
});
export type Kdf = z.infer<typeof kdfSchema>;
export type KdfCost = Pick<Kdf, 'm' | 't' | 'p'>;

/** `calibrated`: measured on this machine; `floor`: the quickest that the bounds let in, for the invented people of tests and of the demonstration. */
export type KdfProfile = 'calibrated' | 'floor';

const KDF_QUICKEST: KdfCost = { m: 64 * MEBIBYTE, t: 1, p: 4 };
export const KDF_FLOOR: KdfCost = { m: 64 * MEBIBYTE, t: 3, p: 4 };
const KDF_START: KdfCost = { m: 256 * MEBIBYTE, t: 3, p: 4 };
const MOST_MEMORY = 1024 * MEBIBYTE;
const MOST_PASSES = 8;
/** Wanted duration of an unlock, in milliseconds (security §2.3). */
const SHORTEST = 700;
const LONGEST = 1500;

/** Settings out of bounds: "this file is damaged or not ours". Thrown before any memory is taken. */
export class KdfOutOfBounds extends Error {
  constructor() {
    super('derivation settings out of bounds');
  }
}

/** Less free memory than the derivation needs: close other programs and try again. Settings are never lowered instead. */
export class TooLittleMemory extends Error {
  constructor() {
    super('too little free memory');
  }
}

/**
 * Argon2id v1.3 of the NFC-normalised passphrase, spaces and case kept, or of the bytes of an enrolment code; 32 bytes, to be zeroed by the caller.
 * Throws KdfOutOfBounds or TooLittleMemory.
 */
export async function deriveKey(secret: string | Uint8Array, settings: unknown, freeBytes: number = freemem()): Promise<Buffer> {
  const parsed = kdfSchema.safeParse(settings);
  if (!parsed.success) throw new KdfOutOfBounds();
  const kdf = parsed.data;
  if (freeBytes < (kdf.m + HEADROOM) * 1024) throw new TooLittleMemory();
  const typed = secretCopy(typeof secret === 'string' ? Buffer.from(secret.normalize('NFC'), 'utf8') : secret);
  try {
    return await argon2.hash(typed, {
      raw: true,
      type: argon2.argon2id,
      version: 0x13,
      memoryCost: kdf.m,
      timeCost: kdf.t,
      parallelism: kdf.p,
      hashLength: KEY_BYTES,
      salt: Buffer.from(kdf.salt, 'base64url'),
    });
  } finally {
    zero(typed);
  }
}

/** A new salt for these costs. */
export function newKdf(cost: KdfCost): Kdf {
  return { alg: 'argon2id', m: cost.m, t: cost.t, p: cost.p, salt: randomSecret(SALT_BYTES).toString('base64url') };
}

let calibrated: Promise<KdfCost> | undefined;

/** Costs for a new slot on this machine; measured once a process, two to five seconds. */
export function kdfCost(profile: KdfProfile): Promise<KdfCost> {
  if (profile === 'floor') return Promise.resolve(KDF_QUICKEST);
  calibrated ??= calibrate(measure);
  return calibrated;
}

/**
 * Looks for costs that take 0.7 to 1.5 s, from 256 MiB and three passes (security §2.3): more passes, then more memory while too fast;
 * less memory while too slow, never under the floor. `time` gives the milliseconds of one derivation.
 */
export async function calibrate(time: (cost: KdfCost) => Promise<number>): Promise<KdfCost> {
  let cost = KDF_START;
  let taken = await time(cost);
  while (taken > LONGEST && cost.m > KDF_FLOOR.m) {
    cost = { ...cost, m: Math.max(KDF_FLOOR.m, cost.m / 2) };
    taken = await time(cost);
  }
  while (taken < SHORTEST && (cost.t < MOST_PASSES || cost.m < MOST_MEMORY)) {
    const stronger = cost.t < MOST_PASSES ? { ...cost, t: cost.t + 1 } : { ...cost, m: cost.m * 2, t: KDF_START.t };
    const longer = await time(stronger);
    if (longer > LONGEST) return cost;
    cost = stronger;
    taken = longer;
  }
  return cost;
}

/** Milliseconds of one derivation; endless where there is not memory enough. */
async function measure(cost: KdfCost): Promise<number> {
  const before = performance.now();
  try {
    zero(await deriveKey('calibration', newKdf(cost)));
  } catch (error) {
    if (error instanceof TooLittleMemory) return Number.POSITIVE_INFINITY;
    throw error;
  }
  return performance.now() - before;
}

/** Six words of the French list, 66 bits, separated by spaces (security §2.3). */
export function proposePassphrase(): string {
  return Array.from({ length: PROPOSED_WORDS }, () => FRENCH_WORDS[randomInt(FRENCH_WORDS.length)] ?? '').join(' ');
}

/** The 2,048 French words, NFC, distinct in their first four letters even without accents. */
export const FRENCH_WORDS: readonly string[] = wordlist.map((word) => word.normalize('NFC'));

const KNOWN_WORDS: ReadonlySet<string> = new Set(FRENCH_WORDS.map(fold));

export type PassphraseProblem = 'tooShort' | 'common' | 'knownName';

/**
 * What is wrong with a chosen passphrase, or null. Six or more words of the list pass; an own choice needs 14 characters
 * and must not come down to common words or to `knownNames` (staff, site and place names) with a few characters around them.
 */
export function passphraseProblem(passphrase: string, knownNames: readonly string[]): PassphraseProblem | null {
  const words = fold(passphrase)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length >= PROPOSED_WORDS && new Set(words).size >= PROPOSED_WORDS && words.every((word) => KNOWN_WORDS.has(word))) return null;
  if ([...passphrase.normalize('NFC')].length < OWN_CHOICE_CHARACTERS) return 'tooShort';
  const letters = words.join('');
  if (remainder(letters, COMMON_PASSPHRASES) < LEAST_REMAINDER) return 'common';
  const names = knownNames.map((name) => fold(name).replaceAll(/\s+/gu, '')).filter((name) => name.length >= 3);
  if (remainder(letters, [...COMMON_PASSPHRASES, ...names]) < LEAST_REMAINDER) return 'knownName';
  return null;
}

/** How many different characters remain once every known piece is taken out, longest first. */
function remainder(letters: string, pieces: readonly string[]): number {
  const longestFirst = pieces.toSorted((left, right) => right.length - left.length);
  const rest = longestFirst.reduce((text, piece) => text.replaceAll(piece, ''), letters);
  return new Set(rest).size === 1 ? 1 : rest.replaceAll(/(.)\1+/gu, '$1').length;
}

/** Lower case without accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
