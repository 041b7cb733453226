import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import { KEEPERS } from '../../../electron/commands/demo/shares.ts';
import { newUserKeys } from '../../../electron/keys/bundle.ts';
import { readKeyring, writeKeyring, type EscrowRow, type Keyring } from '../../../electron/keys/keyring.ts';
import { bundleItem, dueEscrow, openEscrow, uniteShares, withEscrow } from '../../../electron/keys/recovery.ts';
import { parseShare } from '../../../electron/keys/shares.ts';
import { WrongPassphrase, openKeys } from '../../../electron/keys/session.ts';
import { closeStore, openStore } from '../../../electron/store/open.ts';
import { applyRotation, finishRotation, prepareRotation } from '../../../electron/store/rotation.ts';
import { CASES_FILE } from '../../../electron/store/session.ts';
import { PEOPLE, newCentre, newDesk, userIdOf, type Installation, type StaffCode } from '../../support/installation.ts';
import { intakeContent, type Story } from '../../support/inventedCases.ts';
import { newPopulatedCentre, populatedTemplates } from '../../support/populate.ts';
import { onMedium } from '../../support/medium.ts';
import { ownRegister, takeOver } from '../../support/registers.ts';
import { makeShares } from '../../support/shares.ts';

const KEYRINGS = ['keyring.json', 'keyring.copy'];
const NEW = 'invente pour essai phrase nouvelle apres oubli';

let centre: Installation;

afterEach(() => centre.remove());

/** Shares made in the supervisor's session. */
async function sharesOf(installation: Installation, authority: StaffCode = 'SD1'): Promise<readonly [string, string, string]> {
  await installation.unlock(authority);
  const [first = '', second = '', third = ''] = await makeShares(installation.ask);
  await installation.lock();
  return [first, second, third];
}

/** Signed by this person and, for a second signature, another of the centre. */
const use = (staffCode: StaffCode, shares: readonly string[], signer: StaffCode, passphrase = NEW): Input<'recovery.use'> => {
  const second = (['AC2', 'SD1', 'AC1'] as const).find((code) => code !== staffCode && code !== signer) ?? 'AD1';
  const codes: readonly StaffCode[] = [signer, second];
  const signers = codes.map((code) => ({ staffCode: code, passphrase: PEOPLE[code] }));
  return { staffCode, shares: [...shares], signers, passphrase };
};

/** Every file of a profile, whole. */
function bytesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')]));
}

function escrowNames(keyring: Keyring): readonly string[] {
  return keyring.escrow.map(({ name }) => name).toSorted();
}

