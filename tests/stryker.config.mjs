/** Mutation tests of the pure rules: which change of a rule goes unnoticed? Run by `npm run mutate`. */
export default {
  // TypeScript 7 has no compiler API for Stryker to read a configuration with: an absent file keeps it from trying.
  tsconfigFile: 'none.json',
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation.config.ts', related: true },
  mutate: ['shared/rules/**/*.ts'],
  concurrency: 2,
  reporters: ['clear-text', 'progress-append-only'],
  ignorePatterns: ['out', 'dist', 'renderer', 'test-results'],
  coverageAnalysis: 'perTest',
  tempDirName: '.stryker-tmp',
  thresholds: { high: 95, low: 85, break: 85 },
};
