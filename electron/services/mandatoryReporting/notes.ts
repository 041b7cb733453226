import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { CodeOf } from '../../../shared/forms/lists/all.ts';
import { currentVersion } from '../../../shared/forms/registry.ts';
import type { IsoDate } from '../../../shared/time.ts';
import type { Host } from '../../host.ts';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { insertRecord, joined, listRecords, openRecord, type Writer } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import { isReport } from '../caseRecords/openedRecords.ts';
import { staffCodeOf, withCase } from '../caseRecords/caseAccess.ts';
import { storageOf } from '../caseRecords/storage.ts';

/** A register's observations had no subject once. */
const noteSchema = z.object({ note_date: z.string(), note_subject: z.string().optional(), note_text: z.string() });

type MadeNote = {
  readonly caseId: string;
  readonly date: IsoDate;
  readonly subject: CodeOf<'note_subject'>;
  readonly text: string;
  /** Of what was decided about a report: codes beside its date, opened with the case, the text only on purpose. */
  readonly codes?: Answers;
};

/** A note of the case that another act brings: a register's observations, a supervisor's comment, what was decided about a report. In the caller's transaction. Gives its record's id. */
export function insertNote(
  db: WritableDb<'cases'>,
  keys: CaseKeys,
  { caseId, date, subject, text, codes }: MadeNote,
  writer: Writer,
  at: number,
): string {
  const own = storageOf('note', { note_date: date, note_subject: subject, note_text: text }, { registration: null, frozen: [] });
  const answers = { ...own, OP: { ...own.OP, ...codes } };
  const record = { caseId, form: 'note', parentId: null, version: currentVersion('note'), status: 'finished' as const, answers };
  return insertRecord(db, keys, record, writer, at);
}

/** The notes of a case, newest first; a line of the journal for each is on disk before any is opened (security §6.2). */
export function openNotes(input: Input<'notes.open'>, host: Host): Output<'notes.open'> {
  return withCase(host, input.caseId, ({ session, keys, row }) => {
    const { store } = session;
    const records = listRecords(store.cases, row.case_id, 'note').toReversed();
    const at = host.now().getTime();
    transaction(store.cases, (db) => {
      for (const { record_id, revision } of records)
        appendJournal(db, store.actor, { kind: 'narrative.open', object: record_id, rev: revision, detail: { form: 'note' } }, at);
    });
    const notes = records.map((record) => {
      const answers = joined(openRecord(store.cases, keys, row.site_id, record, ['OP', 'SN']));
      const { note_date: date, note_subject: subject = null, note_text: text } = noteSchema.parse(answers);
      const own = !isReport(answers) && record.created_by === store.user.userId;
      return { recordId: record.record_id, date, subject, staffCode: staffCodeOf(session, record.created_by), text, own };
    });
    return { notes };
  });
}
