import { describe, expect, test } from 'vitest';
import { FRENCH_WORDS, fold, passphraseProblem, proposePassphrase } from '../../../electron/keys/passphrase.ts';
import { eightWords, newCode, parseCode, wordsOf } from '../../../electron/keys/words.ts';

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
