import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { PICTURE_BYTES, PICTURE_SIDE, THUMBNAIL_SIDE } from '../../shared/rules/attachments/attachments.ts';
import { bareJpegSize } from '../../shared/rules/attachments/pictures.ts';
import { CAMERA, pngWithPlace, silentWav } from '../support/inventedFiles.ts';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { sitDown } from './desk.ts';

test('a picture from a telephone is kept without what the telephone wrote in it, shown and masked, by keyboard', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, still, isAccessible } = await sitDown(host, centre, 'AC1');
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  const caseId = rows[0]?.caseId ?? '';
  const original = pngWithPlace(2400, 1800);
  writeFileSync(join(centre.medium, 'papier.png'), original);
  writeFileSync(join(centre.medium, 'accord.wav'), silentWav());
  expect(original.includes(CAMERA)).toBe(true);

  await page.evaluate((id) => {
    location.hash = `#/cases/${id}`;
  }, caseId);
  await still();
  await keys.reach('Ajouter une pièce');
  await keys.press('Enter');
  await isAccessible();
  await keys.reach('Type de pièce');
  await keys.type('For');
  await keys.reach('Choisir le fichier');
  await keys.press('Enter');
  await keys.reach('Clé USB');
  await keys.press('Enter');
  await keys.reach('papier');
  await keys.press('Enter');
  await page.getByAltText('Image de la pièce').waitFor();
  await isAccessible();
  await keys.reach('Garder');
  await keys.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Effacez-le là' })).toBeFocused();
  await isAccessible();

  const [kept] = (await centre.ask('cases.open', { caseId })).attachments;
  expect(kept).toMatchObject({ kind: 'consent_form', content: 'picture' });
  const read = { caseId, recordId: kept?.recordId ?? '', reason: 'verify' as const };
  const stored = Buffer.from((await centre.ask('attachments.open', read)).bytes, 'base64');
  const { thumbnails } = await centre.ask('attachments.thumbnails', { caseId, reason: 'verify' });
  const small = Buffer.from(thumbnails[0]?.bytes ?? '', 'base64');
  expect(bareJpegSize(stored)).toEqual({ width: PICTURE_SIDE, height: 1200 });
  expect(bareJpegSize(small)).toEqual({ width: THUMBNAIL_SIDE, height: 192 });
  expect(stored.length).toBeLessThanOrEqual(PICTURE_BYTES);
  for (const bytes of [stored, small])
    for (const mark of [CAMERA, 'tEXt', 'eXIf', 'Exif', 'ICC_PROFILE']) expect(bytes.includes(mark), mark).toBe(false);

  await keys.reach('Revenir au dossier');
  await keys.press('Enter');
  await expect(page.locator('img')).toHaveCount(0);
  await keys.reach('Afficher les pièces');
  await keys.press('Enter', 'Enter');
  await expect(page.locator('.attachment-thumbnail')).toHaveCount(1);
  await keys.reach('Ouvrir');
  await keys.press('Enter');
  await page.getByAltText('Image de la pièce').waitFor();
  await isAccessible();
  await keys.press('Escape');
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Afficher les pièces' })).toBeFocused();

  await keys.reach('Ajouter une pièce');
  await keys.press('Enter');
  await keys.reach('Type de pièce');
  await keys.type('Aut');
  await keys.reach('Choisir le fichier');
  await keys.press('Enter');
  await keys.reach('Clé USB');
  await keys.press('Enter');
  await keys.reach('accord');
  await keys.press('Enter');
  await expect(page.getByRole('button', { name: 'Garder la pièce' })).not.toHaveAttribute('aria-disabled', 'true');
  await isAccessible();
  await keys.reach('Garder');
  await keys.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Effacez-le là' })).toBeVisible();
  const [sound] = (await centre.ask('cases.open', { caseId })).attachments;
  expect(sound).toMatchObject({ kind: 'other', content: 'sound' });
  centre.remove();
});

test('a file that says it is a picture and is none is refused, and so is a sound that cannot be heard here', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, still } = await sitDown(host, centre, 'AC1');
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  const caseId = rows[0]?.caseId ?? '';
  writeFileSync(join(centre.medium, 'abime.png'), pngWithPlace(40, 30).subarray(0, 130));
  writeFileSync(join(centre.medium, 'muet.mp3'), Buffer.concat([Buffer.from('ID3'), Buffer.alloc(4000, 0x55)]));
  await page.evaluate((id) => {
    location.hash = `#/cases/${id}/attachment`;
  }, caseId);
  await still();
  for (const [name, refusal] of [
    ['abime', 'Cette image est abîmée'],
    ['muet', 'ne peut pas être écouté'],
  ] as const) {
    await keys.reach('Choisir le fichier');
    await keys.press('Enter');
    await keys.reach('Clé USB');
    await keys.press('Enter');
    await keys.reach(name);
    await keys.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: refusal })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Garder la pièce' })).toHaveCount(0);
  }
  expect((await centre.ask('cases.open', { caseId })).attachments).toEqual([]);
  centre.remove();
});
