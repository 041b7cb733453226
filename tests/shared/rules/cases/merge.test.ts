import { expect, test } from 'vitest';
import type { Answer } from '../../../../shared/forms/answers.ts';
import { chosenAnswers, mergeRows } from '../../../../shared/rules/cases/merge.ts';

/** Answers of two files of one person, question by question (interface 3.13, 3.14). */
const agreementOn = (field: string, survivor: string | number, ended: string | number, form: 'identity' | 'registration' = 'identity') =>
  mergeRows(form, { [field]: survivor }, { [field]: ended }).map(({ agreement }) => agreement);

test('agreement is one word', () => {
  expect(agreementOn('last_name', 'Inventée', 'Inventée')).toEqual(['same']);
  expect(agreementOn('last_name', 'Koulibali', 'Coulibaly')).toEqual(['close']);
  expect(agreementOn('last_name', 'Inventée', 'Autrement')).toEqual(['differs']);
  expect(agreementOn('phone', '66 12 34 56', '+223 66123456')).toEqual(['close']);
  expect(agreementOn('phone', '66 12 34 56', '70 00 00 01')).toEqual(['differs']);
  expect(agreementOn('age_years', 27, 29, 'registration')).toEqual(['close']);
  expect(agreementOn('age_years', 27, 30, 'registration')).toEqual(['differs']);
  expect(agreementOn('sex', 'female', 'male', 'registration')).toEqual(['differs']);
  expect(mergeRows('identity', { phone: { withheld: 'declined' } }, { phone: '66 12 34 56' })).toMatchObject([{ agreement: 'unknown' }]);
});

test('the surviving answer is proposed unless it is blank; of two safe contacts, the one given last', () => {
  const rows = mergeRows('identity', { last_name: 'Une' }, { last_name: 'Autre', first_name: 'Invente' });
  expect(rows.map(({ field, proposed, agreement }) => [field, proposed, agreement])).toEqual([
    ['last_name', 'survivor', 'differs'],
    ['first_name', 'ended', 'unknown'],
  ]);
  const proposed = (survivor: string, ended: string) =>
    mergeRows('safe_contact', { valid_from: survivor, leave_message: 'no' }, { valid_from: ended, leave_message: 'yes' }).map(
      (row) => row.proposed,
    );
  expect(proposed('2026-05-01', '2026-05-02')).toEqual(['ended', 'ended']);
  expect(proposed('2026-05-02', '2026-05-02')).toEqual(['survivor', 'survivor']);
});

test('a blank takes no answer’s place, whatever is chosen, and the month of the surviving file stays its own', () => {
  const [one, other] = [
    { sex: 'female', registration_date: '2026-05-01' },
    { age_years: 20, registration_date: '2026-06-01' },
  ];
  const rows = mergeRows('registration', one, other);
  expect(rows.map(({ field }) => field)).toEqual(['sex', 'age_years']);
  const chosen = new Map([
    ['sex', 'ended'],
    ['age_years', 'survivor'],
  ] as const);
  expect(chosenAnswers(rows, one, chosen)).toEqual({ ...one, age_years: 20 });
  expect(chosenAnswers(rows, one, new Map([['registration_date', 'ended' as const]]))).toBeNull();
});

test('both answers are offered where a question takes several and neither says it all, but for what is safe to contact', () => {
  const bothOf = (form: 'registration' | 'safe_contact', field: string, one: Answer | null, other: Answer | null) =>
    mergeRows(form, one === null ? {} : { [field]: one }, other === null ? {} : { [field]: other })[0]?.both;
  expect(bothOf('registration', 'languages', ['bam', 'fra'], ['fra', 'son'])).toEqual(['bam', 'fra', 'son']);
  expect(bothOf('registration', 'languages', ['bam', 'fra'], ['fra'])).toBeNull();
  expect(bothOf('registration', 'languages', ['bam'], null)).toBeNull();
  expect(bothOf('registration', 'languages', ['bam'], { withheld: 'declined' })).toBeNull();
  expect(bothOf('registration', 'displacement_status', 'idp', 'resident')).toBeNull();
  expect(bothOf('safe_contact', 'contact_channel', ['call'], ['at_centre'])).toBeNull();
  expect(bothOf('safe_contact', 'contact_channel', ['call'], ['sms'])).toBeNull();
});

test('both answers are written together, and refused of a question that takes one', () => {
  const [one, other] = [
    { sex: 'female', languages: ['bam'] },
    { sex: 'male', languages: ['son'] },
  ];
  const rows = mergeRows('registration', one, other);
  expect(chosenAnswers(rows, one, new Map([['languages', 'both']]))).toEqual({ sex: 'female', languages: ['bam', 'son'] });
  expect(chosenAnswers(rows, one, new Map([['sex', 'both']]))).toBeNull();
  expect(chosenAnswers(rows, one, new Map([['no_such_question', 'both']]))).toBeNull();
});
