import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { test } from '../support/host.ts';
import { PEOPLE } from '../support/installation.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { goTo, unlockOn } from '../support/screen.ts';
import { sitDown } from './desk.ts';

const NOTE = 'follow_up.fu_note';
const TEXT = 'un mot inventé qui n’est pas fin';

test('two strokes of Escape in a field give the neutral page, and lock; the bench measures the time', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, still, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  await openNote(page, still, centre);
  await keys.type('un mot');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await still();
  await expect(page).toHaveTitle('Calendrier');
  await isAccessible();
  expect(await page.locator('body').innerText()).not.toContain('Sutura');
  expect(centre.application.host.session).toBeNull();
  centre.remove();
});

test('a lock in the middle of a word: after the unlock, the page has the same text', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, still, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  await openNote(page, still, centre);
  const address = page.url();
  await page.keyboard.type(TEXT);
  await page.keyboard.press('Control+l');
  await still();
  expect(centre.application.host.session).toBeNull();
  if ((await page.title()) === 'Calendrier') await keys.press('Enter');
  await unlockOn(page, 'AC1', PEOPLE.AC1);
  await still();
  if (page.url() !== address) await goTo(page, still, new URL(address).hash);
  const field = page.locator(`[id="${NOTE}"]`);
  if (await page.locator(`button[id="${NOTE}"]`).isVisible()) await field.press('Enter');
  await expect(page.locator(`textarea[id="${NOTE}"]`)).toHaveValue(TEXT);
  await isAccessible();
  centre.remove();
});

/** The note of a new follow-up on the first open case, with the focus in it. */
async function openNote(page: Page, still: () => Promise<void>, centre: Awaited<ReturnType<typeof newPopulatedCentre>>): Promise<void> {
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  const row = rows.find(({ state }) => state === 'open_implementation');
  await goTo(page, still, `#/cases/${row?.caseId ?? ''}/forms/follow_up/new/next`);
  await page.locator(`textarea[id="${NOTE}"]`).focus();
}
