import { afterEach, expect, test, vi } from 'vitest';
import type { OpenSession } from '../../../../electron/host.ts';
import type { SessionKeys } from '../../../../electron/keys/session.ts';
import { newCentre, signByTwo, type Installation } from '../../../support/installation.ts';

let reached: SessionKeys | null = null;
let fails = false;

vi.mock('../../../../electron/services/duplicates/queries.ts', async (original) => ({
  ...(await original<object>()),
  answerDuplicateQueries: (session: OpenSession) => {
    reached = session.stores.keys;
    if (fails) throw new RangeError('invented');
  },
}));

let centre: Installation;
afterEach(() => centre.remove());

test('an unlock that fails after keys were renewed leaves none of them in memory, and no session', async () => {
  centre = await newCentre();
  await signByTwo(centre, 'AC2', { what: 'remove', reason: 'left' }, 'SD1', 'AD1');
  await centre.lock();
  fails = true;
  await expect(centre.unlock('SD1')).rejects.toThrow('bug');
  expect(centre.application.host.session).toBeNull();
  const held = [reached?.dekA, reached?.dekC, reached?.ivk, reached?.user.signingSeed, reached?.user.agreementSecret];
  expect(held.map((key) => key?.some((byte) => byte !== 0))).toEqual([false, false, false, false, false]);
});
