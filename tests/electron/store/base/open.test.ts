import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyStore } from '../../../../electron/store/base/copy.ts';
import { APPLICATION_ID, closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { PRAGMAS } from '../../../../electron/store/base/pragmas.ts';
import { StoreRefused } from '../../../../electron/store/base/storeRefused.ts';
import { checkWhole } from '../../../../electron/store/base/pages.ts';
import { migrate, latestVersion, MIGRATIONS } from '../../../../electron/store/base/migrations/all.ts';
import type { Migration } from '../../../../electron/store/base/migrations/migration.ts';
import { casesSql, all, run, transaction } from '../../../../electron/store/base/sql.ts';
import { temporaryFolder } from '../../../support/temporaryStore.ts';

const KEY = randomBytes(32);

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StoreRefused) return error.problem;
    throw error;
  }
  return 'opened';
}

describe('opening a base (security §3.2)', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder, 'cases.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const create = () => openStore('cases', path, KEY, 'create');
  function filled(): void {
    const db = create();
    transaction(db, (writable) =>
      run(writable, casesSql.insertInto('person').values({ person_id: 'planted-person', survivor_code: 'PLANTED', created_at: 1 })),
    );
    closeStore(db);
  }

  test('every setting is really set, at creation and at reopening', () => {
    for (const mode of ['create', 'existing'] as const) {
      const db = openStore('cases', path, KEY, mode);
      for (const { name, read } of PRAGMAS) expect([name, db.connection.pragma(name, { simple: true })]).toEqual([name, read]);
      expect(db.connection.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.connection.pragma('locking_mode', { simple: true })).toBe('exclusive');
      expect(db.connection.pragma('application_id', { simple: true })).toBe(APPLICATION_ID.cases);
      expect(db.connection.pragma('user_version', { simple: true })).toBe(latestVersion(MIGRATIONS.cases));
      expect(db.connection.pragma('cipher', { simple: true })).toBe('sqlcipher');
      closeStore(db);
    }
  });

  test('the file is encrypted from its first byte, private to its owner, alone in its folder', () => {
    filled();
    const bytes = readFileSync(path);
    for (const planted of ['SQLite format', 'planted-person', 'PLANTED', 'case_file', 'CREATE TABLE'])
      expect(bytes.includes(planted)).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['cases.db']);
    const db = openStore('cases', path, KEY, 'existing');
    transaction(db, (writable) => run(writable, casesSql.deleteFrom('person')));
    for (const name of readdirSync(folder)) expect(['cases.db', 'cases.db-wal']).toContain(name);
    closeStore(db);
  });

  test('a key of 31 or 33 bytes is refused before the file is touched', () => {
    for (const length of [0, 31, 33]) expect(() => openStore('cases', path, randomBytes(length), 'create')).toThrow(RangeError);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('another key, an absent file, a plain file, another application', () => {
    filled();
    expect(problemOf(() => openStore('cases', path, randomBytes(32), 'existing'))).toBe('key');
    expect(problemOf(() => openStore('cases', join(folder, 'none.db'), KEY, 'existing'))).toBe('missing');
    const plain = new Sqlite(join(folder, 'plain.db'));
    plain.exec('CREATE TABLE t (a)');
    plain.close();
    expect(problemOf(() => openStore('cases', join(folder, 'plain.db'), KEY, 'existing'))).toBe('plain');
    expect(problemOf(() => openStore('cases', join(folder, 'plain.db'), KEY, 'create'))).toBe('plain');
    expect(problemOf(() => openStore('admin', path, KEY, 'existing'))).toBe('foreign');
  });

  test('a second process is refused while the first has the base', () => {
    const db = create();
    const second = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../../../electron/store/base/open.ts'))};
      try { openStore('cases', ${JSON.stringify(path)}, Buffer.from('${KEY.toString('hex')}', 'hex'), 'existing'); console.log('opened'); }
      catch (error) { console.log(error.problem); }`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', second], { encoding: 'utf8' });
    expect(ran.stdout.trim()).toBe('locked');
    closeStore(db);
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', second], { encoding: 'utf8' }).stdout.trim()).toBe('opened');
  });

  test('killed while saving: every confirmed save is there, the base whole', async () => {
    closeStore(create());
    const script = join(import.meta.dirname, '../../../support/saveForever.ts');
    const confirmed = new Set<string>();
    for (const milliseconds of [0, 5, 20, 50]) {
      const child = spawn(process.execPath, [script, path, KEY.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
      await once(child.stdout, 'data');
      await new Promise((done) => setTimeout(done, milliseconds));
      child.kill('SIGKILL');
      await once(child, 'close');
      for (const line of output.slice(0, output.lastIndexOf('\n')).split('\n')) confirmed.add(line);
      const db = openStore('cases', path, KEY, 'existing');
      checkWhole(db);
      const kept = new Set(all(db, casesSql.selectFrom('person').select('person_id')).map((row) => row.person_id));
      closeStore(db);
      expect([...confirmed].filter((code) => !kept.has(code))).toEqual([]);
    }
    expect(confirmed.size).toBeGreaterThan(4);
  });

  test('a newer base is refused and not written to', () => {
    const db = create();
    db.connection.pragma(`user_version = ${latestVersion(MIGRATIONS.cases) + 10}`);
    closeStore(db);
    const digest = () => createHash('sha256').update(readFileSync(path)).digest('hex');
    const before = digest();
    expect(problemOf(() => openStore('cases', path, KEY, 'existing'))).toBe('newer');
    expect(digest()).toBe(before);
  });

  test('flipped bytes are refused', () => {
    filled();
    const whole = readFileSync(path);
    let seed = 7;
    for (let time = 0; time < 60; time += 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      const altered = Buffer.from(whole);
      const place = seed % altered.length;
      altered.writeUInt8(altered.readUInt8(place) ^ 0x40, place);
      writeFileSync(path, altered);
      expect(['key', 'damaged']).toContain(
        problemOf(() => {
          const db = openStore('cases', path, KEY, 'existing');
          try {
            checkWhole(db);
          } catch (error) {
            throw error instanceof StoreRefused ? error : new StoreRefused('damaged');
          } finally {
            closeStore(db);
          }
        }),
      );
    }
  });

  test('temporary tables write no file', () => {
    const db = create();
    db.connection.exec('CREATE TEMP TABLE big (a TEXT)');
    const insert = db.connection.prepare('INSERT INTO big VALUES (?)');
    for (let time = 0; time < 20_000; time += 1) insert.run('x'.repeat(200));
    db.connection.prepare('SELECT a FROM big ORDER BY a DESC').all();
    const open = readdirSync('/proc/self/fd').flatMap((name) => {
      const linked = spawnSync('readlink', [`/proc/${process.pid}/fd/${name}`], { encoding: 'utf8' }).stdout.trim();
      return linked.includes('etilqs') ? [linked] : [];
    });
    expect(open).toEqual([]);
    closeStore(db);
  });

  test('a copy opens under the same key and holds the same rows; it never overwrites', () => {
    filled();
    const db = openStore('cases', path, KEY, 'existing');
    const copy = join(folder, 'copy.db');
    copyStore(db, copy);
    expect(() => copyStore(db, copy)).toThrow();
    closeStore(db);
    expect(statSync(copy).size).toBeGreaterThan(0);
    expect(readFileSync(copy).includes('PLANTED')).toBe(false);
    const copied = openStore('cases', copy, KEY, 'existing');
    expect(all(copied, casesSql.selectFrom('person').select('survivor_code'))).toEqual([{ survivor_code: 'PLANTED' }]);
    closeStore(copied);
  });

  test('a transaction that throws leaves nothing', () => {
    const db = create();
    expect(() =>
      transaction(db, (writable) => {
        run(writable, casesSql.insertInto('person').values({ person_id: 'a', survivor_code: 'A', created_at: 1 }));
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(all(db, casesSql.selectFrom('person').selectAll())).toEqual([]);
    closeStore(db);
  });
});

describe('migrations', () => {
  test('every table of both bases is strict, and every step opens from the number before', () => {
    for (const base of ['admin', 'cases'] as const) {
      const steps = MIGRATIONS[base];
      for (let place = 0; place <= steps.length; place += 1) {
        const connection = new Sqlite(':memory:');
        migrate(connection, steps.slice(0, place), APPLICATION_ID[base]);
        migrate(connection, steps, APPLICATION_ID[base]);
        expect(connection.pragma('user_version', { simple: true })).toBe(latestVersion(steps));
        const tables = connection.prepare<[], { name: string; strict: number }>('PRAGMA table_list').all();
        for (const table of tables.filter(({ name }) => !name.startsWith('sqlite_')))
          expect([table.name, table.strict]).toEqual([table.name, 1]);
        connection.close();
      }
    }
  });

  test('applied once, in order, all or nothing', () => {
    const ran: number[] = [];
    const step = (number: number, fails = false): Migration => ({
      number,
      up: (connection) => {
        ran.push(number);
        connection.exec(`CREATE TABLE t${number} (a) STRICT`.replace('(a)', '(a INTEGER)'));
        if (fails) throw new Error('stop');
      },
    });
    const connection = new Sqlite(':memory:');
    migrate(connection, [step(10)], 1);
    migrate(connection, [step(10), step(20)], 1);
    expect(ran).toEqual([10, 20]);
    expect(() => migrate(connection, [step(10), step(20), step(30), step(40, true)], 1)).toThrow('stop');
    expect(connection.pragma('user_version', { simple: true })).toBe(20);
    expect(connection.prepare("SELECT name FROM sqlite_master WHERE name = 't30'").get()).toBeUndefined();
    for (const wrong of [[step(20), step(10)], [step(10), step(10)], [step(15)], [step(0)]])
      expect(() => migrate(connection, wrong, 1)).toThrow(RangeError);
    connection.close();
  });
});
