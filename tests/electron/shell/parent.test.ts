import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { strongestWrap } from '../../../electron/parent.ts';
import { processesNaming, signalKeyed } from '../../support/keyedProcesses.ts';
import { until } from '../../support/probeWindow.ts';

/** The real parent, the real window, real signals: who dies with whom, and what is left (chromium-shell §6). */
let parent: ChildProcess;
let output: string;

beforeEach(async () => {
  output = '';
  parent = spawn(process.execPath, [join(import.meta.dirname, '../../support/parentProbe.ts'), 'patient'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parent.stdout?.on('data', (bytes: Buffer) => (output += bytes.toString('utf8')));
  await until(() => folders('painted').length === 1);
});
afterEach(async () => {
  parent.kill('SIGTERM');
  await until(() => parent.exitCode !== null || parent.signalCode !== null);
});

test('lock: covered, then a fresh process with its window, then the old one ends and its folder with it', async () => {
  const [old = ''] = folders('painted');
  signalKeyed(old, 'SIGUSR2');
  await until(() => folders('painted').length === 2 && !existsSync(old), 90);
  const [, fresh = ''] = folders('painted');
  expect(fresh).not.toBe(old);
  expect(steps(old)).toEqual(['painted', 'covered', 'replaced']);
  expect(output.indexOf(`covered ${old}`)).toBeLessThan(output.lastIndexOf('painted'));
  await until(() => processesNaming(old).length === 0);
  expect(processesNaming(fresh).length).toBeGreaterThan(1);
});

test('a keyed process that is killed takes its window with it, and a fresh one follows', async () => {
  const [old = ''] = folders('painted');
  signalKeyed(old, 'SIGKILL');
  await until(() => folders('painted').length === 2);
  await until(() => processesNaming(old).length === 0 && !existsSync(old));
});

test('a parent that is asked to stop leaves no process and no folder', async () => {
  const [folder = ''] = folders('painted');
  parent.kill('SIGTERM');
  await until(() => parent.exitCode === 0);
  await until(() => processesNaming(folder).length === 0);
  expect(existsSync(folder)).toBe(false);
});

test('a parent that is killed takes every process with it, and the next start removes its folder', async () => {
  const [folder = ''] = folders('painted');
  parent.kill('SIGKILL');
  await until(() => processesNaming(folder).length === 0);
  expect(existsSync(folder)).toBe(true);
  const next = spawn(process.execPath, [join(import.meta.dirname, '../../support/parentProbe.ts'), 'patient'], { stdio: 'ignore' });
  await until(() => !existsSync(folder));
  next.kill('SIGTERM');
  await until(() => next.exitCode !== null);
});

test('what the machine allows is what holds, and is reported', () => {
  const wrap = strongestWrap();
  expect(output).toContain(`{"name":"networkNamespace","holds":${wrap.noNetwork}}`);
  expect(output).toContain(`{"name":"killedWithParent","holds":${wrap.killedWithParent}}`);
});

/** Folders that said a step, in their order. */
function folders(step: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith(step))
    .map((line) => /\S*\/sutura-\S+/.exec(line)?.[0] ?? '');
}

function steps(folder: string): (string | undefined)[] {
  return output
    .split('\n')
    .filter((line) => line.includes(folder))
    .map((line) => line.split(' ')[0]);
}
