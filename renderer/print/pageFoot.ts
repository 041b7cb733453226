import { useEffect } from 'react';
import { TRAINING_PRINT } from '../../shared/exchange/sentences.ts';
import { useSay } from '../language.ts';
import { useSession } from '../session.ts';

const FOOT = '--print-foot';

/** Lines as a CSS string, for `content`: quotes and backslashes escaped, a line break between them. */
export function cssString(lines: readonly string[]): string {
  return `"${lines.map((line) => line.replace(/["\\]/g, '\\$&')).join('\\A ')}"`;
}

/** Puts these lines, and the mark of a training installation, at the foot of every printed page while the calling page is on screen (margin boxes read the property; print.css). */
export function usePageFoot(lines: readonly string[]): void {
  const say = useSay();
  const training = useSession(({ state }) => state?.training ?? false);
  const text = cssString(training ? [say(TRAINING_PRINT), ...lines] : lines);
  useEffect(() => {
    document.documentElement.style.setProperty(FOOT, text);
    return () => void document.documentElement.style.removeProperty(FOOT);
  }, [text]);
}

/** Says that the page is complete: the shell prints only then (`data-print="ready"` on the root element). `faces`: fonts that must be there. */
export function usePrintReady(faces: readonly string[]): void {
  const wanted = faces.join('|');
  useEffect(() => {
    let here = true;
    async function mark(): Promise<void> {
      await Promise.all(wanted.split('|').map((face) => document.fonts.load(face)));
      await document.fonts.ready;
      if (here) document.documentElement.dataset['print'] = 'ready';
    }
    void mark();
    return () => {
      here = false;
      delete document.documentElement.dataset['print'];
    };
  }, [wanted]);
}
