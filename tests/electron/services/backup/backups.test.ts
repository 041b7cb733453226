import { appendFileSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Input, Output } from '../../../../shared/contract.ts';
import { newCentre, openInstallation, PEOPLE, type Installation } from '../../../support/installation.ts';
import { newPopulatedCentre, populatedTemplates } from '../../../support/demoInstallations.ts';
import { placeToken } from '../../../support/medium.ts';

const DAY = 86_400_000;

// Every opening of a session or of a copy derives a key: minutes on a loaded machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
beforeAll(populatedTemplates, 300_000);

describe('copies, verification, drill (security §9.1, §9.2)', () => {
  let centre: Installation;
  beforeEach(async () => {
    centre = await newPopulatedCentre();
    await centre.unlock('SD1');
  });
  afterEach(() => centre.remove());

  const make = async () => centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const state = () => centre.ask('backup.state', {});
  const firstHere = async () => (await state()).copies.find(({ here }) => here !== null)?.here ?? '';
  const copies = () => readdirSync(centre.medium).filter((name) => name.startsWith('S-') && !name.includes('.'));

  async function unplugged(): Promise<void> {
    const away = `${centre.medium}.away`;
    renameSync(centre.medium, away);
    expect((await state()).sticks).toMatchObject([{ here: false }]);
    renameSync(away, centre.medium);
  }

  test('a supervisor’s copy is read back, and verified only after the stick was away', async () => {
    expect(await state()).toMatchObject({ need: 'insist', lastGood: null, copies: [], sticks: [], ahead: false });
    const made = await make();
    expect(made).toMatchObject({ state: 'reread', erased: 0 });
    expect(made.records).toBe(50);
    expect(made.cases).toBeGreaterThan(20);
    expect(await state()).toMatchObject({ need: 'none', copies: [{ state: 'reread', madeBy: 'SD1', wasAway: false }] });
    expect(await centre.ask('backup.verify', { copy: await firstHere() })).toMatchObject({ state: 'reread' });
    await unplugged();
    expect(await state()).toMatchObject({ copies: [{ wasAway: true }] });
    expect(await centre.ask('backup.verify', { copy: await firstHere() })).toMatchObject({ state: 'verified', cases: made.cases });
    expect(await state()).toMatchObject({ copies: [{ state: 'verified' }], lastGood: { state: 'verified' } });
    expect(await centre.ask('session.state', {})).toMatchObject({ inventedDataOnly: true });
  });

  test('offered when a session is closed on purpose: on a known stick, once a day, never to who cannot read it whole', async () => {
    expect(await centre.ask('backup.closingCopy', {})).toEqual({ offer: null });
    await make();
    expect(await centre.ask('backup.closingCopy', {})).toEqual({ offer: null });
    centre.advance(DAY);
    const { offer } = await centre.ask('backup.closingCopy', {});
    const [stick] = (await state()).sticks;
    expect(offer?.stick).toBe(stick?.stick);
    expect(await centre.ask('backup.make', { folder: offer?.folder ?? '' })).toMatchObject({ state: 'reread' });
    expect(copies()).toHaveLength(2);
    expect(await centre.ask('backup.closingCopy', {})).toEqual({ offer: null });
    centre.advance(DAY);
    for (const name of copies()) rmSync(join(centre.medium, name), { recursive: true });
    expect(await centre.ask('backup.closingCopy', {})).toEqual({ offer: null });
    await centre.unlock('AD1');
    expect(await centre.call('backup.closingCopy', {})).toMatchObject({ failure: { kind: 'forbidden' } });
  });

  test('asked after two days, insisted on after seven', async () => {
    await make();
    const needs: Output<'backup.state'>['need'][] = [];
    for (const days of [1, 1, 4, 1]) {
      centre.advance(days * DAY);
      needs.push((await state()).need);
    }
    expect(needs).toEqual(['none', 'remind', 'remind', 'insist']);
  });

  test('an administrator’s copy waits for a case session and does not still the reminder', async () => {
    await centre.unlock('AD1');
    expect(await make()).toMatchObject({ state: 'unchecked', cases: 0, records: 0 });
    expect(await state()).toMatchObject({ need: 'insist', copies: [{ state: 'unchecked', madeBy: 'AD1' }] });
    await centre.unlock('AC1');
    const verdict = await centre.ask('backup.verify', { copy: await firstHere() });
    expect(verdict).toMatchObject({ state: 'reread' });
    expect(verdict.records).toBeGreaterThan(10);
    expect(await state()).toMatchObject({ need: 'none' });
    await centre.unlock('AD1');
    expect(await centre.ask('backup.verify', { copy: await firstHere() })).toMatchObject({ state: 'unchecked' });
    expect(await state()).toMatchObject({ need: 'none', copies: [{ state: 'reread' }] });
  });

  test('a damaged copy is reported, remembered, and the former one counts again', async () => {
    await make();
    const [former = ''] = copies();
    centre.advance(5 * DAY);
    await make();
    expect((await state()).need).toBe('none');
    const latest = copies().find((name) => name !== former) ?? '';
    appendFileSync(join(centre.medium, latest, 'cases.db'), 'x');
    const line = (await state()).copies[0];
    expect(await centre.ask('backup.verify', { copy: line?.here ?? '' })).toMatchObject({
      state: 'bad',
      message: { fr: expect.stringContaining('ne se relit pas') },
    });
    expect(await state()).toMatchObject({ need: 'remind', copies: [{ state: 'bad' }, { state: 'reread' }] });
    expect(copies()).toHaveLength(2);
  });

  test('the stick keeps three copies and one a month; the others are erased and journaled', async () => {
    for (const days of [0, 1, 1, 1, 1]) {
      centre.advance(days * DAY);
      await make();
    }
    expect(copies()).toHaveLength(3);
    centre.advance(20 * DAY);
    expect((await make()).erased).toBe(1);
    centre.advance(100 * DAY);
    expect((await make()).erased).toBe(3);
    expect(copies()).toHaveLength(1);
    expect((await state()).sticks).toMatchObject([{ copies: 1, overdue: false, here: true }]);
    centre.advance(91 * DAY);
    expect((await state()).sticks).toMatchObject([{ overdue: true }]);
  });

  test('a full stick or one pulled out: nothing half kept, the failure in words, the reminder remains', async () => {
    const folder = await placeToken(centre, 'Clé USB');
    const made = centre.call('backup.make', { folder });
    rmSync(centre.medium, { recursive: true });
    expect(await made).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    expect(existsSync(centre.medium)).toBe(false);
    expect(await state()).toMatchObject({ need: 'insist', copies: [] });
    expect(existsSync(join(centre.profile, 'side'))).toBe(false);
  });

  test('a lock in the middle stops the copy, and a second copy waits for the first', async () => {
    const folder = await placeToken(centre, 'Clé USB');
    const [first, second] = [centre.call('backup.make', { folder }), centre.call('backup.make', { folder })];
    expect(await second).toMatchObject({ failure: { kind: 'conflict' } });
    await centre.lock();
    expect(await first).toMatchObject({ ok: false, failure: { kind: 'locked' } });
    expect(copies()).toEqual([]);
    expect(existsSync(join(centre.profile, 'side'))).toBe(false);
  });

  test('a drill restores beside the profile with the passphrase, reads ten forms, and leaves a date and nothing else', async () => {
    await make();
    const copy = await firstHere();
    expect(await centre.call('backup.drill', { copy, passphrase: 'une autre phrase inventée' })).toMatchObject({
      failure: { kind: 'invalid' },
    });
    expect((await state()).drill).toEqual({ lastOn: null, dueOn: '2026-11-24' });
    expect(await centre.ask('backup.drill', { copy, passphrase: PEOPLE.SD1 })).toMatchObject({ records: 10, dueOn: '2027-05-24' });
    expect((await state()).drill).toEqual({ lastOn: '2026-11-24', dueOn: '2027-05-24' });
    expect(existsSync(join(centre.profile, 'side'))).toBe(false);
  });
});

