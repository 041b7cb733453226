import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeMemoryFolder, memoryStorage, removeMemoryFolder } from '../../../electron/shell/memoryFolder.ts';

const MEMORY_FOLDER = join(import.meta.dirname, '../../../electron/shell/memoryFolder.ts');

let storage: string;
beforeEach(() => {
  storage = mkdtempSync(join(tmpdir(), 'sutura-test-'));
});
afterEach(() => rmSync(storage, { recursive: true }));

test('the storage is in memory', () => {
  expect(statSync(memoryStorage()).isDirectory()).toBe(true);
});

test('a folder is private and its name reveals nothing', () => {
  const folder = makeMemoryFolder(storage);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'profile')).mode & 0o777).toBe(0o700);
  expect(folder).toMatch(/\/sutura-[0-9a-f]{16}$/);
  removeMemoryFolder(folder);
  expect(existsSync(folder)).toBe(false);
});

test('a folder of a living owner stays, one of a dead owner goes, and nothing else is touched', async () => {
  const mine = makeMemoryFolder(storage);
  const owner = readFileSync(join(mine, 'owner'), 'utf8').split(' ');
  const child = spawn('sleep', ['0']);
  await once(child, 'exit');
  const dead = folderOf('sutura-dead', [owner[0], child.pid, owner[2]].join(' '));
  const reused = folderOf('sutura-reused', [owner[0], process.pid, Number(owner[2]) - 1].join(' '));
  const elsewhere = folderOf('sutura-elsewhere', ['pid:[1]', child.pid, owner[2]].join(' '));
  const foreign = folderOf('other', 'x');
  const unowned = join(storage, 'sutura-unowned');
  mkdirSync(unowned);
  makeMemoryFolder(storage);
  expect([mine, dead, reused, elsewhere, foreign, unowned].map((path) => existsSync(path))).toEqual([true, false, false, true, true, true]);
});

test('starts that sweep the same folders at once do not stop each other', async () => {
  const [namespace] = readFileSync(join(makeMemoryFolder(storage), 'owner'), 'utf8').split(' ');
  for (let index = 0; index < 300; index += 1) folderOf(`sutura-dead${index}`, `${namespace} 4194305 1`);
  const code = `import(${JSON.stringify(MEMORY_FOLDER)}).then(({ makeMemoryFolder }) => makeMemoryFolder(${JSON.stringify(storage)}))`;
  const starts = Array.from({ length: 4 }, () => once(spawn(process.execPath, ['-e', code], { stdio: 'ignore' }), 'exit'));
  expect((await Promise.all(starts)).map(([exit]) => exit)).toEqual([0, 0, 0, 0]);
  expect(readdirSync(storage).filter((name) => name.startsWith('sutura-dead'))).toEqual([]);
});

function folderOf(name: string, owner: string): string {
  mkdirSync(join(storage, name));
  writeFileSync(join(storage, name, 'owner'), owner);
  return join(storage, name);
}
