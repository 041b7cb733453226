import { copyFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertSameMode, lastReleased } from '../../../../electron/services/months/releaseLedger.ts';
import { Refused } from '../../../../shared/failure.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import { PEOPLE, newCentre, newDesk, openInstallation, type Installation } from '../../../support/installation.ts';
import { placeToken } from '../../../support/medium.ts';
import { PERSON, registerCase, saveIncident } from '../forms/savedForms.ts';

const MONTH = '2026-10';
const WHO = [
  'Un',
  'Deux',
  'Trois',
  'Quatre',
  'Cinq',
  'Six',
  'Sept',
  'Huit',
  'Neuf',
  'Dix',
  'Onze',
  'Douze',
  'Treize',
  'Quatorze',
  'Quinze',
  'Seize',
];

let centre: Installation;
let other: Installation;
let desk: Installation;
let cardId: string;
const caseIds: string[] = [];

function storeOf(installation: Installation): OpenStores & { cases: NonNullable<OpenStores['cases']> } {
  const stores = installation.application.host.session?.stores;
  if (stores?.cases === undefined || stores.cases === null) throw new Error('no case base in the test');
  return { ...stores, cases: stores.cases };
}

const words = (reply: { ok: boolean; failure?: { message: { fr: string } } }) => reply.failure?.message.fr ?? '';

async function freeze(installation: Installation, month: string, more: { neverLeft?: true } = {}) {
  const statement = { comment: '', secureDatabase: 'no', harmonisedTools: 'yes', serviceGaps: [] } as const;
  return installation.call('months.freeze', { month, passphrase: PEOPLE.SD1, ...statement, serviceGaps: [], ...more });
}

const correct = (month = MONTH) => centre.call('months.correct', { month, passphrase: PEOPLE.SD1, reason: 'consent' });

async function handOver(installation: Installation, month = MONTH) {
  return installation.call('months.export', { month, cardId, folder: await placeToken(installation, 'Clé USB') });
}

/** Consent to statistics withdrawn from the first cases, as the base then holds it. */
function withdraw(count: number, installation = centre): void {
  const update = casesSql.updateTable('temp.case_marks').set({ consent_reporting: 'no' }).where('case_id', 'in', caseIds.slice(0, count));
  transaction(storeOf(installation).cases, (db) => run(db, update));
}

/** Gives the newest package to the desk and says what became of it. */
async function deliver(name: string) {
  copyFileSync(join(centre.medium, name), join(desk.medium, name));
  const { entries } = await desk.ask('files.list', { folder: await placeToken(desk, 'Clé USB'), accept: 'package' });
  const { verdicts } = await desk.ask('inbox.import', { files: entries.filter(({ label }) => label === name).map(({ token }) => token) });
  return verdicts[0]?.code;
}

async function exchangeCards(): Promise<void> {
  await desk.unlock('PF1');
  const given = await desk.ask('cards.handOver', { folder: await placeToken(desk, 'Clé USB') });
  const { words: deskWords } = await desk.ask('cards.own', {});
  copyFileSync(join(desk.medium, given.fileName), join(centre.medium, given.fileName));
  await centre.unlock('SD1');
  const { entries } = await centre.ask('files.list', { folder: await placeToken(centre, 'Clé USB'), accept: 'card' });
  cardId = (await centre.ask('cards.read', { file: entries.find(({ label }) => label === given.fileName)?.token ?? '' })).card.cardId;
  await centre.ask('cards.confirm', { cardId, words: deskWords });
  const own = await centre.ask('cards.handOver', { folder: await placeToken(centre, 'Clé USB') });
  const { words: ownWords } = await centre.ask('cards.own', {});
  await centre.unlock('AD1');
  await centre.ask('cards.confirm', { cardId, words: deskWords });
  copyFileSync(join(centre.medium, own.fileName), join(desk.medium, own.fileName));
  const listed = await desk.ask('files.list', { folder: await placeToken(desk, 'Clé USB'), accept: 'card' });
  const { card } = await desk.ask('cards.read', { file: listed.entries.find(({ label }) => label === own.fileName)?.token ?? '' });
  await desk.ask('cards.confirm', { cardId: card.cardId, words: ownWords });
  const line = { structureCode: card.structureCode, siteCode: card.code, region: card.region };
  await desk.ask('structures.save', { ...line, type: 'ngo_national', activeFrom: '2026-01', activeTo: null });
}

beforeAll(async () => {
  [centre, desk] = await Promise.all([newCentre(), newDesk()]);
  await exchangeCards();
  await centre.unlock('AC1');
  for (const name of WHO) {
    const demoCase = { ...PERSON, name: ['Exemplette', name] as const, came: '2026-10-20T09:00' };
    const caseId = await registerCase(centre, demoCase);
    await saveIncident(centre, caseId, demoCase);
    caseIds.push(caseId);
  }
  await centre.unlock('SD1');
}, 120_000);

afterAll(() => {
  other.application.close();
  for (const one of [centre, desk]) one.remove();
});

