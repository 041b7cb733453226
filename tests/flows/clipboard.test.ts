import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { test } from '../support/host.ts';
import { PEOPLE } from '../support/installation.ts';
import { FROZEN_MONTH } from '../support/seedDemoCases.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { goTo, unlockOn } from '../support/screen.ts';
import { sitDown } from './desk.ts';

const NOTE = 'textarea[id="follow_up.fu_note"]';

test('figures alone can be copied, and a lock takes them out of the clipboard; what identifies a person is not even cut (security §5.4)', async ({
  host,
}) => {
  const centre = await newPopulatedCentre();
  const { page, still } = await sitDown(host, centre, 'SD1');
  await goTo(page, still, `#/months/${FROZEN_MONTH}/preview`);
  await page.locator('table.preview-grid [data-place="0-0"]').focus();
  await page.keyboard.press('Control+c');
  expect(await pasted(page)).not.toBe('');
  await page.keyboard.press('Control+l');
  await still();
  if ((await page.title()) === 'Calendrier') await page.keyboard.press('Enter');
  await unlockOn(page, 'AC1', PEOPLE.AC1);
  await still();
  expect(await pasted(page)).toBe('');
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  const row = rows.find(({ state }) => state === 'open_implementation');
  await goTo(page, still, `#/cases/${row?.caseId ?? ''}/forms/follow_up/new/next`);
  await page.locator(NOTE).focus();
  await page.keyboard.type('un mot inventé');
  for (const key of ['Control+c', 'Control+x']) {
    await page.locator(NOTE).selectText();
    await page.keyboard.press(key);
    await expect(page.locator('.toast')).toContainText('rien ne se copie');
    await expect(page.locator(NOTE)).toHaveValue('un mot inventé');
  }
  expect(await pasted(page)).toBe('');
  centre.remove();
});

/** What the clipboard holds: pasted into the palette, which is then closed. */
async function pasted(page: Page): Promise<string> {
  await page.keyboard.press('Control+k');
  const field = page.locator('[role="dialog"] input, dialog input').first();
  await field.focus();
  await page.keyboard.press('Control+v');
  const text = await field.inputValue();
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'hidden' });
  return text;
}
