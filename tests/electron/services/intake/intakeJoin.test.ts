import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { closureAnswers, intakeContent } from '../../../support/caseBuilders.ts';
import { listCases } from '../../../../electron/store/caseRecords/cases.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';
import { caseSessionOf } from '../duplicates/mergeFixtures.ts';

/** A person with several incidents: the intake ends in the file that she has (reference §2.3, §2.4, §5.7). */
let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  await saveIncident(centre, caseId, PERSON);
});
afterEach(() => centre.remove());

const again = intakeContent({ ...PERSON, risk: 'high' });
const join = async (content: typeof again) => centre.call('intake.join', { draftId: randomUUID(), content, caseId });

test('the intake of a person with an open file continues in it: consent and danger anew, no second case, and a second incident', async () => {
  const { suspects } = await centre.ask('intake.suspects', { draftId: randomUUID(), content: again });
  expect(suspects).toMatchObject([{ caseId, state: 'open_intake' }]);
  expect(await join(again)).toMatchObject({ ok: true, value: { reopened: false, waiting: [] } });
  await saveIncident(centre, caseId, { ...PERSON, type: 'denial_resources' });
  const file = await centre.ask('cases.open', { caseId });
  const counted = Object.fromEntries(file.forms.map(({ form, records }) => [form, records.length]));
  expect(counted).toMatchObject({ consent_service: 2, risk_assessment: 2, registration: 1, identity: 1, incident: 2 });
  expect(file.row).toMatchObject({ risk: 'high', caseCode: 'VBG-ESS1-26-0001' });
  expect(listCases(caseSessionOf(centre).stores.cases, {}, { offset: 0, limit: 10 }).total).toBe(1);
});

test('what the intake says otherwise waits as a draft over what the file says; nothing is written over', async () => {
  const registration = { ...again['registration'], marital_status: 'married_cohabiting', registration_date: TODAY };
  const identity = { ...again['identity'], phone: '66 12 34 56' };
  expect(await join({ ...again, registration, identity })).toMatchObject({ value: { waiting: ['registration', 'identity'] } });
  const opened = { caseId, recordId: null, parentId: null, narrative: false };
  const shown = await centre.ask('forms.open', { ...opened, form: 'registration' });
  expect(shown.draft?.content['registration']).toMatchObject({ marital_status: 'married_cohabiting', sex: 'female' });
  expect(shown.answers['marital_status']).not.toBe('married_cohabiting');
  expect((await centre.ask('forms.open', { ...opened, form: 'identity' })).draft?.content['identity']).toEqual({ phone: '66 12 34 56' });
  expect(await join({ ...again, registration })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
});

test('a closed file is reopened under its code', async () => {
  await save(centre, caseId, 'closure_gbv', { ...closureAnswers(TODAY), closure_reason: 'client_request' }, { finish: true });
  await centre.ask('closure.request', { caseId });
  expect(await join(again)).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  await centre.unlock('SD1');
  await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
  await centre.unlock('AC1');
  expect(await join(again)).toMatchObject({ ok: true, value: { reopened: true } });
  const file = await centre.ask('cases.open', { caseId });
  expect(file.row).toMatchObject({ state: 'open_assessment', caseCode: 'VBG-ESS1-26-0001' });
});

test('nothing continues without consent, nor in another caseworker’s file', async () => {
  const refused = { ...again['consent_service'], consent_services: 'no' };
  expect(await join({ ...again, consent_service: refused })).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  await centre.unlock('AC2');
  expect(await join(intakeContent({ ...PERSON, staff: 'AC2' }))).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
});
