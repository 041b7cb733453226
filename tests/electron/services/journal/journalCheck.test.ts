import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FRENCH_WORDS } from '../../../../electron/keys/passphrase.ts';
import type { Output } from '../../../../shared/contract.ts';
import { aggregatePayload } from '../../../../shared/exchange/payload.ts';
import { keepSafe } from '../../../../electron/services/session/session.ts';
import { appendJournal, entriesOfKind, lastEntry } from '../../../../electron/store/journal/journal.ts';
import { CASES_FILE } from '../../../../electron/store/base/fileNames.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { readSessionCheckpoint } from '../../../../electron/store/opened/witness.ts';
import { alterJournal } from '../../../support/alteredJournal.ts';
import { PEOPLE, newCentre, type Installation } from '../../../support/installation.ts';
import { placeToken } from '../../../support/medium.ts';
import { makeShares } from '../../../support/shares.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

const DAY = 86_400_000;

let centre: Installation;
beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  await registerCase(centre, PERSON);
  await centre.lock();
});
afterEach(() => centre.remove());

const storeOf = (): OpenStores & { readonly cases: NonNullable<OpenStores['cases']> } => {
  const stores = centre.application.host.session?.stores;
  if (stores === undefined || stores.cases === null) throw new Error('no case base');
  return { ...stores, cases: stores.cases };
};
const tamperings = () => entriesOfKind(storeOf().cases, 'journal.tamper');
const alter = (sql: string) => alterJournal(storeOf().cases.connection, sql);
const freeze = (month: string) =>
  centre.ask('months.freeze', {
    month,
    passphrase: PEOPLE.SD1,
    comment: '',
    secureDatabase: 'no',
    harmonisedTools: 'yes',
    serviceGaps: [],
  });
const restoredOf = (month: string) => {
  const row = storeOf()
    .cases.connection.prepare<[string], { payload: string }>('SELECT payload FROM frozen_report WHERE month = ?')
    .get(month);
  return aggregatePayload.parse(JSON.parse(row?.payload ?? '{}')).witness.restored;
};
const wordsOf = ({ chain }: Pick<Output<'journal.read'>, 'chain'>) => chain.found.map(({ words }) => words.fr);

describe('what is convicted at an unlock (security §6.3)', () => {
  test('an older file put back: by the witness of a caseworker, recorded once, shown to the supervisor until the next month states it', async () => {
    const path = join(centre.profile, CASES_FILE);
    const older = join(centre.profile, '..', 'older.db');
    copyFileSync(path, older);
    await centre.unlock('SD1');
    const kept = Number(entriesOfKind(storeOf().cases, 'session.lock').at(-1)?.seq);
    await centre.unlock('AC1');
    await registerCase(centre, PERSON);
    await centre.lock();
    copyFileSync(older, path);
    await centre.unlock('AC1');
    expect(tamperings()).toMatchObject([{ sig: expect.any(Buffer), actor: storeOf().user.userId }]);
    expect(JSON.parse(tamperings()[0]?.detail ?? '')).toEqual({ seq: kept + 1, reason: 'cut' });
    expect((await centre.ask('session.state', {})).journalAltered).toBe(true);
    await registerCase(centre, PERSON);
    await centre.unlock('SD1');
    expect((await centre.ask('session.state', {})).journalAltered).toBe(true);
    expect(wordsOf(await centre.ask('journal.read', { page: 1 }))).toEqual([expect.stringMatching(/copie plus ancienne a été remise/)]);
    await centre.unlock('AC1');
    await centre.unlock('AC2');
    expect((await centre.ask('session.state', {})).journalAltered).toBe(false);
    await centre.unlock('SD1');
    expect(tamperings()).toHaveLength(1);
    await freeze('2026-10');
    expect(restoredOf('2026-10')).toBe('unknown');
    expect((await centre.ask('session.state', {})).journalAltered).toBe(false);
    await freeze('2026-09');
    expect(restoredOf('2026-09')).toBe('no');
  });

  test('an entry changed before the last check is found by the check of the week, and one changed after it at the next unlock', async () => {
    await centre.unlock('SD1');
    alter('UPDATE journal SET at = at + 1 WHERE seq = 3');
    await centre.unlock('SD1');
    expect(tamperings()).toHaveLength(0);
    await receiveAs('AC1');
    await centre.unlock('SD1');
    const { seq } = lastEntry(storeOf().cases) ?? { seq: 0 };
    await centre.unlock('AC2');
    alter(`UPDATE journal SET at = at + 1 WHERE seq = ${seq + 1}`);
    await centre.unlock('SD1');
    expect(tamperings().map(({ detail }) => JSON.parse(detail))).toEqual([{ seq: seq + 1, reason: 'mac' }]);
    centre.advance(8 * DAY);
    await centre.unlock('SD1');
    keepSafe(centre.application.host);
    keepSafe(centre.application.host);
    expect(tamperings().map(({ detail }) => JSON.parse(detail).seq)).toEqual([seq + 1, 3]);
    centre.advance(8 * DAY);
    await centre.unlock('SD1');
    keepSafe(centre.application.host);
    expect(tamperings()).toHaveLength(2);
  });

  test('a form older than the journal says is named by its case, once', async () => {
    await centre.unlock('SD1');
    expect(await centre.ask('journal.verify', {})).toMatchObject({ chain: { whole: true, verified: true }, records: expect.any(Number) });
    alter("UPDATE record_part SET revision = 9 WHERE record_id = (SELECT min(record_id) FROM record WHERE form = 'registration')");
    const { chain } = await centre.ask('journal.verify', {});
    expect(chain).toMatchObject({ whole: false, found: [1, 2].map(() => ({ caseCode: expect.stringMatching(/\d/) })) });
    await centre.ask('journal.verify', {});
    expect(tamperings().map(({ detail }) => JSON.parse(detail).reason)).toEqual(['case', 'stale']);
  });

  test('a list of staff that is not the one written in the journal', async () => {
    await centre.unlock('SD1');
    transaction(storeOf().cases, (db) =>
      appendJournal(db, storeOf().actor, { kind: 'roster.entry', detail: { seq: 1, head: 'A'.repeat(43), kind: 'user.add' } }, Date.now()),
    );
    await centre.unlock('AC1');
    expect(tamperings().map(({ detail }) => JSON.parse(detail).reason)).toEqual(['roster']);
    await centre.unlock('SD1');
    expect(tamperings()).toHaveLength(1);
  });

  test('a list newer than the journal says, after a save cut between the two bases, is written down before anything is signed', async () => {
    await centre.unlock('SD1');
    const { roster } = storeOf();
    const earlier = { seq: 1, head: roster.hashes[0] ?? '', kind: 'genesis' };
    transaction(storeOf().cases, (db) => appendJournal(db, storeOf().actor, { kind: 'roster.entry', detail: earlier }, Date.now()));
    await centre.unlock('AC1');
    const lines = entriesOfKind(storeOf().cases, 'roster.entry');
    expect(JSON.parse(lines.at(-1)?.detail ?? '')).toEqual({ seq: roster.seq, head: roster.head, kind: 'followed' });
    await centre.unlock('SD1');
    expect((await centre.ask('journal.verify', {})).chain.whole).toBe(true);
  });
});

