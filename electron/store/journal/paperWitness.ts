import { z } from 'zod';
import { areWords, wordsOf } from '../../keys/words.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { detailOf } from './chain.ts';
import { appendAtOnce, entriesOfKind, headAt, lastOfKind, type Actor } from './journal.ts';
import type { JournalRow } from '../base/journalTables.ts';

/** What is written by hand in the register of the centre: a number and three French words (security §6.3, W4). */
export type PaperWitness = { readonly number: number; readonly words: readonly string[]; readonly at: number };

const WORDS = 3;
const WEEK = 7 * 86_400_000;
const numbered = z.looseObject({ number: z.int().min(1) });

/** Adds a signed entry whose head becomes the next paper witness, in the caller's transaction. 33 bits of the head; the number follows the last one given. */
export function givePaperWitness(db: WritableDb, actor: Actor, at: number): PaperWitness {
  const number = (numberOf(lastOfKind(db, 'witness.paper')) ?? 0) + 1;
  const seq = appendAtOnce(db, actor, { kind: 'witness.paper', detail: { number } }, at);
  const mac = headAt(db, seq);
  if (mac === null) throw new RangeError('no such entry');
  return { number, words: wordsOf(mac, WORDS), at };
}

/** The last one given, or null; its words are read from the present journal. */
export function lastPaperWitness(db: ReadableDb): PaperWitness | null {
  const row = lastOfKind(db, 'witness.paper');
  const number = numberOf(row);
  return row === undefined || number === null ? null : { number, words: wordsOf(row.mac, WORDS), at: row.at };
}

/** True a week after the last one was given, and before the first. */
export function isPaperDue(db: ReadableDb, at: number): boolean {
  const last = lastPaperWitness(db);
  return last === null || at - last.at >= WEEK;
}

/** Compares the register with the journal. `missing`: the journal no longer has that number · `differs`: it has it, with other words. */
export function comparePaperWitness(db: ReadableDb, number: number, typed: string): 'same' | 'missing' | 'differs' {
  const rows = entriesOfKind(db, 'witness.paper').filter((row) => numberOf(row) === number);
  if (rows.length === 0) return 'missing';
  return rows.some((row) => areWords(typed, wordsOf(row.mac, WORDS))) ? 'same' : 'differs';
}

function numberOf(row: JournalRow | undefined): number | null {
  return row === undefined ? null : (numbered.safeParse(detailOf(row)).data?.number ?? null);
}
