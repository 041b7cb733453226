import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newCentre, TODAY, type Installation } from '../../../support/installation.ts';
import { onMedium } from '../../../support/medium.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';
import { inventedRegister } from '../../../../tools/registers/invented.ts';

const LINES = 240;
const LAST_MONTH = '2026-10';

let centre: Installation;

/** More cases than the first page waits for. */
beforeAll(async () => {
  centre = await newCentre();
  await centre.unlock('SD1');
  const register = inventedRegister({ region: 'Mopti', cercles: ['Bandiagara'], rows: LINES, staffCodes: ['AC1', 'AC2'], seed: 7 }, TODAY);
  writeFileSync(join(centre.medium, 'registre.csv'), register);
  const { takeoverId, columns } = await centre.ask('takeover.read', { file: await onMedium(centre, 'registre.csv', 'register') });
  const mapping = columns.map(({ heading, target }) => ({ heading, target }));
  await centre.ask('takeover.rehearse', { takeoverId, mapping, wordings: [] });
  await centre.ask('takeover.commit', { takeoverId });
}, 120_000);
beforeEach(async () => {
  if (centre.application.host.session !== null) await centre.lock();
});
afterAll(() => centre.remove());

const unread = () => centre.application.host.session?.factsWaiting.size ?? 0;

async function untilRead(): Promise<void> {
  while (unread() > 0) await pause(5);
}

test('the supervisor’s first page comes before all cases are opened, says how many are left, and ends with the same figures', async () => {
  await centre.unlock('SD1');
  const first = await centre.ask('team.open', {});
  expect(first.unread).toBeGreaterThan(0);
  await untilRead();
  const whole = await centre.ask('team.open', {});
  expect(whole.unread).toBe(0);
  expect([whole.openCases, whole.pendingPairs]).toEqual([first.openCases, first.pendingPairs]);
  await centre.lock();
  await centre.unlock('SD1');
  await untilRead();
  expect(await centre.ask('team.open', {})).toEqual(whole);
});

test('a month is counted on all cases however soon it is asked', async () => {
  await centre.unlock('SD1');
  await untilRead();
  const counted = await centre.ask('months.check', { month: LAST_MONTH });
  expect(counted.unopened).toEqual([]);
  await centre.lock();
  await centre.unlock('SD1');
  expect(unread()).toBeGreaterThan(0);
  expect(await centre.ask('months.check', { month: LAST_MONTH })).toEqual(counted);
});

test('a list by risk is drawn from all cases however soon it is asked', async () => {
  await centre.unlock('SD1');
  await untilRead();
  const found = await centre.ask('cases.list', { state: 'all', risk: 'high', page: 1 });
  await centre.lock();
  await centre.unlock('SD1');
  expect(unread()).toBeGreaterThan(0);
  expect(await centre.ask('cases.list', { state: 'all', risk: 'high', page: 1 })).toEqual(found);
});

test('every line of a page shows its own risk, its case opened yet or not', async () => {
  await centre.unlock('SD1');
  await untilRead();
  const page = { state: 'all', page: 5 } as const;
  const shown = await centre.ask('cases.list', page);
  await centre.lock();
  await centre.unlock('SD1');
  expect(unread()).toBeGreaterThan(0);
  expect(await centre.ask('cases.list', page)).toEqual(shown);
});

test('a lock in the middle ends the opening, and refuses the count that waited for it', async () => {
  await centre.unlock('SD1');
  expect(unread()).toBeGreaterThan(0);
  const counting = centre.call('months.check', { month: LAST_MONTH });
  await centre.lock();
  expect(await counting).toMatchObject({ ok: false, failure: { kind: 'locked' } });
  await pause(60);
  expect(centre.application.host.session).toBeNull();
});

test('what registrations ask the supervisor of a large team is answered behind the first page', async () => {
  for (const staff of ['AC1', 'AC2'] as const) {
    await centre.unlock(staff);
    await registerCase(centre, { ...PERSON, staff });
  }
  await centre.unlock('SD1');
  const { pendingPairs } = await centre.ask('team.open', {});
  while ((await centre.ask('team.open', {})).pendingPairs === pendingPairs) await pause(20);
});
