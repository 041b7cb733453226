import { afterAll, beforeAll, test } from 'vitest';
import { chance } from '../faults/campaign.ts';
import { flipBytes } from '../faults/flips.ts';
import { liveHistories } from '../faults/histories.ts';
import { openHostileFiles } from '../faults/hostileFiles.ts';
import { makeModels, type Models } from '../faults/models.ts';
import { swapCiphertexts } from '../faults/swaps.ts';
import { expectNothing, SEED } from './faultCampaigns.ts';

let models: Models;
beforeAll(async () => {
  models = await makeModels();
}, 180_000);
afterAll(() => models.remove());

test('random lives of cases never leave the tables of the reference', { timeout: 120_000 }, async () => {
  expectNothing([await liveHistories(4, chance(SEED))], 4);
});

test('a flipped byte is seen, or changes nothing; it is never called a wrong passphrase (T4)', { timeout: 180_000 }, async () => {
  expectNothing(await flipBytes(models, 'short', chance(SEED)), 400);
});

test('no ciphertext opens in the place of another (T5)', { timeout: 180_000 }, async () => {
  expectNothing(await swapCiphertexts(models, 50, chance(SEED)), 400);
});

test(
  'hostile packages, registers, cards and backup folders are refused with a sentence, in time and memory (T9)',
  { timeout: 180_000 },
  async () => {
    expectNothing(await openHostileFiles(models, 45, SEED), 100);
  },
);
