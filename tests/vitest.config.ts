import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { FAST_TESTS } from '../tools/test/environment.ts';
import { isFastTest } from './support/fastTests.ts';

const root = new URL('..', import.meta.url).pathname;
const all = globSync('tests/{shared,electron,renderer,tools,docs}/**/*.test.{ts,tsx}', { cwd: root });
const every = process.env[FAST_TESTS] === undefined ? all : all.filter((file) => isFastTest(`${root}/${file}`));
/** A test that replaces a module needs a process in which nobody has loaded it. The others share one: loading the application again for each file was a third of their time. */
const alone = every.filter((file) => readFileSync(`${root}/${file}`, 'utf8').includes('vi.mock('));

const common = {
  setupFiles: 'tests/support/rememberedDerivations.ts',
  testTimeout: 180_000,
  hookTimeout: 180_000,
  pool: 'forks',
} as const;

export default defineConfig({
  root,
  test: {
    globalSetup: 'tests/support/sharedTemplates.ts',
    maxWorkers: 2,
    projects: [
      { root, test: { ...common, name: 'together', include: every.filter((file) => !alone.includes(file)), isolate: false } },
      { root, test: { ...common, name: 'alone', include: alone } },
    ],
  },
});
