import { randomUUID } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreRefused } from '../../../electron/store/base/storeRefused.ts';
import { openReadOnly } from '../../../electron/store/base/open.ts';
import { ADMIN_FILE, CASES_FILE } from '../../../electron/store/base/fileNames.ts';
import type { OpenStores } from '../../../electron/store/opened/openStores.ts';
import { intakeContent } from '../../support/caseBuilders.ts';
import { PEOPLE, TODAY, newCentre, openInstallation, type Installation } from '../../support/installation.ts';
import { oldKeysOf, openedBy, slotsOpenedBy, type OldKeys } from '../../support/oldKeys.ts';
import { placeToken } from '../../support/medium.ts';
import { renewAll } from '../../support/renewAll.ts';

const EVERYBODY = ['AC1', 'AC2', 'AD1', 'SD1'] as const;
type Person = (typeof EVERYBODY)[number];
const next = (person: Person) => `invente pour essai apres la perte ${person}`;

const storyOf = (staff: 'AC1' | 'AC2', first: string) =>
  intakeContent({ staff, came: `${TODAY}T09:00`, age: 30, name: [first, 'Essai'], type: 'psychological', risk: 'low', after: 1 });

let lost: Installation;
let second: Installation;
let seized: string;

/** The first laptop at work; a copy of it; the second laptop, on which the supervision has put the copy back. */
beforeEach(async () => {
  lost = await newCentre();
  for (const person of ['AC1', 'AC2'] as const) {
    await lost.unlock(person);
    await register(lost, person, 'Avant');
  }
  await lost.unlock('SD1');
  await lost.ask('backup.make', { folder: await placeToken(lost, 'Clé USB') });
  await lost.lock();
  seized = join(lost.profile, '..', 'seized');
  cpSync(lost.profile, seized, { recursive: true });
  second = await openInstallation(join(lost.profile, '..', 'second'));
  const copy = (await second.ask('restore.copies', {})).copies[0]?.copy ?? '';
  await second.ask('restore.open', { copy, staffCode: 'SD1', passphrase: PEOPLE.SD1 });
  await second.ask('restore.confirm', { staffCode: 'SD1', passphrase: PEOPLE.SD1, over: null });
});
afterEach(() => {
  second.application.close();
  lost.remove();
});

async function register(installation: Installation, person: 'AC1' | 'AC2', first: string): Promise<string> {
  const registered = await installation.ask('intake.register', { draftId: randomUUID(), content: storyOf(person, first) });
  if (registered.kind !== 'case') throw new Error('no case');
  return registered.caseId;
}

async function unlockWithNext(person: Person): Promise<void> {
  if (second.application.host.session !== null) await second.lock();
  await second.ask('session.unlock', { staffCode: person, passphrase: next(person) });
}

const declared = () =>
  second.ask('loss.declare', {
    current: PEOPLE.SD1,
    next: next('SD1'),
    administrator: { staffCode: 'AD1', current: PEOPLE.AD1, next: next('AD1') },
  });

async function renewed(person: 'AC1' | 'AC2'): Promise<void> {
  const { loss } = await second.ask('loss.afterRestore', {});
  const account = loss?.accounts.find(({ staffCode }) => staffCode === person);
  await second.ask('loss.renew', { userId: account?.userId ?? '', current: PEOPLE[person], next: next(person) });
}

function stores(): OpenStores {
  const { session } = second.application.host;
  if (session === null) throw new Error('nobody’s session is open');
  return session.stores;
}

/** Whether a key opens a base of a later dump of the second laptop. */
function opensBase(keys: OldKeys): boolean {
  const dump = join(second.profile, '..', 'dump');
  cpSync(second.profile, dump, { recursive: true });
  const opened = keys.secrets.flatMap((secret) =>
    (
      [
        ['admin', ADMIN_FILE],
        ['cases', CASES_FILE],
      ] as const
    ).filter(([base, file]) => {
      try {
        openReadOnly(base, join(dump, file), secret).connection.close();
        return true;
      } catch (error) {
        if (error instanceof StoreRefused) return false;
        throw error;
      }
    }),
  );
  rmSync(dump, { recursive: true });
  return opened.length > 0;
}

