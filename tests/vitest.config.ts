import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/{shared,electron,renderer}/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/support/rememberedDerivations.ts'],
    globalSetup: 'tests/support/sharedTemplates.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 3,
  },
});