test('the monthly report calls the base secured only on a verified copy and a drill (security §9.2)', async () => {
  const centre = await newPopulatedCentre();
  await centre.unlock('SD1');
  const secured = async () => (await centre.ask('months.check', { month: '2026-08' })).secured;
  const answers = { month: '2026-08', passphrase: PEOPLE.SD1, comment: '', harmonisedTools: 'yes' as const, serviceGaps: [] };
  const freeze = () => centre.call('months.freeze', { ...answers, secureDatabase: 'yes' });
  const copyHere = async () => (await centre.ask('backup.state', {})).copies[0]?.here ?? '';
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  await centre.ask('backup.drill', { copy: await copyHere(), passphrase: PEOPLE.SD1 });
  expect(await secured()).toEqual({ verifiedOn: null, drilledOn: '2026-11-24', holds: false });
  expect(await freeze()).toMatchObject({ failure: { kind: 'conflict', message: { fr: expect.stringContaining('copie vérifiée') } } });
  renameSync(centre.medium, `${centre.medium}.away`);
  await centre.ask('backup.state', {});
  renameSync(`${centre.medium}.away`, centre.medium);
  await centre.ask('backup.verify', { copy: await copyHere() });
  expect(await secured()).toEqual({ verifiedOn: '2026-11-24', drilledOn: '2026-11-24', holds: true });
  expect(await freeze()).toMatchObject({ ok: true });
  centre.advance(31 * DAY);
  expect((await secured()).holds).toBe(false);
  centre.remove();
});

