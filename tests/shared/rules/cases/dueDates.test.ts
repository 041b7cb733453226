import { describe, expect, it } from 'vitest';
import {
  approvalDue,
  DEFAULT_DUE_SETTINGS as SETTINGS,
  firstDue,
  followUpDue,
  interimCareVisitDue,
  isContactLost,
  planItemDue,
  planReviewDue,
  referralDue,
  spontaneousVerificationDue,
  visitsAfter,
} from '../../../../shared/rules/cases/dueDates.ts';

const DAY = '2026-05-01';

describe('first obligations (reference §5.5.2)', () => {
  it.each([
    ['firstAction', ['2026-05-02', '2026-05-04', '2026-05-08']],
    ['assessment', ['2026-05-04', '2026-05-08', '2026-05-15']],
    ['safetyPlan', ['2026-05-01', '2026-05-04', '2026-05-08']],
    ['plan', ['2026-05-08', '2026-05-15', '2026-05-22']],
    ['firstFollowUp', ['2026-05-04', '2026-05-08', '2026-05-15']],
  ] as const)('%s', (obligation, days) => {
    expect((['high', 'medium', 'low'] as const).map((risk) => firstDue(obligation, DAY, risk, SETTINGS))).toEqual(days);
  });

  it('approval', () => {
    expect((['high', 'medium', 'low'] as const).map((risk) => approvalDue(DAY, risk, SETTINGS))).toEqual([
      '2026-05-03',
      '2026-05-08',
      '2026-05-08',
    ]);
  });
});

describe('follow-up and review (reference §5.5.3)', () => {
  it.each([
    ['high', '2026-05-04', '2026-05-17', '2026-05-31'],
    ['medium', '2026-05-08', '2026-05-24', '2026-06-30'],
    ['low', '2026-05-15', '2026-06-09', '2026-07-30'],
  ] as const)('%s', (risk, first, next, review) => {
    expect(followUpDue(DAY, null, risk, SETTINGS)).toBe(first);
    expect(followUpDue(DAY, '2026-05-10', risk, SETTINGS)).toBe(next);
    expect(planReviewDue(DAY, risk, SETTINGS)).toBe(review);
  });

  it('sees a child in interim care every 14 days in the first three months, then every 30', () => {
    expect(interimCareVisitDue('2026-01-10', null, SETTINGS)).toBe('2026-01-24');
    expect(interimCareVisitDue('2026-01-10', '2026-04-09', SETTINGS)).toBe('2026-04-23');
    expect(interimCareVisitDue('2026-01-10', '2026-04-10', SETTINGS)).toBe('2026-05-10');
  });
});

describe('plan items (reference §5.5.4)', () => {
  it.each([
    ['urgent', '2026-05-02'],
    ['high', '2026-05-04'],
    ['medium', '2026-05-15'],
    ['low', '2026-05-31'],
  ] as const)('%s', (priority, due) => {
    expect(planItemDue(DAY, priority, DAY, SETTINGS)).toBe(due);
    expect(planItemDue(DAY, priority, due, SETTINGS)).toBe(due);
    expect(planItemDue(DAY, priority, '2026-07-01', SETTINGS)).toBe('2026-07-01');
  });
});

describe('referrals (reference §5.5.5)', () => {
  it.each([
    ['immediate', '2026-05-01T23:59', '2026-05-02T09:30', '2026-05-01T21:30', '2026-05-03T09:30'],
    ['urgent', '2026-05-03T09:30', '2026-05-06T09:30', '2026-05-03T09:30', '2026-05-11T09:30'],
    ['routine', '2026-05-08T09:30', '2026-05-15T09:30', '2026-05-08T09:30', '2026-05-29T09:30'],
  ] as const)('%s', (urgency, acknowledgement, feedback, remind, proposeExpired) => {
    expect(referralDue('2026-05-01T09:30', urgency, SETTINGS)).toEqual({ acknowledgement, feedback, remind, proposeExpired });
  });
});

describe('loss of contact (reference §5.5.6)', () => {
  const attempts = ['2026-05-01', '2026-05-15', '2026-05-31'];

  it.each([
    [attempts, true],
    [attempts.toReversed(), true],
    [['2026-05-01', '2026-05-01', '2026-05-31'], false],
    [['2026-05-01', '2026-05-15', '2026-05-30'], false],
    [['2026-05-01', '2026-05-31'], false],
    [[], false],
    [[...attempts, '2026-06-02'], true],
  ])('%j → %s', (days, lost) => {
    expect(isContactLost({ mayContact: true, attempts: days, lastVisit: '2026-01-01' }, '2026-07-01', SETTINGS)).toBe(lost);
  });

  it('calls nobody without consent to contact: sixty days without a visit', () => {
    const silent = { mayContact: false, attempts, lastVisit: '2026-05-01' };
    expect(isContactLost(silent, '2026-06-29', SETTINGS)).toBe(false);
    expect(isContactLost(silent, '2026-06-30', SETTINGS)).toBe(true);
  });
});

describe('after reunification and release (reference §5.5.7)', () => {
  it('plans the visits', () => {
    expect(visitsAfter('2026-01-31', 'low', false, SETTINGS)).toEqual(['2026-02-14', '2026-02-28', '2026-04-30', '2026-07-31']);
    expect(visitsAfter('2026-01-31', 'high', true, SETTINGS)).toEqual([
      '2026-02-07',
      '2026-02-28',
      '2026-04-30',
      '2026-07-31',
      '2026-10-31',
      '2027-01-31',
    ]);
    expect(spontaneousVerificationDue('2026-01-31', SETTINGS)).toBe('2026-02-14');
  });
});
