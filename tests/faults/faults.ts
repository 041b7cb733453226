import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { harmBackups } from './backup.ts';
import { chance, failuresOf, type Campaign } from './campaign.ts';
import { spoilDisks } from './disk.ts';
import { fuzzRequests } from './requests.ts';
import { flipBytes } from './flips.ts';
import { liveHistories } from './histories.ts';
import { openHostileFiles } from './hostileFiles.ts';
import { tamperWithJournal } from './journal.ts';
import { killWhileWorking } from './kills.ts';
import { searchLeavings } from './leavings.ts';
import { FEW_LINES, makeModels, type Models } from './models.ts';
import { watchNetwork } from './network.ts';
import { replayDisk } from './replay.ts';
import { swapCiphertexts } from './swaps.ts';

/** How much is tried in the short form, when no campaign is named, and otherwise: histories, kills, files, requests, exchanges, rounds of a disk, places in a journal, states of a disk, planted names, kills of a copy. */
const SHORT = {
  histories: 100,
  kills: 12,
  files: 60,
  requests: 500,
  swaps: 50,
  disk: 4,
  places: 20,
  states: 10,
  names: 10,
  backups: 2,
} as const;
const USUAL = { swaps: 2_000, disk: 40, places: 1_000, states: 200, names: 200, backups: 20 } as const;

/**
 * `npm run faults -- [--kills N] [--files N] [--door N] [--histories N] [--disk] [--replay] [--flips [--all]] [--swaps] [--trace] [--network] [--journal] [--backup] [--seed S] [--json FILE]`: what happens when things go wrong
 * (commands.md). Without a campaign named, all in short form.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    files: { type: 'string' },
    requests: { type: 'string' },
    histories: { type: 'string' },
    flips: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    swaps: { type: 'boolean', default: false },
    disk: { type: 'boolean', default: false },
    replay: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    network: { type: 'boolean', default: false },
    journal: { type: 'boolean', default: false },
    backup: { type: 'boolean', default: false },
    seed: { type: 'string' },
    json: { type: 'string' },
  },
});
const seed = number(values.seed, randomInt(1_000_000_000));
const everything =
  [values.kills, values.files, values.requests, values.histories].every((size) => size === undefined) &&
  ![values.flips, values.swaps, values.disk, values.replay, values.trace, values.network, values.journal, values.backup].some(Boolean);

/** A campaign that works on copies of the models. */
type OnModels = readonly [wanted: boolean, run: (models: Models) => Promise<readonly Campaign[]>];
const ON_MODELS: readonly OnModels[] = [
  [values.kills !== undefined, (models) => killWhileWorking(models, number(values.kills, SHORT.kills), seed)],
  [values.disk, (models) => spoilDisks(models, everything ? SHORT.disk : USUAL.disk, chance(seed))],
  [values.replay, (models) => replayDisk(models, everything ? SHORT.states : USUAL.states, chance(seed))],
  [values.flips, (models) => flipBytes(models, everything ? 'short' : values.all ? 'all' : 'usual', chance(seed))],
  [values.swaps, (models) => swapCiphertexts(models, everything ? SHORT.swaps : USUAL.swaps, chance(seed))],
  [values.files !== undefined, (models) => openHostileFiles(models, number(values.files, SHORT.files), seed)],
];

const campaigns: Campaign[] = [];
const wanted = ON_MODELS.filter(([isWanted]) => isWanted || everything);
if (wanted.length > 0) {
  const models = await makeModels(values.all ? FEW_LINES : undefined);
  for (const [, run] of wanted) campaigns.push(...(await run(models)));
  models.remove();
}
if (values.requests !== undefined || everything) campaigns.push(...(await fuzzRequests(number(values.requests, SHORT.requests), seed)));
if (values.histories !== undefined || everything)
  campaigns.push(await liveHistories(number(values.histories, SHORT.histories), chance(seed)));
if (values.trace || everything) campaigns.push(...(await searchLeavings(everything ? SHORT.names : USUAL.names)));
if (values.network || everything) campaigns.push(...watchNetwork());
if (values.journal || everything) campaigns.push(...(await tamperWithJournal(everything ? SHORT.places : USUAL.places, seed)));
if (values.backup || everything) campaigns.push(...(await harmBackups(everything ? SHORT.backups : USUAL.backups, seed)));
const failed = campaigns.reduce((sum, campaign) => sum + failuresOf(campaign), 0);
const report = `${JSON.stringify({ seed, campaigns, failed }, null, 2)}\n`;
process.stdout.write(report);
if (values.json !== undefined) writeFileSync(values.json, report);
process.exitCode = failed === 0 ? 0 : 1;

function number(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw new Error('--kills, --files, --door, --histories and --seed take a whole number.');
  return Number(given);
}
