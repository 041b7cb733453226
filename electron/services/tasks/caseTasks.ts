import { isCode } from '../../../shared/forms/lists/all.ts';
import type { DueSettings } from '../../../shared/rules/cases/dueDates.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { tasksOf, type Task, type TaskFacts, type TaskKind } from '../../../shared/rules/cases/tasks.ts';
import { dayOf, type IsoDate } from '../../../shared/time.ts';
import { minuteOf } from '../../host.ts';
import { canonicalJson } from '../../keys/canonical.ts';
import { sha256 } from '../../keys/primitives.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import type { ReadableDb, WritableDb } from '../../store/base/database.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { approvalsOf, openTasks, replaceTasks, setApprovalDue, type DueTask } from '../../store/caseRecords/tasks.ts';
import type { OpenedCase } from '../caseRecords/caseAccess.ts';
import { assessmentOf, hasOwnPath, isSafetyPlanNeeded, planOf, safetyPlanOf } from './casePath.ts';
import { type Records, LOST_CONTACT, type OpenedRecord, openedRecords, riskOf, lastContactOf } from '../caseRecords/openedRecords.ts';
import { authorisationsOf } from '../referrals.ts';
import { delaysOf } from '../session/settingsInForce.ts';

/** Obligations whose form this version of the application has; the others come with their forms. */
const KINDS: ReadonlySet<TaskKind> = new Set([
  'first_action',
  'assessment',
  'plan',
  'plan_review',
  'safety_plan',
  'safety_plan_review',
  'plan_item',
  'follow_up',
  'referral_acknowledgement',
  'referral_feedback',
  'approval',
  'consent_renewal',
]);

/** Recomputes the tasks of a case after any change, in the caller's transaction (reference §5.5.9: computed, never typed). */
export function recomputeTasks(db: WritableDb<'cases'>, { session, keys }: Pick<OpenedCase, 'session' | 'keys'>, caseId: string): void {
  const row = readCase(db, caseId);
  if (row === undefined) return;
  const delays = delaysOf(session);
  const records = openedRecords(db, keys, row.site_id, caseId);
  const tasks = tasksOf(taskFacts(db, row, records), delays).filter(({ kind }) => KINDS.has(kind));
  const lost = openTasks(db, { caseId }).find(({ kind }) => kind === LOST_CONTACT);
  const stillLost = lost !== undefined && tasks.length > 0 && !wasSeenSince(records, lost.due);
  replaceTasks(
    db,
    caseId,
    [...tasks.map(dueTask), ...(stillLost ? [{ kind: LOST_CONTACT, due: lost.due, done_on: null, record_id: null }] : [])],
    delaysMark(delays),
  );
  for (const { kind, ref, due } of tasks) if (kind === 'approval' && ref !== null) setApprovalDue(db, ref, due);
}

/** Which delays the tasks of a case were computed with: the same mark for the same delays. */
export function delaysMark(delays: DueSettings): string {
  return sha256(Buffer.from(canonicalJson(delays)))
    .toString('hex')
    .slice(0, 16);
}

/** Adds the task of a person without news, in the caller's transaction. */
export function addLostContact(db: WritableDb<'cases'>, caseId: string, due: IsoDate): void {
  const kept = openTasks(db, { caseId }).map(({ kind, due: on, done_on, record_id }) => ({ kind, due: on, done_on, record_id }));
  replaceTasks(
    db,
    caseId,
    [...kept, { kind: LOST_CONTACT, due, done_on: null, record_id: null }],
    readCase(db, caseId)?.tasks_under ?? null,
  );
}

function dueTask(task: Task): DueTask {
  return { kind: task.kind, due: task.due, done_on: null, record_id: task.ref };
}

function wasSeenSince(records: ReadonlyMap<string, readonly OpenedRecord[]>, since: IsoDate): boolean {
  return (records.get('follow_up') ?? []).some(
    ({ answers }) => answers['fu_outcome'] === 'seen' && (dateAnswer(answers, 'fu_date') ?? '') >= since,
  );
}

