import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers } from '../../../shared/forms/answers.ts';
import { readSealedMessages } from '../../../electron/store/caseRecords/sealedMessages.ts';
import { all, casesSql } from '../../../electron/store/base/sql.ts';
import { newCentre, type Installation } from '../../support/installation.ts';
import { casesOf } from '../../support/temporaryStore.ts';
import { PERSON, registerCase } from './forms/savedForms.ts';

const DAY = 86_400_000;
const ANSWERS = { fb_respondent: 'adult', fb_helped: 'yes', fb_time: 'no', fb_recommend: 'yes' };

let centre: Installation;
let caseId = '';
beforeAll(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
});
afterAll(() => centre.remove());

const record = (answers: Answers, ballotId = randomUUID()) => centre.call('feedback.record', { ballotId, answers });

function stores() {
  const session = centre.application.host.session?.stores;
  if (session === undefined) throw new Error('no session');
  return session;
}

test('a survey is kept once, without case or person, and no caseworker reads it back', async () => {
  const ballotId = randomUUID();
  expect(await record(ANSWERS, ballotId)).toMatchObject({ ok: true });
  expect(await record(ANSWERS, ballotId)).toMatchObject({ ok: true });
  const rows = all(casesOf(stores()), casesSql.selectFrom('letter').selectAll().where('subject', '=', 'feedback.ballot'));
  expect([...new Set(rows.map(({ subject_id }) => subject_id))]).toEqual([ballotId]);
  expect(readSealedMessages(casesOf(stores()), stores(), 'feedback.ballot')).toEqual([]);
  await centre.unlock('SD1');
  const [letter] = readSealedMessages(casesOf(stores()), stores(), 'feedback.ballot');
  expect(JSON.stringify(letter?.content)).not.toContain(caseId);
  expect(letter?.content).toEqual({
    month: '2026-11',
    answers: { ...ANSWERS, fb_month: '2026-11-01', fb_admin_staff: 'AC1', fb_score: 'yes' },
  });
});

test('the base keeps no order in which surveys were written, which the hours of the journal would turn into hours', () => {
  expect(() => casesOf(stores()).connection.prepare('select rowid from letter')).toThrow('no such column');
});

test('what is missing and what seems to say who speaks are refused, and nothing is kept', async () => {
  await centre.unlock('AC2');
  expect(await record({ fb_helped: 'yes' })).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { fb_respondent: {} } } });
  expect(await record({ ...ANSWERS, fb_comment: 'Appelez-moi au 00 00 00 00' })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', fields: { fb_comment: {} } },
  });
  expect(await record({ ...ANSWERS, fb_invented: 'yes' })).toMatchObject({ ok: false });
  expect(await centre.call('feedback.results', {})).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
});

test('the supervisor reads sums of five in an ended month, and until then only how many wait', async () => {
  await centre.unlock('AC2');
  for (let turn = 0; turn < 4; turn += 1) await record({ ...ANSWERS, fb_comment: 'Plus de chaises' });
  await centre.unlock('SD1');
  expect(await centre.ask('feedback.results', {})).toEqual({ periods: [], waiting: 5 });
  await centre.lock();
  centre.advance(10 * DAY);
  await centre.unlock('SD1');
  const { periods, waiting } = await centre.ask('feedback.results', {});
  expect(waiting).toBe(0);
  expect(periods).toMatchObject([{ from: '2026-11', to: '2026-11', ballots: 5, satisfied: { yes: 5, of: 5 } }]);
  expect(periods[0]?.questions.find(({ question }) => question === 'fb_time')?.share).toEqual({ yes: 0, of: 5 });
  expect(periods[0]?.questions.find(({ question }) => question === 'fb_private')?.share).toBeNull();
  expect(periods[0]?.comments).toHaveLength(4);
});

test('the survey is no form of a case', async () => {
  await centre.unlock('AC1');
  const save = { form: 'feedback', recordId: null, parentId: null, revision: 0, answers: ANSWERS, keep: [], finish: false, draftId: null };
  expect(await centre.call('forms.save', { caseId, ...save })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect((await centre.ask('cases.open', { caseId })).forms.map(({ form }) => form)).not.toContain('feedback');
});
