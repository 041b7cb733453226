import { z } from 'zod';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { readSetting, writeSetting } from '../settings.ts';

const LAST = 'restore.last';
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const restoreSchema = z.strictObject({
  /** Milliseconds since 1970. */
  at: z.int(),
  /** Last line of the roster in the copy: keys that came by it were on the former machine too. */
  line: z.int().min(1),
  /** Accounts that the copy opened again and that nobody has confirmed or removed yet. */
  returned: z.array(uuid).max(500),
  /** Whether somebody was asked what became of the former machine, and said. */
  lost: z.enum(['unasked', 'no', 'yes']),
});
/** What is still to be settled after the last copy put back here (security §9.3). */
export type RestoreLeft = z.infer<typeof restoreSchema>;

/** undefined: nothing was ever put back here. */
export function lastRestore(db: ReadableDb<'admin'>): RestoreLeft | undefined {
  return readSetting(db, LAST, restoreSchema);
}

export function rememberRestore(db: WritableDb<'admin'>, left: RestoreLeft, userId: string): void {
  writeSetting(db, LAST, left, userId, left.at);
}
