import { setTimeout as pause } from 'node:timers/promises';
import type { Host, OpenSession } from '../host.ts';

/** A person at the keyboard does not feel a slice of this length, nor misses what a pause leaves to the page. */
const SLICE_MS = 40;
const PAUSE_MS = 5;

/** Does the steps a slice at a time, the calls of the page between two. Gives false when the session ended before the last one. */
export async function inSlices(host: Host, session: OpenSession, steps: Generator<void>): Promise<boolean> {
  let until = performance.now() + SLICE_MS;
  while (steps.next().done !== true) {
    if (performance.now() < until) continue;
    await pause(PAUSE_MS);
    if (host.session !== session) return false;
    until = performance.now() + SLICE_MS;
  }
  return true;
}
