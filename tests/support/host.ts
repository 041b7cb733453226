import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createChromiumShell } from '../../electron/shell/chromiumShell.ts';
import { makeMemoryFolder, removeMemoryFolder } from '../../electron/shell/memoryFolder.ts';
import { readManifest } from '../../electron/shell/manifest.ts';
import type { Shell } from '../../electron/shell/shell.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The reason why the journeys are not made in Electron here, null where they can be. */
export const NO_ELECTRON: string | null = existsSync(join(ROOT, 'node_modules/electron/dist'))
  ? null
  : 'Electron’s binary is fetched from GitHub and is not on this machine';

/** A window on the built screen: the shell to give to the application, then its page. */
export type HostWindow = { readonly shell: Shell; page(): Page };

/** `host` opens a real window without a screen, `other` a second one for a second machine; each is closed and its traces removed after the test. */
export const test = base.extend<{ readonly host: HostWindow; readonly other: HostWindow }>({
  // Playwright reads the fixtures that a fixture needs from this pattern, even when it needs none.
  host: async ({ browserName: _ }, give) => withWindow(give),
  other: async ({ browserName: _ }, give) => withWindow(give),
});

async function withWindow(give: (host: HostWindow) => Promise<void>): Promise<void> {
  const folder = makeMemoryFolder();
  const shell = createChromiumShell({
    manifest: readManifest(join(ROOT, 'out/renderer')),
    folder,
    language: 'fr',
    headless: true,
    killedWithParent: false,
    handOver: async () => undefined,
  });
  await give({ shell, page: () => shell.page() });
  await shell.close();
  removeMemoryFolder(folder);
}
