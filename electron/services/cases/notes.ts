import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import type { Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { joined, listRecords, openRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import { isReport } from '../caseRecords/openedRecords.ts';
import { staffCodeOf, withCase } from '../caseRecords/caseAccess.ts';

/** A register's observations had no subject once. */
const noteSchema = z.object({ note_date: z.string(), note_subject: z.string().optional(), note_text: z.string() });

/** The notes of a case, newest first; a line of the journal for each is on disk before any is opened (security §6.2). */
export function openNotes(input: Input<'notes.open'>, host: Host): Output<'notes.open'> {
  return withCase(host, input.caseId, ({ session, keys, row }) => {
    const { stores } = session;
    const records = listRecords(stores.cases, row.case_id, 'note').toReversed();
    const at = host.now().getTime();
    transaction(stores.cases, (db) => {
      for (const { record_id, revision } of records)
        appendJournal(db, stores.actor, { kind: 'narrative.open', object: record_id, rev: revision, detail: { form: 'note' } }, at);
    });
    const notes = records.map((record) => {
      const answers = joined(openRecord(stores.cases, keys, row.site_id, record, ['OP', 'SN']));
      const { note_date: date, note_subject: subject = null, note_text: text } = noteSchema.parse(answers);
      const own = !isReport(answers) && record.created_by === stores.user.userId;
      return { recordId: record.record_id, date, subject, staffCode: staffCodeOf(session, record.created_by), text, own };
    });
    return { notes };
  });
}
