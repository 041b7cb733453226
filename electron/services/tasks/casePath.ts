import type { CodeOf } from '../../../shared/forms/lists/all.ts';
import type { CaseGuard } from '../../../shared/rules/cases/caseState.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { IsoDate } from '../../../shared/time.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import type { OpenedRecord, Records } from '../caseRecords/openedRecords.ts';

/** One action of a plan as dates and codes. */
export type PlanItem = {
  readonly recordId: string;
  readonly domain: CodeOf<'need_domain'> | null;
  readonly priority: CodeOf<'priority'> | null;
  readonly responsible: CodeOf<'responsible'> | null;
  readonly due: IsoDate | null;
  readonly status: CodeOf<'item_status'>;
};

/** The newest plan with its actions; `complete`: its step is finished and it has at least one action (reference §2.4, §5.5.9). */
export type Plan = {
  readonly recordId: string;
  readonly date: IsoDate | null;
  readonly agreed: boolean;
  readonly reviewDate: IsoDate | null;
  readonly complete: boolean;
  readonly items: readonly PlanItem[];
};

/** A file of a register had its assessment and plan on paper (commands.md), and child protection has its own forms: nothing is owed of these until begun. */
export function hasOwnPath({ program, origin }: Pick<CaseRow, 'program' | 'origin'>): boolean {
  return program === 'cp' || origin === 'takeover';
}

/** The newest assessment, null before the first; `finishedOn` is its date once the step is finished. */
export function assessmentOf(records: Records): { readonly date: IsoDate | null; readonly finishedOn: IsoDate | null } | null {
  const newest = records.get('assessment_gbv')?.at(-1);
  if (newest === undefined) return null;
  const date = dateAnswer(newest.answers, 'assessment_date');
  return { date, finishedOn: isFinished(newest) ? date : null };
}

/** Whether the newest finished assessment asks for a safety plan. */
export function isSafetyPlanNeeded(records: Records): boolean {
  const assessed = (records.get('assessment_gbv') ?? []).filter(isFinished).at(-1);
  return assessed?.answers['safety_plan_needed'] === 'yes';
}

/** The newest safety plan, null before the first. */
export function safetyPlanOf(records: Records): { readonly complete: boolean; readonly reviewDate: IsoDate | null } | null {
  const newest = records.get('safety_plan')?.at(-1);
  return newest === undefined ? null : { complete: isFinished(newest), reviewDate: dateAnswer(newest.answers, 'sp_review_date') };
}

/** The newest plan, null before the first. */
export function planOf(records: Records): Plan | null {
  const newest = records.get('plan_gbv')?.at(-1);
  if (newest === undefined) return null;
  const { row, answers } = newest;
  const items = (records.get('plan_item') ?? []).filter((item) => item.row.parent_id === row.record_id).map(planItem);
  return {
    recordId: row.record_id,
    date: dateAnswer(answers, 'plan_date'),
    agreed: answers['plan_agreed'] === 'yes',
    reviewDate: dateAnswer(answers, 'plan_review_date'),
    complete: isFinished(newest) && items.length > 0,
    items,
  };
}

/** Whether an action still waits (reference §2.6, plan item). */
export function isWaiting({ status }: PlanItem): boolean {
  return status === 'planned' || status === 'in_progress';
}

/**
 * The conditions of the path from intake to services that the records of the case meet (reference §2.4). Approval of assessments is off and a plan may
 * be worked on before its approval: the defaults of reference §2.4. A reopened case is assessed and planned anew: what is from before does not count.
 */
export function pathGuards(row: Pick<CaseRow, 'reopen_count' | 'state_on'>, records: Records): readonly CaseGuard[] {
  const assessment = assessmentOf(records);
  const since = row.reopen_count === 0 ? '' : row.state_on;
  const plan = planOf(records);
  return [
    'assessment_approved_if_required',
    'plan_approved_if_required',
    ...given('assessment_started', assessment !== null && assessment.date !== null),
    ...given('assessment_finished', assessment !== null && assessment.finishedOn !== null && assessment.finishedOn >= since),
    ...given('plan_dated_with_item', plan !== null && plan.complete && plan.date !== null && plan.date >= since),
    ...given('plan_agreed', plan?.agreed === true),
    ...given('every_item_settled', plan === null || !plan.items.some(isWaiting)),
  ];
}

function given(guard: CaseGuard, met: boolean): readonly CaseGuard[] {
  return met ? [guard] : [];
}

function isFinished({ row }: OpenedRecord): boolean {
  return row.status === 'finished';
}

function planItem({ row, answers }: OpenedRecord): PlanItem {
  return {
    recordId: row.record_id,
    domain: codeAnswer(answers, 'item_domain', 'need_domain'),
    priority: codeAnswer(answers, 'item_priority', 'priority'),
    responsible: codeAnswer(answers, 'item_responsible', 'responsible'),
    due: dateAnswer(answers, 'item_due'),
    status: codeAnswer(answers, 'item_status', 'item_status') ?? 'planned',
  };
}
