import { Buffer } from 'node:buffer';
import { sha256 } from '../../keys/primitives.ts';
import type { ReadableDb } from '../base/database.ts';
import { all, casesSql, listed } from '../base/sql.ts';

/**
 * The content of a case in two digests (security §6.3): `whole`, and `bare`, without what the destruction of every identity takes away. Each covers the row of the case,
 * its survivor code, and each record, part and file by its id, place and revision: their bytes are bound to these by their own keys.
 */
export type ContentDigest = { readonly whole: Buffer; readonly bare: Buffer };

/** Of cases, by id; a case that is not there is absent. */
export function contentOf(db: ReadableDb<'cases'>, caseIds: readonly string[]): ReadonlyMap<string, ContentDigest> {
  if (caseIds.length === 0) return new Map();
  const records = Map.groupBy(recordRows(db, caseIds), (row) => row.case_id);
  const parts = Map.groupBy(partRows(db, caseIds), (row) => row.case_id);
  const files = Map.groupBy(fileRows(db, caseIds), (row) => row.case_id);
  return new Map(
    caseRows(db, caseIds).map((row) => {
      const id = row.case_id;
      const own = parts.get(id) ?? [];
      const bare = [row, records.get(id) ?? [], own.filter((part) => part.class !== 'DI')];
      return [id, { bare: digestOf(bare), whole: digestOf([bare, own.filter((part) => part.class === 'DI'), files.get(id) ?? []]) }];
    }),
  );
}

function digestOf(rows: readonly unknown[]): Buffer {
  return sha256(Buffer.from(JSON.stringify(rows), 'utf8'));
}

/** Without `unassigned`, that follows from the list of staff, and without `commitment`, that binds the key of the case by itself. */
function caseRows(db: ReadableDb<'cases'>, caseIds: readonly string[]) {
  return all(
    db,
    casesSql
      .selectFrom('case_file')
      .innerJoin('person', 'person.person_id', 'case_file.person_id')
      .select(['case_id', 'case_file.person_id', 'survivor_code', 'code', 'program', 'state', 'state_on', 'previous_state', 'owner_id'])
      .select(['team_id', 'site_id', 'origin', 'takeover_id', 'reopen_count', 'duplicate_of', 'revision', 'epoch', 'reduced_on'])
      .select(['case_file.created_at', 'created_by', 'updated_at', 'updated_by'])
      .where('case_id', 'in', listed(caseIds)),
  );
}

function recordRows(db: ReadableDb<'cases'>, caseIds: readonly string[]) {
  return all(
    db,
    casesSql
      .selectFrom('record')
      .select(['case_id', 'record_id', 'form', 'parent_id', 'version', 'revision', 'status'])
      .select(['created_at', 'created_by', 'updated_at', 'updated_by'])
      .where('case_id', 'in', listed(caseIds))
      .orderBy('record_id'),
  );
}

function partRows(db: ReadableDb<'cases'>, caseIds: readonly string[]) {
  return all(
    db,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .select(['case_id', 'record_part.record_id', 'class', 'record_part.revision', 'epoch'])
      .where('case_id', 'in', listed(caseIds))
      .orderBy('record_part.record_id')
      .orderBy('class'),
  );
}

function fileRows(db: ReadableDb<'cases'>, caseIds: readonly string[]) {
  return all(
    db,
    casesSql
      .selectFrom('attachment')
      .select(['case_id', 'attachment_id', 'record_id', 'field', 'epoch'])
      .where('case_id', 'in', listed(caseIds))
      .orderBy('attachment_id'),
  );
}
