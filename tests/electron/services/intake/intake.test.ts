import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { intakeContent } from '../../../support/caseBuilders.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
});
afterEach(() => centre.remove());

test('an intake with consent gives a case whose codes come from the application', async () => {
  const draftId = randomUUID();
  const content = intakeContent(PERSON);
  await centre.ask('drafts.save', {
    draftId,
    caseId: null,
    form: 'consent_service',
    recordId: null,
    parentId: null,
    baseRevision: 0,
    at: { section: 'consent', field: null },
    content,
  });
  const registration = { ...content['registration'], case_code: 'VBG-FAUX-26-9999', survivor_code: 'FAUX' };
  const made = await centre.ask('intake.register', { draftId, content: { ...content, registration } });
  expect(made).toMatchObject({ kind: 'case', caseCode: 'VBG-ESS1-26-0001' });
  if (made.kind !== 'case') return;
  const file = await centre.ask('cases.open', { caseId: made.caseId });
  expect(file.row).toMatchObject({
    state: 'open_intake',
    risk: 'low',
    consent: { services: 'yes', reporting: 'yes', contact: 'yes' },
    origin: 'intake',
    ownerCode: 'AC1',
  });
  expect(file.nextStep).toMatchObject({ form: 'incident', act: 'open' });
  expect(file.identityPresent).toBe(true);
  const opened = await centre.ask('forms.open', {
    caseId: made.caseId,
    form: 'registration',
    recordId: null,
    parentId: null,
    narrative: false,
  });
  expect(opened.answers).toMatchObject({ case_code: made.caseCode, survivor_code: made.survivorCode });
  expect((await centre.ask('drafts.list', {})).drafts).toEqual([]);
});

test('a refusal leaves a contact without anything that identifies, and no draft', async () => {
  const content = intakeContent(PERSON);
  const consent_service = { ...content['consent_service'], consent_services: 'no', refusal_reason: 'fear' };
  const made = await centre.ask('intake.register', { draftId: randomUUID(), content: { ...content, consent_service } });
  expect(made).toEqual({ kind: 'contact', kept: ['date', 'site', 'sex', 'age_group', 'reason'] });
  const { rows } = await centre.ask('cases.list', { state: 'all', page: 1 });
  expect(rows).toMatchObject([{ state: 'no_consent' }]);
  const file = await centre.ask('cases.open', { caseId: rows[0]?.caseId ?? '' });
  expect(file).toMatchObject({
    identityPresent: false,
    safeContactPresent: false,
    mayWrite: false,
    nextStep: null,
    coarse: { sex: 'female', ageGroup: 'a26_40' },
  });
  expect(file.forms.every(({ records }) => records.length === 0)).toBe(true);
});

test('who may consent is judged in the request handler too', async () => {
  const young = intakeContent({ ...PERSON, age: 9 });
  const consent_service = { ...young['consent_service'], consent_giver: 'self', child_agreement: 'assent_oral' };
  const reply = await centre.call('intake.register', { draftId: randomUUID(), content: { ...young, consent_service } });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  if (!reply.ok) expect(Object.keys(reply.failure.fields ?? {})).toContain('consent_giver');
  expect((await centre.ask('cases.list', { state: 'all', page: 1 })).total).toBe(0);
});

test('an intake without consent needs a ground, waits in draft for the supervisor, and opens with her approval only', async () => {
  const child = intakeContent({ ...PERSON, age: 14 });
  const consent_service = {
    ...child['consent_service'],
    consent_services: 'no',
    consent_giver: 'self',
    child_agreement: 'refused',
    caregiver_agreement: 'absent',
    child_maturity: 'sufficient',
    best_interest_override: 'yes',
    best_interest_override_reason: 'Raison inventée.',
  };
  const reply = await centre.call('intake.register', { draftId: randomUUID(), content: { ...child, consent_service } });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { best_interest_override: {} } } });
  const caseId = await registerCase(
    centre,
    { ...PERSON, age: 14 },
    { consent_service: { ...consent_service, child_maturity: 'not_sufficient' } },
  );
  const file = await centre.ask('cases.open', { caseId });
  expect(file).toMatchObject({ row: { state: 'draft' }, nextStep: { act: 'wait' } });
  expect(file.moves).not.toContain('open_intake');
  await centre.unlock('SD1');
  const { approvals } = await centre.ask('team.open', {});
  expect(approvals).toMatchObject([{ caseId, kind: 'override', requestedBy: 'AC1' }]);
  const approvalId = approvals[0]?.approvalId ?? '';
  const approved = { decision: 'approved' as const, comment: null };
  const rejected = { decision: 'rejected' as const, comment: ' ' };
  expect(await centre.call('closure.decide', { caseId, ...approved })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await centre.call('approvals.decide', { approvalId: randomUUID(), ...approved })).toMatchObject({ failure: { kind: 'notFound' } });
  expect(await centre.call('approvals.decide', { approvalId, ...rejected })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', fields: { comment: {} } },
  });
  expect(await centre.ask('approvals.decide', { approvalId, ...approved })).toEqual({ state: 'open_intake' });
  expect(await centre.call('approvals.decide', { approvalId, ...approved })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
});

