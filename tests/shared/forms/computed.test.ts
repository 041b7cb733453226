import { describe, expect, it } from 'vitest';
import { ageAtRegistration, riskSuggestion, withComputed, type Around } from '../../../shared/forms/computed.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { DEFAULT_DUE_SETTINGS } from '../../../shared/rules/cases/dueDates.ts';
import { REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';

const CONTEXT: Context = { today: '2026-10-13', now: '2026-10-13T09:44', ageYears: 22, lists: REFERENCE_LISTS };

function around(change: Partial<Around> = {}): Around {
  return { context: CONTEXT, rows: [], clocks: [], ...change };
}

describe('computed questions (reference §0.1)', () => {
  it('drop what a screen sent for them', () => {
    const sent = { gbv_type: 'rape', elapsed_days: 900, case_context: ['slavery'], q3_physical: 'yes' };
    expect(withComputed('incident', sent, around())).toEqual({ q3_physical: 'yes', gbv_type: 'physical_assault', crsv_flag: 'no' });
    expect(withComputed('follow_up', { fu_attempt_no: 7, fu_date: '2026-10-12' }, around())).toEqual({ fu_date: '2026-10-12' });
  });

  it('leave a form without them as it is', () => {
    expect(withComputed('identity', { last_name: 'Invention' }, around())).toEqual({ last_name: 'Invention' });
  });

  it('are blank while nothing can be said', () => {
    expect(withComputed('incident', {}, around())).toEqual({});
    expect(
      withComputed('consent_service', {}, around({ context: { today: CONTEXT.today, now: CONTEXT.now, lists: REFERENCE_LISTS } })),
    ).toEqual({});
    expect(withComputed('alleged_perpetrator', {}, around())).toEqual({});
  });

  it('follow the rules of the incident, its rows included', () => {
    const incident = { q1_penetration: 'yes', report_date: '2026-10-13', incident_date: '2026-10-11', incident_date_precision: 'exact' };
    expect(withComputed('incident', incident, around({ rows: [{ perp_relation: 'intimate_partner' }] }))).toMatchObject({
      gbv_type: 'rape',
      elapsed_days: 2,
      elapsed_class: 'd0_3',
      age_at_incident: 22,
      case_context: ['ipv'],
      crsv_flag: 'no',
    });
  });

  it('replace the age that was asked only by a known date of birth', () => {
    const answers = { age_known: 'estimated', age_years: 30, registration_date: '2026-10-13' };
    expect(withComputed('registration', answers, around())).toMatchObject({ age_years: 30, is_child: 'no' });
    const born = { age_known: 'dob', age_years: 30, date_of_birth: '2010-10-14', registration_date: '2026-10-13' };
    expect(withComputed('registration', born, around())).toMatchObject({ age_years: 15, is_child: 'yes' });
    const withheld = { age_years: { withheld: 'unknown' as const } };
    expect(withComputed('registration', withheld, around())).toEqual(withheld);
    expect(ageAtRegistration({ ...born, date_of_birth: '2027-01-01' }, CONTEXT.today)).toBe(30);
  });

  it('give the delays of the case and raise the risk while a clock runs (reference §5.4.3)', () => {
    const clock = { kind: 'pep', cautiousDeadline: '2026-10-14T00:00', over: false, careGiven: false } as const;
    expect(withComputed('risk_assessment', {}, around({ clocks: [clock] }))).toEqual({
      pep_deadline: '2026-10-14T00:00',
      sexual_violence_120h: 'yes',
      risk_level_suggested: 'high',
    });
    expect(withComputed('risk_assessment', {}, around({ clocks: [{ ...clock, careGiven: true }] }))).toMatchObject({
      sexual_violence_120h: 'yes',
      risk_level_suggested: 'low',
    });
    expect(withComputed('risk_assessment', {}, around({ clocks: [{ ...clock, over: true }] }))).toMatchObject({
      sexual_violence_120h: 'no',
    });
    expect(riskSuggestion({}, around()).level).toBe('low');
  });

  it('count the delays of a referral from when it was handed over', () => {
    const referral = { ref_date: '2026-10-13T09:00', ref_urgency: 'routine' };
    expect(Object.keys(withComputed('referral', referral, around()))).toEqual(['ref_date', 'ref_urgency']);
    const delays = { ...DEFAULT_DUE_SETTINGS, feedbackHours: { immediate: 24, urgent: 48, routine: 72 } };
    expect(withComputed('referral', referral, around({ context: { ...CONTEXT, delays } }))).toEqual({
      ...referral,
      ref_ack_due: '2026-10-20T09:00',
      ref_feedback_due: '2026-10-16T09:00',
    });
    expect(withComputed('referral', { ref_date: '2026-10-13T09:00' }, around())).toEqual({ ref_date: '2026-10-13T09:00' });
  });
});
