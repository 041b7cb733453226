import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { addTo, type Campaign, failuresOf } from './campaign.ts';

/**
 * `npm run disclosure -- [--random N] [--broken N] [--seed S] [--json FILE]`: what leaves a centre, tried on invented tables. Without a campaign
 * named, both in short form. Exit code 0 only when nothing failed.
 */
const SHORT = { random: 200, broken: 100 } as const;

const { values } = parseArgs({
  options: { random: { type: 'string' }, broken: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string' } },
});
const seed = number(values.seed, randomInt(1_000_000_000));
const everything = values.random === undefined && values.broken === undefined;
const campaigns: Campaign[] = [];
if (values.random !== undefined || everything) campaigns.push(...(await share('random', number(values.random, SHORT.random))));
if (values.broken !== undefined || everything) campaigns.push(...(await share('broken', number(values.broken, SHORT.broken))));
const failed = campaigns.reduce((sum, campaign) => sum + failuresOf(campaign), 0);
const report = `${JSON.stringify({ seed, campaigns, failed }, null, 2)}\n`;
process.stdout.write(report);
if (values.json !== undefined) writeFileSync(values.json, report);
process.exitCode = failed === 0 ? 0 : 1;

/** The seeds dealt out to a thread per core, two at most; the counts added up. What is found does not depend on the number of threads. */
async function share(kind: 'random' | 'broken', size: number): Promise<readonly Campaign[]> {
  const threads = Math.min(2, availableParallelism());
  const seeds = Array.from({ length: size }, (_, at) => seed + at);
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      work(
        kind,
        seeds.filter((__, at) => at % threads === thread),
      ),
    ),
  );
  const [first = [], ...others] = parts;
  for (const part of others) for (const [at, campaign] of part.entries()) if (first[at] !== undefined) addTo(first[at], campaign);
  return first;
}

async function work(kind: 'random' | 'broken', seeds: readonly number[]): Promise<readonly Campaign[]> {
  const worker = new Worker(new URL('./share.ts', import.meta.url), { workerData: { kind, seeds } });
  const answered = Promise.withResolvers<readonly Campaign[]>();
  worker.once('message', (part: readonly Campaign[]) => answered.resolve(part));
  worker.once('error', (error) => answered.reject(error));
  worker.once('exit', () => answered.reject(new Error('a thread ended without an answer')));
  return answered.promise;
}

function number(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw new Error('--random, --broken and --seed take a whole number.');
  return Number(given);
}
