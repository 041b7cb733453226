import { createChromiumShell } from '../../electron/shell/chromiumShell.ts';
import type { ChromiumShell } from '../../electron/shell/chromiumShell.ts';
import { makeMemoryFolder, removeMemoryFolder } from '../../electron/shell/memoryFolder.ts';
import type { ShellEvent } from '../../electron/shell/shell.ts';
import { probeManifest } from './probePage.ts';

export type ProbeWindow = {
  readonly shell: ChromiumShell;
  readonly folder: string;
  readonly calls: string[];
  readonly events: ShellEvent[];
  close(): Promise<void>;
};

/** A real window, without a screen, on the probe page; its handler writes down each call and answers with `reply`. */
export async function openProbeWindow(reply: (message: string) => Promise<string> = async () => '{"ok":true}'): Promise<ProbeWindow> {
  const folder = makeMemoryFolder();
  const calls: string[] = [];
  const events: ShellEvent[] = [];
  const shell = createChromiumShell({
    manifest: probeManifest(),
    folder,
    language: 'fr',
    headless: true,
    killedWithParent: false,
    handOver: async () => undefined,
  });
  shell.watch((event) => events.push(event));
  await shell.open((message) => {
    calls.push(message);
    return reply(message);
  });
  return {
    shell,
    folder,
    calls,
    events,
    async close() {
      await shell.close();
      removeMemoryFolder(folder);
    },
  };
}

/** Waits until `what` gives a value, looking every 20 ms; fails after `seconds`. */
export async function until<T>(what: () => T | undefined | null | false, seconds = 30): Promise<T> {
  for (let tries = 0; tries < seconds * 50; tries += 1) {
    const value = what();
    if (value !== undefined && value !== null && value !== false) return value;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('waited in vain');
}
