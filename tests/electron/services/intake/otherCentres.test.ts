import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { REFERENCE_LISTS } from '../../../../shared/forms/lists/inForce.ts';
import { countedUnits } from '../../../../electron/services/months/countedUnits.ts';
import { incidentAnswers, intakeContent } from '../../../support/caseBuilders.ts';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';
import { authoriseHealth, listedProvider, referralAnswers } from '../forms/referred.ts';

/** A person sent by another centre with its slip is counted once (reference §5.7). */
let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
});
afterEach(() => centre.remove());

const OTHERS = 'R-7KQ4-M2XY';

function sent(slip: string, more: Answers = {}): Readonly<Record<string, Answers>> {
  return {
    ...intakeContent(PERSON),
    registration: { ...intakeContent(PERSON)['registration'], referred_from: 'psychosocial', slip_number: slip, ...more },
  };
}

const register = async (content: Readonly<Record<string, Answers>>) => centre.call('intake.register', { draftId: randomUUID(), content });
const openNew = async (caseId: string) =>
  (await centre.ask('forms.open', { caseId, form: 'incident', recordId: null, parentId: null, narrative: false })).context;

/** A referral of this centre, with the number on its slip. */
async function refer(caseId: string): Promise<void> {
  const providerId = await listedProvider(centre);
  await authoriseHealth(centre, caseId, ['age_sex', 'needs']);
  await save(centre, caseId, 'referral', referralAnswers(providerId));
}

function units() {
  const cases = centre.application.host.session?.stores.cases;
  if (cases === null || cases === undefined) throw new Error('no case base');
  return countedUnits(cases, 'mopti', REFERENCE_LISTS);
}

test('the number is kept in its one writing, and the first incident is proposed as reported there; the next is not', async () => {
  const caseId = await registerCase(centre, PERSON, sent('r 7kq4-m2xy'));
  const registration = await centre.ask('forms.open', { caseId, form: 'registration', recordId: null, parentId: null, narrative: false });
  expect(registration.answers['slip_number']).toBe(OTHERS);
  expect(await openNew(caseId)).toMatchObject({ cameBySlip: 'yes' });
  await save(centre, caseId, 'incident', { ...incidentAnswers(PERSON), previously_reported: 'yes_gbvims' });
  expect(await openNew(caseId)).not.toHaveProperty('cameBySlip');
  const without = await registerCase(centre, { ...PERSON, name: ['Inventette', 'Fictive'] });
  expect(await openNew(without)).not.toHaveProperty('cameBySlip');
});

test('the facts say that there was a slip and never its number; the incident is among the excluded of the month', async () => {
  const caseId = await registerCase(centre, PERSON, sent(OTHERS));
  await saveIncident(centre, caseId, PERSON);
  expect(units()).toMatchObject([{ cameBySlip: true, incident: { previouslyReported: 'no' } }]);
  expect(JSON.stringify(units())).not.toContain('7KQ4');
  const other = await registerCase(centre, { ...PERSON, name: ['Inventette', 'Fictive'] }, sent('R-ABCD-EFGK'));
  await save(centre, other, 'incident', { ...incidentAnswers(PERSON), previously_reported: 'yes_gbvims' });
  await centre.unlock('SD1');
  const { excluded, figures } = await centre.ask('months.check', { month: TODAY.slice(0, 7) });
  expect(excluded.map(({ reason, count }) => [reason, count])).toEqual([['reported_elsewhere', 1]]);
  expect(figures).toMatchObject({ registered: 2, counted: 1 });
});

test('somebody who came alone came by no slip, whatever was typed before', async () => {
  await registerCase(centre, PERSON, sent(OTHERS, { referred_from: 'self' }));
  expect(units()).toMatchObject([{ cameBySlip: false }]);
});

test.each(['R-7KQ4-M2XZ', 'R-7KQ4-M2X', 'R-7QK4-M2XY', 'VBG-ESS1-26-0001', 'R-0KQ4-M2XY'])('%s is a slip of the pen', async (typed) => {
  expect(await register(sent(typed))).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { slip_number: {} } } });
});

test('a slip of this very centre is refused: its own caseworker learns the case, a colleague none, and nothing is linked', async () => {
  const caseId = await registerCase(centre, PERSON);
  await refer(caseId);
  const { referrals, row } = await centre.ask('cases.open', { caseId });
  const own = referrals[0]?.referralCode ?? '';
  for (const reply of [await register(sent(own)), await centre.call('intake.suspects', { draftId: randomUUID(), content: sent(own) })]) {
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { slip_number: {} } } });
    expect(JSON.stringify(reply)).toContain(row.caseCode);
  }
  await centre.unlock('AC2');
  const refused = await register(sent(own.toLowerCase()));
  expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid', fields: { slip_number: {} } } });
  expect(JSON.stringify(refused)).not.toContain(row.caseCode);
  expect((await centre.ask('day.open', {})).openCases).toBe(0);
  expect(await register(sent(OTHERS))).toMatchObject({ ok: true });
});

test('nor is it taken when a registration is changed; a slip that no referral was saved with is another centre’s', async () => {
  const caseId = await registerCase(centre, PERSON, sent(OTHERS));
  await refer(caseId);
  const { referrals } = await centre.ask('cases.open', { caseId });
  const opened = await centre.ask('forms.open', { caseId, form: 'registration', recordId: null, parentId: null, narrative: false });
  const change = async (slip: string) =>
    centre.call('forms.save', {
      caseId,
      form: 'registration',
      recordId: opened.recordId,
      parentId: null,
      revision: opened.revision,
      answers: { ...opened.answers, slip_number: slip },
      keep: opened.masked,
      finish: false,
      draftId: null,
    });
  expect(await change(referrals[0]?.referralCode ?? '')).toMatchObject({ ok: false, failure: { fields: { slip_number: {} } } });
  expect(await change('R-ABCD-EFGK')).toMatchObject({ ok: true });
});
