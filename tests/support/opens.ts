import { Unreadable } from '../../electron/keys/primitives.ts';

/** Whether something sealed opens. Anything but a seal that does not open is thrown. */
export function opens(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}
