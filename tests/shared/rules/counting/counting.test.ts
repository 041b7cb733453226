import { describe, expect, it } from 'vitest';
import { countingStatus, entryMonth, registrationMonth } from '../../../../shared/rules/counting/counting.ts';
import type { CountedIncident, CountedUnit } from '../../../../shared/rules/counting/countedUnit.ts';
import { incident, unit } from '../../indicators/units.ts';

function reason(counted: CountedUnit): string {
  const status = countingStatus(counted);
  return status.counted ? 'counted' : status.reason;
}

describe('countingStatus (reference §5.7)', () => {
  it('counts in the month of the report', () => {
    const counted = unit({
      registered: { month: '2026-03', lateIn: null },
      incident: incident({ reported: { month: '2026-05', lateIn: null } }),
    });
    expect(countingStatus(counted)).toMatchObject({ counted: true, month: '2026-05', late: false, incident: { gbvType: 'rape' } });
  });

  it('puts a late entry off and says so', () => {
    const late = unit({ incident: incident({ reported: { month: '2026-03', lateIn: '2026-05' } }) });
    expect(countingStatus(late)).toMatchObject({ counted: true, month: '2026-05', late: true });
    expect(countingStatus({ ...late, consentReporting: 'no' })).toMatchObject({ counted: false, month: '2026-05', late: true });
  });

  it.each([
    ['draft', { caseState: 'draft' }],
    ['duplicate', { caseState: 'duplicate' }],
    ['no_care_consent', { caseState: 'no_consent', consentReporting: null, incident: null }],
    ['no_statistics_consent', { consentReporting: 'no' }],
    ['no_statistics_consent', { consentReporting: null }],
    ['no_incident', { incident: null }],
    ['third_party', { incident: incident({ reportedBy: 'third_party' }) }],
    ['counted', { incident: incident({ reportedBy: 'survivor_escorted' }) }],
    ['counted', { incident: incident({ reportedBy: 'caregiver_child_present' }) }],
    ['reported_elsewhere', { incident: incident({ previouslyReported: 'yes_gbvims' }) }],
    ['counted', { incident: incident({ previouslyReported: 'yes_other' }) }],
    ['non_gbv', { incident: incident({ gbvType: 'non_gbv' }) }],
    ['incomplete_type', { incident: incident({ gbvType: null }) }],
    ['counted', { caseState: 'closed' }],
    ['counted', { caseState: 'suspended' }],
    ['counted', { caseState: 'transferred' }],
    ['counted', { caseState: 'reopened' }],
    ['counted', { program: 'gbv_cp' }],
  ] as const)('%s: %j', (expected, changes) => {
    expect(reason(unit(changes))).toBe(expected);
  });

  it('takes a blank reporter for the survivor in a take-over only, and a blank earlier report for none', () => {
    const blank = incident({ reportedBy: null, previouslyReported: null });
    expect(reason(unit({ origin: 'takeover', incident: blank }))).toBe('counted');
    expect(reason(unit({ incident: blank }))).toBe('third_party');
    expect(reason(unit({ origin: 'takeover', incident: incident({ reportedBy: 'third_party' }) }))).toBe('third_party');
  });

  it('gives one reason, the first of the order; « reported elsewhere » satisfies every other rule', () => {
    const everything = incident({ reportedBy: 'third_party', gbvType: null, previouslyReported: 'yes_gbvims' });
    expect(reason(unit({ caseState: 'draft', consentReporting: 'no', incident: everything }))).toBe('draft');
    expect(reason(unit({ caseState: 'no_consent', consentReporting: 'no', incident: everything }))).toBe('no_care_consent');
    expect(reason(unit({ consentReporting: 'no', incident: everything }))).toBe('no_statistics_consent');
    expect(reason(unit({ incident: everything }))).toBe('third_party');
    expect(reason(unit({ incident: { ...everything, reportedBy: 'survivor' } }))).toBe('incomplete_type');
    expect(reason(unit({ incident: { ...everything, reportedBy: 'survivor', gbvType: 'non_gbv' } }))).toBe('non_gbv');
  });

  it('shows a contact without consent in the month of the contact', () => {
    const contact = unit({ caseState: 'no_consent', incident: null, registered: { month: '2026-02', lateIn: null } });
    expect(countingStatus(contact)).toEqual({ counted: false, month: '2026-02', late: false, reason: 'no_care_consent' });
  });
});

describe('a person sent by another centre, with its slip (reference §5.7, other organisation in the same system)', () => {
  const reported = (previouslyReported: CountedIncident['previouslyReported']) =>
    unit({ cameBySlip: true, incident: incident({ previouslyReported }) });

  it('is not newly registered here, in this month or another, late or not', () => {
    expect(registrationMonth(unit({ cameBySlip: true }))).toBeNull();
    expect(registrationMonth(unit({ cameBySlip: false }))).toBe('2026-05');
    expect(registrationMonth(unit({ cameBySlip: true, incident: null, registered: { month: '2026-01', lateIn: '2026-05' } }))).toBeNull();
  });

  it('has each incident counted by its own answer: the incident that the other centre counts is excluded, another incident is new', () => {
    expect(reason(reported('yes_gbvims'))).toBe('reported_elsewhere');
    expect(reason(reported('no'))).toBe('counted');
    expect(reason(reported('yes_other'))).toBe('counted');
    expect(reason(reported(null))).toBe('counted');
  });
});

describe('registrationMonth', () => {
  it('follows the case, not the incident', () => {
    expect(registrationMonth(unit({ incident: incident({ gbvType: 'non_gbv' }) }))).toBe('2026-05');
    expect(registrationMonth(unit({ incident: null, registered: { month: '2026-01', lateIn: '2026-04' } }))).toBe('2026-04');
    for (const changes of [{ caseState: 'draft' }, { caseState: 'no_consent' }, { consentReporting: 'no' }] as const) {
      expect(registrationMonth(unit(changes))).toBeNull();
    }
  });
});

describe('entryMonth (late entry)', () => {
  it.each([
    ['2026-03', [], null],
    ['2026-03', ['2026-02', '2026-04'], null],
    ['2026-03', ['2026-03'], '2026-04'],
    ['2026-03', ['2026-03', '2026-05', '2026-04'], '2026-06'],
    ['2026-12', ['2026-12'], '2027-01'],
  ] as const)('%s with %j frozen', (month, frozen, lateIn) => {
    expect(entryMonth(month, frozen)).toEqual({ month, lateIn });
  });
});
