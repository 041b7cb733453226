import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../../electron/keys/canonical.ts';
import { NEXT_KEYRING, readKeyring } from '../../../../electron/keys/keyring.ts';
import { ORDER_FILE } from '../../../../electron/keys/order.ts';
import { sha256 } from '../../../../electron/keys/primitives.ts';
import { carryOutDestruction } from '../../../../electron/services/destruction/destruction.ts';
import { newDesk, openInstallation, PEOPLE } from '../../../support/installation.ts';
import { identities, obtainable } from '../../../support/obtainable.ts';
import {
  copy,
  expectDestroyed,
  expectKeysGone,
  MINUTE,
  newDoomedCentre,
  order,
  removeCopies,
  restarted,
  type DoomedCentre,
} from './destroying.ts';

let doomed: DoomedCentre;
beforeAll(async () => {
  doomed = await newDoomedCentre();
}, 120_000);
afterEach(removeCopies);
afterAll(() => doomed.centre.remove());

describe('the identities are destroyed by two (security §9.6, T24)', () => {
  test('before: they open with what is known', async () => {
    expect(identities(doomed.template, doomed.known)).toBeGreaterThan(3);
  });

  test('one person cannot start it, nor two of one role; a proposal alone does nothing', async () => {
    const one = await copy(doomed.template);
    await one.unlock('AC1');
    expect(await one.call('destruction.propose', { level: 'vault', passphrase: PEOPLE.AC1, written: true })).toMatchObject({
      failure: { kind: 'forbidden' },
    });
    await one.unlock('SD1');
    const wrong = { level: 'vault', passphrase: PEOPLE.AD1, written: true } as const;
    expect(await one.call('destruction.propose', wrong)).toMatchObject({ failure: { kind: 'invalid' } });
    await one.ask('destruction.propose', { ...wrong, passphrase: PEOPLE.SD1 });
    const { proposed } = await one.ask('destruction.state', {});
    expect(proposed).toMatchObject({ by: 'SD1', mayConfirm: false });
    const own = { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE.SD1 };
    expect(await one.call('destruction.confirm', own)).toMatchObject({ failure: { kind: 'forbidden' } });
    await one.unlock('AD1');
    expect(await one.call('destruction.confirm', own)).toMatchObject({ failure: { kind: 'invalid' } });
    one.advance(24 * 60 * MINUTE);
    carryOutDestruction(one.application.host);
    expect(existsSync(join(one.profile, ORDER_FILE))).toBe(false);
    expect(readKeyring(one.profile).keyring.ordered).toBeUndefined();
    await one.lock();
    expect(identities(one.profile, doomed.known)).toBeGreaterThan(3);
  });

  test.each(['SD1', 'AD1'] as const)('%s alone stops it, also after a restart; the time that passed then does nothing', async (who) => {
    const one = await copy(doomed.template);
    await order(one, 'vault');
    const again = await restarted(one, 5);
    await again.unlock(who);
    expect((await again.ask('destruction.state', {})).ordered).toMatchObject({ level: 'vault', by: ['SD1', 'AD1'] });
    await again.ask('destruction.stop', {});
    again.advance(60 * MINUTE);
    carryOutDestruction(again.application.host);
    expect(again.application.host.session).not.toBeNull();
    await again.unlock('AC1');
    expect(readKeyring(again.profile).keyring.ordered).toBeUndefined();
    again.application.close();
    expect(identities(again.profile, doomed.known)).toBeGreaterThan(3);
  });

  test('at its time the open session ends, no key of the files opens an identity, and the next sessions continue with a new one', async () => {
    const one = await copy(doomed.template);
    await order(one, 'vault');
    await one.unlock('AC2');
    one.advance(9 * MINUTE);
    carryOutDestruction(one.application.host);
    await one.ask('day.open', {});
    one.advance(MINUTE);
    carryOutDestruction(one.application.host);
    expect(one.application.host.session).toBeNull();
    expectKeysGone(one);
    const kept = await obtainable(one.profile, { ...doomed.known, ivks: [] }, doomed.shares);
    expect(kept.ivks).toEqual([]);
    await expectDestroyed(one, doomed);
    await one.unlock('AC1');
    expect(await one.ask('session.state', {})).toMatchObject({ passphraseDue: true });
    await one.ask('accounts.changePassphrase', { current: PEOPLE.AC1, next: `${PEOPLE.AC1} ensuite` });
    expect(await one.ask('session.state', {})).toMatchObject({ passphraseDue: false });
  });

  test('carried out by another window, the session that was open ends and writes nothing back', async () => {
    const one = await copy(doomed.template);
    await order(one, 'vault');
    await one.unlock('AC2');
    const other = await openInstallation(one.profile);
    other.advance(10 * MINUTE);
    carryOutDestruction(other.application.host);
    carryOutDestruction(one.application.host);
    expect(one.application.host.session).toBeNull();
    expectKeysGone(one);
  });
});

describe('the whole base is destroyed by two', () => {
  test('a session writes the signed delay in the keyring, neither a forged file nor a removed one changes it (F11)', async () => {
    const one = await copy(doomed.template);
    await order(one, 'base');
    one.application.close();
    const { keyring } = readKeyring(one.profile);
    expect(keyring.ordered).toMatchObject({ level: 'base', milliseconds: 10 * MINUTE });
    expect(existsSync(join(one.profile, NEXT_KEYRING))).toBe(false);
    const forged = { line: keyring.ordered?.line ?? 0, wall: 0, uptime: 0, begun: true };
    const sum = sha256(Buffer.from(canonicalJson(forged), 'utf8')).toString('base64url');
    writeFileSync(join(one.profile, ORDER_FILE), JSON.stringify({ v: 2, order: forged, sum }));
    const again = await restarted(one, 9);
    carryOutDestruction(again.application.host);
    expect((await again.ask('start.state', {})).phase).not.toBe('empty');
    rmSync(join(again.profile, ORDER_FILE));
    await again.unlock('SD1');
    carryOutDestruction(again.application.host);
    expect(again.application.host.session).not.toBeNull();
    rmSync(join(again.profile, ORDER_FILE), { force: true });
    again.advance(MINUTE);
    carryOutDestruction(again.application.host);
    expect((await again.ask('start.state', {})).phase).toBe('empty');
  });

  test('a desk has no identities, and is destroyed whole by its focal point and its administrator', async () => {
    const desk = await newDesk();
    await desk.unlock('PF1');
    expect((await desk.ask('destruction.state', {})).levels).toEqual(['base']);
    expect(await desk.call('destruction.propose', { level: 'vault', passphrase: PEOPLE.PF1, written: true })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    await desk.ask('destruction.propose', { level: 'base', passphrase: PEOPLE.PF1, written: true });
    await desk.unlock('AD1');
    const { proposed } = await desk.ask('destruction.state', {});
    await desk.ask('destruction.confirm', { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE.AD1 });
    desk.advance(10 * MINUTE);
    carryOutDestruction(desk.application.host);
    expect((await desk.ask('start.state', {})).phase).toBe('empty');
    desk.remove();
  });
});
