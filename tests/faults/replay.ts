import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACTS, type ActName } from './acts.ts';
import { lastBegun, lastConfirmed, readMessages } from './bareMessages.ts';
import { newCampaign, type Campaign } from './campaign.ts';
import { CrashDisk } from './crashDisk.ts';
import { DISK_TRACE, readDiskTrace, type DiskCall } from './diskTrace.ts';
import { copyOf, type Models } from './models.ts';
import { hasStrace } from './strace.ts';

const BARE = fileURLToPath(new URL('bare.ts', import.meta.url));
/** How many acts are recorded of each work, and its part of the states that are tried. */
const RECORDED: readonly { readonly name: ActName; readonly acts: number; readonly share: number }[] = [
  { name: 'a save', acts: 6, share: 0.4 },
  { name: 'a draft', acts: 6, share: 0.15 },
  { name: 'a change of passphrase', acts: 3, share: 0.2 },
  { name: 'an upgrade', acts: 1, share: 0.15 },
  { name: 'opening and locking', acts: 2, share: 0.1 },
];

/**
 * A disk that lies about order (security T3): every write and sync of a scenario is recorded, then states are rebuilt in which what was not synced is
 * missing, partly there, or torn; each is opened as its people would. What had been confirmed before the cut must be kept. `states`: how many in all.
 */
export async function replayDisk(models: Models, states: number, draw: () => number): Promise<readonly Campaign[]> {
  if (!hasStrace()) {
    const skipped = newCampaign('states of a disk after a power cut');
    skipped.notes.push('skipped: strace is not here');
    return [skipped];
  }
  const campaigns: Campaign[] = [];
  for (const { name, acts, share } of RECORDED) campaigns.push(await replayOne(models, name, acts, Math.ceil(states * share), draw));
  return campaigns;
}

async function replayOne(models: Models, name: ActName, acts: number, states: number, draw: () => number): Promise<Campaign> {
  const campaign = newCampaign(`power cuts during ${name}`);
  const folder = copyOf(models[ACTS[name].model]);
  const before = filesBelow(join(folder, 'profile'));
  const calls = record(name, folder, models, acts);
  campaign.notes.push(`${calls.length} calls recorded, ${calls.filter(({ kind }) => kind === 'sync').length} syncs`);
  const moments = Array.from({ length: states }, () => 1 + Math.floor(draw() * calls.length)).toSorted((left, right) => left - right);
  const disk = new CrashDisk(before);
  let followed = 0;
  let output = '';
  for (const [rank, moment] of moments.entries()) {
    for (; followed < moment; followed += 1) {
      const call = calls[followed];
      if (call?.kind === 'marker') output += call.text;
      else if (call !== undefined) disk.follow(call);
    }
    const keep = rank % 4 === 0 ? 'nothing' : rank % 4 === 1 ? 'all' : 'some';
    await judge(campaign, models, name, folder, disk.crash(draw, keep), output, `call ${moment}, ${keep} of what was not synced`);
  }
  rmSync(folder, { recursive: true, force: true });
  return campaign;
}

/** Does the work once under the tracer; the folder is as after it. */
function record(name: ActName, folder: string, { place }: Models, acts: number): readonly DiskCall[] {
  const traces = mkdtempSync(join(tmpdir(), 'sutura-replay-'));
  const trace = join(traces, 'trace');
  const line = [BARE, '--act', name, '--folder', folder, '--place', JSON.stringify(place), '--acts', String(acts)];
  const { status } = spawnSync('strace', [...DISK_TRACE, '-o', trace, process.execPath, ...line], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (status !== 0) throw new Error(`${name} does not work undisturbed`);
  const calls = readDiskTrace(readFileSync(trace, 'utf8'), join(folder, 'profile'));
  rmSync(traces, { recursive: true });
  return calls;
}

function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path)]));
}

async function judge(
  campaign: Campaign,
  models: Models,
  name: ActName,
  recorded: string,
  state: ReadonlyMap<string, Buffer>,
  output: string,
  at: string,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-replay-'));
  cpSync(join(models[ACTS[name].model], 'medium'), join(folder, 'medium'), { recursive: true });
  mkdirSync(join(folder, 'profile'), { mode: 0o700 });
  for (const [path, bytes] of state) {
    const placed = join(folder, relative(recorded, path));
    mkdirSync(dirname(placed), { recursive: true, mode: 0o700 });
    writeFileSync(placed, bytes, { mode: 0o600 });
  }
  const messages = readMessages(output);
  const confirmed = lastConfirmed(messages, 0);
  campaign.tries += 1;
  try {
    const lastKept = await ACTS[name].lastKept(folder, models.place, confirmed, lastBegun(messages, 0));
    if (lastKept < confirmed) {
      campaign.lost_confirmed += 1;
      campaign.notes.push(`${at}: ${confirmed} confirmed, ${lastKept} found`);
    }
  } catch (error) {
    campaign.corrupt_accepted += 1;
    campaign.notes.push(`${at}, ${confirmed} confirmed: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  rmSync(folder, { recursive: true, force: true });
}
