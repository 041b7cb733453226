import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Answers } from '../../shared/forms/answers.ts';
import { currentVersion } from '../../shared/forms/registry.ts';
import { storageOf } from '../../electron/services/caseRecords/storage.ts';
import { withCaseKeys } from '../../electron/store/caseRecords/caseKeys.ts';
import { updateCase } from '../../electron/store/caseRecords/cases.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { appendJournal } from '../../electron/store/journal/journal.ts';
import { insertRecord } from '../../electron/store/caseRecords/records.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import { MIGRATIONS } from '../../electron/store/base/migrations/all.ts';
import { PRAGMAS } from '../../electron/store/base/pragmas.ts';
import { followUpAnswers } from '../support/caseBuilders.ts';
import type { LargeCentre } from './centre.ts';
import { compare, timeOf, type Row } from './measure.ts';

/** Of a turn in a line of the journal; each is unique. */
const COMMITMENT_BYTES = 32;
const TRIES = 60;

type PlainRow = { readonly table: string; readonly values: Readonly<Record<string, unknown>> };

/**
 * The save of a follow-up beside the same rows written to plain SQLite with the same settings: the encrypted rows alone (sealed, journaled), then the
 * whole save as one request, which also opens the rest of the file, checks the answers and computes what is due.
 */
export async function saveRows(centre: LargeCentre): Promise<readonly Row[]> {
  await centre.unlock(centre.caseworker);
  const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
  const [today = ''] = new Date().toISOString().split('T');
  const answers = followUpAnswers(today, null);
  let turn = 0;
  const nextCase = (): string => rows[(turn += 1) % rows.length]?.caseId ?? '';
  const save = (caseId: string) => {
    const record = { caseId, form: 'follow_up', recordId: null, parentId: null, revision: 0, keep: [], draftId: null };
    return centre.ask('forms.save', { ...record, answers, finish: false });
  };
  const caseId = nextCase();
  const before = lastSeq(connectionOf(centre));
  const { recordId } = await save(caseId);
  const written = rowsOf(connectionOf(centre), caseId, recordId, before);
  const plain = openPlain(join(centre.folder, 'plain.db'));
  try {
    const beside = { name: `the same ${written.length} rows, plain SQLite`, run: () => timeOf(() => insertAgain(plain, written)) };
    return [
      await compare(
        { name: 'save of a follow-up: its encrypted rows', run: () => timeOf(() => writeRows(centre, nextCase(), answers)) },
        beside,
        TRIES,
      ),
      await compare({ name: 'save of a follow-up: all of it, through the door', run: () => timeOf(() => save(nextCase())) }, beside, TRIES),
    ];
  } finally {
    plain.close();
    await centre.lock();
  }
}

/** What the store writes for one follow-up, in one transaction: parts sealed under the case's key, the case's line, its task, two lines of the journal. */
function writeRows(centre: LargeCentre, caseId: string, answers: Answers): void {
  const stores = sessionOf(centre);
  const at = Date.now();
  transaction(stores.cases, (db) =>
    withCaseKeys(db, stores, caseId, (keys) => {
      const parts = storageOf('follow_up', answers, { registration: {}, frozen: [] });
      const record = {
        caseId,
        form: 'follow_up',
        parentId: null,
        version: currentVersion('follow_up'),
        status: 'draft' as const,
        answers: parts,
      };
      const recordId = insertRecord(db, keys, record, { siteId: stores.roster.siteId, userId: stores.user.userId }, at);
      updateCase(db, caseId, { next_due_kind: null }, stores.user.userId, at);
      appendJournal(db, stores.actor, { kind: 'record.create', object: recordId, rev: 1, detail: { form: 'follow_up' } }, at);
    }),
  );
}

function sessionOf({ application }: LargeCentre): OpenStores & { readonly cases: ReadableDb<'cases'> } {
  const stores = application.host.session?.stores;
  if (stores === undefined || stores.cases === null) throw new Error('this session has no case base');
  return { ...stores, cases: stores.cases };
}

function connectionOf(centre: LargeCentre): Database {
  return sessionOf(centre).cases.connection;
}

function lastSeq(connection: Database): number {
  return Number(connection.prepare('SELECT max(seq) FROM journal').pluck().get());
}

/** Everything that one save wrote: the record, its parts, the case's line, its tasks, the journal's lines. */
function rowsOf(connection: Database, caseId: string, recordId: string, since: number): readonly PlainRow[] {
  const read = (table: string, where: string, value: unknown): readonly PlainRow[] =>
    connection
      .prepare<unknown[], Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${where} = ?`)
      .all(value)
      .map((values) => ({ table, values }));
  const journal = connection
    .prepare<unknown[], Record<string, unknown>>('SELECT * FROM journal WHERE seq > ?')
    .all(since)
    .map((values) => ({ table: 'journal', values }));
  return [
    ...read('case_file', 'case_id', caseId),
    ...read('record', 'record_id', recordId),
    ...read('record_part', 'record_id', recordId),
    ...read('case_work', 'case_id', caseId),
    ...journal,
  ];
}

function openPlain(path: string): Database {
  const plain = new Sqlite(path);
  plain.pragma('locking_mode = EXCLUSIVE');
  plain.pragma('journal_mode = WAL');
  for (const { name, value } of PRAGMAS) plain.pragma(`${name} = ${value}`);
  plain.pragma('foreign_keys = OFF');
  for (const migration of MIGRATIONS.cases) migration.up(plain);
  return plain;
}

function insertAgain(plain: Database, rows: readonly PlainRow[]): void {
  const recordId = randomUUID();
  plain.transaction(() => {
    const last = lastSeq(plain);
    let lines = 0;
    for (const { table, values } of rows) {
      const again = { ...values };
      if (table === 'record' || table === 'record_part') again['record_id'] = recordId;
      if (table === 'journal') again['seq'] = last + (lines += 1);
      if (table === 'journal' && again['commitment'] !== null) again['commitment'] = randomBytes(COMMITMENT_BYTES);
      const columns = Object.keys(again);
      plain
        .prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
        .run(...Object.values(again));
    }
  })();
}
