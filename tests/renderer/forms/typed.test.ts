import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../../shared/contract.ts';
import { SITUATION_WORDS } from '../../../shared/rules/mandatoryReporting.ts';
import { accessFaultsOf } from '../access.ts';
import { CASE_FILE } from '../fixtures/cases.ts';
import type { Fixtures } from '../fixtures/invented.ts';
import { inputsOf, openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

const { caseId } = CASE_FILE.row;
const WORDS = 'phrase inventée';
const REPORT = 'report·child_sexual_abuse';
const DRAFT = { draftId: '00000000-0000-4000-8000-000000000777', recordId: null, savedAt: '2026-10-13T09:40', answered: 1 };

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

/** The drafts of the person who is there: one. */
function withDraft(form: string, at: string | null, content: Output<'drafts.open'>['content'], recordId: string | null = null) {
  const line = { ...DRAFT, form, recordId, caseId: at, caseCode: at === null ? null : 'VBG-MOP1-26-0061' };
  return {
    'drafts.list': { drafts: [line] },
    'drafts.open': {
      draftId: DRAFT.draftId,
      savedAt: DRAFT.savedAt,
      form,
      recordId,
      caseId: at,
      baseRevision: 0,
      at: { section: form, field: null },
      content,
    },
  } satisfies Fixtures;
}

const DUTY: Output<'cases.open'>['reporting']['duties'][number] = {
  situation: 'child_sexual_abuse',
  title: SITUATION_WORDS.child_sexual_abuse,
  authority: 'Juge inventé',
  delayDays: 2,
  reference: 'Texte inventé',
  due: '2026-10-15',
  state: 'open',
  on: null,
  endangers: false,
};
const FILE = { ...CASE_FILE, reporting: { ...CASE_FILE.reporting, duties: [DUTY] } };

/** By the keyboard alone, from the closed notice to the reason. */
async function toReason(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Afficher', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Noter ce qui est décidé' }).press('Enter');
  await page.locator('#report-reason').focus();
}

describe('what is decided about a report', () => {
  test('is kept while it is typed, before any button, under no name that the base could read', async () => {
    const page = await screen.open(`#/cases/${caseId}`, {
      role: 'caseworker',
      answers: { 'cases.open': FILE, 'drafts.save': { savedAt: '2026-10-13T09:41' } },
    });
    await toReason(page);
    await page.keyboard.type(WORDS);
    await page.getByText('Brouillon gardé à 09:41').first().waitFor();
    expect((await inputsOf(page, 'drafts.save')).at(-1)).toMatchObject({ content: { [REPORT]: { reason: WORDS } } });
    expect(await inputsOf(page, 'drafts.save')).toContainEqual(expect.objectContaining({ caseId, form: REPORT, recordId: null }));
    expect(await inputsOf(page, 'mandatoryReporting.record')).toEqual([]);
    expect(await accessFaultsOf(page)).toEqual([]);
    await page.close();
  });

  test('comes back in the dialog, and nothing is kept after it was recorded', async () => {
    const content = { [REPORT]: { step: 'not_made', informed: 'yes', date: '2026-10-12', reason: WORDS } };
    const page = await screen.open(`#/cases/${caseId}`, {
      role: 'caseworker',
      answers: { 'cases.open': FILE, ...withDraft(REPORT, caseId, content), 'drafts.save': { savedAt: '2026-10-13T09:41' } },
      held: ['mandatoryReporting.record'],
    });
    await toReason(page);
    expect(await page.locator('#report-reason').inputValue()).toBe(WORDS);
    await page.getByRole('button', { name: 'Noter', exact: true }).press('Enter');
    await page.locator('#report-reason').pressSequentially(' et encore');
    await page.clock.runFor(3_000);
    const before = (await inputsOf(page, 'drafts.save')).length;
    await page.evaluate('window.sutura.release()');
    await page.getByText('Noté dans le dossier.').waitFor();
    await page.clock.runFor(3_000);
    expect(await inputsOf(page, 'drafts.save')).toHaveLength(before);
    expect(before).toBe(0);
    expect(await inputsOf(page, 'mandatoryReporting.record')).toMatchObject([
      { step: 'not_made', informed: 'yes', date: '2026-10-12', reason: WORDS },
    ]);
    await page.close();
  });

  test('is still kept where the act was refused', async () => {
    const page = await screen.open(`#/cases/${caseId}`, {
      role: 'caseworker',
      answers: {
        'cases.open': FILE,
        ...withDraft(REPORT, caseId, { [REPORT]: { step: 'not_made', informed: 'yes', date: '2026-10-12' } }),
        'drafts.save': { savedAt: '2026-10-13T09:41' },
      },
      failures: { 'mandatoryReporting.record': { kind: 'invalid', message: { fr: 'Il manque la raison.', en: 'The reason is missing.' } } },
    });
    await toReason(page);
    await page.getByRole('button', { name: 'Noter', exact: true }).press('Enter');
    await page.getByText('Il manque la raison.').waitFor();
    await page.locator('#report-reason').pressSequentially(WORDS);
    await page.getByText('Brouillon gardé à 09:41').first().waitFor();
    await expect.poll(async () => (await inputsOf(page, 'drafts.save')).at(-1)).toMatchObject({ content: { [REPORT]: { reason: WORDS } } });
    await page.close();
  });
});

