import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answers } from '../../../../shared/forms/answers.ts';
import {
  assessmentAnswers,
  closureAnswers,
  followUpAnswers,
  planAnswers,
  planItems,
  safetyPlanAnswers,
} from '../../../support/caseBuilders.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

/** The path of a case from intake to services, carried by its own forms (reference §2.4, §3.9, §3.11, §3.12). */
let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  await saveIncident(centre, caseId, PERSON);
});
afterEach(() => centre.remove());

const file = () => centre.ask('cases.open', { caseId });
const stateNow = async () => (await file()).row.state;
const tasksNow = async () => (await file()).tasks.map(({ kind, due }) => [kind, due]);
const refusedMove = async (to: 'open_assessment' | 'open_planning' | 'open_implementation') =>
  expect(await centre.call('cases.move', { caseId, to, date: TODAY, reason: null, comment: null })).toMatchObject({
    ok: false,
    failure: { kind: 'conflict' },
  });

async function assess(changes: Answers = {}): Promise<void> {
  await save(centre, caseId, 'assessment_gbv', { ...assessmentAnswers(TODAY, PERSON, true), ...changes }, { finish: true });
}

async function plan(items: readonly Answers[] = planItems(TODAY, false), head: Answers = planAnswers(TODAY, 'low')): Promise<string> {
  const first = await save(centre, caseId, 'plan_gbv', head);
  for (const item of items) await save(centre, caseId, 'plan_item', item, { parentId: first.recordId, finish: true });
  const finished = { caseId, form: 'plan_gbv', parentId: null, answers: head, keep: [], finish: true, draftId: null };
  await centre.ask('forms.save', { ...finished, recordId: first.recordId, revision: first.revision });
  return first.recordId;
}

test('an assessment that is begun, then finished, carries the case; without it no move is offered and each is refused', async () => {
  const received = await file();
  expect(received.row.state).toBe('open_intake');
  expect(received.nextStep).toMatchObject({ form: 'assessment_gbv' });
  expect(received.moves.filter((move) => move.startsWith('open_'))).toEqual([]);
  await refusedMove('open_assessment');
  const begun = await save(centre, caseId, 'assessment_gbv', assessmentAnswers(TODAY, PERSON, false));
  expect(await stateNow()).toBe('open_assessment');
  await refusedMove('open_planning');
  await centre.ask('forms.save', {
    caseId,
    form: 'assessment_gbv',
    recordId: begun.recordId,
    parentId: null,
    revision: begun.revision,
    answers: assessmentAnswers(TODAY, PERSON, true),
    keep: [],
    finish: true,
    draftId: null,
  });
  const assessed = await file();
  expect(assessed.row.state).toBe('open_planning');
  expect(assessed.nextStep).toMatchObject({ form: 'plan_gbv' });
  await refusedMove('open_implementation');
});

test('suicidal thoughts are not finished over a lower risk: the level is raised first', async () => {
  const assessment = { ...assessmentAnswers(TODAY, PERSON, true), suicide_thoughts: 'yes' };
  const finish = {
    caseId,
    form: 'assessment_gbv',
    recordId: null,
    parentId: null,
    revision: 0,
    answers: assessment,
    keep: [],
    draftId: null,
  };
  expect(await centre.call('forms.save', { ...finish, finish: true })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', fields: { suicide_thoughts: {} } },
  });
  const danger = { danger_now: 'no', life_threat_injury: 'no', suicide_risk: 'yes', perp_access_risk: 'no' };
  const high = {
    risk_date: `${TODAY}T08:50`,
    ...danger,
    risk_level: 'high',
    risk_reason: 'Inventé.',
    immediate_action: ['supervisor_called'],
  };
  await save(centre, caseId, 'risk_assessment', high, { finish: true });
  await assess({ suicide_thoughts: 'yes' });
  expect(await stateNow()).toBe('open_planning');
});

test('the level of risk is suggested from what the incident says, and a lower one needs its reason', async () => {
  const opened = await centre.ask('forms.open', { caseId, form: 'risk_assessment', recordId: null, parentId: null, narrative: false });
  expect(opened.context).toMatchObject({ daysSinceViolence: 2, riskLevel: 'low' });
  const answers = { risk_date: `${TODAY}T08:50`, danger_now: 'no', life_threat_injury: 'no', suicide_risk: 'no', perp_access_risk: 'no' };
  const finish = { caseId, form: 'risk_assessment', recordId: null, parentId: null, revision: 0, keep: [], finish: true, draftId: null };
  expect(await centre.call('forms.save', { ...finish, answers: { ...answers, risk_level: 'low' } })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', fields: { risk_reason: {} } },
  });
  expect(await centre.call('forms.save', { ...finish, answers: { ...answers, risk_level: 'medium' } })).toMatchObject({ ok: true });
});

