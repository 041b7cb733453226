import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACT } from '../../../../shared/contract.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { adminSql, casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import { PEOPLE, newCentre, newDesk, type Installation } from '../../../support/installation.ts';

const MONTH = '2026-05';

let centre: Installation;
let desk: Installation;
let cardId: string;

function stores(): OpenStores {
  const { session } = centre.application.host;
  if (session === null) throw new Error('no session in the test');
  return session.stores;
}

function cases(): NonNullable<OpenStores['cases']> {
  const base = stores().cases;
  if (base === null) throw new Error('no case base in the test');
  return base;
}

async function folder(): Promise<string> {
  const { places } = await centre.ask('files.places', {});
  return places[0]?.token ?? '';
}

async function exported(month: string): Promise<string> {
  return exportedTo(await folder(), month);
}

async function exportedTo(medium: string, month: string): Promise<string> {
  const reply = await centre.call('months.export', { month, cardId, folder: medium });
  return reply.ok ? 'left' : reply.failure.kind;
}

async function freeze(month: string, comment = '') {
  return centre.call('months.freeze', {
    month,
    passphrase: PEOPLE.SD1,
    comment,
    secureDatabase: 'no',
    harmonisedTools: 'yes',
    serviceGaps: [],
  });
}

beforeAll(async () => {
  [centre, desk] = await Promise.all([newCentre([{ label: 'Clé pleine', folder: '/proc/sys/kernel' }]), newDesk()]);
  await desk.unlock('PF1');
  const { places } = await desk.ask('files.places', {});
  const { fileName } = await desk.ask('cards.handOver', { folder: places[0]?.token ?? '' });
  const { words } = await desk.ask('cards.own', {});
  copyFileSync(join(desk.medium, fileName), join(centre.medium, fileName));
  await centre.unlock('SD1');
  const { entries } = await centre.ask('files.list', { folder: await folder(), accept: 'card' });
  const read = await centre.ask('cards.read', { file: entries.find(({ kind }) => kind === 'file')?.token ?? '' });
  cardId = read.card.cardId;
  await centre.ask('cards.confirm', { cardId, words });
  await centre.unlock('AD1');
  await centre.ask('cards.confirm', { cardId, words });
  await centre.unlock('SD1');
});

afterAll(() => {
  centre.remove();
  desk.remove();
});

describe('a month is frozen and leaves (reference §2.6, §6.3)', () => {
  it('freezes a finished month once, with the passphrase, and a nil month too', async () => {
    expect((await freeze(MONTH)).ok).toBe(true);
    const again = await freeze(MONTH);
    expect(again.ok ? '' : again.failure.kind).toBe('conflict');
    const present = await freeze('2026-11');
    expect(present.ok ? '' : present.failure.kind).toBe('conflict');
    const wrong = await centre.call('months.freeze', {
      month: '2026-04',
      passphrase: 'une autre phrase inventée',
      comment: '',
      secureDatabase: 'no',
      harmonisedTools: 'yes',
      serviceGaps: [],
    });
    expect(wrong.ok ? '' : wrong.failure.kind).toBe('invalid');
    expect(await exported(MONTH)).toBe('left');
    expect(readdirSync(centre.medium).filter((name) => name.endsWith('.sutura'))).toHaveLength(1);
  });

  it('refuses a comment that seems to hold a person, a date or a number', async () => {
    for (const comment of ['Nous avons appelé le 00 11 22 33', 'vue le 12 mai par la gestionnaire']) {
      const reply = await freeze('2026-03', comment);
      expect(reply.ok ? '' : reply.failure.kind).toBe('invalid');
    }
    expect((await freeze('2026-03', 'Mois calme, route coupée.')).ok).toBe(true);
  });

  it('never goes under the threshold, whatever the base says', async () => {
    transaction(stores().admin, (db) =>
      run(
        db,
        adminSql.insertInto('setting').orReplace().values({ key: 'smallCellThreshold', value: '1', changed_at: 1, changed_by: null }),
      ),
    );
    await centre.unlock('SD1');
    expect((await centre.ask('months.preview', { month: '2026-02' })).threshold).toBe(5);
  });

  it('counts a month as handed over once the medium gave the file back, and hands it over again', async () => {
    const handedOver = () =>
      cases().connection.prepare("select exported_at is not null as handed from frozen_report where month = '2025-12'").get();
    expect((await freeze('2025-12')).ok).toBe(true);
    const kept = new Set(readdirSync(centre.medium));
    const { places } = await centre.ask('files.places', {});
    const full = places.find(({ label }) => label === 'Clé pleine')?.token ?? '';
    expect(await exportedTo(full, '2025-12')).toBe('conflict');
    expect(handedOver()).toEqual({ handed: 0 });
    expect(await exported('2025-12')).toBe('left');
    expect(handedOver()).toEqual({ handed: 1 });
    expect(await exported('2025-12')).toBe('left');
    for (const name of readdirSync(centre.medium).filter((one) => !kept.has(one))) rmSync(join(centre.medium, name));
  });

  it('does not hand over a report that was changed after it was frozen', async () => {
    expect((await freeze('2026-01')).ok).toBe(true);
    const changed = (text: string) => text.replace('"comment":""', '"comment":"autre chose"');
    const update = casesSql
      .updateTable('frozen_report')
      .set({ payload: changed(payloadOf('2026-01')) })
      .where('month', '=', '2026-01');
    expect(() => transaction(cases(), (db) => run(db, update))).toThrow(/frozen/);
    cases().connection.exec('DROP TRIGGER frozen_report_stays');
    transaction(cases(), (db) => run(db, update));
    expect(await exported('2026-01')).toBe('conflict');
  });

  it('does not hand over to a recipient that was exchanged in the base', async () => {
    transaction(stores().admin, (db) =>
      run(db, adminSql.updateTable('card').set({ recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' })),
    );
    expect(await exported('2026-03')).toBe('left');
    await desk.unlock('PF1');
    const names = readdirSync(centre.medium).filter((name) => name.endsWith('.sutura'));
    for (const name of names) copyFileSync(join(centre.medium, name), join(desk.medium, name));
    const { places } = await desk.ask('files.places', {});
    const { entries } = await desk.ask('files.list', { folder: places[0]?.token ?? '', accept: 'package' });
    const { verdicts } = await desk.ask('inbox.import', { files: entries.map(({ token }) => token) });
    expect(verdicts.map(({ code }) => code)).toEqual(['unknownSigner', 'unknownSigner']);
  });

  it('does not hand over to a card whose confirmations were taken away', async () => {
    transaction(stores().admin, (db) => run(db, adminSql.deleteFrom('card_confirmation')));
    expect(await exported('2026-03')).toBe('conflict');
  });
});

function payloadOf(month: string): string {
  const statement = cases().connection.prepare<[string], { payload: string }>('SELECT payload FROM frozen_report WHERE month = ?');
  return statement.get(month)?.payload ?? '';
}

it('the check of a month claims nothing of answers, which it does not read', () => {
  expect(Object.keys(CONTRACT['months.check'].output.shape).toSorted()).toEqual([
    'excluded',
    'figures',
    'lateEntries',
    'line',
    'mayHaveLeft',
    'pendingPairs',
    'secured',
    'unopened',
  ]);
});
