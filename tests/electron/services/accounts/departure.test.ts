import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unwrapCaseKey } from '../../../../electron/keys/caseKeys.ts';
import { readKeyring } from '../../../../electron/keys/keyring.ts';
import { sealedMessageOpener } from '../../../../electron/keys/principals.ts';
import { KEY_BYTES, Unreadable, agreementPublic } from '../../../../electron/keys/primitives.ts';
import { signingKeysOf } from '../../../../electron/keys/rosterState.ts';
import { renewCases } from '../../../../electron/services/accounts/renewal.ts';
import type { Base, ReadableDb } from '../../../../electron/store/base/database.ts';
import { StoreRefused } from '../../../../electron/store/base/storeRefused.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import { allMembers } from '../../../../electron/store/roster/roster.ts';
import { waitingActs } from '../../../../electron/store/accounts/rosterActs.ts';
import { ADMIN_FILE, CASES_FILE } from '../../../../electron/store/base/fileNames.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import {
  PEOPLE,
  SECOND,
  THIRD,
  addSecondSupervisor,
  confirmAct,
  proposeAct,
  signByTwo,
  unlockAs,
  userIdOf,
  type Installation,
  type StaffCode,
} from '../../../support/installation.ts';
import { newPopulatedCentre, populatedTemplates } from '../../../support/demoInstallations.ts';
import { renewAll } from '../../../support/renewAll.ts';

let centre: Installation;

beforeAll(populatedTemplates, 300_000);
beforeEach(async () => {
  centre = await newPopulatedCentre();
});
afterEach(() => centre.remove());

function stores(): OpenStores {
  const { session } = centre.application.host;
  if (session === null) throw new Error('locked');
  return session.stores;
}

function casesOf({ cases }: OpenStores): ReadableDb<'cases'> {
  if (cases === null) throw new Error('no case base');
  return cases;
}

/** What a person keeps in a modified build: every secret of an open session, copied. */
async function secretsOf(staffCode: StaffCode) {
  await centre.unlock(staffCode);
  const { keys, principals, user } = stores();
  const held = principals.map(({ principal, secret }) => ({
    principalId: principal.principalId,
    epoch: principal.epoch,
    secret: Buffer.from(secret),
  }));
  return {
    dekA: Buffer.from(keys.dekA),
    dekC: Buffer.from(keys.dekC ?? Buffer.alloc(32)),
    held: [{ principalId: user.userId, epoch: user.epoch, secret: Buffer.from(keys.user.agreementSecret) }, ...held].filter(
      ({ secret }) => secret.length === KEY_BYTES,
    ),
  };
}

function opens(base: Base, key: Buffer): boolean {
  const path = join(centre.profile, base === 'admin' ? ADMIN_FILE : CASES_FILE);
  try {
    closeStore(openStore(base, path, key, 'existing'));
    return true;
  } catch (error) {
    if (error instanceof StoreRefused && error.problem === 'key') return false;
    throw error;
  }
}

/** How many wraps and letters of the open session's base these secrets open. */
function opened({ held }: Awaited<ReturnType<typeof secretsOf>>): number {
  const db = casesOf(stores());
  const { roster } = stores();
  const wraps = all(db, casesSql.selectFrom('case_key_wrap').selectAll()).map((row) => (secret: Buffer, publicKey: Buffer) => {
    const { case_id: caseId, principal_id: principalId, principal_epoch: principalEpoch, scope, case_epoch: caseEpoch } = row;
    const wrap = { caseId, principalId, principalEpoch, scope, caseEpoch, sealed: row.sealed, wrappedBy: row.wrapped_by };
    return unwrapCaseKey({ ...wrap, signature: row.signature }, secret, signingKeysOf(roster, row.wrapped_by), publicKey);
  });
  const letters = all(db, casesSql.selectFrom('letter').selectAll()).map((row) => (secret: Buffer, publicKey: Buffer) => {
    const recipient = { principalId: row.principal_id, epoch: row.principal_epoch, secret, publicKey };
    return sealedMessageOpener(roster.siteId, recipient)(row.subject, row.subject_id, row.sealed);
  });
  const pairs = held.map(({ secret }) => ({ secret, publicKey: agreementPublic(secret) }));
  return [...wraps, ...letters].filter((open) => pairs.some(({ secret, publicKey }) => isOpened(() => open(secret, publicKey)))).length;
}

