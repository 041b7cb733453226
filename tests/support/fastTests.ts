import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What makes a test slow: an installation, a real window, a process or a thread, a store on its disk, a time limit of its own. */
const SLOW = [/openApplication|openInstallation/, /playwright/, /node:child_process/, /Worker\b/, /temporaryStore|templateOf/, /\d_000\)/];

/**
 * Whether a test file is part of `npm test -- --fast`: neither the file nor what it imports of tests/ has a mark of `SLOW`.
 * `file`: a path of this machine.
 */
export function isFastTest(file: string): boolean {
  return [...reachedFrom(file)].every((path) => {
    const text = readFileSync(path, 'utf8');
    return !SLOW.some((mark) => mark.test(text));
  });
}

/** The file and every file of tests/ that it imports, directly or not. */
function reachedFrom(file: string, reached: Set<string> = new Set()): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const imported = join(dirname(file), path);
    if (imported.includes('/tests/') && existsSync(imported)) reachedFrom(imported, reached);
  }
  return reached;
}
