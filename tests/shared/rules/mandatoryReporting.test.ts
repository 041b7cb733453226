import { describe, expect, it } from 'vitest';
import {
  NO_BASIS,
  SETTING_OF,
  SITUATIONS,
  isAidStaff,
  mayConcern,
  missingBasis,
  recordProblem,
  reportingDue,
  situationOfSetting,
  situationsMet,
  dutyState,
  type KeptRecord,
  type RecordAround,
  type ReportingFacts,
  type ReportingRecord,
} from '../../../shared/rules/mandatoryReporting.ts';
import { SETTINGS, isSwitch } from '../../../shared/rules/settings/settings.ts';

const WHOLE = { authority: 'Autorité inventée', delayDays: 2, reference: 'Texte inventé', checkedOn: '2026-10-01' };
const NOTHING: ReportingFacts = { incidents: [], perpetrators: [], suicideRisk: null };
const met = (facts: Partial<ReportingFacts>) => [...situationsMet({ ...NOTHING, ...facts }).keys()];

describe('the setting of the site (reference §5.2)', () => {
  it('is shipped off and empty, and switched by two', () => {
    for (const situation of SITUATIONS) {
      const setting = SETTINGS[SETTING_OF[situation]];
      expect([setting.value, setting.least, setting.most, setting.protects]).toEqual([0, 0, 1, 'lower']);
      expect(isSwitch(SETTING_OF[situation])).toBe(true);
      expect(situationOfSetting(SETTING_OF[situation])).toBe(situation);
    }
    expect([isSwitch('idleMinutes'), isSwitch('other'), situationOfSetting('idleMinutes')]).toEqual([false, false, null]);
  });

  it('wants the authority, the text and the date of the check; a delay only where the law sets one', () => {
    expect(missingBasis(NO_BASIS)).toEqual(['authority', 'reference', 'checkedOn']);
    expect(missingBasis(WHOLE)).toEqual([]);
    expect(missingBasis({ ...WHOLE, delayDays: null })).toEqual([]);
    expect(missingBasis({ ...WHOLE, authority: '  ' })).toEqual(['authority']);
    expect(missingBasis({ ...WHOLE, reference: ' ' })).toEqual(['reference']);
    expect(missingBasis({ ...WHOLE, checkedOn: null })).toEqual(['checkedOn']);
  });

  it('is what the question on a duty begins with: a duty to children concerns no adult', () => {
    const child = [{ situation: 'child_sexual_abuse', inForce: true }] as const;
    expect([17, 18, null].map((age) => mayConcern(child, age))).toEqual([true, false, true]);
    expect(mayConcern([{ situation: 'any_crime', inForce: true }], 40)).toBe(true);
    expect(mayConcern([{ situation: 'any_crime', inForce: false }], 12)).toBe(false);
    expect(mayConcern([], null)).toBe(false);
  });
});

describe('what a case meets', () => {
  it.each([
    ['rape', true, ['child_sexual_abuse', 'any_crime']],
    ['sexual_assault', true, ['child_sexual_abuse', 'any_crime']],
    ['physical_assault', true, ['any_crime']],
    ['forced_marriage', true, ['any_crime']],
    ['rape', false, ['any_crime']],
    ['rape', null, ['any_crime']],
    ['non_gbv', true, []],
    [null, true, []],
  ] as const)('an incident of %s, child then: %s', (type, childThen, expected) => {
    expect(met({ incidents: [{ type, childThen, at: 1 }] })).toEqual(expected);
  });

  it.each([
    ['aid_worker', true],
    ['peacekeeper', true],
    ['health_worker', false],
    ['foreign_force', false],
    ['unknown', false],
    [null, false],
  ] as const)('an alleged perpetrator who is %s', (occupation, is) => {
    expect(isAidStaff(occupation)).toBe(is);
    expect(met({ perpetrators: [{ occupation, at: 1 }] })).toEqual(is ? ['aid_staff'] : []);
  });

  it.each([
    ['yes', ['suicide']],
    ['no', []],
    ['unknown', []],
    [null, []],
  ] as const)('a suicide risk answered %s', (answer, expected) => {
    expect(met({ suicideRisk: { answer, at: 1 } })).toEqual(expected);
    expect(met(NOTHING)).toEqual([]);
  });

  it('since the newest record that says it', () => {
    const incidents = [
      { type: 'rape', childThen: true, at: 5 },
      { type: 'rape', childThen: false, at: 9 },
    ] as const;
    expect([...situationsMet({ ...NOTHING, incidents })]).toEqual([
      ['child_sexual_abuse', 5],
      ['any_crime', 9],
    ]);
  });

  it('is due within the delay, at once where there is none', () => {
    expect([reportingDue('2026-11-24', null), reportingDue('2026-11-24', 0), reportingDue('2026-11-24', 2)]).toEqual([
      '2026-11-24',
      '2026-11-24',
      '2026-11-26',
    ]);
  });
});

