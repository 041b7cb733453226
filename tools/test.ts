import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './check/checks.ts';
import { addCounts, countPlaywright, countVitest, lastLine } from './test/counts.ts';
import type { Counts } from './test/counts.ts';
import { runProgram } from './process/program.ts';
import { SHARED_TEMPLATES } from './test/environment.ts';

/** Several times what the tests hold at once. */
const ROOM = 4_000_000_000;

/**
 * `npm test -- [WORD…]`: checks, then unit, store and component tests, and beside them, since each waits a third of its time, journeys in the real window. With words, only the test files whose path has one.
 * The last line is `N passed, N failed`; each check counts as one test.
 */
const words = process.argv.slice(2);
const folder = mkdtempSync(join(workplace(), 'essais-'));
const [reports, templates] = [join(folder, 'reports'), join(folder, 'templates')];
for (const one of [reports, templates]) mkdirSync(one);
process.env['TMPDIR'] = folder;
process.env[SHARED_TEMPLATES] = templates;
const checked = words.length === 0 ? [await checkAndPrepare()] : [];
const counts = addCounts([...checked, ...(await Promise.all([unit(), flows()]))]);
rmSync(folder, { recursive: true });

for (const skipped of counts.skipped) process.stdout.write(`skipped: ${skipped}\n`);
process.stdout.write(`${lastLine(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** In memory where there is room: every save of every test waits for its disk otherwise, a third of the whole time. What must survive a power cut is judged from the calls themselves (T3), never from a disk. */
function workplace(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > ROOM ? memory : tmpdir();
}

/** The checks, beside the making of what tests copy from; a template that could not be made is made by the test that asks for it, and fails there. */
async function checkAndPrepare(): Promise<Counts> {
  const [results] = await Promise.all([runChecks(), runProgram(['tests/support/makeTemplates.ts'], 'pipe')]);
  const failed = results.filter((result) => !result.passed).length;
  return { passed: results.length - failed, failed, skipped: [] };
}

async function unit(): Promise<Counts> {
  const report = join(reports, 'vitest.json');
  const options = [
    '--config',
    'tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--passWithNoTests',
  ];
  const { code } = await runProgram(['node_modules/vitest/vitest.mjs', 'run', ...options, ...words], 'inherit');
  return honest(code, report, countVitest);
}

async function flows(): Promise<Counts> {
  const report = join(reports, 'playwright.json');
  const options = ['--config', 'tests/playwright.config.ts', '--reporter=list,json', '--pass-with-no-tests'];
  const environment = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const { code, output } = await runProgram(['node_modules/@playwright/test/cli.js', 'test', ...options, ...words], 'pipe', environment);
  process.stdout.write(output);
  return honest(code, report, countPlaywright);
}

/** A runner that failed without naming a failed test still counts as one failure: nothing is ever green by silence. */
function honest(code: number, report: string, count: (text: string) => Counts): Counts {
  const counted = existsSync(report) ? count(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, skipped: [] };
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}
