import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFacts } from '../../../../electron/store/caseRecords/facts.ts';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { followUpAnswers, planAnswers, planItems } from '../../../support/caseBuilders.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { PERSON, registerCase, save, saveIncident } from './savedForms.ts';
import { authoriseHealth, listedProvider, referralAnswers } from './referred.ts';

/** An incident of the day before, recorded today, and nothing was done yet. */
const RAPE = { ...PERSON, type: 'rape', after: 1 } as const;

let centre: Installation;
let caseId: string;
let providerId: string;
let incidentId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  providerId = await listedProvider(centre);
  caseId = await registerCase(centre, RAPE);
  incidentId = (await saveIncident(centre, caseId, RAPE)).recordId;
  await authoriseHealth(centre, caseId, ['age_sex', 'needs', 'incident_date']);
});
afterEach(() => centre.remove());

const file = () => centre.ask('cases.open', { caseId });
const shown = async () => (await file()).clocks?.clocks.map(({ kind, careGiven }) => [kind, careGiven]) ?? [];
const alarms = async () => (await centre.ask('day.open', {})).clocks.map((clocks) => clocks.caseId);
const deadline = async (recordId: string) => (await centre.ask('slips.open', { caseId, recordId })).deadline;

const refer = async (changes: Answers = {}) => {
  const answers = { ...referralAnswers(providerId), ref_info_shared: ['age_sex', 'incident_date'], ...changes };
  return (await save(centre, caseId, 'referral', answers, { finish: true })).recordId;
};
const hear = (parentId: string, state: string, more: Answers = {}) =>
  save(
    centre,
    caseId,
    'referral_event',
    { event_datetime: `${TODAY}T08:55`, event_state: state, event_source: 'provider_phone', ...more },
    { parentId },
  );

const RUNNING = [
  ['pep', false],
  ['ec', false],
];
const MET = [
  ['pep', true],
  ['ec', true],
];

describe('a clock of an assault stops once health care was given, in every place at once (reference §5.4)', () => {
  test('by a referral that the provider says completed', async () => {
    const recordId = await refer();
    await hear(recordId, 'accepted');
    expect([await shown(), await alarms(), await deadline(recordId)]).toEqual([RUNNING, [caseId], expect.stringMatching(/T00:00$/)]);
    await hear(recordId, 'completed', { service_date: TODAY, service_received: ['health_emergency'] });
    expect([await shown(), await alarms(), await deadline(recordId)]).toEqual([MET, [], null]);
    const { context } = await centre.ask('forms.open', {
      caseId,
      form: 'incident',
      recordId: incidentId,
      parentId: null,
      narrative: false,
    });
    expect(context.healthCareUntil).toBe(`${TODAY}T08:50`);
  });

  test('by a referral that the person says completed, without the provider', async () => {
    const recordId = await refer();
    await hear(recordId, 'completed_unconfirmed', { event_source: 'person' });
    expect([await shown(), await alarms(), await deadline(recordId)]).toEqual([MET, [], null]);
  });

  test('by health care given here, as the incident says', async () => {
    const dispositions = (
      await centre.ask('forms.open', { caseId, form: 'incident', recordId: incidentId, parentId: null, narrative: false })
    ).children;
    const health = dispositions.find(({ answers }) => answers['service_category'] === 'health');
    const change = (disposition: string) =>
      centre.ask('forms.save', {
        caseId,
        form: 'service_disposition',
        recordId: health?.recordId ?? null,
        parentId: incidentId,
        revision: health?.revision ?? 0,
        answers: { ...health?.answers, disposition },
        keep: [],
        finish: true,
        draftId: null,
      });
    await change('provided_here');
    expect([await shown(), await alarms()]).toEqual([MET, []]);
    expect((await file()).nextStep?.act).not.toBe('refer');
  });

  test('by health care given at a follow-up of a later day', async () => {
    await save(centre, caseId, 'follow_up', { ...followUpAnswers(TODAY, null), fu_services_given: ['psychosocial'] });
    expect([await shown(), await alarms()]).toEqual([RUNNING, [caseId]]);
    await save(centre, caseId, 'follow_up', { ...followUpAnswers(TODAY, null), fu_services_given: ['health'] });
    expect([await shown(), await alarms()]).toEqual([MET, []]);
  });

  test('by health care given here as an action of the plan', async () => {
    const plan = await save(centre, caseId, 'plan_gbv', planAnswers(TODAY, 'low'));
    const [item] = planItems(TODAY, true);
    const action = { ...item, item_service_category: 'health', item_domain: 'health' };
    await save(centre, caseId, 'plan_item', { ...action, item_provision: 'referred' }, { parentId: plan.recordId });
    expect([await shown(), await alarms()]).toEqual([RUNNING, [caseId]]);
    await save(centre, caseId, 'plan_item', action, { parentId: plan.recordId });
    expect([await shown(), await alarms()]).toEqual([MET, []]);
  });

  test('never by what was refused, missed or given by another service, and an assault that came after it runs again', async () => {
    const missed = await refer();
    await hear(missed, 'no_show', { no_show_reason: 'transport' });
    expect([await shown(), await alarms()]).toEqual([RUNNING, [caseId]]);
    const completed = await refer();
    await hear(completed, 'completed_unconfirmed', { event_source: 'person' });
    expect([await shown(), await alarms()]).toEqual([MET, []]);
    await saveIncident(centre, caseId, { ...RAPE, came: `${TODAY}T08:57`, after: 0, hour: '08:56' });
    expect([await shown(), await alarms()]).toEqual([[...MET, ...RUNNING], [caseId]]);
  });
});

