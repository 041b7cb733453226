import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE_MS = 20_000;
const LOOK_AGAIN_MS = 2_000;
/** A queue is looked at for so long; what still waits then is the printer's. */
const LONGEST_MS = 300_000;
/** Title in the queue of the printer: no name. */
const TITLE = 'Document';

/** The printing system of Linux (CUPS), asked with its own programs over its local socket: no network is needed. `path`: where they are looked for. */
export type Cups = { readonly path?: string };

/** Names of the printers, the usual one first; none where the system prints nothing. */
export async function cupsPrinters(cups: Cups = {}): Promise<readonly string[]> {
  const [all, usual] = await Promise.all([ask(cups, 'lpstat', ['-e']), ask(cups, 'lpstat', ['-d'])]);
  const names = all
    .split('\n')
    .map((line) => line.trim())
    .filter((name) => name !== '');
  const first = /: (\S+)$/.exec(usual.trim())?.[1];
  return names.toSorted((left, right) => Number(right === first) - Number(left === first));
}

/** Gives the pages to the queue of a printer through a pipe, under a name that says nothing; then, behind the work, has the queue forget them once they are printed. Gives their name in the queue. Rejects when the queue does not take them. */
export async function cupsPrint(pdf: Uint8Array, printer: string, cups: Cups = {}): Promise<string | null> {
  const answer = await run(cups, 'lp', ['-d', printer, '-t', TITLE, '-o', 'media=A4', '--', '-'], pdf);
  const job = /\S+-\d+/.exec(answer)?.[0];
  if (job === undefined) return null;
  void forgetPrinted(cups, job).catch(() => undefined);
  return job;
}

/** Removes pages from a queue with what the system keeps of them. True when they wait no more, false when the printing system does not answer. */
export async function cupsCancel(job: string, cups: Cups = {}): Promise<boolean> {
  await ask(cups, 'cancel', ['-x', job]);
  const waiting = await run(cups, 'lpstat', ['-W', 'not-completed', '-o'], null).catch(() => null);
  return waiting !== null && !isAmong(waiting, job);
}

/** The system keeps the pages of a finished job for a day by default: it is asked to drop them. */
async function forgetPrinted(cups: Cups, job: string): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_AGAIN_MS) {
    await pause(LOOK_AGAIN_MS, undefined, { ref: false });
    const waiting = await ask(cups, 'lpstat', ['-W', 'not-completed', '-o']);
    if (isAmong(waiting, job)) continue;
    await ask(cups, 'cancel', ['-x', job]);
    return;
  }
}

function isAmong(waiting: string, job: string): boolean {
  return waiting.split('\n').some((line) => line.startsWith(`${job} `));
}

async function ask(cups: Cups, program: string, words: readonly string[]): Promise<string> {
  return run(cups, program, words, null).catch(() => '');
}

function run({ path }: Cups, program: string, words: readonly string[], input: Uint8Array | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      env: { PATH: path ?? process.env['PATH'] ?? '', LC_ALL: 'C' },
      stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'ignore'],
      timeout: DEADLINE_MS,
    });
    let answer = '';
    child.stdout?.on('data', (bytes: Buffer) => (answer += bytes.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(answer) : reject(new Error(`${program} ended with ${code}`))));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
