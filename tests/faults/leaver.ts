import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { start } from '../../electron/app.ts';
import { createChromiumShell } from '../../electron/shell/chromiumShell.ts';
import { readManifest } from '../../electron/shell/manifest.ts';
import { unlockOn } from '../support/screen.ts';

/** The real application with the real screen: `typing` fills and searches planted names until it is killed or locks, `locked` stays on the unlock page. It never prints a name. */
const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    task: { type: 'string', default: 'locked' },
    address: { type: 'string', default: '' },
    passphrase: { type: 'string', default: '' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '0' },
    locks: { type: 'boolean', default: false },
  },
});
const FIELDS = ['last_name', 'first_name', 'nickname', 'mother_name', 'address'] as const;

const shell = createChromiumShell({
  manifest: readManifest(join(import.meta.dirname, '../../out/renderer')),
  folder: values.folder,
  language: 'fr',
  headless: true,
  killedWithParent: false,
  handOver: async () => undefined,
});
await start(shell, { profile: values.profile });
const page = shell.page();
await page.locator('#passphrase').waitFor();
if (values.task === 'typing') await typeNames(page);
process.send?.('done');
if (values.locks) await page.keyboard.press('Control+l');

/** Each name is typed in a field of the identity, kept as a draft, and looked for; the page is printed once to bytes that go nowhere. */
async function typeNames(on: Page): Promise<void> {
  await unlockOn(on, 'AC1', values.passphrase);
  // Loaded here only: the code that makes the names must not be in the memory of a process that never met them.
  const { plantedNames } = await import('./plantedNames.ts');
  const names = plantedNames(Number(values.from), Number(values.count));
  for (let first = 0; first < names.length; first += FIELDS.length) {
    await on.evaluate(`location.hash = ${JSON.stringify(values.address)}`);
    for (const [rank, field] of FIELDS.entries()) {
      const id = `[id="identity.${field}"]`;
      await on.locator(id).waitFor();
      // What is filled is masked: its button shows it again.
      if (await on.locator(`button${id}`).isVisible()) await on.locator(id).click();
      await on.locator(`input${id}, textarea${id}`).fill(names[first + rank] ?? '');
    }
    await on.waitForTimeout(1_200);
    await on.keyboard.press('Control+k');
    await on.keyboard.insertText(names[first] ?? '');
    await on.waitForTimeout(200);
    await on.keyboard.press('Escape');
    await on.evaluate("location.hash = '#/search'");
    await on.getByRole('button', { name: 'Ouvrir la recherche' }).click();
    await on.getByRole('textbox').fill(names[first + 1] ?? '');
    await on.waitForTimeout(200);
  }
  await on.pdf();
}
