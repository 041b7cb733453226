import type { SourceRecord } from '../../../shared/takeover/sourceFate.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { all, asWritten, casesSql, run } from '../base/sql.ts';
import type { SourceRow } from '../base/casesTables.ts';

/** What became of the file or of the paper behind a take-over. Nothing recorded is ever changed: a later line says otherwise. */
export function insertSource(db: WritableDb<'cases'>, row: SourceRow): void {
  run(db, casesSql.insertInto('takeover_source').values(row));
}

/** Oldest first; of one take-over, or of all. */
export function listSources(db: ReadableDb<'cases'>, takeoverId?: string): readonly SourceRow[] {
  let query = casesSql.selectFrom('takeover_source').selectAll().orderBy('recorded_at').orderBy(asWritten('takeover_source'));
  if (takeoverId !== undefined) query = query.where('takeover_id', '=', takeoverId);
  return all(db, query);
}

/** As the rule of what is still to be recorded reads it. */
export function recordOf({ kind, fate, kept_until: until }: SourceRow): SourceRecord {
  return { kind, fate, until };
}
