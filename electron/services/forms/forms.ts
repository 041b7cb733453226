import type { Input, Output } from '../../../shared/contract.ts';
import type { FormToSave } from '../../../shared/contract/forms.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { withComputed } from '../../../shared/forms/computed.ts';
import { difference, prune } from '../../../shared/forms/engine.ts';
import { currentVersion, formOf, rowFormsOf, type FormId } from '../../../shared/forms/registry.ts';
import { SAME_CONTACT, SAME_PROGRESS } from '../../../shared/rules/cases/followUpProposal.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { minuteOf, nowMinute, type Host } from '../../host.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import { deleteDraft } from '../../store/caseRecords/drafts.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { deleteRecord, joined, openRecord, readRecord } from '../../store/caseRecords/records.ts';
import { isReport, momentOf, type Records } from '../caseRecords/openedRecords.ts';
import { transaction } from '../../store/base/sql.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { READ_ONLY, withCase, withOwnCase, wholeAnswers, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { caseClocks } from '../tasks/caseClocks.ts';
import { generalConsent } from '../consent/consentAct.ts';
import { assertSound, remaining, type Checked } from './checks.ts';
import { formContext, rowsOf, withOwnAnswers } from './context.ts';
import { applyEffects, registrationOf, type Change } from './effects.ts';
import { contextForOutput, draftOf, journalReading, shownAnswers } from './reading.ts';
import {
  assertParent,
  caseForm,
  decidedOn,
  isWritable,
  mergedAnswers,
  readAnswers,
  recordOf,
  sourcedFields,
  onlyRecord,
} from '../caseRecords/formRecord.ts';
import { writeForm } from './write.ts';
import { assertOfOtherCentre } from './slipCheck.ts';
import { ownRecords } from '../tasks/ownerRecords.ts';
import { assertProviderChosen } from './referralProvider.ts';
import { referralState, referralStateOnSave, withAuthorisations } from '../referrals.ts';
import { withoutGroupings } from '../caseRecords/storage.ts';

/**
 * One form of a case with its rows. Identity is never given here; the narrative to the owner, and to a supervisor who asks, after its line in the
 * journal is on disk (security §6.2, reference §7.5).
 */
export function openForm(input: Input<'forms.open'>, host: Host): Output<'forms.open'> {
  return withCase(host, input.caseId, (opened) => {
    const form = caseForm(input.form);
    const { session, row } = opened;
    const record = input.recordId === null ? onlyRecord(opened, form) : recordOf(opened, form, input.recordId);
    const parentId = record?.parent_id ?? input.parentId;
    assertParent(opened, form, parentId);
    const narrative = opened.isOwner || input.narrative;
    if (record !== null) journalReading(opened, record, !opened.isOwner && narrative, host.now().getTime());
    const records = ownRecords(opened);
    const shown = record === null ? NOTHING : shownAnswers(opened, record, narrative);
    const rows =
      record === null
        ? []
        : rowFormsOf(form).flatMap((rowForm) => (records.get(rowForm) ?? []).filter((one) => one.row.parent_id === record.record_id));
    return {
      form,
      version: record?.version ?? currentVersion(form),
      caseId: row.case_id,
      caseCode: row.code,
      recordId: record?.record_id ?? null,
      parentId,
      revision: record?.revision ?? 0,
      status: record?.status ?? 'draft',
      answers: shown.answers,
      masked: shown.masked,
      context: contextForOutput(formContext(session, row, records, form, parentId, momentOf(host))),
      previous: record === null && opened.isOwner ? previousFollowUp(form, records) : {},
      children: rows.map((child) => ({
        form: child.row.form,
        recordId: child.row.record_id,
        revision: child.row.revision,
        answers: shownAnswers(opened, child.row, narrative).answers,
      })),
      origin: row.origin,
      mayWrite: opened.isOwner && isWritable(row, form, record?.record_id ?? null) && isOwnWords(opened, form, record),
      draft: opened.isOwner ? draftOf(opened, form, record?.record_id ?? null) : null,
    };
  });
}

/** The newest follow-up at which the person was seen, in its codes (OP): a new one continues from it (interface §3.9). */
function previousFollowUp(form: FormId, records: Records): Answers {
  if (form !== 'follow_up') return {};
  const seen = (records.get('follow_up') ?? []).filter(({ answers }) => answers['fu_outcome'] === 'seen');
  const newest = seen
    .toSorted((one, other) => (dateAnswer(one.answers, 'fu_date') ?? '').localeCompare(dateAnswer(other.answers, 'fu_date') ?? ''))
    .at(-1);
  const going: ReadonlySet<string> = new Set([...SAME_CONTACT, ...SAME_PROGRESS]);
  return Object.fromEntries(Object.entries(newest?.answers ?? {}).filter(([code]) => going.has(code)));
}

