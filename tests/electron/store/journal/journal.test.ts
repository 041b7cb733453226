import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, context } from '../../../../electron/keys/canonical.ts';
import { hmac, sha256, sign, signingPublic } from '../../../../electron/keys/primitives.ts';
import {
  appendJournal,
  headAt,
  lastEntry,
  openJournalStart,
  readJournal,
  verifyJournal,
  type JournalVerdict,
  type Witnessed,
} from '../../../../electron/store/journal/journal.ts';
import { macOf } from '../../../../electron/store/journal/chain.ts';
import { readSessionCheckpoint, writeSessionCheckpoint } from '../../../../electron/store/opened/witness.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { signersOf } from '../../../../electron/store/roster/roster.ts';
import { VECTORS } from '../../keys/vectorData.ts';
import { TEST_TIME, casesOf, temporaryCentre, type TemporaryInstallation } from '../../../support/temporaryStore.ts';
import { isSigned } from '../../../../shared/journal/kinds.ts';

const OBJECT = '01900000-0000-7000-8000-000000000009';

function verify(session: OpenStores, witnessed: readonly Witnessed[] = []): JournalVerdict {
  const db = casesOf(session);
  const start = openJournalStart(db, session.roster.siteId, session.principals);
  if (start === null) throw new Error('no start');
  return verifyJournal(db, session.roster.siteId, start, signersOf(session.admin), witnessed);
}

function write(session: OpenStores, times: number): void {
  const db = casesOf(session);
  transaction(db, (writable) => {
    for (let time = 0; time < times; time += 1)
      appendJournal(
        writable,
        session.actor,
        { kind: 'record.update', object: OBJECT, rev: time + 1, detail: { form: 'follow_up' } },
        TEST_TIME + time,
      );
  });
}

