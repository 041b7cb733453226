import { describe, expect, it } from 'vitest';
import {
  codeAnswer,
  contactGroupings,
  dateAnswer,
  incidentDateOf,
  incidentGroupings,
  isGrouping,
  monthGroupings,
  numberAnswer,
  perpetratorGroupings,
  personDatesOf,
  registrationGroupings,
} from '../../../../shared/rules/counting/groupings.ts';

const PERSON = { dateOfBirth: null, ageYears: 20, registrationDate: '2026-05-10' };

describe('groupings of the facts (security §2.6.1)', () => {
  it('groups a registration to month, age group, region and cercle', () => {
    const answers = {
      registration_date: '2026-05-10',
      age_years: 20,
      residence_geo: { region: 'mopti', cercle: 'mopti_koro', commune: 'X' },
      origin_geo: { region: 'gao' },
    };
    expect(registrationGroupings(answers, [])).toEqual({
      '@month': '2026-05',
      '@age_group': 'a20_24',
      '@region': 'mopti',
      '@cercle': 'mopti_koro',
      '@origin_region': 'gao',
    });
  });

  it('keeps what is not known out, and an unknown age as such', () => {
    expect(registrationGroupings({}, [])).toEqual({ '@age_group': 'unknown' });
    const withheld = {
      registration_date: '2026-05-10',
      age_years: { withheld: 'unknown' },
      residence_geo: { withheld: 'declined' },
    } as const;
    expect(registrationGroupings(withheld, [])).toEqual({ '@month': '2026-05', '@age_group': 'unknown' });
  });

  it('groups an incident: type from the questions, delay, age at the incident, place', () => {
    const answers = {
      report_date: '2026-05-10',
      incident_date: '2025-05-10',
      incident_date_precision: 'exact',
      q1_penetration: 'no',
      q2_sexual_contact: 'yes',
      incident_geo: { region: 'gao' },
    };
    expect(incidentGroupings(answers, PERSON, ['2026-05'])).toEqual({
      '@month': '2026-05',
      '@late_in': '2026-06',
      '@type': 'sexual_assault',
      '@elapsed': 'over_month',
      '@age_group': 'a18_19',
      '@region': 'gao',
    });
    expect(incidentGroupings({}, PERSON, [])).toEqual({ '@elapsed': 'unknown', '@age_group': 'unknown' });
  });

  it('groups a contact without consent and any other dated form', () => {
    expect(contactGroupings('2026-05-10', 'a5', [])).toEqual({ '@month': '2026-05', '@age_group': 'a5' });
    expect(monthGroupings(null, [])).toEqual({});
    expect(monthGroupings('2026-05-10', ['2026-05'])).toEqual({ '@month': '2026-05', '@late_in': '2026-06' });
  });

  it('carries the rank of an alleged perpetrator, and none that is none', () => {
    expect(perpetratorGroupings({ perp_rank: 'secondary', perp_sex: 'male' })).toEqual({ '@rank': 'secondary' });
    expect([perpetratorGroupings({}), perpetratorGroupings({ perp_rank: 'x' })]).toEqual([{}, {}]);
  });

  it('distinguishes a grouping from an answer', () => {
    expect([isGrouping('@month'), isGrouping('month'), isGrouping('mon@th')]).toEqual([true, false, false]);
  });
});

describe('answers read by kind', () => {
  it.each([
    ['2026-05-10', 'exact'],
    ['2026-05', 'month'],
    ['2026', 'year'],
  ])('takes the precision of %s from its form when none is given', (date, precision) => {
    expect(incidentDateOf({ incident_date: date })).toEqual({ date, precision });
  });

  it('takes the precision the person gives, and no date that is none', () => {
    expect(incidentDateOf({ incident_date: '2026-05-10', incident_date_precision: 'week' })).toEqual({
      date: '2026-05-10',
      precision: 'week',
    });
    expect(incidentDateOf({ incident_date: '2026-05-10', incident_date_precision: 'x' })).toEqual({
      date: '2026-05-10',
      precision: 'exact',
    });
    for (const incident_date of ['mai', '2026-13', { withheld: 'unknown' } as const]) expect(incidentDateOf({ incident_date })).toBeNull();
    expect(incidentDateOf({})).toBeNull();
  });

  it('reads days, instants, numbers and codes, and nothing else', () => {
    expect(dateAnswer({ d: '2026-05-10' }, 'd')).toBe('2026-05-10');
    expect(dateAnswer({ d: '2026-05-10T10:00' }, 'd')).toBe('2026-05-10');
    expect([dateAnswer({ d: '2026-05' }, 'd'), dateAnswer({ d: 5 }, 'd'), dateAnswer({}, 'd')]).toEqual([null, null, null]);
    expect([numberAnswer({ n: 0 }, 'n'), numberAnswer({ n: '5' }, 'n'), numberAnswer({}, 'n')]).toEqual([0, null, null]);
    expect([codeAnswer({ s: 'female' }, 's', 'sex'), codeAnswer({ s: 'unknown' }, 's', 'sex'), codeAnswer({}, 's', 'sex')]).toEqual([
      'female',
      null,
      null,
    ]);
  });

  it('needs the registration date to know when the age was recorded', () => {
    expect(personDatesOf({ registration_date: '2026-05-10', age_years: 20 })).toEqual(PERSON);
    expect(personDatesOf({ registration_date: '2026-05-10', date_of_birth: '2000-01-01' })).toEqual({
      dateOfBirth: '2000-01-01',
      ageYears: null,
      registrationDate: '2026-05-10',
    });
    expect(personDatesOf({ age_years: 20 })).toBeNull();
  });
});
