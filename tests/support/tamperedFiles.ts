import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareAnchors } from '../../electron/exchange/anchors.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { appendAtOnce, convict, headAt, headOf, type Witnessed } from '../../electron/store/journal/journal.ts';
import { StoreRefused } from '../../electron/store/base/storeRefused.ts';
import { closeStore, openStore } from '../../electron/store/base/open.ts';
import { comparePaperWitness, givePaperWitness, type PaperWitness } from '../../electron/store/journal/paperWitness.ts';
import { CASES_FILE } from '../../electron/store/base/fileNames.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import { auditState } from '../../electron/store/journal/stateAudit.ts';
import { readSessionCheckpoint, writeSessionCheckpoint } from '../../electron/store/opened/witness.ts';
import { chance } from '../faults/campaign.ts';
import { between, verify, work } from './tampering.ts';
import { TEST_TIME, casesOf, temporaryCentre, type TemporaryInstallation } from './temporaryStore.ts';

const PAGE_BYTES = 4096;
const MOMENTS = 8;
export const PAGES_NAMED = 'pages that put an older answer back unseen';

/** What the four witnesses keep at one moment, and the file of that moment. */
type Moment = {
  readonly file: string;
  readonly monthly: { readonly anchor: number; readonly head: string; readonly previous_head: string | null; readonly seq: number };
  readonly backup: Witnessed;
  readonly paper: PaperWitness;
};

/** Puts an older `cases.db` back at random: how often each witness alone says it, and whether it still does after more work over the older file. */
export async function rollbacks(places: number, seed: number) {
  const centre = await temporaryCentre(['AWA']);
  try {
    const moments: Moment[] = [];
    for (let moment = 0; moment < MOMENTS; moment += 1) moments.push(await momentOf(centre, moments));
    await centre.as('AWA', (session) => {
      work(session, 1, 5);
      writeSessionCheckpoint(session, TEST_TIME + 9_000_000);
    });
    const session = await centre.open('AWA');
    const own = readSessionCheckpoint(session.folder, session.keys)?.cases;
    if (own === null || own === undefined) throw new Error('no witness');
    const personal = { seq: own.seq, mac: Buffer.from(own.mac, 'base64url') };
    const key = Buffer.from(session.keys.dekC ?? []);
    const found = { tries: 0, personal: 0, monthly: 0, backup: 0, paper: 0, afterwards: 0 };
    const random = chance(seed);
    const scratch = join(centre.folder, '..', `${seed}-older.db`);
    for (let place = 0; place < places; place += 1) {
      const kept = between(random, 0, MOMENTS - 2);
      const witness = moments[between(random, kept + 1, MOMENTS - 1)];
      const older = moments[kept];
      if (older === undefined || witness === undefined) throw new Error('no moment');
      copyFileSync(older.file, scratch);
      const db = openStore('cases', scratch, key, 'existing');
      found.tries += 1;
      if (convict(personal, db)?.reason === 'cut') found.personal += 1;
      if (convict(witness.backup, db)?.reason === 'cut') found.backup += 1;
      if (comparePaperWitness(db, witness.paper.number, witness.paper.words.join(' ')) !== 'same') found.paper += 1;
      workPast(db, session, personal.seq + between(random, 0, 20));
      if (convict(personal, db)?.reason === 'mac') found.afterwards += 1;
      const next = { anchor: older.monthly.anchor + 1, head: hex(headOf(db)?.mac), previous_head: hex(headAt(db, older.monthly.seq)) };
      if (
        compareAnchors(
          moments.map(({ monthly }) => monthly),
          next,
        ) === 'changed'
      )
        found.monthly += 1;
      closeStore(db);
      rmSync(scratch, { force: true });
    }
    closeStore(session.admin);
    if (session.cases !== null) closeStore(session.cases);
    return found;
  } finally {
    centre.remove();
  }
}

