import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../../../shared/disclosure/instance.ts';
import { handExample } from './invented.ts';

const root = join(import.meta.dirname, '../../..');
let folder = '';
let instance = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
  instance = join(folder, 'hand.json');
  writeFileSync(instance, JSON.stringify(handExample()));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, ...rest: string[]): { readonly code: number | null; readonly out: string; readonly errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, `tools/${command}.ts`), ...rest], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, errors: stderr };
}

describe('the commands', () => {
  it('protect prints one JSON object, the same each time but for the time taken', () => {
    const [first, second] = [run('protect', instance), run('protect', instance, '--budget', '30')];
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ id: 'hand', status: 'ok', method: 'optimal', objective: 2, bound: 2 });
    const withoutTime = (text: string): string => text.replace(/"elapsedMs":\d+/, '');
    expect(withoutTime(second.out)).toBe(withoutTime(first.out));
  });

  it('protect rounds with its own fixed key: every cell has a number, none from 1 to 4, and how near they are', () => {
    const [first, second] = [run('protect', instance, '--method', 'round'), run('protect', instance, '--method', 'round')];
    expect(first.code).toBe(0);
    const { method, cells, rounding } = JSON.parse(first.out);
    expect({ method, base: rounding.base }).toEqual({ method: 'round', base: 5 });
    expect(cells.every(({ value }: { value: number }) => value === 0 || value >= 5)).toBe(true);
    expect({ ...JSON.parse(second.out), elapsedMs: 0 }).toEqual({ ...JSON.parse(first.out), elapsedMs: 0 });
  });

  it.each([
    ['no file', []],
    ['a file that is not there', ['/nowhere.json']],
    ['an unknown method', ['FILE', '--method', 'magic']],
    ['a width that is no width', ['FILE', '--width', '0']],
    ['an unknown option', ['FILE', '--fast']],
  ])('protect refuses %s with a sentence and prints nothing', (_, order) => {
    const { code, out, errors } = run('protect', ...order.map((word) => (word === 'FILE' ? instance : word)));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['lacks a cell', (one: Instance) => ({ ...one, cells: one.cells.slice(1) })],
    ['gives a cell twice', (one: Instance) => ({ ...one, cells: [...one.cells, ...one.cells.slice(0, 1)] })],
    ['has a total that is not the sum', (one: Instance) => ({ ...one, cells: one.cells.map((cell) => ({ ...cell, n: 7 })) })],
    ['has an unknown code', (one: Instance) => ({ ...one, cells: one.cells.map((cell) => ({ ...cell, key: ['T9', 'A1'] })) })],
    [
      'has a cycle',
      (one: Instance) => ({ ...one, dims: one.dims.map((dim) => ({ ...dim, hierarchy: [...dim.hierarchy, ['T1', ['total']]] })) }),
    ],
    ['has a negative number', (one: Instance) => ({ ...one, cells: one.cells.map((cell) => ({ ...cell, n: -3 })) })],
    ['has a million cells', (one: Instance) => ({ ...one, cells: Array.from({ length: 1_000_000 }, () => 0) })],
  ])('protect refuses an instance that %s with a sentence and prints nothing', (_, change) => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, JSON.stringify(change(handExample())));
    const { code, out, errors } = run('protect', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  it('protect does not read a file that is too large for an instance', () => {
    const file = join(folder, 'huge.json');
    writeFileSync(file, '');
    truncateSync(file, 2 ** 33);
    const { code, out, errors } = run('protect', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toMatch(/too large/);
  });

  it('attack ends with 0 without a finding, 1 with one, 2 without a folder', () => {
    const [safe, leaking] = [join(folder, 'safe'), join(folder, 'leaking')];
    const cells = handExample().cells.map(({ table, key, n }) => ({
      table,
      key,
      n,
      isHidden: ['T1,A2', 'T1,A3', 'T2,A2', 'T2,A3'].includes(key.join()),
    }));
    const print = (hides: (key: readonly string[]) => boolean): string =>
      JSON.stringify({
        id: 'hand',
        cells: cells.map(({ table, key, n, isHidden }) =>
          isHidden && hides(key) ? { table, key, suppressed: 'primary' } : { table, key, value: n },
        ),
      });
    for (const path of [safe, leaking]) {
      mkdirSync(path);
      writeFileSync(join(path, 'hand.json'), JSON.stringify(handExample()));
    }
    writeFileSync(
      join(safe, 'print.json'),
      print(() => true),
    );
    writeFileSync(
      join(leaking, 'print.json'),
      print((key) => key.join() !== 'T1,A3'),
    );
    expect(run('attack', safe)).toMatchObject({ code: 0 });
    const found = run('attack', leaking);
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out)).toMatchObject({
      exact: 2,
      findings: [
        { kind: 'exact', lo: 3, hi: 3 },
        { kind: 'exact', lo: 2, hi: 2 },
      ],
    });
    expect(run('attack', join(folder, 'nowhere'))).toMatchObject({ code: 2, out: '' });
  });
});
