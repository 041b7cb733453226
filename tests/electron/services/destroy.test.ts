import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DestructionLevel } from '../../../shared/contract/destruction.ts';
import { deriveCaseKeys, openRewrap, zeroCaseKeys } from '../../../electron/keys/caseKeys.ts';
import { NEXT_KEYRING, readKeyring, writeKeyring, type Ordered } from '../../../electron/keys/keyring.ts';
import { ORDER_FILE, armOrder, waitOfOrder } from '../../../electron/keys/order.ts';
import { Unreadable, sha256 } from '../../../electron/keys/primitives.ts';
import { openEscrow, uniteShares } from '../../../electron/keys/recovery.ts';
import { openDraft, openPart } from '../../../electron/keys/records.ts';
import { openKeys } from '../../../electron/keys/session.ts';
import { canonicalJson } from '../../../electron/keys/canonical.ts';
import { carryOutDestruction } from '../../../electron/services/destruction.ts';
import type { ReadableDb } from '../../../electron/store/database.ts';
import { carryOut } from '../../../electron/store/destruction.ts';
import { StoreRefused } from '../../../electron/store/storeRefused.ts';
import { closeStore, openStore } from '../../../electron/store/open.ts';
import { CASES_FILE, type Session } from '../../../electron/store/session.ts';
import { all, casesSql } from '../../../electron/store/sql.ts';
import { PEOPLE, TODAY, newCentre, newDesk, openInstallation, type Installation } from '../../support/installation.ts';
import { intakeContent } from '../../support/inventedCases.ts';
import { makeShares } from '../../support/shares.ts';

/** From its turn on, nothing more is written: what a power cut does. Only what changes the folder is counted. */
const power = vi.hoisted(() => ({ left: Infinity, used: 0 }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const counted = <Args extends unknown[], Result>(act: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      power.used += 1;
      if (power.used > power.left) throw Object.assign(new Error('the power is off'), { code: 'EIO' });
      return act(...args);
    };
  };
  return { ...fs, renameSync: counted(fs.renameSync), rmSync: counted(fs.rmSync), writeSync: counted(fs.writeSync) };
});

const MINUTE = 60_000;
/** Writes by which a destruction has changed the keyring: after them a clock set back no longer holds it. */
const BEGUN = { vault: 3, base: 6 } as const;
const CASE_STAFF = ['SD1', 'AC1', 'AC2'] as const;

/** All that somebody may have learnt before: keys of stores, of the vault and of each case. */
type Known = { readonly deks: readonly Buffer[]; readonly ivks: readonly Buffer[]; readonly caseKeys: ReadonlyMap<string, Buffer> };

let centre: Installation;
let template: string;
let known: Known;
let shares: readonly string[];
const opened: Installation[] = [];

beforeAll(async () => {
  centre = await newCentre();
  for (const staff of ['AC1', 'AC2'] as const) {
    await centre.unlock(staff);
    const content = intakeContent({
      staff,
      came: `${TODAY}T08:00`,
      age: 30,
      name: ['Nouvelle', 'Venue'],
      type: 'rape',
      risk: 'low',
      after: 1,
    });
    const registered = await centre.ask('intake.register', { draftId: randomUUID(), content });
    if (registered.kind !== 'case') throw new Error('no case');
    const draft = { draftId: randomUUID(), caseId: registered.caseId, form: 'identity', recordId: null, parentId: null, baseRevision: 0 };
    await centre.ask('drafts.save', { ...draft, at: { section: 'who', field: null }, content: { identity: content['identity'] ?? {} } });
  }
  await centre.unlock('SD1');
  shares = await makeShares(centre.ask);
  known = learn(centre);
  await centre.lock();
  template = centre.profile;
}, 120_000);
afterEach(() => {
  Object.assign(power, { left: Infinity, used: 0 });
  for (const one of opened.splice(0)) one.remove();
});
afterAll(() => centre.remove());

async function copy(profile = template): Promise<Installation> {
  const folder = join(mkdtempSync(join(tmpdir(), 'sutura-test-')), 'profile');
  cpSync(profile, folder, { recursive: true });
  const installation = await openInstallation(folder);
  opened.push(installation);
  return installation;
}