describe('words given to hide what comes', () => {
  const append = (entry: Parameters<typeof appendJournal>[2], at = centre.application.host.now().getTime()) =>
    transaction(storeOf().cases, (db) => appendJournal(db, storeOf().actor, entry, at));
  const reasons = () => tamperings().map(({ detail }) => JSON.parse(detail).reason);
  /** The last entries go, as somebody who holds the base could make them go, and the session's witness has seen them. */
  const cutAfterAC1 = async (act: () => void) => {
    const path = join(centre.profile, CASES_FILE);
    await centre.unlock('AC1');
    act();
    await centre.lock();
    copyFileSync(path, join(centre.profile, '..', 'older.db'));
    await centre.unlock('AC1');
    await registerCase(centre, PERSON);
    await centre.lock();
    copyFileSync(join(centre.profile, '..', 'older.db'), path);
    await centre.unlock('AC1');
  };

  test('a line of the list that the list never had moves nothing: honest signatures before a change of keys still hold', async () => {
    await centre.unlock('SD1');
    const shares = await makeShares(centre.ask);
    await centre.unlock('AC1');
    await centre.unlock('AC2');
    const { roster } = storeOf();
    append({ kind: 'roster.entry', detail: { seq: roster.seq + 9, head: roster.head, kind: 'user.add' } });
    await centre.unlock('AC1');
    const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
    await centre.ask('identity.open', { caseId: rows[0]?.caseId ?? '', form: 'identity', recordId: null, reason: 'contact' });
    await centre.lock();
    const signers = (['AD1', 'SD1'] as const).map((staffCode) => ({ staffCode, passphrase: PEOPLE[staffCode] }));
    await centre.ask('recovery.use', { staffCode: 'AC1', shares: shares.slice(1), signers, passphrase: 'invente pour essai apres oubli' });
    await centre.unlock('SD1');
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ whole: true, found: [] });
    const folder = await placeToken(centre, 'Clé USB');
    expect(await centre.ask('backup.make', { folder })).toMatchObject({ state: 'reread' });
  });

  test('a tampering recorded in advance of its place silences nothing', async () => {
    await cutAfterAC1(() => {
      const { seq } = lastEntry(storeOf().cases) ?? { seq: 0 };
      append({ kind: 'journal.tamper', detail: { seq: seq + 3, reason: 'cut' } });
    });
    const { seq } = tamperings()[0] ?? { seq: 0 };
    expect(tamperings().map(({ detail }) => JSON.parse(detail).seq)).toEqual([seq + 2, seq + 2]);
  });

  test('a restore dated in the days to come explains nothing', async () => {
    const detail = { id: '01900000-0000-7000-8000-0000000000dd', admin: 1, cases: 1, later: 0 };
    await centre.unlock('SD1');
    append({ kind: 'backup.restore', detail }, Date.parse('2030-01-01'));
    await cutAfterAC1(() => undefined);
    expect(reasons()).toEqual(['cut']);
  });

  test('a beginning cut without the signed entry of a person who could verify it is recorded by the witness of any who saw it', async () => {
    await centre.unlock('AC1');
    await centre.lock();
    await centre.unlock('AC2');
    const seen = lastEntry(storeOf().cases)?.seq ?? 0;
    for (let more = 0; more < 3; more += 1) append({ kind: 'case.read', detail: {} });
    append({ kind: 'journal.checkpoint', detail: { from: 1, to: seen, head: 'A'.repeat(43), roster: storeOf().roster.seq } });
    alter(`DELETE FROM journal WHERE seq <= ${seen}`);
    await centre.unlock('AC1');
    expect(reasons()).toEqual(['checkpoint']);
  });
});

