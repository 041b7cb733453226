import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Act } from './act.ts';
import { ACTS, type ActName } from './acts.ts';
import { lastBegun, lastConfirmed, readMessages, type BareMessage } from './bareMessages.ts';
import { chance, newCampaign, type Campaign } from './campaign.ts';
import { copyOf, type Models } from './models.ts';
import { hasStrace } from './strace.ts';

const BARE = fileURLToPath(new URL('bare.ts', import.meta.url));
/** A process that has not ended after this has hung. */
const PATIENCE_MS = 120_000;
/** Longest wait between the opened session and a kill at a random moment. */
const LONGEST_MS: Readonly<Record<ActName, number>> = {
  'a save': 400,
  'a draft': 300,
  'opening and locking': 800,
  'a change of passphrase': 900,
  'an upgrade': 250,
  'a take-over': 1_500,
  'the freeze of a month': 2_500,
  'an import at the desk': 300,
  'a copy on a stick': 1_500,
  'a departure and its renewal of keys': 800,
  'a recovery by shares': 400,
  'putting a copy back': 300,
};
/** Calls of the system at whose n-th a process is killed: every call that changes the disk. */
const CALLS = ['pwrite64', 'write', 'fsync', 'fdatasync', 'rename', 'unlink', 'ftruncate'] as const;
/** Without `--seccomp-bpf`, under which nothing is injected. */
const TRACED = ['strace', '-f', '-qqq', '-o', '/dev/null', '-e'];
/** Acts that a traced process does at most: calls are counted over fewer, so that the n-th comes before the end. */
const ACTS_OF_A_TRACE = 4;
const NAMES: readonly ActName[] = [
  'a save',
  'a draft',
  'a change of passphrase',
  'an upgrade',
  'a take-over',
  'a departure and its renewal of keys',
  'a recovery by shares',
  'a copy on a stick',
  'putting a copy back',
  'opening and locking',
  'a save',
  'the freeze of a month',
  'a draft',
  'an import at the desk',
];
/** Acts that are harmed at the same time, each on its own installation. */
const LANES = 2;

/** Where one process is cut: after a time, or at the n-th call of one kind. */
type Cut = { readonly milliseconds: number } | { readonly call: string; readonly nth: number };

/** State of a campaign from one kill to the next: the installation, and the number of its last act. */
type Course = { folder: string; last: number; counts: ReadonlyMap<string, number> | null; unkilled: number };

/**
 * SIGKILL of a process that answers requests without a window, at random instants and, where `strace` is, at the n-th write, sync, rename,
 * unlink or cut of a file (security T1). After each kill the installation is opened as its people would and read whole. Each act has its own chance,
 * so that the seed repeats it whatever the others do meanwhile.
 */
