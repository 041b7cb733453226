import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import type { CodeOf } from '../../shared/forms/lists/all.ts';
import { currentVersion } from '../../shared/forms/registry.ts';
import type { IsoDate } from '../../shared/time.ts';
import type { Host } from '../host.ts';
import type { CaseKeys } from '../keys/caseKeys.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { appendJournal } from '../store/journal.ts';
import { insertRecord, joined, listRecords, openRecord, type Writer } from '../store/records.ts';
import { transaction } from '../store/sql.ts';
import type { RecordRow } from '../store/tables.ts';
import { REPORT } from './reportingDuties.ts';
import { staffCodeOf, withCase } from './caseAccess.ts';
import { storageOf } from './storage.ts';

/** A register's observations had no subject once. */
const noteSchema = z.object({ note_date: z.string(), note_subject: z.string().optional(), note_text: z.string() });

type MadeNote = {
  readonly caseId: string;
  readonly date: IsoDate;
  readonly subject: CodeOf<'note_subject'>;
  readonly text: string;
};

/** A note of the case that another act brings: a register's observations, a supervisor's comment. In the caller's transaction. Gives its record's id. */
export function insertNote(
  db: WritableDb<'cases'>,
  keys: CaseKeys,
  { caseId, date, subject, text }: MadeNote,
  writer: Writer,
  at: number,
): string {
  const answers = storageOf('note', { note_date: date, note_subject: subject, note_text: text }, { registration: null, frozen: [] });
  const record = { caseId, form: 'note', parentId: null, version: currentVersion('note'), status: 'finished' as const, answers };
  return insertRecord(db, keys, record, writer, at);
}

/** What is read as a note of a case, newest first: its notes, and the reasons of what was decided about a report, which nobody writes again. */
export function readAsNotes(db: ReadableDb<'cases'>, caseId: string): readonly RecordRow[] {
  const records = [...listRecords(db, caseId, 'note'), ...listRecords(db, caseId, REPORT)];
  return records.toSorted((one, other) => other.created_at - one.created_at);
}

/** The notes of a case, newest first; a line of the journal for each is on disk before any is opened (security §6.2). */
export function openNotes(input: Input<'notes.open'>, host: Host): Output<'notes.open'> {
  return withCase(host, input.caseId, ({ session, keys, row }) => {
    const { store } = session;
    const records = readAsNotes(store.cases, row.case_id);
    const at = host.now().getTime();
    transaction(store.cases, (db) => {
      for (const { record_id, revision, form } of records)
        appendJournal(db, store.actor, { kind: 'narrative.open', object: record_id, rev: revision, detail: { form } }, at);
    });
    const notes = records.map((record) => {
      const {
        note_date: date,
        note_subject: subject = null,
        note_text: text,
      } = noteSchema.parse(joined(openRecord(store.cases, keys, row.site_id, record, ['OP', 'SN'])));
      const own = record.form === 'note' && record.created_by === store.user.userId;
      return { recordId: record.record_id, date, subject, staffCode: staffCodeOf(session, record.created_by), text, own };
    });
    return { notes };
  });
}
