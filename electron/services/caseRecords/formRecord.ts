import { randomInt } from 'node:crypto';
import { Refused } from '../../../shared/failure.ts';
import type { Answer, Answers } from '../../../shared/forms/answers.ts';
import { fieldsOf, storageClass } from '../../../shared/forms/fields.ts';
import { formOf, isFormId, isOfCase, type FormId } from '../../../shared/forms/registry.ts';
import { schemaOf } from '../../../shared/forms/schema.ts';
import { incidentCode, slipNumber } from '../../../shared/ids.ts';
import { isReadOnly } from '../../../shared/rules/cases/caseState.ts';
import { survivorCodeOf } from '../../store/caseRecords/cases.ts';
import { approvalsOf } from '../../store/caseRecords/tasks.ts';
import { listRecords, openRecord, readRecord, type SplitAnswers } from '../../store/caseRecords/records.ts';
import type { CaseRow, RecordRow } from '../../store/base/casesTables.ts';
import { stateOf, type OpenedCase } from './caseAccess.ts';

/** Forms of which a case has one record; `closure_gbv` has one for each closing (reference §2.2). */
const SINGLE: ReadonlySet<FormId> = new Set(['registration', 'identity']);

/** A form that a case may have. Throws Refused `notFound`. */
export function caseForm(form: string): FormId {
  if (!isFormId(form) || !isOfCase(form)) throw new Refused('notFound', NO_FORM);
  return form;
}

/** A record of this case and form. Throws Refused `notFound`. */
export function recordOf({ session, row }: OpenedCase, form: FormId, recordId: string): RecordRow {
  const record = readRecord(session.stores.cases, recordId);
  if (record === undefined || record.case_id !== row.case_id || record.form !== form) throw new Refused('notFound', NO_RECORD);
  return record;
}

/** The existing record of a form that has one record at most: a registration, an identity, a closure that is not yet decided. */
export function onlyRecord({ session, keys, row }: OpenedCase, form: FormId): RecordRow | null {
  const db = session.stores.cases;
  const newest = listRecords(db, row.case_id, form).at(-1);
  if (newest === undefined || SINGLE.has(form)) return newest ?? null;
  if (form !== 'closure_gbv') return null;
  if (row.reopen_count === 0) return newest;
  const { OP } = openRecord(db, keys, row.site_id, newest, ['OP']);
  return OP?.['closure_approval'] === 'approved' ? null : newest;
}

/** The parent of a row form's record, of this case. Throws Refused `notFound` when it is missing, or given where none belongs. */
export function assertParent(opened: OpenedCase, form: FormId, parentId: string | null): void {
  const parent = formOf(form).rows?.parent;
  if (parent === undefined && parentId === null) return;
  if (parent === undefined || parentId === null || !isFormId(parent)) throw new Refused('notFound', NO_RECORD);
  recordOf(opened, parent, parentId);
}

/**
 * Whether the state of the case lets this form be written (reference §2.4). Of the read-only ones a suspended case takes the new act of consent that
 * resumes it, or its closure, and a case that a register closed, the reason that the register did not hold (commands.md). A closure that waits for its
 * decision is left alone.
 */
export function isWritable(row: CaseRow, form: FormId, recordId: string | null): boolean {
  const state = stateOf(row);
  if (state === 'closure_requested' && form === 'closure_gbv') return false;
  if (!isReadOnly(state)) return true;
  if (state === 'closed') return form === 'closure_gbv' && recordId !== null && row.origin === 'takeover' && row.reopen_count === 0;
  return state === 'suspended' && (form === 'closure_gbv' || (form === 'consent_service' && recordId === null));
}

/** The answers as the form's schema reads them. Throws Refused `invalid` naming the fields. */
export function readAnswers(form: FormId, answers: unknown): Answers {
  const read = schemaOf(formOf(form)).safeParse(answers);
  if (read.success) return read.data;
  const fields = read.error.issues.flatMap(({ path }) => (typeof path[0] === 'string' ? [[path[0], BAD_ANSWER] as const] : []));
  throw new Refused('invalid', BAD_ANSWER, Object.fromEntries(fields));
}

/**
 * What is typed, with the masked answers that stay as they are and with what the application itself fills in; questions with a source are
 * never taken from a screen.
 */
export function mergedAnswers(opened: OpenedCase, form: FormId, typed: Answers, stored: Answers, keep: readonly string[]): Answers {
  const fields = fieldsOf(formOf(form));
  const sourced = sourcedFields(form);
  const masked = new Set(fields.flatMap(({ code, field }) => (['DI', 'SN'].includes(storageClass(field.privacy)) ? [code] : [])));
  const merged: Record<string, Answer> = {};
  for (const [code, answer] of Object.entries(stored))
    if (sourced.has(code) || (keep.includes(code) && masked.has(code))) merged[code] = answer;
  for (const [code, answer] of Object.entries(typed)) if (!sourced.has(code)) merged[code] = answer;
  return { ...generated(opened, form), ...merged };
}

/** Questions that the application fills in itself: codes, the account, the supervisor's decision. */
export function sourcedFields(form: FormId): ReadonlySet<string> {
  return new Set(fieldsOf(formOf(form)).flatMap(({ code, field }) => (field.source === undefined ? [] : [code])));
}

/** What the application fills in by itself in a new record. */
function generated({ session, row }: OpenedCase, form: FormId): Answers {
  const { stores } = session;
  const rank = listRecords(stores.cases, row.case_id, form).length + 1;
  const survivor = survivorCodeOf(stores.cases, row.person_id) ?? '';
  switch (form) {
    case 'consent_service':
      return { staff_code: stores.user.staffCode, site_id: session.site.siteId };
    case 'registration':
      return { case_code: row.code, survivor_code: survivor };
    case 'incident':
      return { incident_code: incidentCode(survivor, rank) };
    case 'referral':
      return { referral_code: slipNumber((limit) => randomInt(limit)), ref_state: 'draft' };
    default:
      return {};
  }
}

/**
 * An entry that already has its month keeps it: late or not is decided once, when the record is entered (reference §5.7). A record that a merge carried stays
 * marked so.
 */
export function keepingMonth(next: SplitAnswers, stored: Answers): SplitAnswers {
  if (next.facts === undefined) return next;
  const carried = stored['@carried'];
  const facts = carried === undefined ? next.facts : { ...next.facts, '@carried': carried };
  if (stored['@month'] === undefined || facts['@month'] !== stored['@month']) return { ...next, facts };
  const others = Object.fromEntries(Object.entries(facts).filter(([key]) => key !== '@late_in'));
  const lateIn = stored['@late_in'];
  return { ...next, facts: lateIn === undefined ? others : { ...others, '@late_in': lateIn } };
}

/** What the supervisor has answered about the consent of this case. */
export function decidedOn({ session, row }: OpenedCase): { readonly validated: boolean; readonly overrideApproved: boolean } {
  const approved = approvalsOf(session.stores.cases, row.case_id).filter(({ state }) => state === 'approved');
  return { validated: approved.some(({ kind }) => kind === 'consent'), overrideApproved: approved.some(({ kind }) => kind === 'override') };
}

const BAD_ANSWER = {
  fr: 'Cette réponse n’a pas la forme attendue. Rien n’a été enregistré.',
  en: 'This answer does not have the expected form. Nothing was saved.',
};
const NO_FORM = { fr: 'Ce formulaire n’existe pas dans ce dossier.', en: 'This form does not exist in this case.' };
const NO_RECORD = { fr: 'Cette fiche n’existe pas ou ne vous est pas ouverte.', en: 'This form does not exist or is not open to you.' };
