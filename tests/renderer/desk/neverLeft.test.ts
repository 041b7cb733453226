import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Output } from '../../../shared/contract.ts';
import { accessFaultsOf } from '../access.ts';
import type { Fixtures } from '../fixtures/invented.ts';
import { inventedTables } from '../months/invented.ts';
import { inputsOf, openScreen } from '../screen.ts';
import type { Screen } from '../screen.ts';

const PUT_BACK_ON = '2026-10-02';
const PERIODS: Output<'tables.periods'> = {
  periods: ['2026-10', '2026-09', '2026-08'],
  mayHaveLeft: { since: PUT_BACK_ON, periods: ['2026-09', '2026-08'] },
};
const COVERAGE: Output<'coverage.open'> = { months: ['2026-08', '2026-09'], rows: [], regions: [] };
const CORRECTION: Output<'months.correction'> = {
  line: { month: '2026-09', state: 'exported', version: 1, ended: true },
  former: { version: 1, frozenOn: '2026-10-01' },
  threshold: 5,
  tables: [],
  counts: { published: 61, primary: 0, secondary: 0, cut: 0 },
  cut: [],
  refused: null,
  mayHaveLeft: PUT_BACK_ON,
};

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

test('after a copy was put back, tables leave on the word that no others had, given for the months that are chosen', async () => {
  const answers = { 'tables.periods': PERIODS, 'tables.open': inventedTables('2026-09'), 'coverage.open': COVERAGE };
  const page = await screen.open('#/tables/2026-09', { role: 'focal_point', answers });
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: 'Remettre les tableaux' });
  const word = dialog.getByLabel('Aucun autre tableau de ces mois n’a été remis depuis cette copie.');
  const choose = dialog.getByRole('button', { name: 'Choisir le dossier' });
  await dialog.getByText('Une copie a été remise sur ce bureau le 02/10/2026.').waitFor();
  expect(await accessFaultsOf(page, '.dialog')).toEqual([]);
  await choose.press('Enter');
  expect(await word.evaluate((box) => box === document.activeElement)).toBe(true);
  await word.check();
  expect(await choose.getAttribute('aria-disabled')).not.toBe('true');
  await dialog.getByLabel('Du mois').selectOption('2026-08');
  expect(await word.isChecked()).toBe(false);
  await page.close();
});

test('a month that was never in doubt leaves without a word', async () => {
  const answers = { 'tables.periods': PERIODS, 'tables.open': inventedTables('2026-10'), 'coverage.open': COVERAGE };
  const page = await screen.open('#/tables/2026-10', { role: 'focal_point', answers });
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Choisir le dossier' }).waitFor();
  expect(await page.locator('#never-left').count()).toBe(0);
  await page.close();
});

test('a correction after a copy was put back asks the word first, then the reason and the passphrase, and takes it along', async () => {
  const answers: Fixtures = {
    'months.list': { months: [CORRECTION.line] },
    'months.correction': CORRECTION,
    'months.correct': { version: 2, published: 61, primary: 0, secondary: 0, cut: 0 },
  };
  const page = await screen.open('#/months/2026-09/correct', { role: 'supervisor', answers });
  const word = page.getByLabel('Le point focal confirme que la version 1 est la dernière qu’il a reçue.');
  await page.getByText('Une copie a été remise ici le 02/10/2026.').waitFor();
  expect(await accessFaultsOf(page, '#main')).toEqual([]);
  await page.getByRole('button', { name: 'Figer la correction' }).press('Enter');
  expect(await word.evaluate((box) => box === document.activeElement)).toBe(true);
  await word.check();
  await page.getByRole('radio', { name: 'Dossiers comptés deux fois' }).check();
  await page.locator('#phrase').fill('phrase inventée de cet essai');
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction('window.sutura.calls.some(({ name }) => name === "months.correct")');
  expect(await inputsOf(page, 'months.correct')).toMatchObject([{ month: '2026-09', neverLeft: true }]);
  await page.close();
});
