import { expect } from 'vitest';
import { failuresOf, type Campaign } from '../faults/campaign.ts';

/** Short forms of the campaigns of security §10; `npm run faults` has the long ones. The seed repeats them. */
export const SEED = 20261125;

/** At least so many tries, and none of them failed. */
export function expectNothing(campaigns: readonly Campaign[], least: number): void {
  expect(campaigns.reduce((sum, { tries }) => sum + tries, 0)).toBeGreaterThanOrEqual(least);
  for (const campaign of campaigns) expect(failuresOf(campaign), [campaign.name, ...campaign.notes].join('\n')).toBe(0);
}
