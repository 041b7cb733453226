import type { Buffer } from 'node:buffer';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import { Unreadable, newId, zero } from '../../keys/primitives.ts';
import { openAttachment, sealAttachment, type AttachmentRef } from '../../keys/records.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { all, asWritten, casesSql, one, run } from '../base/sql.ts';
import type { AttachmentRow, CaseRow, RecordRow } from '../base/casesTables.ts';

/** The file itself, or the small picture of it that the list shows. */
export type AttachmentField = AttachmentRow['field'];

export type NewAttachment = {
  readonly attachmentId: string;
  readonly recordId: string;
  readonly field: AttachmentField;
  readonly content: Uint8Array;
};

/** The id of a file about to be sealed, which its record names. */
export function newAttachmentId(): string {
  return newId();
}

/** Seals one file beside its record, which is written already, in the caller's transaction. */
export function insertAttachment(db: WritableDb<'cases'>, keys: CaseKeys, siteId: string, made: NewAttachment): void {
  const { attachmentId, recordId, field, content } = made;
  const { caseId, epoch } = keys;
  const bytes = sealAttachment(keys, { siteId, caseId, recordId, attachmentId, field }, content);
  const row = { attachment_id: attachmentId, record_id: recordId, case_id: caseId, field, epoch, bytes };
  run(db, casesSql.insertInto('attachment').values(row));
}

/** What is sealed beside a record, without opening it; undefined where it was destroyed. */
export function readAttachment(db: ReadableDb<'cases'>, recordId: string, field: AttachmentField): AttachmentRow | undefined {
  return one(db, casesSql.selectFrom('attachment').selectAll().where('record_id', '=', recordId).where('field', '=', field));
}

/** The records of a case whose file is there. */
export function recordsWithFile(db: ReadableDb<'cases'>, caseId: string): ReadonlySet<string> {
  const files = casesSql.selectFrom('attachment').select('record_id').where('case_id', '=', caseId).where('field', '=', 'whole');
  return new Set(all(db, files).map(({ record_id }) => record_id));
}

/** The file in clear, to be zeroed by the caller. Throws Unreadable: altered, moved, or of another key. */
export function openStored(keys: CaseKeys, siteId: string, record: RecordRow, row: AttachmentRow): Buffer {
  if (row.record_id !== record.record_id || row.case_id !== record.case_id || row.epoch !== keys.epoch) throw new Unreadable();
  return openAttachment(keys, refOf(siteId, row), row.bytes);
}

/** The files of a case under its next key, one at a time: they are the heaviest rows of the base. In the caller's transaction. */
export function reencryptAttachments(
  db: WritableDb<'cases'>,
  { case_id, site_id }: Pick<CaseRow, 'case_id' | 'site_id'>,
  former: CaseKeys,
  next: CaseKeys,
): void {
  for (const { attachment_id } of all(db, casesSql.selectFrom('attachment').select('attachment_id').where('case_id', '=', case_id))) {
    const row = one(db, casesSql.selectFrom('attachment').selectAll().where('attachment_id', '=', attachment_id));
    if (row === undefined) continue;
    const content = openAttachment(former, refOf(site_id, row), row.bytes);
    const bytes = sealAttachment(next, refOf(site_id, row), content);
    zero(content);
    run(db, casesSql.updateTable('attachment').set({ bytes, epoch: next.epoch }).where('attachment_id', '=', attachment_id));
  }
}

/** Ids of what is sealed beside a record. */
export function attachmentIds(db: ReadableDb<'cases'>, recordId: string): readonly string[] {
  const beside = casesSql.selectFrom('attachment').select('attachment_id').where('record_id', '=', recordId);
  return all(db, beside.orderBy(asWritten('attachment'))).map(({ attachment_id }) => attachment_id);
}

/** The files of a record carried beside another, of another case and under its key, one at a time; `ids` gives each its new id. In the caller's transaction. */
export function carryAttachments(
  db: WritableDb<'cases'>,
  from: { readonly keys: CaseKeys; readonly record: RecordRow },
  to: { readonly keys: CaseKeys; readonly recordId: string },
  siteId: string,
  ids: ReadonlyMap<string, string>,
): void {
  for (const attachment_id of attachmentIds(db, from.record.record_id)) {
    const row = one(db, casesSql.selectFrom('attachment').selectAll().where('attachment_id', '=', attachment_id));
    const attachmentId = ids.get(attachment_id);
    if (row === undefined || attachmentId === undefined) continue;
    const content = openStored(from.keys, siteId, from.record, row);
    insertAttachment(db, to.keys, siteId, { attachmentId, recordId: to.recordId, field: row.field, content });
    zero(content);
  }
}

function refOf(siteId: string, row: AttachmentRow): AttachmentRef {
  const { case_id: caseId, record_id: recordId, attachment_id: attachmentId, field } = row;
  return { siteId, caseId, recordId, attachmentId, field };
}
