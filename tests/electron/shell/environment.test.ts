import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { runParent, strongestWrap } from '../../../electron/parent.ts';
import { KEYED_MEMORY } from '../../../electron/shell/environment.ts';

const HANDED_ON = {
  DISPLAY: ':99',
  XAUTHORITY: '/run/invented/authority',
  WAYLAND_DISPLAY: 'wayland-9',
  HOME: '/home/invented',
  USER: 'invented',
  LANG: 'en_GB.UTF-8',
  TZ: 'Africa/Bamako',
};
const STOPPED = {
  NODE_OPTIONS: '--trace-warnings',
  NODE_DEBUG: 'net',
  DEBUG: 'pw:*',
  LD_LIBRARY_PATH: '/tmp/invented',
  SSLKEYLOGFILE: '/tmp/keys',
  INVENTED_SECRET: 'x',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-'));
  for (const [name, value] of Object.entries({ ...HANDED_ON, ...STOPPED })) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('the process with the keys gets the display, the folders and the language, and nothing that loads or prints', async () => {
  const written = join(folder, 'written');
  expect(await runParent(written, strongestWrap(), join(import.meta.dirname, '../../support/environmentProbe.ts'))).toBe(0);
  const { environment, switches } = z
    .object({ environment: z.record(z.string(), z.string()), switches: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(written, 'utf8')));
  expect(environment).toMatchObject({ ...HANDED_ON, PATH: process.env['PATH'] });
  expect(environment['TMPDIR']).toContain('sutura-');
  expect(Object.keys(environment).filter((name) => Object.hasOwn(STOPPED, name))).toEqual([]);
  expect(Object.keys(environment).length).toBeLessThan(22);
  expect(switches).toEqual(['--disable-sigusr1', ...KEYED_MEMORY]);
});