describe('a survey that was begun', () => {
  const answers = withDraft('feedback', null, { feedback: { fb_comment: WORDS } });

  test('is offered, not shown: another person may sit there now', async () => {
    const page = await screen.open('#/feedback', { role: 'caseworker', answers });
    await page.getByText('Une enquête commencée attend').waitFor();
    expect(await page.getByText(WORDS).count()).toBe(0);
    expect(await accessFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reprendre' }).press('Enter');
    await page.getByRole('button', { name: /^Afficher Suggestions/ }).press('Enter');
    expect(await page.locator('textarea').inputValue()).toBe(WORDS);
    await page.close();
  });

  test('is destroyed on a word, and the page is empty for the next person', async () => {
    const page = await screen.open('#/feedback', { role: 'caseworker', answers: { ...answers, 'drafts.discard': {} } });
    await page.getByRole('button', { name: 'Détruire et poser' }).press('Enter');
    await page.getByRole('button', { name: 'Garder l’enquête' }).waitFor();
    expect(await inputsOf(page, 'drafts.discard')).toEqual([{ draftId: DRAFT.draftId }]);
    expect(await page.locator('textarea').inputValue()).toBe('');
    await page.close();
  });
});

test('an entry of the directory opens on what was typed over it, and says when it has changed since', async () => {
  const content = { provider: { prov_name: WORDS } };
  const page = await screen.open('#/services/new', { role: 'supervisor', answers: withDraft('provider', null, content) });
  expect(await page.getByLabel('Nom', { exact: false }).first().inputValue()).toBe(WORDS);
  expect(await page.getByText('La fiche a changé depuis').count()).toBe(0);
  await page.close();
  const providerId = '00000000-0000-4000-8000-000000000401';
  const changed = await screen.open(`#/services/${providerId}`, {
    role: 'supervisor',
    answers: { ...withDraft('provider', null, content, providerId), 'drafts.discard': {} },
  });
  await changed.getByText('La fiche a changé depuis').waitFor();
  expect(await accessFaultsOf(changed)).toEqual([]);
  await changed.getByRole('button', { name: 'Repartir de la fiche' }).press('Enter');
  await expect.poll(() => inputsOf(changed, 'drafts.discard')).toEqual([{ draftId: DRAFT.draftId }]);
  await changed.close();
});

test('the list of drafts names what each is without revealing what a report is about, and leads to it', async () => {
  const lines = [
    { form: REPORT, caseId, caseCode: 'VBG-MOP1-26-0061' },
    { form: 'closure_decision', caseId, caseCode: 'VBG-MOP1-26-0061' },
    { form: 'month·2026-09', caseId: null, caseCode: null },
    { form: 'feedback', caseId: null, caseCode: null },
    { form: 'provider', caseId: null, caseCode: null },
  ].map((line, place) => ({ ...DRAFT, ...line, draftId: `00000000-0000-4000-8000-00000000070${place}` }));
  const page = await screen.open('#/drafts', { role: 'supervisor', answers: { 'drafts.list': { drafts: lines } } });
  const links = page.locator('main .list-line');
  await links.first().waitFor();
  expect(await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')))).toEqual([
    `#/cases/${caseId}`,
    `#/cases/${caseId}/closure`,
    '#/months/2026-09/freeze',
    '#/feedback',
    '#/services/new',
  ]);
  expect(await page.locator('main').innerText()).not.toMatch(/enfant|sexuel|signalement/i);
  expect(await accessFaultsOf(page)).toEqual([]);
  await page.close();
});
