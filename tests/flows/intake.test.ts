import { expect } from '@playwright/test';
import { test } from '../support/host.ts';
import { newPopulatedCentre } from '../support/demoInstallations.ts';
import { sitDown } from './desk.ts';

/** Interface §9.3, act 4. */
const MOST_KEYS = 45;

test('a new intake to a code in hand, questions marked R only, by keyboard', async ({ host }) => {
  test.setTimeout(300_000);
  const centre = await newPopulatedCentre();
  const { page, keys, isAccessible } = await sitDown(host, centre, 'AC1');
  await isAccessible();

  await keys.press('Alt+n');
  await keys.press('Space', 'Tab', 'ArrowRight', 'Tab', 'ArrowRight', 'Tab');
  await keys.type('30');
  await keys.press('Tab', 'Space', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Space');
  await isAccessible();
  await keys.press('Control+Enter');

  await keys.press('ArrowRight', 'Tab', 'ArrowRight', 'Tab', 'ArrowRight', 'Tab', 'ArrowRight');
  await isAccessible();
  await keys.press('Control+Enter');

  await keys.press('Space', 'Tab');
  await keys.type('v');
  await keys.press('Tab', 'Space', 'Tab');
  await keys.type('r');
  await keys.press('Tab', 'Space', 'Tab');
  await keys.type('m');
  await keys.press('Tab');
  await keys.type('m');
  await keys.press('Enter');
  await isAccessible();
  await keys.press('Control+Enter');

  await isAccessible();
  await keys.press('Control+Enter');
  await isAccessible();
  await keys.press('Control+Enter');

  await expect(page.getByText(/^VBG-ESS1-26-\d{4}$/)).toBeVisible();
  await isAccessible();
  test.info().annotations.push({ type: 'keys', description: String(keys.struck) });
  expect(keys.struck).toBeLessThanOrEqual(MOST_KEYS);
  centre.remove();
});
