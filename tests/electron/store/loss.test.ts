import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { UserKeys } from '../../../electron/keys/bundle.ts';
import { readKeyring } from '../../../electron/keys/keyring.ts';
import { nextEpoch } from '../../../electron/keys/principals.ts';
import { zero } from '../../../electron/keys/primitives.ts';
import { WrongPassphrase, copySessionKeys, openKeys, zeroSessionKeys, type SessionKeys } from '../../../electron/keys/session.ts';
import { declareLoss, drawNextKeys, isRenewed, renewPerson, reconcileFor, type NextKeys } from '../../../electron/store/loss.ts';
import { StoreRefused } from '../../../electron/store/base/storeRefused.ts';
import { openReadOnly } from '../../../electron/store/base/open.ts';
import { proposeAct } from '../../../electron/store/accounts/rosterActs.ts';
import { resumeRotation } from '../../../electron/store/keyRenewal/rotation.ts';
import { CASES_FILE } from '../../../electron/store/base/fileNames.ts';
import { closeStores, openStores, withRoster } from '../../../electron/store/session/session.ts';
import type { OpenStores } from '../../../electron/store/opened/openStores.ts';
import { RECONCILIATION, newEpochs } from '../../../electron/store/keyRenewal/reconcile.ts';
import { addCase } from '../../support/caseRecords.ts';
import { TEST_TIME, passphraseOf, temporaryCentre, temporaryFolder, type TemporaryInstallation } from '../../support/temporaryStore.ts';

/** The renaming after which the process is dead; nothing that follows it in the program happens. */
const death = vi.hoisted(() => ({ in: Number.POSITIVE_INFINITY }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const renameSync: typeof fs.renameSync = (from, to) => {
    death.in -= 1;
    if (death.in < 0) throw new Error('killed');
    fs.renameSync(from, to);
  };
  return { ...fs, renameSync };
});

const NEXT = (staffCode: string) => `phrase d’après la perte pour ${staffCode}`;

let centre: TemporaryInstallation;
let held: SessionKeys;
/** Drawn once: each run uses copies. */
const drawn = new Map<string, NextKeys>();
beforeAll(async () => {
  centre = await temporaryCentre(['AWA']);
  await centre.as('AWA', (session) => addCase(session));
  held = await openKeys(centre.folder, 'SUP', passphraseOf('SUP'));
  for (const staffCode of ['SUP', 'ADM', 'AWA']) drawn.set(staffCode, await draw(staffCode));
});
afterAll(() => {
  zeroSessionKeys(held);
  centre.remove();
});

async function draw(staffCode: string): Promise<NextKeys> {
  const { siteId, userId, user, pinned } = await openKeys(centre.folder, staffCode, passphraseOf(staffCode));
  return drawNextKeys({ siteId, hashes: [pinned.toString('base64url')] }, userId, { former: user, older: null }, NEXT(staffCode), 'floor');
}

function nextOf(staffCode: string): NextKeys {
  const next = drawn.get(staffCode);
  if (next === undefined) throw new Error('no such person');
  return { ...next, former: copied(next.former), next: copied(next.next) };
}

function copied(keys: UserKeys): UserKeys {
  const { agreementSecret, signingSeed, userSecret } = keys;
  return {
    ...keys,
    agreementSecret: Buffer.from(agreementSecret),
    signingSeed: Buffer.from(signingSeed),
    userSecret: Buffer.from(userSecret),
  };
}

async function completed(session: OpenStores): Promise<OpenStores> {
  const made = await newEpochs(session, TEST_TIME);
  let stores = session;
  for (const step of RECONCILIATION) stores = step(stores, made, TEST_TIME);
  zero(...made.map(({ secret }) => secret));
  return stores;
}

/** Dead at the renaming of this number, with nothing closed but what the system closes. */
async function killedAt(session: OpenStores, own: NextKeys, administrator: NextKeys, renaming: number): Promise<boolean> {
  death.in = renaming;
  try {
    let stores = await completed(declareLoss(session, own, administrator, TEST_TIME));
    await reconcileFor(stores, administrator, TEST_TIME);
    stores = await completed(stores);
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'killed') return true;
    throw error;
  } finally {
    death.in = Number.POSITIVE_INFINITY;
    session.admin.connection.close();
    session.cases?.connection.close();
  }
}

/** The person's session by the next passphrase, or by the former one, as the screen says; what a cut left is ended. */
async function opened(folder: string, staffCode: string): Promise<OpenStores> {
  const keys = await openKeys(folder, staffCode, NEXT(staffCode)).catch((error: unknown) => {
    if (!(error instanceof WrongPassphrase)) throw error;
    return openKeys(folder, staffCode, passphraseOf(staffCode));
  });
  return completed(resumeRotation(openStores(folder, keys)));
}

test('a next key of a group that was proposed before the loss, and was stored on the lost machine, never comes into force', async () => {
  const profile = temporaryFolder();
  cpSync(centre.folder, profile, { recursive: true });
  let stores = openStores(profile, copySessionKeys(held));
  const team = [...stores.roster.principals.values()].find(({ kind }) => kind === 'team');
  if (team === undefined) throw new Error('no team');
  const { record, secret } = await nextEpoch(team);
  zero(secret);
  proposeAct(stores, { kind: 'principal.set', principal: record }, TEST_TIME);
  stores = await completed(declareLoss(stores, nextOf('SUP'), nextOf('ADM'), TEST_TIME));
  stores = await completed(withRoster(stores, await reconcileFor(stores, nextOf('ADM'), TEST_TIME)));
  const present = stores.roster.principals.get(team.principalId);
  expect(present).toMatchObject({ epoch: 2 });
  expect(present?.publicKey.toString('base64url')).not.toBe(record.publicKey);
  expect([...stores.roster.stale]).toEqual([]);
  closeStores(stores);
  rmSync(profile, { recursive: true });
});

test.each([0, 1, 2, 5, 9])(
  'a declaration killed at the renaming %i is repeated or continues, and nobody is shut out',
  async (renaming) => {
    const profile = temporaryFolder();
    cpSync(centre.folder, profile, { recursive: true });
    expect(await killedAt(openStores(profile, copySessionKeys(held)), nextOf('SUP'), nextOf('ADM'), renaming)).toBe(true);

    let stores = await opened(profile, 'SUP');
    expect(stores.roster.lost === null).toBe(renaming < 2);
    if (stores.roster.lost === null) stores = declareLoss(stores, nextOf('SUP'), nextOf('ADM'), TEST_TIME);
    stores = await completed(stores);
    stores = await completed(withRoster(stores, await reconcileFor(stores, nextOf('ADM'), TEST_TIME)));
    stores = await completed(renewPerson(stores, nextOf('AWA'), TEST_TIME));
    expect(isRenewed(stores)).toBe(true);
    expect(readKeyring(profile).keyring.slots.every(({ deks }) => deks.dekA !== null)).toBe(true);
    closeStores(stores);
    closeStores(await opened(profile, 'AWA'));
    expect(() => openReadOnly('cases', join(profile, CASES_FILE), held.dekC ?? Buffer.alloc(32))).toThrow(StoreRefused);
    rmSync(profile, { recursive: true });
  },
  120_000,
);