test('a plan needs an action and the agreement of the person; the supervisor approves it, and work begins before', async () => {
  await assess();
  expect((await file()).nextStep).toMatchObject({ form: 'plan_gbv' });
  const empty = {
    caseId,
    form: 'plan_gbv',
    recordId: null,
    parentId: null,
    revision: 0,
    answers: planAnswers(TODAY, 'low'),
    keep: [],
    draftId: null,
  };
  expect(await centre.call('forms.save', { ...empty, finish: true })).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  await plan(planItems(TODAY, false), { ...planAnswers(TODAY, 'low'), plan_agreed: 'no' });
  expect(await stateNow()).toBe('open_planning');
  await plan();
  const planned = await file();
  expect(planned.row.state).toBe('open_implementation');
  expect(planned.plan).toMatchObject({
    agreed: true,
    approval: 'requested',
    items: [{ domain: 'psychosocial' }, { domain: 'livelihood' }],
  });
  await centre.unlock('SD1');
  const waiting = (await centre.ask('team.open', {})).approvals.filter((one) => one.caseId === caseId);
  expect(waiting.map(({ title }) => title.fr)).toContain('Plan d’action à valider');
});

test('a plan that is sent back is open again, with its obligation', async () => {
  await assess();
  await plan();
  expect((await tasksNow()).map(([kind]) => kind)).toContain('plan_review');
  await centre.unlock('SD1');
  const [asked] = (await centre.ask('team.open', {})).approvals.filter(({ title }) => title.fr === 'Plan d’action à valider');
  const decide = (decision: 'approved' | 'rejected', comment: string | null) =>
    centre.call('approvals.decide', { approvalId: asked?.approvalId ?? '', decision, comment });
  expect(await decide('rejected', null)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  expect(await decide('rejected', 'À préciser, inventé.')).toMatchObject({ ok: true });
  await centre.unlock('AC1');
  const back = await file();
  expect(back.plan?.approval).toBe('rejected');
  expect(back.tasks.map(({ kind }) => kind)).toContain('plan');
  expect(back.row.state).toBe('open_implementation');
});

test('every action settled brings « tous les services mis en œuvre », a new one brings the case back', async () => {
  await assess();
  const [first = {}] = planItems(TODAY, false);
  const done = { ...first, item_status: 'done', item_done_date: TODAY, item_progress: 'met' };
  const planId = await plan([done]);
  expect(await stateNow()).toBe('open_services_done');
  await save(centre, caseId, 'plan_item', first, { parentId: planId, finish: true });
  expect(await stateNow()).toBe('open_implementation');
});

test('a reopened case is assessed and planned anew: its former forms carry it nowhere', async () => {
  await assess();
  const done = planItems(TODAY, true);
  await plan(done);
  await save(centre, caseId, 'closure_gbv', closureAnswers(TODAY), { finish: true });
  await centre.ask('closure.request', { caseId });
  await centre.unlock('SD1');
  await centre.ask('closure.decide', { caseId, decision: 'approved', comment: null });
  centre.advance(24 * 3_600_000);
  await centre.unlock('AC1');
  const tomorrow = '2026-11-25';
  await centre.ask('cases.move', { caseId, to: 'reopened', date: tomorrow, reason: 'new_need', comment: null });
  await save(centre, caseId, 'follow_up', followUpAnswers(tomorrow, null), { finish: true });
  const reopened = await file();
  expect(reopened.row.state).toBe('open_assessment');
  expect(reopened.nextStep).toMatchObject({ form: 'consent_service' });
  await assess({ assessment_date: tomorrow, assessment_kind: 'reassessment' });
  expect(await stateNow()).toBe('open_planning');
  await plan(planItems(tomorrow, false), planAnswers(tomorrow, 'low'));
  expect(await stateNow()).toBe('open_implementation');
});

test('obligations follow the forms: assessment, safety plan, plan, its review and its actions, and none typed', async () => {
  const kinds = async () => (await tasksNow()).map(([kind]) => kind);
  expect(await kinds()).toEqual(expect.arrayContaining(['assessment', 'plan']));
  await assess({ safety_plan_needed: 'yes' });
  expect((await file()).nextStep).toMatchObject({ form: 'safety_plan' });
  expect(await kinds()).toEqual(expect.arrayContaining(['safety_plan', 'plan']));
  expect(await kinds()).not.toContain('assessment');
  await save(centre, caseId, 'safety_plan', safetyPlanAnswers(TODAY, 'low'), { finish: true });
  expect(await tasksNow()).toContainEqual(['safety_plan_review', '2026-12-24']);
  await plan();
  const planned = await tasksNow();
  expect(planned).toContainEqual(['plan_item', '2026-12-08']);
  expect(planned).toContainEqual(['plan_review', '2027-02-22']);
});