/**
 * Saves a form with its rows, or finishes its step, in one transaction: everything that was typed is kept, or nothing changed. A form with rows is
 * finished after them, since its checks read them. Throws Refused: `notFound`, `invalid` with fields, `conflict`.
 */
export function saveForm(input: FormToSave, host: Host): Output<'forms.save'> {
  return withOwnCase(host, input.caseId, (opened) => {
    const { rows, removed, ...own } = input;
    const save = (db: WritableDb<'cases'>, record: RecordToSave) => saveRecord(db, withRowOfNow(db, opened), record, host);
    return transaction(opened.session.stores.cases, (db) => {
      if (rows.length === 0 && removed.length === 0) return save(db, own);
      const { recordId, revision } = save(db, { ...own, finish: false, draftId: null });
      for (const row of rows) save(db, { ...row, parentId: recordId, keep: [], finish: own.finish, draftId: null });
      for (const row of removed) removeRow(db, withRowOfNow(db, opened), { ...row, parentId: recordId }, host);
      return save(db, { ...own, recordId, revision });
    });
  });
}

type RecordToSave = Omit<FormToSave, 'caseId' | 'rows' | 'removed'>;

/** The case as the records saved before in this transaction left it. */
function withRowOfNow(db: WritableDb<'cases'>, opened: OpenedCase): OpenedCase {
  return { ...opened, row: readCase(db, opened.row.case_id) ?? opened.row };
}

/** Saves one record: schema, masked answers kept, checks, and everything that follows from it. In the caller's transaction. Throws as `saveForm`. */
function saveRecord(db: WritableDb<'cases'>, opened: OpenedCase, input: RecordToSave, host: Host): Output<'forms.save'> {
  const form = caseForm(input.form);
  const record = existing(opened, form, input);
  const stored = record === null ? {} : withoutGroupings(wholeAnswers(db, opened.keys, opened.row.site_id, record));
  const parentId = record?.parent_id ?? input.parentId;
  assertParent(opened, form, parentId);
  const typed = mergedAnswers(opened, form, readAnswers(form, input.answers), stored, input.keep);
  if (form === 'referral_event' && record !== null) return unchangedEvent(db, opened, record, stored, typed, input, host);
  const checked = checkedSave(opened, form, record, parentId, typed, host);
  assertSound(checked, stored, input.finish);
  if (form === 'registration') assertOfOtherCentre(opened.session, checked.answers);
  const change: Change = { ...momentOf(host), at: host.now().getTime() };
  const answers = answersToKeep(opened, form, checked, input.finish);
  const saved = writeForm(db, opened, { form, record, parentId, answers, checked }, input, change);
  return {
    ...saved,
    status: input.finish ? 'finished' : 'draft',
    problems: remaining({ ...checked, recordId: saved.recordId, answers }),
    savedAt: minuteOf(change.at),
  };
}

/** Removes a row of the form being saved: an alleged perpetrator entered twice, a service that is none. Events of a referral are never removed. In the caller's transaction. Throws Refused. */
function removeRow(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  input: { readonly recordId: string; readonly revision: number; readonly parentId: string },
  host: Host,
): void {
  const { session, row } = opened;
  const change: Change = { ...momentOf(host), at: host.now().getTime() };
  const record = readRecord(db, input.recordId);
  if (record === undefined || record.case_id !== row.case_id || record.parent_id !== input.parentId) throw new Refused('notFound', NO_ROW);
  const rowForm = caseForm(record.form);
  if (!isWritable(row, rowForm, record.record_id)) throw new Refused('conflict', READ_ONLY);
  if (rowForm === 'referral_event') throw new Refused('conflict', APPEND_ONLY);
  deleteRecord(db, record.record_id, input.revision);
  const line = { kind: 'record.remove', object: record.record_id, rev: record.revision, detail: { form: rowForm } } as const;
  appendJournal(db, session.stores.actor, line, change.at);
  applyEffects(db, opened, rowForm, change);
}

