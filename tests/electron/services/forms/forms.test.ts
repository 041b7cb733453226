import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendJournal, readJournal } from '../../../../electron/store/journal/journal.ts';
import { readFacts } from '../../../../electron/store/caseRecords/facts.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { incidentAnswers } from '../../../support/caseBuilders.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save, saveIncident } from './savedForms.ts';

let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
});
afterEach(() => centre.remove());

function kinds(object: string): readonly string[] {
  const cases = centre.application.host.session?.stores.cases;
  if (cases === undefined || cases === null) throw new Error('no case base');
  return readJournal(cases, { object }, { offset: 0, limit: 100 }).rows.map(({ kind }) => kind);
}

const open = (form: string, recordId: string | null = null, narrative = false) =>
  centre.ask('forms.open', { caseId, form, recordId, parentId: null, narrative });

test('a form opens with what it may show: no identity, its draft, its context', async () => {
  const form = await open('registration');
  expect(form).toMatchObject({
    revision: 1,
    status: 'finished',
    mayWrite: true,
    masked: [],
    context: { ageYears: 27, sex: 'female', programme: 'gbv', today: TODAY },
  });
  const identity = await open('identity');
  expect(identity.answers).toEqual({});
  expect(identity.masked.toSorted()).toEqual(['first_name', 'last_name', 'phone']);
});

test('an incident with its rows is finished, classified and grouped for counting', async () => {
  const { recordId, revision } = await saveIncident(centre, caseId, PERSON);
  expect(revision).toBe(2);
  const form = await open('incident', recordId);
  expect(form).toMatchObject({ status: 'finished', answers: { incident_account: 'Récit entièrement inventé, pour un essai.' } });
  expect(form.children.map((child) => child.form)).toEqual([
    'alleged_perpetrator',
    'service_disposition',
    'service_disposition',
    'service_disposition',
  ]);
  const cases = centre.application.host.session?.stores.cases;
  const facts = cases === undefined || cases === null ? [] : readFacts(cases, 'incident', caseId);
  expect(JSON.parse(facts[0]?.answers ?? '{}')).toMatchObject({
    '@type': 'physical_assault',
    '@month': '2026-11',
    '@age_group': 'a26_40',
    '@region': 'mopti',
  });
  expect((await centre.ask('cases.open', { caseId })).forms.find((line) => line.form === 'incident')).toMatchObject({
    state: 'done',
    problems: 0,
  });
});

test('finishing asks for what the step needs and says where; saving does not', async () => {
  const partial = { report_date: TODAY, reported_by: 'survivor' };
  const saved = await save(centre, caseId, 'incident', partial);
  const reply = await centre.call('forms.save', {
    caseId,
    form: 'incident',
    recordId: saved.recordId,
    parentId: null,
    revision: 1,
    answers: partial,
    keep: [],
    finish: true,
    draftId: null,
  });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  if (!reply.ok) expect(Object.keys(reply.failure.fields ?? {})).toContain('incident_place_type');
  const missing = await centre.call('forms.save', {
    caseId,
    form: 'incident',
    recordId: null,
    parentId: null,
    revision: 0,
    answers: { reported_by: 'survivor' },
    keep: [],
    finish: false,
    draftId: null,
  });
  expect(missing).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { report_date: {} } } });
});

test('sexual violence without a decision for health is not finished (reference 5.11)', async () => {
  const answers = incidentAnswers({ ...PERSON, type: 'rape' });
  const saved = await save(centre, caseId, 'incident', answers);
  const reply = await centre.call('forms.save', {
    caseId,
    form: 'incident',
    recordId: saved.recordId,
    parentId: null,
    revision: 1,
    answers,
    keep: [],
    finish: true,
    draftId: null,
  });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { service_category: {} } } });
});

test('a revision that is no longer the last is a conflict, and nothing is written over', async () => {
  const first = await save(centre, caseId, 'incident', incidentAnswers(PERSON));
  const again = { caseId, form: 'incident', recordId: first.recordId, parentId: null, revision: 1, keep: [], finish: false, draftId: null };
  expect(await centre.ask('forms.save', { ...again, answers: incidentAnswers(PERSON) })).toMatchObject({ revision: 2 });
  const reply = await centre.call('forms.save', { ...again, answers: { ...incidentAnswers(PERSON), reported_by: 'third_party' } });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect((await open('incident', first.recordId)).answers).toMatchObject({ reported_by: 'survivor' });
});

