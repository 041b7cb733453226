import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cupsCancel, cupsPrint, cupsPrinters } from '../../../electron/shell/cups.ts';
import { until } from '../../support/probeWindow.ts';

const PAGES = Buffer.from('%PDF invented');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sutura-cups-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program of the printing system, made of shell words. */
function program(name: string, words: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\ncd "${folder}"\n${words}\n`);
  chmodSync(path, 0o700);
}
const cups = () => ({ path: `${folder}:/usr/bin:/bin` });

test('the usual printer comes first; without a printing system there is none', async () => {
  expect(await cupsPrinters({ path: folder })).toEqual([]);
  program('lpstat', 'if [ "$1" = -e ]; then printf "accueil\\nbureau\\n"; else echo "system default destination: bureau"; fi');
  expect(await cupsPrinters(cups())).toEqual(['bureau', 'accueil']);
  program('lpstat', 'if [ "$1" = -e ]; then printf "accueil\\n"; else echo "no system default destination"; fi');
  expect(await cupsPrinters(cups())).toEqual(['accueil']);
});

test('pages go through a pipe under a name that says nothing, and the queue forgets them when they are printed', async () => {
  program('lp', 'echo "$@" > words; cat > pages; echo "request id is bureau-7 (1 file(s))"');
  program('lpstat', 'if [ -f looked ]; then exit 0; fi; touch looked; echo "bureau-7 awa 1024"');
  program('cancel', 'echo "$@" > cancelled');
  expect(await cupsPrint(PAGES, 'bureau', cups())).toBe('bureau-7');
  expect(readFileSync(join(folder, 'words'), 'utf8').trim()).toBe('-d bureau -t Document -o media=A4 -- -');
  expect(readFileSync(join(folder, 'pages'))).toEqual(PAGES);
  expect(await until(() => readCancelled())).toBe('-x bureau-7');
});

function readCancelled(): string | null {
  try {
    return readFileSync(join(folder, 'cancelled'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

test('a queue that refuses, and a system that is not there, are reported', async () => {
  program('lp', 'cat > pages; exit 1');
  await expect(cupsPrint(PAGES, 'bureau', cups())).rejects.toThrow('lp ended with 1');
  await expect(cupsPrint(PAGES, 'bureau', { path: join(folder, 'nowhere') })).rejects.toThrow();
});

test('pages that wait are cancelled; a queue that still has them, or a system that does not answer, is reported', async () => {
  program('cancel', 'echo "$@" > cancelled; touch gone');
  program('lpstat', 'echo "bureau-70 awa 1024"; [ -f gone ] || echo "bureau-7 awa 1024"');
  expect(await cupsCancel('bureau-7', cups())).toBe(true);
  expect(readCancelled()).toBe('-x bureau-7');
  program('cancel', 'exit 1');
  program('lpstat', 'echo "bureau-7 awa 1024"');
  expect(await cupsCancel('bureau-7', cups())).toBe(false);
  program('lpstat', 'exit 1');
  expect(await cupsCancel('bureau-7', cups())).toBe(false);
});
