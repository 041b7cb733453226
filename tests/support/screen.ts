import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { BridgeEvent } from '../../shared/bridge.ts';
import type { Language } from '../../shared/text.ts';
import type { Application } from '../../electron/app.ts';
import { createChromiumShell } from '../../electron/shell/chromiumShell.ts';
import { makeMemoryFolder, removeMemoryFolder } from '../../electron/shell/memoryFolder.ts';
import { readManifest } from '../../electron/shell/manifest.ts';
import type { Shell } from '../../electron/shell/shell.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The page is still when no call is on its way for this long. */
const STILL_MS = 120;
const MOST_MS = 20_000;

/** A real window on the built screen, joined to an installation. */
export type Screen = {
  readonly page: Page;
  /** Folder in memory of the window: profile, home, temporary files. */
  readonly folder: string;
  /** Resolves once no request has come for a moment and the page has painted. */
  readonly still: () => Promise<void>;
  /** Goes to an address of the application, `#/…`, and waits until it is still. */
  readonly go: (address: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What the window needs to be joined to an installation: a shell that is not open yet and its page. */
export type ClosedWindow = { readonly shell: Shell; page(): Page };

/** Opens a window without a screen of its own over `application`. `language` is the machine's, before anybody is known. */
export async function openScreen(application: Application, language: Language = 'fr'): Promise<Screen> {
  const folder = makeMemoryFolder();
  const shell = createChromiumShell({
    manifest: readManifest(join(ROOT, 'out/renderer')),
    folder,
    language,
    headless: true,
    killedWithParent: false,
    handOver: async () => undefined,
  });
  const { page, still } = await joinWindow(application, { shell, page: () => shell.page() });
  return {
    page,
    folder,
    still,
    go: (address) => goTo(page, still, address),
    close: async () => {
      await shell.close();
      removeMemoryFolder(folder);
    },
  };
}

/** Joins a window to an installation as `start` does, the process staying the same at a lock. */
export async function joinWindow(application: Application, window: ClosedWindow): Promise<Pick<Screen, 'page' | 'still'>> {
  const { requests, host } = application;
  let underWay = 0;
  let lastEnd = performance.now();
  host.printPdf = (address) => window.shell.renderPdf(address);
  host.onLocked = () => void window.shell.emit(JSON.stringify({ event: 'cover' } satisfies BridgeEvent));
  await window.shell.open(async (message) => {
    underWay += 1;
    try {
      return await requests(message);
    } finally {
      underWay -= 1;
      lastEnd = performance.now();
    }
  });
  const page = window.page();
  const drawTwice = () => page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))');
  /** The first two frames let what was just done to the page begin its call: a busy machine begins it late. */
  async function still(): Promise<void> {
    await drawTwice();
    const asked = performance.now();
    while (performance.now() - asked < MOST_MS) {
      await page.waitForTimeout(40);
      if (underWay === 0 && performance.now() - Math.max(lastEnd, asked) > STILL_MS) break;
    }
    await drawTwice();
  }
  return { page, still };
}

/** Goes to an address of the application and waits until the page is still. */
export async function goTo(page: Page, still: () => Promise<void>, address: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
  await still();
}

/** Opens the session of a person on the unlock page, by keyboard: its code is typed where the accounts are too many for cards. */
export async function unlockOn(page: Page, staffCode: string, passphrase: string): Promise<void> {
  await page.locator('#passphrase').waitFor();
  const typed = page.locator('input[list="codes"]');
  if ((await typed.count()) > 0) await typed.fill(staffCode);
  else await page.getByRole('radio', { name: staffCode, exact: true }).check({ force: true });
  await page.locator('#passphrase').focus();
  await page.keyboard.insertText(passphrase);
  await page.keyboard.press('Enter');
  await page.locator('#main h1').waitFor({ timeout: 30_000 });
}
