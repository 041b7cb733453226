import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDemoArguments, type DemoArguments } from './demo/arguments.ts';
import { as, ask } from './demo/caller.ts';
import {
  confirmCard,
  createCentre,
  enterDirectory,
  handOverCard,
  handOverMonths,
  takeOver,
  type Centre,
  type CentreSummary,
} from './demo/centre.ts';
import { demoClock, type Clock } from './demo/clock.ts';
import {
  acceptCentre,
  createDesk,
  deskCard,
  handOutMode,
  handOutOpened,
  importPackages,
  packageFiles,
  publish,
  type Desk,
} from './demo/desk.ts';
import { inventedRegisters } from './registers/invented.ts';
import { openPrinter } from './demo/printer.ts';
import { registersOf } from './demo/registers.ts';
import { demonstrateSealed } from './demo/sealed.ts';
import { searchTraces } from './demo/traces.ts';
import { checkImports, checkOpened, type Check } from './demo/checks.ts';

type Progress = (line: string) => void;

const say: Progress = (line) => process.stdout.write(`${line}\n`);

// An installation that a failure left open would keep the process.
process.exit(await run(process.argv.slice(2)));

async function run(argv: readonly string[]): Promise<number> {
  try {
    const options = readDemoArguments(argv, fileURLToPath(new URL('..', import.meta.url)));
    return await demonstrate(options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The demonstration stopped.'}\n`);
    return 1;
  }
}

/** The main job end to end on the product's own services, through the request handler, as the users would in turn (commands.md). */
async function demonstrate(options: DemoArguments): Promise<number> {
  const clock = demoClock(options.today);
  for (const folder of [options.profile, options.out]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place =
    options.registers === null ? { label: '', files: inventedRegisters(options.today) } : { label: '', folder: options.registers };
  const registers = registersOf(place, options.today);
  if (options.mode === 'sealed') {
    const { summaries, consolidated, checks } = await demonstrateSealed(options, registers, place, clock, say);
    const words = registers.flatMap((register) => register.words);
    return finish(options, summaries, consolidated, [...checks, traceCheck(options, words)]);
  }
  const desk = await createDesk(join(options.profile, 'desk'), options.out, clock);
  const card = await deskCard(desk);
  const summaries: CentreSummary[] = [];
  for (const register of registers) {
    const centre = await createCentre(register, place, [desk.packages], join(options.profile, register.code), clock);
    summaries.push(await workOf(centre, desk, card, options, clock));
    centre.application.close();
  }
  const { consolidated, checks } = await consolidate(desk, options);
  desk.application.close();
  checks.push(
    traceCheck(
      options,
      registers.flatMap(({ words }) => words),
    ),
  );
  return finish(options, summaries, consolidated, checks);
}

async function workOf(
  centre: Centre,
  desk: Desk,
  card: { fileName: string; words: readonly string[] },
  options: DemoArguments,
  clock: Clock,
): Promise<CentreSummary> {
  const { code } = centre.register;
  const summary = await takeOver(centre);
  say(`${code}: ${summary.rows} lines = ${summary.registered} registered + ${summary.held.length} held (${summary.take_over_ms} ms)`);
  const cardId = await confirmCard(centre, card.fileName, card.words);
  await acceptCentre(desk, centre, await handOverCard(centre), options.months[0] ?? clock.today().slice(0, 7));
  if (options.mode !== 'hidden') {
    const [own, files] = await handOutMode(desk, options.mode, code);
    await enterDirectory(centre, own);
    for (const file of files) rmSync(join(desk.packages, file));
  }
  await handOverMonths(centre, options.months, cardId, summary);
  say(`${code}: ${options.months.length} month(s) frozen and sealed (${summary.freeze_ms} ms each)`);
  return summary;
}

type Consolidated = {
  packages: number;
  import_ms: number;
  months: Record<string, { counted: number | null; counted_reason: string | null }>;
};

async function consolidate(desk: Desk, options: DemoArguments): Promise<{ consolidated: Consolidated; checks: Check[] }> {
  const { application, focalPoint } = desk;
  return as(application.requests, focalPoint, async () => {
    const started = performance.now();
    const verdicts = await importPackages(desk, 'forward');
    const consolidated: Consolidated = {
      packages: packageFiles(desk).length,
      import_ms: Math.round(performance.now() - started),
      months: {},
    };
    say(
      `desk: ${verdicts.filter(({ verdict }) => verdict === 'accepted').length} of ${consolidated.packages} packages accepted (${consolidated.import_ms} ms)`,
    );
    for (const month of options.months) consolidated.months[month] = await countedOf(desk, month);
    const closePrinter = await openPrinter(application, options.window);
    const files = await publish(desk, options.months);
    say(`desk: ${files.join(', ')} published`);
    await handOutOpened(desk);
    const checks: Check[] = [
      {
        name: 'packages accepted at the first import',
        tried: verdicts.length,
        failed: verdicts.filter(({ verdict }) => verdict !== 'accepted').length,
      },
      ...(await checkImports(desk, options.months)),
      ...(await checkOpened(desk.opened)),
    ];
    await closePrinter?.();
    return { consolidated, checks };
  });
}

async function countedOf(desk: Desk, month: string): Promise<{ counted: number | null; counted_reason: string | null }> {
  const opened = await ask(desk.application.requests, 'tables.open', { period: month });
  return { counted: opened.counted, counted_reason: opened.countedReason?.en ?? null };
}

function traceCheck(options: DemoArguments, words: readonly string[]): Check {
  const result = searchTraces([options.profile, options.out, ...temporaryFolders(options)], words);
  return { name: `planted names in any file left behind (${result.files} files)`, tried: result.tried, failed: result.hits };
}

/** The temporary folder, unless it holds the profile or the results, which are searched already. */
function temporaryFolders(options: DemoArguments): string[] {
  const folder = tmpdir();
  return [options.profile, options.out].some((path) => path.startsWith(folder)) ? [] : [folder];
}

function finish(options: DemoArguments, centres: readonly CentreSummary[], consolidated: Consolidated, checks: readonly Check[]): number {
  const failed = checks.reduce((sum, check) => sum + check.failed, 0);
  const summary = { months: options.months, centres, consolidated, checks, failed };
  rmSync(join(options.out, 'summary.json'), { force: true });
  writeFileSync(join(options.out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  for (const check of checks) say(`${check.failed === 0 ? 'ok' : 'FAILED'}: ${check.name} (${check.tried} tried, ${check.failed} failed)`);
  say(`results: ${options.out}`);
  return failed === 0 ? 0 : 1;
}
