import { isAdaptable, type AgreedCode } from '../../../shared/forms/lists/inForce.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { adminSql, all, run } from '../base/sql.ts';

/** The codes that were agreed on since the reference, in the order in which they came. Throws RangeError on a list that may not be adapted: nothing here writes one. */
export function agreedCodes(db: ReadableDb<'admin'>): readonly AgreedCode[] {
  return all(db, adminSql.selectFrom('agreed_code').selectAll().orderBy('place')).map((row) => {
    if (!isAdaptable(row.list)) throw new RangeError('a list of the reference was changed in the base');
    const { list, code, fr, en, region } = row;
    return { list, code, fr, en, region, countsAs: row.counts_as, retiredFrom: row.retired_from };
  });
}

/** Writes the agreement whole, in the caller's transaction: rows come in and change, none goes. */
export function writeAgreedCodes(db: WritableDb<'admin'>, agreed: readonly AgreedCode[]): void {
  for (const [place, { list, code, fr, en, region, countsAs, retiredFrom }] of agreed.entries()) {
    const row = { list, code, place, fr, en, region, counts_as: countsAs, retired_from: retiredFrom };
    run(db, adminSql.insertInto('agreed_code').orReplace().values(row));
  }
}
