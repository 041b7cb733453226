import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newCampaign, type Campaign } from './campaign.ts';
import type { Models } from './models.ts';

const HOSTILE = fileURLToPath(new URL('hostile.ts', import.meta.url));
/** Longest time for one file, and most memory (security T9). */
const MOST_MS = 10_000;
const MOST_BYTES = 1024 ** 3;
const LOOK_MS = 250;

type Said = { readonly file: string } | { readonly campaigns: readonly Campaign[] };

/** Hostile packages, registers and key cards, opened through the door in a process whose time and memory are watched (security §8, T9). */
export async function openHostileFiles(models: Models, files: number, seed: number): Promise<readonly Campaign[]> {
  const watched = newCampaign('time and memory with hostile files');
  watched.tries = files;
  const line = ['--centre', models.centre, '--desk', models.desk, '--files', String(files), '--seed', String(seed)];
  const child = fork(HOSTILE, line, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  let campaigns: readonly Campaign[] = [];
  let current = 'before the first file';
  let begun = Infinity;
  let most = 0;
  child.on('message', (message) => {
    if (!isSaid(message)) return;
    if ('campaigns' in message) campaigns = message.campaigns;
    else [current, begun] = [message.file, performance.now()];
  });
  const look = setInterval(() => {
    most = Math.max(most, memoryOf(child.pid));
    if (performance.now() - begun <= MOST_MS && most <= MOST_BYTES) return;
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

function isSaid(message: unknown): message is Said {
  return typeof message === 'object' && message !== null && ('file' in message || 'campaigns' in message);
}

/** The most that a process has held in memory so far, in bytes (proc(5)). */
function memoryOf(pid: number | undefined): number {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
