import { describe, expect, it } from 'vitest';
import {
  assaultInstants,
  clocksThatApply,
  medicalClocks,
  CARE_RECEIVED,
  REFER_WITHOUT_WAITING,
  stillRuns,
  UNKNOWN_TIME,
  type Clock,
  type ClockFacts,
  type MedicalClocks,
} from '../../../../shared/rules/incident/clocks.ts';
import { addHours } from '../../../../shared/time.ts';

const RAPE: ClockFacts = {
  gbvType: 'rape',
  exposure: null,
  sex: 'female',
  age: 24,
  pregnancyRisk: null,
  incident: { date: '2026-05-01', precision: 'exact' },
  time: '10:00',
  reportedOn: null,
  caredHere: false,
  careUntil: null,
};

function clock(facts: ClockFacts, now: string, kind: 'pep' | 'ec'): Clock {
  const clocks = medicalClocks(facts, now);
  const found = clocks.status === 'dated' ? clocks.clocks.find((one) => one.kind === kind) : undefined;
  if (found === undefined) throw new RangeError('no clock');
  return found;
}

function isClockRunning(clocks: MedicalClocks): boolean {
  return clocks.status === 'dated' && clocks.clocks.some(({ state, careGiven }) => stillRuns({ over: state === 'over', careGiven }));
}

describe('medicalClocks (reference §5.4.1–2)', () => {
  it.each([
    ['pep', 72],
    ['ec', 120],
  ] as const)('%s, time known: every hour around %i', (kind, length) => {
    for (let elapsed = length - 14; elapsed <= length + 3; elapsed += 1) {
      const found = clock(RAPE, addHours('2026-05-01T10:00', elapsed), kind);
      const left = length - elapsed;
      expect(found.hoursLeft).toEqual({ low: left, high: left });
      expect(found.state).toBe(left >= 0 ? 'running' : 'over');
      expect(found.urgent).toBe(left >= 0 && left < 12);
    }
    expect(clock(RAPE, '2026-05-02T10:00', kind).deadline).toEqual({
      earliest: addHours('2026-05-01T10:00', length),
      latest: addHours('2026-05-01T10:00', length),
    });
  });

  it.each([
    ['pep', 72],
    ['ec', 120],
  ] as const)('%s, time unknown: cautious deadline from midnight, uncertain for a day', (kind, length) => {
    const unknown = { ...RAPE, time: null };
    for (let elapsed = length - 2; elapsed <= length + 26; elapsed += 1) {
      const found = clock(unknown, addHours('2026-05-01T00:00', elapsed), kind);
      expect(found.deadline.earliest).toBe(addHours('2026-05-01T00:00', length));
      expect(found.deadline.latest).toBe(addHours('2026-05-01T23:59', length));
      expect(found.state).toBe(elapsed <= length ? 'running' : elapsed < length + 24 ? 'uncertain' : 'over');
      expect(found.hoursLeft.low).toBe(length - elapsed);
      expect(found.hoursLeft.high).toBe(length - elapsed + 23);
      expect(found.urgent).toBe(elapsed < length + 24);
    }
  });

  it('says that the deadline is cautious only when the time is unknown', () => {
    expect(medicalClocks({ ...RAPE, time: null }, '2026-05-02T08:00')).toMatchObject({ status: 'dated', note: UNKNOWN_TIME });
    expect(medicalClocks(RAPE, '2026-05-02T08:00')).toMatchObject({ status: 'dated', note: null });
  });

  it('takes an hour known without minutes as the whole hour', () => {
    expect(assaultInstants('2026-05-01', '22', '2026-05-03T08:00')).toEqual({ earliest: '2026-05-01T22:00', latest: '2026-05-01T22:59' });
    expect(() => assaultInstants('2026-05-01', 'soir', '2026-05-03T08:00')).toThrow(RangeError);
    expect(() => assaultInstants('2026-05-01', '10:00h', '2026-05-03T08:00')).toThrow(RangeError);
    expect(() => assaultInstants('2026-05-01', 'x10:00', '2026-05-03T08:00')).toThrow(RangeError);
    expect(() => assaultInstants('2026-05-01', '100', '2026-05-03T08:00')).toThrow(RangeError);
    expect(() => assaultInstants('2026-05-01', 'x10', '2026-05-03T08:00')).toThrow(RangeError);
  });

  it('does not let an assault of today lie in the future', () => {
    expect(assaultInstants('2026-05-01', null, '2026-05-01T15:00')).toEqual({ earliest: '2026-05-01T00:00', latest: '2026-05-01T15:00' });
    expect(assaultInstants('2026-05-01', null, '2026-05-01T00:00')).toEqual({ earliest: '2026-05-01T00:00', latest: '2026-05-01T00:00' });
    expect(assaultInstants('2026-05-02', null, '2026-05-01T15:00')).toEqual({ earliest: '2026-05-02T00:00', latest: '2026-05-02T00:00' });
    expect(assaultInstants('2026-05-01', null, '2026-05-01T23:59')).toEqual({ earliest: '2026-05-01T00:00', latest: '2026-05-01T23:59' });
  });

  it.each([
    { date: '2026-05-01', precision: 'week' },
    { date: '2026-05', precision: 'month' },
    { date: '2026-05', precision: 'exact' },
    { date: '2026', precision: 'year' },
    { date: '2026-05-01', precision: 'unknown' },
    null,
  ] as const)('runs no clock on an imprecise date and sends to health care', (incident) => {
    const clocks = medicalClocks({ ...RAPE, incident }, '2026-05-02T08:00');
    expect(clocks).toEqual({ status: 'undated', message: REFER_WITHOUT_WAITING, careGiven: false });
    expect(isClockRunning(clocks)).toBe(false);
  });

  it('keeps a running clock running until the latest deadline', () => {
    const male = { ...RAPE, sex: 'male', time: null } as const;
    expect(isClockRunning(medicalClocks(male, '2026-05-04T23:59'))).toBe(true);
    expect(isClockRunning(medicalClocks(male, '2026-05-05T00:00'))).toBe(false);
    expect(isClockRunning(medicalClocks(RAPE, '2026-05-06T10:00'))).toBe(true);
    expect(isClockRunning(medicalClocks(RAPE, '2026-05-06T10:01'))).toBe(false);
  });
});

