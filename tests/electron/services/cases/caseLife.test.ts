import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { closureAnswers, followUpAnswers } from '../../../support/caseBuilders.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';
import { authoriseHealth, listedProvider, referralAnswers } from '../forms/referred.ts';

let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
});
afterEach(() => centre.remove());

const file = () => centre.ask('cases.open', { caseId });
const move = (
  to: 'open_assessment' | 'open_planning' | 'open_implementation' | 'closed' | 'reopened' | 'suspended',
  date = TODAY,
  reason: string | null = null,
) => centre.call('cases.move', { caseId, to, date, reason, comment: null });

const moveBack = (date: string) => centre.call('cases.move', { caseId, to: 'open_intake', date, reason: null, comment: null });

function without(answers: Answers, ...codes: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !codes.includes(code)));
}

const provider = () => listedProvider(centre);
const authorise = (info: readonly string[]) => authoriseHealth(centre, caseId, info);

test('a case moves as the reference lets it, and no other way', async () => {
  expect((await file()).moves.toSorted()).toEqual(['closure_requested', 'suspended']);
  for (const to of ['open_assessment', 'open_planning', 'open_implementation', 'closed', 'reopened'] as const)
    expect(await move(to), to).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  await centre.unlock('SD1');
  expect(await move('open_planning')).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
});

test('an authorisation to share is to be renewed before its end, until a later one is asked for', async () => {
  const renewals = async () => (await file()).tasks.filter(({ kind }) => kind === 'consent_renewal').map(({ due }) => due);
  expect(await renewals()).toEqual([]);
  await authorise(['age_sex']);
  expect(await renewals()).toEqual(['2026-12-24']);
  await authorise(['age_sex', 'needs']);
  expect(await renewals()).toEqual(['2026-12-24']);
});

test('a referral is handed over only with an authorisation for those items, then follows its events', async () => {
  const providerId = await provider();
  const request = without(referralAnswers(providerId), 'ref_info_shared');
  const first = await save(centre, caseId, 'referral', request);
  expect((await file()).referrals).toMatchObject([{ state: 'draft', feedbackDue: null }]);
  const finish = {
    caseId,
    form: 'referral',
    recordId: first.recordId,
    parentId: null,
    answers: referralAnswers(providerId),
    keep: [],
    finish: true,
    draftId: null,
  };
  expect(await centre.call('forms.save', { ...finish, revision: 1 })).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  await authorise(['age_sex']);
  expect(await centre.call('forms.save', { ...finish, revision: 1 })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', fields: { ref_info_shared: {} } },
  });
  await authorise(['age_sex', 'needs']);
  const sent = await centre.ask('forms.save', { ...finish, revision: 1 });
  expect((await file()).referrals).toMatchObject([
    { state: 'sent', category: 'health', referralCode: expect.stringMatching(/^R-[A-Z2-9]{4}-[A-Z2-9]{4}$/), feedbackDue: '2026-11-29' },
  ]);
  const event = (state: string, more: Answers = {}) =>
    centre.call('forms.save', {
      caseId,
      form: 'referral_event',
      recordId: null,
      parentId: first.recordId,
      revision: 0,
      answers: { event_datetime: `${TODAY}T08:55`, event_state: state, event_source: 'provider_phone', ...more },
      keep: [],
      finish: false,
      draftId: null,
    });
  expect(await event('completed')).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  const accepted = await event('accepted');
  expect(accepted).toMatchObject({ ok: true });
  expect((await file()).referrals).toMatchObject([{ state: 'accepted' }]);
  expect(await event('sent')).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  const saved = await centre.ask('forms.save', { ...finish, revision: sent.revision });
  expect(saved.revision).toBe(sent.revision + 2);
  expect((await file()).referrals).toMatchObject([{ state: 'accepted' }]);
  if (accepted.ok)
    expect(
      await centre.call('forms.save', {
        ...finish,
        revision: saved.revision,
        removed: [{ recordId: accepted.value.recordId, revision: 1 }],
      }),
    ).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
});

