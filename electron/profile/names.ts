import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a profile holds between two starts, and nothing else (security §3.3). Paths are relative, with `/`. The files that a restore replaced are kept whole in
 * a folder of their own: nothing typed is thrown away (`store/backup/restore.ts`).
 */
const NAMES: readonly RegExp[] = [
  /^(before-restore-\d+\/)?keyring\.(json|copy|next)$/,
  /^order\.json$/,
  /^(before-restore-\d+\/)?(admin|cases)\.db(-wal)?$/,
  /^(before-restore-\d+\/)?witness(\/[0-9a-f]{24}\.bin)?$/,
  /^before-restore-\d+$/,
  /^throttle\.json$/,
  /^prints\.json$/,
  /^reserve\.bin$/,
  /^app\.log(\.[12])?$/,
];

/** Names below a profile that security §3.3 does not know, and files or folders that others of this machine could open. Empty when all is as it must be. */
export function foreignNames(profile: string): readonly string[] {
  return readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => !isNameOfProfile(name) || !isPrivate(join(profile, name)));
}

/** Whether a file or folder of this name, relative to the profile, is one of the application's own. */
export function isNameOfProfile(name: string): boolean {
  return NAMES.some((known) => known.test(name));
}

/** Windows keeps no such modes: there the folder of the account is the limit. */
function isPrivate(path: string): boolean {
  return process.platform === 'win32' || (statSync(path).mode & 0o077) === 0;
}
