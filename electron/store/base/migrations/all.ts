import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Base } from '../database.ts';
import { adminFoundation } from './admin-0010-foundation.ts';
import { casesFoundation } from './cases-0010-foundation.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: Readonly<Record<Base, readonly Migration[]>> = {
  admin: [adminFoundation],
  cases: [casesFoundation],
};

/** `user_version` of a base that has every step. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.number ?? 0;
}

/** Applies the steps above the file's `user_version`, all in one transaction: the base has its old shape or its new one, never between. */
export function migrate(connection: Database, migrations: readonly Migration[], applicationId: number): void {
  assertOrdered(migrations);
  const version = Number(connection.pragma('user_version', { simple: true }));
  const missing = migrations.filter((migration) => migration.number > version);
  if (missing.length === 0) return;
  connection
    .transaction(() => {
      connection.pragma(`application_id = ${applicationId}`);
      for (const migration of missing) {
        migration.up(connection);
        connection.pragma(`user_version = ${migration.number}`);
      }
    })
    .immediate();
}

function assertOrdered(migrations: readonly Migration[]): void {
  migrations.forEach((migration, place) => {
    const before = migrations[place - 1]?.number ?? 0;
    if (migration.number % 10 !== 0 || migration.number <= before) throw new RangeError('migrations are numbered upwards in tens');
  });
}
