import type { Output } from '../../../shared/contract.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { fieldsOf, storageClass } from '../../../shared/forms/fields.ts';
import { formOf, rowFormsOf, type FormId } from '../../../shared/forms/registry.ts';
import { minuteOf } from '../../host.ts';
import type { PartClass } from '../../keys/records.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { classesOf, joined, openRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import type { OpenedCase } from '../caseRecords/caseAccess.ts';
import { findDraft } from '../caseRecords/drafts.ts';
import type { formContext } from './context.ts';
import { caseForm } from '../caseRecords/formRecord.ts';
import { maskedCodes, withoutGroupings } from '../caseRecords/storage.ts';

/** The answers one may see, and the codes of those that are there and stay hidden. */
export function shownAnswers(
  { session, keys, row }: OpenedCase,
  record: RecordRow,
  narrative: boolean,
): { readonly answers: Answers; readonly masked: string[] } {
  const classes: readonly PartClass[] = narrative ? ['OP', 'facts', 'QI', 'SN'] : ['OP', 'facts', 'QI'];
  const stored = joined(openRecord(session.stores.cases, keys, row.site_id, record, classes));
  const gone = destroyedCodes(session.stores.cases, record);
  return { answers: withoutGroupings(stored), masked: maskedCodes(stored).filter((code) => stored[code] === undefined && !gone.has(code)) };
}

/** Identifying questions of a form whose identity was destroyed: their answers are no longer kept (security §9.6). */
function destroyedCodes(db: ReadableDb<'cases'>, record: RecordRow): ReadonlySet<string> {
  if (classesOf(db, record.record_id).includes('DI')) return new Set();
  const fields = fieldsOf(formOf(caseForm(record.form)));
  return new Set(fields.flatMap(({ code, field }) => (storageClass(field.privacy) === 'DI' ? [code] : [])));
}

/** One line for the form read, one more for a narrative that is about to be shown; on disk when this returns. */
export function journalReading({ session }: OpenedCase, record: RecordRow, narrative: boolean, at: number): void {
  const { stores } = session;
  const line = { object: record.record_id, rev: record.revision, detail: { form: record.form } };
  const isRevealing = narrative && [record.form, ...rowFormsOf(caseForm(record.form))].some((form) => hasNarrative(caseForm(form)));
  transaction(stores.cases, (db) => {
    appendJournal(db, stores.actor, { kind: 'record.read', ...line }, at);
    if (isRevealing) appendJournal(db, stores.actor, { kind: 'narrative.open', ...line }, at);
  });
}

function hasNarrative(form: FormId): boolean {
  return fieldsOf(formOf(form)).some(({ field }) => storageClass(field.privacy) === 'SN');
}

/** One's own draft of this form, to be resumed. */
export function draftOf({ session, row }: OpenedCase, form: FormId, recordId: string | null): Output<'forms.open'>['draft'] {
  const found = findDraft(session, { form, caseId: row.case_id, recordId });
  if (found === null) return null;
  const { row: line, kept } = found;
  return {
    draftId: line.draft_id,
    savedAt: minuteOf(line.saved_at),
    content: kept.content,
    baseRevision: kept.baseRevision,
    at: kept.at,
  };
}

export function contextForOutput({
  authorisedItems,
  tiedProviders,
  birthDate: _birth,
  lists: _lists,
  ...context
}: ReturnType<typeof formContext>): Output<'forms.open'>['context'] {
  return {
    ...context,
    ...(authorisedItems === undefined ? {} : { authorisedItems: [...authorisedItems] }),
    ...(tiedProviders === undefined ? {} : { tiedProviders: [...tiedProviders] }),
  };
}