describe('a set of shares (security §2.4, §9.4, T15)', () => {
  beforeEach(async () => {
    centre = await newCentre();
  });

  test('each share is typed back before the next, and nothing is in force before the last', async () => {
    await centre.unlock('SD1');
    expect((await centre.ask('recovery.state', {})).set).toBeNull();
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    const administrator = { staffCode: 'AD1', passphrase: PEOPLE.AD1 };
    await centre.ask('recovery.prepare', { administrator, keepers: KEEPERS, formerShares: [] });
    for (const rank of [1, 2, 3]) {
      const { groups } = await centre.ask('recovery.share', {});
      expect(await centre.ask('recovery.share', {})).toMatchObject({ rank, groups, keeper: KEEPERS[rank - 1] });
      const wrong = groups.map((group, place) => (place === 6 ? group.replace(/^./, (sign) => (sign === '7' ? '8' : '7')) : group));
      const prove = (typed: string, passphrase: string | null = null) =>
        centre.call('recovery.prove', { typed, administratorPassphrase: passphrase });
      expect(await prove(wrong.join(' '))).toMatchObject({
        failure: { kind: 'invalid', message: { en: expect.stringContaining('group 7.') } },
      });
      expect(await prove(groups.slice(0, 17).join(' '))).toMatchObject({ failure: { kind: 'invalid' } });
      if (rank === 3)
        for (const passphrase of [null, PEOPLE.SD1])
          expect(await prove(groups.join(' '), passphrase)).toMatchObject({ failure: { kind: 'invalid' } });
      expect(readKeyring(centre.profile).keyring.recovery).toBeNull();
      expect(centre.application.host.session?.store.roster.recovery).toBeNull();
      const last = rank === 3 ? PEOPLE.AD1 : null;
      expect(await prove(groups.join('').toLowerCase(), last)).toEqual({ ok: true, value: { proved: rank, total: 3 } });
    }
    const state = await centre.ask('recovery.state', {});
    expect(state).toMatchObject({ set: { keepers: KEEPERS, madeOn: '2026-11-24', used: false }, uncovered: ['AC1', 'AC2'] });
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    const { keyring } = readKeyring(centre.profile);
    expect(escrowNames(keyring)).toEqual(['bundle', 'bundle', 'dekA', 'dekC', 'ivk', 'journalAdmin', 'journalCases']);
  });

  test('a person is covered from the next unlock on, and the keyring is written only when something is due', async () => {
    await sharesOf(centre);
    await centre.unlock('AC1');
    const written = readFileSync(join(centre.profile, 'keyring.json'));
    expect(escrowNames(readKeyring(centre.profile).keyring).filter((name) => name === 'bundle')).toHaveLength(3);
    await centre.unlock('AC1');
    expect(readFileSync(join(centre.profile, 'keyring.json')).equals(written)).toBe(true);
    await centre.unlock('SD1');
    expect((await centre.ask('recovery.state', {})).uncovered).toEqual(['AC2']);
  });

  test('a seal that an administrator spoiled under its tag is noticed at the next unlock, and made again', async () => {
    const shares = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.lock();
    const { keyring } = readKeyring(centre.profile);
    const noise = (row: EscrowRow) => ({ ...row, sealed: Buffer.alloc(row.sealed.length / 2, 7).toString('base64url') });
    const { dekA } = await openKeys(centre.profile, 'AD1', PEOPLE.AD1);
    writeKeyring(centre.profile, { ...keyring, escrow: keyring.escrow.map(noise) }, dekA);
    for (const staffCode of ['AD1', 'SD1', 'AC1'] as const) await centre.unlock(staffCode);
    const mended = readKeyring(centre.profile).keyring;
    if (mended.recovery === null) throw new Error('no shares');
    const { setId } = mended.recovery;
    const secret = await uniteShares(mended.recovery, shares.slice(0, 2));
    expect(mended.escrow).toHaveLength(keyring.escrow.length);
    for (const { name, userId } of mended.escrow) expect(openEscrow(mended, setId, secret, name, userId)).not.toBeNull();
  });

  test('no share is in any file, and a lock forgets the shares being made', async () => {
    await centre.unlock('SD1');
    const pages = await makeShares(centre.ask);
    await centre.ask('recovery.prepare', {
      administrator: { staffCode: 'AD1', passphrase: PEOPLE.AD1 },
      keepers: KEEPERS,
      formerShares: [],
    });
    await centre.unlock('SD1');
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    await centre.lock();
    const files = Buffer.concat([...bytesOf(centre.profile).values()].map((text) => Buffer.from(text, 'base64')));
    for (const page of pages) {
      const share = parseShare(page);
      if (share === null) throw new Error('no share');
      const forms = [page, page.replaceAll(' ', ''), share.bytes, share.bytes.toString('base64url'), share.bytes.toString('hex')];
      for (const form of forms) expect(files.includes(form)).toBe(false);
    }
  });

  test('two sign it: not without the administrator’s passphrase, not with another role, not two shares for one function', async () => {
    await centre.unlock('SD1');
    const prepare = (staffCode: string, passphrase: string, keepers = KEEPERS) =>
      centre.call('recovery.prepare', { administrator: { staffCode, passphrase }, keepers, formerShares: [] });
    expect(await prepare('AD1', 'invente pour essai autre phrase')).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await prepare('AC1', PEOPLE.AC1)).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await prepare('SD1', PEOPLE.SD1)).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await prepare('AD1', PEOPLE.AD1, ['administration', 'administration', 'other'])).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.call('recovery.share', {})).toMatchObject({ failure: { kind: 'notFound' } });
    expect(await prepare('AD1', PEOPLE.AD1, ['other', 'administration', 'other'])).toMatchObject({ ok: true });
  });

  test('a new set makes the former one void', async () => {
    const [first, second] = await sharesOf(centre);
    const [, newSecond, newThird] = await sharesOf(centre);
    for (const shares of [
      [first, second],
      [first, newThird],
    ])
      expect(await centre.call('recovery.check', { staffCode: 'SD1', shares })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.ask('recovery.check', { staffCode: 'SD1', shares: [newSecond, newThird] })).toMatchObject({
      signers: ['AD1'],
      others: ['AD1', 'AC1', 'AC2'],
    });
    const sets = new Set(readKeyring(centre.profile).keyring.escrow.map(({ setId }) => setId));
    expect(sets.size).toBe(1);
  });

  test('the former shares carry over those who forgot; without them nobody is lost who unlocks again', async () => {
    const former = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.unlock('SD1');
    const [first = '', second = ''] = await makeShares(centre.ask, former.slice(1));
    expect((await centre.ask('recovery.state', {})).uncovered).toEqual(['AC2']);
    await centre.lock();
    expect(await centre.ask('recovery.check', { staffCode: 'AC1', shares: [first, second] })).toMatchObject({ signers: ['AD1', 'SD1'] });
  });
});

