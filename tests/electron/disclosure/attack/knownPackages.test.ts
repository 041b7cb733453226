import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { consolidationBounds } from '../../../../electron/disclosure/consolidate/consolidation.ts';
import { knownFromPackage } from '../../../../electron/disclosure/attack/knownPackages.ts';
import { protect } from '../../../../electron/disclosure/protect/protect.ts';
import { packAnswers, packReadings, unpackAnswers, unpackReadings } from '../../../../electron/disclosure/attack/packedReadings.ts';
import type { Release } from '../../../../electron/disclosure/equations/releases.ts';
import { inventedMonth, once, toRelease } from '../invented.ts';

const SITES = 70;
const patterns = once(() =>
  Promise.all(
    [12, 30, 60].map(async (incidents, at) => {
      const instance = inventedMonth(at + 1, incidents);
      return { instance, protection: await protect(instance, { method: 'component', solves: 0 }) };
    }),
  ),
);

/** Packages of so many sites, each an object of its own, so that nothing is remembered of an earlier reading. */
async function manyPackages(): Promise<readonly Release[]> {
  const made = await patterns();
  return Array.from({ length: SITES }, (_, site) => {
    const pattern = made[site % made.length];
    if (pattern === undefined) throw new RangeError('no pattern');
    const place = { site: `S${site}`, region: `region-${site % 3}`, period: '2026-05', version: 1 };
    return toRelease(pattern.protection, pattern.instance, place);
  });
}

describe('many packages, read by two threads', () => {
  it('give the lines that they give when the second thread dies, and in any order', async () => {
    const lines = await consolidationBounds(await manyPackages());
    const started: number[] = [];
    const dies = await consolidationBounds(await manyPackages(), (readings) => {
      started.push(readings.packages.length);
      return new Worker('process.exit(1)', { eval: true });
    });
    expect(started).toEqual([SITES / 2]);
    expect(dies).toEqual(lines);
    expect(await consolidationBounds((await manyPackages()).toReversed())).toEqual(lines);
    expect(lines.some(({ status }) => status === 'published')).toBe(true);
  });

  it('start no thread where they are few, or known already', async () => {
    const refuse = (): Worker => {
      throw new Error('a thread was started');
    };
    const many = await manyPackages();
    expect((await consolidationBounds(many.slice(0, 9), refuse)).length).toBeGreaterThan(0);
    const lines = await consolidationBounds(many);
    expect(await consolidationBounds(many, refuse)).toEqual(lines);
  });

  it('are known anew when others of their month print other cells', async () => {
    const [release] = await manyPackages();
    if (release === undefined) throw new RangeError('no package');
    const alone = await knownFromPackage(release);
    const absent = [{ table: 'G24', dims: 'region=mopti', value: undefined }];
    const beside = await knownFromPackage(release, absent);
    expect(alone.has('incident|place=mopti')).toBe(false);
    expect(beside.has('incident|place=mopti')).toBe(true);
    expect(await knownFromPackage(release)).toEqual(alone);
  });

  it('go to the thread and come back as they were, whatever is printed or not', async () => {
    const [first, second] = await manyPackages();
    if (first === undefined || second === undefined) throw new RangeError('no package');
    const absent = [{ table: 'G24', dims: 'region=mopti', value: undefined }];
    const readings = [
      { release: { cells: first.cells, threshold: 5 }, absent: [] },
      { release: { cells: second.cells.slice(0, 9), threshold: 7, mode: 'rounded' }, absent },
    ];
    expect(first.cells.some(({ value }) => value === undefined)).toBe(true);
    expect(unpackReadings(packReadings(readings))).toStrictEqual(readings);
    const known = [await knownFromPackage(first, absent), new Map([['x', { low: 1, high: Infinity, isShown: false }]])];
    expect(unpackAnswers(packAnswers(known))).toStrictEqual(known);
  });
});
