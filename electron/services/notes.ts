import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import type { IsoDate } from '../../shared/time.ts';
import type { Host } from '../host.ts';
import type { CaseKeys } from '../keys/caseKeys.ts';
import type { WritableDb } from '../store/database.ts';
import { appendJournal } from '../store/journal.ts';
import { insertRecord, joined, listRecords, openRecord, type Writer } from '../store/records.ts';
import { transaction } from '../store/sql.ts';
import { staffCodeOf, withCase } from './caseAccess.ts';

const noteSchema = z.object({ note_date: z.string(), note_text: z.string() });

/** Version of the shape of a note, which is no form. */
const NOTE_VERSION = 1;

/** A dated note of the case, class SN: a register's observations, a supervisor's comment. In the caller's transaction. Gives its record's id. */
export function insertNote(
  db: WritableDb<'cases'>,
  keys: CaseKeys,
  note: { readonly caseId: string; readonly date: IsoDate; readonly text: string },
  writer: Writer,
  at: number,
): string {
  const answers = { OP: { note_date: note.date }, SN: { note_text: note.text } };
  return insertRecord(
    db,
    keys,
    { caseId: note.caseId, form: 'note', parentId: null, version: NOTE_VERSION, status: 'finished', answers },
    writer,
    at,
  );
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
      const { note_date: date, note_text: text } = noteSchema.parse(
        joined(openRecord(store.cases, keys, row.site_id, record, ['OP', 'SN'])),
      );
      return { date, staffCode: staffCodeOf(session, record.updated_by), text };
    });
    return { notes };
  });
}
