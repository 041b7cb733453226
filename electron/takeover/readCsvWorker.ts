import { parentPort, workerData } from 'node:worker_threads';
import { readCsv } from './readCsv.ts';
import type { CsvChoices } from './readCsv.ts';

/** The thread of readCsvInWorker.ts: reads once, answers, ends. */
const { bytes, choices }: { readonly bytes: Uint8Array; readonly choices: CsvChoices } = workerData;
parentPort?.postMessage(readCsv(bytes, choices));
