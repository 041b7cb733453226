import { zeroCaseKeys } from '../../electron/keys/caseKeys.ts';
import { context } from '../../electron/keys/canonical.ts';
import { sha256, sign } from '../../electron/keys/primitives.ts';
import { openCaseKeys } from '../../electron/store/caseRecords/caseKeys.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { macOf, nextKey, signatureText } from '../../electron/store/journal/chain.ts';
import {
  appendJournal,
  headOf,
  openJournalStart,
  verifyJournal,
  type JournalVerdict,
  type Witnessed,
} from '../../electron/store/journal/journal.ts';
import { updateRecord } from '../../electron/store/caseRecords/records.ts';
import { signersOf } from '../../electron/store/roster/roster.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import { auditState } from '../../electron/store/journal/stateAudit.ts';
import type { JournalRow } from '../../electron/store/base/journalTables.ts';
import { INVENTED, addCase } from './caseRecords.ts';
import { TEST_TIME, casesOf } from './temporaryStore.ts';

/** One attempt: what a somebody with the page key and any SQL did, and whether the check says it, at the right line. */
export type Attempt = { readonly convicted: boolean; readonly named: boolean };

/** A tampering of security §6.3 at one random place of an open base; put back afterwards. */
export type Tampering = (scene: Scene, random: () => number) => Attempt;

/** A supervisor's open session over a journal written by several people, and the head that a witness keeps of it. */
export type Scene = {
  readonly session: OpenStores;
  readonly db: ReadableDb<'cases'>;
  readonly witnessed: Witnessed;
  readonly length: number;
};

/** Writes a few cases, changes them again and again, opens identities (signed): one person's work. */
export function work(session: OpenStores, cases: number, changes: number): void {
  const db = casesOf(session);
  const writer = { siteId: session.roster.siteId, userId: session.user.userId };
  const made = Array.from({ length: cases }, () => addCase(session));
  for (let change = 0; change < changes; change += 1) {
    const { caseId, recordId } = made[change % cases] ?? { caseId: '', recordId: '' };
    transaction(db, (writable) => {
      const keys = openCaseKeys(writable, session, caseId);
      if (keys === null) throw new Error('no keys');
      const revision = 1 + Math.floor(change / cases);
      const changed = { recordId, revision, version: 1, status: 'finished' as const, answers: INVENTED };
      const rev = updateRecord(writable, keys, changed, writer, TEST_TIME + change);
      zeroCaseKeys(keys);
      const line = { object: recordId, rev, detail: { form: 'registration' } };
      appendJournal(writable, session.actor, { kind: 'record.update', ...line }, TEST_TIME + change);
      if (change % 17 === 0)
        appendJournal(
          writable,
          session.actor,
          { kind: 'identity.open', object: caseId, detail: { form: 'registration', reason: 'contact' } },
          TEST_TIME + change,
        );
    });
  }
}

/** The scene of a supervisor's session: what is now at the end of the journal is what the witness saw. */
export function sceneOf(session: OpenStores): Scene {
  const db = casesOf(session);
  const witnessed = headOf(db);
  if (witnessed === null) throw new Error('empty journal');
  return { session, db, witnessed, length: witnessed.seq };
}

export function verify({ session, db }: Pick<Scene, 'session' | 'db'>, witnessed: readonly Witnessed[] = []): JournalVerdict {
  const start = openJournalStart(db, session.roster.siteId, session.principals);
  if (start === null) throw new Error('no start');
  return verifyJournal(db, session.roster.siteId, start, signersOf(session.admin), witnessed);
}

/** Alters the base as somebody with DEK-C and any SQL could, looks, and puts everything back. */
function altered<Result>({ db }: Pick<Scene, 'db'>, act: () => void, look: () => Result): Result {
  db.connection.exec('BEGIN; DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;');
  try {
    act();
    return look();
  } finally {
    db.connection.exec('ROLLBACK');
  }
}