export async function killBare(models: Models, kills: number, seed: number): Promise<readonly Campaign[]> {
  const byCall = hasStrace();
  const compiled = mkdtempSync(join(tmpdir(), 'sutura-compiled-'));
  warmUp(models, compiled);
  const turns = Map.groupBy(Array(kills).keys(), (turn) => NAMES[turn % NAMES.length] ?? 'a save');
  const waiting = [...turns].map(([name, own]) => ({
    name,
    atCalls: own.map((turn) => byCall && Math.floor(turn / NAMES.length) % 2 === 0),
  }));
  const campaigns: Campaign[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      campaigns.push(await killDuring(next.name, next.atCalls, { models, compiled, draw: chance(seed + 1 + NAMES.indexOf(next.name)) }));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  rmSync(compiled, { recursive: true, force: true });
  for (const { notes } of campaigns)
    notes.unshift(`seed ${seed}`, byCall ? 'every second kill at the n-th call' : 'strace is not here: no kill at the n-th call');
  return campaigns;
}

/** What the kills of one act draw on. `compiled`: folder of modules already compiled, so that a process starts quickly. */
type Ground = { readonly models: Models; readonly compiled: string; readonly draw: () => number };

/** One kill for each of `atCalls`: true at the n-th call, false at a random instant. */
async function killDuring(name: ActName, atCalls: readonly boolean[], ground: Ground): Promise<Campaign> {
  const campaign = newCampaign(`kill during ${name}`);
  const course: Course = { folder: copyOf(ground.models[ACTS[name].model]), last: 0, counts: null, unkilled: 0 };
  for (const atCall of atCalls) await killOnce(name, ground, campaign, course, atCall);
  if (course.unkilled > 0) campaign.notes.push(`${course.unkilled} had done their act before they were to be killed`);
  rmSync(course.folder, { recursive: true, force: true });
  return campaign;
}

/** One undisturbed act leaves the compiled modules behind: later processes write none, which would count as calls. */
function warmUp({ centre, place }: Models, compiled: string): void {
  const course: Course = { folder: copyOf(centre), last: 0, counts: null, unkilled: 0 };
  spawnSync(process.execPath, [...lineOf('a save', course, place), '--acts', '1'], { stdio: 'ignore', env: environment(compiled) });
  rmSync(course.folder, { recursive: true, force: true });
}

function environment(compiled: string): NodeJS.ProcessEnv {
  return { ...process.env, NODE_COMPILE_CACHE: compiled };
}

async function killOnce(name: ActName, ground: Ground, campaign: Campaign, course: Course, atCall: boolean): Promise<void> {
  const { models, draw } = ground;
  const act: Act = ACTS[name];
  if (!act.repeated) renew(course, models[act.model]);
  if (atCall) course.counts ??= countCalls(name, ground);
  const cut = atCall && course.counts !== null ? nthOf(course.counts, draw) : { milliseconds: Math.round(draw() * LONGEST_MS[name]) };
  const ended = await run(name, ground, course, cut);
  campaign.tries += 1;
  if (ended.outcome === 'finished') course.unkilled += 1;
  if (ended.outcome === 'hung' || ended.outcome === 'crashed') {
    campaign[ended.outcome] += 1;
    campaign.notes.push(`${described(cut)}: the process ${ended.outcome}`);
  }
  const confirmed = lastConfirmed(ended.messages, course.last);
  try {
    const lastKept = await act.lastKept(course.folder, models.place, confirmed, lastBegun(ended.messages, course.last));
    if (lastKept < confirmed) {
      campaign.lost_confirmed += 1;
      campaign.notes.push(`${described(cut)}: ${confirmed} confirmed, ${lastKept} found`);
    }
    course.last = Number.isFinite(lastKept) ? Math.max(lastKept, confirmed) : confirmed;
  } catch (error) {
    campaign.corrupt_accepted += 1;
    campaign.notes.push(`${described(cut)}, ${confirmed} confirmed: ${error instanceof Error ? error.message : 'unknown'}`);
    renew(course, models[act.model]);
  }
}

function renew(course: Course, model: string): void {
  rmSync(course.folder, { recursive: true, force: true });
  course.folder = copyOf(model);
  course.last = 0;
}

function described(cut: Cut): string {
  return 'call' in cut ? `killed at ${cut.call} ${cut.nth}` : `killed after ${cut.milliseconds} ms`;
}

function nthOf(counts: ReadonlyMap<string, number>, draw: () => number): Cut {
  const called = [...counts].filter(([, count]) => count > 0);
  const [call, count] = called[Math.floor(draw() * called.length)] ?? ['pwrite64', 1];
  return { call, nth: 1 + Math.floor(draw() * count) };
}

type Ended = { readonly messages: readonly BareMessage[]; readonly outcome: 'killed' | 'finished' | 'hung' | 'crashed' };

async function run(name: ActName, { models, compiled }: Ground, course: Course, cut: Cut): Promise<Ended> {
  const line = [...lineOf(name, course, models.place), ...('call' in cut ? ['--acts', String(ACTS_OF_A_TRACE)] : [])];
  const injected = 'call' in cut ? [...TRACED, `trace=${cut.call}`, '-e', `inject=${cut.call}:signal=KILL:when=${cut.nth}`] : [];
  const [program = process.execPath, ...rest] = [...injected, process.execPath, ...line];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'ignore'], detached: true, env: environment(compiled) });
  let output = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('"ready"')) resolve();
    });
  });
  const closed = once(child, 'close').then(([code, signal]) => outcomeOf(code, signal));
  const due = 'call' in cut ? new Promise<never>(() => undefined) : ready.then(() => wait(cut.milliseconds)).then(() => 'due' as const);
  const outcome = await Promise.race([closed, due, wait(PATIENCE_MS, 'hung' as const, { ref: false })]);
  endGroup(child);
  await closed;
  const messages = readMessages(output);
  return { messages, outcome: outcome === 'due' ? 'killed' : outcome };
}

/** A tracer ends as its process did. */
function outcomeOf(code: unknown, signal: unknown): 'killed' | 'finished' | 'crashed' {
  if (signal === 'SIGKILL') return 'killed';
  return code === 0 ? 'finished' : 'crashed';
}

/** The process and the tracer above it, if any: a tracer that ends alone lets its child continue. */
function endGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

function lineOf(name: ActName, { folder, last }: Course, place: Models['place']): readonly string[] {
  return [BARE, '--act', name, '--folder', folder, '--place', JSON.stringify(place), '--first', String(last + 1)];
}

/** How often each call is made from the start of a process to its third confirmed act (the first, for an act done once), read on a copy. */
function countCalls(name: ActName, { models, compiled }: Ground): ReadonlyMap<string, number> {
  const traces = mkdtempSync(join(tmpdir(), 'sutura-calls-'));
  const trace = join(traces, 'trace');
  const course: Course = { folder: copyOf(models[ACTS[name].model]), last: 0, counts: null, unkilled: 0 };
  const acts = ['--acts', ACTS[name].repeated ? String(ACTS_OF_A_TRACE - 1) : '1'];
  const options = ['-f', '--seccomp-bpf', '-qqq', '-s', '0', '-o', trace, '-e', `trace=${CALLS.join(',')}`];
  const { status } = spawnSync('strace', [...options, process.execPath, ...lineOf(name, course, models.place), ...acts], {
    stdio: 'ignore',
    env: environment(compiled),
  });
  if (status !== 0) throw new Error(`${name} does not work undisturbed`);
  const lines = readFileSync(trace, 'utf8').split('\n');
  const [main = ''] = (lines[0] ?? '').split(' ');
  const counts = new Map<string, number>(CALLS.map((call) => [call, 0]));
  for (const line of lines) {
    const [, pid, call = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (pid === main) counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  for (const folder of [traces, course.folder]) rmSync(folder, { recursive: true, force: true });
  return counts;
}
