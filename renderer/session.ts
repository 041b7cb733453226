import { create } from 'zustand';
import type { Output } from '../shared/contract.ts';
import type { SessionUser } from '../shared/contract/values.ts';
import type { Language } from '../shared/text.ts';
import { attempt, call } from './api.ts';
import { followLists } from './lists.ts';
import { setClock } from './today.ts';

export type SessionState = Output<'session.state'>;

type Session = {
  /** What the keyed process last said; null until the first answer. */
  readonly state: SessionState | null;
  /** Address to come back to after unlocking, within the life of this window. */
  readonly returnTo: string | null;
  /** The lock under way, until the keyed process has answered it; null when there is none. */
  readonly ending: Promise<void> | null;
};

/** The screen's mirror of the session. The keyed process owns it; nothing here gives a right. */
export const useSession = create<Session>(() => ({ state: null, returnTo: null, ending: null }));

/**
 * Asks the keyed process who is there, and mirrors the answer; with nobody there, language and theme stay as they were chosen here. While a lock is under
 * way it waits for it: who is leaving is nobody any more. Throws `Failed`.
 */
export async function refreshSession(): Promise<SessionState> {
  await useSession.getState().ending;
  const answer = await call('session.state', {});
  setClock(answer.now);
  await followLists(answer.lists);
  const before = useSession.getState().state;
  const state = answer.user === null && before !== null ? { ...answer, language: before.language, theme: before.theme } : answer;
  useSession.setState({ state });
  return state;
}

/** Language and theme of the reader, at once on the screen; kept by the keyed process when a session is open. */
export async function prefer(choice: { readonly language: Language; readonly theme: SessionState['theme'] }): Promise<void> {
  const { state } = useSession.getState();
  if (state === null) return;
  useSession.setState({ state: { ...state, ...choice } });
  if (state.user !== null) await attempt('session.prefer', choice);
}

/** The person whose session is open. Only for pages behind the guard: throws Error when there is none. */
export function useUser(): SessionUser {
  const user = useSession((session) => session.state?.user ?? null);
  if (user === null) throw new Error('no session is open');
  return user;
}
