import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Gives an element on screen bytes that this page holds, by an address that ends with it. */
export function useSource<E extends HTMLImageElement | HTMLAudioElement>(blob: Blob): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    const url = URL.createObjectURL(blob);
    if (element.current !== null) element.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return element;
}
