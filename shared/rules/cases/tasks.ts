import type { CodeOf } from '../../forms/lists/all.ts';
import { dayOf, type IsoDate, type IsoDateTime } from '../../time.ts';
import { approvalDue, firstDue, followUpDue, planReviewDue, referralDue, type DueSettings } from './dueDates.ts';
import type { RiskLevel } from './risk.ts';

export type TaskKind =
  | 'first_action'
  | 'assessment'
  | 'plan'
  | 'plan_review'
  | 'safety_plan'
  | 'safety_plan_review'
  | 'follow_up'
  | 'plan_item'
  | 'referral_acknowledgement'
  | 'referral_feedback'
  | 'approval'
  | 'consent_renewal'
  | 'audit_action'
  /** Computed where the day is read and never stored (reference §5.2). */
  | 'mandatory_report';

/** What the tasks of one case are computed from: dates and states only, no content. Null: not done, not set. */
export type TaskFacts = {
  readonly caseState: CodeOf<'case_state'>;
  readonly risk: RiskLevel;
  readonly registrationDate: IsoDate;
  readonly firstActionOn: IsoDate | null;
  readonly assessmentCompleteOn: IsoDate | null;
  readonly plan: {
    readonly date: IsoDate;
    readonly complete: boolean;
    readonly reviewDate: IsoDate | null;
    readonly reviewedOn: IsoDate | null;
  } | null;
  readonly safetyPlanNeeded: boolean;
  readonly safetyPlan: { readonly complete: boolean; readonly reviewDate: IsoDate | null; readonly reviewedOn: IsoDate | null } | null;
  /** The last contact at which the person was seen or heard (a child: seen). */
  readonly lastContact: IsoDate | null;
  /** What the last realised contact agreed on, if anything. */
  readonly nextFollowUp: IsoDate | null;
  readonly planItems: readonly { readonly ref: string; readonly due: IsoDate; readonly status: CodeOf<'item_status'> }[];
  readonly referrals: readonly {
    readonly ref: string;
    readonly sentAt: IsoDateTime;
    readonly urgency: CodeOf<'urgency'>;
    readonly state: CodeOf<'referral_state'>;
  }[];
  readonly approvals: readonly { readonly ref: string; readonly requestedOn: IsoDate }[];
  readonly shareConsents: readonly { readonly ref: string; readonly validUntil: IsoDate; readonly renewed: boolean }[];
  readonly auditActions: readonly { readonly ref: string; readonly due: IsoDate }[];
};

/** An obligation not yet met. `ref` distinguishes several of one kind. */
export type Task = { readonly kind: TaskKind; readonly ref: string | null; readonly due: IsoDate };

const WITHOUT_TASKS: ReadonlySet<CodeOf<'case_state'>> = new Set([
  'draft',
  'closed',
  'suspended',
  'transferred',
  'duplicate',
  'no_consent',
]);

/** The open tasks of a case in the order of their due dates (reference §5.5.9). A provider's check belongs to the directory, not to a case. */
export function tasksOf(facts: TaskFacts, settings: DueSettings): readonly Task[] {
  if (WITHOUT_TASKS.has(facts.caseState)) return [];
  return [
    ...firstTasks(facts, settings),
    ...planTasks(facts, settings),
    ...safetyTasks(facts, settings),
    ...followUpTasks(facts, settings),
    ...facts.planItems
      .filter(({ status }) => status === 'planned' || status === 'in_progress')
      .map(({ ref, due }) => task('plan_item', due, ref)),
    ...facts.referrals.flatMap((referral) => referralTasks(referral, settings)),
    ...facts.approvals.map(({ ref, requestedOn }) => task('approval', approvalDue(requestedOn, facts.risk, settings), ref)),
    ...facts.shareConsents.filter(({ renewed }) => !renewed).map(({ ref, validUntil }) => task('consent_renewal', validUntil, ref)),
    ...facts.auditActions.map(({ ref, due }) => task('audit_action', due, ref)),
  ].toSorted((left, right) => left.due.localeCompare(right.due));
}

function task(kind: TaskKind, due: IsoDate, ref: string | null = null): Task {
  return { kind, ref, due };
}

function firstTasks(facts: TaskFacts, settings: DueSettings): readonly Task[] {
  const due = (obligation: 'firstAction' | 'assessment'): IsoDate => firstDue(obligation, facts.registrationDate, facts.risk, settings);
  const tasks: Task[] = [];
  if (facts.firstActionOn === null) tasks.push(task('first_action', due('firstAction')));
  if (facts.assessmentCompleteOn === null) tasks.push(task('assessment', due('assessment')));
  return tasks;
}

function planTasks({ plan, risk, registrationDate }: TaskFacts, settings: DueSettings): readonly Task[] {
  if (plan === null || !plan.complete) return [task('plan', firstDue('plan', registrationDate, risk, settings))];
  return plan.reviewedOn === null ? [task('plan_review', plan.reviewDate ?? planReviewDue(plan.date, risk, settings))] : [];
}

function safetyTasks(facts: TaskFacts, settings: DueSettings): readonly Task[] {
  const { safetyPlan } = facts;
  if (safetyPlan === null || !safetyPlan.complete) {
    if (!facts.safetyPlanNeeded) return [];
    return [task('safety_plan', firstDue('safetyPlan', facts.registrationDate, facts.risk, settings))];
  }
  const { reviewDate, reviewedOn } = safetyPlan;
  return reviewDate === null || reviewedOn !== null ? [] : [task('safety_plan_review', reviewDate)];
}

/** A date agreed with the person counts only if it is sooner than the longest interval allowed (reference §3.15, §5.5.3). */
function followUpTasks(facts: TaskFacts, settings: DueSettings): readonly Task[] {
  const latest = followUpDue(facts.registrationDate, facts.lastContact, facts.risk, settings);
  const agreed = facts.nextFollowUp;
  return [task('follow_up', agreed !== null && agreed < latest ? agreed : latest)];
}

function referralTasks(referral: TaskFacts['referrals'][number], settings: DueSettings): readonly Task[] {
  const due = referralDue(referral.sentAt, referral.urgency, settings);
  const feedback = task('referral_feedback', dayOf(due.feedback), referral.ref);
  if (referral.state === 'sent') return [task('referral_acknowledgement', dayOf(due.acknowledgement), referral.ref), feedback];
  return referral.state === 'acknowledged' || referral.state === 'accepted' || referral.state === 'in_service' ? [feedback] : [];
}
