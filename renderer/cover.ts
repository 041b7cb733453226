import { create } from 'zustand';
import { Failed, call } from './api.ts';
import type { Input } from '../shared/contract.ts';
import { clearClipboard } from './clipboard.ts';
import { forgetEchoes } from './frame/toast.tsx';
import { useSession } from './session.ts';

/** Longest wait for the last keeping of typed text before the keys go, in milliseconds. */
const PATIENCE = 1_000;

/** Whether the neutral page replaces everything else. */
export const useCover = create<{ readonly covered: boolean }>(() => ({ covered: false }));

const keepers = new Set<() => Promise<void>>();

/**
 * A page that holds typed text registers how to keep it; called before the session is locked.
 * Gives the function that takes it away again.
 */
export function keepBeforeLock(keep: () => Promise<void>): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

/**
 * Shows the neutral page now; what is under it is taken off the screen at once, and the screen forgets who was there: the keys go, whatever asked for
 * the cover.
 */
export function cover(): void {
  useCover.setState({ covered: true });
  document.title = 'Calendrier';
  clearClipboard();
  forgetUser();
}

let leaving: Promise<void> | null = null;

/**
 * Leaves the neutral page for the unlock page: once the lock under way is answered `toUnlock` goes there, and only then is the neutral page taken away, so
 * that what was under it is never drawn again. `toUnlock` resolves false when something else took the window elsewhere: the neutral page then stays.
 */
export function leaveCover(toUnlock: () => Promise<boolean>): void {
  leaving ??= leave(toUnlock).finally(() => (leaving = null));
}

async function leave(toUnlock: () => Promise<boolean>): Promise<void> {
  await useSession.getState().ending;
  if (!(await toUnlock())) return;
  forgetEchoes();
  useCover.setState({ covered: false });
  document.title = 'Sutura';
}

/** Remembers the address on screen, to come back to it after unlocking. Pages before a session are no place to come back to. */
function rememberPlace(): void {
  const here = window.location.hash.slice(1);
  const { state } = useSession.getState();
  if (state !== null && state.user !== null && here !== '') useSession.setState({ returnTo: here });
}

/** The keys are gone or go: the frame gives way to the unlock page, which comes back here. */
export function forgetUser(): void {
  rememberPlace();
  forgetEchoes();
  useSession.setState(({ state }) => ({ state: state === null ? null : { ...state, user: null } }));
}

/**
 * Keeps what is typed, then lets the keys go; while one lock is under way, another is the same. Never throws: what could not be kept is already in the
 * draft of the second before.
 */
export function lock(reason: Input<'session.lock'>['reason']): Promise<void> {
  const { ending } = useSession.getState();
  if (ending !== null) return ending;
  const ended = letKeysGo(reason).finally(() => useSession.setState({ ending: null }));
  useSession.setState({ ending: ended });
  return ended;
}

async function letKeysGo(reason: Input<'session.lock'>['reason']): Promise<void> {
  clearClipboard();
  const kept = Promise.allSettled(Array.from(keepers, (keep) => keep()));
  await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  try {
    await call('session.lock', { reason });
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
  }
  forgetUser();
}

/** The quick exit: neutral page first, everything else after (interface P4). */
export function quickExit(): void {
  cover();
  void lock('quickExit');
}
