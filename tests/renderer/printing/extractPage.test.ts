import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Envelope } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/failure.ts';
import { accessFaultsOf } from '../access.ts';
import { openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

const CASE = '00000000-0000-4000-8000-000000000061';
const OFF: Failure = { kind: 'conflict', message: { fr: 'L’imprimante inventée est éteinte.', en: 'The invented printer is off.' } };

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(() => screen.close());

async function prints(page: Page): Promise<readonly unknown[]> {
  const calls: readonly Envelope[] = await page.evaluate('window.sutura.calls');
  return calls.filter(({ name }) => name === 'extracts.print').map(({ input }) => input);
}

async function openPage(failures: { readonly 'extracts.print'?: Failure } = {}): Promise<Page> {
  const page = await screen.open(`#/cases/${CASE}/extract`, { role: 'caseworker', failures });
  await page.locator('h1').waitFor();
  return page;
}

const ticked = (page: Page) =>
  page.locator('.extract-parts input:checked').evaluateAll((all) => all.map((one) => one.parentElement?.textContent));

describe('an extract of a file', () => {
  test('by keyboard: nothing before a purpose; then code, age and sex alone, nine bars, a name that stays closed on the screen', async () => {
    const page = await openPage();
    expect(await page.locator('.extract-preview').count()).toBe(0);
    await page.getByRole('radio', { name: 'La personne demande son dossier' }).press('Space');
    expect(await ticked(page)).toEqual(['Code de la personne', 'Âge et sexe']);
    const preview = page.locator('.extract-preview');
    expect(await preview.locator('.extract-bar').allInnerTexts()).toEqual(Array.from({ length: 9 }, () => 'masqué'));
    expect(await preview.innerText()).toContain('K7QF3MX9');
    expect(await preview.innerText()).not.toContain('urgent');
    await page.getByRole('checkbox', { name: 'Nom et prénom' }).press('Space');
    expect(await preview.locator('.extract-bar').count()).toBe(8);
    expect(await preview.locator('.extract-closed').allInnerTexts()).toEqual(['écrit sur le papier, fermé à l’écran']);
    await page.getByRole('checkbox', { name: 'Besoins et services demandés' }).press('Space');
    expect(await preview.innerText()).toContain('Besoin\u00a0: santé');
    expect(await accessFaultsOf(page)).toEqual([]);
    await page.close();
  });

  test('for a provider only what was authorised can be ticked, one bar says that the rest is masked, and another recipient starts again', async () => {
    const page = await openPage();
    await page.getByRole('radio', { name: 'Remise à un prestataire' }).check();
    expect(await page.locator('.extract-parts label').allInnerTexts()).toEqual([
      'Code de la personne',
      'Âge et sexe',
      'Besoins et services demandés',
      'Nom et prénom',
    ]);
    expect(await page.locator('.extract-bars dt').allInnerTexts()).toEqual(['Le reste du dossier']);
    await page.getByRole('checkbox', { name: 'Nom et prénom' }).check();
    await page.getByLabel('Remis à').selectOption({ label: 'Services psychosociaux' });
    expect(await page.locator('.extract-parts label').allInnerTexts()).toEqual(['Âge et sexe']);
    expect(await ticked(page)).toEqual(['Âge et sexe']);
    await page.close();
  });

  test('the paper is in the language chosen for it; it leaves once the person has seen it, and a printer that is off is said', async () => {
    const page = await openPage({ 'extracts.print': OFF });
    await page.getByRole('radio', { name: 'La personne demande son dossier' }).check();
    await page.getByRole('radio', { name: 'Anglais' }).check();
    expect(await page.locator('.extract-preview').innerText()).toContain('Extract of a file');
    await page.getByRole('button', { name: 'Imprimer' }).press('Enter');
    expect(await prints(page)).toEqual([]);
    const seen = page.getByRole('checkbox', { name: /La personne sait/ });
    await seen.press('Space');
    await page.getByRole('checkbox', { name: 'Situation familiale' }).press('Space');
    expect(await seen.isChecked()).toBe(false);
    await page.getByRole('checkbox', { name: 'Situation familiale' }).press('Space');
    await seen.check();
    await page.getByRole('button', { name: 'Imprimer' }).press('Enter');
    await page.getByRole('alert').getByText('L’imprimante inventée est éteinte.').waitFor();
    expect(await prints(page)).toEqual([
      {
        caseId: CASE,
        purpose: 'person',
        recipient: null,
        providerId: null,
        parts: ['code_only', 'age_sex'],
        language: 'en',
        printer: 'bureau-inventé',
      },
    ]);
    // A print takes the window to the paper and back: what went wrong is still said.
    await page.evaluate(`window.location.hash = '#/cases/${CASE}'`);
    await page.getByRole('heading', { name: 'Extrait de dossier' }).waitFor({ state: 'detached' });
    await page.evaluate('window.history.back()');
    await page.getByRole('alert').getByText('L’imprimante inventée est éteinte.').waitFor();
    await page.close();
  });

  test('on paper: its number and whose copy it is, at the foot and across every page, and no word of the programme', async () => {
    const page = await screen.open('#/print/extract/E-7KQ4-M2XD', { role: 'caseworker' });
    await page.locator('html[data-print="ready"]').waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toContain('E-7KQ4-M2XD');
    expect(text).not.toMatch(/VBG|Sutura/);
    expect(await page.locator('.extract-watermark span').allInnerTexts()).toEqual(
      Array.from({ length: 2 }, () => 'Confidentiel — exemplaire de AWA, 12/10/2026'),
    );
    expect(await page.evaluate("document.documentElement.style.getPropertyValue('--print-foot')")).toBe(
      '"E-7KQ4-M2XD · Confidentiel — exemplaire de AWA, 12/10/2026"',
    );
    expect(await accessFaultsOf(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.extract-watermark').evaluate((mark) => getComputedStyle(mark).position)).toBe('fixed');
    await page.close();
  });
});
