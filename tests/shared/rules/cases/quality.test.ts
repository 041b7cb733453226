import { describe, expect, it } from 'vitest';
import {
  holdsNumber,
  QUALITY_CHECKS,
  qualityProblems,
  type IncidentQuality,
  type QualityFacts,
} from '../../../../shared/rules/cases/quality.ts';

const INCIDENT: IncidentQuality = {
  reportDate: '2026-05-10',
  days: { earliest: '2026-05-09', latest: '2026-05-09' },
  gbvType: 'physical_assault',
  ageAtIncident: { low: 30, high: 30 },
  region: 'mopti',
  cercle: 'mopti_mopti',
  perpetrators: [{ relation: 'no_relation', ageGroup: 'a26_40', occupation: 'armed_group' }],
  dispositions: [{ category: 'legal', disposition: 'referred', wantsLegalAction: 'yes' }],
};

const SOUND: QualityFacts = {
  today: '2026-05-20',
  registrationDate: '2026-05-10',
  dateOfBirth: '1996-01-01',
  ageYears: 30,
  maritalStatus: 'married_cohabiting',
  uasc: 'no',
  ageAtJoining: null,
  incidents: [INCIDENT],
  referrals: [{ sent: true, authorisations: 1, date: '2026-05-10T10:00', feedback: '2026-05-10T10:00' }],
  reunifications: [],
  closureDate: '2026-05-19',
  lastFollowUp: '2026-05-19',
  narratives: ['Elle est venue le 12/03/2026 avec 3 enfants.'],
};

function codes(facts: QualityFacts): readonly string[] {
  return qualityProblems(facts).map(({ code }) => code);
}

const withIncident = (changes: Partial<IncidentQuality>): QualityFacts => ({ ...SOUND, incidents: [{ ...INCIDENT, ...changes }] });

