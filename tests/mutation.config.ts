import { defineConfig } from 'vitest/config';

/** The tests of the pure rules alone: those that a changed rule must fail. No window, no key derivation, hence thousands of runs. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: { include: ['tests/shared/**/*.test.ts'], pool: 'forks', maxWorkers: 1 },
});