describe('putting a copy back (security §9.3)', () => {
  let centre: Installation;
  let other: Installation;
  beforeEach(async () => {
    centre = await newPopulatedCentre();
    await centre.unlock('SD1');
    await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
    await centre.lock();
    other = await openInstallation(join(centre.profile, '..', 'new'));
  });
  afterEach(() => {
    other.application.close();
    centre.remove();
  });

  const copyFor = async (installation: Installation) => (await installation.ask('restore.copies', {})).copies[0]?.copy ?? '';
  const openFor = async (installation: Installation, staffCode: 'AC1' | 'AD1' | 'SD1') =>
    installation.call('restore.open', { copy: await copyFor(installation), staffCode, passphrase: PEOPLE[staffCode] });
  const confirmFor = (installation: Installation, staffCode: 'AC1' | 'SD1', over: Input<'restore.confirm'>['over'] = null) =>
    installation.call('restore.confirm', { staffCode, passphrase: PEOPLE[staffCode], over });

  test('on a new laptop: counts and last session shown, confirmed by the supervision, then everybody opens', async () => {
    const seen = await openFor(other, 'AC1');
    expect(seen).toMatchObject({ ok: true, value: { siteCode: 'ESS1', kind: 'centre', whole: true, replaces: false, lastBy: 'SD1' } });
    expect(await other.ask('start.state', {})).toMatchObject({ phase: 'empty' });
    expect(await confirmFor(other, 'AC1')).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(await other.ask('start.state', {})).toMatchObject({ phase: 'empty' });
    expect(await confirmFor(other, 'SD1')).toMatchObject({ ok: true });
    expect(await other.ask('start.state', {})).toMatchObject({ phase: 'installed' });
    await other.unlock('AC1');
    expect((await other.ask('cases.list', { page: 1 })).rows.length).toBeGreaterThan(10);
    await other.unlock('SD1');
    expect(await other.ask('journal.read', { page: 1 })).toMatchObject({ chain: { verified: true, whole: true } });
    expect(await other.ask('backup.state', {})).toMatchObject({ need: 'none', lastGood: { state: 'verified' } });
  });

  test('a wrong passphrase counts and waits; an administrator sees no count of cases', async () => {
    const wrong = { copy: await copyFor(other), staffCode: 'SD1', passphrase: 'une autre phrase inventée' };
    for (let time = 0; time < 5; time += 1) expect(await other.call('restore.open', wrong)).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await openFor(other, 'SD1')).toMatchObject({
      failure: { kind: 'invalid', message: { fr: expect.stringContaining('Attendez') } },
    });
    expect(await openFor(other, 'AD1')).toMatchObject({ value: { whole: false, records: 0 } });
    await other.ask('restore.abandon', {});
    expect(readdirSync(other.profile)).not.toContain('side');
    expect(await confirmFor(other, 'SD1')).toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('over a newer base and over a damaged one, one person is refused; two put the copy back, and the damaged files are kept', async () => {
    expect(await openFor(centre, 'AC1')).toMatchObject({ ok: true });
    expect(await confirmFor(centre, 'SD1')).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('plus récent') } },
    });
    writeFileSync(join(centre.profile, 'cases.db'), Buffer.alloc(65_536, 7));
    expect(await openFor(centre, 'SD1')).toMatchObject({ ok: true, value: { replaces: true, over: 'damaged', returns: null } });
    expect(await confirmFor(centre, 'SD1')).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('en entier') } },
    });
    const second = { reason: 'damaged', staffCode: 'AD1', passphrase: PEOPLE.AD1 } as const;
    expect(await confirmFor(centre, 'SD1', { ...second, staffCode: 'AC1', passphrase: PEOPLE.AC1 })).toMatchObject({
      failure: { kind: 'forbidden' },
    });
    expect(await confirmFor(centre, 'SD1', second)).toMatchObject({ ok: true });
    expect(readdirSync(join(centre.profile, 'before-restore-1'))).toContain('cases.db');
    await centre.unlock('AC1');
    expect((await centre.ask('cases.list', { page: 1 })).rows.length).toBeGreaterThan(10);
  });

  test('another centre’s copy is refused', async () => {
    const stranger = await newCentre();
    await stranger.unlock('SD1');
    await stranger.ask('backup.make', { folder: await placeToken(stranger, 'Clé USB') });
    for (const name of readdirSync(centre.medium)) rmSync(join(centre.medium, name), { recursive: true });
    for (const name of readdirSync(stranger.medium)) renameSync(join(stranger.medium, name), join(centre.medium, name));
    expect(await openFor(centre, 'SD1')).toMatchObject({
      failure: { kind: 'conflict', message: { fr: expect.stringContaining('autre centre') } },
    });
    await centre.unlock('SD1');
    expect((await centre.ask('backup.state', {})).copies.filter(({ here }) => here !== null)).toEqual([]);
    stranger.remove();
  });
});
