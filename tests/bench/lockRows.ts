import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { processesNaming, signalKeyed } from '../support/keyedProcesses.ts';
import { until } from '../support/probeWindow.ts';
import { openScreen, unlockOn } from '../support/screen.ts';
import { compare, timeOf, type Row } from './measure.ts';
import type { LargeCentre } from './centre.ts';

const LOCKS = 5;

/**
 * The lock (security §5.2): the stores closed by the request; the quick exit, from the key to the painted calendar (interface §9.3: 200 ms); and, with the real parent
 * and a real window, covered and the old process ended.
 */
export async function lockRows(centre: LargeCentre): Promise<readonly Row[]> {
  const stores = await compare({ name: 'lock: journal, stores closed, keys zeroed', run: () => lockOnce(centre) }, null, 7);
  const exit = await quickExitRow(centre);
  const probe = join(import.meta.dirname, '../support/parentProbe.ts');
  const parent = spawn(process.execPath, [probe], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  parent.stdout.on('data', (bytes: Buffer) => (output += bytes.toString('utf8')));
  const folderOf = (step: string, place: number): string => {
    const line = output.split('\n').filter((text) => text.startsWith(`${step} `))[place];
    return /\S*\/sutura-\S+/.exec(line ?? '')?.[0] ?? '';
  };
  let locks = 0;
  const ended: number[] = [];
  const succeeded: number[] = [];
  try {
    await until(() => folderOf('painted', 0) !== '');
    const covered = await compare({ name: 'lock: signal to covered window', run: lockWindow }, null, LOCKS);
    const process = await compare({ name: 'lock: signal to ended process', run: () => Promise.resolve(ended.shift() ?? 0) }, null, LOCKS);
    const successor = { name: 'lock: signal to the next window painted', run: () => Promise.resolve(succeeded.shift() ?? 0) };
    return [stores, exit, covered, process, await compare(successor, null, LOCKS)];
  } finally {
    parent.kill('SIGTERM');
    await until(() => parent.exitCode !== null || parent.signalCode !== null);
  }

  async function lockWindow(): Promise<number> {
    const old = folderOf('painted', locks);
    locks += 1;
    const started = performance.now();
    signalKeyed(old, 'SIGUSR2');
    await until(() => output.includes(`covered ${old}`));
    const spent = performance.now() - started;
    const next = until(() => folderOf('painted', locks) !== '').then(() => succeeded.push(performance.now() - started));
    await until(() => processesNaming(old).length === 0);
    ended.push(performance.now() - started);
    await next;
    return spent;
  }
}

async function lockOnce(centre: LargeCentre): Promise<number> {
  await centre.unlock(centre.caseworker);
  return timeOf(() => centre.lock());
}

async function quickExitRow(centre: LargeCentre): Promise<Row> {
  const screen = await openScreen(centre.application);
  try {
    return await compare({ name: 'quick exit: second Escape to the painted calendar', run: leaveOnce }, null, LOCKS);
  } finally {
    await screen.close();
  }

  async function leaveOnce(): Promise<number> {
    const { page, still } = screen;
    if ((await page.title()) === 'Calendrier') await page.keyboard.press('Enter');
    await unlockOn(page, centre.caseworker, centre.passphrase);
    await still();
    const watched = await page.evaluateHandle(timeToNeutral);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    const spent = await watched.evaluate(({ shown }) => shown);
    await still();
    return spent;
  }
}

/** Milliseconds from the second Escape to the second frame of the neutral page. Runs in the page, and looks before the first key. */
function timeToNeutral(): { readonly shown: Promise<number> } {
  const shown = new Promise<number>((resolve) => {
    let struck = 0;
    window.addEventListener('keydown', ({ key, timeStamp }) => key === 'Escape' && (struck = timeStamp), { capture: true });
    const look = () => {
      if (document.title === 'Calendrier') requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now - struck)));
      else requestAnimationFrame(look);
    };
    look();
  });
  return { shown };
}
