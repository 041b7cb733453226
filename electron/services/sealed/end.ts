import type { OpenSession } from '../../host.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { readOpening, updateOpening } from '../../store/exchange/sealed.ts';
import { transaction } from '../../store/base/sql.ts';
import type { SealedOpeningRow } from '../../store/base/adminTables.ts';
import { roundOf } from './round.ts';

/** Once both tables are signed: the same digest ends the opening and erases what the sum could be made of again; another one ends it without a table. */
export function finish(session: OpenSession, openingId: string, at: number): void {
  const row = readOpening(session.stores.admin, openingId);
  if (row?.state !== 'open') return;
  const { ownTable, otherTable } = roundOf(row);
  if (ownTable === null || otherTable === null) return;
  const isSame = ownTable.table === otherTable.table;
  transaction(session.stores.admin, (db) => endOpening(db, session, row, isSame ? 'done' : 'aborted', isSame ? null : 'tableDiffers', at));
}

/** An opening that ends keeps its transcript; the exact sum can be made again from it only where it failed. In the caller's transaction. */
export function endOpening(
  db: WritableDb<'admin'>,
  { stores }: OpenSession,
  row: SealedOpeningRow,
  state: 'done' | 'aborted' | 'left',
  why: SealedOpeningRow['why'],
  at: number,
): void {
  updateOpening(db, row.opening_id, { state, why, ended_at: at, ...(state === 'done' ? { other_values: null } : { lines: null }) });
  appendJournal(
    db,
    stores.actor,
    { kind: 'sealed.end', object: row.opening_id, detail: { period: row.period, outcome: why ?? state } },
    at,
  );
}
