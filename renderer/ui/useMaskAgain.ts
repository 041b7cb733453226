import { useEffect } from 'react';
import { countDown } from './reveal.ts';

/** Seconds that what was opened stays open (interface P3). */
const SHOWN = 60;

/**
 * While `open`, masks again after `seconds`, when the window loses the focus, and on Escape. A change of `sign` (something typed) begins the time
 * again. `mask` must keep its identity.
 */
export function useMaskAgain(open: boolean, mask: () => void, sign = 0, seconds: number = SHOWN): void {
  useEffect(() => {
    if (!open) return undefined;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Escape') mask();
    }
    const stop = countDown(seconds, () => undefined, mask);
    window.addEventListener('blur', mask);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      stop();
      window.removeEventListener('blur', mask);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [open, mask, sign, seconds]);
}