test('a provider where the alleged perpetrator may have colleagues is marked, and a referral to it leaves only with a reason', async () => {
  const providerId = await provider();
  await saveIncident(centre, caseId, PERSON);
  const incident = (await file()).forms.find(({ form }) => form === 'incident')?.records[0]?.recordId ?? '';
  const colleague = { perp_rank: 'secondary', perp_sex: 'male', perp_occupation: 'health_worker', perp_relation: 'service_provider' };
  await save(centre, caseId, 'alleged_perpetrator', colleague, { parentId: incident });
  await authorise(['age_sex', 'needs']);
  const opened = await centre.ask('forms.open', { caseId, form: 'referral', recordId: null, parentId: null, narrative: false });
  expect(opened.context.tiedProviders).toContain('csref');
  expect(opened.context).toMatchObject({ residenceRegion: 'mopti' });
  const request = { caseId, form: 'referral', recordId: null, parentId: null, revision: 0, keep: [], finish: true, draftId: null };
  expect(await centre.call('forms.save', { ...request, answers: referralAnswers(providerId) })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', fields: { ref_note: {} } },
  });
  const explained = { ...referralAnswers(providerId), ref_note: 'Seul centre qui a la PPE, autre équipe (inventé).' };
  expect(await centre.call('forms.save', { ...request, answers: explained })).toMatchObject({ ok: true });
  expect((await file()).referrals).toMatchObject([{ state: 'sent' }]);
});

test('a withdrawal suspends the case, cancels what was not handed over and marks the list; new consent resumes it', async () => {
  const providerId = await provider();
  await authorise(['age_sex', 'needs']);
  await save(centre, caseId, 'referral', referralAnswers(providerId));
  expect(await centre.ask('cases.withdrawConsent', { caseId, date: TODAY, scope: ['services', 'reporting'] })).toEqual({
    state: 'suspended',
    cancelledReferrals: 1,
  });
  const listed = await centre.ask('cases.list', { state: 'open', page: 1 });
  expect(listed.total).toBe(1);
  expect(await centre.ask('day.open', {})).toMatchObject({ openCases: listed.total, caseload: { open: 0 } });
  const suspended = await file();
  expect(suspended).toMatchObject({
    row: { consent: { services: 'no', reporting: 'no', contact: 'yes' } },
    tasks: [],
    referrals: [{ state: 'cancelled' }],
  });
  expect(
    await centre.call('forms.save', {
      caseId,
      form: 'follow_up',
      recordId: null,
      parentId: null,
      revision: 0,
      answers: { fu_due: TODAY, fu_type: 'service' },
      keep: [],
      finish: false,
      draftId: null,
    }),
  ).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(suspended.moves).not.toContain('open_intake');
  const { answers } = await centre.ask('forms.open', {
    caseId,
    form: 'consent_service',
    recordId: suspended.forms[0]?.records[0]?.recordId ?? '',
    parentId: null,
    narrative: false,
  });
  const given = without(answers, 'withdrawn_on', 'withdrawn_scope');
  await save(centre, caseId, 'consent_service', { ...given, consent_datetime: `${TODAY}T08:58` });
  expect((await file()).moves).toEqual(['open_intake', 'closure_requested']);
  expect(await moveBack('2026-11-25')).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  expect(await moveBack('2026-11-23')).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  expect(await centre.ask('cases.move', { caseId, to: 'open_intake', date: TODAY, reason: null, comment: null })).toEqual({
    state: 'open_intake',
  });
});

test('consent is withdrawn with its own act, never by editing the form to « no »', async () => {
  const { answers, recordId } = await centre.ask('forms.open', {
    caseId,
    form: 'consent_service',
    recordId: (await file()).forms[0]?.records[0]?.recordId ?? '',
    parentId: null,
    narrative: false,
  });
  const reply = await centre.call('forms.save', {
    caseId,
    form: 'consent_service',
    recordId,
    parentId: null,
    revision: 1,
    answers: { ...answers, consent_services: 'no' },
    keep: [],
    finish: false,
    draftId: null,
  });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { consent_services: {} } } });
});

