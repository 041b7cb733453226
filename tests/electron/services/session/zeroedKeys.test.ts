import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UserKeys } from '../../../../electron/keys/bundle.ts';
import type { SessionKeys } from '../../../../electron/keys/session.ts';
import type { NextKeys, PresentKeys } from '../../../../electron/store/loss.ts';
import { PEOPLE, newCentre, userIdOf, type Installation } from '../../../support/installation.ts';
import { placeToken } from '../../../support/medium.ts';

/** What the steps below were given or made, and which of them fails. */
const held: { keys: SessionKeys | null; present: PresentKeys[]; next: UserKeys[]; failsAt: number } = vi.hoisted(() => ({
  keys: null,
  present: [],
  next: [],
  failsAt: 0,
}));

vi.mock('../../../../electron/store/backup/proveCopy.ts', async (original) => {
  const proofs = await original<typeof import('../../../../electron/store/backup/proveCopy.ts')>();
  const proveCopy: typeof proofs.proveCopy = (folder, manifest, keys, ...rest) => {
    held.keys = keys;
    return held.failsAt === 0 ? proofs.proveCopy(folder, manifest, keys, ...rest) : Promise.reject(new RangeError('invented'));
  };
  return { ...proofs, proveCopy };
});
vi.mock('../../../../electron/store/loss.ts', async (original) => {
  const loss = await original<typeof import('../../../../electron/store/loss.ts')>();
  const drawNextKeys: typeof loss.drawNextKeys = async (siteId, userId, present, passphrase, profile): Promise<NextKeys> => {
    held.present.push(present);
    if (held.present.length === held.failsAt) throw new RangeError('invented');
    const made = await loss.drawNextKeys(siteId, userId, present, passphrase, profile);
    held.next.push(made.next);
    return made;
  };
  return { ...loss, drawNextKeys };
});

let centre: Installation;
beforeEach(async () => {
  Object.assign(held, { keys: null, present: [], next: [], failsAt: 0 });
  centre = await newCentre();
  await centre.unlock('SD1');
});
afterEach(() => centre.remove());

const isZeroed = ({ agreementSecret, signingSeed, userSecret }: UserKeys) =>
  [agreementSecret, signingSeed, userSecret].every((key) => key.every((byte) => byte === 0));

test('a drill that fails after the passphrase leaves no key of the copy in memory', async () => {
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const copy = (await centre.ask('backup.state', {})).copies[0]?.here ?? '';
  held.failsAt = 1;
  expect((await centre.call('backup.drill', { copy, passphrase: PEOPLE.SD1 })).ok).toBe(false);
  const { keys } = held;
  expect(keys).not.toBe(centre.application.host.session?.stores.keys);
  expect(
    keys === null ? [] : [isZeroed(keys.user), [keys.dekA, keys.dekC, keys.ivk].every((key) => key?.every((byte) => byte === 0))],
  ).toEqual([true, true]);
});

const loss = {
  current: PEOPLE.SD1,
  next: 'invente pour essai apres la perte SD1',
  administrator: { staffCode: 'AD1', current: PEOPLE.AD1, next: 'invente pour essai apres la perte AD1' },
};

test.each([1, 2])(
  'a loss whose %i. drawing of keys fails leaves nothing of the administrator in memory, and the session whole',
  async (failsAt) => {
    held.failsAt = failsAt;
    expect((await centre.call('loss.declare', loss)).ok).toBe(false);
    expect(held.present.length).toBe(failsAt);
    expect(held.present.slice(0, 1).map(({ former }) => isZeroed(former))).toEqual([true]);
    expect(held.next.map(isZeroed)).toEqual(held.next.map(() => true));
    expect(await centre.call('accounts.list', {})).toMatchObject({ ok: true });
  },
);

test('a renewal that fails leaves nothing of the person in memory', async () => {
  await centre.ask('loss.declare', loss);
  const userId = await userIdOf(centre, 'AC1');
  held.failsAt = held.present.length + 1;
  const renewal = { userId, current: PEOPLE.AC1, next: 'invente pour essai apres la perte AC1' };
  expect((await centre.call('loss.renew', renewal)).ok).toBe(false);
  expect(held.present.slice(-1).map(({ former }) => isZeroed(former))).toEqual([true]);
});
