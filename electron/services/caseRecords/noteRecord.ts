import type { Answers } from '../../../shared/forms/answers.ts';
import type { CodeOf } from '../../../shared/forms/lists/all.ts';
import { currentVersion } from '../../../shared/forms/registry.ts';
import type { IsoDate } from '../../../shared/time.ts';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { insertRecord, type Writer } from '../../store/caseRecords/records.ts';
import { storageOf } from './storage.ts';

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
