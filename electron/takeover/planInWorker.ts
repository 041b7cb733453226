import { Worker } from 'node:worker_threads';
import type { TakeoverSettings } from '../../shared/takeover/line.ts';
import type { Register, TakeoverPlan } from '../../shared/takeover/outcome.ts';
import { answerOf, type ThreadLimits } from './answerOf.ts';
import { PLAN_LIMITS } from './refusals.ts';

/**
 * Plans a take-over in a thread of its own, so that a lock goes through meanwhile. Null when it took more time or memory than a register
 * may: it is then too long, or made to be.
 */
export function planInWorker(
  register: Register,
  settings: TakeoverSettings,
  limits: ThreadLimits = PLAN_LIMITS,
): Promise<TakeoverPlan | null> {
  const worker = new Worker(new URL('./planWorker.ts', import.meta.url), {
    workerData: { register, settings },
    resourceLimits: { maxOldGenerationSizeMb: PLAN_LIMITS.memoryMegabytes },
  });
  return answerOf<TakeoverPlan | null>(worker, limits, null, null);
}
