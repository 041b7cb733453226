import { Failed, call } from './api.ts';
import { useSession } from './session.ts';

/** Least time between two tellings, in milliseconds. */
const BETWEEN = 20_000;

/** Reports activity to the keyed process, at most every 20 s, while a session is open. The process alone counts the idle time. */
export function listenToActivity(): void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  function onSign(event: Event): void {
    if (event.timeStamp - reportedAt < BETWEEN || (useSession.getState().state?.user ?? null) === null) return;
    reportedAt = event.timeStamp;
    call('session.touch', {}).catch((error: unknown) => {
      if (!(error instanceof Failed)) throw error;
    });
  }
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel']) window.addEventListener(kind, onSign, { passive: true });
}
