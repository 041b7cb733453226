import { describe, expect, it } from 'vitest';
import { compareRisk, RISK_REASONS, suggestRisk, type RiskFacts } from '../../../../shared/rules/cases/risk.ts';

const CALM: RiskFacts = {
  dangerNow: 'no',
  lifeThreatInjury: 'no',
  suicideRisk: 'no',
  clockRunning: false,
  retaliation: 'no',
  perpetratorLivesWith: 'no',
  perpetratorAccess: 'no',
  formerViolence: 'no',
  childNoCare: 'no',
  careUnsafe: 'no',
  association: 'no',
  recruitmentRisk: 'no',
  trafficking: false,
  age: 30,
  uasc: 'no',
  sexualExploitation: false,
  daysSinceViolence: null,
  careVerified: null,
  harmfulLabour: 'no',
  monthsSinceRelease: null,
  monthsSinceReunification: null,
  pregnancyFromRape: 'no',
  noShelter: 'no',
};

describe('suggestRisk (reference §5.5.1)', () => {
  it('is low when nothing applies, when nothing is known and when all is unknown', () => {
    expect(suggestRisk(CALM)).toEqual({ level: 'low', reasons: [] });
    const unknown = { dangerNow: 'unknown', suicideRisk: 'unknown', retaliation: null, harmfulLabour: 'unknown', noShelter: null } as const;
    expect(suggestRisk({ ...CALM, ...unknown }).level).toBe('low');
  });

  it.each([
    ['danger_now', { dangerNow: 'yes' }],
    ['life_threat_injury', { lifeThreatInjury: 'yes' }],
    ['suicide_risk', { suicideRisk: 'yes' }],
    ['clock_running', { clockRunning: true }],
    ['retaliation', { retaliation: 'yes' }],
    ['perpetrator_repeats', { perpetratorAccess: 'yes', formerViolence: 'yes' }],
    ['perpetrator_repeats', { perpetratorLivesWith: 'yes', formerViolence: 'yes' }],
    ['child_no_care', { childNoCare: 'yes' }],
    ['care_unsafe', { careUnsafe: 'yes' }],
    ['association', { association: 'yes' }],
    ['association', { recruitmentRisk: 'yes' }],
    ['trafficking', { trafficking: true }],
    ['child_exploitation', { sexualExploitation: true, age: 17 }],
  ] as const)('%s is high: %j', (code, changes) => {
    const { level, reasons } = suggestRisk({ ...CALM, ...changes });
    expect(level).toBe('high');
    expect(reasons.map((reason) => [reason.code, reason.level])).toEqual([[code, 'high']]);
  });

  it.each([
    ['recent_violence', { daysSinceViolence: 30 }],
    ['recent_violence', { daysSinceViolence: 0 }],
    ['perpetrator_reaches', { perpetratorAccess: 'yes' }],
    ['perpetrator_reaches', { perpetratorLivesWith: 'yes', formerViolence: 'unknown' }],
    ['care_unverified', { uasc: 'separated', age: 10 }],
    ['care_unverified', { uasc: 'unaccompanied', careVerified: 'no', age: 10 }],
    ['care_unverified', { uasc: 'unaccompanied', age: 5 }],
    ['care_unverified', { uasc: 'unaccompanied', age: null }],
    ['harmful_labour', { harmfulLabour: 'yes' }],
    ['recent_release', { monthsSinceRelease: 5 }],
    ['recent_reunification', { monthsSinceReunification: 2 }],
    ['pregnancy_from_rape', { pregnancyFromRape: 'yes' }],
    ['no_shelter', { noShelter: 'yes' }],
  ] as const)('%s is medium: %j', (code, changes) => {
    const { level, reasons } = suggestRisk({ ...CALM, ...changes });
    expect(level).toBe('medium');
    expect(reasons.map((reason) => [reason.code, reason.level])).toEqual([[code, 'medium']]);
  });

  it.each([
    [{ daysSinceViolence: 31 }],
    [{ formerViolence: 'yes' }],
    [{ uasc: 'separated', careVerified: 'yes', age: 3 }],
    [{ uasc: 'other_vulnerable', age: 3 }],
    [{ monthsSinceRelease: 6 }],
    [{ monthsSinceReunification: 3 }],
    [{ sexualExploitation: true, age: 18 }],
    [{ sexualExploitation: true, age: null }],
  ] as const)('nothing beyond the limits: %j', (changes) => {
    expect(suggestRisk({ ...CALM, ...changes })).toEqual({ level: 'low', reasons: [] });
  });

  it('is high for an unaccompanied child under 5, and gives every reason, the high ones first', () => {
    const { level, reasons } = suggestRisk({ ...CALM, uasc: 'unaccompanied', age: 4, noShelter: 'yes' });
    expect(level).toBe('high');
    expect(reasons.map(({ code }) => code)).toEqual(['small_child_alone', 'care_unverified', 'no_shelter']);
    expect(reasons[0]?.text.fr).toContain('5 ans');
  });

  it('lists every reason once, high before medium, in two languages', () => {
    expect(new Set(RISK_REASONS.map(({ code }) => code)).size).toBe(RISK_REASONS.length);
    const levels = RISK_REASONS.map(({ level }) => level);
    expect(levels.lastIndexOf('high')).toBeLessThan(levels.indexOf('medium'));
    for (const { text } of RISK_REASONS) expect([text.fr, text.en]).not.toContain('');
  });
});

describe('retained level', () => {
  it('orders levels', () => {
    expect(['low', 'high', 'medium'].toSorted()).toEqual(['high', 'low', 'medium']);
    expect((['low', 'high', 'medium'] as const).toSorted(compareRisk)).toEqual(['low', 'medium', 'high']);
  });
});
