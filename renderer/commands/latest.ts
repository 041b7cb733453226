import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * What a command reads when its keys come: the value of the page that is on screen. Written in the same task as
 * the page is drawn: a key pressed as soon as a new step is seen never acts on the step before.
 */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
