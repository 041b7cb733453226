import { describe, expect, it } from 'vitest';
import { compare, readPhones } from '../../../shared/names/compare.ts';
import type { Agreement, Comparison, Person } from '../../../shared/names/compare.ts';

const awa: Person = { name: 'Awa Coulibaly', phone: '66 00 00 01', age: 24, ageOn: '2026-02-01', sex: 'female' };

function agreement(comparison: Comparison, kind: string): Agreement | undefined {
  return comparison.reasons.find((reason) => reason.kind === kind)?.agreement;
}

describe('compare', () => {
  it('finds the same person under another spelling, order and nickname', () => {
    const comparison = compare(awa, {
      name: 'KULIBALI Hawa dite Yah',
      phone: '+223 66000001',
      age: 25,
      ageOn: '2026-09-01',
      sex: 'female',
    });
    expect(comparison.degree).toBe('likely');
    expect(comparison.reasons).toEqual([
      { kind: 'name', agreement: 'same' },
      { kind: 'phone', agreement: 'same' },
      { kind: 'age', agreement: 'close' },
      { kind: 'sex', agreement: 'same' },
    ]);
  });

  it.each(['Awa Coulbialy', 'Awa Culibaly', 'AwaC oulibaly', 'AwaCoulibaly', 'Coulibaly Aawa', 'Awa Coulibalydite Yah'])(
    '« %s » is at least possible',
    (name) => {
      expect(compare(awa, { name, age: 24, sex: 'female' }).degree).not.toBe('none');
    },
  );

  it.each(['Awa Diarra', 'Rokia Coulibaly', 'Sira Touré', ''])('« %s » is nobody known', (name) => {
    expect(compare(awa, { name, age: 24, sex: 'female' }).degree).toBe('none');
  });

  it('does not propose the same name at another age or of another sex', () => {
    expect(compare(awa, { name: 'Awa Coulibaly', age: 28, sex: 'female' }).degree).toBe('none');
    expect(compare(awa, { name: 'Awa Coulibaly', age: 24, sex: 'male' }).degree).toBe('none');
  });

  it('proposes ages three years apart, the time between receptions taken off', () => {
    expect(compare(awa, { name: 'Awa Coulibaly', age: 27, sex: 'female' }).degree).toBe('possible');
    const later = compare(awa, { name: 'Awa Coulibaly', age: 29, ageOn: '2028-03-01', sex: 'female' });
    expect(agreement(later, 'age')).toBe('close');
    expect(later.degree).not.toBe('none');
  });

  it('says unknown for what is blank, and one figure apart for close', () => {
    const comparison = compare(awa, { name: 'Awa Coulibaly' });
    expect(['phone', 'age', 'sex'].map((kind) => agreement(comparison, kind))).toEqual(['unknown', 'unknown', 'unknown']);
    expect(agreement(compare(awa, { ...awa, phone: '66 00 00 02' }), 'phone')).toBe('close');
    expect(agreement(compare(awa, { ...awa, phone: '70 11 22 33' }), 'phone')).toBe('differs');
  });

  it('asks the question for half a name under the same telephone, not for the telephone alone', () => {
    expect(compare(awa, { name: 'Awa Zerbo', phone: '66000001', age: 24, sex: 'female' }).degree).toBe('likely');
    expect(compare(awa, { name: 'Fily Zerbo', phone: '66000001', age: 24, sex: 'female' }).degree).toBe('none');
  });

  it('does not depend on the order of the two', () => {
    const other: Person = { name: 'Culibali Awa Binta', phone: '70 00 00 00', age: 22, ageOn: '2026-10-01', sex: 'female' };
    expect(compare(awa, other)).toEqual(compare(other, awa));
  });

  it('gives a lone first name no more than a possibility', () => {
    expect(compare({ name: 'Awa', age: 24 }, awa).degree).toBe('none');
    expect(compare({ name: 'Awa', age: 24 }, { name: 'Hawa', age: 24 }).degree).toBe('possible');
  });
});

describe('readPhones', () => {
  it.each([
    ['66 12 34 56', ['66123456']],
    ['+223 66 12 34 56', ['66123456']],
    ['0022366123456', ['66123456']],
    ['66 12 34 56 / 76-00-11-22', ['66123456', '76001122']],
    ['66 12 34', []],
    ['sans', []],
  ])('%s', (text, expected) => {
    expect(readPhones(text)).toEqual(expected);
  });
});
