import type { Answers } from '../../shared/forms/answers.ts';
import { sameAnswer } from '../../shared/forms/engine.ts';
import { currentVersion, type FormId } from '../../shared/forms/registry.ts';
import type { ConsentGuard } from '../../shared/rules/consent.ts';
import { mayMove, type CaseState } from '../../shared/rules/caseState.ts';
import { DEFAULT_DUE_SETTINGS, approvalDue } from '../../shared/rules/dueDates.ts';
import { isFinal } from '../../shared/rules/referralState.ts';
import { readCase, updateCase, type CaseChange } from '../store/cases.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { appendJournal } from '../store/journal.ts';
import { updateRecord } from '../store/records.ts';
import type { RecordRow } from '../store/tables.ts';
import { approvalsOf, insertApproval } from '../store/tasks.ts';
import { frozenMonths, stateOf, wholeAnswers, writerOf, type OpenedCase } from './caseAccess.ts';
import { openedRecords, recomputeTasks, riskOf } from './caseTasks.ts';
import { marksOf } from './consentAct.ts';
import { keepingMonth } from './formRecord.ts';
import type { Moment, Records } from './formContext.ts';
import { referralState, stateAfterEvent } from './referrals.ts';
import { storageOf } from './storage.ts';

export type Change = Moment & { readonly at: number };

/**
 * What follows from a record that was just written, in the same transaction: marks and programme of the case, incidents of a changed person,
 * tasks, and the moves that reference §2.4 makes by itself.
 */
export function applyEffects(db: WritableDb<'cases'>, opened: OpenedCase, form: FormId, change: Change): void {
  const { row, session, keys } = opened;
  if (form === 'registration') regroupIncidents(db, opened, change);
  const records = openedRecords(db, keys, row.site_id, row.case_id);
  updateCase(db, row.case_id, columnsAfter(form, records), session.store.user.userId, change.at);
  moveByItself(db, opened, records, change);
  recomputeTasks(db, keys, row.case_id);
}

/** The newest act of consent gives the marks of the list. */
function columnsAfter(form: FormId, records: Records): CaseChange {
  if (form !== 'consent_service') return {};
  const { services, reporting, contact } = marksOf(records.get('consent_service')?.at(-1)?.answers ?? {});
  return { consent_services: services, consent_reporting: reporting, consent_contact: contact };
}

/** A new age or date of birth changes the age group of every incident (reference §5.10). */
function regroupIncidents(db: WritableDb<'cases'>, opened: OpenedCase, { at }: Change): void {
  const { row, keys, session } = opened;
  const registration = registrationOf(db, opened);
  for (const { row: record } of openedRecords(db, keys, row.site_id, row.case_id).get('incident') ?? []) {
    const answers = wholeAnswers(db, keys, row.site_id, record);
    const next = keepingMonth(storageOf('incident', answers, { registration, frozen: frozenMonths(db) }), answers);
    if (sameAnswer(next.facts?.['@age_group'], answers['@age_group'])) continue;
    const revision = updateRecord(
      db,
      keys,
      { recordId: record.record_id, revision: record.revision, version: currentVersion('incident'), status: record.status, answers: next },
      writerOf(session),
      at,
    );
    appendJournal(
      db,
      session.store.actor,
      { kind: 'record.update', object: record.record_id, rev: revision, detail: { form: 'incident' } },
      at,
    );
  }
}

/** The person's registration with the date of birth, for groupings only; empty while there is none. */
export function registrationOf(db: ReadableDb<'cases'>, { row, keys }: OpenedCase): Answers {
  const record = openedRecords(db, keys, row.site_id, row.case_id).get('registration')?.[0]?.row;
  return record === undefined ? {} : wholeAnswers(db, keys, row.site_id, record);
}