describe('qualityProblems (reference §5.11)', () => {
  it('finds nothing in a sound case, nor in an empty one', () => {
    expect(codes(SOUND)).toEqual([]);
    const empty: QualityFacts = {
      today: '2026-05-20',
      registrationDate: null,
      dateOfBirth: null,
      ageYears: null,
      maritalStatus: null,
      uasc: null,
      ageAtJoining: null,
      incidents: [
        {
          reportDate: null,
          days: null,
          gbvType: null,
          ageAtIncident: null,
          region: null,
          cercle: null,
          perpetrators: [],
          dispositions: [],
        },
      ],
      referrals: [],
      reunifications: [],
      closureDate: null,
      lastFollowUp: null,
      narratives: [],
    };
    expect(codes(empty)).toEqual([]);
  });

  const child = { dateOfBirth: null, ageYears: 17 } as const;
  it.each([
    ['registration_in_future', { registrationDate: '2026-05-21' }],
    ['birth_date', { dateOfBirth: '2026-06-01', ageYears: null, maritalStatus: null }],
    ['birth_date', { dateOfBirth: '1915-05-10', ageYears: null }],
    ['age_differs', { ageYears: 28 }],
    ['age_differs', { ageYears: 32 }],
    ['married_child', child],
    ['married_child', { dateOfBirth: '2008-05-11', ageYears: null }],
    ['married_under_ten', { ...child, ageYears: 9, maritalStatus: 'widowed' }],
    ['adult_unaccompanied', { dateOfBirth: '2008-05-10', ageYears: 18, uasc: 'separated' }],
    ['adult_association', { ageAtJoining: 18 }],
    ['referral_without_consent', { referrals: [{ sent: true, authorisations: 0, date: '2026-05-10T10:00', feedback: null }] }],
    [
      'feedback_before_referral',
      { referrals: [{ sent: true, authorisations: 1, date: '2026-05-10T10:00', feedback: '2026-05-10T09:59' }] },
    ],
    ['reunification_unverified', { reunifications: [{ spontaneous: false, verificationPositive: false }] }],
    ['closed_before_follow_up', { closureDate: '2026-05-18' }],
    ['number_in_narrative', { narratives: ['rien', 'appeler le 76 00 00 00'] }],
  ] as const)('%s', (code, changes) => {
    const problems = qualityProblems({ ...SOUND, ...changes });
    expect(problems).toEqual([{ code, ...QUALITY_CHECKS[code], incident: null }]);
  });

  it.each([
    [{ registrationDate: '2026-05-20' }],
    [{ dateOfBirth: '2026-05-10', ageYears: null, maritalStatus: 'single' }],
    [{ dateOfBirth: '1915-05-11', ageYears: null }],
    [{ ageYears: 29 }],
    [{ ageYears: 31 }],
    [{ dateOfBirth: null, ageYears: 18 }],
    [{ ...child, maritalStatus: 'widowed' }],
    [{ ...child, ageYears: 9, maritalStatus: 'single' }],
    [{ ...child, ageYears: 9, maritalStatus: 'unknown' }],
    [{ ...child, ageYears: 9, maritalStatus: null }],
    [{ ...child, ageYears: 10, maritalStatus: 'widowed' }],
    [{ ...child, maritalStatus: 'single', uasc: 'separated' }],
    [{ uasc: null }],
    [{ ageAtJoining: 17 }],
    [{ referrals: [{ sent: false, authorisations: 0, date: '2026-05-10T10:00', feedback: null }] }],
    [{ reunifications: [{ spontaneous: true, verificationPositive: false }] }],
    [{ reunifications: [{ spontaneous: false, verificationPositive: true }] }],
    [{ closureDate: null }],
    [{ lastFollowUp: null, closureDate: '2026-01-01' }],
  ] as const)('nothing in %j', (changes) => {
    expect(codes({ ...SOUND, ...changes })).toEqual([]);
  });

  it.each([
    ['incident_after_report', { days: { earliest: '2026-05-11', latest: '2026-05-11' } }],
    ['report_in_future', { reportDate: '2026-05-21' }],
    ['no_health_disposition', { gbvType: 'rape' }],
    [
      'no_health_disposition',
      { gbvType: 'sexual_assault', dispositions: [{ category: 'health', disposition: null, wantsLegalAction: null }] },
    ],
    [
      'no_health_disposition',
      { gbvType: 'sexual_assault', dispositions: [{ category: 'security', disposition: 'referred', wantsLegalAction: null }] },
    ],
    [
      'partner_under_twelve',
      { ageAtIncident: { low: 10, high: 11 }, perpetrators: [{ relation: 'intimate_partner', ageGroup: null, occupation: null }] },
    ],
    ['armed_child', { perpetrators: [{ relation: null, ageGroup: 'a0_11', occupation: 'armed_group' }] }],
    ['legal_action_without_service', { dispositions: [{ category: 'legal', disposition: 'not_applicable', wantsLegalAction: 'yes' }] }],
    ['cercle_outside_mali', { region: 'abroad' }],
  ] as const)('%s', (code, changes) => {
    expect(qualityProblems(withIncident(changes))).toEqual([{ code, ...QUALITY_CHECKS[code], incident: 0 }]);
  });

  it.each([
    [{ days: { earliest: '2026-05-10', latest: '2026-05-31' } }],
    [{ days: { earliest: '2026-05-11', latest: '2026-05-31' }, reportDate: null }],
    [{ reportDate: '2026-05-20' }],
    [{ gbvType: 'rape', dispositions: [{ category: 'health', disposition: 'declined', wantsLegalAction: null }] }],
    [{ ageAtIncident: { low: 11, high: 12 }, perpetrators: [{ relation: 'intimate_partner', ageGroup: null, occupation: null }] }],
    [{ ageAtIncident: null, perpetrators: [{ relation: 'intimate_partner', ageGroup: null, occupation: null }] }],
    [{ ageAtIncident: { low: 5, high: 5 } }],
    [{ perpetrators: [{ relation: null, ageGroup: 'a0_11', occupation: 'trade' }] }],
    [{ perpetrators: [{ relation: null, ageGroup: 'a12_17', occupation: 'armed_group' }] }],
    [{ dispositions: [{ category: 'legal', disposition: 'not_applicable', wantsLegalAction: 'no' }] }],
    [{ dispositions: [{ category: 'health', disposition: 'not_applicable', wantsLegalAction: 'yes' }] }],
    [{ region: 'abroad', cercle: null }],
  ] as const)('nothing in an incident with %j', (changes) => {
    expect(codes(withIncident(changes))).toEqual([]);
  });

  it('says which incident', () => {
    const facts = { ...SOUND, incidents: [INCIDENT, { ...INCIDENT, reportDate: '2026-06-01' }] };
    expect(qualityProblems(facts).map(({ code, incident }) => [code, incident])).toEqual([['report_in_future', 1]]);
  });

  it('has the levels of the reference', () => {
    const at = (level: string) =>
      Object.entries(QUALITY_CHECKS)
        .filter(([, check]) => check.level === level)
        .map(([code]) => code);
    expect(at('warning')).toEqual([
      'married_child',
      'married_under_ten',
      'partner_under_twelve',
      'armed_child',
      'legal_action_without_service',
      'number_in_narrative',
    ]);
    expect(at('step')).toEqual(['no_health_disposition']);
    for (const { text } of Object.values(QUALITY_CHECKS)) expect([text.fr, text.en]).not.toContain('');
  });
});

describe('holdsNumber', () => {
  it.each([
    ['76000000', true],
    ['76 00 00 00', true],
    ['76-00-00-00', true],
    ['carte 1234567', true],
    ['123456', false],
    ['le 12/03/2026', false],
    ['le 2026-03-12', false],
    ['le 1 3 2026', false],
    ['12/03/2026 puis 76 00 00 00', true],
    ['12  345  67', false],
    ['', false],
  ])('%j → %s', (narrative, found) => {
    expect(holdsNumber(narrative)).toBe(found);
  });
});