describe('what care after a rape needs to know of a pregnancy is read where it is needed, by her own caseworker alone', () => {
  const opened = (form: string, parentId: string | null = null, recordId: string | null = null) =>
    centre.ask('forms.open', { caseId, form, recordId, parentId, narrative: true });
  const answered = async (changes: Answers) => {
    const { answers, revision } = await centre.ask('forms.open', {
      caseId,
      form: 'incident',
      recordId: incidentId,
      parentId: null,
      narrative: true,
    });
    await centre.ask('forms.save', {
      caseId,
      form: 'incident',
      recordId: incidentId,
      parentId: null,
      revision,
      answers: { ...answers, ...changes },
      keep: [],
      finish: true,
      draftId: null,
    });
  };

  test('emergency contraception is asked at the feedback of a health referral, and its answer is kept', async () => {
    await authoriseHealth(centre, caseId, ['age_sex', 'medical_info']);
    expect((await opened('referral')).context).toMatchObject({ incidentType: 'rape', pregnancyRisk: 'yes' });
    const recordId = await refer({ ref_info_shared: ['age_sex'] });
    expect((await opened('referral_event', recordId)).context).toMatchObject({ incidentType: 'rape', pregnancyRisk: 'yes' });
    const event = { event_source: 'person', pep_given: 'yes', ec_given: 'no' };
    const heard = await hear(recordId, 'completed_unconfirmed', event);
    const read = await centre.ask('forms.open', {
      caseId,
      form: 'referral_event',
      recordId: heard.recordId,
      parentId: recordId,
      narrative: true,
    });
    expect(read.answers).toMatchObject({ pep_given: 'yes', ec_given: 'no' });
  });

  test('a referral is saved with a feedback that changes its state, in one save', async () => {
    const recordId = await refer();
    const { answers, revision } = await opened('referral', null, recordId);
    const event = { event_datetime: `${TODAY}T08:55`, event_state: 'accepted', event_source: 'provider_phone' };
    const row = { form: 'referral_event', recordId: null, revision: 0, answers: event };
    const whole = { caseId, form: 'referral', recordId, parentId: null, revision, answers, keep: [], finish: false, draftId: null };
    await centre.ask('forms.save', { ...whole, rows: [row], removed: [] });
    expect((await opened('referral', null, recordId)).answers).toMatchObject({ ref_state: 'accepted' });
  });

  test('a referral asks of a rape, whatever incident was recorded after it', async () => {
    await saveIncident(centre, caseId, { ...PERSON, after: 0 });
    expect((await opened('referral')).context).toMatchObject({ incidentType: 'rape', pregnancyRisk: 'yes' });
  });

  test('the suggested risk rises with it, long after the clocks', async () => {
    await answered({ incident_date: '2026-06-01' });
    expect((await opened('risk_assessment')).context).toMatchObject({ pregnancyRisk: 'yes' });
    await answered({ incident_date: '2026-06-01', pregnancy_risk: 'no' });
    expect((await opened('risk_assessment')).context.pregnancyRisk).toBeUndefined();
  });

  test('a clock of emergency contraception does not run where no pregnancy can follow', async () => {
    expect(await shown()).toEqual(RUNNING);
    await answered({ pregnancy_risk: 'no' });
    expect(await shown()).toEqual([['pep', false]]);
    expect((await centre.ask('day.open', {})).clocks).toMatchObject([{ caseId, clocks: [{ kind: 'pep' }] }]);
  });

  test('a supervisor reads nothing of it beside the account that she asks to read, and it is in no clear part', async () => {
    await answered({ pregnancy_risk: 'no' });
    const stores = centre.application.host.session?.stores;
    if (stores === undefined) throw new Error('no session');
    expect(
      readFacts(casesOf(stores), 'incident')
        .map(({ answers }) => answers)
        .join(),
    ).not.toContain('pregnancy');
    await centre.unlock('SD1');
    for (const form of ['referral', 'risk_assessment']) expect((await opened(form)).context.pregnancyRisk, form).toBeUndefined();
    expect(await shown()).toEqual(RUNNING);
  });
});
