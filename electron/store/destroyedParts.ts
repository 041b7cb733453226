import type { WritableDb } from './database.ts';
import { casesSql, run } from './sql.ts';

/**
 * Everything in the base that tells who somebody is (security §9.6): identifying answers of every case, drafts of the forms that ask for them and of intakes, questions about
 * the same person, lines of a register and their report. In the caller's transaction; pages are wiped as they are freed (`secure_delete`).
 */
export function forgetIdentities(db: WritableDb<'cases'>, forms: readonly string[]): void {
  run(db, casesSql.deleteFrom('record_part').where('class', '=', 'DI'));
  run(
    db,
    casesSql.deleteFrom('draft').where((draft) => draft.or([draft('form', 'in', [...forms]), draft('case_id', 'is', null)])),
  );
  run(db, casesSql.deleteFrom('duplicate_query'));
  run(db, casesSql.deleteFrom('letter').where('subject', 'in', ['duplicate.query', 'takeover.row', 'takeover.report']));
}
