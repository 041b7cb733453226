import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clock, Progress, rememberDurations, rememberedDurations } from '../../tools/test/progress.ts';

const EXPECTED = { checks: 120_000, tests: 600_000 };

test('the time left is that of the last run, without what has passed', async () => {
  const lines: string[] = [];
  const progress = new Progress(['checks', 'tests'], EXPECTED, (line) => lines.push(line));
  expect([progress.left('checks', 0), progress.left('checks', 60_000), progress.left('checks', 900_000)]).toEqual([
    720_000, 660_000, 600_000,
  ]);
  expect(progress.left('tests', 700_000)).toBe(0);
  expect(await progress.run('checks', () => Promise.resolve(7))).toBe(7);
  expect(lines).toEqual(['checks: begins, about 12 min left', 'checks: done in 0:00']);
  expect(Object.keys(progress.taken)).toEqual(['checks']);
});

test('minutes and seconds', () => {
  expect([clock(0), clock(65_400), clock(600_000)]).toEqual(['0:00', '1:05', '10:00']);
});

test('durations are remembered beside those of other phases, and never required', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sutura-durations-'));
  const file = join(folder, 'cache/durations.json');
  expect(rememberedDurations(file, EXPECTED)).toEqual(EXPECTED);
  rememberDurations(file, { checks: 1 });
  rememberDurations(file, { fast: 2 });
  expect(rememberedDurations(file, EXPECTED)).toEqual({ checks: 1, tests: 600_000, fast: 2 });
  writeFileSync(file, 'no json');
  expect(rememberedDurations(file, EXPECTED)).toEqual(EXPECTED);
  rmSync(folder, { recursive: true });
});
