import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { searchTraces } from '../../tools/demo/traces.ts';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { openScreen, unlockOn } from '../support/screen.ts';
import { PEOPLE } from '../support/installation.ts';
import { Keyboard } from './keyboard.ts';

/** Invented names that exist nowhere else, so that a hit is a trace. */
const PLANTED = ['Zéphyrine', 'Quirinalde', 'Wénéfride', 'Xanthippeau', '76 54 32 19', 'Kzyl-Orda quartier'];

test('names typed in an intake are in no file: profile, folder of the window, temporary files (security T7)', async () => {
  test.setTimeout(300_000);
  const temporary = mkdtempSync(join(tmpdir(), 'sutura-trace-'));
  const usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary;
  const centre = await newPopulatedCentre();
  const screen = await openScreen(centre.application);
  const { page, still } = screen;
  const keys = new Keyboard(page, still);
  await unlockOn(page, 'AC1', PEOPLE.AC1);
  await still();
  const { drafts } = await centre.ask('drafts.list', {});
  await screen.go(`#/intake/${drafts[0]?.draftId ?? ''}/identity`);
  const fields = ['last_name', 'first_name', 'nickname', 'mother_name', 'phone', 'address'];
  for (const [rank, field] of fields.entries()) {
    await page.locator(`[id="identity.${field}"]`).focus();
    await keys.type(PLANTED[rank] ?? '');
  }
  await page.waitForTimeout(1_500);
  await keys.press('Control+k');
  await keys.type(PLANTED[0] ?? '');
  await keys.press('Escape');
  await screen.go('#/search');
  await page.getByRole('button', { name: 'Ouvrir la recherche' }).press('Enter');
  await page.getByRole('textbox').waitFor();
  for (const name of PLANTED) {
    await page.getByRole('textbox').fill('');
    await keys.type(name);
  }
  await still();
  const draft = await centre.ask('drafts.open', { draftId: drafts[0]?.draftId ?? '' });
  expect(Object.values(draft.content['identity'] ?? {})).toEqual(expect.arrayContaining(PLANTED));

  const running = searchTraces([temporary, screen.folder], PLANTED);
  expect(running).toMatchObject({ tried: PLANTED.length, hits: 0 });
  await centre.lock();
  await screen.close();
  const after = searchTraces([temporary, screen.folder], PLANTED);
  expect(after.hits).toBe(0);
  expect(running.files).toBeGreaterThan(after.files);
  centre.remove();
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  rmSync(temporary, { recursive: true, force: true });
});
