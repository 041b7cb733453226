import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Failure } from '../../../shared/failure.ts';
import { accessFaultsOf } from '../access.ts';
import { CASE_FILE } from '../fixtures/cases.ts';
import { SITE_SETTINGS } from '../fixtures/settings.ts';
import { inputsOf, openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

const CASE = '#/cases/00000000-0000-4000-8000-000000000061';
const WORDS = 'acacia barrage calebasse dune fleuve grenier harmattan indigo';

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

test('a clock that care has met says so, counts no hours down and hurries nobody', async () => {
  const met = CASE_FILE.clocks?.clocks.map((clock) => ({ ...clock, careGiven: true })) ?? [];
  const file = {
    ...CASE_FILE,
    nextStep: null,
    clocks: { caseId: '', caseCode: '', risk: null, advice: null, ...CASE_FILE.clocks, clocks: met },
  };
  const page = await screen.open(CASE, { role: 'caseworker', answers: { 'cases.open': file } });
  await page.getByRole('img', { name: 'Délai 72\u00a0h, soins reçus', exact: true }).waitFor();
  expect(await page.getByText('il reste').count()).toBe(0);
  expect(await page.getByRole('region', { name: 'Délais de soins' }).count()).toBe(1);
  expect(await page.locator('.clock.urgent').count()).toBe(0);
  await page.close();
});

describe('accounts', () => {
  test('an enrolment code is shown once, on the page that gave it', async () => {
    const page = await screen.open('#/admin/users', { role: 'administrator' });
    await page.getByRole('button', { name: 'Inscrire une personne' }).click();
    await page.getByRole('button', { name: 'Donner un code' }).press('Enter');
    expect(await inputsOf(page, 'accounts.invite')).toEqual([]);
    await page.getByLabel('Code', { exact: true }).fill('nb8');
    await page.getByLabel('Nom').fill('Compte inventé 6');
    await page.getByLabel('Supervision par').selectOption('SD1');
    await page.getByRole('button', { name: 'Donner un code' }).click();
    await page.getByText('harmattan').waitFor();
    expect(await inputsOf(page, 'accounts.invite')).toMatchObject([
      { staffCode: 'NB8', role: 'caseworker', programs: ['gbv'], supervisorCode: 'SD1' },
    ]);
    await page.getByRole('button', { name: 'C’est recopié' }).click();
    expect(await page.getByText('harmattan').count()).toBe(0);
    await page.close();
  });

  test('access opens only with eight words, which are nowhere on the screen to be copied', async () => {
    const page = await screen.open('#/admin/users', { role: 'supervisor' });
    await page.getByRole('button', { name: 'Ouvrir l’accès, KM4' }).click();
    expect(await page.getByText('harmattan').count()).toBe(0);
    const sign = page.getByRole('button', { name: 'Signer et ouvrir l’accès' });
    await page.locator('#admit-words').fill('acacia barrage');
    await sign.press('Enter');
    expect(await inputsOf(page, 'accounts.admit')).toEqual([]);
    expect(await page.evaluate('document.activeElement.id')).toBe('admit-words');
    await page.locator('#admit-words').fill(WORDS);
    await sign.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('admit-passphrase');
    await page.locator('#admit-passphrase').fill('invente pour essai');
    await sign.click();
    await page.getByText('L’accès de KM4 est ouvert').waitFor();
    expect(await inputsOf(page, 'accounts.admit')).toMatchObject([{ words: WORDS.split(' '), passphrase: 'invente pour essai' }]);
    await page.close();
  });
});

/** The passphrase typed again in the dialog of a signature. */
async function signs(page: Page): Promise<void> {
  await page.locator('#sign-passphrase').fill(WORDS);
  await page.getByRole('dialog').getByRole('button', { name: 'Signer', exact: true }).click();
}

describe('settings', () => {
  test('a delay typed in its table is said in words and kept by Enter alone; a delay that protects less is proposed, a delay out of bounds is not sent', async () => {
    const page = await screen.open('#/admin/settings', { role: 'administrator' });
    const box = (name: string) => page.getByRole('textbox', { name: `${name}, en jours` });
    await box('Évaluation terminée, risque élevé').fill('2');
    await page.getByText('Évaluation terminée, risque élevé\u00a0: 3 → 2.').waitFor();
    await box('Évaluation terminée, risque élevé').press('Enter');
    await page.getByText('Réglage enregistré.').waitFor();
    expect(await inputsOf(page, 'settings.save')).toEqual([{ key: 'assessment_high', value: 2 }]);
    await box('Plan d’action terminé, risque faible').fill('500');
    await box('Plan d’action terminé, risque faible').press('Enter');
    await box('Entre deux suivis, au plus, risque élevé').fill('9');
    await page.getByText('5 → 9. Cette valeur protège moins').waitFor();
    await box('Entre deux suivis, au plus, risque élevé').press('Enter');
    await signs(page);
    await page.getByText('Proposé. Il manque une signature.').waitFor();
    expect(await inputsOf(page, 'settings.propose')).toEqual([{ key: 'followUpInterval_high', value: 9, passphrase: WORDS }]);
    expect(await inputsOf(page, 'settings.save')).toHaveLength(1);
    expect(await page.locator('#followUpInterval_high-told').innerText()).toContain('AD1');
    expect(await accessFaultsOf(page)).toEqual([]);
    await page.close();
  });

  test('the supervision proposes what protects less, and saves nothing', async () => {
    const page = await screen.open('#/admin/settings', {
      role: 'supervisor',
      answers: { 'settings.read': { ...SITE_SETTINGS, maySave: false } },
    });
    await page.locator('#plan_low').fill('20');
    await page.getByText('L’administration enregistre ce réglage.').waitFor();
    await page.locator('#plan_low').press('Enter');
    await page.locator('#lossAttempts').fill('2');
    await page.locator('#lossAttempts').press('Enter');
    await signs(page);
    await page.getByText('Proposé. Il manque une signature.').waitFor();
    expect([await inputsOf(page, 'settings.save'), await inputsOf(page, 'settings.propose')]).toEqual([
      [],
      [{ key: 'lossAttempts', value: 2, passphrase: WORDS }],
    ]);
    await page.close();
  });
});

describe('a change of an account that waits', () => {
  test('is signed with the passphrase, asked again', async () => {
    const page = await screen.open('#/admin/users', { role: 'supervisor' });
    await page
      .getByRole('button', { name: /^Signer, / })
      .first()
      .click();
    const sign = page.getByRole('dialog').getByRole('button', { name: 'Signer' });
    await sign.press('Enter');
    expect(await inputsOf(page, 'accounts.confirm')).toEqual([]);
    expect(await page.evaluate('document.activeElement.id')).toBe('sign-passphrase');
    await page.locator('#sign-passphrase').fill('invente pour essai');
    await sign.click();
    await page.getByText('C’est signé pour').waitFor();
    expect(await inputsOf(page, 'accounts.confirm')).toMatchObject([{ passphrase: 'invente pour essai' }]);
    await page.close();
  });
});

describe('cases to hand over', () => {
  test('one person for all where possible, another for one, signed once', async () => {
    const page = await screen.open('#/team/handovers', { role: 'supervisor' });
    const save = page.getByRole('button', { name: /^Confier/ });
    await save.press('Enter');
    expect(await inputsOf(page, 'handovers.save')).toEqual([]);
    await page.getByLabel('Pour tous, quand c’est possible').selectOption('AC2');
    expect(await page.getByLabel('Confier à, VBG-MOP1-26-0063').inputValue()).toBe('');
    await page.getByLabel('Confier à, VBG-MOP1-26-0062').selectOption('NB7');
    await save.click();
    await page.getByText('3 dossiers confiés').waitFor();
    const moves = [
      { caseId: '00000000-0000-4000-8000-000000000061', ownerCode: 'AC2' },
      { caseId: '00000000-0000-4000-8000-000000000062', ownerCode: 'NB7' },
    ];
    expect(await inputsOf(page, 'handovers.save')).toEqual([{ moves }]);
    await page.close();
  });
});

describe('destruction', () => {
  test('is signed second with one’s own passphrase, by keyboard, and nothing leads there but the accounts', async () => {
    const page = await screen.open('#/admin/destroy', { role: 'administrator' });
    await page.getByRole('button', { name: 'Signer, Les identités' }).press('Enter');
    const passphrase = page.locator('#destruction-passphrase');
    await passphrase.press('Enter');
    expect(await inputsOf(page, 'destruction.confirm')).toEqual([]);
    await passphrase.fill('invente pour essai administration');
    await passphrase.press('Enter');
    await page.getByText('C’est signé.').waitFor();
    expect(await inputsOf(page, 'destruction.confirm')).toMatchObject([{ passphrase: 'invente pour essai administration' }]);
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('destruction');
    expect(await page.getByRole('option').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.close();
  });
});

describe('requests that are no closure', () => {
  test('are decided where they are listed, sent back only with a comment', async () => {
    const page = await screen.open('#/approvals', { role: 'supervisor', answers: { 'approvals.decide': { state: 'draft' } } });
    await page.getByRole('button', { name: 'Décider, VBG-MOP1-26-0033' }).click();
    await page.getByRole('button', { name: 'Renvoyer' }).press('Enter');
    expect(await inputsOf(page, 'approvals.decide')).toEqual([]);
    await page.getByLabel('Commentaire').fill('Raison inventée.');
    await page.getByRole('button', { name: 'Renvoyer' }).click();
    await page.getByText('Décision enregistrée').waitFor();
    expect(await inputsOf(page, 'approvals.decide')).toEqual([
      { approvalId: '00000000-0000-4000-8000-000000001033', decision: 'rejected', comment: 'Raison inventée.' },
    ]);
    expect(await page.getByRole('button', { name: 'Décider, VBG-MOP1-26-0021' }).count()).toBe(0);
    await page.close();
  });
});

describe('proposals for the directory', () => {
  test('are accepted or declined by the supervisor', async () => {
    const page = await screen.open('#/services', { role: 'supervisor', answers: { 'directory.decide': {} } });
    await page.getByRole('button', { name: 'Accepter, Clinique inventée' }).click();
    await page.getByText('Proposition entrée').waitFor();
    await page.getByRole('button', { name: 'Écarter, Clinique inventée' }).click();
    await page.getByText('Proposition écartée').waitFor();
    const providerId = '00000000-0000-4000-8000-000000000451';
    expect(await inputsOf(page, 'directory.decide')).toEqual([
      { providerId, accept: true },
      { providerId, accept: false },
    ]);
    await page.close();
  });
});

describe('an act in a dialog', () => {
  const REFUSED: Failure = { kind: 'invalid', message: { fr: 'Refus inventé.', en: 'Invented refusal.' } };

  test('says what is missing, moves the focus there and asks nothing', async () => {
    const page = await screen.open(CASE, { role: 'caseworker' });
    await page.getByRole('button', { name: 'Relier, VBG-MOP1-26-0057' }).press('Enter');
    const dialog = page.getByRole('dialog');
    const act = dialog.getByRole('button', { name: 'Relier' });
    expect(await act.getAttribute('aria-disabled')).toBe('true');
    const reason = await act.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reason}"]`).textContent()).toBe('Dites ce que l’autre personne est pour celle-ci.');
    await act.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('family-kind');
    expect(await inputsOf(page, 'families.link')).toEqual([]);
    await page.close();
  });

  test('a refusal is announced beside what was typed, which stays', async () => {
    const page = await screen.open(CASE, { role: 'caseworker', failures: { 'families.link': REFUSED } });
    await page.getByRole('button', { name: 'Relier, VBG-MOP1-26-0057' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Code de l’autre dossier').fill('VBG-MOP1-26-0038');
    await dialog.getByRole('radio', { name: 'Frère ou sœur' }).press('Space');
    await dialog.getByRole('button', { name: 'Relier' }).press('Enter');
    await dialog.getByRole('alert').getByText('Refus inventé.').waitFor();
    expect(await dialog.getByLabel('Code de l’autre dossier').inputValue()).toBe('VBG-MOP1-26-0038');
    expect(await dialog.getByRole('radio', { name: 'Frère ou sœur' }).isChecked()).toBe(true);
    expect(await page.locator('.toast').count()).toBe(0);
    await page.close();
  });
});

describe('closure', () => {
  const requested = {
    ...CASE_FILE,
    row: { ...CASE_FILE.row, state: 'closure_requested' as const },
    closure: { requestedBy: 'AC2', decision: null },
    mayWrite: false,
    moves: ['closed'],
  };

  test('the caseworker asks', async () => {
    const page = await screen.open(`${CASE}/closure`, { role: 'caseworker' });
    await page.getByRole('button', { name: 'Demander la clôture' }).click();
    await page.getByText('Demande envoyée').waitFor();
    expect(await inputsOf(page, 'closure.request')).toHaveLength(1);
    await page.close();
  });

  test('the supervisor sends back with a comment, never without', async () => {
    const page = await screen.open(`${CASE}/closure`, {
      role: 'supervisor',
      answers: { 'cases.open': requested, 'closure.decide': { state: 'open_assessment' } },
    });
    await page.getByRole('button', { name: 'Renvoyer' }).press('Enter');
    expect(await inputsOf(page, 'closure.decide')).toEqual([]);
    await page.getByLabel('Commentaire').fill('Compléter le plan de sécurité.');
    await page.getByRole('button', { name: 'Renvoyer' }).click();
    await page.getByText('Décision enregistrée').waitFor();
    expect(await inputsOf(page, 'closure.decide')).toMatchObject([{ decision: 'rejected', comment: 'Compléter le plan de sécurité.' }]);
    await page.close();
  });

  test('nobody decides on an own request', async () => {
    const own = { ...requested, closure: { requestedBy: 'SD1', decision: null } };
    const page = await screen.open(`${CASE}/closure`, { role: 'supervisor', answers: { 'cases.open': own } });
    await page.getByText('une autre personne en décide').waitFor();
    expect(await page.getByRole('button', { name: 'Valider la clôture' }).count()).toBe(0);
    await page.close();
  });
});

test('a pair is settled by its letter', async () => {
  const page = await screen.open('#/duplicates', { role: 'supervisor' });
  await page.keyboard.press('d');
  await page.getByText('Décision enregistrée').waitFor();
  expect(await inputsOf(page, 'duplicates.decide')).toMatchObject([{ verdict: 'different' }]);
  await page.close();
});

test('a case of the same family is linked by keyboard, by its code alone, and taken away with a reason', async () => {
  const page = await screen.open(CASE, { role: 'caseworker' });
  await page.getByRole('button', { name: 'Relier, VBG-MOP1-26-0057' }).press('Enter');
  const linking = page.getByRole('dialog');
  expect(await linking.getByLabel('Code de l’autre dossier').inputValue()).toBe('VBG-MOP1-26-0057');
  await linking.getByRole('button', { name: 'Relier' }).press('Enter');
  expect(await inputsOf(page, 'families.link')).toEqual([]);
  await linking.getByRole('radio', { name: 'Frère ou sœur' }).press('Space');
  expect(await accessFaultsOf(page)).toEqual([]);
  await linking.getByRole('button', { name: 'Relier' }).press('Enter');
  await page.getByText('Dossiers reliés').waitFor();
  expect(await inputsOf(page, 'families.link')).toMatchObject([{ otherCode: 'VBG-MOP1-26-0057', kind: 'sibling' }]);
  expect(await page.getByRole('link', { name: 'VBG-MOP1-26-0038' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Retirer, VBG-MOP1-26-0038' }).press('Enter');
  await page.getByRole('radio', { name: 'Relié par erreur' }).press('Space');
  expect(await accessFaultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Retirer le lien' }).press('Enter');
  await page.getByText('Lien retiré').waitFor();
  expect(await inputsOf(page, 'families.unlink')).toMatchObject([{ reason: 'mistake' }]);
  await page.close();
});

test('two cases are merged from their preview by keyboard, with the answer chosen', async () => {
  const page = await screen.open('#/duplicates', { role: 'supervisor' });
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Ouvrir les deux dossiers' }).press('Enter');
  const age = page.getByRole('radio', { name: /^Âge.*VBG-MOP1-25-0117/u });
  await age.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('radio', { name: /^Langues.*VBG-MOP1-25-0117/u }).focus();
  await page.keyboard.press('ArrowLeft');
  expect(await page.getByRole('radio', { name: /^Langues.*Les deux/u }).isChecked()).toBe(true);
  expect(await accessFaultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByText('Les valeurs sont masquées').waitFor();
  expect(await page.getByText('Inventée', { exact: true }).count()).toBe(0);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Dossiers réunis').waitFor();
  expect(await inputsOf(page, 'duplicates.merge')).toMatchObject([
    {
      choices: [
        { form: 'registration', field: 'age_years', side: 'ended' },
        { form: 'registration', field: 'languages', side: 'both' },
      ],
    },
  ]);
  await page.close();
});

test('a merge is undone after a word on what that does', async () => {
  const page = await screen.open('#/duplicates', { role: 'supervisor' });
  await page.getByRole('button', { name: /^Défaire la réunion/u }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Défaire la réunion' }).press('Enter');
  await page.getByText('Réunion défaite').waitFor();
  expect(await inputsOf(page, 'duplicates.undo')).toHaveLength(1);
  await page.close();
});

test('a wrong passphrase keeps the code, empties the field and counts the wait down', async () => {
  const failure: Failure = {
    kind: 'forbidden',
    message: {
      fr: 'Cette phrase n’ouvre pas ce code. Rien n’a changé.',
      en: 'This passphrase does not open this code. Nothing has changed.',
    },
  };
  const page = await screen.open('#/unlock', { role: null, session: { waitSeconds: 15 }, failures: { 'session.unlock': failure } });
  await page.locator('#passphrase').fill('une phrase inventée');
  await page
    .getByText(/Prochain essai dans 1\d\ss/)
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  expect(await inputsOf(page, 'session.unlock')).toEqual([]);
  await page.clock.runFor(16_000);
  await page.keyboard.press('Enter');
  await page.getByText('Rien n’a changé').first().waitFor();
  expect(await page.locator('#passphrase').inputValue()).toBe('');
  expect(await inputsOf(page, 'session.unlock')).toEqual([{ staffCode: 'AC2', passphrase: 'une phrase inventée' }]);
  await page.close();
});

test('going back finds the row that was left', async () => {
  const page = await screen.open('#/cases', { role: 'caseworker' });
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Dossiers');
  await page.getByRole('link', { name: 'VBG-MOP1-26-0057' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Parcours' }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('heading', { name: 'Dossiers' }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('VBG-MOP1-26-0057');
  await page.close();
});

test('language and theme change at once and are kept', async () => {
  const page = await screen.open('#/cases', { role: 'caseworker' });
  await page.locator('.own').click();
  await page.getByRole('radio', { name: 'English' }).check({ force: true });
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dataset.theme]')).toEqual(['en', 'dark']);
  expect(await inputsOf(page, 'session.prefer')).toEqual([
    { language: 'en', theme: 'light' },
    { language: 'en', theme: 'dark' },
  ]);
  await page.close();
});
