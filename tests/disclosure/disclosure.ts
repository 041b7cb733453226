import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { failuresOf as faultsOf, type Campaign as FaultCampaign } from '../faults/campaign.ts';
import { besideGauss, brokenPromises } from './besideGauss.ts';
import { addTo, type Campaign, failuresOf } from './campaign.ts';
import { ratesOf } from './broken.ts';
import { roundTables } from './rounding.ts';
import { sealedCampaigns, type SealedCampaign } from './sealed.ts';
import { sequences } from './sequences.ts';

/**
 * `npm run disclosure -- [--random N] [--broken N] [--rounding N] [--sequences N] [--sealed N] [--seed S] [--gauss] [--json FILE]`: what leaves a centre, tried on invented tables, on invented lives of
 * three centres, and on invented sums of N centres. Without a campaign named, all of them in short form. `--gauss`: the open instances beside GaussSuppression, for minutes.
 * Exit code 0 only when nothing failed.
 */
const SHORT = { random: 200, broken: 100, rounding: 40, sequences: 1, sealed: 20 } as const;
/** Beside the centres of a sealed sum: tampered sums, draws for the uniformity of the halves, pairs of openings (disclosure.md §8.3 at 200 centres). */
const PER_SEALED_CENTRE = { tampered: 50, draws: 1, pairs: 5 } as const;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    random: text,
    broken: text,
    rounding: text,
    sequences: text,
    sealed: text,
    seed: text,
    gauss: { type: 'boolean', default: false },
    json: text,
  },
});
const seed = number(values.seed, randomInt(1_000_000_000));
const everything = !values.gauss && Object.keys(SHORT).every((name) => !(name in values));
const asked = (name: keyof typeof SHORT): number => (values[name] === undefined && !everything ? 0 : number(values[name], SHORT[name]));
const shared: Campaign[] = [];
if (asked('random') > 0) shared.push(...(await share('random', asked('random'))));
if (asked('broken') > 0) {
  const broken = await share('broken', asked('broken'));
  ratesOf(broken);
  shared.push(...broken);
}
const others: FaultCampaign[] = [];
if (asked('rounding') > 0) others.push(await roundTables(asked('rounding'), seed));
if (asked('sequences') > 0) others.push(await sequences(asked('sequences'), seed));
if (asked('sealed') > 0) others.push(...sealedCampaigns(sealedSize(asked('sealed')), seed));
const gauss = values.gauss ? { beside_gauss: (await besideGauss()) ?? 'skipped: the open instances do not lie beside the project' } : {};
const promises = Array.isArray(gauss.beside_gauss) ? brokenPromises(gauss.beside_gauss) : 0;
const failed = [...shared.map(failuresOf), ...others.map(faultsOf)].reduce((sum, one) => sum + one, promises);
const report = `${JSON.stringify({ seed, campaigns: [...shared, ...others], ...gauss, failed }, null, 2)}\n`;
process.stdout.write(report);
if (values.json !== undefined) writeFileSync(values.json, report);
process.exitCode = failed === 0 ? 0 : 1;

function sealedSize(centres: number): SealedCampaign {
  const { tampered, draws, pairs } = PER_SEALED_CENTRE;
  return { centres, tampered: tampered * centres, draws: draws * centres, pairs: pairs * centres };
}

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
  if (!/^\d{1,9}$/.test(given)) throw new Error('Each campaign and --seed take a whole number.');
  return Number(given);
}
