import { afterAll, beforeAll, test } from 'vitest';
import { killBare } from '../faults/bareKills.ts';
import { makeModels, type Models } from '../faults/models.ts';
import { expectNothing, SEED } from './faultCampaigns.ts';

let models: Models;
beforeAll(async () => {
  models = await makeModels();
}, 180_000);
afterAll(() => models.remove());

test(
  'killed at the n-th call of each kind of work, nothing confirmed is lost and no act is done by halves (T1)',
  { timeout: 300_000 },
  async () => {
    expectNothing(await killBare(models, 9, SEED), 9);
  },
);
