import type { Programme } from '../../../shared/ids.ts';
import { newId } from '../../keys/primitives.ts';
import type { Json } from '../../keys/canonical.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { deleteSealedMessages, readSealedMessages, toTeamsOf, writeSealedMessages } from '../caseRecords/sealedMessages.ts';
import { readPairs } from './pairs.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, run } from '../base/sql.ts';

/** A registration's question to the supervisors of a programme (security §2.7): sealed to team principals; a colleague cannot open it. */
export function askDuplicates(
  db: WritableDb<'cases'>,
  stores: OpenStores,
  caseId: string,
  programme: Programme,
  question: Json,
  at: number,
): void {
  const queryId = newId();
  run(
    db,
    casesSql.insertInto('duplicate_query').values({ query_id: queryId, case_id: caseId, programme, created_at: at, answered_at: null }),
  );
  writeSealedMessages(db, stores, toTeamsOf(stores.roster, programme), 'duplicate.query', queryId, question);
}

/** Questions not yet looked at, opened; those of other programmes are left out. */
export function openQuestions(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
): readonly { readonly queryId: string; readonly caseId: string; readonly question: unknown }[] {
  const opened = new Map(readSealedMessages(db, stores, 'duplicate.query').map((letter) => [letter.subjectId, letter.content]));
  const rows = all(db, casesSql.selectFrom('duplicate_query').selectAll().where('answered_at', 'is', null).orderBy('created_at'));
  return rows.flatMap((row) =>
    opened.has(row.query_id) ? [{ queryId: row.query_id, caseId: row.case_id, question: opened.get(row.query_id) }] : [],
  );
}

export function answerQuestion(db: WritableDb<'cases'>, queryId: string, at: number): void {
  run(db, casesSql.updateTable('duplicate_query').set({ answered_at: at }).where('query_id', '=', queryId));
}

/** Removes the questions and pairs of cases that are about to be removed: every pair of a take-over was sealed to its author and its supervisors too. */
export function removeResemblances(db: WritableDb<'cases'>, stores: OpenStores, caseIds: ReadonlySet<string>): void {
  for (const { pairId, left, right } of readPairs(db, stores)) {
    if (!caseIds.has(left) && !caseIds.has(right)) continue;
    run(db, casesSql.deleteFrom('duplicate_pair').where('pair_id', '=', pairId));
    deleteSealedMessages(db, 'duplicate.pair', pairId);
  }
  for (const { query_id, case_id } of all(db, casesSql.selectFrom('duplicate_query').select(['query_id', 'case_id']))) {
    if (!caseIds.has(case_id)) continue;
    run(db, casesSql.deleteFrom('duplicate_query').where('query_id', '=', query_id));
    deleteSealedMessages(db, 'duplicate.query', query_id);
  }
}