const RECORD: ReportingRecord = {
  situation: 'any_crime',
  step: 'made',
  date: '2026-11-24',
  informed: true,
  endangers: null,
  authority: 'police',
};
const kept = (changes: Partial<KeptRecord>): KeptRecord => ({ ...RECORD, bySupervisor: false, at: 10, ...changes });
const AROUND: RecordAround = {
  bySupervisor: false,
  today: '2026-11-24',
  registeredOn: '2026-11-20',
  met: true,
  isChild: false,
  reasonWritten: false,
  kept: [],
};
const problem = (record: Partial<ReportingRecord>, around: Partial<RecordAround> = {}) =>
  recordProblem({ ...RECORD, ...record }, { ...AROUND, ...around });

describe('a record of a report', () => {
  it('leaves a duty open, decided or settled, and what comes after opens it again', () => {
    expect(dutyState('any_crime', 5, [])).toBe('open');
    for (const step of ['decided', 'made', 'not_made'] as const) {
      expect(dutyState('any_crime', 5, [kept({ step })])).toBe(step);
      expect(dutyState('any_crime', 10, [kept({ step })])).toBe(step);
      expect(dutyState('any_crime', 11, [kept({ step })])).toBe('open');
    }
    expect(dutyState('suicide', 5, [kept({})])).toBe('open');
    expect(dutyState('any_crime', 5, [kept({ step: 'not_made', at: 12 }), kept({ step: 'decided' })])).toBe('not_made');
  });

  it('is valid when it is whole', () => {
    expect(problem({})).toBe(null);
    expect(problem({ step: 'decided' })).toBe(null);
    expect(problem({ step: 'not_made', authority: null }, { reasonWritten: true })).toBe(null);
  });

  it('is of a situation that is met here, and never of aid staff', () => {
    expect(problem({}, { met: false })).toBe('notMet');
    expect(problem({ situation: 'aid_staff' })).toBe('channel');
  });

  it('is dated from the registration to today', () => {
    expect([problem({ date: '2026-11-25' }), problem({ date: '2026-11-24' })]).toEqual(['future', null]);
    expect([problem({ date: '2026-11-19' }), problem({ date: '2026-11-20' })]).toEqual(['tooEarly', null]);
    expect(problem({ date: '2026-11-19' }, { registeredOn: null })).toBe(null);
  });

  it('says the kind of authority unless nothing is done', () => {
    expect([problem({ authority: null }), problem({ step: 'decided', authority: null })]).toEqual(['authority', 'authority']);
  });

  it('has a reason where the person was not informed, or nothing is done', () => {
    expect(problem({ informed: false })).toBe('reason');
    expect(problem({ informed: false }, { reasonWritten: true })).toBe(null);
    expect(problem({ step: 'not_made' })).toBe('reason');
  });

  it('of a child says whether the child could be endangered', () => {
    expect(problem({}, { isChild: true })).toBe('endangers');
    expect(problem({ endangers: false }, { isChild: true })).toBe(null);
  });

  it('that could endanger a child is decided by the supervisor, and made only after that', () => {
    const child = { isChild: true, reasonWritten: true };
    expect(problem({ endangers: true, step: 'decided' }, child)).toBe('supervisorDecides');
    expect(problem({ endangers: true, step: 'not_made' }, child)).toBe('supervisorDecides');
    expect(problem({ endangers: true }, child)).toBe('notDecided');
    for (const step of ['decided', 'made', 'not_made'] as const)
      expect(problem({ endangers: true, step }, { ...child, bySupervisor: true })).toBe(null);
    const own = kept({ step: 'decided', endangers: true });
    expect(problem({ endangers: true }, { ...child, kept: [own] })).toBe('notDecided');
    expect(problem({ endangers: true }, { ...child, kept: [{ ...own, bySupervisor: true }] })).toBe(null);
    const refused = kept({ step: 'not_made', endangers: true, bySupervisor: true, at: 20 });
    expect(problem({ endangers: true }, { ...child, kept: [{ ...own, bySupervisor: true }, refused] })).toBe('notDecided');
    expect(problem({ endangers: true }, { ...child, reasonWritten: false, bySupervisor: true })).toBe('reason');
  });

  it('does not forget a danger that was said once', () => {
    const earlier = kept({ step: 'not_made', endangers: true, bySupervisor: true });
    expect(problem({ endangers: false }, { isChild: true, reasonWritten: true, kept: [earlier] })).toBe('notDecided');
    expect(problem({ endangers: false }, { isChild: true, kept: [{ ...earlier, situation: 'suicide' }] })).toBe(null);
  });
});