test('masked answers stay when they are kept, and codes are never taken from the screen', async () => {
  const { recordId, revision } = await open('identity');
  await centre.ask('forms.save', {
    caseId,
    form: 'identity',
    recordId,
    parentId: null,
    revision,
    answers: { nickname: 'Inventée' },
    keep: ['last_name', 'first_name', 'phone'],
    finish: false,
    draftId: null,
  });
  const shown = await centre.ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'verify' });
  expect(shown).toEqual({
    answers: { last_name: 'Démonstration', first_name: 'Exemplette', phone: '00 00 00 00', nickname: 'Inventée' },
    secondsShown: 60,
  });
  const registration = await open('registration');
  const answers = { ...registration.answers, case_code: 'VBG-FAUX-26-0001' };
  await centre.ask('forms.save', {
    caseId,
    form: 'registration',
    recordId: registration.recordId,
    parentId: null,
    revision: 1,
    answers,
    keep: [],
    finish: false,
    draftId: null,
  });
  expect((await open('registration')).answers['case_code']).toBe('VBG-ESS1-26-0001');
});

test('a new age regroups the incidents of the person', async () => {
  await saveIncident(centre, caseId, PERSON);
  const { answers, recordId, revision } = await open('registration');
  await centre.ask('forms.save', {
    caseId,
    form: 'registration',
    recordId,
    parentId: null,
    revision,
    answers: { ...answers, age_years: 45 },
    keep: [],
    finish: true,
    draftId: null,
  });
  const cases = centre.application.host.session?.stores.cases;
  const facts = cases === undefined || cases === null ? [] : readFacts(cases, 'incident', caseId);
  expect(JSON.parse(facts[0]?.answers ?? '{}')).toMatchObject({ '@age_group': 'a41_49' });
});

test('a changed risk is journaled, and the tasks follow it', async () => {
  const risk = {
    risk_date: `${TODAY}T08:45`,
    danger_now: 'yes',
    life_threat_injury: 'no',
    suicide_risk: 'no',
    perp_access_risk: 'no',
    risk_level: 'high',
    risk_reason: 'Raison inventée.',
    immediate_action: ['supervisor_called'],
  };
  const before = (await centre.ask('cases.open', { caseId })).tasks.find(({ kind }) => kind === 'follow_up')?.due;
  await save(centre, caseId, 'risk_assessment', risk, { finish: true });
  const file = await centre.ask('cases.open', { caseId });
  expect(before).toBe('2026-12-08');
  expect(file.tasks.find(({ kind }) => kind === 'follow_up')?.due).toBe('2026-11-27');
  expect(kinds(caseId)).toContain('risk.change');
  expect(file.timeline[0]).toMatchObject({ staffCode: 'AC1', what: { fr: 'Niveau de risque changé' } });
});

