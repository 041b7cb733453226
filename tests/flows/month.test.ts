import { readdirSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { PEOPLE } from '../support/installation.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { sitDown } from './desk.ts';

test('a supervisor checks, previews, freezes and hands over a month, by keyboard', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const packages = () => readdirSync(centre.medium).filter((name) => name.endsWith('.sutura')).length;
  const before = packages();
  const { page, keys, isAccessible } = await sitDown(host, centre, 'SD1');
  await isAccessible();

  await keys.press('Alt+5');
  await isAccessible();
  await keys.open('août 2026');
  await isAccessible();
  await keys.press('Control+Enter');
  await isAccessible();
  await keys.press('Control+Enter');

  await keys.choose('La base confidentielle', 'Non');
  await keys.choose('Les outils harmonisés', 'Oui');
  await keys.write('Votre phrase', PEOPLE.SD1);
  await isAccessible();
  await keys.press('Control+Enter');

  await expect(page.getByRole('heading', { level: 1 })).toContainText(/Remettre/);
  await isAccessible();
  await keys.press('Control+Enter');
  await keys.push('Clé USB');
  await keys.push('Choisir ce dossier');

  await expect(page.getByText('Reçu de remise')).toBeVisible();
  await isAccessible();
  expect(packages()).toBe(before + 1);
  expect((await centre.ask('months.list', {})).months).toContainEqual(expect.objectContaining({ month: '2026-08', state: 'exported' }));
  centre.remove();
});
