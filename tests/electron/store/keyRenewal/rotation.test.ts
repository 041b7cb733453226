import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealStoreKey } from '../../../../electron/keys/bundle.ts';
import { KeyringDamaged, readKeyring, writeKeyring } from '../../../../electron/keys/keyring.ts';
import { randomSecret } from '../../../../electron/keys/primitives.ts';
import { openKeys, renewedProof, rotationProof } from '../../../../electron/keys/session.ts';
import type { Base, ReadableDb } from '../../../../electron/store/base/database.ts';
import { StoreRefused } from '../../../../electron/store/base/storeRefused.ts';
import { checkWhole } from '../../../../electron/store/base/pages.ts';
import { closeStore, openStore } from '../../../../electron/store/base/open.ts';
import {
  applyRotation,
  finishRotation,
  prepareRotation,
  resumeRotation,
  staleStores,
} from '../../../../electron/store/keyRenewal/rotation.ts';
import { ADMIN_FILE, CASES_FILE } from '../../../../electron/store/base/fileNames.ts';
import { closeStores, openStores } from '../../../../electron/store/session/session.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { adminSql, all, casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import { TEST_TIME, casesOf, passphraseOf, temporaryCentre, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

const ROWS = 400;
const SCRIPT = join(import.meta.dirname, '../../../support/rotateInSteps.ts');
const FILES = { admin: ADMIN_FILE, cases: CASES_FILE } as const;
const STORES = ['admin', 'cases'] as const;

let centre: TemporaryInstallation;
const folders: string[] = [];

beforeAll(async () => {
  centre = await temporaryCentre(['AWA']);
  await centre.as('SUP', (session) => {
    for (let row = 0; row < ROWS; row += 1) {
      const made = `${row}-${randomSecret().toString('hex').repeat(120)}`;
      transaction(casesOf(session), (db) =>
        run(db, casesSql.insertInto('person').values({ person_id: made, survivor_code: String(row), created_at: row })),
      );
      transaction(session.admin, (db) =>
        run(db, adminSql.insertInto('setting').values({ key: `essai-${row}`, value: `"${made}"`, changed_at: row, changed_by: null })),
      );
    }
  });
});
afterAll(() => {
  centre.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function copyOfCentre(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-test-'));
  folders.push(folder);
  cpSync(centre.folder, folder, { recursive: true });
  return folder;
}

async function open(folder: string, staffCode: string): Promise<OpenStores> {
  return openStores(folder, await openKeys(folder, staffCode, passphraseOf(staffCode)));
}

function rowsOf(session: OpenStores, stores: Base): number {
  const rows =
    stores === 'cases'
      ? all(casesOf(session), casesSql.selectFrom('person').select('person_id'))
      : all(session.admin, adminSql.selectFrom('setting').select('key').where('key', 'like', 'essai-%'));
  return rows.length;
}

function problemOf(act: () => ReadableDb): string {
  try {
    closeStore(act());
  } catch (error) {
    if (error instanceof StoreRefused) return error.problem;
    throw error;
  }
  return 'opened';
}

/** Everybody opens the store with every row, the renewal is over, and the former key opens nothing. */
async function expectRenewed(folder: string, stores: Base, former: Buffer): Promise<void> {
  const first = resumeRotation(await open(folder, 'SUP'));
  expect(rowsOf(first, stores)).toBe(ROWS);
  const db = first[stores];
  if (db === null) throw new Error('no store');
  checkWhole(db);
  closeStores(first);
  expect(readKeyring(folder).keyring.pendingDek).toBeUndefined();
  for (const staffCode of stores === 'cases' ? ['AWA', 'SUP'] : ['ADM', 'AWA', 'SUP']) {
    const session = await open(folder, staffCode);
    expect(rowsOf(session, stores)).toBe(ROWS);
    closeStores(session);
  }
  expect(problemOf(() => openStore(stores, join(folder, FILES[stores]), former, 'existing'))).toBe('key');
}

/** Starts the child, waits for a step to be said, then for some milliseconds, and kills it. */
async function killedAt(folder: string, stores: Base, step: string, milliseconds: number, last: string): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, folder, 'SUP', passphraseOf('SUP'), stores, last], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let output = '';
  await new Promise<void>((done) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.includes(step)) done();
    });
    child.on('close', () => done());
  });
  expect(output).toContain(step);
  await new Promise((done) => setTimeout(done, milliseconds));
  child.kill('SIGKILL');
  await closed;
}

async function formerKey(stores: Base): Promise<Buffer> {
  const { dekA, dekC } = await openKeys(centre.folder, 'SUP', passphraseOf('SUP'));
  if (dekC === null) throw new Error('no key of the case base');
  return stores === 'admin' ? dekA : dekC;
}

