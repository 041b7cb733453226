import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomSecret, signingPublic } from '../../../../electron/keys/primitives.ts';
import { openTables } from '../../../../electron/services/desk/tables.ts';
import type { AggregatePayload } from '../../../../shared/exchange/payload.ts';
import {
  cardOf,
  codeOf,
  deliver,
  digestOf,
  giveCard,
  importNamed,
  newReceivingDesk,
  newSigner,
  payload,
  signerAt,
  type ReceivingDesk,
} from './receiving.ts';

let desk: ReceivingDesk;
beforeAll(async () => {
  desk = await newReceivingDesk();
});
afterAll(() => desk.remove());

/** States of what was received of the first site for a month, newest first. */
async function statesOf(month: string): Promise<readonly string[]> {
  const { packages } = await desk.ask('inbox.list', {});
  return packages.filter((one) => one.siteCode === 'AAA' && one.month === month).map(({ state }) => state);
}

describe('the focal point receives packages (security §7.2, reference §6.2)', () => {
  it('accepts a good one once, and says so the second time', async () => {
    const content = payload({ header: { period: '2026-01' } });
    expect(await codeOf(desk, content)).toBe('accepted');
    expect(await codeOf(desk, content)).toBe('already');
    expect((await desk.ask('inbox.list', {})).packages.filter(({ month }) => month === '2026-01')).toHaveLength(1);
  });

  it('lets version 2 replace version 1, and nothing older come back', async () => {
    const first = payload({ header: { period: '2026-02' } });
    expect(await codeOf(desk, first)).toBe('accepted');
    expect(await codeOf(desk, payload({ header: { period: '2026-02', version: 2 }, replaces: '1'.repeat(64) }))).toBe('brokenReplacement');
    expect(await codeOf(desk, payload({ header: { period: '2026-02', version: 2 }, replaces: digestOf(first) }))).toBe('replaced');
    expect(await codeOf(desk, payload({ header: { period: '2026-02' } }))).toBe('older');
    expect(await statesOf('2026-02')).toEqual(['current', 'replaced']);
  });

  it('ends at the same version in whatever order they come; the one whose former never came is marked', async () => {
    const orders = [
      [1, 2, 3],
      [3, 1, 2],
      [1, 3, 2],
    ];
    for (const [turn, order] of orders.entries()) {
      const period = `2025-0${turn + 1}`;
      const first = payload({ header: { period } });
      const second = payload({ header: { period, version: 2 }, replaces: digestOf(first) });
      const third = payload({ header: { period, version: 3 }, replaces: digestOf(second) });
      for (const version of order) await codeOf(desk, [first, second, third][version - 1]);
      const { packages } = await desk.ask('inbox.list', {});
      const current = packages.find(({ month, state }) => month === period && state === 'current');
      expect([current?.version, current?.gap]).toEqual([3, order.indexOf(2) > order.indexOf(3)]);
    }
  });

  it('keeps both quarantined when one version has two contents, until a later version replaces them', async () => {
    const first = payload({ header: { period: '2026-04' } });
    const other = payload({ header: { period: '2026-04' } });
    expect(await codeOf(desk, first)).toBe('accepted');
    expect(await codeOf(desk, other)).toBe('conflict');
    expect(await statesOf('2026-04')).toEqual(['quarantined', 'quarantined']);
    expect([await codeOf(desk, first), await codeOf(desk, other)]).toEqual(['conflict', 'conflict']);
    expect(await codeOf(desk, payload({ header: { period: '2026-04' } }))).toBe('conflict');
    expect(await statesOf('2026-04')).toEqual(['quarantined', 'quarantined', 'quarantined']);
    const stranger = payload({ header: { period: '2026-04', version: 2 }, replaces: '3'.repeat(64) });
    expect(await codeOf(desk, stranger)).toBe('brokenReplacement');
    const replacing = payload({ header: { period: '2026-04', version: 2 }, replaces: digestOf(other) });
    expect(await codeOf(desk, replacing)).toBe('replaced');
    expect(await codeOf(desk, first)).toBe('older');
    expect((await statesOf('2026-04')).toSorted()).toEqual(['current', 'quarantined', 'quarantined', 'quarantined']);
  });

  it.each<[string, () => unknown]>([
    ['monthNotEnded', () => payload({ header: { period: '2026-11' } })],
    ['monthNotEnded', () => payload({ header: { period: '2027-01' } })],
    ['listsVersion', () => payload({ lists: '1999-01' })],
    ['wrongSite', () => payload({ header: { site_code: 'BBB', structure_code: 'SBBB' } })],
    ['wrongSite', () => payload({ header: { structure_code: 'SXXX' } })],
    ['wrongSite', () => payload({ header: { region: 'gao' } })],
    ['unknownCode', () => payload({ cells: [{ table: 'G99', dims: '', unit: 'incident', value: 0 }] })],
    ['unknownCode', () => payload({ cells: [{ table: 'G01', dims: 'ethnicity=x', unit: 'incident', value: 0 }] })],
    ['malformed', () => ({ ...payload({}), stranger: true })],
  ])('refuses with its own sentence: %s', async (code, make) => {
    expect(await codeOf(desk, make())).toBe(code);
  });

  it('refuses a centre that is not in the register, and the confirmed card of another structure that has the code of a centre', async () => {
    const stranger = newSigner();
    await giveCard(desk, { ...cardOf(desk, 'AAA', stranger), structure_code: 'EVIL' }, stranger);
    expect((await deliver(desk, payload({ header: { period: '2024-12' } }), stranger)).code).toBe('wrongSite');
    expect((await deliver(desk, payload({ header: { period: '2024-12', structure_code: 'EVIL' } }), stranger)).code).toBe(
      'unknownStructure',
    );
    const { cards } = await desk.ask('cards.list', {});
    expect(cards.filter(({ code }) => code === 'AAA').map(({ structureCode, region }) => [structureCode, region])).toEqual(
      expect.arrayContaining([
        ['SAAA', 'mopti'],
        ['EVIL', 'mopti'],
      ]),
    );
  });

  it('refuses a number from 1 to 4', async () => {
    const { cells } = payload({});
    const small = cells.map((cell) =>
      cell.table === 'G01' && (cell.dims === '' || cell.dims === 'gbv_type=sexual' || cell.dims === 'age_band=18+')
        ? { ...cell, value: 3 }
        : cell,
    );
    expect(await codeOf(desk, payload({ cells: small }))).toBe('smallCell');
  });

  it('refuses totals that do not agree', async () => {
    const { cells } = payload({});
    const wrong = cells.map((cell) => (cell.table === 'G01' && cell.dims === '' ? { ...cell, value: 40 } : cell));
    expect(await codeOf(desk, payload({ cells: wrong }))).toBe('incoherent');
  });

  it('refuses a later format, an unconfirmed card, an unknown signer and another recipient', async () => {
    expect(await codeOf(desk, { ...payload({}), schema_version: 2 })).toBe('laterFormat');
    expect(await codeOf(desk, payload({}), 'CCC')).toBe('unconfirmedCard');
    const seed = randomSecret();
    expect((await deliver(desk, payload({}), { seed, publicKey: signingPublic(seed) })).code).toBe('unknownSigner');
    const other = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
    expect((await deliver(desk, payload({}), signerAt(desk, 'AAA'), other)).code).toBe('notForUs');
  });

  it('refuses a flipped byte anywhere, and keeps what it had', async () => {
    const before = (await desk.ask('inbox.list', {})).packages;
    const name = readdirSync(desk.medium).find((file) => file.endsWith('.sutura')) ?? '';
    const whole = readFileSync(join(desk.medium, name));
    for (const at of [0, 100, 300, whole.length >> 1, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      writeFileSync(join(desk.medium, 'flipped.sutura'), changed);
      expect((await importNamed(desk, 'flipped.sutura')).verdict).toBe('refused');
    }
    expect((await desk.ask('inbox.list', {})).packages).toEqual(before);
  });
});

describe('the journal of a site, as its packages report it (security §6.3, W2)', () => {
  const head = (byte: string) => byte.repeat(32);
  const of = (period: string, witness: Partial<AggregatePayload['witness']>) => {
    const made = payload({ header: { site_code: 'BBB', structure_code: 'SBBB', period } });
    return { ...made, witness: { ...made.witness, ...witness } };
  };
  const journalOf = async (content: AggregatePayload) => {
    const { verdict } = await deliver(desk, content, signerAt(desk, 'BBB'));
    const { packages } = await desk.ask('inbox.list', {});
    const received = packages.find(({ siteCode, month }) => siteCode === 'BBB' && month === content.header.period);
    return [verdict, received?.journal];
  };

  it('follows from month to month, in any order; a head that is not the one given at the time is marked, and the figures are received', async () => {
    expect(await journalOf(of('2026-01', { anchor: 1, head: head('a1') }))).toEqual(['accepted', null]);
    expect(await journalOf(of('2026-03', { anchor: 3, head: head('a3'), previous_head: head('a2') }))).toEqual(['accepted', null]);
    expect(await journalOf(of('2026-02', { anchor: 2, head: head('a2'), previous_head: head('a1') }))).toEqual(['accepted', null]);
    expect(await journalOf(of('2026-04', { anchor: 4, head: head('a4'), previous_head: head('ff') }))).toEqual([
      'accepted',
      'journal_changed',
    ]);
    expect(await journalOf(of('2025-12', { anchor: 3, head: head('b3'), previous_head: head('a2') }))).toEqual([
      'accepted',
      'journal_changed',
    ]);
  });

  it('what the site says itself is shown', async () => {
    expect(await journalOf(of('2025-11', { anchor: 9, restored: 'unknown' }))).toEqual(['accepted', 'journal_unknown']);
    expect(await journalOf(of('2025-10', { anchor: 20, restored: 'yes' }))).toEqual(['accepted', 'journal_restored']);
  });

  it('tables that are being added up when the session closes are not shown', async () => {
    const period = '2026-05';
    const { host } = desk.application;
    const { session } = host;
    const opened = openTables({ period }, host);
    host.session = null;
    await expect(opened).rejects.toMatchObject({ failure: { kind: 'locked' } });
    host.session = session;
    expect((await openTables({ period }, host)).period).toBe(period);
  });
});