/** An event moves its referral (reference §2.5), in the referral's own record. Throws Refused `invalid`. */
export function moveReferral(db: WritableDb<'cases'>, opened: OpenedCase, referralId: string, event: Answers, { at, now }: Change): void {
  const { row, keys, session } = opened;
  const record = (openedRecords(db, keys, row.site_id, row.case_id).get('referral') ?? []).find(
    (one) => one.row.record_id === referralId,
  )?.row;
  if (record === undefined) return;
  const answers = wholeAnswers(db, keys, row.site_id, record);
  writeReferralState(db, opened, record, answers, stateAfterEvent(answers, event, now), at);
  appendJournal(
    db,
    session.store.actor,
    { kind: 'record.update', object: referralId, rev: record.revision + 1, detail: { form: 'referral' } },
    at,
  );
}

/** Writes a referral's state with its other answers as they are, and journals the change. */
export function writeReferralState(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  record: RecordRow,
  answers: Answers,
  to: string,
  at: number,
): void {
  const { keys, session } = opened;
  const next = keepingMonth(
    storageOf('referral', { ...answers, ref_state: to }, { registration: null, frozen: frozenMonths(db) }),
    answers,
  );
  const revision = updateRecord(
    db,
    keys,
    { recordId: record.record_id, revision: record.revision, version: record.version, status: record.status, answers: next },
    writerOf(session),
    at,
  );
  appendJournal(db, session.store.actor, { kind: 'referral.state', object: record.record_id, rev: revision, detail: {} }, at);
}

/** Every referral settled, or a new one: the case follows by itself (reference §2.4). Nothing has been delivered while there is no referral. */
function moveByItself(db: WritableDb<'cases'>, { row, session }: OpenedCase, records: Records, { at, today }: Change): void {
  const present = readCase(db, row.case_id);
  const referrals = (records.get('referral') ?? []).map(({ answers }) => referralState(answers));
  if (present === undefined || referrals.length === 0) return;
  const from = stateOf(present);
  const allFinal = referrals.every((state) => isFinal(state));
  const to: CaseState = allFinal ? 'open_services_done' : 'open_implementation';
  if (!mayMove(from, to, 'system', new Set(allFinal ? ['every_item_settled', 'no_open_referral'] : ['new_item_or_referral']))) return;
  updateCase(db, row.case_id, { state: to, state_on: today, previous_state: from }, session.store.user.userId, at);
  appendJournal(db, session.store.actor, { kind: 'case.state', object: row.case_id, detail: { from, to } }, at);
}

/** Asks the supervisor once for what a consent needs: a validation, or the approval to go on without consent (reference §5.1.3, §5.1.6). */
export function askSupervision(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  recordId: string,
  asked: { readonly guards: readonly ConsentGuard[]; readonly override: boolean },
  { today, at }: Change,
): void {
  const { row, session, keys } = opened;
  const waiting = new Set(
    approvalsOf(db, row.case_id)
      .filter(({ state }) => state !== 'rejected')
      .map(({ kind }) => kind),
  );
  const validates = asked.guards.some(({ effect }) => effect.startsWith('validate') || effect === 'block_sharing');
  const kinds = [...(asked.override ? ['override'] : []), ...(validates ? ['consent'] : [])].filter((kind) => !waiting.has(kind));
  const risk = riskOf(openedRecords(db, keys, row.site_id, row.case_id)) ?? 'medium';
  for (const kind of kinds) {
    insertApproval(db, {
      case_id: row.case_id,
      record_id: recordId,
      kind,
      state: 'requested',
      requested_by: session.store.user.userId,
      requested_at: at,
      due: approvalDue(today, risk, DEFAULT_DUE_SETTINGS),
      decided_by: null,
      decided_at: null,
      comment_record_id: null,
    });
    appendJournal(db, session.store.actor, { kind: 'approval.request', object: row.case_id, detail: { kind } }, at);
  }
}

/** Journals that the retained risk is not what it was, not what it is (reference §7.5, security T6). */
export function journalRisk(db: WritableDb<'cases'>, { row, session, keys }: OpenedCase, from: string | null, at: number): void {
  const to = riskOf(openedRecords(db, keys, row.site_id, row.case_id));
  if (to !== null && to !== from) appendJournal(db, session.store.actor, { kind: 'risk.change', object: row.case_id, detail: {} }, at);
}
