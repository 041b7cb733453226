import { expect, test } from 'vitest';
import { deviceOf, readMachine, type SystemFiles } from '../../../electron/profile/machine.ts';

const HEAD = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';
/** `makedev(254, 1)` and `makedev(8, 2)`. */
const CRYPTED = (254 << 8) | 1;
const PLAIN = (8 << 8) | 2;
/** `makedev(259, 300)`: a minor beyond eight bits. */
const NVME = (1 << 20) | (259 << 8) | (300 & 0xff);

/** An invented machine: files by path, links by path, names by folder. */
function machine(
  texts: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
  folders: Readonly<Record<string, readonly string[]>> = {},
): SystemFiles {
  return { text: (path) => texts[path] ?? null, follow: (path) => links[path] ?? null, names: (folder) => folders[folder] ?? [] };
}

const LIMITS =
  'Limit                     Soft Limit           Hard Limit           Units     \nMax core file size        0                    unlimited            bytes     \n';

test('a machine that gives no information is unknown, never judged', () => {
  expect(readMachine(PLAIN, machine({}))).toEqual({ swap: 'unknown', disk: 'unknown', coreDumps: 'unknown' });
});

test('memory swapped to disk: none, compressed, under encryption through its layers, or in clear', () => {
  const swapOf = (lines: string) => readMachine(0, machine({ '/proc/swaps': HEAD + lines })).swap;
  expect(swapOf('')).toBe('none');
  expect(swapOf('/dev/zram0 partition 4000 0 100\n')).toBe('encrypted');
  expect(swapOf('/swapfile file 4000 0 -2\n')).toBe('clear');
  const layered = machine(
    { '/proc/swaps': `${HEAD}/dev/dm-2 partition 4000 0 -2\n`, '/sys/dm-0/dm/uuid': 'CRYPT-LUKS2-0123' },
    { '/sys/class/block/dm-2': '/sys/dm-2', '/sys/dm-2/slaves/dm-0': '/sys/dm-0' },
    { '/sys/dm-2/slaves': ['dm-0'] },
  );
  expect(readMachine(0, layered).swap).toBe('encrypted');
  expect(
    readMachine(
      0,
      machine(
        { '/proc/swaps': `${HEAD}/dev/zram0 partition 1 0 1\n/dev/sda3 partition 1 0 1\n` },
        { '/sys/class/block/sda3': '/sys/sda3' },
      ),
    ).swap,
  ).toBe('clear');
});

test('the disk of the profile by its number, through the layers of an encrypted or joined disk', () => {
  const luks = machine({ '/sys/dm-1/dm/uuid': 'CRYPT-LUKS2-0123' }, { '/sys/dev/block/254:1': '/sys/dm-1' });
  expect(readMachine(CRYPTED, luks).disk).toBe('encrypted');
  const joined = machine(
    { '/sys/a/dm/uuid': 'CRYPT-LUKS2-1' },
    { '/sys/dev/block/8:2': '/sys/join', '/sys/join/slaves/a': '/sys/a', '/sys/join/slaves/b': '/sys/b' },
    { '/sys/join/slaves': ['a', 'b'] },
  );
  expect(readMachine(PLAIN, joined).disk).toBe('clear');
  expect(readMachine(PLAIN, machine({}, { '/sys/dev/block/8:2': '/sys/sda2' })).disk).toBe('clear');
  expect(readMachine(NVME, machine({}, { '/sys/dev/block/259:300': '/sys/nvme' })).disk).toBe('clear');
});

test('the memory of a crash, and the number of a real folder', () => {
  expect(readMachine(0, machine({ '/proc/self/limits': LIMITS })).coreDumps).toBe('off');
  expect(readMachine(0, machine({ '/proc/self/limits': LIMITS.replace('0  ', 'unlimited') })).coreDumps).toBe('on');
  expect(readMachine(deviceOf(import.meta.dirname))).toMatchObject({ coreDumps: expect.stringMatching(/^(on|off|unknown)$/) });
});
