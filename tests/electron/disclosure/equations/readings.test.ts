import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { knownFromPackage, knowPackages, workedOut } from '../../../../electron/disclosure/attack/knownPackages.ts';
import type { PrintedRelease, PackageReading } from '../../../../electron/disclosure/equations/releases.ts';
import type { PackedReadings } from '../../../../electron/disclosure/attack/packedReadings.ts';
import { cellsOf, delays } from '../invented.ts';

/** A package of which one can see how often its cells were read. */
function watched(hidden: number): { readonly release: PrintedRelease; readonly reads: () => number } {
  const cells = cellsOf('G10', delays([hidden + 11, null, null, 5, 0, 6, 0]));
  let reads = 0;
  const release = {
    get cells() {
      reads += 1;
      return cells;
    },
    mode: 'hidden',
    threshold: 5,
  };
  return { release, reads: () => reads };
}

const absent = cellsOf('G10', { 'elapsed_class=d0_3': null });
const readingsOf = (packages: readonly { readonly release: PrintedRelease }[]): PackageReading[] =>
  packages.map(({ release }) => ({ release, absent }));
const many = (count: number) => Array.from({ length: count }, (_, at) => watched(9 + at));

/** A second thread that runs this; what it was given is counted. */
function thread(code: string) {
  const given: number[] = [];
  const start = (workerData: PackedReadings): Worker => {
    given.push(workerData.packages.length);
    return new Worker(`const { parentPort, workerData } = require('node:worker_threads'); ${code}`, { eval: true, workerData });
  };
  return { start, given };
}
const refuse = thread('throw new Error("started")');

describe('what is known of a package', () => {
  it('is worked out once, as long as the others of its month lack the same cells', async () => {
    const { release } = watched(9);
    const first = await knownFromPackage(release, absent);
    expect(
      await knownFromPackage(
        release,
        absent.map((cell) => ({ ...cell })),
      ),
    ).toBe(first);
    for (const others of [
      [],
      [...absent, ...absent],
      cellsOf('G10', { 'elapsed_class=d4_5': null }),
      cellsOf('G11', { 'elapsed_class=d0_3': null }),
    ]) {
      const known = await knownFromPackage(release, others);
      expect(known).not.toBe(first);
      expect(await knownFromPackage(release, others)).toBe(known);
      await knownFromPackage(release, absent);
    }
    const two = [...absent, ...cellsOf('G10', { 'elapsed_class=d4_5': null })];
    const known = await knownFromPackage(release, two);
    expect(await knownFromPackage(release, two.toReversed())).not.toBe(known);
  });
});

describe('many packages', () => {
  it('from sixty-four on, every other one is read by a second thread, and none of them again', async () => {
    const packages = many(65);
    await knowPackages(readingsOf(packages));
    for (const { release, reads } of packages) {
      const before = reads();
      const known = await knownFromPackage(release, absent);
      expect(reads()).toBe(before);
      expect(known).toEqual(await workedOut(release, absent));
    }
    await knowPackages(readingsOf(packages), refuse.start);
    await knowPackages(readingsOf(many(63)), refuse.start);
    expect(refuse.given).toEqual([]);
  });

  it('readings of the second thread are taken as they are; readings that it leaves out are computed', async () => {
    const packages = many(64);
    const short = thread(`
      const packages = workerData.packages.slice(1).map((_, at) => ({
        called: Int32Array.of(0), low: Float64Array.of(at), high: Float64Array.of(at), isShown: Uint8Array.of(1),
      }));
      parentPort.postMessage({ names: ['said'], packages });
    `);
    await knowPackages(readingsOf(packages), short.start);
    expect(short.given).toEqual([32]);
    const names = await Promise.all(packages.map(async ({ release }) => [...(await knownFromPackage(release, absent)).keys()].length));
    expect(names).toEqual(packages.map((_, at) => (at % 2 === 0 || at === 63 ? 7 : 1)));
    expect((await knownFromPackage(packages[5]?.release ?? watched(9).release, absent)).get('said')).toEqual({
      low: 2,
      high: 2,
      isShown: true,
    });
  });

  it('of a thread that dies, all is worked out when it is asked for', async () => {
    const packages = many(64);
    const dies = thread('process.exit(1);');
    await knowPackages(readingsOf(packages), dies.start);
    for (const { release } of packages) expect(await knownFromPackage(release, absent)).toEqual(await workedOut(release, absent));
  });
});
