import type { ReadableDb, WritableDb } from '../base/database.ts';
import { adminSql, all, one, run } from '../base/sql.ts';
import type { SiteRow, StaffRow } from '../base/adminTables.ts';

/** Staff data (reference §3.41), local only: the name never leaves `admin.db`. Rights are the roster's, not these. */
export function insertStaff(db: WritableDb<'admin'>, staff: StaffRow): void {
  run(db, adminSql.insertInto('staff').values(staff));
}

export function updateStaff(db: WritableDb<'admin'>, userId: string, change: Partial<Omit<StaffRow, 'user_id'>>): void {
  run(db, adminSql.updateTable('staff').set(change).where('user_id', '=', userId));
}

export function readStaff(db: ReadableDb<'admin'>, userId: string): StaffRow | undefined {
  return one(db, adminSql.selectFrom('staff').selectAll().where('user_id', '=', userId));
}

/** Everybody, by staff code. */
export function listStaff(db: ReadableDb<'admin'>): readonly StaffRow[] {
  return all(db, adminSql.selectFrom('staff').selectAll().orderBy('staff_code'));
}

export type Structure = { readonly structure_id: string; readonly code: string; readonly name: string; readonly type: string };

export function insertSite(db: WritableDb<'admin'>, structure: Structure, site: SiteRow): void {
  run(db, adminSql.insertInto('structure').values(structure));
  run(db, adminSql.insertInto('site').values(site));
}

/** What is explained of mandatory reporting before an account (reference §3.41); null when there is nothing to explain. */
export function updateMandatoryText(db: WritableDb<'admin'>, text: string | null): void {
  run(db, adminSql.updateTable('site').set({ mandatory_text: text }));
}

/** The site of this installation, with its structure. Throws RangeError when the base has none. */
export function readSite(
  db: ReadableDb<'admin'>,
): SiteRow & { readonly structure_code: string; readonly structure_name: string; readonly structure_type: string } {
  const row = one(
    db,
    adminSql
      .selectFrom('site')
      .innerJoin('structure', 'structure.structure_id', 'site.structure_id')
      .selectAll('site')
      .select(['structure.code as structure_code', 'structure.name as structure_name', 'structure.type as structure_type']),
  );
  if (row === undefined) throw new RangeError('no site');
  return row;
}
