import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Each wall of the linter, tried with a planted file in a folder of its own (architecture §1): [file, line, refused by]. */
const ROOT = join(import.meta.dirname, '../../..');
const CLOSED: readonly (readonly [string, string, string])[] = [
  ['shared/a.ts', `import { readFileSync } from 'node:fs';`, 'no-restricted-imports'],
  ['shared/rules/a.ts', `import { useState } from 'react';`, 'no-restricted-imports'],
  ['shared/forms/a.ts', `import { x } from '../../electron/x.ts';`, 'no-restricted-imports'],
  ['shared/forms/b.ts', `import { x } from '../../renderer/x.ts';`, 'no-restricted-imports'],
  ['shared/forms/e.ts', `import { x } from '../../tools/x.ts';`, 'no-restricted-imports'],
  ['shared/forms/c.ts', `export const x = Math.random();`, 'no-restricted-properties'],
  ['shared/forms/d.ts', `export const x = document.title;`, 'no-restricted-globals'],
  ['electron/services/a.ts', `import { x } from '../../renderer/x.ts';`, 'no-restricted-imports'],
  ['electron/services/g.ts', `import { x } from '../../tools/x.ts';`, 'no-restricted-imports'],
  ['electron/services/b.ts', `import { app } from 'electron';`, 'no-restricted-imports'],
  ['electron/services/c.ts', `import Database from 'better-sqlite3-multiple-ciphers';`, 'no-restricted-imports'],
  ['electron/services/d.ts', `export const x = Math.random();`, 'no-restricted-properties'],
  [
    'electron/services/e.ts',
    `export const x = (shell: { openExternal(a: string): void }) => shell.openExternal('x');`,
    'no-restricted-properties',
  ],
  ['electron/services/f.ts', `import { useState } from 'react';`, 'no-restricted-imports'],
  ['electron/store/a.ts', `import { app } from 'electron';`, 'no-restricted-imports'],
  ['electron/store/b.ts', `import { x } from '../../renderer/x.ts';`, 'no-restricted-imports'],
  ['electron/store/c.ts', `import { x } from '../../tools/x.ts';`, 'no-restricted-imports'],
  ['electron/disclosure/attack/a.ts', `import { x } from '../protect/x.ts';`, 'no-restricted-imports'],
  ['electron/disclosure/attack/b.ts', `import { x } from '../consolidate/x.ts';`, 'no-restricted-imports'],
  ['electron/disclosure/attack/c.ts', `import type { X } from '../correct/x.ts';`, 'no-restricted-imports'],
  ['electron/disclosure/attack/d.ts', `import { x } from '../../keys/x.ts';`, 'no-restricted-imports'],
  ['electron/disclosure/attack/e.ts', `import { app } from 'electron';`, 'no-restricted-imports'],
  ['electron/disclosure/attack/f.ts', `import { x } from '../../../renderer/x.ts';`, 'no-restricted-imports'],
  ['electron/disclosure/attack/g.ts', `import { useState } from 'react';`, 'no-restricted-imports'],
  ['electron/disclosure/equations/a.ts', `import { x } from '../protect/x.ts';`, 'no-restricted-imports'],
  ['electron/main.ts', `import { shell } from 'electron';`, 'no-restricted-imports'],
  ['electron/preload.ts', `import Database from 'better-sqlite3-multiple-ciphers';`, 'no-restricted-imports'],
  ['electron/shell/electronShell.ts', `import { x } from '@electron/remote';`, 'no-restricted-imports'],
  ['renderer/a.ts', `import { x } from '../electron/x.ts';`, 'no-restricted-imports'],
  ['renderer/i.ts', `import { x } from '../tools/x.ts';`, 'no-restricted-imports'],
  ['renderer/b.ts', `import { readFileSync } from 'node:fs';`, 'no-restricted-imports'],
  ['renderer/c.ts', `import Database from 'better-sqlite3-multiple-ciphers';`, 'no-restricted-imports'],
  ['renderer/d.ts', `export const x = fetch('x');`, 'no-restricted-globals'],
  ['renderer/e.ts', `export const x = () => localStorage.getItem('x');`, 'no-restricted-globals'],
  ['renderer/f.tsx', `export const X = () => <img src="x" />;`, 'alt-text'],
  ['renderer/g.tsx', `export const X = () => <p dangerouslySetInnerHTML={{ __html: 'x' }} />;`, 'no-danger'],
  [
    'renderer/h.tsx',
    `import { useState } from 'react';\nexport function X({ a }: { a: boolean }) { if (a) { const [b] = useState(1); return b; } return null; }`,
    'rules-of-hooks',
  ],
  ['tools/a.ts', `import { x } from '../renderer/x.ts';`, 'no-restricted-imports'],
  ['tools/demo/b.ts', `import { x } from '../../tests/x.ts';`, 'no-restricted-imports'],
  ['tools/demo/c.ts', `import Database from 'better-sqlite3-multiple-ciphers';`, 'no-restricted-imports'],
  ['tools/demo/d.ts', `import { app } from 'electron';`, 'no-restricted-imports'],
  ['tools/demo/e.ts', `export const x = Math.random();`, 'no-restricted-properties'],
  ['electron/g.ts', `export const x: any = 1;`, 'no-explicit-any'],
  ['electron/h.ts', `async function act(): Promise<void> {}\nexport function x(): void { act(); }`, 'no-floating-promises'],
];

const OPEN: readonly (readonly [string, string])[] = [
  ['electron/store/base/open.ts', `import Database from 'better-sqlite3-multiple-ciphers';\nexport const x = Database;`],
  ['electron/shell/electronShell.ts', `import type { MessageEvent } from 'electron';\nexport type X = MessageEvent;`],
  ['electron/services/z.ts', `import { x } from '../../shared/x.ts';\nexport const y = x;`],
  ['tools/demo/z.ts', `import { x } from '../../shared/x.ts';\nimport { y } from '../../electron/y.ts';\nexport const z = [x, y];`],
  [
    'electron/disclosure/attack/z.ts',
    `import { x } from '../../../shared/x.ts';\nimport { a } from '../equations/a.ts';\nimport { b } from './b.ts';\nexport const y = [x, a, b];`,
  ],
  ['renderer/z.ts', `import { x } from '../shared/x.ts';\nexport const y = x;`],
];

let folder: string;
let closed: string;
let open: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sutura-walls-'));
  closed = lint('closed', CLOSED);
  open = lint('open', OPEN);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('refused', () => {
  test.each(CLOSED)('%s: %s', (file, _line, rule) => {
    expect(
      closed
        .split('\n')
        .filter((line) => line.startsWith(`${file}:`))
        .join('\n'),
    ).toContain(rule);
  });
});

test('what each world may import passes', () => {
  expect(open.split('\n').filter((line) => line.includes('no-restricted'))).toEqual([]);
});

function lint(name: string, files: readonly (readonly [string, string, string?])[]): string {
  const root = join(folder, name);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
  writeFileSync(
    join(root, 'tsconfig.json'),
    '{"compilerOptions":{"strict":true,"target":"es2022","module":"preserve","jsx":"preserve","types":[]},"include":["**/*"]}',
  );
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '--format=unix'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` },
  });
  return stdout;
}
