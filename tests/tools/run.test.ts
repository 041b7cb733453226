import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const COMMANDS = join(import.meta.dirname, '../../tools');

test('an unknown command is refused on the error output, with the list', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(COMMANDS, 'run.mjs'), 'toString'], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('start, demo, test');
});

test('without a display, start says so in both languages and names the demo', () => {
  const environment = { PATH: process.env['PATH'] ?? '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(COMMANDS, 'start.ts')], { encoding: 'utf8', env: environment });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr.match(/npm run demo/g)?.length).toBe(2);
});

test('an unknown shell is refused', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(COMMANDS, 'start.ts'), '--shell', 'lynx'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('« electron » ou « chromium »');
});
