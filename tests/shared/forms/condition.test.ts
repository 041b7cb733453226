import { expect, test } from 'vitest';
import type { Answers } from '../../../shared/forms/answers.ts';
import { registration } from '../../../shared/forms/common/registration.ts';
import { fieldsIn, holds, type Condition } from '../../../shared/forms/condition.ts';
import { inWords } from '../../../shared/forms/conditionWords.ts';
import { fieldTable } from '../../../shared/forms/fields.ts';
import { CONTEXT } from './invented.ts';

const isMet = (condition: Condition, answers: Answers) => holds(condition, answers, CONTEXT);

test('each test of one value', () => {
  expect(isMet({ field: 'a', is: 'x' }, { a: 'x' })).toBe(true);
  expect(isMet({ field: 'a', is: 'x' }, { a: 'y' })).toBe(false);
  expect(isMet({ field: 'a', isNot: 'x' }, { a: 'y' })).toBe(true);
  expect(isMet({ field: 'a', isNot: 'x' }, { a: 'x' })).toBe(false);
  expect(isMet({ field: 'a', anyOf: ['x', 'y'] }, { a: 'y' })).toBe(true);
  expect(isMet({ field: 'a', anyOf: ['x', 'y'] }, { a: 'z' })).toBe(false);
  expect(isMet({ field: 'a', noneOf: ['x', 'y'] }, { a: 'z' })).toBe(true);
  expect(isMet({ field: 'a', noneOf: ['x', 'y'] }, { a: 'x' })).toBe(false);
  expect(isMet({ field: 'a', includes: 'x' }, { a: ['y', 'x'] })).toBe(true);
  expect(isMet({ field: 'a', includes: 'x' }, { a: 'x' })).toBe(false);
  expect(isMet({ field: 'a', below: 18 }, { a: 17 })).toBe(true);
  expect(isMet({ field: 'a', below: 18 }, { a: 18 })).toBe(false);
  expect(isMet({ field: 'a', atLeast: 18 }, { a: 18 })).toBe(true);
  expect(isMet({ field: 'a', atLeast: 18 }, { a: 17 })).toBe(false);
  expect(isMet({ field: 'a', answered: true }, { a: ['x'] })).toBe(true);
});

test('nothing holds of a blank but a negation', () => {
  for (const one of [
    { is: 'x' },
    { isNot: 'x' },
    { anyOf: ['x'] },
    { noneOf: ['x'] },
    { includes: 'x' },
    { below: 1 },
    { atLeast: 0 },
    { answered: true as const },
  ]) {
    expect(isMet({ field: 'a', ...one }, {})).toBe(false);
    expect(isMet({ not: { field: 'a', ...one } }, {})).toBe(true);
  }
});

test('a withheld answer is answered and is none of the codes', () => {
  const answers: Answers = { a: { withheld: 'unknown' } };
  expect(isMet({ field: 'a', answered: true }, answers)).toBe(true);
  expect(isMet({ field: 'a', isNot: 'x' }, answers)).toBe(true);
  expect(isMet({ field: 'a', noneOf: ['x'] }, answers)).toBe(true);
  expect(isMet({ field: 'a', is: 'unknown' }, answers)).toBe(false);
  expect(isMet({ field: 'a', below: 18 }, answers)).toBe(false);
});

test('conditions together, and facts', () => {
  const both: Condition = {
    all: [
      { field: 'a', is: 'x' },
      { fact: 'ageYears', below: 18 },
    ],
  };
  expect(holds(both, { a: 'x' }, { ...CONTEXT, ageYears: 17 })).toBe(true);
  expect(holds(both, { a: 'x' }, { ...CONTEXT, ageYears: 18 })).toBe(false);
  expect(holds(both, { a: 'x' }, CONTEXT)).toBe(false);
  expect(holds({ any: both.all }, { a: 'x' }, CONTEXT)).toBe(true);
  expect(holds({ any: [] }, {}, CONTEXT)).toBe(false);
  expect(holds({ all: [] }, {}, CONTEXT)).toBe(true);
});

test('the questions in a condition, each once', () => {
  expect(
    fieldsIn({
      all: [
        { field: 'a', is: 'x' },
        { not: { field: 'b', answered: true } },
        {
          any: [
            { field: 'a', is: 'y' },
            { fact: 'sex', is: 'female' },
          ],
        },
      ],
    }),
  ).toEqual(['a', 'b']);
});

test('in words', () => {
  const fields = fieldTable(registration);
  expect(inWords({ field: 'age_known', is: 'dob' }, fields)).toEqual({
    fr: "Connaissance de l'âge\u00a0: Date de naissance connue",
    en: 'How age is known: Date of birth known',
  });
  expect(
    inWords(
      {
        all: [{ field: 'age_years', below: 18 }, { any: [{ fact: 'sex', isNot: 'male' }, { not: { field: 'religion', answered: true } }] }],
      },
      fields,
    ).en,
  ).toBe('Age (completed years): below 18 and (the sex: other than Male or not (Religion: an answer is given))');
  expect(() => inWords({ field: 'invented', is: 'x' }, fields)).toThrow(RangeError);
});
