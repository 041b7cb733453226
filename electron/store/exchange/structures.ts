import { newId } from '../../keys/primitives.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { adminSql, all, one, run } from '../base/sql.ts';
import type { AdminTables } from '../base/adminTables.ts';

export type RegisterRow = AdminTables['structure_register'];
export type RegisterLine = { readonly code: string; readonly region: string; readonly active: boolean; readonly answers: string };

/** Every line of the focal point's register, by site code. */
export function listStructures(db: ReadableDb<'admin'>): readonly RegisterRow[] {
  return all(db, adminSql.selectFrom('structure_register').selectAll().orderBy('code'));
}

export function readStructure(db: ReadableDb<'admin'>, code: string): RegisterRow | undefined {
  return one(db, adminSql.selectFrom('structure_register').selectAll().where('code', '=', code));
}

/** Enters or changes the line of one site, in the caller's transaction. */
export function saveStructure(db: WritableDb<'admin'>, line: RegisterLine, userId: string, at: number): void {
  const former = readStructure(db, line.code);
  const changed = {
    region: line.region,
    active: line.active ? (1 as const) : (0 as const),
    answers: line.answers,
    updated_at: at,
    updated_by: userId,
  };
  if (former === undefined) {
    run(db, adminSql.insertInto('structure_register').values({ entry_id: newId(), revision: 1, code: line.code, ...changed }));
    return;
  }
  run(
    db,
    adminSql
      .updateTable('structure_register')
      .set({ ...changed, revision: former.revision + 1 })
      .where('code', '=', line.code),
  );
}
