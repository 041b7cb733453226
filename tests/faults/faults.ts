import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { failuresOf, type Campaign } from './campaign.ts';
import { tamperWithJournal } from './journal.ts';
import { killWhileWorking } from './kills.ts';
import { watchNetwork } from './network.ts';

const SHORT = 2;
/** Random places of each tampering with the journal: asked for, or in the short form of everything. */
const PLACES = 1_000;
const FEW_PLACES = 20;

/** `npm run faults -- [--kills N] [--network] [--journal] [--seed S] [--json FILE]`: what happens when things go wrong (commands.md). Without a campaign named, all in short form. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    network: { type: 'boolean', default: false },
    journal: { type: 'boolean', default: false },
    seed: { type: 'string' },
    json: { type: 'string' },
  },
});

const campaigns: Campaign[] = [];
const everything = values.kills === undefined && !values.network && !values.journal;
if (values.kills !== undefined || everything)
  campaigns.push(...(await killWhileWorking(number(values.kills, SHORT), number(values.seed, randomInt(2 ** 31)))));
if (values.network || everything) campaigns.push(...watchNetwork());
if (values.journal || everything)
  campaigns.push(...(await tamperWithJournal(values.journal ? PLACES : FEW_PLACES, number(values.seed, randomInt(2 ** 31)))));
const failed = campaigns.reduce((sum, campaign) => sum + failuresOf(campaign), 0);
const report = `${JSON.stringify({ campaigns, failed }, null, 2)}\n`;
process.stdout.write(report);
if (values.json !== undefined) writeFileSync(values.json, report);
process.exitCode = failed === 0 ? 0 : 1;

function number(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw new Error('--kills and --seed take a whole number.');
  return Number(given);
}
