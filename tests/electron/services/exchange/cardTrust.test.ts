import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRenewals, writeKeyCard } from '../../../../electron/exchange/keyCards.ts';
import { REFUSALS } from '../../../../shared/exchange/refusals.ts';
import { onMedium } from '../../../support/medium.ts';
import {
  cardOf,
  deliver,
  digestOf,
  enterSite,
  giveCard,
  importNamed,
  newReceivingDesk,
  newSigner,
  payload,
  signerAt,
  type ReceivingDesk,
} from '../desk/receiving.ts';

let desk: ReceivingDesk;
beforeAll(async () => {
  desk = await newReceivingDesk();
});
afterAll(() => desk.remove());

describe('cards end, follow one another, and are never taken on their word (security §7.2)', () => {
  const report = (site: string, period: string) => payload({ header: { site_code: site, structure_code: `S${site}`, period } });
  const toHear = async (site: string) =>
    (await desk.ask('inbox.list', {})).packages.filter((one) => one.siteCode === site && one.toHear).map(({ month }) => month);

  it('a renewed card is relied on by its former key alone; what the former key signs is then confirmed aloud', async () => {
    const [former, next] = [await enterSite(desk, 'DDD'), newSigner()];
    const card = await giveCard(desk, withRenewals(cardOf(desk, 'DDD', next), [former]), next, false);
    expect(card).toMatchObject({ state: 'confirmed', renewed: true, contested: false, confirmedBy: [] });
    expect((await desk.ask('cards.list', {})).cards.filter(({ code }) => code === 'DDD').map(({ state }) => state)).toEqual(
      expect.arrayContaining(['replaced', 'confirmed']),
    );
    expect((await deliver(desk, report('DDD', '2026-01'), next)).code).toBe('accepted');
    const late = report('DDD', '2026-02');
    expect((await deliver(desk, late, former)).code).toBe('accepted');
    expect(await toHear('DDD')).toEqual(['2026-02']);
    expect((await deliver(desk, late, next)).code).toBe('already');
    expect(await toHear('DDD')).toEqual([]);
  });

  it('what the former key signs takes no place that is held, stays out of the tables, and yields to the true one of any version', async () => {
    const [former, next] = [await enterSite(desk, 'KKK'), newSigner()];
    await giveCard(desk, withRenewals(cardOf(desk, 'KKK', next), [former]), next, false);
    const of = (period: string, version: number, replaces: string | null = null) =>
      payload({ header: { site_code: 'KKK', structure_code: 'SKKK', period, version }, replaces });
    const statesIn = async (period: string) =>
      (await desk.ask('inbox.list', {})).packages
        .filter(({ siteCode, month }) => siteCode === 'KKK' && month === period)
        .map(({ version, state, toHear, journal }) => [version, state, toHear, journal]);
    const first = of('2024-02', 1);
    expect((await deliver(desk, first, next)).code).toBe('accepted');
    for (const forged of [of('2024-02', 9), of('2024-02', 2, digestOf(first)), of('2024-02', 1)])
      expect((await deliver(desk, forged, former)).code).toBe('formerOverHeld');
    expect((await deliver(desk, of('2024-02', 2, digestOf(first)), next)).code).toBe('replaced');
    const made = of('2024-03', 9);
    const forged = { ...made, witness: { ...made.witness, anchor: 2, head: 'f'.repeat(64) } };
    expect((await deliver(desk, forged, former)).code).toBe('accepted');
    expect((await deliver(desk, of('2024-03', 10, digestOf(forged)), former)).code).toBe('formerOverHeld');
    expect((await desk.ask('tables.periods', {})).periods).not.toContain('2024-03');
    expect((await desk.ask('tables.open', { period: '2024-03' })).sites).toBe(0);
    const mine = of('2024-03', 1);
    const own = { ...mine, witness: { ...mine.witness, anchor: 3, previous_head: '2'.repeat(64) } };
    expect((await deliver(desk, own, next)).code).toBe('replaced');
    expect((await desk.ask('tables.open', { period: '2024-03' })).sites).toBe(1);
    expect(await statesIn('2024-03')).toEqual([
      [1, 'current', false, null],
      [9, 'quarantined', true, 'journal_changed'],
    ]);
    expect((await deliver(desk, of('2024-03', 1), next)).code).toBe('conflict');
    expect((await deliver(desk, of('2024-03', 2, digestOf(own)), next)).code).toBe('replaced');
    expect((await deliver(desk, forged, former)).code).toBe('formerOverHeld');
    expect((await deliver(desk, forged, next)).code).toBe('replaced');
    expect((await statesIn('2024-03')).filter(([, state]) => state === 'current')).toEqual([[9, 'current', false, 'journal_changed']]);
  });

  it('the same key for a year more is relied on; another key, another office or a broken signature is not', async () => {
    const signer = await enterSite(desk, 'EEE');
    expect(await giveCard(desk, cardOf(desk, 'EEE', signer, '2028-12-31'), signer, false)).toMatchObject({
      state: 'confirmed',
      renewed: true,
    });
    const stranger = newSigner();
    expect((await giveCard(desk, cardOf(desk, 'EEE', stranger), stranger, false)).state).toBe('toConfirm');
    expect((await giveCard(desk, withRenewals(cardOf(desk, 'FFF', stranger), [signer]), stranger, false)).state).toBe('toConfirm');
    const broken = withRenewals(cardOf(desk, 'EEE', stranger, '2027-06-30'), [signer]);
    const changed = { ...broken, valid_until: '2027-07-31' };
    expect((await giveCard(desk, changed, stranger, false)).state).toBe('toConfirm');
  });

  it('a card handed over earlier takes no reliance away, and a card of more than two years is not read', async () => {
    const [former, second, next] = [await enterSite(desk, 'LLL'), newSigner(), newSigner()];
    const card = cardOf(desk, 'LLL', next);
    expect((await giveCard(desk, withRenewals(card, [former, second]), next, false)).state).toBe('confirmed');
    expect((await giveCard(desk, withRenewals(card, [second]), next, false)).state).toBe('confirmed');
    writeFileSync(join(desk.medium, 'long.carte'), writeKeyCard(cardOf(desk, 'LLL', next, '2029-01-01'), next, 'real'));
    const long = await desk.call('cards.read', { file: await onMedium(desk, 'long.carte', 'card') });
    expect(long).toMatchObject({ ok: false, failure: { message: REFUSALS.longCard } });
  });

  it('two cards that claim the same former key are both compared by words', async () => {
    const [former, next, forger] = [await enterSite(desk, 'GGG'), newSigner(), newSigner()];
    expect((await giveCard(desk, withRenewals(cardOf(desk, 'GGG', forger), [former]), forger, false)).state).toBe('confirmed');
    const second = await giveCard(desk, withRenewals(cardOf(desk, 'GGG', next), [former]), next, false);
    expect(second).toMatchObject({ state: 'toConfirm', contested: true });
    expect((await deliver(desk, report('GGG', '2026-01'), forger)).code).toBe('unconfirmedCard');
    await desk.ask('cards.confirm', { cardId: second.cardId, words: second.words });
    expect((await deliver(desk, report('GGG', '2026-01'), next)).code).toBe('accepted');
    expect((await deliver(desk, report('GGG', '2026-02'), forger)).code).toBe('unconfirmedCard');
  });

  it('two people withdraw a card: refused from then on, and what came since the day is to be confirmed aloud', async () => {
    const signer = await enterSite(desk, 'HHH');
    expect((await deliver(desk, report('HHH', '2026-01'), signer)).code).toBe('accepted');
    const { cards } = await desk.ask('cards.list', {});
    const cardId = cards.find(({ code }) => code === 'HHH')?.cardId ?? '';
    const since = '2026-11-20';
    const asked = await desk.ask('cards.revoke', { cardId, since });
    expect(asked.card).toMatchObject({ state: 'confirmed', revocation: { since, by: ['PF1'] } });
    expect((await desk.ask('cards.revoke', { cardId, since })).card.state).toBe('confirmed');
    expect((await deliver(desk, report('HHH', '2026-02'), signer)).code).toBe('accepted');
    await desk.unlock('AD1');
    expect(await desk.call('cards.revoke', { cardId, since: '2026-11-19' })).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    expect((await desk.ask('cards.revoke', { cardId, since })).card.state).toBe('revoked');
    await desk.unlock('PF1');
    expect((await deliver(desk, report('HHH', '2026-03'), signer)).code).toBe('revokedCard');
    expect((await toHear('HHH')).toSorted()).toEqual(['2026-01', '2026-02']);
    const next = newSigner();
    expect((await giveCard(desk, withRenewals(cardOf(desk, 'HHH', next), [signer]), next, false)).state).toBe('toConfirm');
    writeFileSync(join(desk.medium, 'again.carte'), writeKeyCard(cardOf(desk, 'HHH', signer, '2028-12-31'), signer, 'real'));
    const again = await desk.call('cards.read', { file: await onMedium(desk, 'again.carte', 'card') });
    expect(again).toMatchObject({ ok: false, failure: { message: REFUSALS.revokedCard } });
  });

  it('an expired card, a training file, a file that opens by a password, a cut one: each its own sentence', async () => {
    const signer = newSigner();
    await giveCard(desk, cardOf(desk, 'III', signer, '2026-11-24'), signer);
    expect((await deliver(desk, report('III', '2026-01'), signerAt(desk, 'AAA'), desk.recipient, 'training')).code).toBe('training');
    const encrypter = new Encrypter();
    encrypter.setPassphrase('invente');
    encrypter.setScryptWorkFactor(10);
    writeFileSync(join(desk.medium, 'scrypt.sutura'), await encrypter.encrypt('{}'));
    expect((await importNamed(desk, 'scrypt.sutura')).code).toBe('passphraseSealed');
    const name = readdirSync(desk.medium).find((file) => /^p\d+\.sutura$/.test(file)) ?? '';
    writeFileSync(join(desk.medium, 'cut.sutura'), readFileSync(join(desk.medium, name)).subarray(0, -1));
    expect((await importNamed(desk, 'cut.sutura')).code).toBe('truncated');
    writeFileSync(join(desk.medium, 'big.sutura'), Buffer.alloc(2 * 1024 * 1024 + 1));
    expect((await importNamed(desk, 'big.sutura')).code).toBe('tooLarge');
    const { verdicts } = await desk.ask('inbox.import', { files: ['no-such-file-here'] });
    expect(verdicts[0]?.code).toBe('unreadableFile');
    desk.advance(24 * 3_600_000);
    expect((await deliver(desk, report('III', '2026-02'), signer)).code).toBe('expiredCard');
  });
});