test('a draft is kept, offered with its form, and gone once saved', async () => {
  const draftId = randomUUID();
  await centre.ask('drafts.save', {
    draftId,
    caseId,
    form: 'follow_up',
    recordId: null,
    parentId: null,
    baseRevision: 0,
    at: { section: 'contact', field: 'fu_mode' },
    content: { follow_up: { fu_mode: 'centre' } },
  });
  expect((await open('follow_up')).draft).toMatchObject({
    draftId,
    content: { follow_up: { fu_mode: 'centre' } },
    at: { section: 'contact', field: 'fu_mode' },
  });
  expect((await centre.ask('drafts.list', {})).drafts).toMatchObject([{ draftId, caseId, answered: 1 }]);
  await centre.ask('forms.save', {
    caseId,
    form: 'follow_up',
    recordId: null,
    parentId: null,
    revision: 0,
    answers: { fu_due: TODAY, fu_type: 'service' },
    keep: [],
    finish: false,
    draftId,
  });
  expect(await centre.call('drafts.open', { draftId })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
});

test('a draft that nobody touched for a month of work is erased with the next day that is opened', async () => {
  const draftId = randomUUID();
  const draft = { draftId, caseId, form: 'follow_up', recordId: null, parentId: null, baseRevision: 0 };
  await centre.ask('drafts.save', { ...draft, at: { section: 'contact', field: null }, content: { follow_up: { fu_mode: 'centre' } } });
  centre.advance(29 * 86_400_000);
  expect((await centre.ask('day.open', {})).drafts).toHaveLength(1);
  centre.advance(2 * 86_400_000);
  expect((await centre.ask('day.open', {})).drafts, 'a clock alone erases nothing').toHaveLength(1);
  writeThousandActs();
  expect((await centre.ask('day.open', {})).drafts).toEqual([]);
});

test('the days for which a draft is kept are those of the site', async () => {
  await centre.unlock('AD1');
  await centre.ask('settings.save', { key: 'draftDays', value: 60 });
  await centre.unlock('AC1');
  const draft = { draftId: randomUUID(), caseId, form: 'follow_up', recordId: null, parentId: null, baseRevision: 0 };
  await centre.ask('drafts.save', { ...draft, at: { section: 'contact', field: null }, content: { follow_up: { fu_mode: 'centre' } } });
  centre.advance(59 * 86_400_000);
  writeThousandActs();
  expect((await centre.ask('day.open', {})).drafts).toHaveLength(1);
  centre.advance(2 * 86_400_000);
  writeThousandActs();
  expect((await centre.ask('day.open', {})).drafts).toEqual([]);
});

test('a colleague meets the same sentence as for a case that does not exist, in every operation', async () => {
  await centre.unlock('AC2');
  const nowhere = randomUUID();
  for (const id of [caseId, nowhere]) {
    const replies = await Promise.all([
      centre.call('cases.open', { caseId: id }),
      centre.call('forms.open', { caseId: id, form: 'registration', recordId: null, parentId: null, narrative: false }),
      centre.call('forms.save', {
        caseId: id,
        form: 'follow_up',
        recordId: null,
        parentId: null,
        revision: 0,
        answers: {},
        keep: [],
        finish: false,
        draftId: null,
      }),
      centre.call('identity.open', { caseId: id, form: 'identity', recordId: null, reason: 'contact' }),
      centre.call('closure.request', { caseId: id }),
      centre.call('cases.withdrawConsent', { caseId: id, date: TODAY, scope: ['services'] }),
    ]);
    for (const reply of replies)
      expect(reply).toMatchObject({
        ok: false,
        failure: { kind: 'notFound', message: { fr: 'Ce dossier n’existe pas ou ne vous est pas ouvert.' } },
      });
  }
  expect((await centre.ask('cases.list', { state: 'all', page: 1 })).total).toBe(0);
});

test('the supervisor reads without the narrative until she asks, and each opening is journaled before', async () => {
  const { recordId } = await saveIncident(centre, caseId, PERSON);
  await centre.unlock('SD1');
  const read = await open('incident', recordId);
  expect(read).toMatchObject({ mayWrite: false, draft: null });
  expect(read.answers).not.toHaveProperty('incident_account');
  expect(read.masked).toContain('incident_account');
  expect(kinds(recordId)).not.toContain('narrative.open');
  expect((await open('incident', recordId, true)).answers).toHaveProperty('incident_account');
  expect(kinds(recordId)).toContain('narrative.open');
  expect(await centre.call('identity.open', { caseId, form: 'safe_contact', recordId: null, reason: 'verify' })).toMatchObject({
    ok: false,
    failure: { kind: 'forbidden' },
  });
});

test('a safe contact is shown whole: with the means accepted and whether a message may be left', async () => {
  const { answers } = await centre.ask('identity.open', { caseId, form: 'safe_contact', recordId: null, reason: 'contact' });
  expect(answers).toMatchObject({
    contact_channel: ['at_centre'],
    leave_message: 'no',
    home_visit_allowed: 'no',
    contact_never: 'personne',
  });
});

test('an identity is journaled even when it cannot be opened afterwards', async () => {
  const cases = centre.application.host.session?.stores.cases;
  const identity = await open('identity');
  cases?.connection.exec(`UPDATE record_part SET bytes = zeroblob(300) WHERE record_id = '${identity.recordId}' AND class = 'DI'`);
  expect(await centre.call('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' })).toMatchObject({
    ok: false,
    failure: { kind: 'disk' },
  });
  expect(kinds(identity.recordId ?? '')[0]).toBe('identity.open');
  expect((await open('identity')).masked.toSorted()).toEqual(['first_name', 'last_name', 'phone']);
});

test('what is masked is listed without opening it, and is no longer masked once shown', async () => {
  const { recordId } = await saveIncident(centre, caseId, PERSON);
  await centre.unlock('SD1');
  const cases = centre.application.host.session?.stores.cases;
  expect((await open('incident', recordId, true)).masked).toEqual([]);
  cases?.connection.exec(`UPDATE record_part SET bytes = zeroblob(300) WHERE record_id = '${recordId}' AND class = 'SN'`);
  expect((await open('incident', recordId)).masked).toEqual(['q1_penetration', 'q2_sexual_contact', 'q3_physical', 'incident_account']);
  expect(await centre.call('forms.open', { caseId, form: 'incident', recordId, parentId: null, narrative: true })).toMatchObject({
    ok: false,
  });
});

/** A thousand acts at this date, as after some weeks of work: the clock is believed. */
function writeThousandActs(): void {
  const { session, now } = centre.application.host;
  const cases = session?.stores.cases ?? null;
  if (session === null || cases === null) throw new Error('no case base');
  const at = now().getTime();
  transaction(cases, (db) => {
    for (let entry = 0; entry < 1_000; entry += 1) appendJournal(db, session.stores.actor, { kind: 'case.read', detail: {} }, at);
  });
}
