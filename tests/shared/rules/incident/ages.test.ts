import { describe, expect, it } from 'vitest';
import { LISTS } from '../../../../shared/forms/lists/all.ts';
import {
  AGE_GROUPINGS,
  AGE_PARTITION,
  ageAtIncident,
  ageGroupOf,
  ageGroupOfRange,
  bandOf,
  consentBandOf,
  isChild,
  isChildAt,
} from '../../../../shared/rules/incident/ages.ts';

describe('ages (reference §5.10)', () => {
  it('partitions 0 to 110 with the codes of the list, in order', () => {
    expect([...AGE_PARTITION.map(([code]) => code), 'unknown']).toEqual(LISTS.age_group.map(({ code }) => code));
    for (let age = 0; age <= 110; age += 1) {
      const holding = AGE_PARTITION.filter(([, low, high]) => low <= age && age <= high);
      expect(holding).toHaveLength(1);
      expect(ageGroupOf(age)).toBe(holding[0]?.[0]);
    }
    for (const age of [null, -1, 111, 3.5]) expect(ageGroupOf(age)).toBe('unknown');
  });

  it.each(Object.keys(AGE_GROUPINGS).filter((name): name is keyof typeof AGE_GROUPINGS => name in AGE_GROUPINGS))(
    'makes %s an exact union',
    (grouping) => {
      for (let age = 0; age <= 110; age += 1) {
        const expected = AGE_GROUPINGS[grouping].find(([, low, high]) => low <= age && age <= high)?.[0];
        expect(bandOf(grouping, ageGroupOf(age))).toBe(expected);
      }
      expect(bandOf(grouping, 'unknown')).toBe('unknown');
    },
  );

  it.each([
    [11, '0-11', '0-17'],
    [12, '12-17', '0-17'],
    [17, '12-17', '0-17'],
    [18, '18-25', '18+'],
    [25, '18-25', '18+'],
    [26, '26-40', '18+'],
    [40, '26-40', '18+'],
    [41, '41-60', '18+'],
    [60, '41-60', '18+'],
    [61, '61+', '18+'],
  ] as const)('%i is in %s and %s', (age, detail, side) => {
    expect(bandOf('detail', ageGroupOf(age))).toBe(detail);
    expect(bandOf('childAdult', ageGroupOf(age))).toBe(side);
  });

  it.each([
    [5, '0-5', '5-11', '0-11'],
    [4, '0-5', '0-4', '0-11'],
    [6, '6-11', '5-11', '0-11'],
    [59, '18+', '18-59', '18+'],
    [60, '18+', '60+', '18+'],
  ] as const)('%i in the other groupings', (age, childProtection, refugee, core) => {
    const group = ageGroupOf(age);
    expect([bandOf('childProtection', group), bandOf('refugee', group), bandOf('core', group)]).toEqual([childProtection, refugee, core]);
  });

  it('knows a child, an adult, and that it does not know', () => {
    expect([isChild('a15_17'), isChild('a18_19'), isChild('unknown')]).toEqual([true, false, null]);
    expect([isChildAt({ low: 3, high: 17 }), isChildAt({ low: 18, high: 20 }), isChildAt({ low: 17, high: 18 }), isChildAt(null)]).toEqual([
      true,
      false,
      null,
      null,
    ]);
  });

  it.each([
    [0, 'age_0_5'],
    [5, 'age_0_5'],
    [6, 'age_6_11'],
    [11, 'age_6_11'],
    [12, 'age_12_14'],
    [14, 'age_12_14'],
    [15, 'age_15_17'],
    [17, 'age_15_17'],
    [18, 'age_18_plus'],
  ] as const)('%i consents as %s', (age, band) => {
    expect(consentBandOf(age)).toBe(band);
  });

  it('refuses an age that is none', () => {
    expect(() => consentBandOf(-1)).toThrow('out of range');
  });

  it('groups a range only if both ends agree', () => {
    expect(ageGroupOfRange({ low: 12, high: 14 })).toBe('a12_14');
    expect(ageGroupOfRange({ low: 14, high: 15 })).toBe('unknown');
    expect(ageGroupOfRange(null)).toBe('unknown');
  });
});

describe('ageAtIncident (reference §3.5)', () => {
  const person = { dateOfBirth: null, ageYears: 20, registrationDate: '2026-05-10' };

  it('comes from the date of birth where there is one', () => {
    const born = { ...person, dateOfBirth: '2008-05-10' };
    expect(ageAtIncident(born, { earliest: '2026-05-09', latest: '2026-05-10' })).toEqual({ low: 17, high: 18 });
    expect(ageAtIncident(born, { earliest: '2000-01-01', latest: '2000-01-01' })).toEqual({ low: 0, high: 0 });
  });

  it('else takes the whole years elapsed off the age at registration', () => {
    expect(ageAtIncident(person, { earliest: '2026-05-01', latest: '2026-05-01' })).toEqual({ low: 20, high: 20 });
    expect(ageAtIncident(person, { earliest: '2025-05-10', latest: '2025-05-11' })).toEqual({ low: 19, high: 20 });
    expect(ageAtIncident(person, { earliest: '2000-01-01', latest: '2000-12-31' })).toEqual({ low: 0, high: 0 });
    expect(ageAtIncident(person, { earliest: '2026-12-01', latest: '2028-12-31' })).toEqual({ low: 20, high: 20 });
  });

  it('is not known without the date or without any age', () => {
    expect(ageAtIncident(person, null)).toBeNull();
    expect(ageAtIncident({ ...person, ageYears: null }, { earliest: '2026-05-01', latest: '2026-05-01' })).toBeNull();
  });
});