describe('a lost or seized laptop (security §9.3)', () => {
  test('with its disk and every passphrase, nothing of what the second laptop holds afterwards opens', async () => {
    const old = await oldKeysOf(seized, EVERYBODY);
    await second.unlock('SD1');
    expect(await second.ask('loss.afterRestore', {})).toMatchObject({ asks: true, loss: null });
    expect((await second.ask('session.state', {})).afterRestore).toBe(true);
    // Without the renewal the same hand opens everything: the trial can fail.
    expect(Object.values(openedBy(old, stores())).filter((count) => count > 0).length).toBeGreaterThan(3);

    await declared();
    const { loss } = await second.ask('loss.afterRestore', {});
    expect(loss?.accounts.map(({ staffCode, renewed: done }) => [staffCode, done])).toEqual([
      ['AC1', false],
      ['AC2', false],
      ['AD1', true],
      ['SD1', true],
    ]);
    expect(loss).toMatchObject({ cardDue: true, ended: false });
    renewAll(second.application.host);
    // After this line the accounts that nobody has renewed open nothing of what is written.
    expect(openedBy(old, stores())).toMatchObject({ parts: 0, wraps: 0, copies: 0, members: 0, slots: 0 });
    await second.lock();
    expect(opensBase(old)).toBe(false);
    for (const person of ['AC1', 'AC2'] as const)
      expect(await second.call('session.unlock', { staffCode: person, passphrase: PEOPLE[person] })).toMatchObject({
        failure: { kind: 'forbidden' },
      });
    await unlockWithNext('SD1');
    for (const person of ['AC1', 'AC2'] as const) await renewed(person);

    for (const person of ['AC1', 'AC2'] as const) {
      await unlockWithNext(person);
      for (const { userId, known } of (await second.ask('readers.list', {})).readers)
        if (!known) await second.ask('readers.acknowledge', { userId });
      const { rows } = await second.ask('cases.list', { page: 1 });
      expect(rows).toHaveLength(1);
      await second.ask('cases.open', { caseId: rows[0]?.caseId ?? '' });
      const caseId = await register(second, person, 'Après');
      const draft = { draftId: randomUUID(), form: 'follow_up', recordId: null, parentId: null, baseRevision: 0 };
      const content = { follow_up: { fu_note: 'note inventée' } };
      await second.ask('drafts.save', { ...draft, caseId, at: { section: 'next', field: null }, content });
    }
    await unlockWithNext('AD1');
    await unlockWithNext('SD1');
    renewAll(second.application.host);
    expect((await second.ask('cases.list', { page: 1 })).rows).toHaveLength(4);
    expect(Object.entries(openedBy(old, stores())).filter(([, count]) => count > 0)).toEqual([]);
    expect(await second.ask('loss.afterRestore', {})).toMatchObject({ asks: false, loss: { ended: true, waitsFor: null, cardDue: true } });
    expect([...stores().roster.principals.values()].filter(({ epoch }) => epoch === 1)).toEqual([]);
    await second.ask('loss.announce', {});
    expect((await second.ask('session.state', {})).afterRestore).toBe(false);
    expect((await second.ask('journal.read', { page: 1 })).chain).toMatchObject({ verified: true, whole: true, found: [] });
    await second.lock();
    expect(opensBase(old)).toBe(false);
    expect(await slotsOpenedBy(second.profile, EVERYBODY)).toEqual([]);
    await unlockWithNext('AD1');
    expect((await second.ask('journal.read', { page: 1 })).chain).toMatchObject({ verified: true, whole: true, found: [] });
  }, 120_000);
});
