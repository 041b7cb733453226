import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentType, findAsset, readManifest } from '../../../electron/shell/manifest.ts';

const FILES = { 'index.html': '<!doctype html>', 'assets/a.js': '1' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sutura-test-'));
  mkdirSync(join(folder, 'assets'));
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, 'unlisted.js'), '2');
  const files = Object.fromEntries(Object.entries(FILES).map(([path, text]) => [path, createHash('sha256').update(text).digest('hex')]));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ files }));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['app://sutura', 'https://sutura.invalid'])('%s: listed paths are found, everything else does not exist', (origin) => {
  const manifest = readManifest(folder);
  expect(findAsset(manifest, origin, `${origin}/`)?.bytes.toString()).toBe('<!doctype html>');
  expect(findAsset(manifest, origin, `${origin}/assets/a.js?x=1#y`)?.type).toContain('javascript');
  const unknown = [
    '/unlisted.js',
    '/../x',
    '/%2e%2e/x',
    '/assets',
    '/assets/',
    '/manifest.json',
    '//assets/a.js',
    '/assets%2Fa.js',
    '/INDEX.html',
    '/__proto__',
  ];
  expect(unknown.filter((path) => findAsset(manifest, origin, origin + path) !== null)).toEqual([]);
  for (const other of ['app://other/', 'https://sutura.invalid.x/', 'file:///index.html'])
    expect(findAsset(manifest, origin, other)).toBeNull();
});

test('one changed byte, or a missing file, and the application does not start', () => {
  writeFileSync(join(folder, 'assets/a.js'), '2');
  expect(() => readManifest(folder)).toThrow('differs');
  rmSync(join(folder, 'assets/a.js'));
  expect(() => readManifest(folder)).toThrow();
});

test('a type outside the list is refused', () => {
  expect(contentType('a/b.woff2')).toBe('font/woff2');
  for (const path of ['a.exe', 'a.js.map', 'a']) expect(() => contentType(path)).toThrow('not served');
});
