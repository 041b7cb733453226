import { Worker } from 'node:worker_threads';
import type { Protection } from '../../../shared/disclosure/instance.ts';
import { type ProtectOptions, refuseEverything } from './protect.ts';
import { readSystem } from './system.ts';
import { answerOf } from '../thread.ts';

/** Starts the protector's thread; a test gives a thread that dies. */
export type StartThread = (workerData: { readonly input: unknown; readonly options: ProtectOptions }) => Worker;

function startThread(workerData: Parameters<StartThread>[0]): Worker {
  return new Worker(new URL('./protectorThread.ts', import.meta.url), { workerData });
}

/**
 * `protect` in a thread of its own, so that the screens stay alive. Fails closed: a thread that dies, throws or has not answered after `timeoutMs`
 * gives a refusal, never an unaudited table. Errors: BadInstance.
 */
export async function protectInWorker(
  input: unknown,
  options: ProtectOptions = {},
  timeoutMs = 60_000,
  start: StartThread = startThread,
): Promise<Protection> {
  readSystem(input);
  const answer = await answerOf<Protection>(start({ input, options }), timeoutMs);
  return answer === 'time' || answer === 'fault' ? refuseEverything(input, options, answer) : answer;
}
