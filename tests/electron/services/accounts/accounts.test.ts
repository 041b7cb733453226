import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../../shared/contract.ts';
import { readKeyring, writeKeyring } from '../../../../electron/keys/keyring.ts';
import { openKeys } from '../../../../electron/keys/session.ts';
import { PEOPLE, TODAY, newCentre, openInstallation, type Installation } from '../../../support/installation.ts';

const THREE_DAYS = 72 * 3_600_000;
const PASSPHRASE = 'invente pour essai huitieme ecoute';

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

const invitation = (staffCode: string): Input<'accounts.invite'> => ({
  staffCode,
  name: 'Écoute inventée',
  role: 'caseworker',
  programs: ['gbv'],
  supervisorCode: 'SD1',
  pledgeDate: TODAY,
});

/** Invites with the administrator's session, then enrols at the locked laptop. */
async function enrolled(staffCode: string) {
  await centre.unlock('AD1');
  const invited = await centre.ask('accounts.invite', invitation(staffCode));
  await centre.lock();
  const { words } = await centre.ask('accounts.enrol', { staffCode, code: invited.enrolmentCode.join(' '), passphrase: PASSPHRASE });
  return { userId: invited.userId, words };
}

describe('the keyring loses no change made meanwhile', () => {
  test('somebody admitted while a passphrase is changed', async () => {
    const { userId, words } = await enrolled('AC8');
    await centre.unlock('SD1');
    const next = 'invente pour essai nouvelle supervision';
    const [admitted, changed] = await Promise.all([
      centre.call('accounts.admit', { userId, words, passphrase: PEOPLE.SD1 }),
      centre.call('accounts.changePassphrase', { current: PEOPLE.SD1, next }),
    ]);
    expect([changed.ok, admitted.ok]).toEqual([true, true]);
    await centre.lock();
    await centre.ask('session.unlock', { staffCode: 'AC8', passphrase: PASSPHRASE });
    await centre.lock();
    await centre.ask('session.unlock', { staffCode: 'SD1', passphrase: next });
  });

  test('two invitations at once; one code is taken once', async () => {
    await centre.unlock('AD1');
    const invite = (staffCode: string) => centre.call('accounts.invite', invitation(staffCode));
    const [first, ...same] = await Promise.all([invite('AB1'), invite('AB2'), invite('AB2')]);
    expect(same.filter(({ ok }) => ok)).toHaveLength(1);
    await centre.lock();
    for (const reply of [first, ...same]) {
      if (!reply.ok) continue;
      const staffCode = reply === first ? 'AB1' : 'AB2';
      await centre.ask('accounts.enrol', { staffCode, code: reply.value.enrolmentCode.join(' '), passphrase: PASSPHRASE });
    }
  });
});

describe('an access', () => {
  test('is not opened by a person who finds a session open: the signer’s passphrase is asked', async () => {
    const { userId, words } = await enrolled('AC8');
    await centre.unlock('SD1');
    expect(await centre.call('accounts.admit', { userId, words, passphrase: PEOPLE.AD1 })).toMatchObject({ failure: { kind: 'invalid' } });
    const { accounts } = await centre.ask('accounts.list', {});
    expect(accounts.find((account) => account.userId === userId)?.state).toBe('enrolled');
  });
});

describe('a new code for an account that waits', () => {
  test('not for an account enrolled in time', async () => {
    await enrolled('AC8');
    await centre.unlock('AD1');
    expect(await centre.call('accounts.invite', invitation('AC8'))).toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('for an account whose enrolment was cut before the slot was written', async () => {
    const { userId } = await enrolled('AC8');
    const { dekA } = await openKeys(centre.profile, 'AD1', PEOPLE.AD1);
    const { keyring } = readKeyring(centre.profile);
    writeKeyring(centre.profile, { ...keyring, slots: keyring.slots.filter((slot) => slot.userId !== userId) }, dekA);
    await admitAnew(userId);
  });

  test('for an account not admitted in three days', async () => {
    const { userId } = await enrolled('AC8');
    centre.advance(THREE_DAYS + 1);
    await admitAnew(userId);
  });

  async function admitAnew(userId: string): Promise<void> {
    const again = await enrolled('AC8');
    expect(again.userId).toBe(userId);
    await centre.unlock('SD1');
    await centre.ask('accounts.admit', { ...again, passphrase: PEOPLE.SD1 });
    await centre.lock();
    await centre.ask('session.unlock', { staffCode: 'AC8', passphrase: PASSPHRASE });
  }
});

describe('first run (security §2.4)', () => {
  const first: Input<'start.create'> = {
    kind: 'centre',
    language: 'fr',
    structure: { code: 'ONGX', name: 'Structure inventée', type: 'ngo_national' },
    site: { code: 'ESS1', name: 'Centre inventé', type: 'listening_centre', region: 'mopti', cercle: null },
    administrator: { staffCode: 'AD1', name: 'Administration inventée', pledgeDate: TODAY, passphrase: PEOPLE.AD1 },
    authority: { staffCode: 'SD1', name: 'Supervision inventée', pledgeDate: TODAY, passphrase: PEOPLE.SD1 },
  };
  const BUILT = ['admin.db', 'cases.db', 'keyring.copy', 'keyring.json', 'throttle.json'];
  const LAST_MOVED = 'keyring.json';

  test.each([
    ['both bases', ['witness']],
    ['one base', ['witness', 'admin.db']],
    ['a witness', ['admin.db', 'cases.db']],
  ])('with %s and no keyring it is damage, and nothing is touched', async (_left, removed) => {
    for (const name of ['keyring.json', 'keyring.copy', ...removed]) rmSync(join(centre.profile, name), { recursive: true });
    const cases = join(centre.profile, 'cases.db');
    const before = existsSync(cases) ? readFileSync(cases) : null;
    const { phase } = await centre.ask('start.state', {});
    expect(phase).toBe('damaged');
    expect(await centre.call('start.create', first)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(existsSync(cases) ? readFileSync(cases) : null).toEqual(before);
  });

  test('cut before its keyring, it begins again', async () => {
    const profile = join(centre.medium, 'cut', 'profile');
    mkdirSync(join(profile, 'first-run'), { recursive: true });
    for (const name of ['admin.db', 'cases.db']) renameSync(join(centre.profile, name), join(profile, 'first-run', name));
    const cut = await openInstallation(profile);
    expect((await cut.ask('start.state', {})).phase).toBe('empty');
    await cut.ask('start.create', first);
    expect(
      readdirSync(profile)
        .filter((name) => name !== 'app.log')
        .toSorted(),
    ).toEqual(BUILT);
    await cut.unlock('SD1');
    cut.remove();
  });

  test.each([0, 1, 2, 3, 4])('cut when %i of its files were moved, it is ended at the next start', async (moved) => {
    const profile = join(centre.medium, 'cut', 'profile');
    mkdirSync(join(profile, 'first-run'), { recursive: true });
    const moves = [...BUILT.filter((name) => name !== LAST_MOVED), LAST_MOVED];
    for (const [index, name] of moves.entries())
      renameSync(join(centre.profile, name), index < moved ? join(profile, name) : join(profile, 'first-run', name));
    const cut = await openInstallation(profile);
    expect(readdirSync(profile).toSorted()).toEqual(BUILT);
    expect((await cut.ask('start.state', {})).phase).toBe('installed');
    await cut.unlock('SD1');
    cut.remove();
  });
});
