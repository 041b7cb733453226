import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readKeyring, writeKeyring, type EscrowRow } from '../../../../electron/keys/keyring.ts';
import { openEscrow, uniteShares } from '../../../../electron/keys/recovery.ts';
import { openKeys } from '../../../../electron/keys/session.ts';
import { parseShare } from '../../../../electron/keys/shares.ts';
import { newCentre, PEOPLE, type Installation } from '../../../support/installation.ts';
import { makeShares } from '../../../support/shares.ts';
import { bytesOf, escrowNames, sharesOf } from './recovering.ts';
import { KEEPERS } from '../../../../tools/demo/shares.ts';

let centre: Installation;

afterEach(() => centre.remove());

describe('a set of shares (security §2.4, §9.4, T15)', () => {
  beforeEach(async () => {
    centre = await newCentre();
  });

  test('each share is typed back before the next, and nothing is in force before the last', async () => {
    await centre.unlock('SD1');
    expect((await centre.ask('recovery.state', {})).set).toBeNull();
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    const administrator = { staffCode: 'AD1', passphrase: PEOPLE.AD1 };
    await centre.ask('recovery.prepare', { administrator, keepers: KEEPERS, formerShares: [] });
    for (const rank of [1, 2, 3]) {
      const { groups } = await centre.ask('recovery.share', {});
      expect(await centre.ask('recovery.share', {})).toMatchObject({ rank, groups, keeper: KEEPERS[rank - 1] });
      const wrong = groups.map((group, place) => (place === 6 ? group.replace(/^./, (sign) => (sign === '7' ? '8' : '7')) : group));
      const prove = (typed: string, passphrase: string | null = null) =>
        centre.call('recovery.prove', { typed, administratorPassphrase: passphrase });
      expect(await prove(wrong.join(' '))).toMatchObject({
        failure: { kind: 'invalid', message: { en: expect.stringContaining('group 7.') } },
      });
      expect(await prove(groups.slice(0, 17).join(' '))).toMatchObject({ failure: { kind: 'invalid' } });
      if (rank === 3)
        for (const passphrase of [null, PEOPLE.SD1])
          expect(await prove(groups.join(' '), passphrase)).toMatchObject({ failure: { kind: 'invalid' } });
      expect(readKeyring(centre.profile).keyring.recovery).toBeNull();
      expect(centre.application.host.session?.stores.roster.recovery).toBeNull();
      const last = rank === 3 ? PEOPLE.AD1 : null;
      expect(await prove(groups.join('').toLowerCase(), last)).toEqual({ ok: true, value: { proved: rank, total: 3 } });
    }
    const state = await centre.ask('recovery.state', {});
    expect(state).toMatchObject({ set: { keepers: KEEPERS, madeOn: '2026-11-24', used: false }, uncovered: ['AC1', 'AC2'] });
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    const { keyring } = readKeyring(centre.profile);
    expect(escrowNames(keyring)).toEqual(['bundle', 'bundle', 'dekA', 'dekC', 'ivk', 'journalAdmin', 'journalCases']);
  });

  test('a person is covered from the next unlock on, and the keyring is written only when something is due', async () => {
    await sharesOf(centre);
    await centre.unlock('AC1');
    const written = readFileSync(join(centre.profile, 'keyring.json'));
    expect(escrowNames(readKeyring(centre.profile).keyring).filter((name) => name === 'bundle')).toHaveLength(3);
    await centre.unlock('AC1');
    expect(readFileSync(join(centre.profile, 'keyring.json')).equals(written)).toBe(true);
    await centre.unlock('SD1');
    expect((await centre.ask('recovery.state', {})).uncovered).toEqual(['AC2']);
  });

  test('a seal that an administrator spoiled under its tag is noticed at the next unlock, and made again', async () => {
    const shares = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.lock();
    const { keyring } = readKeyring(centre.profile);
    const noise = (row: EscrowRow) => ({ ...row, sealed: Buffer.alloc(row.sealed.length / 2, 7).toString('base64url') });
    const { dekA } = await openKeys(centre.profile, 'AD1', PEOPLE.AD1);
    writeKeyring(centre.profile, { ...keyring, escrow: keyring.escrow.map(noise) }, dekA);
    for (const staffCode of ['AD1', 'SD1', 'AC1'] as const) await centre.unlock(staffCode);
    const mended = readKeyring(centre.profile).keyring;
    if (mended.recovery === null) throw new Error('no shares');
    const { setId } = mended.recovery;
    const secret = await uniteShares(mended.recovery, shares.slice(0, 2));
    expect(mended.escrow).toHaveLength(keyring.escrow.length);
    for (const { name, userId } of mended.escrow) expect(openEscrow(mended, setId, secret, name, userId)).not.toBeNull();
  });

  test('no share is in any file, and a lock forgets the shares being made', async () => {
    await centre.unlock('SD1');
    const pages = await makeShares(centre.ask);
    await centre.ask('recovery.prepare', {
      administrator: { staffCode: 'AD1', passphrase: PEOPLE.AD1 },
      keepers: KEEPERS,
      formerShares: [],
    });
    await centre.unlock('SD1');
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    await centre.lock();
    const files = Buffer.concat([...bytesOf(centre.profile).values()].map((text) => Buffer.from(text, 'base64')));
    for (const page of pages) {
      const share = parseShare(page);
      if (share === null) throw new Error('no share');
      const forms = [page, page.replaceAll(' ', ''), share.bytes, share.bytes.toString('base64url'), share.bytes.toString('hex')];
      for (const form of forms) expect(files.includes(form)).toBe(false);
    }
  });

  test('two sign it: not without the administrator’s passphrase, not with another role, not two shares for one function', async () => {
    await centre.unlock('SD1');
    const prepare = (staffCode: string, passphrase: string, keepers = KEEPERS) =>
      centre.call('recovery.prepare', { administrator: { staffCode, passphrase }, keepers, formerShares: [] });
    expect(await prepare('AD1', 'invente pour essai autre phrase')).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await prepare('AC1', PEOPLE.AC1)).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await prepare('SD1', PEOPLE.SD1)).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await prepare('AD1', PEOPLE.AD1, ['administration', 'administration', 'other'])).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    expect(await prepare('AD1', PEOPLE.AD1, ['other', 'administration', 'other'])).toMatchObject({ ok: true });
  });

  test('a new set makes the former one void', async () => {
    const [first, second] = await sharesOf(centre);
    const [, newSecond, newThird] = await sharesOf(centre);
    for (const shares of [
      [first, second],
      [first, newThird],
    ])
      expect(await centre.call('recovery.check', { staffCode: 'SD1', shares })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.ask('recovery.check', { staffCode: 'SD1', shares: [newSecond, newThird] })).toMatchObject({
      signers: ['AD1'],
      others: ['AD1', 'AC1', 'AC2'],
    });
    const sets = new Set(readKeyring(centre.profile).keyring.escrow.map(({ setId }) => setId));
    expect(sets.size).toBe(1);
  });

  test('the former shares carry over those who forgot; without them nobody is lost who unlocks again', async () => {
    const former = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.unlock('SD1');
    const [first = '', second = ''] = await makeShares(centre.ask, former.slice(1));
    expect((await centre.ask('recovery.state', {})).uncovered).toEqual(['AC2']);
    await centre.lock();
    expect(await centre.ask('recovery.check', { staffCode: 'AC1', shares: [first, second] })).toMatchObject({ signers: ['AD1', 'SD1'] });
  });
});
