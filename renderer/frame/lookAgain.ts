import { useEffect } from 'react';
import { useRevalidator } from 'react-router';

const LOOK_AGAIN_MS = 2_000;

/** While work continues behind the request handler, the page asks again for its progress. */
export function useLookAgain(asks: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!asks) return;
    const timer = setInterval(() => void revalidate(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [asks, revalidate]);
}
