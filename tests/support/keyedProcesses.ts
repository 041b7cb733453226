import { readdirSync, readFileSync } from 'node:fs';

/** Processes whose command line names this folder: a keyed process, its window, and what wraps them. */
export function processesNaming(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && commandLine(pid).includes(folder));
}

/** Signals the Node process of a folder, not those that wrap it. */
export function signalKeyed(folder: string, signal: NodeJS.Signals): void {
  const keyed = processesNaming(folder).filter((pid) => commandLine(pid).split('\0')[0] === process.execPath);
  for (const pid of keyed) process.kill(pid, signal);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