/** The same profile in a process of its own, at the same instant. */
async function restarted(installation: Installation, minutes = 0): Promise<Installation> {
  installation.application.close();
  const again = await openInstallation(installation.profile);
  again.advance(minutes * MINUTE);
  return again;
}

function storeOf(installation: Installation): Session {
  const { session } = installation.application.host;
  if (session === null) throw new Error('locked');
  return session.store;
}

function casesOf({ cases }: Session): ReadableDb<'cases'> {
  if (cases === null) throw new Error('no cases');
  return cases;
}

/** The supervisor's own copies give the key of each case of the team. */
function learn(installation: Installation): Known {
  const store = storeOf(installation);
  const { dekC, ivk, user } = store.keys;
  const copies = all(casesOf(store), casesSql.selectFrom('case_key_copy').selectAll().where('user_id', '=', store.user.userId));
  const caseKeys = new Map(
    copies.map(({ case_id: caseId, case_epoch: epoch, scope, bytes }) => [
      caseId,
      openRewrap(user.userSecret, caseId, epoch, scope, bytes),
    ]),
  );
  if (dekC === null || ivk === null) throw new Error('no keys');
  return { deks: [Buffer.from(dekC)], ivks: [Buffer.from(ivk)], caseKeys };
}

/** Signed by the supervisor, then by the administrator. */
async function order(installation: Installation, level: DestructionLevel): Promise<void> {
  await installation.unlock('SD1');
  await installation.ask('destruction.propose', { level, passphrase: PEOPLE.SD1, written: true });
  await installation.unlock('AD1');
  const { proposed } = await installation.ask('destruction.state', {});
  await installation.ask('destruction.confirm', { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE.AD1 });
}

/** What the files and every passphrase and share together still give, beside what was learnt before. */
async function obtainable(profile: string, before: Known): Promise<Known> {
  const { keyring } = readKeyring(profile);
  const deks = [...before.deks];
  const ivks = [...before.ivks];
  for (const staffCode of CASE_STAFF) {
    const keys = await openKeys(profile, staffCode, PEOPLE[staffCode]);
    if (keys.dekC !== null) deks.push(keys.dekC);
    if (keys.ivk !== null) ivks.push(keys.ivk);
  }
  const { recovery } = keyring;
  if (recovery === null) throw new Error('no shares');
  const secret = await uniteShares(recovery, shares.slice(0, 2));
  for (const [list, name] of [
    [deks, 'dekC'],
    [ivks, 'ivk'],
  ] as const) {
    const key = openEscrow(keyring, recovery.setId, secret, name, null);
    if (key !== null) list.push(key);
  }
  return { deks, ivks, caseKeys: before.caseKeys };
}

/** How many identities these keys open in the base of cases, by any page key they give. */
function identities(profile: string, { deks, ivks, caseKeys }: Known): number {
  let found = 0;
  for (const dek of deks) {
    let db: ReadableDb<'cases'>;
    try {
      db = openStore('cases', join(profile, CASES_FILE), dek, 'existing');
    } catch (error) {
      if (error instanceof StoreRefused) continue;
      throw error;
    }
    const rows = all(db, casesSql.selectFrom('case_file').selectAll());
    for (const row of rows) found += ofCase(db, row, caseKeys.get(row.case_id), ivks);
    closeStore(db);
  }
  return found;
}

function ofCase(
  db: ReadableDb<'cases'>,
  row: { readonly case_id: string; readonly site_id: string; readonly epoch: number },
  caseKey: Buffer | undefined,
  ivks: readonly Buffer[],
): number {
  if (caseKey === undefined) return 0;
  const parts = all(
    db,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .select(['record.record_id', 'record.form', 'record.revision', 'record_part.bytes'])
      .where('record.case_id', '=', row.case_id)
      .where('class', '=', 'DI'),
  );
  const drafts = all(db, casesSql.selectFrom('draft').selectAll().where('case_id', '=', row.case_id).where('form', '=', 'identity'));
  let found = 0;
  for (const ivk of ivks) {
    const keys = deriveCaseKeys(row.case_id, row.epoch, caseKey, ivk);
    for (const part of parts) {
      const ref = { siteId: row.site_id, caseId: row.case_id, recordId: part.record_id, form: part.form, revision: part.revision };
      if (opens(() => openPart(keys, ref, 'DI', part.bytes))) found += 1;
    }
    for (const { user_id: userId, draft_id: draftId, form, saved_at: savedAt, bytes, epoch } of drafts) {
      const { narrative } = keys;
      if (narrative !== null && opens(() => openDraft(narrative, epoch, { userId, caseId: row.case_id, form, draftId, savedAt }, bytes)))
        found += 1;
    }
    zeroCaseKeys(keys);
  }
  return found;
}