describe('a month that left is corrected, or not (reference §2.6; disclosure §5)', () => {
  it('says why a correction waits: the earlier version and the table, never a value', async () => {
    expect(words(await centre.call('months.correction', { month: MONTH }))).toContain('n’est pas figé');
    expect(await freeze(centre, MONTH)).toMatchObject({ ok: true, value: { version: 1 } });
    const nothing = await centre.ask('months.correction', { month: MONTH });
    expect(nothing).toMatchObject({
      former: { version: 1 },
      cut: [],
      refused: { fr: expect.stringContaining('Rien de ce qui est parti') },
    });
    withdraw(2);
    const small = await centre.ask('months.correction', { month: MONTH });
    expect(small.cut.find(({ id }) => id === 'G01')?.why.fr).toMatch(/^Version 1, figée le 24\/11\/2026 : un nombre déjà remis bougerait/);
    expect(small.refused?.fr).toContain('ne part pas');
    expect(JSON.stringify([small.cut, small.refused])).not.toMatch(/\b1[0-9]\b incid|\b14\b|\b16\b/);
    expect(await correct()).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  });

  it('leaves as version 2 that replaces the first at the desk, with its reason in the journal', async () => {
    const first = await handOver(centre);
    expect(await deliver(first.ok ? first.value.fileName : '')).toBe('accepted');
    withdraw(6);
    const seen = await centre.ask('months.correction', { month: MONTH });
    expect(seen.refused).toBeNull();
    expect(seen.tables.map(({ id }) => id)).toContain('G01');
    const wrong = await centre.call('months.correct', { month: MONTH, passphrase: 'une autre phrase inventée', reason: 'consent' });
    expect(wrong).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(await correct()).toMatchObject({ ok: true, value: { version: 2 } });
    expect((await centre.ask('months.list', {})).months.find(({ month }) => month === MONTH)).toMatchObject({
      state: 'frozen',
      version: 2,
    });
    const second = await handOver(centre);
    expect(await deliver(second.ok ? second.value.fileName : '')).toBe('replaced');
    expect((await desk.ask('inbox.list', {})).packages.map(({ version, state, gap }) => [version, state, gap])).toEqual([
      [2, 'current', false],
      [1, 'replaced', false],
    ]);
    const line = storeOf(centre)
      .cases.connection.prepare("select detail from journal where kind = 'report.freeze' order by seq desc")
      .get();
    expect(JSON.stringify(line)).toContain('consent');
    expect(words(await correct())).toContain('Rien de ce qui est parti');
  });

  it('does not leave in another mode than the version before, which is named', () => {
    const last = lastReleased(storeOf(centre).cases, MONTH);
    if (last === undefined) throw new Error('nothing was released');
    expect(() => assertSameMode(last, 'hidden')).not.toThrow();
    expect(() => assertSameMode(last, 'rounded')).toThrow(Refused);
    const refused = caught(() => assertSameMode(last, 'rounded'));
    expect(refused).toMatch(/^Pour octobre 2026, la version 2 est partie en mode « petits nombres masqués »/);
  });
});

/** The French sentence of a refusal. */
function caught(act: () => void): string {
  try {
    act();
  } catch (error) {
    return error instanceof Refused ? error.failure.message.fr : '';
  }
  return '';
}

describe('the ledger of what left (disclosure §5)', () => {
  it('damaged, stops every month; a copy put back brings it back, and the same month leaves with the same words', async () => {
    await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
    const before = await handOver(centre);
    const digest = before.ok ? before.value.digestWords : [];
    const { connection } = storeOf(centre).cases;
    connection.exec('DELETE FROM release_ledger WHERE version = 2');
    for (const reply of [await freeze(centre, '2026-09'), await handOver(centre), await correct()]) {
      expect(words(reply)).toContain('Le registre de ce qui est déjà parti ne se lit plus en entier');
      expect(words(reply)).toContain('Remettez une copie');
    }
    await centre.lock();
    other = await openInstallation(join(centre.profile, '..', 'new'));
    for (const name of readdirSync(centre.medium)) renameSync(join(centre.medium, name), join(other.medium, name));
    const copy = (await other.ask('restore.copies', {})).copies[0]?.copy ?? '';
    await other.ask('restore.open', { copy, staffCode: 'SD1', passphrase: PEOPLE.SD1 });
    await other.ask('restore.confirm', { staffCode: 'SD1', passphrase: PEOPLE.SD1, over: null });
    await other.unlock('SD1');
    const again = await handOver(other);
    expect(again.ok ? again.value.digestWords : []).toEqual(digest);
    expect(words(await freeze(other, MONTH))).toContain('déjà figé');
  });

  it(
    'after a copy was put back, a month is corrected only on the word that no later version had left, once',
    { timeout: 120_000 },
    async () => {
      withdraw(11, other);
      const correct = { month: MONTH, passphrase: PEOPLE.SD1, reason: 'consent' } as const;
      const seen = await other.ask('months.correction', { month: MONTH });
      expect(seen).toMatchObject({ former: { version: 2 }, refused: null, mayHaveLeft: '2026-11-24' });
      expect(words(await other.call('months.correct', correct))).toContain(
        'une version plus récente que la version 2 était peut-être déjà partie',
      );
      expect((await other.ask('months.list', {})).months.find(({ month }) => month === MONTH)).toMatchObject({ version: 2 });
      expect(await other.call('months.correct', { ...correct, neverLeft: true })).toMatchObject({ ok: true, value: { version: 3 } });
      expect((await other.ask('months.correction', { month: MONTH })).mayHaveLeft).toBeNull();
      const line = storeOf(other)
        .cases.connection.prepare("select detail from journal where kind = 'report.freeze' order by seq desc")
        .get();
      expect(JSON.stringify(line)).toContain('neverLeft');
    },
  );

  it('after a copy was put back, a month that may have left is frozen only on the word that it had not', async () => {
    expect((await other.ask('months.check', { month: '2026-09' })).mayHaveLeft).toBe('2026-11-24');
    expect((await other.ask('months.check', { month: MONTH })).mayHaveLeft).toBeNull();
    expect(words(await freeze(other, '2026-09'))).toContain('était peut-être déjà parti');
    expect(await freeze(other, '2026-09', { neverLeft: true })).toMatchObject({ ok: true, value: { version: 1 } });
    expect((await other.ask('months.check', { month: '2026-09' })).mayHaveLeft).toBeNull();
  });
});
