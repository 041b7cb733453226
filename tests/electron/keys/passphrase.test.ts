import { argon2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  FRENCH_WORDS,
  KDF_FLOOR,
  KdfOutOfBounds,
  TooLittleMemory,
  calibrate,
  deriveKey,
  fold,
  newKdf,
  passphraseProblem,
  proposePassphrase,
} from '../../../electron/keys/passphrase.ts';
import { eightWords, newCode, parseCode, wordsOf } from '../../../electron/keys/words.ts';

const KDF = { alg: 'argon2id' as const, ...KDF_FLOOR, salt: Buffer.alloc(16, 1).toString('base64url') };

describe('derivation', () => {
  test('agrees with another implementation, NFC, spaces and case kept', async () => {
    const composed = await deriveKey('Mère  Été', KDF);
    expect(await deriveKey('Mère  Été'.normalize('NFD'), KDF)).toEqual(composed);
    expect(await deriveKey('Mère Été', KDF)).not.toEqual(composed);
    expect(await deriveKey('mère  été', KDF)).not.toEqual(composed);
    const message = Buffer.from('Mère  Été'.normalize('NFC'));
    const oracle = argon2Sync('argon2id', {
      message,
      nonce: Buffer.alloc(16, 1),
      parallelism: 4,
      tagLength: 32,
      memory: 65_536,
      passes: 3,
    });
    expect(composed).toEqual(oracle);
  });

  test('bounds are checked before any memory is taken (T16)', async () => {
    const out = [
      { m: 65_535 },
      { m: 1_048_577 },
      { m: 4 * 1024 * 1024 * 1024 },
      { m: 0 },
      { m: -1 },
      { m: 1e308 },
      { m: 65_536.5 },
      { m: '65536' },
      { t: 0 },
      { t: 9 },
      { p: 0 },
      { p: 5 },
      { salt: '' },
      { salt: 'A'.repeat(21) },
      { salt: 'A'.repeat(24) },
      { alg: 'argon2i' },
      { extra: 1 },
    ];
    const before = process.memoryUsage().rss;
    for (const wrong of out) await expect(deriveKey('x', { ...KDF, ...wrong })).rejects.toThrow(KdfOutOfBounds);
    await expect(deriveKey('x', null)).rejects.toThrow(KdfOutOfBounds);
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  });

  test('too little free memory is said, settings are not lowered', async () => {
    await expect(deriveKey('x', KDF, 300 * 1024 * 1024)).rejects.toThrow(TooLittleMemory);
  });

  test('calibration aims at 0.7 to 1.5 s and never goes under the floor', async () => {
    const machine = (millisecondsAtStart: number) => async (cost: { m: number; t: number }) =>
      (millisecondsAtStart * cost.m * cost.t) / (256 * 1024 * 3);
    expect(await calibrate(machine(900))).toEqual({ m: 262_144, t: 3, p: 4 });
    expect(await calibrate(machine(340))).toEqual({ m: 262_144, t: 7, p: 4 });
    expect(await calibrate(machine(3_000))).toEqual({ m: 131_072, t: 3, p: 4 });
    expect(await calibrate(machine(60_000))).toEqual(KDF_FLOOR);
    expect(await calibrate(machine(1))).toEqual({ m: 1_048_576, t: 8, p: 4 });
  });

  test('each slot has its own salt', () => {
    expect(newKdf(KDF_FLOOR).salt).not.toBe(newKdf(KDF_FLOOR).salt);
  });
});

describe('rule for passphrases', () => {
  test('six words of the list pass', () => {
    for (let time = 0; time < 20; time += 1) {
      const proposed = proposePassphrase();
      expect(proposed.split(' ')).toHaveLength(6);
      if (new Set(proposed.split(' ')).size === 6) expect(passphraseProblem(proposed, ['Awa Inventée', 'Mopti'])).toBeNull();
    }
  });

  test.each([
    ['court', 'tooShort'],
    ['treize caract', 'tooShort'],
    ['motdepasse12345678', 'common'],
    ['Bamako2026Bamako2026', 'common'],
    ['aaaaaaaaaaaaaaaaaaaa', 'common'],
    ['azertyuiop123456789', 'common'],
    ['Awa Inventée Mopti', 'knownName'],
    ['Site Inventé 2026 !', 'knownName'],
  ])('%s is refused: %s', (passphrase, problem) => {
    expect(passphraseProblem(passphrase, ['Awa', 'Inventée', 'Site', 'Inventé', 'Mopti'])).toBe(problem);
  });

  test('an own sentence passes', () => {
    expect(passphraseProblem('le vent tourne rond sous la table', ['Awa'])).toBeNull();
  });
});

describe('words', () => {
  test('2,048 words distinct in four letters, even without accents', () => {
    expect(FRENCH_WORDS).toHaveLength(2048);
    expect(new Set(FRENCH_WORDS.map((word) => fold(word).slice(0, 4))).size).toBe(2048);
  });

  test('known answer', () => {
    expect(eightWords(Buffer.alloc(32))).toEqual(Array.from({ length: 8 }, () => 'abaisser'));
    expect(eightWords(Buffer.alloc(32, 0xff))).toEqual(Array.from({ length: 8 }, () => 'zoologie'));
    expect(wordsOf(Buffer.from('00200400', 'hex'), 2)).toEqual([FRENCH_WORDS[1], FRENCH_WORDS[1]]);
  });

  test('a code is read back from eight words, four letters, capitals, no accents', () => {
    for (let time = 0; time < 200; time += 1) {
      const { words, secret } = newCode();
      expect(parseCode(words.join(' '))).toEqual(secret);
      expect(parseCode(` ${words.map((word) => fold(word).slice(0, 4).toUpperCase()).join(' - ')}.`)).toEqual(secret);
    }
    expect(parseCode('abaisser '.repeat(7))).toBeNull();
    expect(parseCode('abaisser '.repeat(9))).toBeNull();
    expect(parseCode(`${'abaisser '.repeat(7)}xxxx`)).toBeNull();
  });
});
