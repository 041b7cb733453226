import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from '../../electron/app.ts';
import { createChromiumShell } from '../../electron/shell/chromiumShell.ts';
import { MANIFEST_NAME, readManifest } from '../../electron/shell/manifest.ts';
import { makeMemoryFolder, removeMemoryFolder } from '../../electron/shell/memoryFolder.ts';

const SCREEN = join(import.meta.dirname, '../../out/renderer');

/**
 * Opens the application's own window on an installation, without showing it unless asked, so that its pages can be printed. Gives what closes
 * it; null where the screen was not built.
 */
export async function openPrinter(application: Application, visible: boolean): Promise<(() => Promise<void>) | null> {
  if (!existsSync(join(SCREEN, MANIFEST_NAME))) return null;
  const folder = makeMemoryFolder();
  const shell = createChromiumShell({
    manifest: readManifest(SCREEN),
    folder,
    language: 'fr',
    headless: !visible,
    killedWithParent: false,
    handOver: () => Promise.resolve(),
  });
  await shell.open(application.requests);
  application.host.printPdf = (address) => shell.renderPdf(address);
  return async () => {
    application.host.printPdf = null;
    await shell.close();
    removeMemoryFolder(folder);
  };
}