describe('work continues after tampering', () => {
  test('each new fault is found behind those that were recorded', async () => {
    await centre.unlock('SD1');
    alter('UPDATE journal SET at = at + 1 WHERE seq = 3; UPDATE journal SET at = at + 1 WHERE seq = 5');
    await centre.ask('journal.verify', {});
    expect(tamperings().map(({ detail }) => JSON.parse(detail).seq)).toEqual([3]);
    const later = tamperings()[0]?.seq ?? 0;
    await receiveAs('AC1');
    await centre.unlock('SD1');
    alter(`UPDATE journal SET at = at + 1 WHERE seq = ${later + 2}`);
    await centre.ask('journal.verify', {});
    await centre.ask('journal.verify', {});
    expect(tamperings().map(({ detail }) => JSON.parse(detail).seq)).toEqual([3, later + 2]);
  });

  test('an end that was cut without its key is recorded once, whatever follows', async () => {
    await centre.unlock('SD1');
    const { seq } = lastEntry(storeOf().cases) ?? { seq: 0 };
    alter(`DELETE FROM journal WHERE seq > ${seq - 4}`);
    await centre.ask('journal.verify', {});
    await centre.unlock('AC2');
    await centre.unlock('SD1');
    await centre.ask('journal.verify', {});
    expect(tamperings().filter(({ object }) => object === null)).toHaveLength(1);
  });
});

describe('witnesses', () => {
  test('the personal one follows each signed act, without waiting for the lock', async () => {
    await centre.unlock('AC1');
    const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
    await centre.ask('identity.open', { caseId: rows[0]?.caseId ?? '', form: 'identity', recordId: null, reason: 'contact' });
    const { cases, folder, keys } = storeOf();
    const signed = entriesOfKind(cases, 'identity.open').at(-1)?.seq ?? 0;
    expect(readSessionCheckpoint(folder, keys)?.cases?.seq).toBeGreaterThanOrEqual(signed);
  });

  test('the one on paper: the same words whatever the case and accents; a difference read twice is recorded', async () => {
    await centre.unlock('SD1');
    expect((await centre.ask('journal.read', { page: 1 })).paperDue).toBe(true);
    const { number, words } = await centre.ask('journal.givePaper', {});
    expect([number, words.length]).toEqual([1, 3]);
    const { paper, paperDue } = await centre.ask('journal.read', { page: 1 });
    expect([paper, paperDue]).toMatchObject([{ number: 1, words }, false]);
    const compare = (typed: string, of = number, sure = false) => centre.ask('journal.comparePaper', { number: of, words: typed, sure });
    expect(await compare(words.join('  ').toUpperCase())).toEqual({ outcome: 'same', recorded: false });
    const another = FRENCH_WORDS.find((word) => !words.includes(word)) ?? '';
    expect(await compare([another, ...words.slice(1)].join(' '))).toEqual({ outcome: 'differs', recorded: false });
    expect(await compare(words.join(' '), 2)).toEqual({ outcome: 'missing', recorded: false });
    expect(tamperings()).toHaveLength(0);
    expect(await compare(words.join(' '), 2, true)).toEqual({ outcome: 'missing', recorded: true });
    expect(wordsOf(await centre.ask('journal.read', { page: 1 }))).toEqual([expect.stringMatching(/témoin n°\u00a02 du cahier/)]);
    centre.advance(7 * DAY);
    await centre.unlock('SD1');
    expect((await centre.ask('journal.read', { page: 1 })).paperDue).toBe(true);
  });
});

async function receiveAs(staffCode: 'AC1' | 'AC2'): Promise<void> {
  await centre.unlock(staffCode);
  await registerCase(centre, PERSON);
}
