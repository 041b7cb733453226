import { Worker } from 'node:worker_threads';
import { answerOf } from './answerOf.ts';
import type { RegisterChoices, RegisterReading } from './registerTable.ts';
import { REGISTER_LIMITS } from './refusals.ts';

const MEMORY_MEGABYTES = 256;

/**
 * Reads a register in a thread of its own, ended after `milliseconds` whatever it does (security §8). The bytes are handed over:
 * the caller's array is empty afterwards. A thread that fails gives `unreadable`, never an error with an excerpt.
 */
export function readInWorker(
  bytes: Uint8Array,
  choices: RegisterChoices = {},
  milliseconds: number = REGISTER_LIMITS.milliseconds,
): Promise<RegisterReading> {
  const own = new Uint8Array(bytes);
  bytes.fill(0);
  const worker = new Worker(new URL('./readWorker.ts', import.meta.url), {
    workerData: { bytes: own, choices },
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
  });
  return answerOf<RegisterReading>(
    worker,
    { waited: milliseconds, worked: milliseconds },
    { ok: false, refusal: 'tooSlow' },
    { ok: false, refusal: 'unreadable' },
  );
}
