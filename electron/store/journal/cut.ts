import type { ReadableDb } from '../base/database.ts';
import { appendJournal, headAt, type Actor } from './journal.ts';
import { rosterLineBefore, type Signers } from './walk.ts';
import { JOURNAL_NO_DELETE } from '../base/migrations/journalTables.ts';
import { adminSql as sql, one, run, transaction } from '../base/sql.ts';
import { vouchedTime } from '../base/vouchedTime.ts';
import type { JournalDetail } from '../../../shared/journal/kinds.ts';

const YEAR = 365.25 * 86_400_000;
/** Kept for five years; then the oldest year goes, so that it is done once a year (security §6.1). */
const YEARS_KEPT = 5;

/**
 * Removes the oldest year of a journal that has just been found whole, behind a signed entry that carries its head and the line of the roster: what is kept is still
 * verified from J₀. In one transaction. Gives how many entries went; 0 while the oldest one is younger than six years, or the journal too short to know.
 */
export function cutOldest(db: ReadableDb, actor: Actor, signers: Signers, at: number): number {
  const first = one(db, sql.selectFrom('journal').select(['seq', 'at']).orderBy('seq').limit(1));
  const now = vouchedTime(db, at);
  if (first === undefined || now - first.at < (YEARS_KEPT + 1) * YEAR) return 0;
  const kept = one(
    db,
    sql
      .selectFrom('journal')
      .select('seq')
      .where('at', '>=', now - YEARS_KEPT * YEAR)
      .orderBy('seq')
      .limit(1),
  );
  const to = (kept?.seq ?? 0) - 1;
  const head = headAt(db, to);
  if (head === null) return 0;
  return remove(db, actor, { from: first.seq, to, head: head.toString('base64url'), roster: rosterLineBefore(db, to + 1, signers) }, at);
}

function remove(db: ReadableDb, actor: Actor, detail: JournalDetail<'journal.checkpoint'>, at: number): number {
  return transaction(db, (writable) => {
    appendJournal(writable, actor, { kind: 'journal.checkpoint', detail }, at);
    writable.connection.exec('DROP TRIGGER journal_no_delete');
    const removed = run(writable, sql.deleteFrom('journal').where('seq', '<=', detail.to));
    writable.connection.exec(JOURNAL_NO_DELETE);
    return removed;
  });
}
