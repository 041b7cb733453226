import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What can be read of a machine that never belongs to the application (security §5.4). `unknown`: the system does not show it; never guessed. */
export type MachineReadings = {
  /** Memory swapped to a disk: none, under encryption or in compressed memory, or in clear. */
  readonly swap: 'none' | 'encrypted' | 'clear' | 'unknown';
  /** The disk of the profile. */
  readonly disk: 'encrypted' | 'clear' | 'unknown';
  /** A crash of this process writes no copy of its memory. */
  readonly coreDumps: 'off' | 'on' | 'unknown';
};

/** The files of the system, so that any machine can be described. */
export type SystemFiles = {
  /** Text of a file; null where it is not. */
  readonly text: (path: string) => string | null;
  /** Folder behind a link, or null. */
  readonly follow: (path: string) => string | null;
  readonly names: (folder: string) => readonly string[];
};

/** Reads this machine for the disk whose number is `device` (`st_dev` of the profile). */
export function readMachine(device: number, files: SystemFiles = THIS_SYSTEM): MachineReadings {
  return { swap: swapOf(files), disk: diskOf(device, files), coreDumps: coreDumpsOf(files) };
}

/** The number of the disk of a folder. */
export function deviceOf(folder: string): number {
  return statSync(folder).dev;
}

function swapOf(files: SystemFiles): MachineReadings['swap'] {
  const text = files.text('/proc/swaps');
  if (text === null) return 'unknown';
  const swaps = text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(/\s+/)[0] ?? '');
  if (swaps.length === 0) return 'none';
  return swaps.every(
    (name) => /^\/dev\/zram\d+$/.test(name) || isEncrypted(files.follow(join('/sys/class/block', nameOf(name, files))), files),
  )
    ? 'encrypted'
    : 'clear';
}

function diskOf(device: number, files: SystemFiles): MachineReadings['disk'] {
  const folder = files.follow(`/sys/dev/block/${majorOf(device)}:${minorOf(device)}`);
  if (folder === null) return 'unknown';
  return isEncrypted(folder, files) ? 'encrypted' : 'clear';
}

/** A layer of dm-crypt, or a layer on such layers alone (sysfs). */
function isEncrypted(folder: string | null, files: SystemFiles): boolean {
  if (folder === null) return false;
  if (files.text(join(folder, 'dm/uuid'))?.startsWith('CRYPT-') === true) return true;
  const below = files.names(join(folder, 'slaves'));
  return below.length > 0 && below.every((name) => isEncrypted(files.follow(join(folder, 'slaves', name)), files));
}

function coreDumpsOf(files: SystemFiles): MachineReadings['coreDumps'] {
  const soft = /^Max core file size\s+(\S+)/m.exec(files.text('/proc/self/limits') ?? '')?.[1];
  if (soft === undefined) return 'unknown';
  return soft === '0' ? 'off' : 'on';
}

function nameOf(path: string, files: SystemFiles): string {
  return (files.follow(path) ?? path).split('/').at(-1) ?? '';
}

/** Of a device number as Linux packs it (makedev(3)). */
function majorOf(device: number): number {
  return Number(((BigInt(device) >> 8n) & 0xfffn) | ((BigInt(device) >> 32n) & ~0xfffn));
}

function minorOf(device: number): number {
  return Number((BigInt(device) & 0xffn) | ((BigInt(device) >> 12n) & ~0xffn & 0xffffffffn));
}

const THIS_SYSTEM: SystemFiles = {
  text: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  follow: (path) => (existsSync(path) ? realpathSync(path) : null),
  names: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
};
