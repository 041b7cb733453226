import { parentPort, workerData } from 'node:worker_threads';
import { protect, type ProtectOptions } from './protect.ts';

/* The thread of the protector: one release in, one answer out (protector.ts). */
const { input, options }: { readonly input: unknown; readonly options: ProtectOptions } = workerData;
parentPort?.postMessage(await protect(input, options));
