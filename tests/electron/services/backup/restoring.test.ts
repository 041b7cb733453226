import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Output } from '../../../../shared/contract.ts';
import { readKeyring } from '../../../../electron/keys/keyring.ts';
import { beginThrottle } from '../../../../electron/keys/throttle.ts';
import { LEAST_FREE } from '../../../../electron/profile/room.ts';
import { carryOutDestruction } from '../../../../electron/services/destruction/destruction.ts';
import { PEOPLE, TODAY, newCentre, openInstallation, type Installation, type StaffCode } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';
import { MINUTE, order } from '../destruction/destroying.ts';
import { placeToken } from '../../../support/medium.ts';

const TWO = { reason: 'wrong_copy', staffCode: 'AD1', passphrase: PEOPLE.AD1 } as const;

let centre: Installation;

/** A copy of the supervisor’s, then one more case that only the laptop holds. */
beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
});
afterEach(() => centre.remove());

async function register(): Promise<string> {
  await centre.unlock('AC1');
  const caseId = await registerCase(centre, PERSON);
  return (await centre.ask('cases.open', { caseId })).row.caseCode;
}

const stick = async (installation = centre) => (await installation.ask('restore.copies', {})).copies[0]?.copy ?? '';
const former = async () => (await centre.ask('restore.copies', {})).former[0]?.copy ?? '';
const open = (copy: string, passphrase: string = PEOPLE.SD1) => centre.call('restore.open', { copy, staffCode: 'SD1', passphrase });
const confirm = (over: Parameters<typeof confirmWith>[0]) => confirmWith(over);
const confirmWith = (over: { reason: 'wrong_copy'; staffCode: string; passphrase: string } | null, staffCode: StaffCode = 'SD1') =>
  centre.call('restore.confirm', { staffCode, passphrase: PEOPLE[staffCode], over });

async function codesSeenBy(staffCode: 'AC1' | 'SD1'): Promise<readonly string[]> {
  await centre.unlock(staffCode);
  const { rows } = await centre.ask('cases.list', { page: 1 });
  await centre.lock();
  return rows.map(({ caseCode }) => caseCode);
}

async function linesOf(kind: string): Promise<Output<'journal.read'>['lines']> {
  await centre.unlock('AD1');
  const { lines } = await centre.ask('journal.read', { page: 1 });
  await centre.lock();
  return lines.filter((line) => line.kind === kind);
}

async function removeColleague(): Promise<void> {
  await centre.unlock('AD1');
  const { accounts } = await centre.ask('accounts.list', {});
  const userId = accounts.find(({ staffCode }) => staffCode === 'AC2')?.userId ?? '';
  await centre.ask('accounts.propose', { userId, act: { what: 'remove', reason: 'left' }, passphrase: PEOPLE.AD1 });
  await centre.unlock('SD1');
  const { acts } = await centre.ask('accounts.list', {});
  await centre.ask('accounts.confirm', { proposalId: acts[0]?.proposalId ?? '', passphrase: PEOPLE.SD1 });
}

test('a copy made while a destruction waited carries no order: restored after it was stopped, it destroys nothing (security §9.6)', async () => {
  await order(centre, 'base');
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  await centre.lock();
  await centre.unlock('SD1');
  await centre.ask('destruction.stop', {});
  await centre.lock();
  expect(await open(await stick())).toMatchObject({ ok: true });
  expect(await confirm(TWO)).toMatchObject({ ok: true });
  expect(readKeyring(centre.profile).keyring.ordered).toBeUndefined();
  centre.advance(600 * MINUTE);
  carryOutDestruction(centre.application.host);
  expect((await centre.ask('start.state', {})).phase).not.toBe('empty');
});

