import type { Input } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { currentVersion, type FormId } from '../../../shared/forms/registry.ts';
import { readCase, updateCase } from '../../store/caseRecords/cases.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { deleteDraft } from '../../store/caseRecords/drafts.ts';
import { appendJournal, readJournal } from '../../store/journal/journal.ts';
import { reassignCase } from '../../store/caseRecords/reassign.ts';
import { insertRecord, updateRecord } from '../../store/caseRecords/records.ts';
import { rememberSlip } from '../../store/caseRecords/slips.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { frozenMonths, wholeAnswers, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { riskOf } from '../caseRecords/openedRecords.ts';
import { asksOverride, guardsOfConsent } from '../consent/consentAct.ts';
import { consentingPerson, type Checked } from './checks.ts';
import { applyEffects, askPlanApproval, askSupervision, journalRisk, moveReferral, type Change } from './effects.ts';
import { keepingMonth } from '../caseRecords/formRecord.ts';
import { referralState } from '../referrals.ts';
import { storageOf } from '../caseRecords/storage.ts';

/** A record about to be written, with what it was checked on. */
type ToWrite = {
  readonly form: FormId;
  readonly record: RecordRow | null;
  readonly parentId: string | null;
  readonly answers: Answers;
  readonly checked: Checked;
};

/** Writes one record with its journal lines and everything that follows from it, in the caller's transaction. Throws Refused `conflict`. */
export function writeForm(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  made: ToWrite,
  input: Pick<Input<'forms.save'>, 'revision' | 'finish' | 'draftId'>,
  change: Change,
): { readonly recordId: string; readonly revision: number } {
  const { session, keys, row } = opened;
  const { form, record, parentId, answers, checked } = made;
  const riskBefore = riskOf(checked.records);
  const registration = form === 'registration' ? answers : checked.registration;
  const parts = storageOf(form, answers, { registration, frozen: frozenMonths(db) });
  const status = input.finish ? 'finished' : 'draft';
  const version = currentVersion(form);
  const saved =
    record === null
      ? {
          recordId: insertRecord(
            db,
            keys,
            { caseId: row.case_id, form, parentId, version, status, answers: parts },
            writerOf(session),
            change.at,
          ),
          revision: 1,
        }
      : {
          recordId: record.record_id,
          revision: updateRecord(
            db,
            keys,
            {
              recordId: record.record_id,
              revision: seenRevision(db, record, input.revision),
              version,
              status,
              answers: keepingMonth(parts, wholeAnswers(db, keys, row.site_id, record)),
            },
            writerOf(session),
            change.at,
          ),
        };
  const number = form === 'referral' && record === null ? answers['referral_code'] : undefined;
  if (typeof number === 'string') rememberSlip(db, number);
  const line = { object: saved.recordId, rev: saved.revision, detail: { form } };
  appendJournal(db, session.stores.actor, { kind: record === null ? 'record.create' : 'record.update', ...line }, change.at);
  follow(db, opened, made, saved, change);
  applyEffects(db, opened, form, change);
  if (form === 'plan_gbv' && input.finish) askPlanApproval(db, opened, saved.recordId, change);
  if (form === 'risk_assessment') journalRisk(db, opened, riskBefore, change.at);
  if (form === 'registration') changeProgram(db, opened, answers, change);
  if (input.draftId !== null) deleteDraft(db, session.stores, input.draftId);
  return saved;
}

/** What belongs to one kind of form only. */
function follow(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  { form, parentId, answers, checked }: ToWrite,
  saved: { readonly recordId: string; readonly revision: number },
  change: Change,
): void {
  const { actor } = opened.session.stores;
  if (form === 'consent_service' || form === 'consent_share')
    appendJournal(db, actor, { kind: 'consent.record', object: saved.recordId, rev: saved.revision, detail: { form } }, change.at);
  if (form === 'consent_service') {
    const person = consentingPerson(checked, checked.context.ageYears ?? 18);
    const guards = guardsOfConsent(answers, person, checked.decided);
    askSupervision(db, opened, saved.recordId, { guards, override: asksOverride(answers, person.age) }, change);
  }
  if (form === 'referral_event' && parentId !== null) moveReferral(db, opened, parentId, answers, change);
  if (form !== 'referral') return;
  const from = referralState(checked.records.get('referral')?.find((one) => one.row.record_id === saved.recordId)?.answers ?? {});
  const to = referralState(answers);
  if (from !== to) appendJournal(db, actor, { kind: 'referral.state', object: saved.recordId, rev: saved.revision, detail: {} }, change.at);
}

/** A child of 17 who was registered in one programme follows the other too: the case is sealed again to those who now follow it (security §2.5). */
function changeProgram(db: WritableDb<'cases'>, opened: OpenedCase, answers: Answers, { at }: Change): void {
  const { row, session } = opened;
  const program = session.stores.user.programs.find((one) => one === answers['case_program']);
  if (answers['case_program'] === row.program) return;
  if (program === undefined) throw new Refused('invalid', NOT_YOUR_PROGRAM, { case_program: NOT_YOUR_PROGRAM });
  updateCase(db, row.case_id, { program }, session.stores.user.userId, at);
  reassignCase(db, session.stores, row.case_id, row.owner_id, readCase(db, row.case_id)?.team_id ?? row.team_id, at);
}

/** The revision to write over: the revision that was seen, or a later revision made only by an event of the referral. */
function seenRevision(db: ReadableDb<'cases'>, record: RecordRow, seen: number): number {
  const since = readJournal(db, { object: record.record_id }, { offset: 0, limit: 1000 }).rows.filter(
    ({ kind, rev }) => kind === 'referral.state' && rev !== null && rev > seen,
  );
  const followed = new Set(since.map(({ rev }) => rev));
  return followed.size === record.revision - seen ? record.revision : seen;
}

const NOT_YOUR_PROGRAM = {
  fr: 'Votre compte ne suit pas ce programme. Rien n’a été enregistré.',
  en: 'Your account does not follow this programme. Nothing was saved.',
};
