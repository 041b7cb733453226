import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode } from '../../../shared/forms/lists/all.ts';
import type { ClosureFacts, ClosureReason } from '../../../shared/rules/cases/closure.ts';
import { isContactLost } from '../../../shared/rules/cases/dueDates.ts';
import { codeAnswer, dateAnswer, numberAnswer } from '../../../shared/rules/counting/groupings.ts';
import { isFinal } from '../../../shared/rules/referrals/referralState.ts';
import type { IsoDate } from '../../../shared/time.ts';
import { openTasks } from '../../store/caseRecords/tasks.ts';
import type { OpenedCase } from '../caseRecords/caseAccess.ts';
import { isWaiting, planOf } from '../tasks/casePath.ts';
import { lastContactOf, openedRecords, riskOf, type OpenedRecord, type Records } from '../caseRecords/openedRecords.ts';
import { referralState } from '../referrals.ts';
import { delaysOf } from '../session/settingsInForce.ts';

export type Closing = {
  readonly record: OpenedRecord;
  readonly reason: ClosureReason;
  readonly facts: ClosureFacts;
  readonly records: Records;
};

/** What a closure is judged on, or null while its form has no reason yet (reference §5.6). `approver` null: a request; `note`: the supervisor wrote one. */
export function closingOf(opened: OpenedCase, requester: string, approver: string | null, note: boolean, today: IsoDate): Closing | null {
  const { session, row, keys } = opened;
  const db = session.stores.cases;
  const records = openedRecords(db, keys, row.site_id, row.case_id);
  const record = records.get('closure_gbv')?.at(-1);
  const reason = record === undefined ? null : codeAnswer(record.answers, 'closure_reason', 'closure_reason');
  if (record === undefined || reason === null) return null;
  const { answers } = record;
  const isYes = (field: string): boolean => answers[field] === 'yes';
  const referrals = (records.get('referral') ?? []).map((one) => one.answers);
  const followUps = (records.get('follow_up') ?? []).map((one) => one.answers);
  const registration = records.get('registration')?.[0]?.answers ?? {};
  const facts: ClosureFacts = {
    closureDate: dateAnswer(answers, 'closure_date'),
    requester,
    owner: row.owner_id,
    approver,
    papersSecured: isYes('chk_files_secured'),
    planComplete: isYes('chk_plan_complete') && !(planOf(records)?.items.some(isWaiting) ?? false),
    safetyPlan: answers['chk_safety_plan'] === 'yes' ? 'reviewed' : answers['chk_safety_plan'] === 'na' ? 'none' : 'to_review',
    safetyPlanOffered: answers['chk_safety_plan'] === 'yes' || answers['chk_safety_plan'] === 'na',
    openReferrals: referrals.filter((referral) => !isFinal(referralState(referral))).length,
    openUrgentTasks: urgentTasks(opened, referrals, records),
    agreed: isYes('chk_agreed'),
    knowsReturnIsPossible: isYes('chk_can_return'),
    personsWord: isYes('chk_agreed'),
    contactLost: isLost(opened, records, followUps, registration, today),
    risk: riskOf(records) ?? 'medium',
    supervisorNote: note,
    isChild: (numberAnswer(registration, 'age_years') ?? 18) < 18,
    socialVisitDone: followUps.some((one) => one['fu_mode'] === 'home' || one['fu_mode'] === 'agreed_place'),
    onwardOffered: referrals.length > 0,
    transferAccepted: isYes('chk_transfer_done'),
    monthsSinceReunification: null,
    isEafga: false,
    visitsWithChildSeen: followUps.filter((one) => one['fu_child_seen'] === 'yes').length,
    careQuality: careQualityOf(followUps),
    childOpinionRecorded: false,
    formalDecision: false,
    afterEighteenPlan: false,
    adultServicesReferral: referrals.length > 0,
    openNeedsHandedOn: !Array.isArray(answers['unmet_needs']) || referrals.length > 0,
    survivingCaseLinked: row.duplicate_of !== null,
  };
  return { record, reason, facts, records };
}

/** Urgent: the first protective action of a high risk, and what an immediate or urgent referral still waits for. */
function urgentTasks({ session, row }: OpenedCase, referrals: readonly Answers[], records: Records): number {
  const pressing = new Set(
    (records.get('referral') ?? []).filter((_, rank) => referrals[rank]?.['ref_urgency'] !== 'routine').map((one) => one.row.record_id),
  );
  const high = riskOf(records) === 'high';
  return openTasks(session.stores.cases, { caseId: row.case_id }).filter(
    ({ kind, record_id }) => (kind === 'first_action' && high) || (record_id !== null && pressing.has(record_id)),
  ).length;
}

/** Attempts are follow-ups at which the person was not met, since the last contact (reference §5.5.6). */
function isLost(
  { row, session }: OpenedCase,
  records: Records,
  followUps: readonly Answers[],
  registration: Answers,
  today: IsoDate,
): boolean {
  const lastVisit = lastContactOf(row, records) ?? dateAnswer(registration, 'registration_date') ?? row.state_on;
  const attempts = followUps
    .filter((one) => one['fu_outcome'] === 'not_seen' || one['fu_outcome'] === 'unreachable')
    .map((one) => dateAnswer(one, 'fu_date'))
    .filter((day) => day !== null && day >= lastVisit);
  return isContactLost(
    { mayContact: row.consent_contact === 'yes', attempts: attempts.filter((day) => day !== null), lastVisit },
    today,
    delaysOf(session),
  );
}

function careQualityOf(followUps: readonly Answers[]): ClosureFacts['careQuality'] {
  const newest = followUps.map((one) => one['fu_care_ok']).findLast((quality) => isCode('care_quality', quality));
  if (newest === 'good' || newest === 'adequate') return newest;
  return newest === undefined ? null : 'poor';
}
