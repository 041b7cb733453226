import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { start } from '../../electron/app.ts';
import { createChromiumShell } from '../../electron/shell/chromiumShell.ts';
import { readManifest } from '../../electron/shell/manifest.ts';
import { unlockOn } from '../support/screen.ts';
import { NOTE, noteOfSave, TYPED, type ScreenMessage } from './screenMessages.ts';

/**
 * The real keyed process with the real screen, and somebody at the keyboard who types or saves without end, until the process is killed.
 * Input and messages of the screen are reported to the parent as they happen.
 */
const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    task: { type: 'string', default: 'typing' },
    staff: { type: 'string', default: '' },
    passphrase: { type: 'string', default: '' },
    address: { type: 'string', default: '' },
    first: { type: 'string', default: '0' },
  },
});

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
await unlockOn(page, values.staff, values.passphrase);
if (values.task === 'typing') await typeForEver(page);
else await saveForEver(page, Number(values.first));

function report(message: ScreenMessage): void {
  process.send?.(message);
}

/** Types the known text, letter by letter, into the note of a new follow-up. */
async function typeForEver(on: Page): Promise<void> {
  await openNote(on);
  for (let length = 1; length <= TYPED.length; length += 1) {
    await on.keyboard.type(TYPED.charAt(length - 1));
    report({ kind: 'typed', length, at: Date.now() });
  }
}

/** Writes a numbered note over the last one and finishes the form; the case file that follows is the screen's word that it is saved. */
async function saveForEver(on: Page, first: number): Promise<void> {
  for (let number = first; ; number += 1) {
    await openNote(on);
    await on.keyboard.press('Control+a');
    await on.keyboard.insertText(noteOfSave(number));
    report({ kind: 'saving', number });
    await on.keyboard.press('Control+Enter');
    await on.waitForURL((address) => /^#\/cases\/[0-9a-f-]{36}$/.test(address.hash));
    await on.getByRole('tablist').waitFor();
    report({ kind: 'confirmed', number });
  }
}

async function openNote(on: Page): Promise<void> {
  await on.evaluate(`location.hash = ${JSON.stringify(values.address)}`);
  const field = on.locator(`[id="${NOTE}"]`);
  await field.waitFor();
  if (await on.locator(`button[id="${NOTE}"]`).isVisible()) await field.click();
  await on.locator(`textarea[id="${NOTE}"]`).focus();
}
