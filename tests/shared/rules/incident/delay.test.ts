import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { careDelay, elapsedClass, elapsedDays, healthTiming } from '../../../../shared/rules/incident/delay.ts';
import { incidentDays, isExactDay } from '../../../../shared/rules/incident/incidentDate.ts';
import { addDays } from '../../../../shared/time.ts';

const REPORT = '2026-05-31';
const exact = (days: number) => incidentDays({ date: addDays(REPORT, -days), precision: 'exact' });

describe('incidentDays', () => {
  it.each([
    [{ date: '2026-05-13', precision: 'exact' }, '2026-05-13', '2026-05-13'],
    [{ date: '2026-05', precision: 'exact' }, '2026-05-01', '2026-05-31'],
    [{ date: '2026-05-13', precision: 'week' }, '2026-05-07', '2026-05-19'],
    [{ date: '2026-05-13', precision: 'month' }, '2026-05-01', '2026-05-31'],
    [{ date: '2026-02', precision: 'month' }, '2026-02-01', '2026-02-28'],
    [{ date: '2026-05-13', precision: 'year' }, '2026-01-01', '2026-12-31'],
    [{ date: '2026', precision: 'year' }, '2026-01-01', '2026-12-31'],
  ] as const)('%j', (date, earliest, latest) => {
    expect(incidentDays(date)).toEqual({ earliest, latest });
  });

  it('knows nothing of an unknown date, and an exact day when it sees one', () => {
    expect(incidentDays(null)).toBeNull();
    expect(incidentDays({ date: '2026-05-13', precision: 'unknown' })).toBeNull();
    expect(isExactDay(null)).toBe(false);
    expect(isExactDay({ earliest: '2026-05-01', latest: '2026-05-02' })).toBe(false);
    expect(isExactDay({ earliest: '2026-05-01', latest: '2026-05-01' })).toBe(true);
  });
});

describe('elapsedClass (reference §5.4.4)', () => {
  it.each([
    [0, 'd0_3'],
    [3, 'd0_3'],
    [4, 'd4_5'],
    [5, 'd4_5'],
    [6, 'd6_14'],
    [14, 'd6_14'],
    [15, 'd15_30'],
    [30, 'd15_30'],
    [31, 'over_month'],
    [400, 'over_month'],
  ] as const)('%i days → %s', (days, found) => {
    expect(elapsedClass(exact(days), REPORT)).toBe(found);
  });

  it('is unknown without date, after the report, or across two classes', () => {
    expect(elapsedClass(null, REPORT)).toBe('unknown');
    expect(elapsedClass(exact(-1), REPORT)).toBe('unknown');
    expect(elapsedClass({ earliest: addDays(REPORT, -4), latest: addDays(REPORT, -3) }, REPORT)).toBe('unknown');
    expect(elapsedClass({ earliest: addDays(REPORT, -5), latest: addDays(REPORT, -4) }, REPORT)).toBe('d4_5');
    expect(elapsedClass(incidentDays({ date: '2026-05', precision: 'month' }), REPORT)).toBe('unknown');
    expect(elapsedClass(incidentDays({ date: '2026-04', precision: 'month' }), REPORT)).toBe('over_month');
    expect(elapsedClass(incidentDays({ date: '2026', precision: 'year' }), REPORT)).toBe('unknown');
    expect(elapsedClass(incidentDays({ date: '2026-05', precision: 'month' }), '2026-05-03')).toBe('d0_3');
  });

  it('never takes a possible day after the report for a delay', () => {
    expect(elapsedDays({ earliest: '2026-05-29', latest: '2026-06-30' }, REPORT)).toEqual({ low: 0, high: 2 });
    expect(elapsedDays(exact(0), REPORT)).toEqual({ low: 0, high: 0 });
  });

  it('gives a class only if both ends are in it', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const found = elapsedClass({ earliest: addDays(REPORT, -high), latest: addDays(REPORT, -low) }, REPORT);
        const same = elapsedClass(exact(low), REPORT) === elapsedClass(exact(high), REPORT);
        expect(found).toBe(same ? elapsedClass(exact(low), REPORT) : 'unknown');
      }),
      { seed: 5 },
    );
  });
});

describe('careDelay', () => {
  const at = (earliest: string, latest = earliest) => ({ earliest, latest });

  it.each([
    ['2026-05-02T10:00', 'h0_24', 'within72'],
    ['2026-05-02T10:01', 'h24_72', 'within72'],
    ['2026-05-04T10:00', 'h24_72', 'within72'],
    ['2026-05-04T10:01', 'h72_120', '72_120'],
    ['2026-05-06T10:00', 'h72_120', '72_120'],
    ['2026-05-06T10:01', 'over120', 'over120'],
  ] as const)('care at %s: %s, %s in tables', (care, delay, timing) => {
    expect(careDelay(at('2026-05-01T10:00'), care)).toBe(delay);
    expect(healthTiming(delay)).toBe(timing);
  });

  it('is unknown when something is missing, before the incident, or across two classes', () => {
    expect(careDelay(null, '2026-05-02T10:00')).toBe('unknown');
    expect(careDelay(at('2026-05-01T10:00'), null)).toBe('unknown');
    expect(careDelay(at('2026-05-03T10:00'), '2026-05-02T10:00')).toBe('unknown');
    expect(careDelay(at('2026-05-01T00:00', '2026-05-01T23:59'), '2026-05-02T10:00')).toBe('unknown');
    expect(careDelay(at('2026-05-01T00:00', '2026-05-01T23:59'), '2026-05-01T23:00')).toBe('h0_24');
    expect(careDelay(at('2026-05-02T10:00'), '2026-05-02T10:00')).toBe('h0_24');
    expect(healthTiming('unknown')).toBe('unknown');
  });
});