const COLUMNS: readonly ((row: JournalRow) => string)[] = [
  () => 'at = at + 1',
  () => "actor = '01900000-0000-7000-8000-0000000000aa'",
  () => "session = '01900000-0000-7000-8000-0000000000bb'",
  ({ kind }) => `kind = '${kind === 'case.read' ? 'record.read' : 'case.read'}'`,
  () => "object = '01900000-0000-7000-8000-0000000000cc'",
  () => 'rev = ifnull(rev, 0) + 1',
  () => `detail = '{"form":"closure_gbv"}'`,
  () => 'epoch = epoch + 1',
  ({ clock }) => `clock = '${clock === 'ok' ? 'back' : 'ok'}'`,
  () => 'mac = zeroblob(32)',
];

/** Every tampering that is seen by the chain, the witness or the state audit, one place at a time. */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  edit: (scene, random) => {
    const seq = between(random, 1, scene.length);
    const column = COLUMNS[between(random, 0, COLUMNS.length - 1)] ?? (() => '');
    const verdict = altered(
      scene,
      () => execute(scene, `UPDATE journal SET ${column(rowAt(scene, seq))} WHERE seq = ${seq}`),
      () => verify(scene),
    );
    return judged(verdict, seq);
  },
  'edit a signature': (scene, random) => {
    const signed = scene.db.connection.prepare<[], { seq: number }>('SELECT seq FROM journal WHERE sig IS NOT NULL').all();
    const seq = signed[between(random, 0, signed.length - 1)]?.seq ?? 1;
    const forged = random() < 0.5 ? 'NULL' : `x'${Buffer.from(sign(Buffer.alloc(32, 1), Buffer.from('anything'))).toString('hex')}'`;
    return judged(
      altered(
        scene,
        () => execute(scene, `UPDATE journal SET sig = ${forged} WHERE seq = ${seq}`),
        () => verify(scene),
      ),
      seq,
    );
  },
  delete: (scene, random) => {
    const seq = between(random, 1, scene.length - 1);
    const renumbered = random() < 0.5;
    const act = () => {
      execute(scene, `DELETE FROM journal WHERE seq = ${seq}`);
      if (renumbered) shift(scene, seq + 1, -1);
    };
    return judged(
      altered(scene, act, () => verify(scene)),
      seq,
    );
  },
  /** A line copied before itself is in its place: the one after it is not. Its commitment, which is unique, is left out of the copy. */
  insert: (scene, random) => {
    const seq = between(random, 2, scene.length);
    const row = rowAt(scene, between(random, 1, scene.length));
    const act = () => {
      shift(scene, seq, 1);
      insert(scene, { ...row, seq, commitment: null });
    };
    return judged(
      altered(scene, act, () => verify(scene)),
      row.seq === seq && row.commitment === null ? seq + 1 : seq,
    );
  },
  reorder: (scene, random) => {
    const first = between(random, 1, scene.length - 1);
    const second = between(random, first + 1, scene.length);
    const act = () => {
      const [left, right] = [rowAt(scene, first), rowAt(scene, second)];
      execute(scene, `DELETE FROM journal WHERE seq IN (${first}, ${second})`);
      insert(scene, { ...left, seq: second });
      insert(scene, { ...right, seq: first });
    };
    return judged(
      altered(scene, act, () => verify(scene)),
      first,
    );
  },
  'cut the end': (scene, random) => {
    const last = between(random, 1, scene.length - 1);
    const act = () => execute(scene, `DELETE FROM journal WHERE seq > ${last}`);
    return judged(
      altered(scene, act, () => verify(scene)),
      last + 1,
    );
  },
  /** The strongest cut: with the key of that day, from an old backup. The chain alone finds it whole; a witness alone convicts it. */
  'cut the end and set the key back': (scene, random) => {
    const last = between(random, 1, scene.length - 1);
    const verdicts = altered(
      scene,
      () => {
        execute(scene, `DELETE FROM journal WHERE seq > ${last}`);
        setKey(scene, keyAfter(scene, last));
      },
      () => ({ alone: verify(scene), witnessed: verify(scene, [scene.witnessed]) }),
    );
    if (!verdicts.alone.whole) return { convicted: false, named: false };
    return judged(verdicts.witnessed, last + 1);
  },
  'older copy of one record': (scene, random) => {
    const records = scene.db.connection
      .prepare<[], { record_id: string; revision: number }>('SELECT record_id, revision FROM record WHERE revision > 1')
      .all();
    const record = records[between(random, 0, records.length - 1)] ?? { record_id: '', revision: 2 };
    const older = between(random, 1, record.revision - 1);
    const whole = random() < 0.5;
    const act = () => {
      execute(scene, `UPDATE record_part SET revision = ${older} WHERE record_id = '${record.record_id}'`);
      if (whole) execute(scene, `UPDATE record SET revision = ${older} WHERE record_id = '${record.record_id}'`);
    };
    const found = altered(scene, act, () => auditState(scene.db).stale);
    return { convicted: found.length > 0, named: found.length === 1 && found[0]?.recordId === record.record_id };
  },
};

