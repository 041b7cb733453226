/** Longest time between the two strokes, in milliseconds (interface §6). */
export const BETWEEN_ESCAPES_MS = 600;

/** Reports for each Escape whether it is the second within 600 ms. `at` is a time in milliseconds that only grows. */
export function doubleEscape(): (at: number) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (at) => {
    const second = at - last <= BETWEEN_ESCAPES_MS;
    last = second ? Number.NEGATIVE_INFINITY : at;
    return second;
  };
}

/**
 * Calls `leave` on the second Escape, from anywhere: it listens before any field, dialog or menu (capture), and a key held down counts once.
 * Gives the function that stops.
 */
export function listenToDoubleEscape(leave: () => void): () => void {
  const isSecond = doubleEscape();
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.repeat) return;
    if (!isSecond(event.timeStamp)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave();
  }
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
}
