import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a profile holds between two starts, and nothing else (security §3.3). Paths are relative, with `/`. */
const NAMES: readonly RegExp[] = [
  /^keyring\.(json|copy)$/,
  /^throttle\.json$/,
  /^(admin|cases)\.db(-wal)?$/,
  /^witness$/,
  /^witness\/[0-9a-f]{24}\.bin$/,
  /^reserve\.bin$/,
  /^app\.log(\.[12])?$/,
];

/** Names below a profile that security §3.3 does not know, and files or folders that others of this machine could open. Empty when all is as it must be. */
export function foreignNames(profile: string): readonly string[] {
  return readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => !NAMES.some((known) => known.test(name)) || !isPrivate(join(profile, name)));
}

/** Windows keeps no such modes: there the folder of the account is the limit. */
function isPrivate(path: string): boolean {
  return process.platform === 'win32' || (statSync(path).mode & 0o077) === 0;
}
