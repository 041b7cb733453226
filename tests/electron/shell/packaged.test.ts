import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FUSES } from '../../../electron/shell/electronHardening.ts';
import { settings } from '../../../electron/shell/hardening.ts';

/** T12: what `npm run dist -- --dir` built, read from its own bytes. */
const DIST = join(import.meta.dirname, '../../../dist');
const BUILT = existsSync(DIST) ? readdirSync(DIST).filter((name) => name.endsWith('-unpacked')) : [];

/** Before the fuses in Electron's program: a fixed text, their version, their number, then one character each (electronjs.org, fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const ORDER = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** The fuses of a program by name; a fuse that was taken out is left out. Throws when there are none. */
function readFuses(program: Buffer): Readonly<Record<string, boolean>> {
  const at = program.indexOf(SENTINEL);
  if (at < 0) throw new Error('no fuses');
  const [version = 0, count = 0] = program.subarray(at + SENTINEL.length);
  if (version !== 1) throw new Error('fuses of another version');
  const wire = program.subarray(at + SENTINEL.length + 2).toString('latin1', 0, count);
  return Object.fromEntries(ORDER.flatMap((name, place) => (/[01]/.test(wire[place] ?? '') ? [[name, wire[place] === '1']] : [])));
}

test('fuses are read from bytes: set, not set, taken out', () => {
  const program = Buffer.concat([Buffer.from(`ELF${SENTINEL}`), Buffer.from([1, 8]), Buffer.from('010011r0'), Buffer.alloc(9)]);
  expect(readFuses(program)).toEqual({ ...settings(FUSES) });
  expect(readFuses(Buffer.from(program.toString('latin1').replace('010011r0', '110011r0'), 'latin1'))).toMatchObject({ runAsNode: true });
  expect(() => readFuses(Buffer.from('no program'))).toThrow('no fuses');
});

test.skipIf(BUILT.length === 0)(
  'the built package has the fuses of the table and its code in one archive (reason: no package in dist/, Electron’s program is fetched from GitHub and is not on this machine)',
  () => {
    for (const name of BUILT) {
      const program = join(DIST, name, name.startsWith('win') ? 'Sutura.exe' : 'sutura');
      expect(readFuses(readFileSync(program))).toMatchObject(settings(FUSES));
      expect(readdirSync(join(DIST, name, 'resources'))).toContain('app.asar');
      expect(existsSync(join(DIST, name, 'resources/app'))).toBe(false);
    }
  },
);
