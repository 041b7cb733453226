import { parentPort, workerData } from 'node:worker_threads';
import { readRegister } from './readRegister.ts';
import type { RegisterChoices } from './registerTable.ts';

/** The thread of readInWorker.ts: reads once, answers, ends. */
const { bytes, choices }: { readonly bytes: Uint8Array; readonly choices: RegisterChoices } = workerData;
parentPort?.postMessage(await readRegister(bytes, choices));
