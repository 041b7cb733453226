import { create } from 'zustand';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';

type Announcements = { readonly polite: Text | null; readonly assertive: Text | null };

const useAnnouncements = create<Announcements>(() => ({ polite: null, assertive: null }));

/** Says a sentence to screen readers without moving the focus. Never a masked value, never an answer (interface §6). */
export function announce(text: Text, how: keyof Announcements = 'polite'): void {
  useAnnouncements.setState({ [how]: text });
}

/** Takes back what was said. */
export function silence(): void {
  useAnnouncements.setState({ polite: null, assertive: null });
}

/** The two live regions, once in the window. */
export function LiveRegions() {
  const { polite, assertive } = useAnnouncements();
  return (
    <div className="live-regions">
      <div className="hidden-text" role="status" aria-live="polite">
        {polite !== null && say(polite)}
      </div>
      <div className="hidden-text" role="alert" aria-live="assertive">
        {assertive !== null && say(assertive)}
      </div>
    </div>
  );
}
