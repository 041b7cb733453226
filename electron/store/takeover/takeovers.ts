import { Refused } from '../../../shared/failure.ts';
import { deleteCase } from '../caseRecords/cases.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { removeResemblances } from '../duplicates/duplicates.ts';
import { removeLinks } from '../caseRecords/familyLinks.ts';
import { deleteSealedMessages } from '../caseRecords/sealedMessages.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, asWritten, casesSql, one, run } from '../base/sql.ts';
import type { HeldRow, TakeoverRow } from '../base/casesTables.ts';

/** A take-over read from a file; what the file says is in letters to its author and team (`takeover.choices`, `takeover.report`). */
export function insertTakeover(db: WritableDb<'cases'>, takeover: TakeoverRow): void {
  run(db, casesSql.insertInto('takeover').values(takeover));
}

export function updateTakeover(db: WritableDb<'cases'>, takeoverId: string, change: Partial<Omit<TakeoverRow, 'takeover_id'>>): void {
  if (run(db, casesSql.updateTable('takeover').set(change).where('takeover_id', '=', takeoverId)) === 0) throw noTakeover();
}

export function readTakeover(db: ReadableDb<'cases'>, takeoverId: string): TakeoverRow | undefined {
  return one(db, casesSql.selectFrom('takeover').selectAll().where('takeover_id', '=', takeoverId));
}

/** Newest first; of one author, or of one team. */
export function listTakeovers(db: ReadableDb<'cases'>, of: { readonly userId?: string; readonly teamId?: string }): readonly TakeoverRow[] {
  let query = casesSql.selectFrom('takeover').selectAll().orderBy('created_at', 'desc').orderBy(asWritten('takeover'), 'desc');
  if (of.userId !== undefined) query = query.where('user_id', '=', of.userId);
  if (of.teamId !== undefined) query = query.where('team_id', '=', of.teamId);
  return all(db, query);
}

/** A held row « à corriger »: number and owner only; its cells are in letters `takeover.row` under the same id. */
export function insertHeldRow(db: WritableDb<'cases'>, row: HeldRow): void {
  run(db, casesSql.insertInto('takeover_row').values(row));
}

export function updateHeldRow(db: WritableDb<'cases'>, rowId: string, status: HeldRow['status'], at: number): void {
  run(db, casesSql.updateTable('takeover_row').set({ status, updated_at: at }).where('row_id', '=', rowId));
}

export function readHeldRow(db: ReadableDb<'cases'>, rowId: string): HeldRow | undefined {
  return one(db, casesSql.selectFrom('takeover_row').selectAll().where('row_id', '=', rowId));
}

/** Rows still held, of one take-over or of all. */
export function listHeldRows(db: ReadableDb<'cases'>, takeoverId?: string): readonly HeldRow[] {
  let query = casesSql.selectFrom('takeover_row').selectAll().where('status', '=', 'held').orderBy(asWritten('takeover_row'));
  if (takeoverId !== undefined) query = query.where('takeover_id', '=', takeoverId);
  return all(db, query);
}

/**
 * What prevents undoing a take-over: codes of its files worked on since. Known by revisions, never by the order of two clocks: the file or a
 * record of it was changed, a record was added by another act than the creation of the file, or a draft is being typed in it.
 */
export function workedOn(db: ReadableDb<'cases'>, takeoverId: string): readonly string[] {
  const rows = all(
    db,
    casesSql
      .selectFrom('case_file')
      .select('code')
      .where('takeover_id', '=', takeoverId)
      .where((when) =>
        when.or([
          when('revision', '>', 1),
          when.exists(
            when
              .selectFrom('record')
              .select('record_id')
              .whereRef('record.case_id', '=', 'case_file.case_id')
              .where((added) =>
                added.or([added('record.revision', '>', 1), added('record.created_at', '!=', added.ref('case_file.created_at'))]),
              ),
          ),
          when.exists(when.selectFrom('draft').select('draft_id').whereRef('draft.case_id', '=', 'case_file.case_id')),
        ]),
      )
      .orderBy('code'),
  );
  return rows.map((row) => row.code);
}

/**
 * Removes every case, held row, question, pair and link of a take-over, in the caller's transaction; case numbers are not used again. What its person settled of
 * headings and wordings stays, sealed, for the next file. Gives the ids of the cases and the number of records removed. The caller checks that it may, and journals.
 */
export function undoTakeover(
  db: WritableDb<'cases'>,
  stores: OpenStores,
  takeoverId: string,
): { readonly caseIds: readonly string[]; readonly records: number } {
  const cases = all(db, casesSql.selectFrom('case_file').select('case_id').where('takeover_id', '=', takeoverId));
  const records = countRecords(db, takeoverId);
  removeResemblances(db, stores, new Set(cases.map((row) => row.case_id)));
  for (const row of cases) {
    removeLinks(db, stores, row.case_id);
    deleteCase(db, row.case_id);
  }
  for (const row of all(db, casesSql.selectFrom('takeover_row').select('row_id').where('takeover_id', '=', takeoverId)))
    deleteSealedMessages(db, 'takeover.row', row.row_id);
  run(db, casesSql.deleteFrom('takeover_row').where('takeover_id', '=', takeoverId));
  deleteSealedMessages(db, 'takeover.report', takeoverId);
  deleteSealedMessages(db, 'takeover.source', takeoverId);
  updateTakeover(db, takeoverId, { state: 'undone' });
  return { caseIds: cases.map((row) => row.case_id), records };
}

function countRecords(db: ReadableDb<'cases'>, takeoverId: string): number {
  const records = casesSql.selectFrom('record').innerJoin('case_file', 'case_file.case_id', 'record.case_id');
  const counted = records.select((count) => count.fn.countAll<number>().as('records')).where('case_file.takeover_id', '=', takeoverId);
  return one(db, counted)?.records ?? 0;
}

function noTakeover(): Refused {
  return new Refused('notFound', { fr: 'Cette reprise n’existe pas.', en: 'This take-over does not exist.' });
}
