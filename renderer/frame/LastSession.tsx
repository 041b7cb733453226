import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { create } from 'zustand';
import type { Text } from '../../shared/text.ts';
import { CLOSE } from '../../shared/words.ts';
import { say } from '../language.ts';
import { InfoIcon } from '../ui/icons.ts';
import { announce } from './announce.tsx';

const useLastSession = create<{ readonly words: Text | null }>(() => ({ words: null }));

const PREVIOUS: Text = { fr: 'Session précédente', en: 'Previous session' };

/** Says when the account was last open, for its owner to judge. */
export function showLastSession(words: Text): void {
  announce(words);
  useLastSession.setState({ words });
}

/** A quiet line under the first page of a session, in the way of no question; it goes when it is closed or another page is opened. */
export function LastSession() {
  const words = useLastSession((last) => last.words);
  const { pathname } = useLocation();
  useEffect(() => () => useLastSession.setState({ words: null }), [pathname]);
  if (words === null) return null;
  return (
    <section className="standing" aria-label={say(PREVIOUS)}>
      <InfoIcon />
      <p className="grow">{say(words)}</p>
      <button type="button" className="link-button" onClick={() => useLastSession.setState({ words: null })}>
        {say(CLOSE)}
      </button>
    </section>
  );
}
