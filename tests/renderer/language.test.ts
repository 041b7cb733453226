import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessFaultsOf } from './access.ts';
import { CASE_FILE, CASE_ID, INCIDENT, INCIDENT_ID } from './forms/openedForms.ts';
import { openScreen } from './screen.ts';
import type { Screen } from './screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

/** Chooses English as a press on the menu does; a modal dialog leaves the menu in the page, out of reach of the mouse. */
async function chooseEnglish(page: Page): Promise<void> {
  await page.evaluate("document.querySelector('.own').click()");
  await page.locator('input[name="language"][value="en"]').evaluate((radio: HTMLInputElement) => radio.click());
  await page.locator('html[lang="en"]').waitFor();
}

describe('a change of language', () => {
  test('keeps what is typed in an open dialog', async () => {
    const page = await screen.open('#/admin/users', { role: 'administrator' });
    await page.getByRole('button', { name: 'Inscrire une personne' }).click();
    await page.getByLabel('Nom').fill('Compte inventé');
    await chooseEnglish(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Enrol a person' }).waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Compte inventé');
    expect(await dialog.getByText('Annuler').count()).toBe(0);
    await page.close();
  });

  test('keeps what is typed in a form, sent or not', async () => {
    const page = await screen.open(`#/cases/${CASE_ID}/forms/incident/${INCIDENT_ID}/when`, {
      role: 'caseworker',
      answers: { 'forms.open': INCIDENT, 'cases.open': CASE_FILE, 'drafts.save': { savedAt: '2026-10-13T09:44' } },
    });
    await page.getByRole('textbox', { name: 'Heure (si connue)' }).pressSequentially('14');
    await chooseEnglish(page);
    expect(await page.getByRole('textbox', { name: 'Time (if known)' }).inputValue()).toBe('14');
    expect(await page.getByText('Heure (si connue)').count()).toBe(0);
    await page.close();
  });

  test('draws the frame, the page and the names of its keys again', async () => {
    const page = await screen.open('#/cases', { role: 'caseworker' });
    await chooseEnglish(page);
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await page.getByRole('link', { name: 'My day' }).waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('heading', { name: 'Keys of this page' }).waitFor();
    expect(await accessFaultsOf(page, 'dialog')).toEqual([]);
    await page.close();
  });
});
