import { expect } from '@playwright/test';
import { NO_ELECTRON, test } from '../support/host.ts';

/** The built screen in a real window, before any application answers: what it loads, and that its policy holds. */
const LOCKED = JSON.stringify({ ok: false, failure: { kind: 'locked', message: { fr: 'Session verrouillée.', en: 'Session locked.' } } });

test('the built screen runs under the content policy, titled Sutura, with nothing fetched from elsewhere', async ({ host }) => {
  const calls: string[] = [];
  await host.shell.open(async (message) => {
    calls.push(message);
    return LOCKED;
  });
  const page = host.page();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => /Content Security Policy|Trusted|violates/.test(message.text()) && complaints.push(message.text()));
  await page.reload();
  await expect.poll(() => calls.length).toBeGreaterThan(0);
  await expect(page).toHaveTitle('Sutura');
  expect(complaints).toEqual([]);
  expect(requests.length).toBeGreaterThan(2);
  expect(requests.filter((address) => !address.startsWith('https://sutura.invalid/'))).toEqual([]);
});

test('the cover takes the neutral title and leaves nothing of the page', async ({ host }) => {
  await host.shell.open(async () => LOCKED);
  const page = host.page();
  await expect(page.locator('#root')).not.toBeEmpty();
  await host.shell.cover();
  await expect(page).toHaveTitle('Calendrier');
});

test('the same window in Electron', async () => {
  test.skip(NO_ELECTRON !== null, NO_ELECTRON ?? '');
  const { _electron } = await import('@playwright/test');
  const application = await _electron.launch({ args: ['.'] });
  await expect(await application.firstWindow()).toHaveTitle('Sutura');
  await application.close();
});