describe('an older copy over newer work (security §9.3)', () => {
  test('the work that would be left is listed by code and day; it takes the supervisor and the administrator, who both sign; and what was here comes back the same way', async () => {
    const code = await register();
    await centre.lock();
    expect(await open(await stick())).toMatchObject({ ok: true, value: { over: 'newer', left: [{ code, on: TODAY }], returns: [] } });
    expect(await confirm(null)).toMatchObject({ failure: { message: { fr: expect.stringContaining('plus récent') } } });
    expect(await confirm({ ...TWO, passphrase: 'une autre phrase inventée' })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await confirm({ ...TWO, staffCode: 'AC1', passphrase: PEOPLE.AC1 })).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(await confirm({ ...TWO, staffCode: 'SD1', passphrase: PEOPLE.SD1 })).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(await codesSeenBy('AC1')).toEqual([code]);

    expect(await open(await stick())).toMatchObject({ ok: true });
    expect(await confirm(TWO)).toMatchObject({ ok: true });
    expect(await codesSeenBy('AC1')).toEqual([]);
    expect((await linesOf('restore.older')).map(({ staffCode }) => staffCode)).toEqual(['AD1', 'SD1']);

    const listed = await centre.ask('restore.copies', {});
    expect(listed.former).toHaveLength(1);
    expect(await open(await former())).toMatchObject({ ok: true, value: { over: 'otherLine', whole: true, cases: 1 } });
    expect(await confirm(null)).toMatchObject({ failure: { message: { fr: expect.stringContaining('pas la suite') } } });
    expect(await confirm(TWO)).toMatchObject({ ok: true });
    expect(await codesSeenBy('AC1')).toEqual([code]);
    expect(
      readdirSync(centre.profile)
        .filter((name) => name.startsWith('before-restore-'))
        .toSorted(),
    ).toEqual(['before-restore-1', 'before-restore-2']);
    await centre.unlock('SD1');
    expect((await centre.ask('journal.read', { page: 1 })).chain).toMatchObject({ verified: true, whole: true, found: [] });
    expect((await centre.ask('backup.state', {})).sticks).toHaveLength(1);
  });

  test('an account that left since is named before, and is in a notice until another confirms it; on a new machine nobody can know', async () => {
    await removeColleague();
    await centre.lock();
    expect(await open(await stick())).toMatchObject({ ok: true, value: { over: 'newer', returns: ['AC2'] } });
    expect(await confirm(TWO)).toMatchObject({ ok: true });
    await centre.unlock('AD1');
    expect((await centre.ask('session.state', {})).afterRestore).toBe(true);
    const { returned, asks } = await centre.ask('loss.afterRestore', {});
    expect(returned.map(({ staffCode }) => staffCode)).toEqual(['AC2']);
    expect(asks).toBe(false);
    await centre.ask('loss.keepReturned', { userId: returned[0]?.userId ?? '' });
    expect(await centre.ask('loss.afterRestore', {})).toMatchObject({ returned: [] });
    expect((await centre.ask('session.state', {})).afterRestore).toBe(false);
    await centre.lock();

    const elsewhere = await openInstallation(join(centre.profile, '..', 'elsewhere'));
    const copy = await stick(elsewhere);
    expect(await elsewhere.ask('restore.open', { copy, staffCode: 'SD1', passphrase: PEOPLE.SD1 })).toMatchObject({
      over: null,
      returns: null,
    });
    elsewhere.application.close();
  });

  test('the second person is the administrator of the copy and of today', async () => {
    await centre.unlock('AD1');
    const { accounts } = await centre.ask('accounts.list', {});
    const userId = accounts.find(({ staffCode }) => staffCode === 'AC2')?.userId ?? '';
    await centre.ask('accounts.propose', {
      userId,
      act: { what: 'role', role: 'administrator', programs: [], counts: false },
      passphrase: PEOPLE.AD1,
    });
    await centre.unlock('SD1');
    const waiting = (await centre.ask('accounts.list', {})).acts[0]?.proposalId ?? '';
    await centre.ask('accounts.confirm', { proposalId: waiting, passphrase: PEOPLE.SD1 });
    await centre.lock();
    // A caseworker of the copy, whatever she became since, is no administrator in it.
    await open(await stick());
    expect(await confirm({ ...TWO, staffCode: 'AC2', passphrase: PEOPLE.AC2 })).toMatchObject({ failure: { kind: 'forbidden' } });
  });

  test('a try of a passphrase on the installed profile counts and waits like any other', async () => {
    await removeColleague();
    const next = 'une phrase choisie depuis la copie';
    await centre.ask('accounts.changePassphrase', { current: PEOPLE.SD1, next });
    await centre.lock();
    for (let time = 0; time < 4; time += 1)
      expect(await open(await stick())).toMatchObject({ failure: { message: { fr: expect.stringContaining('ne l’ouvre pas') } } });
    expect(await open(await stick())).toMatchObject({ failure: { message: { fr: expect.stringContaining('Attendez') } } });
    expect(await centre.call('session.unlock', { staffCode: 'SD1', passphrase: next })).toMatchObject({
      failure: { message: { fr: expect.stringContaining('Attendez') } },
    });
  });

  test.each(['restore.abandon', 'session.unlock'] as const)(
    'a restore confirmed and cut is ended before %s does anything',
    async (name) => {
      const elsewhere = await openInstallation(join(centre.profile, '..', 'elsewhere'));
      await elsewhere.ask('restore.open', { copy: await stick(elsewhere), staffCode: 'SD1', passphrase: PEOPLE.SD1 });
      beginThrottle(elsewhere.profile);
      writeFileSync(join(elsewhere.profile, 'side', 'ready'), 'before-restore-1');
      if (name === 'restore.abandon')
        expect(await elsewhere.call(name, {})).toMatchObject({ failure: { message: { fr: expect.stringContaining('à son terme') } } });
      else await elsewhere.ask(name, { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
      expect(await elsewhere.ask('start.state', {})).toMatchObject({ phase: 'installed' });
      expect(readdirSync(elsewhere.profile)).not.toContain('side');
      elsewhere.application.close();
    },
  );

  test('a copy is not begun where it would fill the disk', async () => {
    const elsewhere = await openInstallation(join(centre.profile, '..', 'elsewhere'));
    const copy = await stick(elsewhere);
    elsewhere.leave(LEAST_FREE + 1000);
    const opened = () => elsewhere.call('restore.open', { copy, staffCode: 'SD1', passphrase: PEOPLE.SD1 });
    expect(await opened()).toMatchObject({ failure: { message: { fr: expect.stringContaining('plus assez de place') } } });
    expect(readdirSync(elsewhere.profile)).not.toContain('side');
    elsewhere.leave(null);
    expect(await opened()).toMatchObject({ ok: true });
    elsewhere.application.close();
  });
});
