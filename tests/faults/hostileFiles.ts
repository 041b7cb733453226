import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newCampaign, type Campaign } from './campaign.ts';
import type { Models } from './models.ts';

const HOSTILE = fileURLToPath(new URL('hostile.ts', import.meta.url));
/** Most work on one file, and most memory (security T9): time of the processor, so that a busy machine accuses nobody; a file that waits for nothing is given a minute. */
const MOST_MS = 10_000;
const MOST_WAIT_MS = 60_000;
const MOST_BYTES = 1024 ** 3;
const LOOK_MS = 250;

type HostileMessage = { readonly file: string } | { readonly campaigns: readonly Campaign[] };

/** Hostile packages, registers, key cards and backup folders, opened by requests in a process whose time and memory are watched (security §8, T9). */
export async function openHostileFiles(models: Models, files: number, seed: number): Promise<readonly Campaign[]> {
  const watched = newCampaign('time and memory with hostile files');
  watched.tries = files;
  const line = ['--centre', models.centre, '--desk', models.desk, '--files', String(files), '--seed', String(seed)];
  const child = fork(HOSTILE, line, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  let campaigns: readonly Campaign[] = [];
  let current = 'before the first file';
  let begun = { at: Infinity, work: Infinity };
  let most = 0;
  child.on('message', (message) => {
    if (!isHostileMessage(message)) return;
    if ('campaigns' in message) campaigns = message.campaigns;
    else [current, begun] = [message.file, { at: performance.now(), work: workOf(child.pid) }];
  });
  const look = setInterval(() => {
    most = Math.max(most, memoryOf(child.pid));
    const late = workOf(child.pid) - begun.work > MOST_MS || performance.now() - begun.at > MOST_WAIT_MS;
    if (!late && most <= MOST_BYTES) return;
    watched.hung += 1;
    watched.notes.push(`${current}: ${most > MOST_BYTES ? 'took more than 1 GB' : 'took more than 10 s'}`);
    child.kill('SIGKILL');
  }, LOOK_MS);
  const [code] = await once(child, 'exit');
  clearInterval(look);
  if (code !== 0 && watched.hung === 0) {
    watched.crashed += 1;
    watched.notes.push(`${current}: the process ended with ${code}`);
  }
  watched.notes.push(`seed ${seed}; at most ${Math.round(most / 1024 ** 2)} MB`);
  return [...campaigns, watched];
}

function isHostileMessage(message: unknown): message is HostileMessage {
  return typeof message === 'object' && message !== null && ('file' in message || 'campaigns' in message);
}

/** Time that a process has worked so far, in milliseconds (proc(5): hundredths of a second, fields 14 and 15). */
function workOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user = '0', system = '0'] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11);
    return 10 * (Number(user) + Number(system));
  } catch {
    return 0;
  }
}

/** The most that a process has held in memory so far, in bytes (proc(5)). */
function memoryOf(pid: number | undefined): number {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
