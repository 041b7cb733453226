import type { ReadableDb, WritableDb } from '../base/database.ts';
import { adminSql, all, one, run } from '../base/sql.ts';
import type { BackupRow, BackupState } from '../base/adminTables.ts';

/** A copy as it was just made, or met for the first time. */
export function insertBackup(db: WritableDb<'admin'>, row: BackupRow): void {
  run(db, adminSql.insertInto('backup').values(row));
}

/** What was found of a copy on this day. */
export function markBackup(db: WritableDb<'admin'>, backupId: string, state: BackupState, userId: string, at: number): void {
  run(db, adminSql.updateTable('backup').set({ state, checked_at: at, checked_by: userId }).where('backup_id', '=', backupId));
}

export function markErased(db: WritableDb<'admin'>, backupId: string, at: number): void {
  run(db, adminSql.updateTable('backup').set({ deleted_at: at }).where('backup_id', '=', backupId));
}

export function readBackup(db: ReadableDb<'admin'>, backupId: string): BackupRow | undefined {
  return one(db, adminSql.selectFrom('backup').selectAll().where('backup_id', '=', backupId));
}

/** Copies present on their sticks as far as is known, newest first. */
export function listBackups(db: ReadableDb<'admin'>): readonly BackupRow[] {
  return all(db, adminSql.selectFrom('backup').selectAll().where('deleted_at', 'is', null).orderBy('made_at', 'desc'));
}

/** The newest copy that was read back whole, erased since or not; undefined when there never was one. */
export function lastGoodBackup(db: ReadableDb<'admin'>): BackupRow | undefined {
  return one(
    db,
    adminSql.selectFrom('backup').selectAll().where('state', 'in', ['reread', 'verified']).orderBy('made_at', 'desc').limit(1),
  );
}

/** Whether a copy made after this instant was read again after its stick had been away, and is still there. */
export function isVerifiedSince(db: ReadableDb<'admin'>, at: number): boolean {
  return listBackups(db).some((row) => row.state === 'verified' && row.made_at > at);
}

/** The newest copy that was read again after its stick had been away, erased since or not; undefined when there never was one. */
export function lastVerifiedBackup(db: ReadableDb<'admin'>): BackupRow | undefined {
  return one(db, adminSql.selectFrom('backup').selectAll().where('state', '=', 'verified').orderBy('made_at', 'desc').limit(1));
}
