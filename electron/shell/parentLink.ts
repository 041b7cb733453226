import { EXIT, REPLACED } from './supervise.ts';
import type { KeyedMessage } from './supervise.ts';

/** A keyed process's line to the parent that started it. */
export type ParentLink = {
  readonly painted: () => void;
  /** Asks for a successor; resolves once its window is painted. */
  readonly handOver: () => Promise<void>;
};

/** Opens the line. When the parent is gone the process ends at once: nobody would take its place or its traces away. */
export function openParentLink(): ParentLink {
  process.once('disconnect', () => process.exit(EXIT.quit));
  const replaced = new Promise<void>((resolve) => {
    process.on('message', (message) => message === REPLACED && resolve());
  });
  const send = (message: KeyedMessage): void => void process.send?.(message);
  return {
    painted: () => send('painted'),
    handOver() {
      send('locking');
      return replaced;
    },
  };
}
