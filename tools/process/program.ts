import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The folder of the project. */
export const ROOT = join(import.meta.dirname, '../..');

/**
 * Runs a program of the project under this Node, in the folder of the project. `line`: the program's path, then its arguments.
 * With `pipe`, both outputs are returned as one text and not shown. A program ended by a signal gives code 1.
 */
export function runProgram(
  line: readonly string[],
  output: 'pipe' | 'inherit',
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(process.execPath, line, { cwd: ROOT, stdio: ['ignore', output, output], env: environment });
  const written: Buffer[] = [];
  child.stdout?.on('data', (bytes: Buffer) => written.push(bytes));
  child.stderr?.on('data', (bytes: Buffer) => written.push(bytes));
  return new Promise((done) => child.once('close', (code) => done({ code: code ?? 1, output: Buffer.concat(written).toString('utf8') })));
}
