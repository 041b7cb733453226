import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { latestVersion, MIGRATIONS } from '../../../../electron/store/base/migrations/all.ts';
import type { Migration } from '../../../../electron/store/base/migrations/migration.ts';
import { StoreRefused } from '../../../../electron/store/base/storeRefused.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { all, casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import { UpgradeRefused } from '../../../../electron/store/base/upgrade.ts';
import { temporaryFolder } from '../../../support/temporaryStore.ts';

const KEY = randomBytes(32);
const OLD = MIGRATIONS.cases;
const next = (sql: string, recounts?: readonly string[]): readonly Migration[] => [
  ...OLD,
  { number: latestVersion(OLD) + 10, up: (connection) => void connection.exec(sql), ...(recounts === undefined ? {} : { recounts }) },
];

let folder = '';
let path = '';
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'cases.db');
  const db = openStore('cases', path, KEY, 'create', OLD);
  transaction(db, (writable) => {
    for (const person of ['a', 'b', 'c'])
      run(writable, casesSql.insertInto('person').values({ person_id: person, survivor_code: person, created_at: 1 }));
  });
  closeStore(db);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function people(steps: readonly Migration[]): readonly string[] {
  const db = openStore('cases', path, KEY, 'existing', steps);
  try {
    expect(db.connection.pragma('user_version', { simple: true })).toBe(latestVersion(steps));
    expect(db.connection.pragma('journal_mode', { simple: true })).toBe('wal');
    return all(db, casesSql.selectFrom('person').select('person_id').orderBy('person_id')).map((row) => row.person_id);
  } finally {
    closeStore(db);
  }
}

test('an older base takes its new shape on a copy; nothing else stays in the folder (security §3.2)', () => {
  expect(people(next('CREATE TABLE added (one INTEGER) STRICT'))).toEqual(['a', 'b', 'c']);
  expect(readdirSync(folder)).toEqual(['cases.db']);
  expect(() => people(OLD)).toThrow(StoreRefused);
});

test('a step that loses a line, or fails, leaves the old base as it was', () => {
  expect(() => people(next("DELETE FROM person WHERE person_id = 'b'"))).toThrow(UpgradeRefused);
  expect(() => people(next('CREATE TABLE added (one INTEGER) STRICT; DROP TABLE absent'))).toThrow('no such table');
  expect(() => people(next('DROP TABLE person'))).toThrow();
  expect(people(OLD)).toEqual(['a', 'b', 'c']);
  expect(readdirSync(folder)).toEqual(['cases.db']);
});

test('a step may lose the lines of a table that it names', () => {
  expect(people(next("DELETE FROM person WHERE person_id = 'b'", ['person']))).toEqual(['a', 'c']);
});

test('what the write-ahead log of the old base held is in the new one', () => {
  const db = openStore('cases', path, KEY, 'existing', OLD);
  transaction(db, (writable) => run(writable, casesSql.insertInto('person').values({ person_id: 'd', survivor_code: 'd', created_at: 1 })));
  db.connection.close();
  expect(people(next('CREATE TABLE added (one INTEGER) STRICT'))).toEqual(['a', 'b', 'c', 'd']);
});
