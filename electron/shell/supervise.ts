/** Messages of a keyed process to its parent: its window is painted; or its keys are gone and it wants a successor. */
export type KeyedMessage = 'painted' | 'locking';

/** Message of the parent to a keyed process: its successor's window is painted. */
export const REPLACED = 'replaced';

/** Exit codes of a keyed process: the person left; it ended locked, start another; it cannot work here and has said why. */
export const EXIT = { quit: 0, unable: 69, locked: 75 } as const;

/** A started keyed process, whatever started it. */
export type KeyedProcess = {
  onMessage(handler: (message: KeyedMessage) => void): void;
  /** `null` when it died of a signal. */
  onExit(handler: (code: number | null) => void): void;
  send(message: typeof REPLACED): void;
  kill(): void;
};

export type SuperviseLimits = {
  /** A locking process lives no longer than this, painted successor or not: the 5 s of security §5.2 less the time that an ending takes. */
  readonly lockMs: number;
  /** Time that a replaced process has to close its window by itself. */
  readonly closeMs: number;
  /** More deaths than `deaths` within `deathsMs` end the application. */
  readonly deaths: number;
  readonly deathsMs: number;
};

const LIMITS: SuperviseLimits = { lockMs: 4_500, closeMs: 1_000, deaths: 3, deathsMs: 60_000 };

/**
 * Starts a keyed process, gives it a successor when it locks (the new window before the old one ends) or dies, and resolves with the exit code
 * of the application once no keyed process is left. A successor knows so: its window opens on the neutral page, not on what was left. `stop` kills them all. It holds no key and sees no message between page and request handler.
 */
export function supervise(
  launch: (succeeds: boolean) => KeyedProcess,
  stop: AbortSignal,
  limits: SuperviseLimits = LIMITS,
): Promise<number> {
  const living = new Set<KeyedProcess>();
  const leaving = new Set<KeyedProcess>();
  const deaths: number[] = [];

  return new Promise((resolve) => {
    stop.addEventListener('abort', () => living.forEach((keyed) => keyed.kill()));
    begin(false);

    function begin(succeeds: boolean): void {
      const started = launch(succeeds);
      living.add(started);
      started.onMessage((message) => (message === 'locking' ? replace(started) : endLeaving()));
      started.onExit((code) => ended(started, code));
    }

    function replace(locking: KeyedProcess): void {
      if (leaving.has(locking)) return;
      leaving.add(locking);
      killLater(locking, limits.lockMs);
      begin(true);
    }

    function endLeaving(): void {
      for (const locking of leaving) {
        locking.send(REPLACED);
        killLater(locking, limits.closeMs);
      }
    }

    function killLater(locking: KeyedProcess, delay: number): void {
      setTimeout(() => living.has(locking) && locking.kill(), delay).unref();
    }

    function ended(gone: KeyedProcess, code: number | null): void {
      living.delete(gone);
      leaving.delete(gone);
      if (living.size > 0) return;
      if (stop.aborted) resolve(EXIT.quit);
      else if (code === EXIT.quit || code === EXIT.unable) resolve(code);
      else if (code === EXIT.locked || mayDieAgain()) begin(true);
      else resolve(1);
    }

    function mayDieAgain(): boolean {
      const now = performance.now();
      deaths.push(now);
      return deaths.filter((at) => now - at < limits.deathsMs).length <= limits.deaths;
    }
  });
}
