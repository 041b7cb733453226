import type { Worker } from 'node:worker_threads';

/** What a thread answered; `time`: nothing within `timeoutMs`; `fault`: it died or threw. The thread is ended in every case. */
export async function answerOf<Answer>(worker: Worker, timeoutMs: number): Promise<Answer | 'time' | 'fault'> {
  const answered = Promise.withResolvers<Answer | 'fault'>();
  const timedOut = Promise.withResolvers<'time'>();
  const timer = setTimeout(() => timedOut.resolve('time'), timeoutMs);
  worker.once('message', (answer: Answer) => answered.resolve(answer));
  worker.once('error', () => answered.resolve('fault'));
  worker.once('exit', () => answered.resolve('fault'));
  try {
    return await Promise.race([answered.promise, timedOut.promise]);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