describe('a forgotten passphrase (security §9.4, T15)', () => {
  beforeEach(async () => {
    centre = await newCentre();
  });

  test('no share alone, wrong pair or stranger opens anything', async () => {
    const [first, second, third] = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.lock();
    const before = bytesOf(centre.profile);
    const refused = async (input: Input<'recovery.use'>) => expect(await centre.call('recovery.use', input)).toMatchObject({ ok: false });
    for (const single of [first, second, third]) {
      await refused(use('AC1', [single], 'SD1'));
      await refused(use('AC1', [single, single], 'SD1'));
      await refused(use('AC1', [single, single.replace(/^.{9}/, 'ZZZZ ZZZZ')], 'SD1'));
    }
    await refused(use('AC2', [first, second], 'SD1'));
    await refused(use('AC1', [first, second], 'AC1'));
    await refused({ ...use('AC1', [first, second], 'SD1'), staffCode: 'ZZ9' });
    await refused({ ...use('AC1', [first, second], 'SD1'), passphrase: 'court' });
    const [lead, other] = use('AC1', [first, second], 'SD1').signers;
    if (lead === undefined || other === undefined) throw new Error('no signers');
    const wrong = 'invente mais pas la bonne';
    for (const signers of [[lead], [other], [lead, lead], [{ ...lead, passphrase: wrong }, other], [lead, { ...other, passphrase: wrong }]])
      await refused({ ...use('AC1', [first, second], 'SD1'), signers });
    for (const [name, bytes] of bytesOf(centre.profile)) if (/keyring|db|witness/.test(name)) expect(bytes, name).toBe(before.get(name));
  });

  test.each([
    [0, 1],
    [0, 2],
    [1, 2],
  ])('shares %i and %i give the account back under a new passphrase', async (one, other) => {
    const pages = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.lock();
    const shares = [pages[one] ?? '', pages[other] ?? ''];
    expect(await centre.ask('recovery.check', { staffCode: 'AC1', shares })).toMatchObject({ signers: ['AD1', 'SD1'] });
    const started = performance.now();
    await centre.ask('recovery.use', use('AC1', shares, 'AD1'));
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(await centre.call('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test.each([
    ['SD1', 'AD1'],
    ['AD1', 'SD1'],
  ] as const)('%s is recovered by %s and anybody else: with the shares, two present sign for their holders', async (forgot, signer) => {
    const [first, , third] = await sharesOf(centre);
    await centre.ask('recovery.use', use(forgot, [third, first], signer));
    await centre.ask('session.unlock', { staffCode: forgot, passphrase: NEW });
    expect((await centre.ask('recovery.state', {})).set).toMatchObject({ used: true });
    const { chain } = await centre.ask('journal.verify', {});
    expect(chain).toMatchObject({ verified: true, whole: true, found: [] });
  });

  test('new keys, then new shares: the old passphrase, the old bundle and the old shares are dead', async () => {
    const old = await sharesOf(centre);
    await centre.unlock('AC1');
    const before = centre.application.host.session?.store.user;
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', old.slice(0, 2), 'SD1'));
    await expect(openKeys(centre.profile, 'AC1', PEOPLE.AC1)).rejects.toThrow(WrongPassphrase);
    await centre.unlock('SD1');
    const [first = '', second = ''] = await makeShares(centre.ask, old.slice(0, 2));
    expect(await centre.ask('recovery.state', {})).toMatchObject({ set: { used: false }, uncovered: ['AC2'] });
    const after = centre.application.host.session?.store.roster.users.get(before?.userId ?? '');
    expect(after?.signingPublic.equals(before?.signingPublic ?? Buffer.alloc(32))).toBe(false);
    expect(after?.agreementPublic.equals(before?.agreementPublic ?? Buffer.alloc(32))).toBe(false);
    expect(after?.formerSigning).toEqual([before?.signingPublic]);
    await centre.lock();
    for (const pair of [old.slice(0, 2), old.slice(1), [old[0], second]])
      expect(await centre.call('recovery.check', { staffCode: 'AC1', shares: pair })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.ask('recovery.check', { staffCode: 'AC1', shares: [first, second] })).toMatchObject({ signers: ['AD1', 'SD1'] });
  });

  test('a rehearsal opens the account and changes nothing but a signed line of the journal', async () => {
    const [first, second, third] = await sharesOf(centre);
    await centre.unlock('AD1');
    const before = {
      keyring: readFileSync(join(centre.profile, 'keyring.json')),
      head: centre.application.host.session?.store.roster.head,
    };
    expect((await centre.ask('recovery.state', {})).lastRehearsal).toBeNull();
    await centre.ask('recovery.rehearse', { staffCode: 'SD1', shares: [second, third] });
    for (const shares of [[first], [first, first], [first, 'presque une part']])
      expect(await centre.call('recovery.rehearse', { staffCode: 'SD1', shares })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await centre.call('recovery.rehearse', { staffCode: 'AC2', shares: [first, second] })).toMatchObject({
      failure: { kind: 'notFound' },
    });
    expect(readFileSync(join(centre.profile, 'keyring.json')).equals(before.keyring)).toBe(true);
    expect(centre.application.host.session?.store.roster.head).toBe(before.head);
    expect((await centre.ask('recovery.state', {})).lastRehearsal).toBe('2026-11-24T09:00');
    const { lines } = await centre.ask('journal.read', { page: 1 });
    expect(lines.filter(({ kind }) => kind === 'recovery.rehearse').map(({ signed }) => signed)).toEqual([true]);
    await centre.unlock('SD1');
  });

  test('after a change of keys, not before the person has opened once: nobody is locked out', async () => {
    const shares = (await sharesOf(centre)).slice(1);
    await centre.unlock('AC1');
    const next = 'invente pour essai phrase apres la fuite';
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next });
    await centre.unlock('SD1');
    await centre.ask('accounts.confirmKeys', { userId: await userIdOf(centre, 'AC1'), words, passphrase: PEOPLE.SD1 });
    const head = centre.application.host.session?.store.roster.head;
    await centre.lock();
    expect(await centre.call('recovery.use', use('AC1', shares, 'SD1'))).toMatchObject({ failure: { kind: 'notFound' } });
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: next });
    expect(centre.application.host.session?.store.roster.head).toBe(head);
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', shares, 'SD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test('a change of keys that waited is dropped with the keys that signed it', async () => {
    const shares = (await sharesOf(centre)).slice(1);
    await centre.unlock('AC1');
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next: 'invente pour essai phrase apres la fuite' });
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', shares, 'SD1'));
    await centre.unlock('SD1');
    const userId = await userIdOf(centre, 'AC1');
    expect(await centre.call('accounts.confirmKeys', { userId, words, passphrase: PEOPLE.SD1 })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    expect(readKeyring(centre.profile).keyring.changes).toEqual([]);
  });

  test('keys that an administrator put beside the shares are nobody’s next keys', async () => {
    const shares = (await sharesOf(centre)).slice(1);
    await centre.unlock('AC1');
    await centre.lock();
    const { dekA } = await openKeys(centre.profile, 'AD1', PEOPLE.AD1);
    const { keyring } = readKeyring(centre.profile);
    const planted = newUserKeys();
    const userId = keyring.slots.find(({ staffCode }) => staffCode === 'AC1')?.userId ?? '';
    if (keyring.recovery === null) throw new Error('no set');
    const rows = dueEscrow(keyring, keyring.recovery, [bundleItem(userId, planted, 'nextBundle')]);
    writeKeyring(centre.profile, withEscrow(keyring, rows), dekA);
    await centre.ask('recovery.use', use('AC1', shares, 'SD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    expect(centre.application.host.session?.store.user.agreementPublic.equals(planted.agreementPublic)).toBe(false);
  });

  test('after both store keys were renewed, the same shares still open', async () => {
    const [first, second] = await sharesOf(centre);
    await centre.unlock('AC1');
    await centre.unlock('SD1');
    const { session } = centre.application.host;
    if (session === null) throw new Error('no session');
    for (const store of ['cases', 'admin'] as const)
      session.store = finishRotation(applyRotation(prepareRotation(session.store, store, Date.parse('2026-11-24T10:00Z'))));
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', [first, second], 'AD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test('on a desk the focal point makes the shares and is recovered by the administrator', async () => {
    centre.remove();
    centre = await newDesk();
    const [first, second] = await sharesOf(centre, 'PF1');
    expect(escrowNames(readKeyring(centre.profile).keyring)).toEqual(['bundle', 'bundle', 'dekA', 'journalAdmin']);
    expect(await centre.ask('recovery.check', { staffCode: 'PF1', shares: [first, second] })).toEqual({ signers: ['AD1'], others: [] });
    const alone = use('PF1', [first, second], 'AD1');
    await centre.ask('recovery.use', { ...alone, signers: alone.signers.slice(0, 1) });
    await centre.ask('session.unlock', { staffCode: 'PF1', passphrase: NEW });
    await centre.ask('inbox.list', {});
    await centre.ask('cards.own', {});
  });
});

describe('nothing of the person’s work is lost (promise 2)', () => {
  beforeAll(populatedTemplates, 300_000);
  beforeEach(async () => {
    centre = await newPopulatedCentre();
  });

  const DRAFT = '0b6f4d1e-58f4-4c0b-9d3e-3f7f1f2c9a11';
  const STORY: Story = {
    staff: 'AC1',
    came: '2026-11-24T09:00',
    age: 30,
    name: ['Nouvelle', 'Venue'],
    type: 'psychological',
    risk: 'low',
    after: 1,
  };

  async function work(): Promise<unknown> {
    const { rows } = await centre.ask('cases.list', { state: 'open', page: 1 });
    const opened = await Promise.all(rows.slice(0, 3).map(({ caseId }) => centre.ask('cases.open', { caseId })));
    return { rows, opened, draft: (await centre.ask('drafts.open', { draftId: DRAFT })).content };
  }

  test('cases, identities, drafts and the supervisor’s view are as before, for the one recovered and for the others', async () => {
    const pages = await sharesOf(centre);
    await centre.unlock('AC1');
    const draft = { draftId: DRAFT, caseId: null, form: 'consent_service', recordId: null, parentId: null, baseRevision: 0 };
    await centre.ask('drafts.save', { ...draft, at: { section: 'consent', field: null }, content: intakeContent(STORY) });
    const before = await work();
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', pages.slice(0, 2), 'AD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    expect(await work()).toEqual(before);
    expect(centre.application.host.session?.store.witness).not.toBeNull();
    const [{ caseId } = { caseId: '' }] = (await centre.ask('cases.list', { state: 'open', page: 1 })).rows;
    await centre.ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' });
    await centre.unlock('SD1');
    const team = await centre.ask('cases.list', { state: 'open', page: 1 });
    for (const row of team.rows) await centre.ask('cases.open', { caseId: row.caseId });
    expect((await centre.ask('journal.verify', {})).chain).toMatchObject({ verified: true, whole: true, found: [] });
    await centre.ask('cases.reassign', { caseId, ownerCode: 'AC2' });
  });

  test('register lines held for a person open for her as before', async () => {
    const pages = await sharesOf(centre);
    const held = async () => {
      const { rows } = await centre.ask('takeover.held', {});
      return Promise.all(rows.map(({ rowId }) => centre.ask('takeover.openHeld', { rowId })));
    };
    await centre.unlock('AC1');
    writeFileSync(join(centre.medium, 'registre-AC1.csv'), ownRegister());
    await takeOver(centre, await onMedium(centre, 'registre-AC1.csv', 'register'));
    const before = await held();
    expect(before.length).toBeGreaterThan(0);
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', pages.slice(1), 'SD1'));
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: NEW });
    expect(await held()).toEqual(before);
  });

  test('the supervisor recovered reads her team, counts and freezes as before', async () => {
    const pages = await sharesOf(centre);
    await centre.unlock('SD1');
    const before = (await centre.ask('cases.list', { state: 'open', page: 1 })).rows;
    const preview = await centre.ask('months.preview', { month: '2026-09' });
    await centre.lock();
    await centre.ask('recovery.use', use('SD1', pages.slice(1), 'AD1'));
    await centre.ask('session.unlock', { staffCode: 'SD1', passphrase: NEW });
    expect((await centre.ask('cases.list', { state: 'open', page: 1 })).rows).toEqual(before);
    expect(await centre.ask('months.preview', { month: '2026-09' })).toEqual(preview);
    expect((await centre.ask('cards.list', {})).cards.length).toBeGreaterThan(0);
    await centre.unlock('AC1');
    await centre.ask('cases.list', { state: 'open', page: 1 });
  });

  test('cut after any step, the same shares finish it', async () => {
    const [first, second] = await sharesOf(centre);
    await centre.unlock('AC1');
    const before = await centre.ask('cases.list', { state: 'open', page: 1 });
    await centre.lock();
    const { dekC } = await openKeys(centre.profile, 'SD1', PEOPLE.SD1);
    if (dekC === null) throw new Error('no case base');
    const held = openStore('cases', join(centre.profile, CASES_FILE), dekC, 'existing');
    expect(await centre.call('recovery.use', use('AC1', [first, second], 'AD1'))).toMatchObject({ failure: { kind: 'conflict' } });
    closeStore(held);
    const cut = new Map(KEYRINGS.map((name) => [name, readFileSync(join(centre.profile, name))]));
    expect(escrowNames(readKeyring(centre.profile).keyring)).toContain('nextBundle');
    await centre.unlock('SD1');
    for (const { caseId } of before.rows) await centre.ask('cases.open', { caseId });
    const administrator = { staffCode: 'AD1', passphrase: PEOPLE.AD1 };
    expect(await centre.call('recovery.prepare', { administrator, keepers: KEEPERS, formerShares: [] })).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('AC1') } },
    });
    await centre.lock();
    await centre.ask('recovery.use', use('AC1', [first, second], 'AD1'));
    for (const [name, bytes] of cut) writeFileSync(join(centre.profile, name), bytes);
    const last = 'invente pour essai phrase encore plus nouvelle';
    await centre.ask('recovery.use', use('AC1', [second, first], 'SD1', last));
    expect(escrowNames(readKeyring(centre.profile).keyring)).not.toContain('nextBundle');
    expect(await centre.call('session.unlock', { staffCode: 'AC1', passphrase: NEW })).toMatchObject({ failure: { kind: 'invalid' } });
    await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: last });
    expect(await centre.ask('cases.list', { state: 'open', page: 1 })).toEqual(before);
    for (const { caseId } of before.rows) await centre.ask('cases.open', { caseId });
    expect(
      centre.application.host.session?.store.roster.users.get(centre.application.host.session.store.user.userId)?.formerSigning,
    ).toHaveLength(1);
  });
});
