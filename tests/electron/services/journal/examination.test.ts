import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeys } from '../../../../electron/keys/session.ts';
import { closeStores, openStores } from '../../../../electron/store/session/session.ts';
import { examine } from '../../../../electron/store/session/examination.ts';
import { newCentre, PEOPLE, type Installation } from '../../../support/installation.ts';

const DAY_MS = 86_400_000;

let centre: Installation;
beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  await centre.lock();
});
afterEach(() => centre.remove());

/** What an opening would read now, without opening a session. */
async function due(): Promise<readonly string[]> {
  const keys = await openKeys(centre.profile, 'AC1', PEOPLE.AC1);
  const session = openStores(centre.profile, keys);
  const examined = examine(session, centre.application.host.now().getTime());
  closeStores(session);
  return examined.map(({ base, depth }) => `${base} ${depth}`);
}

test('every page weekly, and whatever the day after a session that had no lock (security §3.2)', async () => {
  expect(await due()).toEqual([]);
  centre.advance(7 * DAY_MS - 1);
  expect(await due()).toEqual([]);
  centre.advance(1);
  expect(await due()).toEqual(['admin whole', 'cases whole']);
  await centre.unlock('AC1');
  cut();
  expect(await due()).toEqual(['admin whole', 'cases whole']);
  await centre.unlock('AC1');
  await centre.lock();
  expect(await due()).toEqual([]);
  centre.advance(-DAY_MS);
  expect(await due()).toEqual(['admin whole', 'cases whole']);
});

/** The session ends as in a power cut: no lock in the journals. */
function cut(): void {
  const { host } = centre.application;
  if (host.session === null) throw new Error('no session');
  closeStores(host.session.stores);
  host.session = null;
}

test('damage found by the reading keeps the base closed and the file as it is', async () => {
  const path = join(centre.profile, 'cases.db');
  const bytes = readFileSync(path);
  const at = bytes.length - 2_000;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
  const reply = await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
  expect(reply).toMatchObject({ failure: { kind: 'conflict', message: { en: expect.stringContaining('damaged') } } });
  expect(readFileSync(path).equals(bytes)).toBe(true);
});
