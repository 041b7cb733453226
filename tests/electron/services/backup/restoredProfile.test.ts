import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SECOND, PEOPLE, addSecondSupervisor, newCentre, signByTwo, unlockAs, type Installation } from '../../../support/installation.ts';
import { placeToken } from '../../../support/medium.ts';

// Every opening of a session or of a copy derives a key: minutes on a loaded machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let centre: Installation;

/** A second supervisor made a copy, kept the stick, and was removed by two. */
beforeEach(async () => {
  centre = await newCentre();
  await addSecondSupervisor(centre);
  await unlockAs(centre, SECOND);
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  await centre.lock();
  await signByTwo(centre, SECOND.staffCode, { what: 'remove', reason: 'left' }, 'SD1', 'AD1');
  await centre.unlock('SD1');
  await centre.lock();
});
afterEach(() => centre.remove());

const AD1 = { reason: 'damaged', staffCode: 'AD1', passphrase: PEOPLE.AD1 } as const;
const opened = async () => {
  const [copy] = (await centre.ask('restore.copies', {})).copies;
  return centre.call('restore.open', { copy: copy?.copy ?? '', ...SECOND });
};
const damageKeyring = () => {
  for (const name of ['keyring.json', 'keyring.copy']) writeFileSync(join(centre.profile, name), 'x');
};
const returnedFor = async (person: 'SD1' | 'AD1') => {
  await centre.unlock(person);
  expect((await centre.ask('session.state', {})).afterRestore).toBe(true);
  const after = await centre.ask('loss.afterRestore', {});
  return { ...after, returned: after.returned.map(({ staffCode }) => staffCode).toSorted() };
};

describe('a removed supervisor with an old stick (security §9.3, A15)', () => {
  test('gains nothing by damaging the installed profile: the administrator must sign too, and everybody is informed', async () => {
    expect(await centre.call('session.unlock', SECOND)).toMatchObject({ ok: false });
    damageKeyring();
    expect(await opened()).toMatchObject({ ok: true, value: { over: 'damaged', returns: null } });
    expect(await centre.call('restore.confirm', { ...SECOND, over: null })).toMatchObject({ failure: { kind: 'conflict' } });
    expect(readdirSync(centre.profile)).not.toContain('before-restore-1');

    await opened();
    expect(await centre.call('restore.confirm', { ...SECOND, over: AD1 })).toMatchObject({ ok: true });
    const { asks, returned } = await returnedFor('SD1');
    expect(asks).toBe(true);
    expect(returned).toEqual(['AC1', 'AC2', 'AD1', 'SD1', 'SD2']);
  });

  test('on an emptied machine one supervisor is enough, and is among the accounts that another person confirms', async () => {
    for (const name of readdirSync(centre.profile)) rmSync(join(centre.profile, name), { recursive: true });
    expect(await opened()).toMatchObject({ ok: true, value: { over: null, returns: null } });
    expect(await centre.call('restore.confirm', { ...SECOND, over: null })).toMatchObject({ ok: true });
    await unlockAs(centre, SECOND);
    const own = (await centre.ask('loss.afterRestore', {})).returned;
    for (const { userId, staffCode } of own)
      expect((await centre.call('loss.keepReturned', { userId })).ok, staffCode).toBe(staffCode !== SECOND.staffCode);
    await centre.ask('loss.deny', {});
    await centre.lock();
    for (const person of ['SD1', 'AD1'] as const) {
      expect((await returnedFor(person)).returned).toEqual([SECOND.staffCode]);
      await centre.lock();
    }
  });
});
