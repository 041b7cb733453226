import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearFailures, recordFailure, waitBefore } from '../../../electron/keys/throttle.ts';
import { temporaryFolder } from '../../support/temporaryStore.ts';

const USER = '01900000-0000-7000-8000-000000000004';
const OTHER = '01900000-0000-7000-8000-000000000005';
const START = { wall: 1_000_000_000, uptime: 50_000 };
const after = (milliseconds: number, from = START) => ({ wall: from.wall + milliseconds, uptime: from.uptime + milliseconds });

describe('delays between wrong tries (security §5.1, T22)', () => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const fail = (times: number) => Array.from({ length: times }, () => recordFailure(folder, USER, START));

  test('four free tries, then 15 s, 30 s, 1, 2, 5, 15 min, and no further', () => {
    expect(fail(12).map((wait) => wait / 1000)).toEqual([0, 0, 0, 15, 30, 60, 120, 300, 900, 900, 900, 900]);
    expect(waitBefore(folder, USER, START)).toBe(900_000);
    expect(waitBefore(folder, USER, after(900_000))).toBe(0);
    expect(waitBefore(folder, OTHER, START)).toBe(0);
  });

  test('the delay survives a restart: nothing is kept in memory', () => {
    fail(5);
    expect(waitBefore(folder, USER, after(10_000))).toBe(20_000);
    const rebooted = { wall: START.wall + 12_000, uptime: 400 };
    expect(waitBefore(folder, USER, rebooted)).toBe(18_000);
  });

  test('a clock set back restarts the delay', () => {
    fail(5);
    const back = { wall: START.wall - 3_600_000, uptime: START.uptime + 29_000 };
    expect(waitBefore(folder, USER, back)).toBe(30_000);
    expect(waitBefore(folder, USER, after(10_000, back))).toBe(20_000);
  });

  test('a clock set forward does not shorten it while the machine stays on', () => {
    fail(5);
    expect(waitBefore(folder, USER, { wall: START.wall + 3_600_000, uptime: START.uptime + 5_000 })).toBe(25_000);
  });

  test('a right passphrase gives the count once and frees', () => {
    fail(6);
    expect(clearFailures(folder, USER)).toBe(6);
    expect(clearFailures(folder, USER)).toBe(0);
    expect(waitBefore(folder, USER, START)).toBe(0);
  });

  test('an altered file gives no free try back, never destroys and never locks out', () => {
    fail(9);
    const file = join(folder, 'throttle.json');
    for (const altered of ['{', readFileSync(file, 'utf8').replace('"failures":9', '"failures":0')]) {
      writeFileSync(file, altered);
      expect(waitBefore(folder, USER, START)).toBe(15_000);
      expect(waitBefore(folder, USER, after(15_000))).toBe(0);
      expect(waitBefore(folder, OTHER, START)).toBe(0);
      expect(clearFailures(folder, USER)).toBe(4);
    }
    expect(fail(4).at(-1)).toBe(15_000);
    expect(readdirSync(folder)).toEqual(['throttle.json']);
  });
});
