import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../shared/rights.ts';
import type { Language } from '../../shared/text.ts';
import { accessFaultsOf } from './access.ts';
import { openScreen } from './screen.ts';
import type { Screen } from './screen.ts';

const CASE = '/cases/00000000-0000-4000-8000-000000000061';

const PAGES: Record<Role, readonly string[]> = {
  caseworker: [
    '/day',
    '/cases',
    '/search',
    '/feedback',
    CASE,
    `${CASE}/closure`,
    `${CASE}/attachment`,
    `${CASE}/extract`,
    '/drafts',
    '/passphrase',
    '/team',
    '/nothing',
  ],
  supervisor: [
    '/team',
    '/admin/journal',
    '/prints',
    '/admin/proofs',
    '/approvals',
    '/duplicates',
    '/duplicates/00000000-0000-4000-8000-000000000301/merge',
    '/search',
    '/feedback/results',
    '/services',
    '/services/new',
    '/lists',
    '/admin/users',
    '/admin/backup',
    '/closing',
    '/admin/destroy',
    '/admin/shares',
    '/admin/after-restore',
    '/cards',
    '/structures',
  ],
  focal_point: [
    '/sealed',
    '/print/sealed',
    '/structures',
    '/cards',
    '/services',
    '/lists',
    '/lists?list=cercle',
    '/admin/users',
    '/admin/shares',
  ],
  administrator: [
    '/admin/users',
    '/admin/backup',
    '/admin/destroy',
    '/admin/journal',
    '/admin/settings',
    '/admin/reporting',
    '/admin/update',
  ],
};

/** Words that no English page holds; the invented names of the fixtures hold none of them. */
const FRENCH = /[«»]|\b(?:vous|votre|les|des|une|aucune?|dossiers?|depuis)\b/i;
/** Words that no French page holds. */
const ENGLISH = /\b(?:the|your|with|open cases|nothing|since)\b/i;

let screen: Screen;
beforeAll(async () => {
  screen = await openScreen();
});
afterAll(async () => screen.close());

async function widthFaultsOf(page: Page): Promise<readonly string[]> {
  const wide: readonly string[] = await page.evaluate(
    "Array.from(document.querySelectorAll('html, .page-scroll, .page, .door, .first-run')).filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)",
  );
  return wide;
}

async function checkAddress(page: Page, address: string, language: Language): Promise<void> {
  await page.evaluate(`window.location.hash = ${JSON.stringify(`#${address}`)}`);
  await page.locator('.wait').waitFor({ state: 'detached' });
  await page.locator('h1').waitFor();
  expect(await widthFaultsOf(page), address).toEqual([]);
  if (language === 'fr') expect(await accessFaultsOf(page), address).toEqual([]);
  const text = await page.locator('body').innerText();
  expect(text.match(language === 'fr' ? ENGLISH : FRENCH)?.[0], address).toBeUndefined();
  expect(await page.title()).toBe('Sutura');
}

describe.each(['fr', 'en'] as const)('pages in %s', (language) => {
  test.each(Object.keys(PAGES).filter((role): role is Role => role in PAGES))(
    'of the %s: no violation, no overflow, one language, one title',
    async (role) => {
      const errors: string[] = [];
      const page = await screen.open(`#${PAGES[role][0]}`, { role, session: { language } });
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      for (const address of PAGES[role]) await checkAddress(page, address, language);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  test('before a session', async () => {
    for (const [address, phase] of [
      ['/unlock', 'installed'],
      ['/enrol', 'installed'],
      ['/start/1', 'empty'],
      ['/start/2', 'empty'],
      ['/start/3', 'installed'],
      ['/start/4', 'installed'],
      ['/recover', 'installed'],
      ['/restore', 'damaged'],
      ['/stopped', 'newer'],
    ] as const) {
      const page = await screen.open(`#${address}`, { role: null, phase, session: { language } });
      await checkAddress(page, address, language);
      await page.close();
    }
  });
});

test.each([683, 900])('at %d px of width the case file has no overflow and keeps its consent before its content', async (width) => {
  const page = await screen.open(`#${CASE}`, { role: 'caseworker' }, { width, height: 768 });
  expect(await widthFaultsOf(page)).toEqual([]);
  expect(await accessFaultsOf(page)).toEqual([]);
  const consent = await page.locator('.consent').boundingBox();
  const content = await page.locator('.page-column').boundingBox();
  if (width < 720) expect(consent?.y).toBeLessThan(content?.y ?? 0);
  else expect(consent?.x).toBeGreaterThan(content?.x ?? 0);
  await page.close();
});
