import { parentPort, workerData } from 'node:worker_threads';
import type { TakeoverSettings } from '../../shared/takeover/line.ts';
import type { Register } from '../../shared/takeover/outcome.ts';
import { planTakeover } from '../../shared/takeover/plan.ts';

/** The thread of planInWorker.ts: plans once, answers, ends. */
const { register, settings }: { readonly register: Register; readonly settings: TakeoverSettings } = workerData;
parentPort?.postMessage(planTakeover(register, settings));
