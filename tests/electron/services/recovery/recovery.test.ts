import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newUserKeys } from '../../../../electron/keys/bundle.ts';
import { readKeyring, writeKeyring } from '../../../../electron/keys/keyring.ts';
import { bundleItem, dueEscrow, withEscrow } from '../../../../electron/keys/recovery.ts';
import { openKeys, WrongPassphrase } from '../../../../electron/keys/session.ts';
import { applyRotation, finishRotation, prepareRotation } from '../../../../electron/store/keyRenewal/rotation.ts';
import type { Input } from '../../../../shared/contract.ts';
import { newCentre, newDesk, PEOPLE, userIdOf, type Installation } from '../../../support/installation.ts';
import { makeShares } from '../../../support/shares.ts';
import { bytesOf, escrowNames, NEW, sharesOf, use } from './recovering.ts';

let centre: Installation;

afterEach(() => centre.remove());

describe('a forgotten passphrase (security §9.4, T15)', () => {
  beforeEach(async () => {
    centre = await newCentre();
  });

  test('no share alone, wrong pair or stranger opens anything', async () => {
    const [first, second, third] = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.lock();
    const before = bytesOf(centre.profile);
    const refused = async (input: Input<'recovery.use'>) => expect(await centre.call('recovery.use', input)).toMatchObject({ ok: false });
    for (const single of [first, second, third]) {
      await refused(use('AC1', [single], 'SD1'));
      await refused(use('AC1', [single, single], 'SD1'));
      await refused(use('AC1', [single, single.replace(/^.{9}/, 'ZZZZ ZZZZ')], 'SD1'));
    }
    await refused(use('AC2', [first, second], 'SD1'));
    await refused(use('AC1', [first, second], 'AC1'));
    await refused({ ...use('AC1', [first, second], 'SD1'), staffCode: 'ZZ9' });
    await refused({ ...use('AC1', [first, second], 'SD1'), passphrase: 'court' });
    const [lead, other] = use('AC1', [first, second], 'SD1').signers;
    if (lead === undefined || other === undefined) throw new Error('no signers');
    const wrong = 'invente mais pas la bonne';
    for (const signers of [[lead], [other], [lead, lead], [{ ...lead, passphrase: wrong }, other], [lead, { ...other, passphrase: wrong }]])
      await refused({ ...use('AC1', [first, second], 'SD1'), signers });
    for (const [name, bytes] of bytesOf(centre.profile)) if (/keyring|db|witness/.test(name)) expect(bytes, name).toBe(before.get(name));
  });

  test.each([
    [0, 1],
    [0, 2],
    [1, 2],
  ])('shares %i and %i give the account back under a new passphrase', async (one, other) => {
    const pages = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.lock();
    const shares = [pages[one] ?? '', pages[other] ?? ''];
    expect(await centre.ask('recovery.check', { staffCode: 'AC1', shares })).toMatchObject({ signers: ['AD1', 'SD1'] });
    const started = performance.now();
    await centre.ask('recovery.use', use('AC1', shares, 'AD1'));
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test.each([
    ['SD1', 'AD1'],
    ['AD1', 'SD1'],
  ] as const)('%s is recovered by %s and anybody else: with the shares, two present sign for their holders', async (forgot, signer) => {
    const [first, , third] = await sharesOf(centre);
    await centre.ask('recovery.use', use(forgot, [third, first], signer));
    await centre.ask('session.unlock', { staffCode: forgot, passphrase: NEW });
    expect((await centre.ask('recovery.state', {})).set).toMatchObject({ used: true });
    const { chain } = await centre.ask('journal.verify', {});
    expect(chain).toMatchObject({ verified: true, whole: true, found: [] });
  });

  test('new keys, then new shares: the old passphrase, the old bundle and the old shares are dead', async () => {
    const old = await sharesOf(centre);
    await centre.unlock('AC1');
    const before = centre.application.host.session?.stores.user;
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', old.slice(0, 2), 'SD1'));
    await expect(openKeys(centre.profile, 'AC1', PEOPLE.AC1)).rejects.toThrow(WrongPassphrase);
    await centre.unlock('SD1');
    const [first = '', second = ''] = await makeShares(centre.ask, old.slice(0, 2));
    expect(await centre.ask('recovery.state', {})).toMatchObject({ set: { used: false }, uncovered: ['AC2'] });
    const after = centre.application.host.session?.stores.roster.users.get(before?.userId ?? '');
    expect(after?.signingPublic.equals(before?.signingPublic ?? Buffer.alloc(32))).toBe(false);
    expect(after?.agreementPublic.equals(before?.agreementPublic ?? Buffer.alloc(32))).toBe(false);
    expect(after?.formerSigning).toEqual([before?.signingPublic]);
    await centre.lock();
    for (const pair of [old.slice(0, 2), old.slice(1), [old[0], second]])
      expect(await centre.call('recovery.check', { staffCode: 'AC1', shares: pair })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.ask('recovery.check', { staffCode: 'AC1', shares: [first, second] })).toMatchObject({ signers: ['AD1', 'SD1'] });
  });

  test('a rehearsal opens the account and changes nothing but a signed line of the journal', async () => {
    const [first, second, third] = await sharesOf(centre);
    await centre.unlock('AD1');
    const before = {
      keyring: readFileSync(join(centre.profile, 'keyring.json')),
      head: centre.application.host.session?.stores.roster.head,
    };
    expect((await centre.ask('recovery.state', {})).lastRehearsal).toBeNull();
    await centre.ask('recovery.rehearse', { staffCode: 'SD1', shares: [second, third] });
    for (const shares of [[first], [first, first], [first, 'presque une part']])
      expect(await centre.call('recovery.rehearse', { staffCode: 'SD1', shares })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.call('recovery.rehearse', { staffCode: 'AC2', shares: [first, second] })).toMatchObject({
      failure: { kind: 'notFound' },
    });
    expect(readFileSync(join(centre.profile, 'keyring.json')).equals(before.keyring)).toBe(true);
    expect(centre.application.host.session?.stores.roster.head).toBe(before.head);
    expect((await centre.ask('recovery.state', {})).lastRehearsal).toBe('2026-11-24T09:00');
    const { lines } = await centre.ask('journal.read', { page: 1 });
    expect(lines.filter(({ kind }) => kind === 'recovery.rehearse').map(({ signed }) => signed)).toEqual([true]);
    await centre.unlock('SD1');
  });

  test('after a change of keys, not before the person has opened once: nobody is locked out', async () => {
    const shares = (await sharesOf(centre)).slice(1);
    await centre.unlock('AC1');
    const next = 'invente pour essai phrase apres la fuite';
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next });
    await centre.unlock('SD1');
    await centre.ask('accounts.confirmKeys', { userId: await userIdOf(centre, 'AC1'), words, passphrase: PEOPLE.SD1 });
    const head = centre.application.host.session?.stores.roster.head;
    await centre.lock();
    expect(await centre.call('recovery.use', use('AC1', shares, 'SD1'))).toMatchObject({ failure: { kind: 'notFound' } });
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: next });
    expect(centre.application.host.session?.stores.roster.head).toBe(head);
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', shares, 'SD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test('a change of keys that waited is dropped with the keys that signed it', async () => {
    const shares = (await sharesOf(centre)).slice(1);
    await centre.unlock('AC1');
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next: 'invente pour essai phrase apres la fuite' });
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', shares, 'SD1'));
    await centre.unlock('SD1');
    const userId = await userIdOf(centre, 'AC1');
    expect(await centre.call('accounts.confirmKeys', { userId, words, passphrase: PEOPLE.SD1 })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    expect(readKeyring(centre.profile).keyring.changes).toEqual([]);
  });

  test('keys that an administrator put beside the shares are nobody’s next keys', async () => {
    const shares = (await sharesOf(centre)).slice(1);
    await centre.unlock('AC1');
    await centre.lock();
    const { dekA } = await openKeys(centre.profile, 'AD1', PEOPLE.AD1);
    const { keyring } = readKeyring(centre.profile);
    const planted = newUserKeys();
    const userId = keyring.slots.find(({ staffCode }) => staffCode === 'AC1')?.userId ?? '';
    if (keyring.recovery === null) throw new Error('no set');
    const rows = dueEscrow(keyring, keyring.recovery, [bundleItem(userId, planted, 'nextBundle')]);
    writeKeyring(centre.profile, withEscrow(keyring, rows), dekA);
    await centre.ask('recovery.use', use('AC1', shares, 'SD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    expect(centre.application.host.session?.stores.user.agreementPublic.equals(planted.agreementPublic)).toBe(false);
  });

  test('after both store keys were renewed, the same shares still open', async () => {
    const [first, second] = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.unlock('SD1');
    const { session } = centre.application.host;
    if (session === null) throw new Error('no session');
    for (const stores of ['cases', 'admin'] as const)
      session.stores = finishRotation(applyRotation(prepareRotation(session.stores, stores, Date.parse('2026-11-24T10:00Z'))));
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', [first, second], 'AD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test('on a desk the focal point makes the shares and is recovered by the administrator', async () => {
    centre.remove();
    centre = await newDesk();
    const [first, second] = await sharesOf(centre, 'PF1');
    expect(escrowNames(readKeyring(centre.profile).keyring)).toEqual(['bundle', 'bundle', 'dekA', 'journalAdmin']);
    expect(await centre.ask('recovery.check', { staffCode: 'PF1', shares: [first, second] })).toEqual({ signers: ['AD1'], others: [] });
    const alone = use('PF1', [first, second], 'AD1');
    await centre.ask('recovery.use', { ...alone, signers: alone.signers.slice(0, 1) });
    await centre.ask('session.unlock', { staffCode: 'PF1', passphrase: NEW });
    await centre.ask('inbox.list', {});
    await centre.ask('cards.own', {});
  });
});
