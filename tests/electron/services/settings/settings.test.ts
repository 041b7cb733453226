import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE, newCentre, TODAY, type Installation, type StaffCode } from '../../../support/installation.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

const valueOf = async (wanted: string) => (await centre.ask('settings.read', {})).settings.find(({ key }) => key === wanted)?.value;
const waiting = async () => (await centre.ask('settings.read', {})).waiting;
const firstWaiting = async () => (await waiting())[0]?.proposalId ?? '';
const confirm = async (as: StaffCode) => centre.call('settings.confirm', { proposalId: await firstWaiting(), passphrase: PEOPLE[as] });

test('a protection is strengthened by one person, and weakened by none alone', async () => {
  await centre.unlock('AD1');
  await centre.ask('settings.save', { key: 'smallCellThreshold', value: 8 });
  expect(await centre.call('settings.save', { key: 'smallCellThreshold', value: 6 })).toMatchObject({
    ok: false,
    failure: { kind: 'forbidden' },
  });
  expect(await centre.call('settings.save', { key: 'smallCellThreshold', value: 21 })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid' },
  });
  expect(await centre.call('settings.save', { key: 'inconnu', value: 1 })).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  await centre.ask('settings.save', { key: 'caseloadMost', value: 25 });
  const { settings } = await centre.ask('settings.read', {});
  expect(settings.find(({ key }) => key === 'smallCellThreshold')).toMatchObject({ value: 8, changedBy: 'AD1' });
  expect((await centre.ask('journal.read', { page: 1 })).lines.slice(0, 2).map(({ kind }) => kind)).toEqual([
    'setting.change',
    'suppression.change',
  ]);
});

test('a weaker protection is proposed by one and signed by somebody of another role, under the passphrase', async () => {
  await centre.unlock('AD1');
  expect(await centre.call('settings.propose', { key: 'idleMinutes', value: 4, passphrase: PEOPLE.AD1 })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid' },
  });
  expect(await centre.call('settings.propose', { key: 'caseloadMost', value: 40, passphrase: PEOPLE.AD1 })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid' },
  });
  const unsigned = { key: 'idleMinutes', value: 9, passphrase: 'une autre phrase inventée' };
  expect(await centre.call('settings.propose', unsigned)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  expect(await waiting()).toEqual([]);
  await centre.ask('settings.propose', { ...unsigned, passphrase: PEOPLE.AD1 });
  expect(await centre.call('settings.propose', { key: 'idleMinutes', value: 8, passphrase: PEOPLE.AD1 })).toMatchObject({
    ok: false,
    failure: { kind: 'conflict' },
  });
  expect(await waiting()).toMatchObject([{ key: 'idleMinutes', value: 9, proposedBy: 'AD1', mayConfirm: false }]);
  expect(await confirm('AD1')).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
  expect(await valueOf('idleMinutes')).toBe(5);
  await centre.unlock('SD1');
  expect((await centre.ask('team.open', {})).pendingSettings).toBe(1);
  const proposalId = await firstWaiting();
  expect(await centre.call('settings.confirm', { proposalId, passphrase: 'une autre phrase inventée' })).toMatchObject({ ok: false });
  expect(await confirm('SD1')).toEqual({ ok: true, value: {} });
  expect([await valueOf('idleMinutes'), (await centre.ask('session.state', {})).idleMinutes, await waiting()]).toEqual([9, 9, []]);
  expect(await centre.call('settings.confirm', { proposalId, passphrase: PEOPLE.SD1 })).toMatchObject({
    ok: false,
    failure: { kind: 'conflict' },
  });
  await centre.unlock('AC1');
  expect((await centre.ask('session.state', {})).idleMinutes).toBe(9);
});

test('a proposal is declined by either person, and changes nothing', async () => {
  await centre.unlock('SD1');
  await centre.ask('settings.propose', { key: 'revealSeconds', value: 100, passphrase: PEOPLE.SD1 });
  await centre.unlock('AD1');
  const proposalId = await firstWaiting();
  await centre.ask('settings.decline', { proposalId });
  expect([await waiting(), await valueOf('revealSeconds')]).toEqual([[], 60]);
});

test('who writes a weaker value in the base without two signatures weakens nothing', async () => {
  await centre.unlock('AD1');
  await centre.ask('settings.save', { key: 'caseloadMost', value: 25 });
  const { connection } = centre.application.host.session?.stores.admin ?? {};
  for (const [key, value] of [
    ['idleMinutes', 10],
    ['caseloadMost', 60],
  ] as const)
    connection
      ?.prepare(
        'insert into setting (key, value, changed_at, changed_by) values (?, ?, 1, null) on conflict (key) do update set value = excluded.value',
      )
      .run(key, JSON.stringify(value));
  await centre.unlock('SD1');
  expect([await valueOf('idleMinutes'), await valueOf('caseloadMost')]).toEqual([5, 60]);
});

test('the days of an authorisation to share are those of the site', async () => {
  await centre.unlock('AD1');
  await centre.ask('settings.save', { key: 'shareConsentDays', value: 30 });
  await centre.unlock('AC1');
  const caseId = await registerCase(centre, PERSON);
  const { context } = await centre.ask('forms.open', { caseId, form: 'consent_share', recordId: null, parentId: null, narrative: false });
  expect([TODAY, context['shareConsentEnd']]).toEqual(['2026-11-24', '2026-12-24']);
});