describe('journal (security §6, T13)', () => {
  let centre: TemporaryInstallation;
  beforeAll(async () => {
    centre = await temporaryCentre(['AWA']);
    await centre.as('AWA', (session) => write(session, 150));
  });
  afterAll(() => centre.remove());

  /** Alters the base as somebody with DEK-C and any SQL could, looks, and puts everything back. */
  async function tampered(act: (execute: (sql: string) => void, session: OpenStores) => void, witnessed: readonly Witnessed[] = []) {
    return centre.as('SUP', (session) => {
      const { connection } = casesOf(session);
      connection.exec('BEGIN; DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;');
      try {
        act((sql) => connection.exec(sql), session);
        return verify(session, witnessed);
      } finally {
        connection.exec('ROLLBACK');
      }
    });
  }

  test('whole, signed where it must be', async () => {
    await centre.as('SUP', (session) => {
      const verdict = verify(session);
      expect(verdict).toMatchObject({ whole: true, seq: lastEntry(casesOf(session))?.seq });
      const last = lastEntry(casesOf(session));
      expect(headAt(casesOf(session), last?.seq ?? 0)).toEqual(last?.mac);
      expect(headAt(casesOf(session), 100_000)).toBeNull();
      const { rows, total } = readJournal(casesOf(session), {}, { offset: 0, limit: 1000 });
      expect(total).toBe(rows.length);
      for (const row of rows) expect([row.seq, row.sig !== null]).toEqual([row.seq, isSigned(row.kind) || row.seq % 64 === 0]);
      expect(rows.map((row) => row.kind)).toContain('journal.start');
      expect(readJournal(casesOf(session), { actor: session.user.userId }, { offset: 0, limit: 10 }).total).toBeLessThan(total);
    });
  });

  test('no role but the audit members opens the start', async () => {
    await centre.as('AWA', (session) => expect(openJournalStart(casesOf(session), session.roster.siteId, session.principals)).toBeNull());
    await centre.as('ADM', (session) => expect(openJournalStart(session.admin, session.roster.siteId, session.principals)).not.toBeNull());
  });

  test('edit, delete, insert, reorder: first bad line named', async () => {
    for (const column of [
      'at = at + 1',
      "actor = 'x'",
      "kind = 'case.read'",
      'rev = 99',
      `detail = '{"form":"x"}'`,
      'epoch = 2',
      "clock = 'back'",
    ])
      expect(await tampered((execute) => execute(`UPDATE journal SET ${column} WHERE seq = 50`))).toEqual({
        whole: false,
        firstBad: 50,
        reason: 'mac',
      });
    expect(await tampered((execute) => execute('DELETE FROM journal WHERE seq = 50'))).toEqual({
      whole: false,
      firstBad: 50,
      reason: 'gap',
    });
    const renumber = 'UPDATE journal SET seq = seq - 1 WHERE seq > 50';
    expect(await tampered((execute) => execute(`DELETE FROM journal WHERE seq = 50; ${renumber}`))).toMatchObject({
      firstBad: 50,
      reason: 'mac',
    });
    const insert =
      'UPDATE journal SET seq = -seq - 1 WHERE seq >= 50; UPDATE journal SET seq = -seq WHERE seq < 0; ' +
      'INSERT INTO journal SELECT 50, epoch, at, clock, actor, session, kind, object, rev, detail, NULL, mac, sig FROM journal WHERE seq = 49';
    const loosened = insert.replaceAll('-seq - 1', 'seq + 1000').replaceAll('-seq', 'seq - 999').replace('seq < 0', 'seq > 1000');
    expect(await tampered((execute) => execute(loosened))).toMatchObject({ whole: false, firstBad: 50, reason: 'mac' });
    const exchange =
      'UPDATE journal SET seq = 9001 WHERE seq = 50; UPDATE journal SET seq = 50 WHERE seq = 51; UPDATE journal SET seq = 51 WHERE seq = 9001';
    expect(await tampered((execute) => execute(exchange))).toMatchObject({ whole: false, firstBad: 50, reason: 'mac' });
  });

  test('a tail rewritten with the key of today breaks at the first rewritten line', async () => {
    const verdict = await tampered((_, session) => {
      const { connection } = casesOf(session);
      const row = connection.prepare<[], { key: Buffer }>('SELECT key FROM journal_key').get();
      const last = lastEntry(casesOf(session));
      if (row === undefined || last === undefined) throw new Error('no journal');
      const { seq, epoch, at, clock, actor, session: by, kind, object, rev } = last;
      const content = { seq, epoch, at, clock, actor, session: by, kind, object, rev, detail: '{"form":"closure_gbv"}' };
      const forged = hmac(row.key, context('journal', { text: canonicalJson(content) }, { bytes: Buffer.alloc(32) }));
      connection.prepare('UPDATE journal SET detail = ?, mac = ? WHERE seq = ?').run(content.detail, forged, last.seq);
    });
    expect(verdict).toMatchObject({ whole: false, reason: 'mac' });
  });

  test('a signature removed, or made by another', async () => {
    expect(await tampered((execute) => execute('UPDATE journal SET sig = NULL WHERE seq = 64'))).toMatchObject({
      firstBad: 64,
      reason: 'signature',
    });
    const forged = await tampered((_, session) => {
      const signature = sign(Buffer.alloc(32, 1), Buffer.from('anything'));
      casesOf(session).connection.prepare('UPDATE journal SET sig = ? WHERE seq = 64').run(signature);
    });
    expect(forged).toMatchObject({ firstBad: 64, reason: 'signature' });
  });

  test('a cut tail is convicted by the present key, and with the key set back by the witness', async () => {
    const witnessed = await centre.as('AWA', (session) => {
      write(session, 1);
      writeSessionCheckpoint(session, TEST_TIME);
      const witness = readSessionCheckpoint(session.folder, session.keys);
      expect(witness?.cases).toEqual({
        seq: lastEntry(casesOf(session))?.seq,
        mac: lastEntry(casesOf(session))?.mac.toString('base64url'),
      });
      if (witness?.cases === null || witness?.cases === undefined) throw new Error('no witness');
      return { seq: witness.cases.seq, mac: Buffer.from(witness.cases.mac, 'base64url') };
    });
    const cut = `DELETE FROM journal WHERE seq > ${witnessed.seq - 5}`;
    expect(await tampered((execute) => execute(cut))).toMatchObject({ whole: false, reason: 'key' });
    const keySetBack = (session: OpenStores) => {
      const db = casesOf(session);
      let key = openJournalStart(db, session.roster.siteId, session.principals);
      if (key === null) throw new Error('no start');
      for (let seq = 1; seq <= witnessed.seq - 5; seq += 1) key = sha256(context('journal/next'), key);
      db.connection.prepare('UPDATE journal_key SET key = ?').run(key);
    };
    const alone = await tampered((execute, session) => {
      execute(cut);
      keySetBack(session);
    });
    expect(alone).toMatchObject({ whole: true });
    const convicted = await tampered(
      (execute, session) => {
        execute(cut);
        keySetBack(session);
      },
      [witnessed],
    );
    expect(convicted).toEqual({ whole: false, firstBad: witnessed.seq - 4, reason: 'cut' });
  });

  test('a witness opens for its owner only, and one file is kept a person', async () => {
    await centre.as('SUP', (session) => {
      expect(readSessionCheckpoint(session.folder, session.keys)).toBeNull();
      writeSessionCheckpoint(session, TEST_TIME + 1);
      writeSessionCheckpoint(session, TEST_TIME + 2);
      expect(readSessionCheckpoint(session.folder, session.keys)?.at).toBe(TEST_TIME + 2);
    });
    await centre.as('AWA', (session) => expect(session.witness?.at).toBe(TEST_TIME));
  });

  test('a clock that went back is written as such; details are of their kind and short', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      transaction(db, (writable) => appendJournal(writable, session.actor, { kind: 'case.read', object: OBJECT, detail: {} }, 1));
      expect(lastEntry(db)?.clock).toBe('back');
      const wrong = { kind: 'record.update' as const, detail: { form: 'un texte libre' } };
      expect(() => transaction(db, (writable) => appendJournal(writable, session.actor, wrong, TEST_TIME))).toThrow();
      expect(() => db.connection.exec('DELETE FROM journal')).toThrow('append only');
      expect(() => db.connection.exec("UPDATE journal SET kind = 'x'")).toThrow('append only');
    });
  });

  test('an entry is never kept without what it records', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const before = lastEntry(db)?.seq;
      expect(() =>
        transaction(db, (writable) => {
          appendJournal(writable, session.actor, { kind: 'case.read', detail: {} }, TEST_TIME);
          throw new Error('stop');
        }),
      ).toThrow('stop');
      expect(lastEntry(db)?.seq).toBe(before);
    });
    await centre.as('SUP', (session) => expect(verify(session)).toMatchObject({ whole: true }));
  });

  test('known answer of one entry', () => {
    const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`;
    const content = {
      seq: 1,
      epoch: 1,
      at: 1_777_881_600_000,
      clock: 'ok',
      actor: id(4),
      session: id(3),
      kind: 'journal.start',
      object: null,
      rev: null,
      detail: '{}',
    };
    const first = sha256(context('journal/first', { id: id(1) }, { text: 'cases' }));
    const key = Buffer.alloc(32, 9);
    const mac = hmac(key, context('journal', { text: canonicalJson(content) }, { bytes: first }));
    expect(mac.toString('hex')).toBe(VECTORS.journalMac);
    expect(sha256(context('journal/next'), key).toString('hex')).toBe(VECTORS.journalNext);
    const seed = Buffer.alloc(32, 6);
    expect(sign(seed, context('journal/sign', { id: id(1) }, { text: 'cases' }, { bytes: mac })).toString('hex')).toBe(
      VECTORS.journalSignature,
    );
    expect(signingPublic(seed).toString('hex')).toBe(VECTORS.signingPublic);
  });

  test('the text of an entry is its canonical JSON, whatever it contains', () => {
    const content = {
      seq: 7,
      epoch: 2,
      at: 1_777_881_600_000,
      clock: 'back' as const,
      actor: 'a"\\é',
      session: 's',
      kind: 'case.read',
      object: null,
      rev: 3,
      detail: '{"x":"\u2028"}',
    };
    const commitments = [null, Buffer.alloc(32, 3)];
    for (const entry of [content, { ...content, actor: null, object: 'o', rev: null }])
      for (const commitment of commitments) {
        const text = canonicalJson({ ...entry, commitment: commitment?.toString('base64url') ?? null });
        expect(macOf(Buffer.alloc(32, 1), { ...entry, commitment }, Buffer.alloc(32, 2))).toEqual(
          hmac(Buffer.alloc(32, 1), context('journal', { text }, { bytes: Buffer.alloc(32, 2) })),
        );
      }
  });

  test('a transaction reads its own lines, in their order', async () => {
    await centre.as('AWA', (session) => {
      const read = transaction(casesOf(session), (db) => {
        const line = (kind: 'case.read' | 'case.seal') => appendJournal(db, session.actor, { kind, object: OBJECT, detail: {} }, TEST_TIME);
        line('case.seal');
        line('case.read');
        const own = readJournal(db, { object: OBJECT }, { offset: 0, limit: 2 }).rows.map(({ kind }) => kind);
        line('case.seal');
        return [own, lastEntry(db)?.kind];
      });
      expect(read).toEqual([['case.read', 'case.seal'], 'case.seal']);
    });
    await centre.as('SUP', (session) => expect(verify(session)).toMatchObject({ whole: true }));
  });

  test('acts of disclosure, of authority and locks are signed, reading is not', () => {
    const signed = [
      'session.lock',
      'identity.open',
      'persons.search',
      'approval.decide',
      'export.aggregate',
      'print',
      'key.rotate',
      'destroy.case',
    ];
    for (const kind of signed) expect(isSigned(kind)).toBe(true);
    for (const kind of ['session.unlock', 'case.read', 'record.update', 'backup.make', 'no.such.kind']) expect(isSigned(kind)).toBe(false);
  });
});
