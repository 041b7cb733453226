import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slips } from '../../../shared/names/distance.ts';
import { fold, readName, skeleton } from '../../../shared/names/spelling.ts';
import { splitName } from '../../../shared/names/surnames.ts';

const sound = (name: string): string =>
  readName(name)
    .words.map((word) => word.skeleton)
    .join(' ');

describe('skeleton', () => {
  it.each([
    ['Coulibaly', 'Kulibali'],
    ['Coulibaly', 'KOULIBALY'],
    ['Oumar', 'Umar'],
    ['Oumar', 'Omar'],
    ['Diarra', 'Jara'],
    ['Keïta', 'Keita'],
    ['Cissoko', 'Sissoko'],
    ['Ouattara', 'Wattara'],
    ['Ouologuem', 'Wologuem'],
    ['Hawa', 'Aoua'],
    ['Djénéba', 'Diénéba'],
    ['Thiam', 'Tiam'],
    ['Koumba', 'Cumba'],
    ['N’Diaye', 'Ndiaye'],
    ['Cheick', 'Sheikh'],
    ['Aïssata', 'Aisata'],
  ])('%s and %s sound alike', (left, right) => {
    expect(sound(left)).toBe(sound(right));
  });

  it.each([
    ['Konaté', 'Koné'],
    ['Tembely', 'Dembélé'],
    ['Diallo', 'Diarra'],
    ['Sira', 'Sitan'],
  ])('%s and %s do not', (left, right) => {
    expect(sound(left)).not.toBe(sound(right));
  });

  it('leaves no doubled consonant', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}$/), (word) => {
        const once = skeleton(word);
        expect(once.length).toBeLessThanOrEqual(word.length * 2);
        expect(/([^aei])\1/.test(once)).toBe(false);
      }),
      { seed: 7 },
    );
  });
});

describe('readName', () => {
  it('takes the word after « dite » for a nickname, and those after it for the name', () => {
    const name = readName('Poudiougo dite Mah Lalla');
    expect(name.words.map(({ plain }) => plain)).toEqual(['poudiougo', 'lalla']);
    expect(name.nicknames.map(({ plain }) => plain)).toEqual(['mah']);
  });

  it('joins a particle with what follows, hyphen or not', () => {
    expect(readName('Nana Ag-Ahmed').words).toEqual(readName('Nana Ag Ahmed').words);
    expect(readName('Nana Ag-Ahmed').words.map(({ plain }) => plain)).toEqual(['nana', 'agahmed']);
  });

  it('leaves titles out and reads a lone nickname as the name', () => {
    expect(readName('Mme Exemple Fatou').words).toHaveLength(2);
    expect(readName('dite Yah').words.map(({ plain }) => plain)).toEqual(['yah']);
  });

  it('reads nothing in an empty cell', () => {
    expect(readName('  ').words).toEqual([]);
  });
});

it('fold leaves letters, figures and single spaces', () => {
  expect(fold("  Âge : (Années) d'Œuvre  ")).toBe('age annees doeuvre');
});

describe('slips', () => {
  it.each([
    ['mariam', 'mairam', 1],
    ['niele', 'nielee', 1],
    ['kante', 'kaita', 2],
    ['cissoko', 'isoko', 2],
    ['', 'ab', 2],
    ['same', 'same', 0],
  ])('%s → %s: %i', (left, right, expected) => {
    expect(slips(left, right, 3)).toBe(expected);
    expect(slips(right, left, 3)).toBe(expected);
  });

  it('stops one past the most asked for', () => {
    expect(slips('aaaaaaaa', 'bbbbbbbb', 2)).toBe(3);
    expect(slips('a', 'abcdefgh', 2)).toBe(3);
  });

  it('is symmetrical and zero only for the same word', () => {
    const word = fc.stringMatching(/^[abc]{0,7}$/);
    fc.assert(
      fc.property(word, word, (left, right) => {
        expect(slips(left, right, 9)).toBe(slips(right, left, 9));
        expect(slips(left, right, 9) === 0).toBe(left === right);
      }),
      { seed: 11 },
    );
  });
});

it('a cell full of text costs no more than a name', () => {
  expect(readName('x'.repeat(10_000)).words).toMatchObject([{ plain: 'x'.repeat(40) }]);
  expect(readName('ab '.repeat(3_000)).words).toHaveLength(12);
});

describe('splitName', () => {
  it.each([
    ['Nana Cissoko', 'Cissoko', 'Nana', null],
    ['CISSOKO Nana', 'CISSOKO', 'Nana', null],
    ['Nana Ag-Ahmed dite Tata', 'Ag-Ahmed', 'Nana', 'Tata'],
    ['Nana Ag Ahmed', 'Ag Ahmed', 'Nana', null],
    ['Walet-Mohamed Rokia', 'Walet-Mohamed', 'Rokia', null],
    ['Fatoumata Binta Kulibali', 'Kulibali', 'Fatoumata Binta', null],
  ])('%s', (text, last, first, nickname) => {
    expect(splitName(text)).toEqual({ last, first, nickname, certain: true });
  });

  it('keeps the whole when no family name is sure', () => {
    expect(splitName('Zzyx Exemple')).toEqual({ last: 'Zzyx Exemple', first: null, nickname: null, certain: false });
    expect(splitName('Traoré Diarra').certain).toBe(false);
    expect(splitName('Awa')).toEqual({ last: 'Awa', first: null, nickname: null, certain: false });
  });
});
