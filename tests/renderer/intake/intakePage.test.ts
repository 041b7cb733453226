import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { FixtureState } from '../fixtureBridge.ts';
import type { Fixtures } from '../fixtures/invented.ts';
import { accessFaultsOf } from '../access.ts';
import { callsOf, openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

const CASE_ID = '00000000-0000-4000-8000-000000000062';
const ABSENT: Failure = {
  kind: 'notFound',
  message: { fr: 'Aucun brouillon ne porte cet identifiant.', en: 'No draft has this identifier.' },
};
const ANSWERS: Fixtures = {
  'drafts.save': { savedAt: '2026-10-13T09:44' },
  'intake.suspects': { suspects: [] },
  'intake.register': {
    kind: 'case',
    caseId: CASE_ID,
    caseCode: 'VBG-MOP1-26-0062',
    survivorCode: 'M4RT8WZ2',
    kept: ['consent_service', 'registration', 'risk_assessment', 'identity'],
  },
};
const STATE: FixtureState = {
  role: 'caseworker',
  failures: { 'drafts.open': ABSENT },
  answers: ANSWERS,
};
const DRAFT_ID = '00000000-0000-4000-8000-0000000000f1';
const RESUMED = `#/intake/${DRAFT_ID}/resume`;
/** A draft that lacks the last step only. */
const ANSWERED: Output<'drafts.open'> = {
  draftId: DRAFT_ID,
  caseId: null,
  form: 'consent_service',
  recordId: null,
  baseRevision: 0,
  at: { section: 'identity', field: 'last_name' },
  savedAt: '2026-10-13T09:40',
  content: {
    consent_service: {
      consent_datetime: '2026-10-13T09:40',
      interview_language: 'bam',
      interpreter_used: 'no',
      consent_giver: 'self',
      consent_services: 'yes',
      consent_reporting: 'yes',
      consent_contact: 'yes',
    },
    registration: { registration_date: '2026-10-13', age_known: 'declared', age_years: 24 },
    risk_assessment: {},
    identity: { last_name: 'Zorbane' },
    safe_contact: {},
  },
};
const MOST_KEYS = 45;

let screen: Screen;

beforeAll(async () => {
  screen = await openScreen();
});

afterAll(async () => {
  await screen.close();
});

function step(page: Page, title: string): Promise<void> {
  return page.getByRole('heading', { level: 2, name: title }).waitFor();
}

describe('intake by keyboard alone', () => {
  it(`gives a code in at most ${MOST_KEYS} keys, R questions only`, async () => {
    const page = await screen.open('#/intake', STATE);
    let keys = 0;
    async function press(...strokes: readonly string[]): Promise<void> {
      for (const stroke of strokes) await page.keyboard.press(stroke);
      keys += strokes.length;
    }
    await step(page, 'Accueil et consentement');
    await press('Space', 'Tab', 'n', 'Tab', 'a', 'Tab', '2', '4', 'Tab', 'o', 'Tab', 'o', 'Tab', 'n', 'Control+Enter');
    await step(page, 'Danger');
    await press('n', 'Tab', 'n', 'Tab', 'n', 'Tab', 'n', 'Control+Enter');
    await step(page, 'Personne');
    if ((await page.locator('[data-field="case_program"] input:checked').count()) === 0) await press('v', 'Tab');
    await press('v', 'e', 'Tab', 'f', 'Tab', 'r', 'e', 'Tab', 'n', 'Tab', 'm', 'o', 'Tab', 'b', 'a', 'n', 'Enter', 'Control+Enter');
    await step(page, 'Doublons');
    await press('Control+Enter');
    await step(page, 'Identité et contact');
    await press('Control+Enter');
    await page.getByText('VBG-MOP1-26-0062', { exact: true }).waitFor();
    expect(keys).toBeLessThanOrEqual(MOST_KEYS);
    const [sent] = await callsOf(page, 'intake.register');
    expect(sent?.input).toMatchObject({
      content: {
        consent_service: {
          consent_giver: 'self',
          consent_services: 'yes',
          consent_reporting: 'yes',
          consent_contact: 'no',
          info_rights: 'yes',
        },
        registration: {
          age_years: 24,
          sex: 'female',
          residence_geo: { region: 'mopti', cercle: 'mopti_bandiagara' },
          duplicate_checked: 'yes',
        },
        risk_assessment: { danger_now: 'no', risk_level: 'low' },
      },
    });
    const kept = await page.locator('#main').innerText();
    expect(kept).toContain('sous le code VBG-MOP1-26-0062');
    expect(kept).toContain('L’identité, à part et masquée');
    expect(kept).not.toContain('Le contact sûr, de la même façon');
    expect(kept).toContain('Aucun contact sûr. Ne pas appeler, attendre au centre.');
    await page.close();
  });
});

describe('one intake makes one case', () => {
  const IDENTITY: FixtureState = {
    role: 'caseworker',
    held: ['intake.suspects', 'intake.register'],
    answers: { ...ANSWERS, 'drafts.open': ANSWERED },
  };

  it('when the key of the last step is pressed twice', async () => {
    const page = await screen.open(RESUMED, IDENTITY);
    await step(page, 'Identité et contact');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    expect(await registrations(page)).toBe(1);
    await page.close();
  });

  it('when the key of the last step is held down', async () => {
    const page = await screen.open(RESUMED, IDENTITY);
    await step(page, 'Identité et contact');
    await page.keyboard.down('Control');
    for (let repeat = 0; repeat < 4; repeat += 1) await page.keyboard.down('Enter');
    expect(await registrations(page)).toBe(1);
    await page.close();
  });

  it('when its button is pressed twice', async () => {
    const page = await screen.open(RESUMED, IDENTITY);
    await step(page, 'Identité et contact');
    await page.locator('.form-foot .button.primary').dblclick();
    expect(await registrations(page)).toBe(1);
    await page.close();
  });
});

/** Registrations asked for once every answer has come. */
async function registrations(page: Page): Promise<number> {
  const code = page.getByText('VBG-MOP1-26-0062', { exact: true });
  await expect
    .poll(async () => {
      await page.evaluate('window.sutura.release()');
      return code.count();
    })
    .toBe(1);
  await page.evaluate('window.sutura.release()');
  return (await callsOf(page, 'intake.register')).length;
}

describe('intake in Chromium', () => {
  it('keeps the later steps closed, with the reason, until consent is answered', async () => {
    const page = await screen.open('#/intake', STATE);
    await step(page, 'Accueil et consentement');
    expect(await page.locator('.step-closed').count()).toBe(5);
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await step(page, 'Accueil et consentement');
    await page.locator('[data-field="interpreter_used"] .field-problem').waitFor();
    await page.close();
  });

  it('turns a refusal into a contact, and says what stays and what is erased', async () => {
    const page = await screen.open('#/intake', {
      ...STATE,
      answers: { ...ANSWERS, 'intake.register': { kind: 'contact', kept: ['sex', 'age_group'] } },
    });
    await step(page, 'Accueil et consentement');
    await page.getByText('Âge déclaré').click();
    await page.getByRole('textbox', { name: /Âge/ }).fill('24');
    await page.locator('[data-field="interpreter_used"]').getByText('Non', { exact: true }).click();
    await page.locator('[data-field="consent_services"]').getByText('Non', { exact: true }).click();
    await page.getByText('Ce qui s’efface').waitFor();
    await page.locator('[data-field="sex"]').getByText('Féminin').click();
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await page.getByRole('button', { name: /Enregistrer le contact/ }).click();
    await page.getByText('Contact enregistré sans consentement').waitFor();
    const [sent] = await callsOf(page, 'intake.register');
    expect(Object.keys(Object(Object(sent?.input).content))).toEqual(['consent_service', 'registration']);
    await page.close();
  });

  it('puts care before the rest when there is danger, and proposes a high level', async () => {
    const page = await screen.open('#/intake', STATE);
    await step(page, 'Accueil et consentement');
    await page.keyboard.press('Tab');
    for (const key of ['n', 'Tab', 'a', 'Tab', '2', '4', 'Tab', 'o', 'Tab', 'o', 'Tab', 'o', 'Control+Enter'])
      await page.keyboard.press(key);
    await step(page, 'Danger');
    await page.locator('[data-field="danger_now"]').getByText('Oui', { exact: true }).click();
    await page.getByText('Orienter maintenant').waitFor();
    expect(await page.locator('[data-field="risk_level"]').getByRole('radio', { name: 'Élevé' }).isChecked()).toBe(true);
    await page.locator('[data-field="danger_now"]').getByText('Non', { exact: true }).click();
    await page.locator('[data-field="risk_level"]').getByRole('radio', { name: 'Faible' }).and(page.locator(':checked')).waitFor();
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await page.close();
  });

  it('explains a refusing caregiver in its place, and lets a mature child continue', async () => {
    const page = await screen.open('#/intake', STATE);
    await step(page, 'Accueil et consentement');
    await page.getByText('Âge déclaré').click();
    await page.getByRole('textbox', { name: /Âge/ }).fill('14');
    await page.locator('[data-field="child_agreement"]').getByText('Assentiment oral').click();
    await page.locator('[data-field="caregiver_agreement"]').getByText('Refus', { exact: true }).click();
    await page.getByText('La personne elle-même').click();
    await page.locator('[data-field="child_maturity"]').getByText('Suffisante', { exact: true }).click();
    await page.getByText('La demande part à la supervision').waitFor();
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await page.close();
  });

  it('resumes where it stopped, with the names closed', async () => {
    const page = await screen.open(RESUMED, { role: 'caseworker', answers: { ...ANSWERS, 'drafts.open': ANSWERED } });
    await step(page, 'Identité et contact');
    await page.getByRole('button', { name: 'Afficher Nom, masqué' }).waitFor();
    expect(await page.getByText('Zorbane').count()).toBe(0);
    expect(await accessFaultsOf(page, '#main')).toEqual([]);
    await page.close();
  });
});
