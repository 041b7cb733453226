import { z } from 'zod';
import type { Base, ReadableDb, WritableDb } from '../base/database.ts';
import { checkQuickly, checkWhole, isSmall } from '../base/pages.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { adminSql, one } from '../base/sql.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** What was read of a base: its structure, or every page. */
type Depth = 'quick' | 'whole';
type Examined = readonly { readonly base: Base; readonly depth: Depth }[];

/**
 * Reads the bases of a session as far as security §3.2 asks (small ones were read quickly when they were opened): every page weekly and after a session
 * that ended without its lock; structure of a large base daily. Writes nothing. Throws StoreRefused('damaged').
 */
export function examine({ admin, cases }: OpenStores, at: number): Examined {
  const stores: readonly ReadableDb[] = cases === null ? [admin] : [admin, cases];
  return stores.flatMap((db): Examined => {
    if (endedUncleanly(db) || isDue(admin, db.base, 'whole', WEEK_MS, at)) {
      checkWhole(db);
      return [{ base: db.base, depth: 'whole' }];
    }
    if (isSmall(db) || !isDue(admin, db.base, 'quick', DAY_MS, at)) return [];
    checkQuickly(db);
    return [{ base: db.base, depth: 'quick' }];
  });
}

/** Remembers what was read and when, in `admin.db`; a whole reading is also a quick one. */
export function recordExamined(db: WritableDb<'admin'>, examined: Examined, at: number): void {
  for (const { base, depth } of examined) {
    writeSetting(db, key(base, 'quick'), at, null, at);
    if (depth === 'whole') writeSetting(db, key(base, 'whole'), at, null, at);
  }
}

/** The last session of this base left its opening in the journal and no lock. */
function endedUncleanly(db: ReadableDb): boolean {
  const sessions = adminSql.selectFrom('journal').select('kind').where('kind', 'in', ['session.unlock', 'session.lock']);
  return one(db, sessions.orderBy('seq', 'desc').limit(1))?.kind === 'session.unlock';
}

/** Also when the clock went back before the last reading. */
function isDue(admin: ReadableDb<'admin'>, base: Base, depth: Depth, every: number, at: number): boolean {
  const last = readSetting(admin, key(base, depth), z.int());
  return last === undefined || at < last || at - last >= every;
}

function key(base: Base, depth: Depth): string {
  return `examined.${base}.${depth}`;
}

/** When every page of a base was last read, in milliseconds; null before the first time. */
export function lastWholeReading(admin: ReadableDb<'admin'>, base: Base): number | null {
  return readSetting(admin, key(base, 'whole'), z.int()) ?? null;
}
