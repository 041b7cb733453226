import { diskFault } from '../../profile/room.ts';
import { dropFormer, formersIn } from './previousProfile.ts';
import { appendJournal } from '../journal/journal.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { transaction } from '../base/sql.ts';
import { vouchedTime } from '../base/vouchedTime.ts';

/** Time enough to see what a copy lacks, and to put back what was here. */
const KEPT_MILLISECONDS = 30 * 86_400_000;

/**
 * Erases the profiles kept by earlier restores `before` a time, in milliseconds since 1970. The line first: a cut leaves folders that are erased again, never an erasure that
 * nobody wrote down.
 */
export function forgetFormer({ folder, admin, actor }: OpenStores, before: number, at: number): void {
  const count = formersIn(folder).filter((one) => one.at < before).length;
  if (count === 0) return;
  transaction(admin, (db) => appendJournal(db, actor, { kind: 'restore.forget', detail: { count } }, at));
  dropFormer(folder, before);
}

/** At unlock: what nobody has put back for thirty days of written work is gone (security §9.6). What the disk refuses is done the next time. */
export function forgetOldFormer(stores: OpenStores, at: number): void {
  if (formersIn(stores.folder).length === 0) return;
  try {
    forgetFormer(stores, vouchedTime(stores.cases ?? stores.admin, at) - KEPT_MILLISECONDS, at);
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}
