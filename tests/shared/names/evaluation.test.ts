import { expect, test } from 'vitest';
import { chance } from '../../faults/campaign.ts';
import { evaluateNames } from '../../names/evaluation.ts';

test('2,000 persons written elsewhere with two changes or more are found among 20,000; fewer than one new person in ten is taken for another', () => {
  const { recallAt5, falseAlarms } = evaluateNames(20_000, 2_000, chance(20261129));
  expect(recallAt5).toBeGreaterThanOrEqual(0.95);
  expect(falseAlarms).toBeLessThan(0.1);
});