test('a closure is asked with its checklist, sent back with a comment, approved by someone else, and the case can be reopened', async () => {
  await saveIncident(centre, caseId, PERSON);
  expect(await centre.call('closure.request', { caseId })).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  const first = await save(centre, caseId, 'closure_gbv', { ...closureAnswers(TODAY), chk_plan_complete: 'no' }, { finish: true });
  const lacking = await centre.call('closure.request', { caseId });
  expect(lacking).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { plan_complete: {} } } });
  const again = {
    caseId,
    form: 'closure_gbv',
    recordId: first.recordId,
    parentId: null,
    answers: closureAnswers(TODAY),
    keep: [],
    finish: true,
    draftId: null,
  };
  await centre.ask('forms.save', { ...again, revision: 1 });
  expect(await centre.ask('closure.request', { caseId })).toEqual({ state: 'closure_requested' });
  expect(await centre.call('forms.save', { ...again, revision: 3 })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  await centre.unlock('SD1');
  expect(await centre.call('closure.decide', { caseId, decision: 'rejected', comment: ' ' })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid' },
  });
  expect(await centre.ask('closure.decide', { caseId, decision: 'rejected', comment: 'Commentaire inventé.' })).toEqual({
    state: 'open_intake',
  });
  await centre.unlock('AC1');
  expect((await centre.ask('day.open', {})).decisions).toMatchObject([{ caseId, good: false }]);
  const closure = await centre.ask('forms.open', { caseId, form: 'closure_gbv', recordId: null, parentId: null, narrative: false });
  expect(closure).toMatchObject({
    status: 'draft',
    answers: { closure_approval: 'rejected', closure_approval_note: 'Commentaire inventé.' },
  });
  await centre.ask('forms.save', { ...again, revision: closure.revision });
  await centre.ask('closure.request', { caseId });
  centre.advance(60_000);
  await centre.unlock('SD1');
  expect((await file()).moves).toEqual(['closed']);
  expect(await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null })).toEqual({ state: 'closed' });
  await centre.unlock('AC1');
  expect(
    await centre.call('forms.save', {
      caseId,
      form: 'follow_up',
      recordId: null,
      parentId: null,
      revision: 0,
      answers: followUpAnswers(TODAY, null),
      keep: [],
      finish: false,
      draftId: null,
    }),
  ).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await move('reopened')).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await move('reopened', TODAY, 'new_need')).toMatchObject({ ok: true, value: { state: 'open_assessment' } });
  expect((await file()).nextStep).toMatchObject({ form: 'consent_service', act: 'open' });
  const next = await centre.ask('forms.open', { caseId, form: 'closure_gbv', recordId: null, parentId: null, narrative: false });
  expect(next.recordId).toBeNull();
});

describe('after a reopening consent is to be asked again (reference §2.4, §5.1.1)', () => {
  const AGAIN = { services: 'again', reporting: 'again', contact: 'again' };
  const consent = async () => (await file()).row.consent;
  const acts = async () => (await file()).forms.find(({ form }) => form === 'consent_service')?.records ?? [];

  beforeEach(async () => {
    await saveIncident(centre, caseId, PERSON);
    await authorise(['age_sex', 'needs']);
    await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY), { finish: true });
    await centre.ask('closure.request', { caseId });
    await centre.unlock('SD1');
    await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
    await centre.unlock('AC1');
    await move('reopened', TODAY, 'new_need');
  });

  test('the former yes is shown nowhere, and nothing is passed on, printed or asked of contact on it', async () => {
    expect(await consent()).toEqual(AGAIN);
    expect((await centre.ask('cases.list', { state: 'open', page: 1 })).rows.map((row) => row.consent)).toEqual([AGAIN]);
    expect((await file()).authorisations.map(({ inForce }) => inForce)).toEqual([false]);
    const opened = await centre.ask('forms.open', { caseId, form: 'follow_up', recordId: null, parentId: null, narrative: false });
    expect(opened.context.consentContact).toBeUndefined();
    const request = { caseId, form: 'referral', recordId: null, parentId: null, revision: 0, keep: [], draftId: null };
    const answers = referralAnswers(await provider());
    expect(await centre.call('forms.save', { ...request, answers, finish: true })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', fields: { ref_info_shared: {} } },
    });
    const { recordId } = await centre.ask('forms.save', { ...request, answers, finish: false });
    expect(await centre.ask('slips.open', { caseId, recordId })).toMatchObject({ printable: false, lines: [] });
  });

  test('a change of the former act is no new one; a new act is', async () => {
    const [former] = await acts();
    const { answers, revision } = await centre.ask('forms.open', {
      caseId,
      form: 'consent_service',
      recordId: former?.recordId ?? null,
      parentId: null,
      narrative: false,
    });
    const change = { caseId, form: 'consent_service', parentId: null, answers, keep: [], finish: true, draftId: null };
    await centre.ask('forms.save', { ...change, recordId: former?.recordId ?? null, revision });
    expect(await consent()).toEqual(AGAIN);
    await centre.ask('forms.save', { ...change, recordId: null, revision: 0, answers: { ...answers, consent_contact: 'no' } });
    expect(await consent()).toEqual({ services: 'yes', reporting: 'yes', contact: 'no' });
    expect((await file()).nextStep?.form).not.toBe('consent_service');
  });
});

