import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Reply } from '../../shared/failure.ts';
import type { Text } from '../../shared/text.ts';
import type { IsoDateTime } from '../../shared/time.ts';

/** What the header and the foot say of the draft. `keptAt` is the last time the disk had everything typed until then. */
export type Kept = {
  readonly state: 'untouched' | 'pending' | 'kept' | 'failed';
  readonly keptAt: IsoDateTime | null;
  readonly failure: Text | null;
};

export type Keeper = {
  readonly kept: StoreApi<Kept>;
  /** Signals a change: it is sent a short moment after the last change, and at least once a second while changes continue. */
  readonly touch: () => void;
  /** Sends at once what is not kept yet; resolves true when the disk has it. */
  readonly flush: () => Promise<boolean>;
  /** Forgets what waits and sends nothing more: the draft was finished, discarded or the session is over. */
  readonly close: () => void;
  /**
   * Sends what is not kept yet, then nothing while `act` writes it where it belongs: no draft comes after the act that ended it. Closed when `act` gives true,
   * otherwise it continues. Gives what `act` gave; false at once while an act is under way: a key pressed twice acts once.
   */
  readonly end: (act: () => Promise<boolean>) => Promise<boolean>;
};

/** Milliseconds. Below the second that a power cut may cost, with room for the write itself (interface P6). */
const AFTER_LAST_KEY = 300;
const WHILE_TYPING = 700;
const BEFORE_NEXT_TRY = 2000;

/** Cadence of the draft: one sending at a time, in order, nothing sent twice, tried again after a failure. */
export function createKeeper(send: () => Promise<Reply<{ readonly savedAt: IsoDateTime }>>, keptAt: IsoDateTime | null): Keeper {
  const kept = createStore<Kept>(() => ({ state: keptAt === null ? 'untouched' : 'kept', keptAt, failure: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince: number | undefined;
  let sending: Promise<boolean> | undefined;
  let closed = false;
  let ending = false;
  let acting = false;

  function arm(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), delay);
  }

  function touch(): void {
    if (closed) return;
    waitingSince ??= Date.now();
    kept.setState({ state: 'pending' });
    arm(Math.max(0, Math.min(AFTER_LAST_KEY, waitingSince + WHILE_TYPING - Date.now())));
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    while (sending !== undefined) await sending;
    if (closed || ending || waitingSince === undefined) return kept.getState().state !== 'failed';
    sending = sendOnce().finally(() => {
      sending = undefined;
    });
    return sending;
  }

  async function sendOnce(): Promise<boolean> {
    waitingSince = undefined;
    const reply = await send();
    if (closed) return reply.ok;
    if (!reply.ok) {
      waitingSince ??= Date.now();
      kept.setState({ state: 'failed', failure: reply.failure.message });
      arm(BEFORE_NEXT_TRY);
      return false;
    }
    const state = waitingSince === undefined ? 'kept' : 'pending';
    kept.setState({ state, keptAt: reply.value.savedAt, failure: null });
    return true;
  }

  function close(): void {
    closed = true;
    clearTimeout(timer);
  }

  async function end(act: () => Promise<boolean>): Promise<boolean> {
    if (acting) return false;
    acting = true;
    await flush();
    ending = true;
    const done = await act();
    ending = false;
    acting = false;
    if (done) close();
    else if (waitingSince !== undefined) arm(0);
    return done;
  }

  return { kept, touch, flush, close, end };
}
