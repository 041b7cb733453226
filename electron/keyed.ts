import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '../shared/text.ts';
import { start } from './app.ts';
import { readManifest } from './shell/manifest.ts';
import { openParentLink } from './shell/parentLink.ts';
import { EXIT } from './shell/supervise.ts';
import type { Shell } from './shell/shell.ts';

/** The process that holds the keys: it picks the shell that its parent can draw, and gives it to the application. It ends with its parent. */
const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    folder: { type: 'string' },
    'killed-with-parent': { type: 'boolean', default: false },
    successor: { type: 'boolean', default: false },
  },
});

if (values.profile === undefined) throw new Error('a profile is needed');
const link = openParentLink();
try {
  const shell = await pickShell();
  await start(shell, { profile: values.profile });
  link.painted();
} catch (error) {
  process.stderr.write(`Sutura n’a pas pu s’ouvrir ici ; rien n’a été perdu (${faultName(error)}).\n`);
  process.stderr.write(`Sutura could not open here; nothing was lost (${faultName(error)}).\n`);
  process.exit(EXIT.unable);
}

async function pickShell(): Promise<Shell> {
  if (process.versions['electron'] !== undefined) return (await import('./shell/electronShell.ts')).createElectronShell();
  if (values.folder === undefined) throw new Error('a memory folder is needed');
  const { createChromiumShell } = await import('./shell/chromiumShell.ts');
  return createChromiumShell({
    manifest: readManifest(join(import.meta.dirname, '../out/renderer')),
    folder: values.folder,
    language: language(),
    headless: false,
    address: values.successor ? '#/neutral' : '',
    killedWithParent: values['killed-with-parent'],
    handOver: link.handOver,
  });
}

/** Language of the window before anyone is known: French unless the session of the system is English. */
function language(): Language {
  return process.env['LANG']?.startsWith('en') === true ? 'en' : 'fr';
}

/** The kind of a fault without its message, which may hold a path. */
function faultName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
