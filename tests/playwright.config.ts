import { defineConfig } from '@playwright/test';

/** Journeys of a person in the real window. One worker: two windows at once would share the machine's two cores. */
export default defineConfig({
  testDir: './flows',
  tsconfig: './flows/tsconfig.json',
  testMatch: '**/*.test.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 180_000,
  // Other tests run beside: what a person would see within a second may take longer then.
  expect: { timeout: 20_000 },
  forbidOnly: true,
});