/** The record being saved, or null for a new one. Throws Refused `conflict` on a read-only case and where a record exists already. */
function existing(opened: OpenedCase, form: FormId, input: RecordToSave): RecordRow | null {
  if (!isWritable(opened.row, form, input.recordId)) throw new Refused('conflict', READ_ONLY);
  if (input.recordId !== null) {
    const record = recordOf(opened, form, input.recordId);
    if (!isOwnWords(opened, form, record)) throw new Refused('conflict', ANOTHERS_NOTE);
    return record;
  }
  if (onlyRecord(opened, form) !== null) throw new Refused('conflict', EXISTS_ALREADY);
  return null;
}

/** A note, a supervisor's comment among them, is changed by the person who wrote it alone: it is signed with her or his code. What was decided about a report remains. */
function isOwnWords({ session, keys, row }: OpenedCase, form: FormId, record: RecordRow | null): boolean {
  if (form !== 'note' || record === null) return true;
  const { stores } = session;
  return record.created_by === stores.user.userId && !isReport(joined(openRecord(stores.cases, keys, row.site_id, record, ['OP'])));
}

function checkedSave(
  opened: OpenedCase,
  form: FormId,
  record: RecordRow | null,
  parentId: string | null,
  typed: Answers,
  host: Host,
): Checked {
  const { session, row } = opened;
  const db = session.stores.cases;
  const records = ownRecords(opened);
  const clocks = caseClocks(row, records, null, nowMinute(host));
  const registration = registrationOf(db, opened);
  const birthDate = dateAnswer(registration, 'date_of_birth');
  const known = { ...formContext(session, row, records, form, parentId, momentOf(host)), ...(birthDate === null ? {} : { birthDate }) };
  const around = withOwnAnswers(form, known, typed);
  const based = form === 'referral' ? withAuthorisations(typed, records, around.today) : typed;
  const answers = withComputed(form, based, { context: around, rows: rowsOf(records, form, record), clocks: clocks?.clocks ?? [] });
  return {
    form,
    recordId: record?.record_id ?? null,
    answers,
    context: withOwnAnswers(form, around, answers),
    records,
    registration,
    decided: decidedOn(opened),
    fromRegister: row.origin === 'takeover',
  };
}

/** At the end of a step the answers that no longer show are dropped (interface 3.6); a referral takes the state its consent allows. */
function answersToKeep(opened: OpenedCase, form: FormId, checked: Checked, finish: boolean): Answers {
  const { answers, context, records } = checked;
  const kept = finish ? { ...prune(formOf(form), answers, context).answers, ...sourcedOf(form, answers) } : answers;
  if (form !== 'referral') return kept;
  if (finish) assertProviderChosen(opened.session, kept, records);
  const general = generalConsent(opened, records);
  return { ...kept, ref_state: referralStateOnSave(kept, referralState(kept), { records, general, today: context.today, finish }) };
}

function sourcedOf(form: FormId, answers: Answers): Answers {
  const sourced = sourcedFields(form);
  return Object.fromEntries(Object.entries(answers).filter(([code]) => sourced.has(code)));
}

/** Events are append-only: one sent again as it is, with its referral, stays; another answer is refused (reference §2.2). */
function unchangedEvent(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  record: RecordRow,
  stored: Answers,
  typed: Answers,
  input: RecordToSave,
  host: Host,
): Output<'forms.save'> {
  if (difference(stored, typed).length > 0) throw new Refused('conflict', APPEND_ONLY);
  const { draftId } = input;
  const { stores } = opened.session;
  if (draftId !== null) deleteDraft(db, stores, draftId);
  return {
    recordId: record.record_id,
    revision: record.revision,
    status: record.status,
    problems: [],
    savedAt: minuteOf(host.now().getTime()),
  };
}

const NOTHING = { answers: {}, masked: [] };

const ANOTHERS_NOTE = {
  fr: 'Cette note est d’une autre personne\u00a0: elle seule la modifie. Ajoutez la vôtre. Rien n’a été modifié.',
  en: 'This note is somebody else’s, who alone changes it. Add your own. Nothing was changed.',
};
const EXISTS_ALREADY = {
  fr: 'Cette fiche existe déjà dans ce dossier. Ouvrez-la pour la modifier.',
  en: 'This form exists in this case already. Open it to change it.',
};
const APPEND_ONLY = {
  fr: 'Un retour enregistré ne se modifie pas\u00a0: ajoutez-en un nouveau.',
  en: 'A recorded feedback is never changed: add a new one.',
};
const NO_ROW = { fr: 'Cette ligne n’existe plus. Rien n’a été modifié.', en: 'This row no longer exists. Nothing was changed.' };
