import { useEffect } from 'react';
import { create } from 'zustand';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { InfoIcon } from '../ui/icons.ts';
import { announce, silence } from './announce.tsx';

/** Milliseconds an echo stays (interface §5). */
const SHOWN = 8_000;

type Echo = { readonly text: Text; readonly undo?: () => void; readonly milliseconds?: number };

const useToast = create<{ readonly echo: Echo | null }>(() => ({ echo: null }));

/** Shows the echo of one's own act, with « Annuler » where it can be undone. Never about a person. */
export function toast(text: Text, undo?: () => void): void {
  useToast.setState({ echo: undo === undefined ? { text } : { text, undo } });
}

/** The last session's messages are for nobody after it: seen or announced. */
export function forgetEchoes(): void {
  silence();
  useToast.setState({ echo: null });
}

const CLOSING: Text = {
  fr: 'La session se ferme dans 30 secondes. Une touche la garde ouverte.',
  en: 'The session closes in 30 seconds. Any key keeps it open.',
};
const UNDO: Text = { fr: 'Annuler', en: 'Undo' };

/** Warns that the session closes in 30 s: seen and announced, without content, until the next key or press. */
export function warnOfClosing(): void {
  announce(CLOSING, 'assertive');
  useToast.setState({ echo: { text: CLOSING, milliseconds: 30_000 } });
  for (const sign of ['keydown', 'pointerdown']) window.addEventListener(sign, () => useToast.setState({ echo: null }), { once: true });
}

/** The one place of echoes, bottom left. */
export function Toasts() {
  const echo = useToast((state) => state.echo);
  useEffect(() => {
    if (echo === null) return undefined;
    const timer = setTimeout(() => useToast.setState({ echo: null }), echo.milliseconds ?? SHOWN);
    return () => clearTimeout(timer);
  }, [echo]);
  return (
    <div className="toasts" role="status">
      {echo !== null && (
        <div className="toast">
          <InfoIcon />
          <span>{say(echo.text)}</span>
          {echo.undo !== undefined && (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                echo.undo?.();
                useToast.setState({ echo: null });
              }}
            >
              {say(UNDO)}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
