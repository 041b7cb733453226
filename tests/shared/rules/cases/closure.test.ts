import { describe, expect, it } from 'vitest';
import { LISTS } from '../../../../shared/forms/lists/all.ts';
import { closureChecklist, mayClose, missingForRequest, type ClosureFacts } from '../../../../shared/rules/cases/closure.ts';

const READY: ClosureFacts = {
  closureDate: '2026-05-10',
  requester: 'AC2',
  owner: 'AC2',
  approver: 'SUP',
  papersSecured: true,
  planComplete: true,
  safetyPlan: 'reviewed',
  safetyPlanOffered: true,
  openReferrals: 0,
  openUrgentTasks: 0,
  agreed: true,
  knowsReturnIsPossible: true,
  personsWord: true,
  contactLost: true,
  risk: 'low',
  supervisorNote: false,
  isChild: false,
  socialVisitDone: false,
  onwardOffered: true,
  transferAccepted: true,
  monthsSinceReunification: 6,
  isEafga: false,
  visitsWithChildSeen: 2,
  careQuality: 'good',
  childOpinionRecorded: true,
  formalDecision: true,
  afterEighteenPlan: true,
  adultServicesReferral: true,
  openNeedsHandedOn: true,
  survivingCaseLinked: true,
};

const ALWAYS = ['closure_date', 'papers_secured', 'supervisor_decision'];
const AGREED_END = ['plan_complete', 'safety_plan_reviewed', 'no_open_referral', 'agreed', 'told_can_return'];
const URGENT = 'no_urgent_task';

describe('closureChecklist (reference §5.6)', () => {
  it.each([
    ['needs_met', [...AGREED_END, URGENT, ...ALWAYS]],
    ['no_further_support', [...AGREED_END, URGENT, ...ALWAYS]],
    ['client_request', ['persons_word', 'safety_plan_offered', 'told_can_return', ...ALWAYS]],
    ['no_contact', ['contact_lost', 'social_visit', 'high_risk_note', ...ALWAYS]],
    ['left_area', ['onward_offered', URGENT, ...ALWAYS]],
    ['transferred', ['transfer_accepted', ...ALWAYS]],
    ['reunified_stable', ['reunified_long_enough', 'two_visits', 'care_quality', 'child_opinion', URGENT, ...ALWAYS]],
    ['durable_care', ['formal_decision', 'two_visits', URGENT, ...ALWAYS]],
    ['turned_18', ['after_eighteen_plan', 'adult_services', URGENT, ...ALWAYS]],
    ['repatriated', ['onward_offered', URGENT, ...ALWAYS]],
    ['death', ['closure_date', 'supervisor_decision']],
    ['funding', ['open_needs_handed_on', URGENT, ...ALWAYS]],
    ['not_eligible', ['onward_offered', URGENT, ...ALWAYS]],
    ['duplicate', ['surviving_case', URGENT, ...ALWAYS]],
    ['other', ['onward_offered', URGENT, ...ALWAYS]],
  ] as const)('%s needs %j', (reason, items) => {
    const checks = closureChecklist(reason, READY);
    expect(checks.map(({ item }) => item)).toEqual(items);
    expect(checks.every(({ satisfied }) => satisfied)).toBe(true);
    for (const { text } of checks) expect([text.fr, text.en].map(String)).not.toContain('');
    expect(mayClose(reason, READY)).toBe(true);
  });

  it('covers every reason of the list', () => {
    for (const { code } of LISTS.closure_reason) expect(closureChecklist(code, READY).length).toBeGreaterThan(1);
  });

  it.each([
    ['needs_met', 'plan_complete', { planComplete: false }],
    ['needs_met', 'safety_plan_reviewed', { safetyPlan: 'to_review' }],
    ['needs_met', 'no_open_referral', { openReferrals: 1 }],
    ['needs_met', 'agreed', { agreed: false }],
    ['needs_met', 'told_can_return', { knowsReturnIsPossible: false }],
    ['needs_met', 'no_urgent_task', { openUrgentTasks: 1 }],
    ['needs_met', 'closure_date', { closureDate: null }],
    ['needs_met', 'papers_secured', { papersSecured: false }],
    ['needs_met', 'supervisor_decision', { approver: null }],
    ['needs_met', 'supervisor_decision', { approver: 'AC2', requester: 'AC3' }],
    ['needs_met', 'supervisor_decision', { approver: 'AC3', requester: 'AC3' }],
    ['client_request', 'persons_word', { personsWord: false }],
    ['client_request', 'safety_plan_offered', { safetyPlanOffered: false }],
    ['no_contact', 'contact_lost', { contactLost: false }],
    ['no_contact', 'social_visit', { isChild: true }],
    ['no_contact', 'high_risk_note', { risk: 'high' }],
    ['left_area', 'onward_offered', { onwardOffered: false }],
    ['transferred', 'transfer_accepted', { transferAccepted: false }],
    ['reunified_stable', 'reunified_long_enough', { monthsSinceReunification: 2 }],
    ['reunified_stable', 'reunified_long_enough', { monthsSinceReunification: null }],
    ['reunified_stable', 'reunified_long_enough', { monthsSinceReunification: 5, isEafga: true }],
    ['reunified_stable', 'two_visits', { visitsWithChildSeen: 1 }],
    ['reunified_stable', 'care_quality', { careQuality: 'poor' }],
    ['reunified_stable', 'care_quality', { careQuality: null }],
    ['reunified_stable', 'child_opinion', { childOpinionRecorded: false }],
    ['durable_care', 'formal_decision', { formalDecision: false }],
    ['turned_18', 'after_eighteen_plan', { afterEighteenPlan: false }],
    ['turned_18', 'adult_services', { adultServicesReferral: false }],
    ['funding', 'open_needs_handed_on', { openNeedsHandedOn: false }],
    ['duplicate', 'surviving_case', { survivingCaseLinked: false }],
  ] as const)('%s lacks %s with %j', (reason, item, changes) => {
    const facts = { ...READY, ...changes };
    expect(
      closureChecklist(reason, facts)
        .filter(({ satisfied }) => !satisfied)
        .map((check) => check.item),
    ).toEqual([item]);
    expect(mayClose(reason, facts)).toBe(false);
    expect(missingForRequest(reason, facts).map((check) => check.item)).toEqual(item === 'supervisor_decision' ? [] : [item]);
  });

  it.each([
    ['needs_met', { safetyPlan: 'none' }],
    ['no_contact', { isChild: true, socialVisitDone: true }],
    ['no_contact', { risk: 'high', supervisorNote: true }],
    ['no_contact', { openUrgentTasks: 2 }],
    ['reunified_stable', { monthsSinceReunification: 3 }],
    ['reunified_stable', { monthsSinceReunification: 6, isEafga: true }],
    ['reunified_stable', { careQuality: 'adequate' }],
    ['death', { papersSecured: false, openUrgentTasks: 3 }],
  ] as const)('%s is satisfied with %j', (reason, changes) => {
    expect(mayClose(reason, { ...READY, ...changes })).toBe(true);
  });
});
