import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answers } from '../../../shared/forms/answers.ts';
import { followUpAnswers, planAnswers, planItems } from '../../support/inventedCases.ts';
import { newCentre, TODAY, type Installation } from '../../support/installation.ts';
import { PERSON, receive, save, tell } from './received.ts';
import { authoriseHealth, listedProvider, referralAnswers } from './referred.ts';

/** Told today, of the day before, and nothing was done yet. */
const RAPE = { ...PERSON, type: 'rape', after: 1 } as const;

let centre: Installation;
let caseId: string;
let providerId: string;
let incidentId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  providerId = await listedProvider(centre);
  caseId = await receive(centre, RAPE);
  incidentId = (await tell(centre, caseId, RAPE)).recordId;
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
    await tell(centre, caseId, { ...RAPE, came: `${TODAY}T08:57`, after: 0, hour: '08:56' });
    expect([await shown(), await alarms()]).toEqual([[...MET, ...RUNNING], [caseId]]);
  });
});