function isOpened(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

async function openEveryCase(): Promise<number> {
  const { rows } = await centre.ask('cases.list', { page: 1 });
  for (const { caseId } of rows) await centre.ask('cases.open', { caseId });
  return rows.length;
}

async function expectWholeJournal(): Promise<void> {
  const { chain } = await centre.ask('journal.read', { page: 1 });
  expect(chain).toMatchObject({ verified: true, whole: true, found: [] });
}

describe('a caseworker leaves (security §2.5, §9.5)', () => {
  test('her account, her keys and the store keys she knew open nothing more; her cases wait for another owner', async () => {
    await centre.unlock('SD1');
    const cases = await openEveryCase();
    const kept = await secretsOf('AC2');
    await centre.unlock('SD1');
    expect(opened(kept)).toBeGreaterThan(5);
    await signByTwo(centre, 'AC2', { what: 'remove', reason: 'left' }, 'AD1', 'SD1');
    renewAll(centre.application.host);
    expect(opened(kept)).toBe(0);
    expect((await centre.ask('team.open', {})).toHandOver).toBeGreaterThan(0);
    expect(await openEveryCase()).toBe(cases);
    await expectWholeJournal();
    expect((await centre.ask('accounts.list', {})).accounts.map(({ staffCode }) => staffCode)).not.toContain('AC2');
    await centre.lock();
    expect([opens('admin', kept.dekA), opens('cases', kept.dekC)]).toEqual([false, false]);
    expect(
      readKeyring(centre.profile)
        .keyring.slots.map(({ staffCode }) => staffCode)
        .toSorted(),
    ).toEqual(['AC1', 'AD1', 'SD1']);
    expect(await centre.call('session.unlock', { staffCode: 'AC2', passphrase: PEOPLE.AC2 })).toMatchObject({ ok: false });
    await centre.unlock('AC1');
    await openEveryCase();
    await centre.unlock('AD1');
    await expectWholeJournal();
  });

  test('a case of hers is given to a colleague, who opens it', async () => {
    await signByTwo(centre, 'AC2', { what: 'remove', reason: 'moved' }, 'SD1', 'AD1');
    await centre.unlock('SD1');
    renewAll(centre.application.host);
    const { rows } = await centre.ask('cases.list', { page: 1 });
    const left = rows.find(({ ownerCode, state }) => ownerCode === 'AC2' && state.startsWith('open'));
    if (left === undefined) throw new Error('no case of hers');
    await centre.ask('cases.reassign', { caseId: left.caseId, ownerCode: 'AC1' });
    await centre.unlock('AC1');
    await centre.ask('cases.open', { caseId: left.caseId });
  });

  test('the administrator’s signature closes her slot at once; the supervisor’s next session does the rest', async () => {
    const kept = await secretsOf('AC2');
    await signByTwo(centre, 'AC2', { what: 'remove', reason: 'left' }, 'SD1', 'AD1');
    expect((await centre.ask('accounts.list', {})).renewal.waitsFor).toBe('authority');
    await centre.lock();
    expect([opens('admin', kept.dekA), opens('cases', kept.dekC)]).toEqual([false, true]);
    await centre.unlock('SD1');
    expect((await centre.ask('accounts.list', {})).renewal.waitsFor).toBeNull();
    await centre.lock();
    expect(opens('cases', kept.dekC)).toBe(false);
  });

  test('the renewal of cases continues in the next session where a lock cut it', async () => {
    await signByTwo(centre, 'AC2', { what: 'remove', reason: 'left' }, 'AD1', 'SD1');
    const before = (await centre.ask('accounts.list', {})).renewal.cases;
    renewCases(centre.application.host, 1);
    const after = (await centre.ask('accounts.list', {})).renewal.cases;
    expect(after.left).toBeLessThan(before.left);
    expect(after.left).toBeGreaterThan(0);
    await centre.unlock('SD1');
    expect((await centre.ask('accounts.list', {})).renewal.cases).toEqual(after);
    renewAll(centre.application.host);
    await openEveryCase();
  });
});

describe('a suspension and a return', () => {
  test('the account opens nothing meanwhile; afterwards everything of its own', async () => {
    await centre.unlock('AC2');
    const cases = await openEveryCase();
    const kept = await secretsOf('AC2');
    await signByTwo(centre, 'AC2', { what: 'suspend', reason: 'absence' }, 'AD1', 'SD1');
    renewAll(centre.application.host);
    expect(opened(kept)).toBe(0);
    await centre.lock();
    expect(await centre.call('session.unlock', { staffCode: 'AC2', passphrase: PEOPLE.AC2 })).toMatchObject({
      failure: { kind: 'forbidden', message: { fr: expect.stringContaining('suspendu') } },
    });
    expect(opens('cases', kept.dekC)).toBe(false);
    await signByTwo(centre, 'AC2', { what: 'return' }, 'AD1', 'SD1');
    renewAll(centre.application.host);
    await centre.unlock('AC2');
    expect(await openEveryCase()).toBe(cases);
  });
});

describe('a supervisor leaves', () => {
  test('the groups’ keys are renewed by the person who stays and signed by both; nothing that was sealed is lost', async () => {
    await addSecondSupervisor(centre);
    await unlockAs(centre, SECOND);
    const before = {
      cases: await openEveryCase(),
      pairs: (await centre.ask('duplicates.list', {})).pairs.length,
      held: (await centre.ask('takeover.held', {})).rows.length,
    };
    const kept = await secretsOf('SD1');
    await signByTwo(centre, 'SD1', { what: 'remove', reason: 'left' }, 'AD1', SECOND);
    expect((await centre.ask('accounts.list', {})).renewal.waitsFor).toBe('administrator');
    await centre.unlock('AD1');
    expect((await centre.ask('accounts.list', {})).renewal.waitsFor).toBeNull();
    await unlockAs(centre, SECOND);
    const { total, left } = (await centre.ask('accounts.list', {})).renewal.cases;
    expect(left).toBe(total);
    renewAll(centre.application.host);
    expect(opened(kept)).toBe(0);
    expect({
      cases: await openEveryCase(),
      pairs: (await centre.ask('duplicates.list', {})).pairs.length,
      held: (await centre.ask('takeover.held', {})).rows.length,
    }).toEqual(before);
    await expectWholeJournal();
    const { roster } = stores();
    expect(roster.stale.size).toBe(0);
    for (const row of allMembers(casesOf(stores()))) {
      const present = roster.principals.get(row.principalId);
      expect(present?.kind === 'signing' || present?.epoch === row.epoch).toBe(true);
    }
    await centre.lock();
    expect([opens('admin', kept.dekA), opens('cases', kept.dekC)]).toEqual([false, false]);
    await centre.unlock('AC1');
    await openEveryCase();
  });
});

describe('two supervisors leave in the same sitting', () => {
  test('the next keys made between the two, which the second one knows, are never signed', async () => {
    await addSecondSupervisor(centre);
    await addSecondSupervisor(centre, THIRD);
    await centre.unlock('AD1');
    for (const code of ['SD1', THIRD.staffCode]) await proposeAct(centre, code, { what: 'remove', reason: 'left' }, 'AD1');
    await unlockAs(centre, SECOND);
    await confirmAct(centre, 'SD1', SECOND);
    const made = proposedKeys();
    expect(made.length).toBeGreaterThan(5);
    await confirmAct(centre, THIRD.staffCode, SECOND);
    expect(proposedKeys().filter((key) => made.includes(key))).toEqual([]);
    await centre.unlock('AD1');
    await unlockAs(centre, SECOND);
    const { roster } = stores();
    expect(roster.stale.size).toBe(0);
    const present = [...roster.principals.values()].map(({ publicKey }) => publicKey.toString('base64url'));
    expect(present.filter((key) => made.includes(key))).toEqual([]);
    renewAll(centre.application.host);
    await openEveryCase();
    await expectWholeJournal();
  });
});

/** Public halves of the next keys of groups that wait for a second signature. */
function proposedKeys(): readonly string[] {
  const at = centre.application.host.now().getTime();
  return waitingActs(stores(), at).flatMap(({ body }) => (body.kind === 'principal.set' ? [body.principal.publicKey] : []));
}

describe('what is refused', () => {
  test('the sole supervisor, the sole administrator, oneself, a second act on the same account', async () => {
    const act = { what: 'remove', reason: 'left' } as const;
    await centre.unlock('AD1');
    const propose = async (staffCode: string, passphrase: string = PEOPLE.AD1) =>
      centre.call('accounts.propose', { userId: await userIdOf(centre, staffCode), act, passphrase });
    expect(await propose('SD1')).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('seule personne') } },
    });
    expect(await propose('AD1')).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(await propose('AC2')).toMatchObject({ ok: true });
    expect(await propose('AC2')).toMatchObject({ failure: { kind: 'conflict' } });
    const [waiting] = (await centre.ask('accounts.list', {})).acts;
    expect(waiting).toMatchObject({ staffCode: 'AC2', mayConfirm: false });
    const confirm = (passphrase: string) => centre.call('accounts.confirm', { proposalId: waiting?.proposalId ?? '', passphrase });
    expect(await confirm(PEOPLE.AD1)).toMatchObject({ failure: { kind: 'forbidden' } });
    await centre.unlock('SD1');
    expect(await propose('AD1', PEOPLE.SD1)).toMatchObject({ failure: { kind: 'conflict' } });
    for (const wrong of [PEOPLE.AD1, 'invente mais pas la bonne'])
      expect(await confirm(wrong)).toMatchObject({ failure: { kind: 'invalid' } });
    expect((await centre.ask('accounts.list', {})).acts).toHaveLength(1);
    await centre.ask('accounts.decline', { proposalId: waiting?.proposalId ?? '' });
    expect((await centre.ask('accounts.list', {})).acts).toEqual([]);
    await centre.unlock('AC2');
    await openEveryCase();
  });
});
