import { expect, test } from 'vitest';
import { fieldsOf } from '../../../shared/forms/fields.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { FEEDBACK_QUESTIONS, feedbackPeriods, isSatisfied, type Ballot } from '../../../shared/rules/feedback.ts';

const ballots = (month: string, count: number, answers: Ballot['answers'] = { fb_helped: 'yes' }): readonly Ballot[] =>
  Array.from({ length: count }, () => ({ month, answers }));
const spans = (all: readonly Ballot[], present: string) =>
  feedbackPeriods(all, present).map(({ from, to, ballots: held }) => [from, to, held]);

test('every question of the form that is answered by yes or no is counted', () => {
  const asked = fieldsOf(formOf('feedback')).flatMap(({ code, field }) =>
    field.type === 'one' && field.list === 'yes_no_na' ? [code] : [],
  );
  expect(FEEDBACK_QUESTIONS).toEqual(asked);
});

test('satisfied: as many yes as no at least, of what was answered by one of them', () => {
  expect(isSatisfied({})).toBeNull();
  expect(isSatisfied({ fb_helped: 'not_applicable' })).toBeNull();
  expect(isSatisfied({ fb_helped: 'yes', fb_time: 'no' })).toBe('yes');
  expect(isSatisfied({ fb_helped: 'yes', fb_time: 'no', fb_language: 'no' })).toBe('no');
});

test('fewer than five are never read, five in an ended month are', () => {
  expect(spans(ballots('2026-09', 4), '2026-11')).toEqual([]);
  expect(spans(ballots('2026-09', 5), '2026-11')).toEqual([['2026-09', '2026-09', 5]]);
  expect(spans(ballots('2026-11', 9), '2026-11')).toEqual([]);
});

test('months are joined until five are there; a period that is complete never changes by what comes later', () => {
  const early = [...ballots('2026-06', 2), ...ballots('2026-08', 4)];
  expect(spans(early, '2026-11')).toEqual([['2026-06', '2026-08', 6]]);
  const later = [...early, ...ballots('2026-09', 1), ...ballots('2026-10', 5)];
  expect(feedbackPeriods(later, '2026-11')[0]).toEqual(feedbackPeriods(early, '2026-11')[0]);
  expect(spans(later, '2026-11')).toEqual([
    ['2026-06', '2026-08', 6],
    ['2026-09', '2026-10', 6],
  ]);
  expect(spans([...later].toReversed(), '2026-11')).toEqual(spans(later, '2026-11'));
});

test('a question that fewer than five answered is not shown; suggestions come in no order of time', () => {
  const fiveBallots = [
    ...ballots('2026-09', 4, { fb_helped: 'yes', fb_comment: 'b' }),
    ...ballots('2026-09', 1, { fb_time: 'no', fb_comment: 'a' }),
  ];
  const [period] = feedbackPeriods(fiveBallots, '2026-11');
  expect(period?.satisfied).toEqual({ yes: 4, of: 5 });
  expect(period?.questions.every(({ share }) => share === null)).toBe(true);
  expect(period?.comments).toEqual(['a', 'b', 'b', 'b', 'b']);
});
