import type { Worker } from 'node:worker_threads';

/** Milliseconds that a thread may take by the clock, and may work: a busy machine makes it wait, which accuses nobody. */
export type ThreadLimits = { readonly waited: number; readonly worked: number };

const LOOK_MS = 200;

/** The one answer of a thread, ended at its limits whatever it does: `late` then, and `failed` when it ends without an answer. Never an error, which could hold an excerpt. */
export function answerOf<Answer>(worker: Worker, { waited, worked }: ThreadLimits, late: Answer, failed: Answer): Promise<Answer> {
  return new Promise((resolve) => {
    const finish = (answer: Answer): void => {
      clearTimeout(end);
      clearInterval(look);
      void worker.terminate();
      resolve(answer);
    };
    const end = setTimeout(finish, waited, late);
    const look = setInterval(() => {
      worker.cpuUsage().then(
        ({ user, system }) => (user + system) / 1_000 > worked && finish(late),
        () => undefined,
      );
    }, LOOK_MS);
    worker.once('message', (answer: Answer) => finish(answer));
    worker.once('error', () => finish(failed));
    worker.once('exit', () => finish(failed));
  });
}
