import { parentPort, workerData } from 'node:worker_threads';
import { correctedVersion, type CorrectionInput } from './correction.ts';

/* The thread of a correction: one month in, one answer out (corrector.ts). */
const input: CorrectionInput = workerData;
parentPort?.postMessage(await correctedVersion(input));
