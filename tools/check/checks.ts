import { runProgram } from '../process/program.ts';

/** A check of the whole tree that needs no test: it passes or fails as one. */
export type Check = { readonly name: string; readonly program: string; readonly rest: readonly string[] };

export type Checked = { readonly name: string; readonly passed: boolean; readonly output: string };

const TSC = 'node_modules/typescript/bin/tsc';
const WORLDS = ['shared', 'electron', 'electron/shell/page', 'renderer', 'tools', 'tests'];

const CHECKS: readonly Check[] = [
  ...WORLDS.map((world) => ({ name: `types ${world}`, program: TSC, rest: ['-p', world] })),
  { name: 'lint', program: 'node_modules/oxlint/bin/oxlint', rest: ['--type-aware', '--deny-warnings'] },
  { name: 'format', program: 'node_modules/oxfmt/bin/oxfmt', rest: ['--check'] },
  { name: 'dead code', program: 'node_modules/knip/bin/knip.js', rest: ['--config', '.knip.json', '--no-progress'] },
];

/** Runs one check in the folder of the project; its output is kept for a failure. */
async function runCheck({ name, program, rest }: Check): Promise<Checked> {
  const { code, output } = await runProgram([program, ...rest], 'pipe');
  return { name, passed: code === 0, output };
}

/** Runs the checks, at most two at once, and writes each result as it comes. */
export async function runChecks(checks: readonly Check[] = CHECKS): Promise<readonly Checked[]> {
  const results: Checked[] = [];
  const waiting = [...checks];
  await Promise.all([next(), next()]);
  return results;

  async function next(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await runCheck(check);
      results.push(result);
      process.stdout.write(`${result.passed ? '✓' : '✗'} ${result.name}\n${result.passed ? '' : result.output}`);
    }
  }
}
