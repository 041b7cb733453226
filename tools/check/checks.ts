import { runProgram } from '../process/program.ts';
import { PASSED, type Outcome } from './outcome.ts';
import { checkProductExports } from './productExports.ts';
import { checkSubjects } from './subjects.ts';

/** A check of the whole tree that needs no test: it passes or fails as one. `isQuick`: part of `npm test -- --fast`. */
type Check = { readonly name: string; readonly isQuick: boolean; readonly run: () => Promise<Outcome> };

export type Checked = Outcome & { readonly name: string };

const WORLDS = ['shared', 'electron', 'electron/shell/page', 'renderer', 'tools', 'tests'];

const CHECKS: readonly Check[] = [
  ...WORLDS.map((world) => ({ name: `types ${world}`, isQuick: true, run: program('typescript/bin/tsc', '-p', world) })),
  { name: 'lint', isQuick: true, run: program('oxlint/bin/oxlint', '--type-aware', '--deny-warnings') },
  { name: 'format', isQuick: true, run: program('oxfmt/bin/oxfmt', '--check') },
  { name: 'dead code', isQuick: false, run: program('knip/bin/knip.js', '--config', '.knip.json', '--no-progress') },
  { name: 'exports that tests alone use', isQuick: false, run: checkProductExports },
  { name: 'commit subjects', isQuick: false, run: checkSubjects },
];

/** Runs the checks, at most two at once, and writes each result as it comes. */
export async function runChecks(which: 'all' | 'quick' = 'all'): Promise<readonly Checked[]> {
  const results: Checked[] = [];
  const waiting = CHECKS.filter(({ isQuick }) => which === 'all' || isQuick);
  await Promise.all([next(), next()]);
  return results;

  async function next(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const outcome = await check.run();
      results.push({ name: check.name, ...outcome });
      process.stdout.write(lineOf(check.name, outcome));
    }
  }
}

function lineOf(name: string, { result, output }: Outcome): string {
  switch (result) {
    case 'passed':
      return `✓ ${name}\n`;
    case 'failed':
      return `✗ ${name}\n${output}`;
    case 'skipped':
      return `- ${name}: skipped: ${output}\n`;
  }
}

/** A check that is a program of `node_modules`: it passes when the program ends with 0. */
function program(path: string, ...rest: readonly string[]): () => Promise<Outcome> {
  return async () => {
    const { code, output } = await runProgram([`node_modules/${path}`, ...rest], 'pipe');
    return code === 0 ? PASSED : { result: 'failed', output };
  };
}