function opens(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

/** The keyring holds the key no more, and nothing waits. */
function expectKeysGone({ profile }: Installation): void {
  const { keyring } = readKeyring(profile);
  expect([keyring.vault?.due, keyring.renewCases]).toEqual([true, true]);
  expect(keyring.slots.flatMap(({ deks }) => (deks.ivk === null ? [] : ['ivk']))).toEqual([]);
  expect(keyring.escrow.filter(({ name }) => name === 'ivk')).toEqual([]);
  for (const name of [ORDER_FILE, NEXT_KEYRING]) expect(existsSync(join(profile, name)), name).toBe(false);
}

/** A new key serves the identities to come, and the base of cases has a new one too. */
function expectRenewed({ profile }: Installation): void {
  const { vault, renewCases, slots } = readKeyring(profile).keyring;
  expect([vault?.due, renewCases]).toEqual([false, undefined]);
  expect(slots.filter(({ deks }) => deks.ivk !== null).map(({ staffCode }) => staffCode)).toEqual([...CASE_STAFF]);
}

/** Nothing that was known opens an identity; the cases are there, later identities are kept and read. */
async function expectDestroyed(installation: Installation): Promise<void> {
  await installation.unlock('AC1');
  expectRenewed(installation);
  const { rows } = await installation.ask('cases.list', { page: 1 });
  const [row] = rows;
  if (row === undefined) throw new Error('no case left');
  const { caseId } = row;
  await installation.ask('cases.open', { caseId });
  const asked = { caseId, form: 'identity', recordId: null, reason: 'contact' } as const;
  expect((await installation.ask('identity.open', asked)).answers).toEqual({});
  const form = { caseId, form: 'identity', recordId: null, parentId: null };
  const present = await installation.ask('forms.open', { ...form, narrative: false });
  const answers = { first_name: 'Autre' };
  await installation.ask('forms.save', {
    ...form,
    recordId: present.recordId,
    revision: present.revision,
    answers,
    keep: [],
    finish: false,
    draftId: null,
  });
  expect((await installation.ask('identity.open', asked)).answers).toMatchObject(answers);
  await installation.unlock('SD1');
  expect((await installation.ask('journal.verify', {})).chain).toMatchObject({ whole: true, found: [] });
  expect(
    (await installation.ask('journal.read', { page: 1 })).lines.filter(({ kind, signed }) => kind === 'vault.destroyed' && signed),
  ).toHaveLength(1);
  await installation.lock();
  const formerIvks = { ...(await obtainable(installation.profile, known)), ivks: known.ivks };
  expect(identities(installation.profile, formerIvks)).toBe(0);
}

describe('the identities are destroyed by two (security §9.6, T24)', () => {
  test('before: they open with what is known', async () => {
    expect(identities(template, known)).toBeGreaterThan(3);
  });

  test('one person cannot start it, nor two of one role; a proposal alone does nothing', async () => {
    const one = await copy();
    await one.unlock('AC1');
    expect(await one.call('destruction.propose', { level: 'vault', passphrase: PEOPLE.AC1, written: true })).toMatchObject({
      failure: { kind: 'forbidden' },
    });
    await one.unlock('SD1');
    const wrong = { level: 'vault', passphrase: PEOPLE.AD1, written: true } as const;
    expect(await one.call('destruction.propose', wrong)).toMatchObject({ failure: { kind: 'invalid' } });
    await one.ask('destruction.propose', { ...wrong, passphrase: PEOPLE.SD1 });
    const { proposed } = await one.ask('destruction.state', {});
    expect(proposed).toMatchObject({ by: 'SD1', mayConfirm: false });
    const own = { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE.SD1 };
    expect(await one.call('destruction.confirm', own)).toMatchObject({ failure: { kind: 'forbidden' } });
    await one.unlock('AD1');
    expect(await one.call('destruction.confirm', own)).toMatchObject({ failure: { kind: 'invalid' } });
    one.advance(24 * 60 * MINUTE);
    carryOutDestruction(one.application.host);
    expect(existsSync(join(one.profile, ORDER_FILE))).toBe(false);
    expect(readKeyring(one.profile).keyring.ordered).toBeUndefined();
    await one.lock();
    expect(identities(one.profile, known)).toBeGreaterThan(3);
  });

  test.each(['SD1', 'AD1'] as const)('%s alone stops it, also after a restart; the time that passed then does nothing', async (who) => {
    const one = await copy();
    await order(one, 'vault');
    const again = await restarted(one, 5);
    await again.unlock(who);
    expect((await again.ask('destruction.state', {})).ordered).toMatchObject({ level: 'vault', by: ['SD1', 'AD1'] });
    await again.ask('destruction.stop', {});
    again.advance(60 * MINUTE);
    carryOutDestruction(again.application.host);
    expect(again.application.host.session).not.toBeNull();
    await again.unlock('AC1');
    expect(readKeyring(again.profile).keyring.ordered).toBeUndefined();
    again.application.close();
    expect(identities(again.profile, known)).toBeGreaterThan(3);
  });

  test('at its time the open session ends, no key of the files opens an identity, and the next sessions go on with a new one', async () => {
    const one = await copy();
    await order(one, 'vault');
    await one.unlock('AC2');
    one.advance(9 * MINUTE);
    carryOutDestruction(one.application.host);
    await one.ask('day.open', {});
    one.advance(MINUTE);
    carryOutDestruction(one.application.host);
    expect(one.application.host.session).toBeNull();
    expectKeysGone(one);
    const kept = await obtainable(one.profile, { ...known, ivks: [] });
    expect(kept.ivks).toEqual([]);
    await expectDestroyed(one);
    await one.unlock('AC1');
    expect(await one.ask('session.state', {})).toMatchObject({ passphraseDue: true });
    await one.ask('accounts.changePassphrase', { current: PEOPLE.AC1, next: `${PEOPLE.AC1} ensuite` });
    expect(await one.ask('session.state', {})).toMatchObject({ passphraseDue: false });
  });

  test('carried out by another window, the session that was open ends and writes nothing back', async () => {
    const one = await copy();
    await order(one, 'vault');
    await one.unlock('AC2');
    const other = await openInstallation(one.profile);
    other.advance(10 * MINUTE);
    carryOutDestruction(other.application.host);
    carryOutDestruction(one.application.host);
    expect(one.application.host.session).toBeNull();
    expectKeysGone(one);
  });

  test('power cut at each write: the next start ends it', async () => {
    const one = await copy();
    await order(one, 'vault');
    one.application.close();
    const { profile } = one;
    for (const extra of ['side', 'before-restore-1']) cpSync(template, join(profile, extra), { recursive: true });
    const whole = await copy(profile);
    whole.advance(11 * MINUTE);
    power.used = 0;
    carryOutDestruction(whole.application.host);
    const steps = power.used;
    expect(steps).toBeGreaterThan(BEGUN.vault + 4);
    for (let step = 0; step < steps; step += 1) {
      const cut = await copy(profile);
      cut.advance(11 * MINUTE);
      Object.assign(power, { left: step, used: 0 });
      carryOutDestruction(cut.application.host);
      Object.assign(power, { left: Infinity, used: 0 });
      const again = await restarted(cut, step < BEGUN.vault ? 11 : 0);
      carryOutDestruction(again.application.host);
      expectKeysGone(again);
      expect(readdirSync(again.profile).filter((name) => name.startsWith('before-restore'))).toEqual([]);
    }
  });

  test('power cut at each write of the session that follows: the one after ends it', async () => {
    const one = await copy();
    await order(one, 'vault');
    one.application.close();
    one.advance(11 * MINUTE);
    carryOutDestruction(one.application.host);
    const whole = await copy(one.profile);
    power.used = 0;
    await whole.unlock('SD1');
    const steps = power.used;
    expect(steps).toBeGreaterThan(8);
    for (let step = 0; step < steps; step += 4) {
      const cut = await copy(one.profile);
      Object.assign(power, { left: step, used: 0 });
      await cut.call('session.unlock', { staffCode: 'SD1', passphrase: PEOPLE.SD1 });
      Object.assign(power, { left: Infinity, used: 0 });
      const again = await restarted(cut);
      await again.unlock('AC2');
      expectRenewed(again);
      const { dekC } = storeOf(again).keys;
      const present = dekC === null ? [] : [Buffer.from(dekC)];
      again.application.close();
      expect(present).toHaveLength(1);
      expect(identities(again.profile, { ...known, deks: [...known.deks, ...present] })).toBe(0);
    }
  });
});

describe('the whole base is destroyed by two', () => {
  test('a session writes the signed delay in the keyring, a forged file does not shorten it; a file taken away makes it begin again', async () => {
    const one = await copy();
    await order(one, 'base');
    one.application.close();
    const { keyring } = readKeyring(one.profile);
    expect(keyring.ordered).toMatchObject({ level: 'base', milliseconds: 10 * MINUTE });
    expect(existsSync(join(one.profile, NEXT_KEYRING))).toBe(false);
    const forged = { line: keyring.ordered?.line ?? 0, wall: 0, uptime: 0, begun: true };
    const sum = sha256(Buffer.from(canonicalJson(forged), 'utf8')).toString('base64url');
    writeFileSync(join(one.profile, ORDER_FILE), JSON.stringify({ v: 2, order: forged, sum }));
    const again = await restarted(one, 9);
    carryOutDestruction(again.application.host);
    expect((await again.ask('start.state', {})).phase).not.toBe('empty');
    rmSync(join(again.profile, ORDER_FILE));
    await again.unlock('SD1');
    again.advance(9 * MINUTE);
    carryOutDestruction(again.application.host);
    expect(again.application.host.session).not.toBeNull();
    again.advance(MINUTE);
    carryOutDestruction(again.application.host);
    expect((await again.ask('start.state', {})).phase).toBe('empty');
  });

  test('the reason is on paper; power cut at each write, nothing is left, and the start page is that of the first run', async () => {
    const one = await copy();
    await one.unlock('SD1');
    const unwritten = { level: 'base', passphrase: PEOPLE.SD1, written: false } as const;
    expect(await one.call('destruction.propose', unwritten)).toMatchObject({ failure: { kind: 'invalid' } });
    await order(one, 'base');
    one.application.close();
    const { profile } = one;
    const whole = await copy(profile);
    whole.advance(11 * MINUTE);
    power.used = 0;
    carryOutDestruction(whole.application.host);
    const steps = power.used;
    expect(steps).toBeGreaterThan(8);
    for (let step = 0; step < steps; step += 1) {
      const cut = await copy(profile);
      cut.advance(11 * MINUTE);
      Object.assign(power, { left: step, used: 0 });
      carryOutDestruction(cut.application.host);
      Object.assign(power, { left: Infinity, used: 0 });
      const again = await restarted(cut, step < BEGUN.base ? 11 : 0);
      carryOutDestruction(again.application.host);
      expect(readdirSync(again.profile)).toEqual([]);
      expect((await again.ask('start.state', {})).phase).toBe('empty');
    }
  });

  test('a desk has no identities, and is destroyed whole by its focal point and its administrator', async () => {
    const desk = await newDesk();
    opened.push(desk);
    await desk.unlock('PF1');
    expect((await desk.ask('destruction.state', {})).levels).toEqual(['base']);
    expect(await desk.call('destruction.propose', { level: 'vault', passphrase: PEOPLE.PF1, written: true })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    await desk.ask('destruction.propose', { level: 'base', passphrase: PEOPLE.PF1, written: true });
    await desk.unlock('AD1');
    const { proposed } = await desk.ask('destruction.state', {});
    await desk.ask('destruction.confirm', { proposalId: proposed?.proposalId ?? '', passphrase: PEOPLE.AD1 });
    desk.advance(10 * MINUTE);
    carryOutDestruction(desk.application.host);
    expect((await desk.ask('start.state', {})).phase).toBe('empty');
  });
});

describe('the delay', () => {
  const began = { wall: 1_000 * MINUTE, uptime: 500 * MINUTE };
  const waiting: Ordered = { level: 'vault', line: 3, milliseconds: 10 * MINUTE, ...began };
  const after = (minutes: number, jump = 0) => ({ wall: began.wall + (minutes + jump) * MINUTE, uptime: began.uptime + minutes * MINUTE });
  let folder: string;

  const begin = () => {
    folder = mkdtempSync(join(tmpdir(), 'sutura-test-'));
    keep(waiting);
    armOrder(folder, waiting);
  };
  const keep = (ordered: Ordered | null) => {
    writeKeyring(folder, { ...readKeyring(template).keyring, ...(ordered === null ? {} : { ordered }) }, Buffer.alloc(32, 1));
  };
  /** What anybody who can write the folder makes of the file: the sum is right. */
  const forge = (order: { readonly line?: number; readonly wall?: number; readonly uptime?: number; readonly begun?: boolean }) => {
    const forged = { line: waiting.line, ...began, begun: false, ...order };
    const sum = sha256(Buffer.from(canonicalJson(forged), 'utf8')).toString('base64url');
    writeFileSync(join(folder, ORDER_FILE), JSON.stringify({ v: 2, order: forged, sum }));
  };
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a clock set forward does not shorten it while the machine stays on', () => {
    begin();
    expect(waitOfOrder(folder, after(4, 600))).toBe(6 * MINUTE);
    expect(waitOfOrder(folder, after(10, 600))).toBe(0);
  });

  test('a clock set back begins it again, and does not hold it for ever', () => {
    begin();
    expect(waitOfOrder(folder, after(4, -600))).toBe(10 * MINUTE);
    expect(waitOfOrder(folder, after(9, -600))).toBe(5 * MINUTE);
    expect(waitOfOrder(folder, after(14, -600))).toBe(0);
  });

  test('a restart goes on with it', () => {
    begin();
    expect(waitOfOrder(folder, { wall: after(4).wall, uptime: 0 })).toBe(6 * MINUTE);
    expect(waitOfOrder(folder, { wall: after(10).wall, uptime: 0 })).toBe(0);
  });

  test('an altered file destroys nothing by itself', () => {
    begin();
    writeFileSync(join(folder, ORDER_FILE), JSON.stringify({ v: 2, order: { line: 3, ...began, begun: true }, sum: 'x' }));
    expect(waitOfOrder(folder, after(600))).toBeNull();
  });

  test.each([{ wall: 0 }, { wall: 0, uptime: 0 }, { begun: true }, { wall: 0, uptime: 0, begun: true }])(
    'a forged file does not shorten a signed delay: %j',
    (order) => {
      begin();
      forge(order);
      expect(waitOfOrder(folder, after(4))).toBe(6 * MINUTE);
      expect(waitOfOrder(folder, after(4, -600))).toBeGreaterThanOrEqual(6 * MINUTE);
      expect(carryOut(folder, after(4))).toBeNull();
      expect(carryOut(folder, after(10))).not.toBeNull();
    },
  );

  test.each([
    { level: 'vault', ordered: null },
    { level: 'vault', ordered: { ...waiting, line: 4 } },
    { level: 'base', ordered: { ...waiting, level: 'base' as const, line: 4 } },
  ])('a forged file orders nothing that the keyring does not hold: $level', ({ ordered }) => {
    folder = mkdtempSync(join(tmpdir(), 'sutura-test-'));
    keep(ordered);
    forge({ wall: 0, uptime: 0, begun: true });
    expect(waitOfOrder(folder, after(600))).toBeNull();
    expect(carryOut(folder, after(600))).toBeNull();
    expect(readKeyring(folder).keyring.slots).not.toEqual([]);
  });

  test('damaged keyrings end no base by themselves, nor an order of the identities', () => {
    begin();
    for (const name of ['keyring.json', 'keyring.copy']) writeFileSync(join(folder, name), 'x');
    expect(carryOut(folder, after(600))).toBeNull();
  });
});
