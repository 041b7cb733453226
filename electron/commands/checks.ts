import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** A check of the whole tree that needs no test: it passes or fails as one. */
export type Check = { readonly name: string; readonly program: string; readonly rest: readonly string[] };

export type Checked = { readonly name: string; readonly passed: boolean; readonly output: string };

const TSC = 'node_modules/typescript/bin/tsc';
const WORLDS = ['shared', 'electron', 'electron/shell/page', 'renderer', 'tests'];

export const CHECKS: readonly Check[] = [
  ...WORLDS.map((world) => ({ name: `types ${world}`, program: TSC, rest: ['-p', world] })),
  { name: 'lint', program: 'node_modules/oxlint/bin/oxlint', rest: ['--type-aware', '--deny-warnings'] },
  { name: 'format', program: 'node_modules/oxfmt/bin/oxfmt', rest: ['--check'] },
  { name: 'dead code', program: 'node_modules/knip/bin/knip.js', rest: ['--config', '.knip.json', '--no-progress'] },
];

/** Runs one check under this Node, in the root of the project; its output is kept for a failure. */
export async function runCheck({ name, program, rest }: Check): Promise<Checked> {
  const { code, output } = await run([program, ...rest], 'pipe');
  return { name, passed: code === 0, output };
}

/** Runs a tool of the project under this Node. With `pipe`, what it says is returned and not shown. */
export function run(
  line: readonly string[],
  output: 'pipe' | 'inherit',
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(process.execPath, line, { cwd: ROOT, stdio: ['ignore', output, output], env: environment });
  const said: Buffer[] = [];
  child.stdout?.on('data', (bytes: Buffer) => said.push(bytes));
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes));
  return new Promise((done) => child.once('close', (code) => done({ code: code ?? 1, output: Buffer.concat(said).toString('utf8') })));
}

/** Runs the checks, at most two at once, and tells each result as it comes. */
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
