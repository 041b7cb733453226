/**
 * How a name sounds, whatever the hand that wrote it. In Mali one name has many spellings: Coulibaly, Kulibali; Oumar, Umar, Omar;
 * Diarra, Jara; Keïta, Keita; Hawa, Awa. Two spellings of one name share one skeleton; the converse is not promised.
 */

/** One word of a name: `plain` without case nor accents, `skeleton` without the accidents of spelling. */
export type NameWord = { readonly plain: string; readonly skeleton: string };

/** A name as read: its words in the order written, and the words after « dit », « dite », « alias ». */
export type WrittenName = { readonly words: readonly NameWord[]; readonly nicknames: readonly NameWord[] };

const NICKNAME_MARKS = new Set(['dit', 'dite', 'dits', 'dites', 'alias', 'surnomme', 'surnommee']);
/** The space before « dite » left out. */
const GLUED_MARK = /(\p{L}{3})dite (?=\p{L})/u;
/** Words that make one name with the next: « Ag Ahmed », « Walet-Mohamed », « Ould Sidi ». */
const PARTICLES = new Set(['ag', 'walet', 'oualet', 'wallet', 'ould', 'wuld', 'mint', 'el', 'al', 'ben', 'abdoul', 'abdel', 'n', 'm']);
/** What is longer than these is no name: it is read up to there, so that a cell full of text costs no more than a name. */
const LONGEST_NAME = 300;
const LONGEST_WORD = 40;
const MOST_WORDS = 12;
const TITLES = new Set(['mme', 'mlle', 'madame', 'mademoiselle', 'monsieur', 'mr', 'feu', 'veuve', 'epouse', 'nee', 'ne']);

/** In this order: each rule sees what the former ones left. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/tch|sch|sh|ch/g, 's'],
  [/dj|dy|di(?=[aeou])/g, 'j'],
  [/gh|gu(?=[ei])/g, 'g'],
  [/ck|kh|qu|q/g, 'k'],
  [/c(?=[eiy])|ç|z/g, 's'],
  [/c/g, 'k'],
  [/x/g, 'ks'],
  [/ou|oo|w|o/g, 'u'],
  [/y/g, 'i'],
  [/ei/g, 'ai'],
  [/h/g, ''],
  [/([^aei])\1+/g, '$1'],
];

/** Lower case, without accents nor apostrophes, every other sign a space, single spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/['’ʼ`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The skeleton of one folded word: `coulibaly` and `kulibali` → `kulibali`. */
export function skeleton(word: string): string {
  return RULES.reduce((form, [pattern, replacement]) => form.replace(pattern, replacement), word);
}

/** Reads a name in any order of its words. Titles are dropped; the word after « dite » is a nickname, those after it belong to the name again. */
export function readName(text: string): WrittenName {
  const words: NameWord[] = [];
  const nicknames: NameWord[] = [];
  let into = words;
  for (const word of joinParticles(fold(text.slice(0, LONGEST_NAME)).replace(GLUED_MARK, '$1 dite ').split(' ')).slice(0, MOST_WORDS)) {
    if (NICKNAME_MARKS.has(word)) into = nicknames;
    else if (word !== '' && !TITLES.has(word)) {
      const plain = word.slice(0, LONGEST_WORD);
      into.push({ plain, skeleton: skeleton(plain) });
      into = words;
    }
  }
  return words.length === 0 ? { words: nicknames, nicknames: [] } : { words, nicknames };
}

function joinParticles(parts: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let particle = '';
  for (const [position, part] of parts.entries()) {
    const isLast = position === parts.length - 1;
    if (PARTICLES.has(part) && !isLast) particle += part;
    else {
      joined.push(particle + part);
      particle = '';
    }
  }
  return joined;
}
