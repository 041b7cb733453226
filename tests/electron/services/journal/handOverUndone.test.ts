import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { zeroCaseKeys } from '../../../../electron/keys/caseKeys.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { openCopiedKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import { sealWork } from '../../../../electron/store/caseRecords/caseWork.ts';
import { appendJournal } from '../../../../electron/store/journal/journal.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { openCopy, SECOND, TODAY, unlockAs, type Installation } from '../../../support/installation.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { attackedCentre, casesOfBoth, revise, withBase, type Place } from './attackedCentre.ts';
import { notice, type Noticed } from './attackOutcome.ts';
import { putBack, TABLES, type Row } from './rowAttacks.ts';

const ALL_TABLES = Object.keys(TABLES);
const EVERYBODY = ['AC1', 'AC2', 'SD1', SECOND] as const;
/** Above every turn of a case here. */
const LATE_TURN = 1_000;

let folders: Awaited<ReturnType<typeof attackedCentre>>;
let places: readonly Place[];
let kept: readonly Place[];
/** Cases that SD1 gave from AC1 to AC2, and cases that she gave to the other team while AC1 kept them. */
let given: readonly Place[];
let moved: readonly Place[];
let centre: Installation;

beforeAll(async () => {
  folders = await attackedCentre();
  ({ places, kept, given, moved } = await casesOfBoth(folders));
}, 120_000);
beforeEach(async () => {
  centre = await openCopy(folders.later);
});
afterEach(() => centre.remove());

test('old rows put back open to nobody, and nothing is written for the former holder or the former supervisor', async () => {
  expect([given.length, moved.length]).toEqual([3, 2]);
  await withOld((old) => alter((connection) => [...given, ...moved].forEach(({ caseId }) => putBack(connection, old, ALL_TABLES, caseId))));
  for (const { caseId } of [...given, ...moved]) expect([caseId, await readersOf(caseId)]).toEqual([caseId, []]);
  for (const { caseId } of given) await expectNoWriting('AC2', caseId);
  for (const { caseId } of moved) await expectNoWriting('AC1', caseId);
  expectSeen(await notice(centre, places, new Set()), [...given, ...moved]);
});

test.each([
  [['case_file']],
  [['case_file', 'case_key_wrap', 'case_key_copy']],
  [['case_key_wrap', 'case_key_copy']],
  [['case_file', 'case_work', 'case_key_wrap', 'case_key_copy']],
  [['record', 'record_part', 'attachment']],
])('old rows of %s alone, after a hand-over', async (tables) => {
  await withOld((old) => alter((connection) => [...given, ...moved].forEach(({ caseId }) => putBack(connection, old, tables, caseId))));
  expectSeen(await notice(centre, places, new Set()), [...given, ...moved]);
});

test.each(['AC1', 'SD1'] as const)('%s, who had the former key, seals the old rows as the newest turn', async (former) => {
  const [place] = former === 'AC1' ? given : moved;
  if (place === undefined) throw new Error('no case');
  const marks = await marksBefore(former, place.caseId);
  await withOld((old) => alter((connection) => putBack(connection, old, ALL_TABLES, place.caseId)));
  await centre.unlock(former);
  sealAgain(sessionOf(centre), place.caseId, marks);
  await centre.lock();
  expect.soft(await readersOf(place.caseId)).toEqual([]);
  await expectNoWriting(former === 'AC1' ? 'AC2' : 'AC1', place.caseId);
  expectSeen(await notice(centre, places, new Set([place.caseId])), [place]);
});

test('a line that says that the identities were destroyed, by a colleague, hides no identity or picture taken away', async () => {
  await centre.unlock('AC2');
  const { cases, actor } = sessionOf(centre);
  if (cases === null) throw new Error('no case base');
  const at = centre.application.host.now().getTime();
  transaction(cases, (db) => appendJournal(db, actor, { kind: 'vault.destroyed', object: randomUUID(), detail: {} }, at));
  await centre.lock();
  const victims = places.filter(({ holder }) => holder === 'AC1').slice(0, 2);
  await alter((connection) => {
    for (const { caseId } of victims) {
      connection.prepare(`DELETE FROM record_part WHERE class = 'DI' AND ${TABLES['record_part']}`).run(caseId);
      connection.prepare('DELETE FROM attachment WHERE case_id = ?').run(caseId);
    }
  });
  expectSeen(await notice(centre, places, new Set(victims.map(({ caseId }) => caseId))), victims);
});

