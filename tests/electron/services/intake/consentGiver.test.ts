import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answers } from '../../../../shared/forms/answers.ts';
import { intakeContent, type DemoCase } from '../../../support/caseBuilders.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase, save, saveIncident } from '../forms/savedForms.ts';

const CHILD: DemoCase = { ...PERSON, age: 9 };

let centre: Installation;
beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
});
afterEach(() => centre.remove());

const consentOf = (changes: Answers): Answers => ({
  ...intakeContent(CHILD)['consent_service'],
  child_agreement: 'assent_oral',
  ...changes,
});

/** A child's case in which the caregiver was entered as alleged perpetrator. */
async function accusedCaregiver(): Promise<string> {
  const caseId = await registerCase(centre, CHILD, { consent_service: consentOf({}) });
  const { recordId } = await saveIncident(centre, caseId, CHILD);
  await save(centre, caseId, 'alleged_perpetrator', { perp_rank: 'secondary', perp_relation: 'primary_caregiver' }, { parentId: recordId });
  return caseId;
}

function newConsent(caseId: string, answers: Answers) {
  const form = { caseId, form: 'consent_service', recordId: null, parentId: null, revision: 0, keep: [], finish: true, draftId: null };
  return centre.call('forms.save', { ...form, answers });
}

async function approvalsAsked(): Promise<readonly string[]> {
  await centre.unlock('SD1');
  const { approvals } = await centre.ask('team.open', {});
  return approvals.map(({ kind }) => kind);
}

test.each(['caregiver', 'legal_guardian'])(
  'a caregiver entered as alleged perpetrator no longer consents: %s (reference §5.1.3)',
  async (giver) => {
    const caseId = await accusedCaregiver();
    const opened = await centre.ask('forms.open', { caseId, form: 'consent_service', recordId: null, parentId: null, narrative: false });
    expect(opened.context.caregiverIsPerpetrator).toBe('yes');
    expect(await newConsent(caseId, consentOf({ consent_giver: giver }))).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', fields: { consent_giver: {} } },
    });
    const aunt = consentOf({ consent_giver: 'trusted_adult', trusted_adult_link: 'aunt' });
    expect(await newConsent(caseId, aunt)).toMatchObject({ ok: true });
  },
);

test('nor at a later coming, when the intake is joined to the same case', async () => {
  const caseId = await accusedCaregiver();
  const content = { ...intakeContent(CHILD), consent_service: consentOf({}) };
  expect(await centre.call('intake.join', { draftId: randomUUID(), caseId, content })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', fields: { consent_giver: {} } },
  });
});

test('another alleged perpetrator leaves the caregiver the right to consent', async () => {
  const caseId = await registerCase(centre, CHILD, { consent_service: consentOf({}) });
  const { recordId } = await saveIncident(centre, caseId, CHILD);
  await save(centre, caseId, 'alleged_perpetrator', { perp_rank: 'secondary', perp_relation: 'family_other' }, { parentId: recordId });
  expect(await newConsent(caseId, consentOf({}))).toMatchObject({ ok: true });
});

test.each<[string, Answers, Answers]>([
  ['a Koranic master as caregiver', {}, { caregiver_relation: 'koranic_master' }],
  ['an employer as guardian', { consent_giver: 'legal_guardian' }, { caregiver_relation: 'employer' }],
  ['an employer as trusted adult', { consent_giver: 'trusted_adult', trusted_adult_link: 'employer' }, {}],
  ['a mother of an armed group', { giver_armed: 'yes' }, { caregiver_relation: 'mother' }],
])('the supervisor validates first: %s (reference §5.1.4)', async (_, consent, person) => {
  const { registration } = intakeContent(CHILD);
  await registerCase(centre, CHILD, { consent_service: consentOf(consent), registration: { ...registration, ...person } });
  expect(await approvalsAsked()).toEqual(['consent']);
});

test.each<[string, Answers, Answers]>([
  ['the mother', { giver_armed: 'no' }, { caregiver_relation: 'mother' }],
  [
    'an aunt, where the caregiver is a Koranic master',
    { consent_giver: 'trusted_adult', trusted_adult_link: 'aunt' },
    { caregiver_relation: 'koranic_master' },
  ],
  ['a mother of whom it is not known', { giver_armed: 'unknown' }, { caregiver_relation: 'mother' }],
])('nothing is asked of the supervisor: %s', async (_, consent, person) => {
  const { registration } = intakeContent(CHILD);
  await registerCase(centre, CHILD, { consent_service: consentOf(consent), registration: { ...registration, ...person } });
  expect(await approvalsAsked()).toEqual([]);
});
