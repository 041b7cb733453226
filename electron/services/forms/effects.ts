import type { Answers } from '../../../shared/forms/answers.ts';
import { sameAnswer } from '../../../shared/forms/engine.ts';
import { currentVersion, type FormId } from '../../../shared/forms/registry.ts';
import type { ConsentGuard } from '../../../shared/rules/consent/consent.ts';
import { mayMove, type CaseGuard, type CaseState } from '../../../shared/rules/cases/caseState.ts';
import { approvalDue } from '../../../shared/rules/cases/dueDates.ts';
import { isFinal } from '../../../shared/rules/referrals/referralState.ts';
import { readCase, updateCase, type CaseChange } from '../../store/caseRecords/cases.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { updateRecord } from '../../store/caseRecords/records.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { approvalsOf, insertApproval } from '../../store/caseRecords/tasks.ts';
import { frozenMonths, stateOf, wholeAnswers, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { pathGuards, planOf } from '../tasks/casePath.ts';
import { openedRecords, riskOf, type Moment, type Records } from '../caseRecords/openedRecords.ts';
import { recomputeTasks } from '../tasks/caseTasks.ts';
import { marksOf } from '../consent/consentAct.ts';
import { keepingMonth } from '../caseRecords/formRecord.ts';
import { referralState, stateAfterEvent } from '../referrals.ts';
import { delaysOf } from '../session/settingsInForce.ts';
import { storageOf } from '../caseRecords/storage.ts';

export type Change = Moment & { readonly at: number };

/**
 * What follows from a record that was just written, in the same transaction: marks and programme of the case, incidents of a changed person,
 * tasks, and the moves that reference §2.4 makes by itself.
 */
export function applyEffects(db: WritableDb<'cases'>, opened: OpenedCase, form: FormId, change: Change): void {
  const { row, session, keys } = opened;
  if (form === 'registration') regroupIncidents(db, opened, change);
  const records = openedRecords(db, keys, row.site_id, row.case_id);
  updateCase(db, row.case_id, columnsAfter(form, records), session.stores.user.userId, change.at);
  moveByItself(db, opened, records, change);
  recomputeTasks(db, opened, row.case_id);
}

/** The newest act of consent gives the marks of the list. */
function columnsAfter(form: FormId, records: Records): CaseChange {
  if (form !== 'consent_service') return {};
  const { services, reporting, contact } = marksOf(records.get('consent_service')?.at(-1)?.answers ?? {});
  return { consent_services: services, consent_reporting: reporting, consent_contact: contact };
}

/** A new age or date of birth changes the age group of every incident (reference §5.10). */
export function regroupIncidents(db: WritableDb<'cases'>, opened: OpenedCase, { at }: Change): void {
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
      session.stores.actor,
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
  writeReferralState(db, opened, record, answers, stateAfterEvent(answers, event, now, delaysOf(session)), at);
  appendJournal(
    db,
    session.stores.actor,
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
  appendJournal(db, session.stores.actor, { kind: 'referral.state', object: record.record_id, rev: revision, detail: {} }, at);
}

/**
 * The case follows its own forms, step after step as far as they carry it (reference §2.4): an assessment begun, finished, a plan agreed, every action
 * and referral settled, or a new one.
 */
function moveByItself(db: WritableDb<'cases'>, opened: OpenedCase, records: Records, change: Change): void {
  for (let to = nextState(db, opened, records); to !== null; to = nextState(db, opened, records)) {
    const { row, session } = opened;
    const from = stateOf(readCase(db, row.case_id) ?? row);
    updateCase(db, row.case_id, { state: to, state_on: change.today, previous_state: from }, session.stores.user.userId, change.at);
    appendJournal(db, session.stores.actor, { kind: 'case.state', object: row.case_id, detail: { from, to } }, change.at);
  }
}

/** Where the forms lead the case now, or null. Nothing has been delivered while there is neither referral nor action. */
function nextState(db: WritableDb<'cases'>, { row, isOwner }: OpenedCase, records: Records): CaseState | null {
  const present = readCase(db, row.case_id);
  if (present === undefined) return null;
  const from = stateOf(present);
  const met = new Set<CaseGuard>(row.program === 'cp' ? [] : pathGuards(present, records));
  const forward = ALONG_THE_PATH.find(([before]) => before === from)?.[1];
  if (forward !== undefined) return isOwner && mayMove(from, forward, 'caseworker', met) ? forward : null;
  const referrals = (records.get('referral') ?? []).map(({ answers }) => referralState(answers));
  if (referrals.length === 0 && planOf(records) === null) return null;
  if (row.program === 'cp') met.add('every_item_settled');
  if (referrals.every((state) => isFinal(state))) met.add('no_open_referral');
  if (!met.has('no_open_referral') || !met.has('every_item_settled')) met.add('new_item_or_referral');
  return (['open_services_done', 'open_implementation'] as const).find((to) => mayMove(from, to, 'system', met)) ?? null;
}

const ALONG_THE_PATH: readonly (readonly [CaseState, CaseState])[] = [
  ['open_intake', 'open_assessment'],
  ['open_assessment', 'open_planning'],
  ['open_planning', 'open_implementation'],
];

/** Asks the supervisor to approve a finished plan, once until it is decided; work may start before (reference §2.4, §5.5.2). */
export function askPlanApproval(db: WritableDb<'cases'>, opened: OpenedCase, recordId: string, change: Change): void {
  const waiting = approvalsOf(db, opened.row.case_id).some(
    ({ kind, state, record_id }) => kind === 'plan' && record_id === recordId && state !== 'rejected',
  );
  if (!waiting) requestApproval(db, opened, recordId, 'plan', change);
}

/** Asks the supervisor once for what a consent needs: a validation, or the approval to continue without consent (reference §5.1.3, §5.1.6). */
export function askSupervision(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  recordId: string,
  asked: { readonly guards: readonly ConsentGuard[]; readonly override: boolean },
  change: Change,
): void {
  const waiting = new Set(
    approvalsOf(db, opened.row.case_id)
      .filter(({ state }) => state !== 'rejected')
      .map(({ kind }) => kind),
  );
  const validates = asked.guards.some(({ effect }) => effect.startsWith('validate') || effect === 'block_sharing');
  const kinds = [...(asked.override ? ['override'] : []), ...(validates ? ['consent'] : [])].filter((kind) => !waiting.has(kind));
  for (const kind of kinds) requestApproval(db, opened, recordId, kind, change);
}

function requestApproval(
  db: WritableDb<'cases'>,
  { row, session, keys }: OpenedCase,
  recordId: string,
  kind: string,
  { today, at }: Change,
): void {
  const risk = riskOf(openedRecords(db, keys, row.site_id, row.case_id)) ?? 'medium';
  insertApproval(db, {
    case_id: row.case_id,
    record_id: recordId,
    kind,
    state: 'requested',
    requested_by: session.stores.user.userId,
    requested_at: at,
    due: approvalDue(today, risk, delaysOf(session)),
    decided_by: null,
    decided_at: null,
    comment_record_id: null,
  });
  appendJournal(db, session.stores.actor, { kind: 'approval.request', object: row.case_id, detail: { kind } }, at);
}

/** Journals that the retained risk is not what it was, not what it is (reference §7.5, security T6). */
export function journalRisk(db: WritableDb<'cases'>, { row, session, keys }: OpenedCase, from: string | null, at: number): void {
  const to = riskOf(openedRecords(db, keys, row.site_id, row.case_id));
  if (to !== null && to !== from) appendJournal(db, session.stores.actor, { kind: 'risk.change', object: row.case_id, detail: {} }, at);
}
