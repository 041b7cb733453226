import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copyContent } from '../../files/copying.ts';
import { NEXT_KEYRING, keyringExists } from '../../keys/keyring.ts';
import { MOST_COPY_BYTES } from './manifest.ts';
import { ADMIN_FILE, CASES_FILE } from '../base/fileNames.ts';
import { assertRoom } from './sideProfile.ts';

/** The files of a profile that a restore replaces (security §3.3); the throttle and the technical log stay. */
export const REPLACED = [
  'keyring.json',
  'keyring.copy',
  NEXT_KEYRING,
  ADMIN_FILE,
  `${ADMIN_FILE}-wal`,
  CASES_FILE,
  `${CASES_FILE}-wal`,
  'witness',
];
/** Those that make a profile open again; its witnesses are of a line of work that another restore leaves. */
const OPENED = REPLACED.filter((name) => name !== 'witness' && name !== NEXT_KEYRING);
/** Where the profile before a restore is kept, until it is restored, erased on purpose, or thirty days old: nothing typed is thrown away on the way. */
const FORMER = 'before-restore-';
const FORMER_NAME = /^before-restore-([1-9]\d{0,5})$/;
/** In the side folder: a former profile copied there to be opened, and a copy made of it. */
const OPENED_BESIDE = 'former';

export function formerName(rank: number): string {
  return `${FORMER}${rank}`;
}

/** The profile before a restore. `at`: when it was moved away, milliseconds since 1970, by the clock of the disk. */
export type FormerProfile = { readonly folder: string; readonly rank: number; readonly at: number };

/** Every folder that a restore made, whether anything in it opens or not. */
export function formersIn(profile: string): readonly FormerProfile[] {
  return readdirSync(profile, { withFileTypes: true }).flatMap((entry) => {
    const rank = FORMER_NAME.exec(entry.name)?.[1];
    if (rank === undefined || !entry.isDirectory()) return [];
    const folder = join(profile, entry.name);
    return [{ folder, rank: Number(rank), at: Math.floor(statSync(folder).mtimeMs) }];
  });
}

/** Whether the profiles kept by earlier restores, before a time in milliseconds since 1970 when given, are gone: a destruction reaches it too (security §9.6). */
export function dropFormer(profile: string, before = Number.POSITIVE_INFINITY): void {
  for (const { folder, at } of formersIn(profile)) if (at < before) rmSync(folder, { recursive: true, force: true });
}

/** Those that can be put back as another copy: they hold a keyring. Newest first. */
export function formersToPutBack(profile: string): readonly FormerProfile[] {
  return formersIn(profile)
    .filter(({ folder }) => keyringExists(folder))
    .toSorted((left, right) => right.rank - left.rank);
}

/** Bytes that a former profile holds. */
export function bytesOf({ folder }: FormerProfile): number {
  return filesOf(folder).reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Copies the previous profile into a folder of its own below the side folder, where it can be opened without changing it. Gives that folder; `dropBeside` it once a
 * copy was made of it. Throws FileFault: a former profile and its copy must both fit beside the present one.
 */
export async function bringFormer({ folder }: FormerProfile, side: string, free: number): Promise<string> {
  const files = filesOf(folder);
  assertRoom([...files, ...files], free);
  const beside = join(side, OPENED_BESIDE);
  mkdirSync(beside, { mode: 0o700 });
  for (const { name } of files) await copyContent(join(folder, name), join(beside, name), MOST_COPY_BYTES);
  return beside;
}

export function dropBeside(beside: string): void {
  rmSync(beside, { recursive: true, force: true });
}

function filesOf(folder: string): readonly { readonly name: string; readonly bytes: number }[] {
  return OPENED.filter((name) => existsSync(join(folder, name))).map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
}
