import rules from './stryker.config.mjs';

/** Mutation tests of disclosure control: the same, with its own tests. Run by `npm run mutate -- --disclosure`. */
export default {
  ...rules,
  vitest: { configFile: 'tests/mutationDisclosure.config.ts', related: true },
  mutate: ['electron/disclosure/*.ts'],
  // A spoiled search may turn in circles; the tests themselves take seconds.
  timeoutMS: 60_000,
  thresholds: { high: 90, low: 80, break: 80 },
};
