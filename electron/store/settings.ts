import type { z } from 'zod';
import { canonicalJson, type Json } from '../keys/canonical.ts';
import type { ReadableDb, WritableDb } from './base/database.ts';
import { adminSql, all, one, run } from './base/sql.ts';

/** A setting's value under its schema, or undefined when it was never changed. Throws ZodError on a value that is not of the schema. */
export function readSetting<Value>(db: ReadableDb<'admin'>, key: string, schema: z.ZodType<Value>): Value | undefined {
  const row = one(db, adminSql.selectFrom('setting').select('value').where('key', '=', key));
  return row === undefined ? undefined : schema.parse(JSON.parse(row.value));
}

export function writeSetting(db: WritableDb<'admin'>, key: string, value: Json, userId: string | null, at: number): void {
  const row = { key, value: canonicalJson(value), changed_at: at, changed_by: userId };
  run(db, adminSql.insertInto('setting').orReplace().values(row));
}

/** Every changed setting, with who and when. */
export function listSettings(db: ReadableDb<'admin'>) {
  return all(db, adminSql.selectFrom('setting').selectAll().orderBy('key'));
}
