import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newUserKeys } from '../../../electron/keys/bundle.ts';
import { canonicalJson } from '../../../electron/keys/canonical.ts';
import {
  KeyringDamaged,
  KeyringNewer,
  assertAuthentic,
  keyringExists,
  readKeyring,
  removeLeftovers,
  writeKeyring,
  type Keyring,
} from '../../../electron/keys/keyring.ts';
import { sha256 } from '../../../electron/keys/primitives.ts';
import {
  UnknownAccount,
  WrongPassphrase,
  admittedSlot,
  changePassphrase,
  newSlot,
  openKeys,
  withBundle,
} from '../../../electron/keys/session.ts';
import { temporaryFolder } from '../../support/temporaryStore.ts';

const SITE = '01900000-0000-7000-8000-000000000001';
const USER = '01900000-0000-7000-8000-000000000004';
const DEK_A = Buffer.alloc(32, 1);
const DEK_C = Buffer.alloc(32, 2);

async function oneSlot(): Promise<Keyring> {
  const user = newUserKeys();
  const slot = await newSlot(
    SITE,
    { userId: USER, staffCode: 'AWA' },
    'phrase inventée',
    { user, genesis: Buffer.alloc(32, 4) },
    DEK_A,
    'floor',
  );
  const given = { dekC: DEK_C, ivk: Buffer.alloc(32, 3), genesis: Buffer.alloc(32, 4) };
  const slots = [admittedSlot(SITE, slot, user.agreementPublic, given)];
  return { v: 1, siteId: SITE, rosterHead: 'A'.repeat(43), slots, recovery: null, escrow: [], enrolments: [] };
}