/**
 * Somebody who kept an old backup, so the key of its day, and who has a session of her or his own: rewrites everything from a place on, MACs and
 * own signatures made again. Gives the verdict of the chain alone, that of the witness, and the first entry after the place that somebody else signed.
 */
export function rewriteFrom(
  scene: Scene,
  place: number,
): { alone: JournalVerdict; witnessed: JournalVerdict; firstOfOthers: number | null } {
  const { session, db } = scene;
  const own = session.actor.userId;
  const rows = db.connection.prepare<[number], JournalRow>('SELECT * FROM journal WHERE seq >= ? ORDER BY seq').all(place);
  const firstOfOthers = rows.find((row) => row.sig !== null && row.actor !== own)?.seq ?? null;
  const act = () => {
    let key = keyAfter(scene, place - 1);
    let previous = rowAt(scene, place - 1).mac;
    for (const row of rows) {
      const content = { ...row, object: row.seq === place ? '01900000-0000-7000-8000-0000000000dd' : row.object };
      const mac = macOf(key, content, previous);
      const sig =
        row.sig !== null && row.actor === own
          ? sign(session.actor.signingSeed, signatureText(session.roster.siteId, 'cases', mac))
          : row.sig;
      db.connection.prepare('UPDATE journal SET object = ?, mac = ?, sig = ? WHERE seq = ?').run(content.object, mac, sig, row.seq);
      key = nextKey(key);
      previous = mac;
    }
  };
  return altered(scene, act, () => ({ alone: verify(scene), witnessed: verify(scene, [scene.witnessed]), firstOfOthers }));
}

/** A whole number from `least` to `most`, both included. */
export function between(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

function judged(verdict: JournalVerdict, seq: number): Attempt {
  return { convicted: !verdict.whole, named: !verdict.whole && verdict.firstBad === seq };
}

function execute({ db }: Scene, sql: string): void {
  db.connection.exec(sql);
}

function rowAt({ db }: Scene, seq: number): JournalRow {
  const row = db.connection.prepare<[number], JournalRow>('SELECT * FROM journal WHERE seq = ?').get(seq);
  if (row === undefined) throw new Error('no such entry');
  return row;
}

function insert({ db }: Scene, row: JournalRow): void {
  const { seq, epoch, at, clock, actor, session, kind, object, rev, detail, commitment, mac, sig } = row;
  db.connection
    .prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(seq, epoch, at, clock, actor, session, kind, object, rev, detail, commitment, mac, sig);
}

/** Renumbers everything from a place on; twice, since numbers are unique. */
function shift(scene: Scene, from: number, by: number): void {
  const far = 1_000_000;
  execute(
    scene,
    `UPDATE journal SET seq = seq + ${far} WHERE seq >= ${from}; UPDATE journal SET seq = seq - ${far - by} WHERE seq > ${far}`,
  );
}

function setKey({ db }: Scene, key: Buffer): void {
  db.connection.prepare('UPDATE journal_key SET key = ?').run(key);
}

/** The key that an old backup, made after entry `seq`, holds. */
function keyAfter({ session, db }: Scene, seq: number): Buffer {
  let key = openJournalStart(db, session.roster.siteId, session.principals);
  if (key === null) throw new Error('no start');
  for (let passed = 0; passed < seq; passed += 1) key = sha256(context('journal/next'), key);
  return key;
}
