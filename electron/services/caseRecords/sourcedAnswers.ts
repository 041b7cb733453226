import type { Answers } from '../../../shared/forms/answers.ts';
import type { FormId } from '../../../shared/forms/registry.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { updateRecord } from '../../store/caseRecords/records.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { frozenMonths, wholeAnswers, writerOf, type OpenedCase } from './caseAccess.ts';
import { keepingMonth } from './formRecord.ts';
import { storageOf } from './storage.ts';

/**
 * Writes into a record the answers that the application fills in itself — a decision of the supervision, the reason of a reopening — beside those that
 * were typed, with its line in the journal; in the caller's transaction. Throws Refused `conflict`.
 */
export function writeSourced(
  db: WritableDb<'cases'>,
  { session, keys, row }: OpenedCase,
  form: FormId,
  record: RecordRow,
  sourced: Answers,
  at: number,
  status: RecordRow['status'] = record.status,
): void {
  const typed = wholeAnswers(db, keys, row.site_id, record);
  const answers = keepingMonth(storageOf(form, { ...typed, ...sourced }, { registration: null, frozen: frozenMonths(db) }), typed);
  const { record_id: recordId, revision, version } = record;
  updateRecord(db, keys, { recordId, revision, version, status, answers }, writerOf(session), at);
  appendJournal(db, session.stores.actor, { kind: 'record.update', object: recordId, rev: revision + 1, detail: { form } }, at);
}
