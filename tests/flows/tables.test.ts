import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { PEOPLE, type Installation } from '../support/installation.ts';
import { newPopulatedCentre, newPopulatedDesk } from '../support/demoInstallations.ts';
import { onMedium, placeToken } from '../support/medium.ts';
import { sitDown } from './desk.ts';

test('a focal point imports a package and reads the tables, by keyboard', async ({ host }) => {
  test.setTimeout(300_000);
  const desk = await newPopulatedDesk();
  const name = await packageOfAugust(desk);
  const { page, keys, isAccessible } = await sitDown(host, desk, 'PF1');
  await isAccessible();

  await keys.push('Choisir des fichiers');
  await isAccessible();
  await keys.push('Clé USB');
  await keys.push(name);
  await keys.push('Choisir 1');
  await expect(page.getByText(/ESS1 · août 2026/)).toBeVisible();
  await isAccessible();
  expect((await desk.ask('inbox.list', {})).packages).toContainEqual(
    expect.objectContaining({ siteCode: 'ESS1', month: '2026-08', state: 'current' }),
  );

  await keys.press('Alt+2');
  await isAccessible();
  await keys.press('Alt+3');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Octobre 2026');
  await isAccessible();
  const { counted } = await desk.ask('tables.open', { period: '2026-10' });
  await expect(page.locator('#main')).toContainText(String(counted));
  await keys.press('Alt+PageDown');
  await expect(page.locator('#main')).toContainText('G02a');
  await isAccessible();
  desk.remove();
});

/** The centre freezes one more month and its file comes to the desk on a key. Gives the name of the file. */
async function packageOfAugust(desk: Installation): Promise<string> {
  const centre = await newPopulatedCentre();
  await centre.unlock('SD1');
  const month = '2026-08';
  await centre.ask('months.freeze', {
    month,
    passphrase: PEOPLE.SD1,
    comment: '',
    secureDatabase: 'no',
    harmonisedTools: 'yes',
    serviceGaps: [],
  });
  const { cards } = await centre.ask('cards.list', {});
  const cardId = cards.find(({ role }) => role === 'focal_point')?.cardId ?? '';
  const { fileName } = await centre.ask('months.export', { month, cardId, folder: await placeToken(centre, 'Clé USB') });
  expect(readdirSync(centre.medium)).toContain(fileName);
  expect(await onMedium(centre, fileName, 'package')).not.toBe('');
  copyFileSync(join(centre.medium, fileName), join(desk.medium, fileName));
  centre.remove();
  await desk.unlock('PF1');
  await desk.ask('structures.save', {
    structureCode: 'OESS1',
    siteCode: 'ESS1',
    region: 'mopti',
    type: 'ngo_national',
    activeFrom: '2026-08',
    activeTo: null,
  });
  await desk.lock();
  return fileName;
}
