import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './check/checks.ts';
import { ROOT, runProgram } from './process/program.ts';
import { addCounts, countPlaywright, countVitest, lastLine, type Counts } from './test/counts.ts';
import { FAST_TESTS, SHARED_TEMPLATES } from './test/environment.ts';
import { Progress, rememberDurations, rememberedDurations } from './test/progress.ts';

/** Several times what the tests hold at once. */
const ROOM = 4_000_000_000;
const REMEMBERED = join(ROOT, 'node_modules/.cache/sutura/test-durations.json');
const [CHECKS, TESTS, QUICK_CHECKS, FAST] = ['checks', 'tests and journeys', 'quick checks', 'fast tests'] as const;
/** Milliseconds, measured on two quiet cores: the estimate of a first run. */
const FIRST_RUN = { [CHECKS]: 130_000, [TESTS]: 680_000, [QUICK_CHECKS]: 60_000, [FAST]: 45_000 };

/**
 * `npm test -- [--fast] [WORD…]`: checks, then unit, store and component tests, with journeys in the real window beside them, since each waits a third of its time.
 * `--fast`: the quick checks and the tests that open no installation, no window and no process. With words: only the test files whose path has one.
 * The last line is `N passed, N failed`; each check counts as one test.
 */
const isFast = process.argv.includes('--fast');
const words = process.argv.slice(2).filter((word) => word !== '--fast');
const folder = mkdtempSync(join(workplace(), 'essais-'));
const [reports, templates] = [join(folder, 'reports'), join(folder, 'templates')];
for (const one of [reports, templates]) mkdirSync(one);
process.env['TMPDIR'] = folder;
process.env[SHARED_TEMPLATES] = templates;
if (isFast) process.env[FAST_TESTS] = 'yes';
const counts = addCounts(words.length > 0 ? await testsOf() : isFast ? await fastRun() : await wholeRun());
rmSync(folder, { recursive: true });

for (const skipped of counts.skipped) process.stdout.write(`skipped: ${skipped}\n`);
process.stdout.write(`${lastLine(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function wholeRun(): Promise<readonly Counts[]> {
  const progress = progressOf(CHECKS, TESTS);
  const checked = await progress.run(CHECKS, checkAndPrepare);
  const tested = await progress.run(TESTS, testsOf);
  rememberDurations(REMEMBERED, progress.taken);
  return [checked, ...tested];
}

async function fastRun(): Promise<readonly Counts[]> {
  const progress = progressOf(QUICK_CHECKS, FAST);
  const checked = await progress.run(QUICK_CHECKS, () => checks('quick'));
  const tested = await progress.run(FAST, unit);
  rememberDurations(REMEMBERED, progress.taken);
  return [checked, tested];
}

function progressOf(...phases: readonly string[]): Progress {
  return new Progress(phases, rememberedDurations(REMEMBERED, FIRST_RUN), (line) => process.stdout.write(`${line}\n`));
}

/** In memory where there is room: every save of every test waits for its disk otherwise, a third of the whole time. What must survive a power cut is judged from the calls themselves (T3), never from a disk. */
function workplace(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > ROOM ? memory : tmpdir();
}

/** The checks, beside the making of what tests copy from; a template that could not be made is made by the test that asks for it, and fails there. */
async function checkAndPrepare(): Promise<Counts> {
  const [checked] = await Promise.all([checks('all'), runProgram(['tests/support/makeTemplates.ts'], 'pipe')]);
  return checked;
}

async function checks(which: 'all' | 'quick'): Promise<Counts> {
  const results = await runChecks(which);
  const named = (wanted: string) => results.filter(({ result }) => result === wanted);
  return {
    passed: named('passed').length,
    failed: named('failed').length,
    skipped: named('skipped').map(({ name, output }) => `${name}: ${output}`),
  };
}

/** Both runners; `--fast` leaves the journeys out, which are in a real window. */
function testsOf(): Promise<readonly Counts[]> {
  return Promise.all(isFast ? [unit()] : [unit(), flows()]);
}

async function unit(): Promise<Counts> {
  const report = join(reports, 'vitest.json');
  const options = ['--config', 'tests/vitest.config.ts', '--reporter=json', `--outputFile.json=${report}`, '--passWithNoTests'];
  const code = await runTests(['node_modules/vitest/vitest.mjs', 'run', ...options, `--reporter=${words.length > 0 ? 'default' : 'dot'}`]);
  return honest(code, report, countVitest);
}

async function flows(): Promise<Counts> {
  const report = join(reports, 'playwright.json');
  const options = [
    '--config',
    'tests/playwright.config.ts',
    `--reporter=${words.length > 0 ? 'list' : 'dot'},json`,
    '--pass-with-no-tests',
  ];
  const environment = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const code = await runTests(['node_modules/@playwright/test/cli.js', 'test', ...options], environment);
  return honest(code, report, countPlaywright);
}

/** With words, a person follows each test; a whole run says what failed, at its end. */
async function runTests(line: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  const isFollowed = words.length > 0;
  const { code, output } = await runProgram([...line, ...words], isFollowed ? 'inherit' : 'pipe', environment);
  if (code !== 0 && !isFollowed) process.stdout.write(output);
  return code;
}

/** A runner that failed without naming a failed test still counts as one failure: nothing is ever green by silence. */
function honest(code: number, report: string, count: (text: string) => Counts): Counts {
  const counted = existsSync(report) ? count(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, skipped: [] };
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}
