import { Worker } from 'node:worker_threads';
import type { Correction, CorrectionInput } from './correction.ts';
import { answerOf } from '../thread.ts';

/** Starts the thread of a correction; a test gives a thread that dies. */
export type StartCorrection = (workerData: CorrectionInput) => Worker;

function startThread(workerData: CorrectionInput): Worker {
  return new Worker(new URL('./correctionThread.ts', import.meta.url), { workerData });
}

/** `correctedVersion` in a thread of its own. Fails closed: a thread that dies, throws or has not answered after `timeoutMs` proves nothing, and nothing leaves. */
export async function correctInWorker(
  input: CorrectionInput,
  timeoutMs = 60_000,
  start: StartCorrection = startThread,
): Promise<Correction> {
  const answer = await answerOf<Correction>(start(input), timeoutMs);
  return answer === 'time' || answer === 'fault' ? { outcome: 'unproved', cut: [] } : answer;
}
