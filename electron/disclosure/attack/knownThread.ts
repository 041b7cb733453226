import { parentPort, workerData } from 'node:worker_threads';
import type { Known } from './feasibility.ts';
import { workedOut } from './knownPackages.ts';
import { packAnswers, type PackedReadings, unpackReadings } from './packedReadings.ts';

/* The thread that reads one half of many packages (knownPackages.ts): packages in, what their reader knows out. */
const packed: PackedReadings = workerData;
const known: ReadonlyMap<string, Known>[] = [];
for (const { release, absent } of unpackReadings(packed)) known.push(await workedOut(release, absent));
parentPort?.postMessage(packAnswers(known));