test('old rows, and the lines of their later turns altered in the journal', async () => {
  const attacked = kept.slice(0, 4);
  await withOld((old) =>
    alter((connection) => {
      const last = old.prepare<[], number>('SELECT max(seq) FROM journal').pluck().get() ?? 0;
      const ofJournal = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'";
      const triggers = connection.prepare<[], { name: string; sql: string }>(ofJournal).all();
      for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
      connection.prepare('UPDATE journal SET commitment = randomblob(32) WHERE seq > ? AND commitment IS NOT NULL').run(last);
      for (const { sql } of triggers) connection.exec(sql);
      for (const { caseId } of attacked) putBack(connection, old, ALL_TABLES, caseId);
    }),
  );
  const { refused, recorded, others } = await notice(centre, places, new Set());
  expect(others.length > 0 || attacked.every(({ caseId }) => refused.has(caseId) || recorded.has(caseId))).toBe(true);
});

test.each([
  { keys: 'keys of the facts', where: "scope = 'facts'", counts: SECOND },
  { keys: 'full keys', where: "scope = 'full'", counts: 'SD1' as const },
  { keys: 'keys', where: 'true', counts: 'SD1' as const },
])('a case without its $keys is not missing in the figures of who counts it', async ({ where, counts }) => {
  const figures = async () => {
    await unlockAs(centre, counts);
    const { figures: counted, unopened } = await centre.ask('months.check', { month: TODAY.slice(0, 7) });
    await centre.lock();
    return counted.registered + unopened.length;
  };
  const before = await figures();
  const [victim] = kept;
  await alter((connection) => {
    for (const table of ['case_key_copy', 'case_key_wrap'])
      connection.prepare(`DELETE FROM ${table} WHERE ${where} AND case_id = ?`).run(victim?.caseId);
  });
  expect(await figures()).toBe(before);
});

async function withOld<Result>(act: (old: Database) => Promise<Result>): Promise<Result> {
  const copy = await openCopy(folders.before);
  const result = await withBase(copy.profile, act);
  copy.remove();
  return result;
}

async function alter(act: (connection: Database) => unknown): Promise<void> {
  await withBase(centre.profile, act);
}

/** Who opens a case now. */
async function readersOf(caseId: string): Promise<readonly string[]> {
  const readers: string[] = [];
  for (const person of EVERYBODY) {
    await unlockAs(centre, person);
    const name = typeof person === 'string' ? person : person.staffCode;
    if ((await centre.call('cases.open', { caseId })).ok) readers.push(name);
    if ((await centre.call('notes.open', { caseId })).ok) readers.push(`${name} notes`);
    const asked = { caseId, form: 'identity', recordId: null, reason: 'contact' } as const;
    if ((await centre.call('identity.open', asked)).ok) readers.push(`${name} identity`);
  }
  await centre.lock();
  return readers;
}

async function expectNoWriting(holder: 'AC1' | 'AC2', caseId: string): Promise<void> {
  await centre.unlock(holder);
  await expect.soft(revise(centre, caseId)).rejects.toThrow('refused');
}

function expectSeen({ refused, recorded, others }: Noticed, attacked: readonly Place[]): void {
  const seen = places.map(({ caseId }) => caseId).filter((caseId) => refused.has(caseId) || recorded.has(caseId));
  expect(others).toEqual([]);
  expect(new Set(seen)).toEqual(new Set(attacked.map(({ caseId }) => caseId)));
}

/** The opened work of a case, as its former holder kept it. */
async function marksBefore(former: 'AC1' | 'SD1', caseId: string): Promise<Row> {
  const copy = await openCopy(folders.before);
  await copy.unlock(former);
  const { connection } = casesOf(sessionOf(copy));
  const row = connection.prepare<[string], Row>('SELECT * FROM temp.case_marks WHERE case_id = ?').get(caseId);
  copy.remove();
  if (row === undefined) throw new Error('not opened');
  return row;
}

/** What a changed program of a former holder could do: the old rows as the newest turn, bound to the journal. */
function sealAgain(stores: OpenStores, caseId: string, marks: Row): void {
  const at = centre.application.host.now().getTime();
  transaction(casesOf(stores), (db) => {
    const columns = Object.keys(marks);
    db.connection
      .prepare(`INSERT OR REPLACE INTO temp.case_marks (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
      .run(...Object.values({ ...marks, turn: LATE_TURN }));
    const keys = openCopiedKeys(db, stores, caseId);
    if (keys === null) throw new Error('no former key');
    sealWork(db, keys, { case_id: caseId, site_id: stores.roster.siteId });
    zeroCaseKeys(keys);
    appendJournal(db, stores.actor, { kind: 'case.seal', detail: {} }, at);
  });
}

function sessionOf({ application }: Installation): OpenStores {
  const stores = application.host.session?.stores;
  if (stores === undefined) throw new Error('nobody is here');
  return stores;
}
