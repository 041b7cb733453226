import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newCampaign, type Campaign } from './campaign.ts';
import { hasStrace } from './strace.ts';
import { readTrace, type NetworkUse } from './trace.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEMO = join(ROOT, 'tools/demo.ts');
const TOUR = join(ROOT, 'tests/tour/tour.ts');
/** Namespace without any network, for root and for anybody else; both keep the person's own number. */
const EMPTY_NETWORK = process.getuid?.() === 0 ? ['unshare', '-n'] : ['unshare', '-cn'];
const TRACED = ['strace', '-f', '--seccomp-bpf', '-qq', '-yy', '-s', '0', '-e', 'trace=%network,execve,clone,clone3,fork,vfork', '-o'];

/**
 * No network (security T8): every network call of the demonstration and of the real window, read from the system; then the demonstration again in an
 * empty network namespace, with the same result. Needs `strace` and `unshare`.
 */
export function watchNetwork(): readonly Campaign[] {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-network-'));
  if (!hasStrace()) throw new Error('strace is needed: apt-get install strace');
  const demo = traced(folder, 'network calls of the demonstration', [DEMO, ...demoFolders(join(folder, 'with'))]);
  const window = traced(folder, 'network calls of the window', [TOUR, '--out', join(folder, 'pictures'), '--only', 'day']);
  const without = emptyNamespace(folder);
  rmSync(folder, { recursive: true, force: true });
  return [demo, window, without];
}

function traced(folder: string, name: string, command: readonly string[]): Campaign {
  const campaign = newCampaign(name);
  const file = join(folder, 'trace');
  const [program = '', ...options] = TRACED;
  const { status } = spawnSync(program, [...options, file, process.execPath, ...command], { stdio: 'ignore', cwd: ROOT });
  if (status !== 0) campaign.notes.push(`ended with ${status}`);
  const use = readTrace(readFileSync(file, 'utf8'));
  rmSync(file);
  judge(campaign, use);
  return campaign;
}

function judge(campaign: Campaign, { node, window, processes }: NetworkUse): void {
  campaign.tries = [...node.sockets.values(), ...window.sockets.values()].reduce((sum, count) => sum + count, 0);
  const foreign = [...node.sockets].filter(([family]) => family !== 'AF_UNIX');
  campaign.corrupt_accepted = foreign.length + node.sent + node.listening + window.sent + window.listening + window.streams;
  campaign.notes.push(`${processes.node} Node and ${processes.window} window processes`);
  campaign.notes.push(`Node sockets: ${described(node.sockets)}; sent to INET ${node.sent}, listening ${node.listening}`);
  campaign.notes.push(
    `window sockets: ${described(window.sockets)}; sent to INET ${window.sent}, TCP connects ${window.streams}, listening ${window.listening}, UDP connects without a byte ${window.idle}`,
  );
}

function described(counts: ReadonlyMap<string, number>): string {
  return counts.size === 0 ? 'none' : [...counts].map(([family, count]) => `${family} ${count}`).join(', ');
}

function demoFolders(base: string): readonly string[] {
  mkdirSync(base, { recursive: true });
  return ['--profile', join(base, 'profile'), '--out', join(base, 'out')];
}

function emptyNamespace(folder: string): Campaign {
  const campaign = newCampaign('the demonstration in an empty network namespace');
  campaign.tries = 1;
  const [program = '', ...rest] = EMPTY_NETWORK;
  const { status } = spawnSync(program, [...rest, process.execPath, DEMO, ...demoFolders(join(folder, 'without'))], {
    stdio: 'ignore',
    cwd: ROOT,
  });
  if (status !== 0) campaign.crashed += 1;
  const same = comparable(join(folder, 'with/out')) === comparable(join(folder, 'without/out'));
  if (!same) campaign.lost_confirmed += 1;
  campaign.notes.push(same ? 'summary.json is the same' : 'summary.json differs');
  return campaign;
}

/** `summary.json` without times, names of packages and sizes in bytes. */
function comparable(out: string): string {
  const file = join(out, 'summary.json');
  if (!existsSync(file)) return `no summary in ${out}`;
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), (key, value: unknown) => {
    if (key.endsWith('_ms') || key.endsWith('_bytes') || key === 'package') return undefined;
    return key === 'name' && typeof value === 'string' ? value.replace(/\d+ files/, 'files') : value;
  });
}