describe('keyring', () => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);

  test('a round trip through the files gives the same keys, distinguishes a wrong passphrase, and leaves nothing else in the folder', async () => {
    writeKeyring(folder, await oneSlot(), DEK_A);
    const keys = await openKeys(folder, 'AWA', 'phrase inventée');
    expect(keys.dekA).toEqual(DEK_A);
    expect(keys.dekC).toEqual(DEK_C);
    expect(keys.genesis).toEqual(Buffer.alloc(32, 4));
    await expect(openKeys(folder, 'AWA', 'phrase inventee')).rejects.toThrow(WrongPassphrase);
    await expect(openKeys(folder, 'BIN', 'phrase inventée')).rejects.toThrow(UnknownAccount);
    expect(readdirSync(folder).toSorted()).toEqual(['keyring.copy', 'keyring.json']);
  });

  test('no key is readable in the file', async () => {
    const keyring = await oneSlot();
    writeKeyring(folder, keyring, DEK_A);
    const text = readFileSync(path('keyring.json'));
    for (const secret of [DEK_A, DEK_C]) {
      for (const form of ['hex', 'base64', 'base64url'] as const) expect(text.includes(secret.toString(form).slice(0, 40))).toBe(false);
    }
  });

  test('every byte flipped in one file: the other is used; in both: damaged, never "wrong passphrase"', async () => {
    const keyring = await oneSlot();
    writeKeyring(folder, keyring, DEK_A);
    const whole = readFileSync(path('keyring.json'));
    for (let place = 0; place < whole.length; place += 1) {
      const altered = Buffer.from(whole);
      altered.writeUInt8(altered.readUInt8(place) ^ (1 << (place % 7)), place);
      writeFileSync(path('keyring.json'), altered);
      expect(readKeyring(folder).keyring).toEqual(keyring);
      writeFileSync(path('keyring.copy'), altered);
      expect(() => readKeyring(folder)).toThrow(KeyringDamaged);
      writeFileSync(path('keyring.copy'), whole);
    }
  });

  test('both files cut or absent: damaged, nothing deleted', async () => {
    writeKeyring(folder, await oneSlot(), DEK_A);
    const whole = readFileSync(path('keyring.json'));
    for (const length of [0, 1, 100, whole.length - 1]) {
      writeFileSync(path('keyring.json'), whole.subarray(0, length));
      writeFileSync(path('keyring.copy'), whole.subarray(0, length));
      expect(() => readKeyring(folder)).toThrow(KeyringDamaged);
      expect(readFileSync(path('keyring.json'))).toHaveLength(length);
    }
    rmSync(path('keyring.json'));
    rmSync(path('keyring.copy'));
    expect(() => readKeyring(folder)).toThrow(KeyringDamaged);
    expect(keyringExists(folder)).toBe(false);
  });

  test('brackets by the hundred thousand are damage, also in a file that says it is newer', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    for (const text of [deep, `{"v":2,"sum":"x","a":${deep}}`]) {
      for (const name of ['keyring.json', 'keyring.copy']) writeFileSync(path(name), text);
      expect(() => readKeyring(folder)).toThrow(KeyringDamaged);
    }
  });

  test('a file rewritten by somebody without DEK-A is found out right after unlock', async () => {
    writeKeyring(folder, await oneSlot(), Buffer.alloc(32, 9));
    expect(() => assertAuthentic(readKeyring(folder), DEK_A)).toThrow(KeyringDamaged);
    await expect(openKeys(folder, 'AWA', 'phrase inventée')).rejects.toThrow(KeyringDamaged);
  });

  test('a newer generation is distinguished from damage', async () => {
    writeKeyring(folder, await oneSlot(), DEK_A);
    const newer = { v: 2, anything: ['else'] };
    const sum = sha256(Buffer.from(canonicalJson(newer))).toString('base64url');
    for (const name of ['keyring.json', 'keyring.copy']) writeFileSync(path(name), canonicalJson({ ...newer, sum }));
    expect(() => readKeyring(folder)).toThrow(KeyringNewer);
    for (const name of ['keyring.json', 'keyring.copy']) writeFileSync(path(name), canonicalJson(newer));
    expect(() => readKeyring(folder)).toThrow(KeyringDamaged);
  });

  test('derivation bounds are part of the format', async () => {
    const keyring = await oneSlot();
    const [slot] = keyring.slots;
    if (slot === undefined) throw new Error('no slot');
    for (const kdf of [
      { ...slot.kdf, m: 1 },
      { ...slot.kdf, m: 2 ** 32 },
      { ...slot.kdf, t: 0 },
    ])
      expect(() => writeKeyring(folder, { ...keyring, slots: [{ ...slot, kdf }] }, DEK_A)).toThrow();
  });

  test('a new passphrase: same keys, new salt, the old one closed', async () => {
    const keyring = await oneSlot();
    writeKeyring(folder, keyring, DEK_A);
    const before = await openKeys(folder, 'AWA', 'phrase inventée');
    await expect(changePassphrase(keyring, 'AWA', 'autre', 'nouvelle phrase', 'floor')).rejects.toThrow(WrongPassphrase);
    const changed = withBundle(keyring, await changePassphrase(keyring, 'AWA', 'phrase inventée', 'nouvelle phrase', 'floor'));
    writeKeyring(folder, changed, DEK_A);
    expect(changed.slots[0]?.kdf.salt).not.toBe(keyring.slots[0]?.kdf.salt);
    expect(await openKeys(folder, 'AWA', 'nouvelle phrase')).toEqual(before);
    await expect(openKeys(folder, 'AWA', 'phrase inventée')).rejects.toThrow(WrongPassphrase);
  });

  test('killed while writing: one of the two files is always whole', async () => {
    writeKeyring(folder, await oneSlot(), DEK_A);
    const script = join(import.meta.dirname, '../../support/writeKeyringForever.ts');
    for (const milliseconds of [0, 1, 3, 7, 11, 17, 29, 41]) {
      const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      await new Promise((done) => setTimeout(done, milliseconds));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const read = readKeyring(folder);
      expect(() => assertAuthentic(read, DEK_A)).not.toThrow();
      removeLeftovers(folder);
      expect(readdirSync(folder).toSorted()).toEqual(['keyring.copy', 'keyring.json']);
    }
  });
});