test('the list states the last contact from the follow-ups, and a damaged one leaves the list whole', async () => {
  const rows = async () => (await centre.ask('cases.list', { state: 'open', page: 1 })).rows.map(({ lastContact }) => lastContact);
  expect(await rows()).toEqual([null]);
  const { recordId } = await save(centre, caseId, 'follow_up', followUpAnswers(TODAY, null), { finish: true });
  expect(await rows()).toEqual([TODAY]);
  await centre.unlock('SD1');
  expect(await rows()).toEqual([TODAY]);
  const cases = centre.application.host.session?.stores.cases;
  cases?.connection.exec(`UPDATE record_part SET bytes = zeroblob(300) WHERE record_id = '${recordId}' AND class = 'OP'`);
  expect(await rows()).toEqual([null]);
});

test('a case given to a colleague opens to her and no longer to the former owner', async () => {
  await centre.unlock('SD1');
  expect(await centre.call('cases.reassign', { caseId, ownerCode: 'SD1' })).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  await centre.ask('cases.reassign', { caseId, ownerCode: 'AC2' });
  await centre.unlock('AC1');
  expect(await centre.call('cases.open', { caseId })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  await centre.unlock('AC2');
  expect((await file()).row.ownerCode).toBe('AC2');
  expect((await centre.ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'reassign' })).answers).toMatchObject({
    first_name: 'Exemplette',
  });
});

test('the list is filtered by risk, state, owner and code, and never by what it does not hold', async () => {
  await registerCase(centre, { ...PERSON, name: ['Fictive', 'Maquette'], age: 40, risk: 'high' });
  const codes = async (filter: Parameters<typeof centre.ask<'cases.list'>>[1]) =>
    (await centre.ask('cases.list', filter)).rows.map((row) => row.caseCode);
  expect(await codes({ page: 1, risk: 'high' })).toEqual(['VBG-ESS1-26-0002']);
  expect(await codes({ page: 1, state: 'closed' })).toEqual([]);
  expect(await codes({ page: 1, codeContains: '0001' })).toEqual(['VBG-ESS1-26-0001']);
  expect(await codes({ page: 2 })).toEqual([]);
  expect(await codes({ page: 1, ownerCode: 'AC2' })).toEqual([]);
  await centre.unlock('SD1');
  expect((await codes({ page: 1, ownerCode: 'AC1' })).length).toBe(2);
});

test('the day shows running clocks first, with what is due, and the team its load without ranking', async () => {
  const rape = { ...PERSON, type: 'rape' as const, after: 1, name: ['Invente', 'Spécimen'] as const, age: 31 };
  const urgent = await registerCase(centre, rape);
  await saveIncident(centre, urgent, rape);
  const day = await centre.ask('day.open', {});
  expect(day.clocks).toMatchObject([
    { caseId: urgent, clocks: [{ kind: 'pep', hourKnown: false, over: false, cautiousDeadline: '2026-11-26T00:00' }, { kind: 'ec' }] },
  ]);
  expect(day.caseload).toMatchObject({ open: 2, low: 2, most: 20 });
  expect(day.week.length + day.late.length + day.dueToday.length).toBeGreaterThan(0);
  expect((await centre.ask('cases.open', { caseId: urgent })).nextStep).toMatchObject({ form: 'consent_share', act: 'refer' });
  await centre.unlock('SD1');
  const team = await centre.ask('team.open', {});
  expect(team).toMatchObject({ openCases: 2, toHandOver: 0, month: { month: '2026-10', state: 'open' } });
  expect(team.caseload.map(({ staffCode, open }) => [staffCode, open])).toEqual([
    ['AC1', 2],
    ['AC2', 0],
  ]);
});