describe('care given (reference §2.5, §3.7, §5.4)', () => {
  const IMPRECISE = { date: '2026-05', precision: 'month' } as const;
  const NOW = '2026-05-12T08:00';

  it.each([
    [{ careUntil: '2026-05-09T23:59' }, false],
    [{ careUntil: '2026-05-10T00:00' }, true],
    [{ careUntil: '2026-05-10T00:00', reportedOn: null }, false],
    [{ careUntil: '2026-05-31T00:00', reportedOn: null }, true],
    [{ caredHere: true, reportedOn: null }, true],
  ] as const)('of imprecise date it must have come after the last day on which the assault can have happened: %j', (care, given) => {
    const read = medicalClocks({ ...RAPE, incident: IMPRECISE, reportedOn: '2026-05-10', ...care }, NOW);
    expect(read).toEqual({ status: 'undated', message: given ? CARE_RECEIVED : REFER_WITHOUT_WAITING, careGiven: given });
  });

  it('an assault of which neither the day nor the report is known is reached by no care of elsewhere', () => {
    const read = medicalClocks({ ...RAPE, incident: null, careUntil: '2026-05-11T23:59' }, NOW);
    expect(read).toMatchObject({ careGiven: false });
  });
});

describe('clocksThatApply (reference §5.4.1)', () => {
  it.each([
    [{}, ['pep', 'ec']],
    [{ sex: null }, ['pep', 'ec']],
    [{ sex: 'male' }, ['pep']],
    [{ age: 9 }, ['pep']],
    [{ age: 10 }, ['pep', 'ec']],
    [{ age: 55 }, ['pep', 'ec']],
    [{ age: 56 }, ['pep']],
    [{ age: null }, ['pep', 'ec']],
    [{ pregnancyRisk: 'no' }, ['pep']],
    [{ pregnancyRisk: 'unknown' }, ['pep', 'ec']],
    [{ pregnancyRisk: 'yes' }, ['pep', 'ec']],
    [{ exposure: 'no' }, ['pep', 'ec']],
    [{ gbvType: 'sexual_assault' }, ['pep']],
    [{ gbvType: 'sexual_assault', exposure: 'unknown' }, ['pep']],
    [{ gbvType: 'sexual_assault', exposure: 'yes' }, ['pep']],
    [{ gbvType: 'sexual_assault', exposure: 'no' }, []],
    [{ gbvType: 'physical_assault', exposure: 'yes' }, []],
    [{ gbvType: null }, []],
  ] as const)('%j → %j', (changes, kinds) => {
    expect(clocksThatApply({ ...RAPE, ...changes })).toEqual(kinds);
  });

  it('has no clock at all where none applies', () => {
    const clocks = medicalClocks({ ...RAPE, gbvType: 'psychological' }, '2026-05-01T12:00');
    expect(clocks).toEqual({ status: 'none' });
    expect(isClockRunning(clocks)).toBe(false);
  });
});
