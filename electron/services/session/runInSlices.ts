import { setTimeout as pause } from 'node:timers/promises';
import type { Host, OpenSession } from '../../host.ts';

/** A person at the keyboard does not feel a slice of this length, nor misses what a pause leaves to the page. */
const SLICE_MS = 40;
const PAUSE_MS = 5;

/** Does the steps a slice at a time, what the page asks in between. Gives false when the session ended before the last one. */
export async function runInSlices(host: Host, session: OpenSession, steps: Generator<void>): Promise<boolean> {
  for (;;) {
    await pause(PAUSE_MS);
    if (host.session !== session) return false;
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) if (steps.next().done === true) return true;
  }
}
