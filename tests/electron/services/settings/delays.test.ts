import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addDays } from '../../../../shared/time.ts';
import { planAnswers, planItems } from '../../../support/caseBuilders.ts';
import { newCentre, PEOPLE, TODAY, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

/** Delays as settings of the site: what follows from changing one (reference §5.5). */
let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, { ...PERSON, risk: 'high' });
});
afterEach(() => centre.remove());

const dueOf = async (kind: string) => (await centre.ask('cases.open', { caseId })).tasks.find((task) => task.kind === kind)?.due;
const inBase = (kind: string) =>
  centre.application.host.session?.stores.cases?.connection
    .prepare('select due from task where case_id = ? and kind = ?')
    .pluck()
    .get(caseId, kind);

async function change(key: string, value: number): Promise<void> {
  await centre.unlock('AD1');
  await centre.ask('settings.save', { key, value });
}

test('a shorter delay moves the open tasks of each person’s cases at the next unlock; a colleague reads none of them', async () => {
  expect([await dueOf('assessment'), await dueOf('follow_up'), await dueOf('plan')]).toEqual([
    addDays(TODAY, 3),
    addDays(TODAY, 3),
    addDays(TODAY, 7),
  ]);
  await change('assessment_high', 2);
  await change('plan_medium', 10);
  await centre.unlock('AC2');
  expect(inBase('assessment')).toBeUndefined();
  await centre.unlock('AC1');
  expect([await dueOf('assessment'), await dueOf('follow_up'), await dueOf('plan')]).toEqual([
    addDays(TODAY, 2),
    addDays(TODAY, 3),
    addDays(TODAY, 7),
  ]);
});

test('the supervisor’s next unlock is enough for the team’s cases', async () => {
  await change('assessment_high', 1);
  await centre.unlock('SD1');
  expect(inBase('assessment')).toBe(addDays(TODAY, 1));
});

test('a longer delay at high risk takes two; tasks follow behind the page of the second signer', async () => {
  await centre.unlock('AD1');
  expect(await centre.call('settings.save', { key: 'assessment_high', value: 5 })).toMatchObject({
    ok: false,
    failure: { kind: 'forbidden' },
  });
  await centre.ask('settings.propose', { key: 'assessment_high', value: 5, passphrase: PEOPLE.AD1 });
  await centre.unlock('SD1');
  expect(inBase('assessment')).toBe(addDays(TODAY, 3));
  const { waiting } = await centre.ask('settings.read', {});
  await centre.ask('settings.confirm', { proposalId: waiting[0]?.proposalId ?? '', passphrase: PEOPLE.SD1 });
  await vi.waitFor(() => expect(inBase('assessment')).toBe(addDays(TODAY, 5)));
});

test('a longer delay written in the base by one hand lengthens nothing at high risk', async () => {
  await centre.unlock('AD1');
  centre.application.host.session?.stores.admin.connection
    .prepare("insert into setting (key, value, changed_at, changed_by) values ('assessment_high', '14', 1, null)")
    .run();
  await centre.unlock('AC1');
  expect(await dueOf('assessment')).toBe(addDays(TODAY, 3));
});

test('forms propose and compute with the delays of the site', async () => {
  await change('followUpInterval_high', 5);
  await change('planItem_medium', 9);
  await centre.unlock('AC1');
  const open = async (form: string) =>
    (await centre.ask('forms.open', { caseId, form, recordId: null, parentId: null, narrative: false })).context;
  expect(await open('follow_up')).toMatchObject({ latestNextFollowUp: addDays(TODAY, 5) });
  expect(await open('plan_gbv')).toMatchObject({ delays: { planItem: { urgent: 1, high: 3, medium: 9, low: 30 } } });
});

test('a request that waits for the supervisor follows the delay too', async () => {
  await saveIncident(centre, caseId, { ...PERSON, risk: 'high' });
  const first = await save(centre, caseId, 'plan_gbv', planAnswers(TODAY, 'high'));
  for (const item of planItems(TODAY, false)) await save(centre, caseId, 'plan_item', item, { parentId: first.recordId, finish: true });
  await centre.ask('forms.save', {
    caseId,
    form: 'plan_gbv',
    recordId: first.recordId,
    parentId: null,
    revision: first.revision,
    answers: planAnswers(TODAY, 'high'),
    keep: [],
    finish: true,
    draftId: null,
  });
  await change('approval_high', 1);
  await centre.unlock('SD1');
  expect((await centre.ask('team.open', {})).approvals).toMatchObject([{ kind: 'plan', due: addDays(TODAY, 1) }]);
});

test('an entry of the directory goes stale by the delay of the site', async () => {
  await centre.unlock('SD1');
  const answers = { prov_name: 'Centre inventé', prov_type: 'csref', prov_active: 'yes', prov_geo: { region: 'mopti' } };
  await centre.ask('directory.save', {
    providerId: null,
    revision: 0,
    answers: { ...answers, prov_checked_on: addDays(TODAY, -40) },
    services: [],
  });
  const freshness = async () => (await centre.ask('directory.list', {})).providers.map((one) => one.freshness);
  expect(await freshness()).toEqual(['fresh']);
  await change('providerCheckDays', 30);
  expect(await freshness()).toEqual(['toCheck']);
});
