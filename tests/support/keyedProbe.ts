import { readlinkSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createChromiumShell } from '../../electron/shell/chromiumShell.ts';
import { openParentLink } from '../../electron/shell/parentLink.ts';
import { EXIT } from '../../electron/shell/supervise.ts';
import { probeManifest } from './probePage.ts';

/** A keyed process whose page can ask it to lock or to leave; it writes each step with its folder. */
const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    folder: { type: 'string', default: '' },
    successor: { type: 'boolean', default: false },
    'killed-with-parent': { type: 'boolean', default: false },
  },
});
const say = (step: string): void => void writeSync(1, `${step} ${values.folder} ${readlinkSync('/proc/self/ns/pid')}\n`);
const link = openParentLink();
const shell = createChromiumShell({
  manifest: probeManifest(),
  folder: values.folder,
  language: 'fr',
  headless: true,
  address: values.successor ? '#/neutral' : '',
  killedWithParent: values['killed-with-parent'],
  handOver: link.handOver,
});
process.on('SIGUSR2', () => void lock());
shell.watch((event) => event === 'closed' && process.exit(EXIT.quit));
await shell.open(async () => '{"ok":true}');
link.painted();
say(`painted ${JSON.stringify(shell.protections())}`);

async function lock(): Promise<void> {
  const replaced = shell.handOver();
  await shell.cover();
  say('covered');
  await replaced;
  say('replaced');
  await shell.close();
  process.exit(EXIT.locked);
}
