import { parentPort, workerData } from 'node:worker_threads';
import { breakProtector } from './broken.ts';
import { protectRandom } from './random.ts';

/* A thread of the command: its share of the seeds in, the campaigns out. */
const { kind, seeds }: { readonly kind: 'random' | 'broken'; readonly seeds: readonly number[] } = workerData;
parentPort?.postMessage(kind === 'random' ? [await protectRandom(seeds)] : await breakProtector(seeds));
