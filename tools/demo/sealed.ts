import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpeningStep } from '../../shared/exchange/sealed.ts';
import type { Place } from '../../electron/files/picker.ts';
import type { DemoArguments } from './arguments.ts';
import { DemoStopped, ask, as, placeToken } from './caller.ts';
import {
  confirmCard,
  createCentre,
  enterDirectory,
  freezeMonth,
  handOverCard,
  KEYS,
  takeOver,
  type Centre,
  type CentreSummary,
  type DemoRegister,
} from './centre.ts';
import { checkOpened, type Check } from './checks.ts';
import type { Clock } from './clock.ts';
import {
  acceptCentre,
  createDesk,
  CUSTODIANS,
  deskCard,
  fileToken,
  handOutMode,
  handOutOpened,
  packageFiles,
  publish,
  type Desk,
} from './desk.ts';
import { openPrinter } from './printer.ts';

type Months = Record<string, { counted: number | null; counted_reason: string | null }>;
type Sealed = {
  readonly summaries: readonly CentreSummary[];
  readonly consolidated: { packages: number; import_ms: number; opening_ms: number; months: Months };
  readonly checks: Check[];
};
type Pair = readonly [Desk, Desk];

const STEPS = ['list', 'agree', 'values', 'table'] as const satisfies readonly OpeningStep[];

/** The main job in sealed mode (disclosure §6.2): each centre hands two halves to two custodians, who open the sum and sign one table. */
export async function demonstrateSealed(
  options: DemoArguments,
  registers: readonly DemoRegister[],
  place: Place,
  clock: Clock,
  say: (line: string) => void,
): Promise<Sealed> {
  const [first, second] = CUSTODIANS;
  const desks: Pair = [
    await createDesk(join(options.profile, 'desk'), options.out, clock, first),
    await createDesk(join(options.profile, 'desk-2'), options.out, clock, second),
  ];
  const cards = [await meet(desks, 0), await meet(desks, 1)] as const;
  const summaries: CentreSummary[] = [];
  for (const register of registers) {
    const keys = desks.map(({ packages }) => packages);
    const centre = await createCentre(register, place, keys, join(options.profile, register.code), clock);
    summaries.push(await workOf(centre, desks, options, say));
    centre.application.close();
  }
  const { consolidated, checks } = await open(desks, cards, options, summaries, say);
  for (const desk of desks) desk.application.close();
  return { summaries, consolidated, checks };
}

/** The card of one custodian, confirmed by words at the other's desk; gives its id there. */
async function meet(desks: Pair, rank: 0 | 1): Promise<string> {
  const [own, other] = [desks[rank], desks[rank === 0 ? 1 : 0]];
  const card = await deskCard(own);
  copyFileSync(join(own.packages, card.fileName), join(other.packages, card.fileName));
  const { requests } = other.application;
  return as(requests, other.focalPoint, async () => {
    const { card: read } = await ask(requests, 'cards.read', { file: await fileToken(other, card.fileName, 'card') });
    await ask(requests, 'cards.confirm', { cardId: read.cardId, words: [...card.words] });
    return read.cardId;
  });
}

async function workOf(centre: Centre, desks: Pair, options: DemoArguments, say: (line: string) => void): Promise<CentreSummary> {
  const { code } = centre.register;
  const { requests } = centre.application;
  const summary = await takeOver(centre);
  say(`${code}: ${summary.rows} lines = ${summary.registered} registered + ${summary.held.length} held (${summary.take_over_ms} ms)`);
  const cards: string[] = [];
  for (const [rank, desk] of desks.entries()) {
    const key = KEYS[rank] ?? KEYS[0];
    const card = await deskCard(desk);
    cards.push(await confirmCard(centre, card.fileName, card.words, key));
    await acceptCentre(desk, centre, await handOverCard(centre, key), options.months[0] ?? '');
  }
  const [directory, files] = await handOutMode(desks[0], 'sealed', code);
  await enterDirectory(centre, directory);
  for (const file of files) rmSync(join(desks[0].packages, file));
  const [firstCard = '', secondCard = ''] = cards;
  const started = performance.now();
  await as(requests, centre.supervisor, async () => {
    for (const month of options.months) {
      const frozen = await freezeMonth(requests, month, centre.supervisor.passphrase);
      const half = { month, firstCard, secondCard };
      const left = await ask(requests, 'months.handOverHalf', { ...half, which: 'first', folder: await placeToken(requests, KEYS[0]) });
      await ask(requests, 'months.handOverHalf', { ...half, which: 'second', folder: await placeToken(requests, KEYS[1]) });
      summary.months[month] = { ...frozen, package: `packages/first/${left.fileName}` };
    }
  });
  summary.freeze_ms = Math.round((performance.now() - started) / options.months.length);
  say(`${code}: ${options.months.length} month(s) frozen and handed over in two halves (${summary.freeze_ms} ms each)`);
  return summary;
}

