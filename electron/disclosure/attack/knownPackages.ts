import { Worker } from 'node:worker_threads';
import { boundsOf } from './attack.ts';
import type { Known } from './feasibility.ts';
import { absentCells, cellsOfMonth, systemOf } from '../equations/packageSystem.ts';
import { packReadings, unpackAnswers, type PackedAnswers, type PackedReadings } from './packedReadings.ts';
import type { PackageReading, PrintedRelease, Release } from '../equations/releases.ts';
import { namesBehind } from '../equations/roundedPackage.ts';
import { answerOf } from '../thread.ts';

/** What was worked out of a package stays with it: its tables are consolidated, printed and attacked with the same cells of the month. */
const remembered = new WeakMap<PrintedRelease, { readonly absent: Release['cells']; readonly known: ReadonlyMap<string, Known> }>();

/**
 * Everything a reader can say about the numbers of one package: by name (unit and codes), its whole-number bounds.
 * `absent`: numbers it does not print; a number that can only be 0 counts as shown. A package whose cells contradict each other bounds nothing.
 */
export async function knownFromPackage(release: PrintedRelease, absent: Release['cells'] = []): Promise<ReadonlyMap<string, Known>> {
  const before = remembered.get(release);
  if (before !== undefined && areSame(before.absent, absent)) return before.known;
  const known = await workedOut(release, absent);
  remembered.set(release, { absent, known });
  return known;
}

function areSame(left: Release['cells'], right: Release['cells']): boolean {
  return left.length === right.length && left.every(({ table, dims }, at) => table === right[at]?.table && dims === right[at].dims);
}

/** The same, worked out anew. Errors: when the solver fails. */
export async function workedOut(release: PrintedRelease, absent: Release['cells']): Promise<ReadonlyMap<string, Known>> {
  const names = namesBehind(release, absent);
  const { system, hidden } = systemOf(names);
  const bounds = await boundsOf(system, [...hidden.values()]);
  return new Map(
    [...names].map(([name, number]): [string, Known] => {
      if (number.value !== undefined) return [name, { low: number.value, high: number.value, isShown: true }];
      const found = bounds?.[hidden.get(name) ?? -1];
      return [name, { low: found?.low ?? number.least, high: found?.high ?? Infinity, isShown: found?.low === 0 && found.high === 0 }];
    }),
  );
}

/** Starts the thread that reads one half; a test gives a thread that dies. */
export type StartReading = (workerData: PackedReadings) => Worker;

/** With fewer packages than this, a second thread takes longer than it saves. */
const worthAThread = 64;
const longestMs = 120_000;

function startThread(workerData: PackedReadings): Worker {
  return new Worker(new URL('./knownThread.ts', import.meta.url), { workerData });
}

/** Works out many packages at once, every other one in a thread of its own. What a thread that dies or is late leaves undone is worked out when it is asked for. Errors: when the solver fails. */
export async function knowPackages(readings: readonly PackageReading[], start: StartReading = startThread): Promise<void> {
  const open = readings.filter(({ release }) => !remembered.has(release));
  if (open.length < worthAThread) return;
  const others = open.filter((_, at) => at % 2 === 1);
  const answered = answerOf<PackedAnswers>(start(packReadings(others)), longestMs);
  for (const [at, { release, absent }] of open.entries()) if (at % 2 === 0) await knownFromPackage(release, absent);
  const answer = await answered;
  if (answer === 'time' || answer === 'fault') return;
  const answers = unpackAnswers(answer);
  for (const [at, { release, absent }] of others.entries()) {
    const known = answers[at];
    if (known !== undefined) remembered.set(release, { absent, known });
  }
}

/** The packages of some months, each with the bounds of its numbers, those that only other packages print included. Errors: when the solver fails. */
export async function knowTogether(
  packages: readonly Release[],
): Promise<readonly { readonly release: Release; readonly known: ReadonlyMap<string, Known> }[]> {
  const printed = cellsOfMonth(packages);
  const readings = packages.map((release) => ({ release, absent: absentCells(release, printed) }));
  await knowPackages(readings);
  return Promise.all(readings.map(async ({ release, absent }) => ({ release, known: await knownFromPackage(release, absent) })));
}
