import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDeskReleases } from '../../../../electron/store/exchange/packages.ts';
import { placeToken } from '../../../support/medium.ts';
import { deliver, digestOf, enterSite, newReceivingDesk, payload, signerAt, type ReceivingDesk } from './receiving.ts';

let desk: ReceivingDesk;
beforeAll(async () => {
  desk = await newReceivingDesk();
});
afterAll(() => desk.remove());

describe('consolidated tables leave once for a month, or again when three centres have changed (disclosure §5, §6.3)', () => {
  const month = '2023-05';
  const of = (site: string, version = 1, replaces: string | null = null) =>
    payload({ header: { site_code: site, structure_code: `S${site}`, period: month, version }, replaces });
  const receive = async (...codes: readonly string[]) => {
    for (const code of codes) {
      desk.sites.set(code, await enterSite(desk, code));
      expect((await deliver(desk, of(code), signerAt(desk, code))).code).toBe('accepted');
    }
  };
  const handOut = async () => {
    return desk.call('tables.handOut', { periods: [month], format: 'csv', folder: await placeToken(desk, 'Clé USB') });
  };
  const written = async () => {
    const reply = await handOut();
    if (!reply.ok) throw new Error(reply.failure.message.en);
    return reply.value.fileName;
  };
  const ledger = () => {
    const session = desk.application.host.session;
    return session === null ? [] : readDeskReleases(session.stores.admin).filter(({ period }) => period === month);
  };

  it('one or two late centres, or a corrected one, wait: the difference would be their figures', async () => {
    await receive('PAA', 'PBB', 'PCC');
    const first = await written();
    expect(first).toMatch(/^S-[2-9A-Z]{8}\.csv$/);
    expect(ledger()).toHaveLength(1);
    const again = await written();
    expect(readFileSync(join(desk.medium, again)).equals(readFileSync(join(desk.medium, first)))).toBe(true);
    expect(ledger()).toHaveLength(1);
    await receive('PDD', 'PEE');
    const before = readdirSync(desk.medium);
    const refused = await handOut();
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    expect(refused.ok ? '' : refused.failure.message.fr).toContain('Des tableaux de cette période (mai 2023) sont déjà partis');
    expect(readdirSync(desk.medium)).toEqual(before);
    await receive('PFF');
    await written();
    expect(ledger().map(({ version }) => version)).toEqual([1, 2]);
    const corrected = await enterSite(desk, 'PGG');
    const content = of('PGG');
    await deliver(desk, content, corrected);
    await receive('PHH', 'PII');
    await written();
    expect((await deliver(desk, of('PGG', 2, digestOf(content)), corrected)).code).toBe('replaced');
    expect((await handOut()).ok).toBe(false);
  });

  it('a report that comes while the file is drawn stops it', async () => {
    const period = '2023-06';
    const give = (site: string) =>
      deliver(desk, payload({ header: { site_code: site, structure_code: `S${site}`, period } }), signerAt(desk, site));
    for (const site of ['PAA', 'PBB', 'PCC']) await give(site);
    const folder = await placeToken(desk, 'Clé USB');
    const { host } = desk.application;
    host.printPdf = async () => {
      await give('PDD');
      return Buffer.from('%PDF');
    };
    const late = await desk.call('tables.handOut', { periods: [period], format: 'pdf', folder });
    expect(late.ok ? '' : late.failure.message.fr).toContain('Un rapport a été reçu entre-temps');
    expect((await desk.ask('tables.handOut', { periods: [period], format: 'csv', folder })).fileName).toMatch(/csv$/);
  });

  it('a ledger that no longer reads whole stops every hand-out, with its sentence', async () => {
    desk.application.host.session?.stores.admin.connection.exec(`DELETE FROM release WHERE period = '${month}' AND version = 1`);
    const refused = await handOut();
    expect(refused.ok ? '' : refused.failure.message.fr).toContain('Le registre de ce qui est déjà parti');
  });
});
