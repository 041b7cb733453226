import { basename } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The tests of disclosure control that take seconds. Those that start processes, judge hundreds of tables or read the design material are left out. */
const slow = ['campaign', 'commands', 'instances', 'sequences'];
/** Milliseconds each, and most changes are noticed here: a change ends with the first test that fails. */
const first = [
  'structure',
  'reader',
  'instanceReader',
  'system',
  'releases',
  'versions',
  'trueTables',
  'squeeze',
  'attackSolver',
  'consolidatedLines',
  'fewContributors',
  'summedVersions',
  'handOuts',
  'sums',
  'folderSums',
  'nextVersion',
  'parts',
  'moves',
  'improve',
  'decisions',
  'chooser',
  'answers',
  'optimal',
  'attack',
  'readings',
  'roundingChoice',
  'roundedAnswer',
  'roundingParts',
  'roundedSums',
];

class HandMadeFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = first.indexOf(basename(moduleId, '.test.ts'));
      return at === -1 ? first.length : at;
    };
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/electron/disclosure/*.test.ts'],
    exclude: [...configDefaults.exclude, ...slow.map((name) => `tests/electron/disclosure/${name}.test.ts`)],
    testTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 1,
    sequence: { sequencer: HandMadeFirst },
  },
});
