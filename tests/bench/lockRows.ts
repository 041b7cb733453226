import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { processesNaming, signalKeyed } from '../support/keyedProcesses.ts';
import { until } from '../support/probeWindow.ts';
import { compare, timeOf, type Row } from './measure.ts';
import type { LargeCentre } from './centre.ts';

const LOCKS = 5;

/** The lock (security §5.2): the stores closed by the door; and, with the real parent and a real window, covered and the old process ended. */
export async function lockRows(centre: LargeCentre): Promise<readonly Row[]> {
  const stores = await compare({ name: 'lock: journal, stores closed, keys zeroed', run: () => lockOnce(centre) }, null, 7);
  const probe = join(import.meta.dirname, '../support/parentProbe.ts');
  const parent = spawn(process.execPath, [probe], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  parent.stdout.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
  const folderOf = (step: string, place: number): string => {
    const line = said.split('\n').filter((text) => text.startsWith(`${step} `))[place];
    return /\S*\/sutura-\S+/.exec(line ?? '')?.[0] ?? '';
  };
  let locks = 0;
  const ended: number[] = [];
  try {
    await until(() => folderOf('painted', 0) !== '');
    const covered = await compare({ name: 'lock: signal to covered window', run: lockWindow }, null, LOCKS);
    const process = await compare({ name: 'lock: signal to ended process', run: () => Promise.resolve(ended.shift() ?? 0) }, null, LOCKS);
    return [stores, covered, process];
  } finally {
    parent.kill('SIGTERM');
    await until(() => parent.exitCode !== null || parent.signalCode !== null);
  }

  async function lockWindow(): Promise<number> {
    const old = folderOf('painted', locks);
    locks += 1;
    const started = performance.now();
    signalKeyed(old, 'SIGUSR2');
    await until(() => said.includes(`covered ${old}`));
    const spent = performance.now() - started;
    await until(() => folderOf('painted', locks) !== '' && processesNaming(old).length === 0);
    ended.push(performance.now() - started);
    return spent;
  }
}

async function lockOnce(centre: LargeCentre): Promise<number> {
  await centre.unlock(centre.caseworker);
  return timeOf(() => centre.lock());
}
