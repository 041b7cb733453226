import type { Host } from './host.ts';

/** Warned this long before an idle lock (security §5.2). */
const WARNING_MS = 30_000;
/** A window out of sight locks after this. */
const HIDDEN_MS = 30_000;
/** A clock that jumps this far locks at once. */
const JUMP_MS = 10 * 60_000;
const TICK_MS = 1_000;

export type IdleWatch = { touched(): void; hidden(): void; shown(): void };

/**
 * Watches an open session: no key or pointer for the set minutes, window hidden, clock jumped (security §5.2). What a page asks by itself, long work
 * and open dialogs are no presence, so that nothing is kept open for ever.
 */
export function idleWatch(host: Host, on: { readonly warn: () => void; readonly lock: (reason: string) => void }): IdleWatch {
  let last = performance.now();
  let hiddenSince: number | null = null;
  let warned = false;
  let wall = Date.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const jumped = Math.abs(Date.now() - wall - TICK_MS) > JUMP_MS;
    wall = Date.now();
    if (jumped) on.lock('clock');
    if (host.session === null) {
      last = now;
      warned = false;
      return;
    }
    const limit = host.session.settings.idleMinutes * 60_000;
    if (hiddenSince !== null && now - hiddenSince > HIDDEN_MS) on.lock('hidden');
    else if (now - last > limit) on.lock('idle');
    else if (!warned && now - last > limit - WARNING_MS) {
      warned = true;
      on.warn();
    }
  }, TICK_MS);
  timer.unref();
  return {
    touched: () => {
      last = performance.now();
      warned = false;
    },
    hidden: () => {
      hiddenSince = performance.now();
    },
    shown: () => {
      hiddenSince = null;
    },
  };
}
