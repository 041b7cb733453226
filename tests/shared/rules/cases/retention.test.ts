import { describe, expect, test } from 'vitest';
import { keptUntil } from '../../../../shared/rules/cases/retention.ts';

describe('until when a case that has ended is kept (reference §5.9)', () => {
  test.each([
    ['an adult, three years', { endedOn: '2026-05-04', registeredOn: '2026-01-10', ageYears: 30 }, '2029-05-04'],
    ['a child of 7, until 21 for certain', { endedOn: '2026-05-04', registeredOn: '2026-01-10', ageYears: 7 }, '2040-01-10'],
    [
      'a child who came at 17 and may have been 18 at the end',
      { endedOn: '2026-12-30', registeredOn: '2026-01-10', ageYears: 17 },
      '2030-01-10',
    ],
    ['a child who was 18 for certain at the end', { endedOn: '2027-01-10', registeredOn: '2026-01-10', ageYears: 17 }, '2030-01-10'],
    ['a child whose case ended late', { endedOn: '2027-12-30', registeredOn: '2026-01-10', ageYears: 16 }, '2031-01-10'],
    ['an unknown age: nobody can tell', { endedOn: '2026-05-04', registeredOn: '2026-01-10', ageYears: null }, null],
    ['an unknown day of registration', { endedOn: '2026-05-04', registeredOn: null, ageYears: 30 }, null],
  ])('%s', (_, ended, until) => {
    expect(keptUntil(ended, 3, 21)).toBe(until);
  });

  test('the settings of the site count', () => {
    expect(keptUntil({ endedOn: '2026-05-04', registeredOn: '2026-01-10', ageYears: 30 }, 10, 21)).toBe('2036-05-04');
    expect(keptUntil({ endedOn: '2026-05-04', registeredOn: '2026-01-10', ageYears: 15 }, 3, 25)).toBe('2036-01-10');
  });
});
