import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  appendJournal,
  convict,
  entriesOfKind,
  headAt,
  lastEntry,
  openJournalStart,
  verifyJournal,
} from '../../../../electron/store/journal/journal.ts';
import { cutOldest } from '../../../../electron/store/journal/cut.ts';
import { signersOf } from '../../../../electron/store/roster/roster.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { TEST_TIME, casesOf, temporaryCentre, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

const MONTH = 30 * 86_400_000;
/** Seven years of entries, one a month, signed by the way. */
const MONTHS = 85;

let centre: TemporaryInstallation;
beforeAll(async () => {
  centre = await temporaryCentre(['AWA']);
  await centre.as('AWA', (session) =>
    transaction(casesOf(session), (db) => {
      for (let month = 1; month <= MONTHS; month += 1)
        appendJournal(db, session.actor, { kind: 'session.lock', detail: { reason: 'asked' } }, TEST_TIME + month * MONTH);
    }),
  );
});
afterAll(() => centre.remove());

/** A thousand entries of one day, as after some weeks of work: the clock is believed. */
function work(session: OpenStores, at: number, entries = 1_000): void {
  transaction(casesOf(session), (db) => {
    for (let entry = 0; entry < entries; entry += 1) appendJournal(db, session.actor, { kind: 'case.read', detail: {} }, at);
  });
}

function verify(session: OpenStores) {
  const db = casesOf(session);
  const start = openJournalStart(db, session.roster.siteId, session.principals);
  if (start === null) throw new Error('no start');
  return verifyJournal(db, session.roster.siteId, start, signersOf(session.admin));
}

test('nothing goes before six years, nor on the word of a clock that jumped; then the oldest year goes behind a signed entry, and the rest is verified from the first key', async () => {
  await centre.as('SUP', (session) => {
    const db = casesOf(session);
    work(session, TEST_TIME + 70 * MONTH);
    expect(cutOldest(db, session.actor, signersOf(session.admin), TEST_TIME + 70 * MONTH)).toBe(0);
    work(session, TEST_TIME + 900 * MONTH, 999);
    expect(cutOldest(db, session.actor, signersOf(session.admin), TEST_TIME + 900 * MONTH)).toBe(0);
    work(session, TEST_TIME + MONTHS * MONTH);
    const before = lastEntry(db)?.seq ?? 0;
    const removed = cutOldest(db, session.actor, signersOf(session.admin), TEST_TIME + MONTHS * MONTH);
    expect(removed).toBeGreaterThan(12);
    expect(headAt(db, removed)).toBeNull();
    expect(headAt(db, removed + 1)).not.toBeNull();
    const [line] = entriesOfKind(db, 'journal.checkpoint');
    expect(JSON.parse(line?.detail ?? '')).toMatchObject({ from: 1, to: removed, roster: session.roster.seq });
    expect([line?.seq, line?.sig?.length]).toEqual([before + 1, 64]);
    expect(verify(session)).toMatchObject({ whole: true, seq: before + 1 });
    expect(() => db.connection.exec('DELETE FROM journal')).toThrow('append only');
    expect(cutOldest(db, session.actor, signersOf(session.admin), TEST_TIME + MONTHS * MONTH)).toBe(0);
    work(session, TEST_TIME + (MONTHS + 14) * MONTH);
    expect(cutOldest(db, session.actor, signersOf(session.admin), TEST_TIME + (MONTHS + 14) * MONTH)).toBeGreaterThan(12);
    expect(verify(session)).toMatchObject({ whole: true });
  });
});

test('a beginning removed otherwise, or a checkpoint that lies, is convicted', async () => {
  await centre.as('SUP', (session) => {
    const { connection } = casesOf(session);
    const convicted = (act: string) => {
      connection.exec('BEGIN; DROP TRIGGER journal_no_delete; DROP TRIGGER journal_no_update');
      try {
        connection.exec(act);
        return verify(session);
      } finally {
        connection.exec('ROLLBACK');
      }
    };
    const first = connection.prepare<[], { seq: number }>('SELECT min(seq) AS seq FROM journal').get()?.seq ?? 0;
    expect(convicted(`DELETE FROM journal WHERE seq = ${first}`)).toEqual({ whole: false, firstBad: 1, reason: 'checkpoint' });
    const lie = `UPDATE journal SET detail = replace(detail, '"to":${first - 1}', '"to":${first}') WHERE kind = 'journal.checkpoint'`;
    expect(convicted(`DELETE FROM journal WHERE seq = ${first}; ${lie}`)).toMatchObject({ whole: false });
    expect(convicted("DELETE FROM journal WHERE kind = 'journal.checkpoint'")).toMatchObject({ whole: false });
  });
});

test('a witness of what was cut is content with the signed entry that says so, and with no other', async () => {
  await centre.as('SUP', (session) => {
    const db = casesOf(session);
    const witnessed = { seq: 3, mac: Buffer.alloc(32, 3) };
    expect(convict(witnessed, db)).toBeNull();
    expect(convict(witnessed, db, () => false)).toEqual({ firstBad: 3, reason: 'checkpoint' });
    const { connection } = db;
    const first = connection.prepare<[], { seq: number }>('SELECT min(seq) AS seq FROM journal').get()?.seq ?? 0;
    connection.exec(`BEGIN; DROP TRIGGER journal_no_delete; DELETE FROM journal WHERE seq = ${first}`);
    expect(convict(witnessed, db)).toEqual({ firstBad: 3, reason: 'checkpoint' });
    connection.exec('ROLLBACK');
  });
});
