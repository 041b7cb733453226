import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export type SystemEvent = 'suspend' | 'sessionLock';

/** Programs that report login1's signals, best first; the second needs no privilege on the system bus. A child of ours, so that our process opens no socket. */
const WATCHERS: readonly (readonly [string, ...string[]])[] = [
  [
    'busctl',
    '--system',
    '--json=short',
    '--match=type=signal,interface=org.freedesktop.login1.Manager,member=PrepareForSleep',
    '--match=type=signal,interface=org.freedesktop.login1.Session,member=Lock',
    'monitor',
  ],
  ['gdbus', 'monitor', '--system', '--dest', 'org.freedesktop.login1'],
];

/** Seconds that the clock since start-up must run ahead of the waking clock to mean that the computer slept. */
const SLEPT_SECONDS = 3;
const CLOCK_PERIOD_MS = 2_000;

/** What a line of `busctl --json=short` or `gdbus monitor` says, `null` for any other line. */
export function readSignal(line: string): SystemEvent | null {
  if (line.includes('PrepareForSleep')) return line.includes('true') ? 'suspend' : null;
  return /"member":"Lock"|Session\.Lock \(/.test(line) ? 'sessionLock' : null;
}

/**
 * Notifies when the computer sleeps or its session is locked: by login1's signals where the bus can be heard, and in any case by the two clocks,
 * on waking (chromium-shell §6). Returns the function that stops watching.
 */
export function watchSystem(handler: (event: SystemEvent) => void): () => void {
  let child: ChildProcess | null = null;
  let stopped = false;
  listen(0);
  const timer = setInterval(clockCheck(handler), CLOCK_PERIOD_MS);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
    child?.kill('SIGKILL');
  };

  function listen(rank: number): void {
    const watcher = WATCHERS[rank];
    if (watcher === undefined || stopped) return;
    const [program, ...rest] = watcher;
    const started = spawn(program, rest, { stdio: ['ignore', 'pipe', 'ignore'] });
    child = started;
    createInterface({ input: started.stdout }).on('line', (line) => {
      const event = readSignal(line);
      if (event !== null) handler(event);
    });
    started.once('error', () => listen(rank + 1));
    started.once('exit', () => listen(rank + 1));
  }
}

function clockCheck(handler: (event: SystemEvent) => void): () => void {
  let last = sleptSeconds();
  return () => {
    const now = sleptSeconds();
    if (now - last > SLEPT_SECONDS) handler('suspend');
    last = now;
  };
}

/** Seconds of the clock that runs through sleep less those of the clock that does not. */
function sleptSeconds(): number {
  try {
    return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) - Number(process.hrtime.bigint()) / 1e9;
  } catch {
    return 0;
  }
}
