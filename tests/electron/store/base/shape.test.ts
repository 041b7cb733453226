import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Base } from '../../../../electron/store/base/database.ts';
import { closeStore, openReadOnly, openStore } from '../../../../electron/store/base/open.ts';
import { StoreRefused } from '../../../../electron/store/base/storeRefused.ts';
import { PEOPLE, newCentre } from '../../../support/installation.ts';
import { temporaryFolder } from '../../../support/temporaryStore.ts';

const KEY = randomBytes(32);
const BASES: readonly Base[] = ['admin', 'cases'];

/** What a colleague with the key of a base can leave in it: `TABLE` is a table of ours. */
const FOREIGN: Readonly<Record<string, string>> = {
  'a trigger on insert': 'CREATE TRIGGER caught AFTER INSERT ON journal BEGIN SELECT 1; END',
  'a trigger in the place of a view':
    'CREATE VIEW seen AS SELECT seq FROM journal; CREATE TRIGGER caught INSTEAD OF INSERT ON seen BEGIN SELECT 1; END',
  'a view': 'CREATE VIEW seen AS SELECT * FROM journal',
  'a view that hides a table': 'ALTER TABLE setting_or_person RENAME TO moved; CREATE VIEW setting_or_person AS SELECT * FROM moved',
  'a table': 'CREATE TABLE caught (key BLOB)',
  'a virtual table': 'CREATE VIRTUAL TABLE caught USING fts5(words)',
  'an index': 'CREATE INDEX caught ON journal (at)',
  'an index on an expression': 'CREATE INDEX caught ON journal (abs(at))',
  'a column': 'ALTER TABLE journal ADD COLUMN caught TEXT',
  'a computed column': 'ALTER TABLE journal ADD COLUMN caught TEXT AS (hex(at)) VIRTUAL',
  'one index less': 'DROP INDEX index_of_ours',
  'one table less': 'DROP TABLE setting_or_person',
  'statistics for the planner': 'ANALYZE',
  'an older number of the shape': 'PRAGMA user_version = 10; CREATE TABLE caught (key BLOB)',
  'no number of the shape': 'PRAGMA user_version = 0',
};

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StoreRefused) return error.problem;
    throw error;
  }
  return 'opened';
}

describe.each(BASES)('a foreign shape of %s (T31)', (base) => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder, 'base.db');
    closeStore(openStore(base, path, KEY, 'create'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function leave(statements: string): void {
    const { connection } = openStore(base, path, KEY, 'existing');
    const index = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").pluck().get();
    connection.exec(
      statements.replaceAll('setting_or_person', base === 'admin' ? 'setting' : 'person').replace('index_of_ours', String(index)),
    );
    connection.close();
  }

  test('none: the base opens', () => {
    expect(problemOf(() => closeStore(openStore(base, path, KEY, 'existing')))).toBe('opened');
  });

  test.each(Object.entries(FOREIGN))('%s: refused before a row is read, and as a copy', (_, statements) => {
    leave(statements);
    expect(problemOf(() => openStore(base, path, KEY, 'existing'))).toBe('shape');
    expect(problemOf(() => openReadOnly(base, path, KEY))).toBe('shape');
  });

  test('a column of ours that loses its words, written into the schema itself', () => {
    const { connection } = openStore(base, path, KEY, 'existing');
    connection.unsafeMode(true);
    connection.pragma('writable_schema = ON');
    connection.exec("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'journal'");
    connection.close();
    expect(problemOf(() => openStore(base, path, KEY, 'existing'))).toBe('shape');
  });

  test('emptied: refused, never made anew', () => {
    const { connection } = openStore(base, path, KEY, 'existing');
    connection.pragma('foreign_keys = OFF');
    const tables = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").pluck().all();
    connection.exec(tables.map((name) => `DROP TABLE "${String(name)}";`).join(''));
    connection.exec('PRAGMA user_version = 0; PRAGMA application_id = 0');
    connection.close();
    expect(problemOf(() => openStore(base, path, KEY, 'existing'))).toBe('shape');
  });
});

test('a trigger left in the base of cases keeps everybody out with a sentence, and runs in no session', async () => {
  const centre = await newCentre();
  await centre.unlock('AC1');
  const { connection } = centre.application.host.session?.stores.cases ?? {};
  connection?.exec(
    'CREATE TABLE caught (at INTEGER); CREATE TRIGGER catching AFTER INSERT ON journal BEGIN INSERT INTO caught VALUES (new.at); END',
  );
  await centre.lock();
  for (const staffCode of ['AC1', 'AC2', 'SD1'] as const) {
    const reply = await centre.call('session.unlock', { staffCode, passphrase: PEOPLE[staffCode] });
    expect(reply).toMatchObject({
      ok: false,
      failure: { kind: 'conflict', message: { en: expect.stringContaining('that Sutura did not put there') } },
    });
  }
  centre.remove();
});
