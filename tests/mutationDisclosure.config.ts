import { defineConfig } from 'vitest/config';

/** The quick tests of disclosure control; those that start processes, or judge many tables, are left out. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/electron/disclosure/{attack,folder,handOuts,parts,protect,system,traces,witnesses}.test.ts'],
    testTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 1,
  },
});