describe('renewal of a store key (security §2.5, T1)', () => {
  test.each(STORES)('%s: everybody who stays opens it, the former key does not', async (stores) => {
    const folder = copyOfCentre();
    const former = await formerKey(stores);
    const session = await open(folder, 'SUP');
    expect(staleStores(session)).toEqual([]);
    const renewed = finishRotation(applyRotation(prepareRotation(session, stores, TEST_TIME)));
    expect(rowsOf(renewed, stores)).toBe(ROWS);
    closeStores(renewed);
    await expectRenewed(folder, stores, former);
  });

  test.each(STORES.flatMap((stores) => ['prepared', 'applied', 'finished'].map((step) => [stores, step] as const)))(
    '%s: killed once it is %s, it is ended at the next opening',
    async (stores, step) => {
      const folder = copyOfCentre();
      await killedAt(folder, stores, step, 0, step);
      expect(readKeyring(folder).keyring.pendingDek === undefined).toBe(step === 'finished');
      await expectRenewed(folder, stores, await formerKey(stores));
    },
  );

  test.each([0, 3, 9, 20, 45, 90])('killed %i ms into the writing of the pages', async (milliseconds) => {
    const folder = copyOfCentre();
    await killedAt(folder, 'cases', 'prepared', milliseconds, 'never');
    await expectRenewed(folder, 'cases', await formerKey('cases'));
  });

  test('somebody without the store does not end it, and is not hindered', async () => {
    const folder = copyOfCentre();
    await killedAt(folder, 'cases', 'applied', 0, 'applied');
    const administrator = resumeRotation(await open(folder, 'ADM'));
    expect(administrator.user.role).toBe('administrator');
    closeStores(administrator);
    expect(readKeyring(folder).keyring.pendingDek?.store).toBe('cases');
    const caseworker = resumeRotation(await open(folder, 'AWA'));
    expect(rowsOf(caseworker, 'cases')).toBe(ROWS);
    closeStores(caseworker);
    await expectRenewed(folder, 'cases', await formerKey('cases'));
  });

  test('an administrator, who can write the keyring, cannot choose the next key of the cases (security A5)', async () => {
    const folder = copyOfCentre();
    const formerCases = await formerKey('cases');
    await centre.as('ADM', ({ keys, roster }) => {
      const supervisor = [...roster.users.values()].find(({ staffCode }) => staffCode === 'SUP');
      if (supervisor === undefined) throw new Error('nobody supervises');
      const { userId, agreementPublic } = supervisor;
      const chosen = randomSecret();
      const sealed = sealStoreKey(agreementPublic, roster.siteId, userId, 'dekC', chosen).toString('base64url');
      const proof = rotationProof(keys.dekA, 'cases', roster.seq, chosen);
      const forged = { store: 'cases' as const, line: roster.seq, proof, sealed: [{ userId, old: sealed, new: sealed }] };
      writeKeyring(folder, { ...readKeyring(folder).keyring, pendingDek: forged }, keys.dekA);
    });
    await expect(open(folder, 'SUP')).rejects.toThrow(KeyringDamaged);
    expect(problemOf(() => openStore('cases', join(folder, CASES_FILE), formerCases, 'existing'))).toBe('opened');
  });

  test('nor say that it was renewed when it was not, to keep it from being renewed (security A5)', async () => {
    const folder = copyOfCentre();
    const left = (session: OpenStores): OpenStores => ({
      ...session,
      roster: { ...session.roster, leftAt: { admin: 0, cases: session.roster.seq } },
    });
    await centre.as('ADM', ({ keys, roster: { seq: line } }) => {
      const cases = { line, proof: renewedProof(keys.dekA, 'cases', line) };
      writeKeyring(folder, { ...readKeyring(folder).keyring, renewed: { cases } }, keys.dekA);
    });
    const session = await open(folder, 'SUP');
    expect(staleStores(left(session))).toEqual(['cases']);
    const renewed = finishRotation(applyRotation(prepareRotation(session, 'cases', TEST_TIME)));
    expect(staleStores(left(renewed))).toEqual([]);
    closeStores(renewed);
    const again = await open(folder, 'AWA');
    expect(staleStores(left(again))).toEqual([]);
    closeStores(again);
  });

  test('no space left: the former key opens everything, and the renewal is ended once there is space', async () => {
    const folder = copyOfCentre();
    const former = await formerKey('cases');
    const blocks = String(Math.floor(statSync(join(folder, CASES_FILE)).size / 1024 / 2));
    const limited = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
    const child = [process.execPath, SCRIPT, folder, 'SUP', passphraseOf('SUP'), 'cases', 'never'];
    const ran = spawnSync('bash', ['-c', limited, 'bash', ...child], { encoding: 'utf8' });
    expect([ran.stdout, ran.status]).toEqual(['opened\nprepared\n', 1]);
    expect(problemOf(() => openStore('cases', join(folder, CASES_FILE), former, 'existing'))).toBe('opened');
    await expectRenewed(folder, 'cases', former);
  });
});
