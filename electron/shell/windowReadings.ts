import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CHROMIUM_SWITCHES, switches } from './hardening.ts';

/** A running program as the system shows it. */
export type Running = {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly seccomp: number | null;
  /** Most bytes of a copy of its memory after a crash. */
  readonly core: string | null;
  /** Which network it sees. */
  readonly network: string | null;
};

/**
 * What is read of the program that draws the window: settings of the table found on its command line, its page processes under a system call filter, whether a
 * crash leaves a copy of its memory, whether it has a network of its own. null where the system does not show it.
 */
export type WindowReadings = {
  readonly set: number;
  readonly expected: number;
  readonly pages: number;
  readonly filtered: number;
  readonly coreOff: boolean | null;
  readonly apart: boolean | null;
};

/** Filter of system calls set by the program itself (seccomp(2), mode 2). */
const FILTER = 2;

/**
 * Reads the browser that this process started and the processes of its pages, as they run now (security §4.2); null where the system does not show them (`/proc`) or
 * no Chromium runs below this process.
 */
export function readWindow(
  root: number = process.pid,
  running: readonly Running[] = runningNow(),
  network: string | null = networkOf('self'),
): WindowReadings | null {
  const family = descendants(root, running).filter(({ command }) => command.includes('--user-data-dir=') || command.includes('--type='));
  const browser = family.find(({ command }) => !command.includes('--type='));
  if (browser === undefined) return null;
  const wanted = switches(CHROMIUM_SWITCHES);
  const pages = family.filter(({ command }) => command.includes('--type=renderer'));
  return {
    set: wanted.filter((one) => browser.command.includes(one)).length,
    expected: wanted.length,
    pages: pages.length,
    filtered: pages.filter(({ seccomp }) => seccomp === FILTER).length,
    coreOff: browser.core === null ? null : browser.core === '0',
    apart: browser.network === null || network === null ? null : browser.network !== network,
  };
}

function descendants(root: number, running: readonly Running[]): readonly Running[] {
  const children = running.filter(({ parent }) => parent === root);
  return children.flatMap((child) => [child, ...descendants(child.pid, running)]);
}

function runningNow(): readonly Running[] {
  if (!existsSync('/proc/self/status')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readRunning);
}

/** A process that ended meanwhile is left out. */
function readRunning(name: string): Running[] {
  try {
    const status = readFileSync(join('/proc', name, 'status'), 'utf8');
    const command = readFileSync(join('/proc', name, 'cmdline'), 'utf8').replaceAll('\0', ' ');
    const limits = readFileSync(join('/proc', name, 'limits'), 'utf8');
    const core = /^Max core file size +(\d+|unlimited)/m.exec(limits)?.[1] ?? null;
    const parent = numberIn(status, 'PPid') ?? 0;
    return [{ pid: Number(name), parent, command, seccomp: numberIn(status, 'Seccomp'), core, network: networkOf(name) }];
  } catch {
    return [];
  }
}

/** The network namespace of a process (namespaces(7)), or null. */
function networkOf(name: string): string | null {
  try {
    return readlinkSync(join('/proc', name, 'ns/net'));
  } catch {
    return null;
  }
}

function numberIn(status: string, field: string): number | null {
  const found = new RegExp(`^${field}:\\s+(\\d+)$`, 'm').exec(status)?.[1];
  return found === undefined ? null : Number(found);
}
