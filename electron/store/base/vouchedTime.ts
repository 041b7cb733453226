import type { ReadableDb } from './database.ts';
import { adminSql as sql, all } from './sql.ts';

/** So many entries are some days of work of a centre. */
const LAST_ENTRIES = 1_000;

/**
 * The time that the written work vouches for, in milliseconds since 1970: the earlier of the clock (`at`) and the oldest of a journal's last entries (security §9.6). What is
 * removed for its age is removed by this time: a clock set forward or back, or an empty battery, removes nothing, and time advances with the work. `others`: entries of this
 * person do not count, so that nobody makes time pass alone; 0 where nobody else ever wrote.
 */
export function vouchedTime(db: ReadableDb, at: number, others: string | null = null): number {
  let last = sql.selectFrom('journal').select('at').orderBy('seq', 'desc').limit(LAST_ENTRIES);
  if (others !== null) last = last.where('actor', '!=', others);
  const times = all(db, last).map((entry) => entry.at);
  return times.length === 0 ? 0 : Math.min(at, ...times);
}
