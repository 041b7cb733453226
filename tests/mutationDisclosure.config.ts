import { configDefaults, defineConfig } from 'vitest/config';

/** The tests of disclosure control that take seconds. Those that start processes, judge hundreds of tables or read the design material are left out. */
const slow = ['campaign', 'commands', 'instances', 'sequences'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/electron/disclosure/*.test.ts'],
    exclude: [...configDefaults.exclude, ...slow.map((name) => `tests/electron/disclosure/${name}.test.ts`)],
    testTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 1,
  },
});
