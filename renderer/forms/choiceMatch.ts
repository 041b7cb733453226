import type { Option, Options } from '../../shared/forms/lists/option.ts';

/** Lower case without accents, ligatures opened, without apostrophes and the midpoint of « auteur·e ». */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[’']/g, ' ')
    .replace(/·/g, '')
    .trim();
}

/**
 * The options that answer a typed text, best first: its code or a whole wording, a wording that begins with it, a word that begins with it, a
 * wording that holds it, a code that holds it. A part of a code comes last: nobody sees it, and every cercle has its region in its own.
 * French, English and code are all accepted, whatever the language shown (interface §5). All options when nothing is typed.
 */
export function matchOptions(options: Options, typed: string): Options {
  const wanted = fold(typed);
  if (wanted === '') return options;
  return options
    .map((option, place) => ({ option, place, rank: rankOf(option, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((left, right) => left.rank - right.rank || left.place - right.place)
    .map(({ option }) => option);
}

/** The part of a wording that matches the typed text, to be shown bold; undefined when it matched by code or the other language. */
export function matchedPart(
  wording: string,
  typed: string,
): { readonly before: string; readonly match: string; readonly after: string } | undefined {
  const wanted = fold(typed);
  if (wanted === '') return undefined;
  for (let start = 0; start < wording.length; start += 1) {
    if (fold(wording.slice(start, start + 1)) === '') continue;
    for (let end = start + 1; end <= wording.length; end += 1) {
      const part = fold(wording.slice(start, end));
      if (part === wanted) return { before: wording.slice(0, start), match: wording.slice(start, end), after: wording.slice(end) };
      if (!wanted.startsWith(part)) break;
    }
  }
  return undefined;
}

const IN_CODE = 4;
const NO_MATCH = 5;

function rankOf(option: Option, wanted: string): number {
  if (fold(option.code) === wanted) return 0;
  const inCode = rankOfWording(fold(option.code.replaceAll('_', ' ')), wanted) === NO_MATCH ? NO_MATCH : IN_CODE;
  return Math.min(inCode, ...[option.fr, option.en].map((wording) => rankOfWording(fold(wording), wanted)));
}

function rankOfWording(wording: string, wanted: string): number {
  if (wording === wanted) return 0;
  if (wording.startsWith(wanted)) return 1;
  if (wording.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 2;
  return wording.includes(wanted) ? 3 : NO_MATCH;
}
