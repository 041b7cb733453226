import { useEffect } from 'react';

/** Calls `close` on Escape while the calling component is on screen. `close` must keep its identity. */
export function useEscape(close: () => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Escape') close();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [close]);
}
