import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { withCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import { readJournal } from '../../../../electron/store/journal/journal.ts';
import { insertRecord } from '../../../../electron/store/caseRecords/records.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { closureAnswers } from '../../../support/caseBuilders.ts';
import { TODAY, newCentre, type Installation } from '../../../support/installation.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { PERSON, registerCase, save } from '../forms/savedForms.ts';

let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
});
afterEach(() => centre.remove());

const NOTE: Answers = { note_date: TODAY, note_subject: 'contact', note_text: 'Appel du relais, inventé.' };
const base = (recordId: string | null, revision: number) => ({
  caseId,
  form: 'note',
  recordId,
  parentId: null,
  revision,
  keep: [],
  draftId: null,
});
const write = (answers: Answers, recordId: string | null = null, revision = 0) =>
  centre.call('forms.save', { ...base(recordId, revision), answers, finish: true });
const notes = async () => (await centre.ask('notes.open', { caseId })).notes;

test('a caseworker writes a dated note, which is counted on the file, read on purpose and changed by her', async () => {
  const { recordId } = await save(centre, caseId, 'note', NOTE, { finish: true });
  expect(await centre.ask('cases.open', { caseId })).toMatchObject({ notes: 1 });
  expect(await notes()).toEqual([{ recordId, date: TODAY, subject: 'contact', staffCode: 'AC1', text: NOTE['note_text'], own: true }]);
  const session = centre.application.host.session?.stores;
  if (session === undefined) throw new Error('no session');
  const { rows } = readJournal(casesOf(session), { object: recordId }, { offset: 0, limit: 9 });
  expect(rows.map(({ kind }) => kind)).toEqual(['narrative.open', 'record.create']);
  expect(await write({ ...NOTE, note_text: 'Corrigé.' }, recordId, 1)).toMatchObject({ value: { revision: 2 } });
  expect(await notes()).toMatchObject([{ text: 'Corrigé.', staffCode: 'AC1' }]);
});

test('what is being typed is a draft of the case', async () => {
  const draft = { draftId: randomUUID(), caseId, form: 'note', recordId: null, parentId: null, baseRevision: 0 };
  await centre.ask('drafts.save', { ...draft, at: { section: 'note', field: 'note_text' }, content: { note: { note_text: 'Début' } } });
  const opened = await centre.ask('forms.open', { caseId, form: 'note', recordId: null, parentId: null, narrative: false });
  expect(opened.draft).toMatchObject({ content: { note: { note_text: 'Début' } } });
});

test.each([
  ['a phone number', 'Rappeler au 00 00 00 00.', true],
  ['a number of a document', 'Carte 123456789.', true],
  ['a date', 'Revenir le 24/11/2026.', false],
])('%s in its text is a warning that stops nothing (reference §5.11)', async (_, text, warned) => {
  const reply = await write({ ...NOTE, note_text: text });
  const found = { field: 'note_text', kind: 'number_in_narrative', level: 'warning' };
  expect(reply.ok && reply.value.problems).toEqual(warned ? [expect.objectContaining(found)] : []);
});

test.each([
  ['without a subject', { note_date: TODAY, note_text: 'Inventé.' }],
  ['without a text', { note_date: TODAY, note_subject: 'other' }],
  ['dated tomorrow', { ...NOTE, note_date: '2026-11-25' }],
  ['of a subject that is none', { ...NOTE, note_subject: 'rumour' }],
])('a note %s is refused', async (_, answers: Answers) => {
  expect(await write(answers)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  expect(await notes()).toEqual([]);
});

test('what the supervisor wrote is read by the caseworker and changed by nobody else', async () => {
  await centre.ask('retention.askIdentityDestruction', { caseId });
  await centre.unlock('SD1');
  const [asked] = (await centre.ask('team.open', {})).approvals;
  await centre.ask('approvals.decide', { approvalId: asked?.approvalId ?? '', decision: 'rejected', comment: 'À revoir, inventé.' });
  expect(await write(NOTE)).toMatchObject({ failure: { kind: 'forbidden' } });
  await centre.unlock('AC1');
  const [comment] = await notes();
  expect(comment).toMatchObject({ subject: 'supervision', staffCode: 'SD1', text: 'À revoir, inventé.', own: false });
  const recordId = comment?.recordId ?? '';
  expect(await write({ ...NOTE, note_text: 'Remplacé.' }, recordId, 1)).toMatchObject({ failure: { kind: 'conflict' } });
  expect(await centre.ask('forms.open', { caseId, form: 'note', recordId, parentId: null, narrative: true })).toMatchObject({
    mayWrite: false,
    answers: { note_text: 'À revoir, inventé.' },
  });
  expect(await notes()).toMatchObject([{ text: 'À revoir, inventé.' }]);
});

test('a note written before notes had a subject stays readable', async () => {
  const session = centre.application.host.session;
  if (session === null || session.stores.cases === null) throw new Error('no session');
  const { stores, site } = session;
  const cases = casesOf(stores);
  const answers = { OP: { note_date: TODAY }, SN: { note_text: 'Observation ancienne.' } };
  const former = { caseId, form: 'note', parentId: null, version: 1, status: 'finished' as const, answers };
  transaction(cases, (db) =>
    withCaseKeys(db, stores, caseId, (keys) => insertRecord(db, keys, former, { siteId: site.siteId, userId: stores.user.userId }, 0)),
  );
  expect(await notes()).toMatchObject([{ subject: null, text: 'Observation ancienne.' }]);
  expect(await centre.ask('cases.open', { caseId })).toMatchObject({ notes: 1 });
});

test('a closed case takes no note', async () => {
  await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY), { finish: true });
  await centre.ask('closure.request', { caseId });
  await centre.unlock('SD1');
  await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
  await centre.unlock('AC1');
  expect(await write(NOTE)).toMatchObject({ failure: { kind: 'conflict' } });
});
