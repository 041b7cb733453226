import { fold } from '../names/spelling.ts';
import { options } from '../forms/lists/all.ts';
import { knownOptions, type Lists } from '../forms/lists/inForce.ts';
import { WORDING_TABLES } from './wordingTables.ts';

/** A table of wordings: a list of the dictionary, or `register_state`. */
export type WordingTable = keyof typeof WORDING_TABLES;

/** What the user decided, kept for the next file: table → wording as `wordingKey` gives it → code; `null` leaves the cell blank. */
export type WordingCorrections = Readonly<Partial<Record<WordingTable, Readonly<Record<string, string | null>>>>>;

const EMPTY_WORDS = new Set(['de', 'des', 'du', 'd', 'l', 'la', 'le', 'les', 'un', 'une', 'et', 'ou']);

/**
 * The key under which a wording is looked up: no case, accents, signs, articles, plural, feminine ending or doubled letter.
 * « Déplacées internes » and « deplace interne » share one. Two wordings with one key mean the same thing, or a test fails.
 */
export function wordingKey(wording: string): string {
  const words = fold(
    wording
      .replace(/['’]/g, ' ')
      .replace(/·e(?:·s)?\b|\(e\)(?:\(s\))?|\(s\)/gu, '')
      .replace(/\+/g, ' plus ')
      .replace(/>/g, ' plus ')
      .replace(/\?/g, ' inconnu '),
  ).split(' ');
  const kept = words.filter((word) => !EMPTY_WORDS.has(word));
  return (kept.length === 0 ? words : kept).map(stem).join(' ');
}

/** « Commune III », « CIII » of Bamako: letters that count. */
const ROMAN = /^c?[ivx]+$/;

function stem(word: string): string {
  if (word.length <= 3 || ROMAN.test(word)) return word;
  return word
    .replace(/([a-z])\1+/g, '$1')
    .replace(/[sx]$/, '')
    .replace(/e$/, '');
}

const KNOWN: ReadonlyMap<WordingTable, ReadonlyMap<string, string>> = new Map(tableNames().map((table) => [table, knownWordings(table)]));

function tableNames(): readonly WordingTable[] {
  return Object.keys(WORDING_TABLES).filter((name): name is WordingTable => Object.hasOwn(WORDING_TABLES, name));
}

/** The table of that name, or null. */
export function wordingTable(name: string): WordingTable | null {
  return tableNames().find((table) => table === name) ?? null;
}

function knownWordings(table: WordingTable): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const [code, wordings] of wordingsOf(table)) for (const wording of wordings) known.set(wordingKey(wording), code);
  return known;
}

/** Every code of a table with the wordings that give it, the list's own French and English labels included. */
export function wordingsOf(table: WordingTable): readonly (readonly [code: string, wordings: readonly string[]])[] {
  const own: Readonly<Partial<Record<string, readonly string[]>>> = WORDING_TABLES[table];
  if (table === 'register_state') return Object.keys(own).map((code) => [code, own[code] ?? []]);
  return options(table).map(({ code, fr, en }) => [code, [fr, en, ...(own[code] ?? [])]]);
}

/** Whether a table has a code, agreed since the reference or of it. */
export function isInTable(table: WordingTable, code: string, lists: Lists): boolean {
  if (table === 'register_state') return Object.hasOwn(WORDING_TABLES[table], code);
  return knownOptions(lists, table).some((option) => option.code === code);
}

/**
 * The code of a wording: what the user decided first, then the table, then the words that were agreed since; `undefined` when no rule knows it. Never a guess.
 */
export function codeOf(
  table: WordingTable,
  wording: string,
  { wordings, lists }: { readonly wordings: WordingCorrections; readonly lists: Lists },
): string | null | undefined {
  const key = wordingKey(wording);
  const corrected = wordings[table];
  if (corrected !== undefined && Object.hasOwn(corrected, key)) return corrected[key];
  return KNOWN.get(table)?.get(key) ?? agreedWordings(lists).get(table)?.get(key);
}

const agreed = new WeakMap<Lists, ReadonlyMap<string, ReadonlyMap<string, string>>>();

function agreedWordings(lists: Lists): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const known = agreed.get(lists);
  if (known !== undefined) return known;
  const made = new Map(
    [...lists.codes].map(([list, codes]) => [
      list,
      new Map(codes.flatMap(({ code, fr, en }) => [fr, en].map((words) => [wordingKey(words), code] as const))),
    ]),
  );
  agreed.set(lists, made);
  return made;
}