/** Work, a freeze, a backup, a paper witness; then everybody locks. */
async function momentOf(centre: TemporaryInstallation, before: readonly Moment[]): Promise<Moment> {
  const number = before.length + 1;
  const kept = await centre.as('AWA', (session) => {
    work(session, 1, 12);
    const db = casesOf(session);
    const paper = transaction(db, (writable) => givePaperWitness(writable, session.actor, TEST_TIME));
    const backup = headOf(db);
    if (backup === null) throw new Error('empty journal');
    const last = before.at(-1)?.monthly;
    const previous = last === undefined ? null : hex(headAt(db, last.seq));
    writeSessionCheckpoint(session, TEST_TIME + number);
    return { paper, backup, monthly: { anchor: number, head: hex(backup.mac), previous_head: previous, seq: backup.seq } };
  });
  const folder = join(centre.folder, 'kept');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${number}.db`);
  copyFileSync(join(centre.folder, CASES_FILE), file);
  return { file, ...kept };
}

/** Work continues over an older file until its numbers have passed those that the witness saw. */
function workPast(db: ReadableDb<'cases'>, session: OpenStores, until: number): void {
  transaction(db, (writable) => {
    for (let seq = headOf(writable)?.seq ?? 0; seq < until;)
      seq = appendAtOnce(writable, session.actor, { kind: 'case.read', detail: {} }, TEST_TIME + 10_000_000);
  });
}

/** Cuts or flips the write-ahead log of an unclean end: how many times entries were lost, and how many of those times the witness of the person says so. */
export async function cutLogs(places: number, seed: number) {
  const centre = await temporaryCentre(['AWA']);
  const scratch = join(centre.folder, '..', `${seed}-log`);
  try {
    const session = await centre.open('AWA');
    const db = casesOf(session);
    work(session, 2, 40);
    const witnessed = headOf(db);
    if (witnessed === null) throw new Error('empty journal');
    mkdirSync(scratch, { recursive: true });
    const path = join(centre.folder, CASES_FILE);
    // Another process copies: closing a handle of an open base here would drop its lock.
    execFileSync('cp', [path, `${path}-wal`, scratch]);
    const [base, log] = [readFileSync(join(scratch, CASES_FILE)), readFileSync(join(scratch, `${CASES_FILE}-wal`))];
    const key = Buffer.from(session.keys.dekC ?? []);
    const found = { tries: 0, lost: 0, convicted: 0 };
    const random = chance(seed);
    for (let place = 0; place < places; place += 1) {
      const at = between(random, 0, log.length - 1);
      writeFileSync(join(scratch, CASES_FILE), base);
      writeFileSync(join(scratch, `${CASES_FILE}-wal`), random() < 0.5 ? log.subarray(0, at) : flipped(log, at));
      const opened = openStore('cases', join(scratch, CASES_FILE), key, 'existing');
      found.tries += 1;
      if ((headOf(opened)?.seq ?? 0) < witnessed.seq) found.lost += 1;
      if (convict(witnessed, opened)?.reason === 'cut') found.convicted += 1;
      closeStore(opened);
    }
    closeStore(session.admin);
    closeStore(db);
    return found;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    centre.remove();
  }
}

/** After one record was changed, puts each changed page back as it was, one at a time. `silent`: pages accepted, not convicted, and rows that differ. */
export async function agedPages() {
  const centre = await temporaryCentre(['AWA']);
  try {
    const path = join(centre.folder, CASES_FILE);
    await centre.as('AWA', (session) => work(session, 3, 30));
    const former = readFileSync(path);
    await centre.as('AWA', (session) => work(session, 2, 8));
    const present = readFileSync(path);
    const changed = Array.from({ length: Math.min(former.length, present.length) / PAGE_BYTES }, (_, page) => page).filter(
      (page) => !pageOf(former, page).equals(pageOf(present, page)),
    );
    const expected = await contents(centre);
    const found = { pages: changed.length, refused: 0, convicted: 0, unchanged: 0, silent: new Array<number>() };
    for (const page of changed) {
      const aged = Buffer.from(present);
      pageOf(former, page).copy(aged, page * PAGE_BYTES);
      writeFileSync(path, aged);
      const outcome = await outcomeOf(centre, expected);
      if (outcome === 'silent') found.silent.push(page);
      else found[outcome] += 1;
      if (existsSync(`${path}-wal`)) rmSync(`${path}-wal`);
    }
    return found;
  } finally {
    centre.remove();
  }
}

async function outcomeOf(centre: TemporaryInstallation, expected: string): Promise<'refused' | 'convicted' | 'unchanged' | 'silent'> {
  try {
    return await centre.as('SUP', (session) => {
      const db = casesOf(session);
      if (!verify({ session, db }).whole || auditState(db).stale.length > 0) return 'convicted';
      return rowsOf(db) === expected ? 'unchanged' : 'silent';
    });
  } catch (error) {
    if (error instanceof StoreRefused || (error instanceof Error && error.name === 'SqliteError')) return 'refused';
    throw error;
  }
}

function contents(centre: TemporaryInstallation): Promise<string> {
  return centre.as('SUP', (session) => rowsOf(casesOf(session)));
}

/** Everything that is said of records. */
function rowsOf({ connection }: ReadableDb<'cases'>): string {
  const tables = [
    'SELECT * FROM record ORDER BY record_id',
    'SELECT record_id, class, revision, hex(bytes) FROM record_part ORDER BY record_id, class',
  ];
  return JSON.stringify(tables.map((query) => connection.prepare(query).all()));
}

function pageOf(file: Buffer, page: number): Buffer {
  return file.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy[at] ?? 0) ^ 1, at);
  return copy;
}

function hex(bytes: Buffer | Uint8Array | null | undefined): string {
  return bytes === null || bytes === undefined ? '' : Buffer.from(bytes).toString('hex');
}
