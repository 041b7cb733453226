import type { ReadableDb, WritableDb } from '../base/database.ts';
import { casesSql, one, run } from '../base/sql.ts';

/**
 * Numbers that this centre gave to its referrals, without their case: random, and on a paper that the person carries. A holder of the base learns from them that a slip
 * is of this centre, and nothing of whom.
 */
export function rememberSlip(db: WritableDb<'cases'>, number: string): void {
  run(db, casesSql.insertInto('slip').values({ number }));
}

/** Whether this centre gave that number. */
export function isOwnSlip(db: ReadableDb<'cases'>, number: string): boolean {
  return one(db, casesSql.selectFrom('slip').select('number').where('number', '=', number)) !== undefined;
}
