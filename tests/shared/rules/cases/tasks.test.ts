import { describe, expect, it } from 'vitest';
import { DEFAULT_DUE_SETTINGS as SETTINGS } from '../../../../shared/rules/cases/dueDates.ts';
import { tasksOf, type TaskFacts } from '../../../../shared/rules/cases/tasks.ts';

const FRESH: TaskFacts = {
  caseState: 'open_intake',
  risk: 'medium',
  registrationDate: '2026-05-01',
  firstActionOn: null,
  assessmentCompleteOn: null,
  plan: null,
  safetyPlanNeeded: false,
  safetyPlan: null,
  lastContact: null,
  nextFollowUp: null,
  planItems: [],
  referrals: [],
  approvals: [],
  shareConsents: [],
  auditActions: [],
};

/** Everything of the beginning is done: only the next follow-up remains. */
const UP_TO_DATE: TaskFacts = {
  ...FRESH,
  firstActionOn: '2026-05-01',
  assessmentCompleteOn: '2026-05-05',
  plan: { date: '2026-05-06', complete: true, reviewDate: null, reviewedOn: '2026-06-01' },
  lastContact: '2026-05-10',
};

function listed(facts: TaskFacts): readonly string[] {
  return tasksOf(facts, SETTINGS).map(({ kind, due, ref }) => [kind, due, ...(ref === null ? [] : [ref])].join(' '));
}

describe('tasksOf (reference §5.5.9)', () => {
  it('begins with the first obligations, by due date', () => {
    expect(listed(FRESH)).toEqual(['first_action 2026-05-04', 'assessment 2026-05-08', 'follow_up 2026-05-08', 'plan 2026-05-15']);
  });

  it('ends with the next follow-up', () => {
    expect(listed(UP_TO_DATE)).toEqual(['follow_up 2026-05-24']);
  });

  it.each(['draft', 'closed', 'suspended', 'transferred', 'duplicate', 'no_consent'] as const)('%s has none', (caseState) => {
    expect(listed({ ...FRESH, caseState })).toEqual([]);
  });

  it.each([
    'open_intake',
    'open_assessment',
    'open_planning',
    'open_implementation',
    'open_services_done',
    'closure_requested',
    'reopened',
  ] as const)('%s has some', (caseState) => {
    expect(listed({ ...FRESH, caseState })).toHaveLength(4);
  });

  it('keeps the plan until it is complete, then asks for its review', () => {
    const plan = { date: '2026-05-06', complete: false, reviewDate: null, reviewedOn: null };
    expect(listed({ ...UP_TO_DATE, plan })).toContain('plan 2026-05-15');
    expect(listed({ ...UP_TO_DATE, plan: { ...plan, complete: true } })).toContain('plan_review 2026-07-05');
    expect(listed({ ...UP_TO_DATE, plan: { ...plan, complete: true, reviewDate: '2026-05-20' } })).toContain('plan_review 2026-05-20');
  });

  it('asks for a safety plan only where one is needed, and for its review where one is set', () => {
    const safetyPlan = { complete: true, reviewDate: '2026-05-20', reviewedOn: null };
    expect(listed({ ...UP_TO_DATE, safetyPlanNeeded: true })).toContain('safety_plan 2026-05-04');
    expect(listed({ ...UP_TO_DATE, safetyPlanNeeded: true, safetyPlan: { ...safetyPlan, complete: false } })).toContain(
      'safety_plan 2026-05-04',
    );
    expect(listed({ ...UP_TO_DATE, safetyPlan: { ...safetyPlan, complete: false } })).toHaveLength(1);
    expect(listed({ ...UP_TO_DATE, safetyPlanNeeded: true, safetyPlan })).toEqual([
      'safety_plan_review 2026-05-20',
      'follow_up 2026-05-24',
    ]);
    expect(listed({ ...UP_TO_DATE, safetyPlan: { ...safetyPlan, reviewedOn: '2026-05-19' } })).toHaveLength(1);
    expect(listed({ ...UP_TO_DATE, safetyPlan: { ...safetyPlan, reviewDate: null } })).toHaveLength(1);
  });

  it('takes an agreed date only if it is sooner than the longest interval', () => {
    expect(listed({ ...UP_TO_DATE, nextFollowUp: '2026-05-12' })).toEqual(['follow_up 2026-05-12']);
    expect(listed({ ...UP_TO_DATE, nextFollowUp: '2026-06-30' })).toEqual(['follow_up 2026-05-24']);
  });

  it.each([
    ['planned', true],
    ['in_progress', true],
    ['done', false],
    ['declined', false],
    ['cancelled', false],
  ] as const)('a plan item %s is a task: %s', (status, isTask) => {
    expect(listed({ ...UP_TO_DATE, planItems: [{ ref: 'i1', due: '2026-05-11', status }] }).includes('plan_item 2026-05-11 i1')).toBe(
      isTask,
    );
  });

  it.each([
    ['draft', []],
    ['ready', []],
    ['sent', ['referral_acknowledgement 2026-05-03 r1', 'referral_feedback 2026-05-06 r1']],
    ['acknowledged', ['referral_feedback 2026-05-06 r1']],
    ['accepted', ['referral_feedback 2026-05-06 r1']],
    ['in_service', ['referral_feedback 2026-05-06 r1']],
    ['completed', []],
    ['expired', []],
  ] as const)('a referral %s waits for %j', (state, tasks) => {
    const referrals = [{ ref: 'r1', sentAt: '2026-05-01T10:00', urgency: 'urgent', state }] as const;
    expect(listed({ ...UP_TO_DATE, referrals })).toEqual([...tasks, 'follow_up 2026-05-24']);
  });

  it('waits for approvals, renewals and audit actions', () => {
    const facts: TaskFacts = {
      ...UP_TO_DATE,
      approvals: [{ ref: 'a1', requestedOn: '2026-05-02' }],
      shareConsents: [
        { ref: 'c1', validUntil: '2026-05-03', renewed: false },
        { ref: 'c2', validUntil: '2026-05-03', renewed: true },
      ],
      auditActions: [{ ref: 'v1', due: '2026-05-01' }],
    };
    expect(listed(facts)).toEqual([
      'audit_action 2026-05-01 v1',
      'consent_renewal 2026-05-03 c1',
      'approval 2026-05-09 a1',
      'follow_up 2026-05-24',
    ]);
  });
});