async function open(
  desks: Pair,
  cards: readonly [string, string],
  options: DemoArguments,
  summaries: readonly CentreSummary[],
  say: (line: string) => void,
): Promise<Pick<Sealed, 'consolidated' | 'checks'>> {
  const [first, second] = desks;
  for (const desk of desks) await ask(desk.application.requests, 'session.unlock', desk.focalPoint);
  const started = performance.now();
  const verdicts = [...(await importAll(first)), ...(await importAll(second))];
  const halves = verdicts.filter((verdict) => verdict === 'accepted').length;
  const importMs = Math.round(performance.now() - started);
  say(`custodians: ${halves} of ${verdicts.length} halves accepted (${importMs} ms)`);
  const flipped = await importFlipped(first);
  const opening = performance.now();
  for (const month of options.months) await openMonth(desks, cards, month);
  const openingMs = Math.round(performance.now() - opening);
  say(`custodians: ${options.months.length} sum(s) opened, protected and signed by both (${openingMs} ms)`);
  const months: Months = {};
  let exact = 0;
  let same = 0;
  for (const month of options.months) {
    const tables = await Promise.all(desks.map((desk) => ask(desk.application.requests, 'tables.open', { period: month })));
    const counted = tables[0]?.counted ?? null;
    months[month] = { counted, counted_reason: tables[0]?.countedReason?.en ?? null };
    if (counted === summaries.reduce((sum, centre) => sum + (centre.months[month]?.counted ?? 0), 0)) exact += 1;
    if (JSON.stringify(tables[0]?.tables) === JSON.stringify(tables[1]?.tables)) same += 1;
  }
  const closePrinter = await openPrinter(first.application, options.window);
  const files = await publish(first, options.months);
  await handOutOpened(first);
  await closePrinter?.();
  say(`custodians: ${files.join(', ')} published`);
  for (const desk of desks) await ask(desk.application.requests, 'session.lock', { reason: 'asked' });
  const tried = options.months.length;
  return {
    consolidated: { packages: verdicts.length, import_ms: importMs, opening_ms: openingMs, months },
    checks: [
      { name: 'halves accepted at the first import', tried: verdicts.length, failed: verdicts.length - halves },
      { name: 'a half with one flipped byte is refused', tried: 1, failed: flipped === 'refused' ? 0 : 1 },
      { name: 'sums of incidents that are those of the centres', tried, failed: tried - exact },
      { name: 'tables that both custodians found the same', tried, failed: tried - same },
      ...(await checkOpened(first.opened)),
    ],
  };
}

async function importAll(desk: Desk): Promise<readonly string[]> {
  const { requests } = desk.application;
  const files = await Promise.all(packageFiles(desk).map((name) => fileToken(desk, name, 'package')));
  return (await ask(requests, 'sealed.import', { files })).verdicts.map(({ verdict }) => verdict);
}

async function importNamed(desk: Desk, name: string): Promise<string> {
  const { verdicts } = await ask(desk.application.requests, 'sealed.import', { files: [await fileToken(desk, name, 'package')] });
  return verdicts[0]?.verdict ?? 'none';
}

/** One half, one byte changed in its middle, put back as it was after the import. */
async function importFlipped(desk: Desk): Promise<string> {
  const [name = ''] = readdirSync(desk.packages).filter((entry) => entry.endsWith('.sutura'));
  const path = join(desk.packages, name);
  const whole = readFileSync(path);
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1);
  writeFileSync(path, changed);
  try {
    return await importNamed(desk, name);
  } finally {
    writeFileSync(path, whole);
  }
}

/** The four files of each custodian, carried to the other and imported, in order. */
async function openMonth(desks: Pair, cards: readonly [string, string], period: string): Promise<void> {
  const begin = (desk: Desk, cardId: string) => ask(desk.application.requests, 'sealed.begin', { period, cardId, part: 'all' });
  const ids = [await begin(desks[0], cards[1]), await begin(desks[1], cards[0])] as const;
  for (const step of STEPS) {
    if (step === 'table') for (const rank of [0, 1] as const) await checkSum(desks[rank], ids[rank].openingId);
    for (const rank of [0, 1] as const) {
      const [own, other] = [desks[rank], desks[rank === 0 ? 1 : 0]];
      const folder = await placeToken(own.application.requests, 'Clé USB');
      const { fileName } = await ask(own.application.requests, 'sealed.handOver', { openingId: ids[rank].openingId, step, folder });
      copyFileSync(join(own.packages, fileName), join(other.packages, fileName));
      if ((await importNamed(other, fileName)) !== 'accepted') throw new DemoStopped(`a step was not accepted: ${step}`);
    }
  }
}

async function checkSum(desk: Desk, openingId: string): Promise<void> {
  const { outcome } = await ask(desk.application.requests, 'sealed.check', { openingId });
  if (outcome !== 'opened') throw new DemoStopped(`the sum could not be opened: ${outcome}`);
}
