import { parentPort, workerData } from 'node:worker_threads';
import { type Known, type Reading, workedOut } from './knownPackages.ts';

/* The thread that reads one half of many packages (knownPackages.ts): packages in, what their reader knows out. */
const readings: readonly Reading[] = workerData;
const known: ReadonlyMap<string, Known>[] = [];
for (const { release, absent } of readings) known.push(await workedOut(release, absent));
parentPort?.postMessage(known);
