import { defineConfig } from '@playwright/test';

/** Journeys of a person in the real window. One worker: two windows at once would share the machine's two cores. */
export default defineConfig({
  testDir: './flows',
  tsconfig: './flows/tsconfig.json',
  testMatch: '**/*.test.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 120_000,
  forbidOnly: true,
});
