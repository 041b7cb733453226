import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newUserKeys } from '../../../../electron/keys/bundle.ts';
import { readKeyring } from '../../../../electron/keys/keyring.ts';
import { openKeys } from '../../../../electron/keys/session.ts';
import { openStores } from '../../../../electron/store/session/session.ts';
import { StoreRefused } from '../../../../electron/store/base/storeRefused.ts';
import { intakeContent } from '../../../support/caseBuilders.ts';
import { PEOPLE, newCentre, userIdOf, type Installation } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';
import { renewAll } from '../../../support/renewAll.ts';

const BASE = ['admin.db'];
const KEYRINGS = ['keyring.json', 'keyring.copy'];
const NEXT = 'invente pour essai phrase apres la fuite';
const content = intakeContent(PERSON);
const draftId = randomUUID();

let centre: Installation;
let caseId: string;

beforeEach(async () => {
  centre = await newCentre();
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  const draft = { draftId, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0 };
  await centre.ask('drafts.save', { ...draft, at: { section: 'consent', field: null }, content });
});
afterEach(() => centre.remove());

/** The person asks, the other confirms with the words heard. */
async function changed(staffCode: 'AC1' | 'SD1', by: 'SD1' | 'AD1'): Promise<void> {
  await centre.unlock(staffCode);
  const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE[staffCode], next: NEXT });
  await centre.unlock(by);
  await centre.ask('accounts.confirmKeys', { userId: await userIdOf(centre, staffCode), words, passphrase: PEOPLE[by] });
}

async function unlockWithNext(staffCode: string): Promise<void> {
  if (centre.application.host.session !== null) await centre.lock();
  await centre.ask('session.unlock', { staffCode, passphrase: NEXT });
}

describe('« change after a leak » (security §2.5)', () => {
  test('until the second signature the former passphrase opens; then only the new one, with everything', async () => {
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next: NEXT });
    await centre.lock();
    expect(await centre.call('session.unlock', { staffCode: 'AC1', passphrase: NEXT })).toMatchObject({ ok: false });
    await centre.unlock('SD1');
    const userId = await userIdOf(centre, 'AC1');
    expect(await centre.call('accounts.confirmKeys', { userId, words: words.toReversed(), passphrase: PEOPLE.SD1 })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    await centre.ask('accounts.confirmKeys', { userId, words, passphrase: PEOPLE.SD1 });
    expect(await centre.call('accounts.confirmKeys', { userId, words, passphrase: PEOPLE.SD1 })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    await centre.lock();
    expect(await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 })).toMatchObject({ ok: false });
    await unlockWithNext('AC1');
    renewAll(centre.application.host);
    await centre.ask('cases.open', { caseId });
    expect((await centre.ask('drafts.open', { draftId })).content).toEqual(content);
    expect(readKeyring(centre.profile).keyring.slots.every(({ former }) => former === undefined)).toBe(true);
    await centre.unlock('SD1');
    await centre.ask('cases.open', { caseId });
    expect((await centre.ask('journal.read', { page: 1 })).chain).toMatchObject({ verified: true, whole: true, found: [] });
    await unlockWithNext('AC1');
    await centre.ask('cases.open', { caseId });
  });

  test('a copy of the keyring made before, with the former passphrase, opens nothing that is written since', async () => {
    const copied = join(centre.medium, 'copied');
    cpSync(centre.profile, copied, { recursive: true, filter: (path) => !path.endsWith('.db') && !path.endsWith('-wal') });
    await changed('AC1', 'SD1');
    await unlockWithNext('AC1');
    renewAll(centre.application.host);
    await centre.lock();
    for (const base of ['admin.db', 'cases.db']) cpSync(join(centre.profile, base), join(copied, base));
    const stolen = await openKeys(copied, 'AC1', PEOPLE.AC1);
    expect(() => openStores(copied, stolen)).toThrow(StoreRefused);
  });

  test('a supervisor’s keys: the groups’ keys are renewed too, and nothing is lost', async () => {
    await changed('SD1', 'AD1');
    await unlockWithNext('SD1');
    await centre.unlock('AD1');
    await unlockWithNext('SD1');
    renewAll(centre.application.host);
    await centre.ask('cases.open', { caseId });
    expect((await centre.ask('journal.read', { page: 1 })).chain).toMatchObject({ verified: true, whole: true });
    const roster = centre.application.host.session?.stores.roster;
    expect(roster?.stale.size).toBe(0);
    expect([...(roster?.principals.values() ?? [])].filter(({ kind }) => kind === 'team').map(({ epoch }) => epoch)).toEqual([2, 2, 2]);
    await centre.unlock('AC1');
    await centre.ask('cases.open', { caseId });
    expect((await centre.ask('readers.list', {})).readers).toMatchObject([{ staffCode: 'SD1', known: false }]);
  });

  test('asked twice and cut between keyring and base: the change that is signed opens', async () => {
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next: NEXT });
    await centre.lock();
    const before = new Map(BASE.map((name) => [name, readFileSync(join(centre.profile, name))]));
    await centre.unlock('AC1');
    await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next: 'invente pour essai un second changement' });
    await centre.lock();
    for (const [name, bytes] of before) writeFileSync(join(centre.profile, name), bytes);
    rmSync(join(centre.profile, 'witness'), { recursive: true });
    await centre.unlock('SD1');
    await centre.ask('accounts.confirmKeys', { userId: await userIdOf(centre, 'AC1'), words, passphrase: PEOPLE.SD1 });
    await unlockWithNext('AC1');
    await centre.ask('cases.open', { caseId });
    expect(readKeyring(centre.profile).keyring.changes).toEqual([]);
  });

  test('never signed without the new keys in the keyring, nor begun before the former ones are done with', async () => {
    const before = new Map(KEYRINGS.map((name) => [name, readFileSync(join(centre.profile, name))]));
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next: NEXT });
    await centre.lock();
    for (const [name, bytes] of before) writeFileSync(join(centre.profile, name), bytes);
    await centre.unlock('SD1');
    const userId = await userIdOf(centre, 'AC1');
    expect(await centre.call('accounts.confirmKeys', { userId, words, passphrase: PEOPLE.SD1 })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    await centre.unlock('AC1');
    const { session } = centre.application.host;
    if (session === null) throw new Error('locked');
    session.stores = { ...session.stores, keys: { ...session.stores.keys, former: newUserKeys() } };
    expect(await centre.call('accounts.changeKeys', { current: PEOPLE.AC1, next: NEXT })).toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('her drafts, her cases and her letters move with the first unlock; no former key is kept', async () => {
    await changed('AC1', 'SD1');
    expect(readKeyring(centre.profile).keyring.slots.filter(({ former }) => former !== undefined)).toHaveLength(1);
    await unlockWithNext('AC1');
    expect(readKeyring(centre.profile).keyring.slots.filter(({ former }) => former !== undefined)).toHaveLength(0);
    expect(centre.application.host.session?.stores.keys.former).toBeNull();
    await centre.ask('cases.open', { caseId });
    renewAll(centre.application.host);
    await centre.ask('cases.open', { caseId });
  });
});
