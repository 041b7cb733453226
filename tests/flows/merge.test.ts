import { expect } from '@playwright/test';
import { bytesOf, type MergeFixtures } from '../electron/services/duplicates/mergeFixtures.ts';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { sitDown } from './desk.ts';

test('two files of one person are merged and unmerged by keyboard, and both are to the byte as they were', async ({ host }) => {
  test.setTimeout(600_000);
  const centre = await newPopulatedCentre();
  const { page, keys, still, isAccessible } = await sitDown(host, centre, 'SD1');
  const { pairs } = await centre.ask('duplicates.list', {});
  const open = new Set((await centre.ask('cases.list', { state: 'open', page: 1 })).rows.map(({ caseId }) => caseId));
  const pair = pairs.find(({ left, right }) => open.has(left.caseId) && open.has(right.caseId));
  const { pairId = '', left, right } = pair ?? {};
  const [survivor = '', ended = ''] = [left?.caseId, right?.caseId];
  const files: MergeFixtures = { survivor, ended };
  const before = bytesOf(centre, files);

  await page.evaluate((id) => {
    location.hash = `#/duplicates/${id}`;
  }, pairId);
  await still();
  await isAccessible();
  await keys.press('m');
  await isAccessible();
  await keys.reach('Ouvrir les deux dossiers');
  await keys.press('Enter');
  await isAccessible();
  await expect(page.getByText('Ce qui suivra')).toBeVisible();
  await keys.press('Control+Enter');
  await expect(page.getByRole('tablist')).toBeVisible();
  await expect(page.getByText('Réuni avec')).toBeVisible();
  await isAccessible();
  expect(bytesOf(centre, files)).not.toBe(before);

  await page.evaluate(() => {
    location.hash = '#/duplicates';
  });
  await still();
  await isAccessible();
  await keys.reach('Défaire');
  await keys.press('Enter');
  await isAccessible();
  await keys.reach('Défaire la réunion');
  await keys.press('Enter');
  await expect(page.getByText('Réunion défaite')).toBeVisible();
  await expect.poll(() => bytesOf(centre, files)).toBe(before);
  test.info().annotations.push({ type: 'keys, merge and undo', description: String(keys.struck) });
  centre.remove();
});
