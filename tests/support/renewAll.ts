import type { Host } from '../../electron/host.ts';
import { renewCases } from '../../electron/services/accounts/renewal.ts';

const ROUND_MS = 50;

/** Cases sealed again until none waits, as the timer of the application would. Throws when a step could not be written: it would wait for ever. */
export function renewAll(host: Host): void {
  while ((host.session?.renewal.waiting.length ?? 0) > 0) {
    if (host.session?.renewal.failed === true) throw new Error('the renewal failed');
    renewCases(host, ROUND_MS);
  }
}