function taskFacts(db: ReadableDb<'cases'>, row: CaseRow, records: ReadonlyMap<string, readonly OpenedRecord[]>): TaskFacts {
  const registration = records.get('registration')?.[0]?.answers ?? {};
  const registrationDate = dateAnswer(registration, 'registration_date') ?? row.state_on;
  const lastContact = lastContactOf(row, records);
  return {
    caseState: isCode('case_state', row.state) ? row.state : 'draft',
    risk: riskOf(records) ?? 'medium',
    registrationDate,
    firstActionOn: firstActionOf(row, records, registrationDate),
    ...pathFacts(row, records, registrationDate),
    lastContact,
    nextFollowUp: nextFollowUpOf(records, lastContact),
    referrals: (records.get('referral') ?? []).flatMap((referral) => referralOf(referral)),
    approvals: approvalsOf(db, row.case_id)
      .filter(({ state }) => state === 'requested')
      .map(({ approval_id, requested_at }) => ({ ref: approval_id, requestedOn: dayOf(minuteOf(requested_at)) })),
    shareConsents: shareConsentsOf(records),
    auditActions: [],
  };
}

/** Assessment, safety plan, plan and its actions, as the forms say. */
function pathFacts(
  row: CaseRow,
  records: Records,
  registered: IsoDate,
): Pick<TaskFacts, 'assessmentCompleteOn' | 'plan' | 'safetyPlanNeeded' | 'safetyPlan' | 'planItems'> {
  const plan = planOf(records);
  const safetyPlan = safetyPlanOf(records);
  const elsewhere = hasOwnPath(row);
  const none = elsewhere ? { date: registered, complete: true, reviewDate: null, reviewedOn: registered } : null;
  return {
    assessmentCompleteOn: assessmentOf(records)?.finishedOn ?? (elsewhere ? registered : null),
    plan: plan === null ? none : { date: plan.date ?? registered, complete: plan.complete, reviewDate: plan.reviewDate, reviewedOn: null },
    safetyPlanNeeded: isSafetyPlanNeeded(records),
    safetyPlan: safetyPlan === null ? null : { ...safetyPlan, reviewedOn: null },
    planItems: (plan?.items ?? []).flatMap(({ recordId, due, status }) => (due === null ? [] : [{ ref: recordId, due, status }])),
  };
}

/** A first protective action: an immediate act, a service given or a referral; a taken-over file had its own before. */
function firstActionOf(row: CaseRow, records: ReadonlyMap<string, readonly OpenedRecord[]>, registered: IsoDate): IsoDate | null {
  if (row.origin === 'takeover') return registered;
  const acted = (records.get('risk_assessment') ?? []).some(
    ({ answers }) => Array.isArray(answers['immediate_action']) && answers['immediate_action'].length > 0,
  );
  const given = (records.get('service_disposition') ?? []).some(
    ({ answers }) => answers['disposition'] === 'provided_here' || answers['disposition'] === 'referred',
  );
  return acted || given || records.has('referral') ? registered : null;
}

function nextFollowUpOf(records: ReadonlyMap<string, readonly OpenedRecord[]>, lastContact: IsoDate | null): IsoDate | null {
  const newest = (records.get('follow_up') ?? []).find(
    ({ answers }) => dateAnswer(answers, 'fu_date') === lastContact && lastContact !== null,
  );
  return newest === undefined ? null : dateAnswer(newest.answers, 'fu_next_date');
}

function referralOf({ row, answers }: OpenedRecord): TaskFacts['referrals'] {
  const sentAt = answers['ref_date'];
  const urgency = codeAnswer(answers, 'ref_urgency', 'urgency');
  const state = codeAnswer(answers, 'ref_state', 'referral_state');
  if (typeof sentAt !== 'string' || urgency === null || state === null) return [];
  return [{ ref: row.record_id, sentAt, urgency, state }];
}

/** Authorisations in force or run out, without the refused and withdrawn ones; an authorisation is renewed when a later one was asked for the same recipient. */
function shareConsentsOf(records: ReadonlyMap<string, readonly OpenedRecord[]>): TaskFacts['shareConsents'] {
  const asked = authorisationsOf(records).toSorted((left, right) => left.consent.givenOn.localeCompare(right.consent.givenOn));
  return asked.flatMap(({ recordId, consent }, place) => {
    if (!consent.authorised || consent.withdrawnOn !== null) return [];
    const renewed = asked
      .slice(place + 1)
      .some(({ consent: later }) => later.recipient === consent.recipient && later.providerId === consent.providerId);
    return [{ ref: recordId, validUntil: consent.validUntil, renewed }];
  });
}
