import { slips } from './distance.ts';
import type { NameWord, WrittenName } from './spelling.ts';

/** Whether a skeleton is a name in its own right in the files at hand. Two such names are not slips of each other: Tembely is not Dembélé. */
export type Established = (skeleton: string) => boolean;

/** Nothing is known of the other files: any small difference may be a slip. */
export const NOTHING_ESTABLISHED: Established = () => false;

const SAME_SOUND = 0.97;
const ONE_SLIP = 0.86;
const TWO_SLIPS = 0.7;
const INITIAL_ONLY = 0.6;
/** Kanté and Keïta are two slips apart and two names. */
const SHORTEST_WITH_TWO_SLIPS = 6;
const SHORTEST_WHOLE = 5;
const SHORTEST_WHOLE_WITH_SLIP = 7;
const UNMATCHED_WORD = 0.04;
/** A first name alone says little: so many bear it. */
const ONE_WORD_OF_MORE = 0.6;
const ONLY_WORDS = 0.75;
/** Words tried in every order; a longer name is rare and its last words weigh little. */
const WORDS_COMPARED = 5;

/** How far two words are one name, from 0 (no) to 1 (same letters). */
function wordResemblance(left: NameWord, right: NameWord, established: Established): number {
  if (left.plain === right.plain) return 1;
  if (left.skeleton === right.skeleton) return SAME_SOUND;
  const shortest = Math.min(left.skeleton.length, right.skeleton.length);
  if (shortest === 1) return left.skeleton[0] === right.skeleton[0] ? INITIAL_ONLY : 0;
  if (shortest < 2 || (established(left.skeleton) && established(right.skeleton))) return 0;
  const distance = Math.min(slips(left.skeleton, right.skeleton, 2), slips(left.plain, right.plain, 2));
  if (distance === 1) return shortest >= 3 ? ONE_SLIP : TWO_SLIPS;
  const shortestWritten = Math.min(left.plain.length, right.plain.length);
  return distance === 2 && shortestWritten >= SHORTEST_WITH_TWO_SLIPS ? TWO_SLIPS : 0;
}

/**
 * How far two names are one person's, from 0 to 1, in any order of the words. The words of the shorter name are looked for in the longer one,
 * nicknames included; a word left over costs little. A space written one letter too far is found by the letters of the whole.
 */
export function nameResemblance(left: WrittenName, right: WrittenName, established: Established): number {
  if (left.words.length === 0 || right.words.length === 0) return 0;
  const found: number[] = [];
  if (left.words.length <= right.words.length) found.push(wordsFound(left, right, established));
  if (right.words.length <= left.words.length) found.push(wordsFound(right, left, established));
  const best = Math.max(...found);
  return best >= ONE_SLIP ? best : Math.max(best, wholeResemblance(left, right, established));
}

function wordsFound(shorter: WrittenName, longer: WrittenName, established: Established): number {
  const wanted = shorter.words.slice(0, WORDS_COMPARED);
  const pool = [...longer.words, ...longer.nicknames].slice(0, WORDS_COMPARED + 1);
  const table = wanted.map((word) => pool.map((other) => wordResemblance(word, other, established)));
  const leftOver = Math.max(0, longer.words.length - shorter.words.length) * UNMATCHED_WORD;
  const resemblance = bestAssignment(table, 0, 0) / wanted.length - leftOver;
  if (wanted.length > 1) return Math.max(0, resemblance);
  return Math.max(0, Math.min(resemblance, longer.words.length === 1 ? ONLY_WORDS : ONE_WORD_OF_MORE));
}

/** The greatest sum that takes one column for each row, no column twice. `taken` is a set of columns, one bit each. */
function bestAssignment(table: readonly (readonly number[])[], row: number, taken: number): number {
  const values = table[row];
  if (values === undefined) return 0;
  let best = bestAssignment(table, row + 1, taken);
  for (const [column, value] of values.entries()) {
    if (value > 0 && (taken & (1 << column)) === 0) best = Math.max(best, value + bestAssignment(table, row + 1, taken | (1 << column)));
  }
  return best;
}

function wholeResemblance(left: WrittenName, right: WrittenName, established: Established): number {
  const [longer, shorter] = left.words.length >= right.words.length ? [left, right] : [right, left];
  const whole = joined(shorter.words);
  if (whole.length < SHORTEST_WHOLE || longer.words.length > 3) return 0;
  const unusual = [...left.words, ...right.words].some((word) => !established(word.skeleton));
  const distance = Math.min(...orders(longer.words).map((words) => slips(joined(words), whole, 1)));
  if (distance === 0) return SAME_SOUND;
  return distance === 1 && unusual && whole.length >= SHORTEST_WHOLE_WITH_SLIP ? ONE_SLIP : 0;
}

function joined(words: readonly NameWord[]): string {
  return words
    .map((word) => word.skeleton)
    .join('')
    .replace(/(.)\1+/g, '$1');
}

function orders(words: readonly NameWord[]): readonly (readonly NameWord[])[] {
  if (words.length <= 1) return [words];
  return words.flatMap((first, position) => orders(words.toSpliced(position, 1)).map((rest) => [first, ...rest]));
}