test('a request sent back leaves the case in draft and keeps the comment as a note under its key', async () => {
  const child = intakeContent({ ...PERSON, age: 14 });
  const consent_service = {
    ...child['consent_service'],
    consent_services: 'no',
    consent_giver: 'self',
    child_agreement: 'refused',
    caregiver_agreement: 'absent',
    child_maturity: 'not_sufficient',
    best_interest_override: 'yes',
    best_interest_override_reason: 'Raison inventée.',
  };
  const caseId = await registerCase(centre, { ...PERSON, age: 14 }, { consent_service });
  await centre.unlock('SD1');
  const [approval] = (await centre.ask('team.open', {})).approvals;
  const comment = 'Commentaire inventé du renvoi.';
  expect(await centre.ask('approvals.decide', { approvalId: approval?.approvalId ?? '', decision: 'rejected', comment })).toEqual({
    state: 'draft',
  });
  expect((await centre.ask('team.open', {})).approvals).toEqual([]);
  const db = centre.application.host.session?.stores.cases?.connection;
  const note = db?.prepare<[string], { comment: string; form: string }>(
    'select comment_record_id as comment, form from approval join record on record.record_id = comment_record_id where approval.case_id = ?',
  );
  expect(note?.get(caseId)?.form).toBe('note');
});

test('own cases that may be the same person are listed by code only, after consent, and kept as a pair for the supervisor', async () => {
  const first = await registerCase(centre, PERSON);
  const again = { ...PERSON, name: ['Exemplete', 'Demonstration'] as const };
  const content = intakeContent(again);
  const { suspects } = await centre.ask('intake.suspects', { draftId: randomUUID(), content });
  expect(suspects).toMatchObject([{ caseId: first, degree: 'likely' }]);
  expect(JSON.stringify(suspects)).not.toContain('monstration');
  const refused = await centre.call('intake.suspects', {
    draftId: randomUUID(),
    content: { ...content, consent_service: { ...content['consent_service'], consent_services: 'no' } },
  });
  expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  const second = await registerCase(centre, again);
  await centre.unlock('SD1');
  const { pairs } = await centre.ask('duplicates.list', {});
  expect(pairs.map(({ left, right }) => [left.caseId, right.caseId])).toEqual([[first, second]]);
});

test('a colleague’s case is found by the supervisor’s duplicate queries, never shown to the asker', async () => {
  const first = await registerCase(centre, PERSON);
  await centre.unlock('AC2');
  const same = { ...PERSON, staff: 'AC2' as const };
  expect((await centre.ask('intake.suspects', { draftId: randomUUID(), content: intakeContent(same) })).suspects).toEqual([]);
  const second = await registerCase(centre, same);
  await centre.unlock('SD1');
  const { pairs } = await centre.ask('duplicates.list', {});
  expect(pairs).toHaveLength(1);
  const [pair] = pairs;
  expect(new Set([pair?.left.ownerCode, pair?.right.ownerCode])).toEqual(new Set(['AC1', 'AC2']));
  await centre.ask('duplicates.decide', { pairId: pair?.pairId ?? '', verdict: 'same' });
  expect((await centre.ask('cases.open', { caseId: second })).row.state).toBe('duplicate');
  expect((await centre.ask('cases.open', { caseId: first })).row.state).toBe('open_intake');
  expect((await centre.ask('duplicates.list', {})).pairs).toEqual([]);
  await centre.unlock('SD1');
  expect((await centre.ask('duplicates.list', {})).pairs).toEqual([]);
});

test('a registration in the future is refused', async () => {
  const content = intakeContent(PERSON);
  const registration = { ...content['registration'], registration_date: '2026-11-25' };
  expect(TODAY < '2026-11-25').toBe(true);
  const reply = await centre.call('intake.register', { draftId: randomUUID(), content: { ...content, registration } });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
});
