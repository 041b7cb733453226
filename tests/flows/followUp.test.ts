import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/populate.ts';
import { sitDown } from './desk.ts';

/** Measured on the present form page; the target of interface §9.3, act 3, is 14. */
const MOST_KEYS = 75;

test('a follow-up « vue, rien de nouveau » from my day, by keyboard', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  const field = (name: string) => keys.tabTo(`follow_up.${name}`);

  await keys.press('ArrowDown', 'Enter');
  const [, caseId = ''] = /cases\/([0-9a-f-]{36})/.exec(page.url()) ?? [];
  const before = (await centre.ask('cases.open', { caseId })).followUps.length;
  await field('fu_type');
  await keys.type('s');
  await field('fu_mode');
  await keys.press('Space');
  await field('fu_outcome');
  await keys.press('Space');
  await isAccessible();

  await keys.press('Alt+PageDown');
  for (const name of ['fu_new_needs', 'fu_new_incident', 'fu_risk_changed']) {
    if (name === 'fu_new_incident') {
      await field('fu_needs_met');
      await keys.press('Space');
    }
    await field(name);
    await keys.press('ArrowRight');
  }
  await isAccessible();

  await keys.press('Alt+PageDown');
  for (const name of ['prog_safety', 'prog_health', 'prog_psychosocial', 'prog_legal']) {
    await field(name);
    await keys.press('Space');
  }
  await isAccessible();

  await keys.press('Alt+PageDown');
  await field('fu_next');
  await keys.press('ArrowRight');
  await field('fu_recommend_closure');
  await keys.press('ArrowRight');
  await isAccessible();
  await keys.press('Control+Enter');

  await expect(page.getByRole('tablist')).toBeVisible();
  await isAccessible();
  const { followUps } = await centre.ask('cases.open', { caseId });
  expect(followUps).toHaveLength(before + 1);
  expect(followUps).toContainEqual(expect.objectContaining({ outcome: 'seen', date: '2026-11-24' }));
  test.info().annotations.push({ type: 'keys', description: String(keys.struck) });
  expect(keys.struck).toBeLessThanOrEqual(MOST_KEYS);
  centre.remove();
});
