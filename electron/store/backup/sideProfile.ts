import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { entriesIn, newLook, type EntryBudget } from '../../files/entries.ts';
import { FileFault } from '../../files/files.ts';
import { contentOf, copyContent, type Content } from '../../files/copying.ts';
import { LEAST_FREE } from '../../profile/room.ts';
import { MANIFEST_FILE, MOST_COPY_BYTES, readManifest, type Manifest } from './manifest.ts';
import { CopyRefused, type Turn } from './proveCopy.ts';

/** Beside the profile's own files, and gone at the next start: where a copy is built, judged, tried, or waits to become the profile. */
const SIDE = 'side';
const MOST_MANIFEST_BYTES = 64 * 1024;
const COPY_NAME = /^S-[0-9A-Z]{8}$/;
/** Ends the name of a folder that is being written or erased. */
export const UNFINISHED = '.part';
const UNFINISHED_NAME = /^S-[0-9A-Z]{8}\.part$/;
/** Folders whose manifest is read: of one folder, and of one look at all media. */
const MOST_READ_OF_FOLDER = 64;
const MOST_READ = 200;

export function sideFolder(profile: string): string {
  return join(profile, SIDE);
}

/** In the side folder once a restore is confirmed: it holds the name of the folder to which the former files go. */
export const READY = 'ready';
/** The former files are away; what is left in the side folder moves in. */
export const CLEARED = 'cleared';

/** A confirmed restore stopped between its first move and its last: it is ended (`endRestore`) before anything else is done here. */
export class RestoreUnfinished extends Error {
  constructor() {
    super('a restore is unfinished');
  }
}

/** Whether a confirmed restore stopped in its middle. */
export function isRestoreCut(profile: string): boolean {
  return [READY, CLEARED].some((name) => existsSync(join(sideFolder(profile), name)));
}

/** An empty side folder, private to its owner. Throws RestoreUnfinished. */
export function freshSide(profile: string): string {
  if (isRestoreCut(profile)) throw new RestoreUnfinished();
  const side = sideFolder(profile);
  rmSync(side, { recursive: true, force: true });
  mkdirSync(side, { mode: 0o700 });
  return side;
}

/** Throws RestoreUnfinished: the side folder may then hold the only files there are. */
export function dropSide(profile: string): void {
  if (isRestoreCut(profile)) throw new RestoreUnfinished();
  rmSync(sideFolder(profile), { recursive: true, force: true });
}

/** A copy found on a medium, with what it says of itself; nothing is proved yet. */
export type FoundCopy = { readonly folder: string; readonly manifest: Manifest };

/** `tooMany`: a medium holds more folders named like copies than are looked at; some copies may not be there. */
export type FoundCopies = { readonly copies: readonly FoundCopy[]; readonly tooMany: boolean };

/** The copies in a folder, newest first as far as they say it: a later month, then a later place in it. */
export function copiesIn(folder: string): readonly FoundCopy[] {
  return copiesOn([folder]).copies;
}

/** The same for all folders of one look, within its bounds: a stick holds few copies, and one prepared to keep the vault busy thousands of false ones. */
export function copiesOn(folders: readonly string[]): FoundCopies {
  const look = newLook();
  const copies: FoundCopy[] = [];
  let read = 0;
  let tooMany = false;
  for (const folder of folders) {
    const named = foldersIn(folder, COPY_NAME, look);
    const most = Math.min(MOST_READ_OF_FOLDER, MOST_READ - read);
    tooMany ||= named.length > most || look.left === 0;
    read += Math.min(named.length, most);
    copies.push(...readCopies(named.slice(0, most)));
  }
  return { copies, tooMany };
}

function readCopies(folders: readonly string[]): readonly FoundCopy[] {
  return folders
    .flatMap((folder) => {
      const manifest = readManifest(folder);
      return manifest === null ? [] : [{ folder, manifest }];
    })
    .toSorted((left, right) => newer(left.manifest, right.manifest));
}

/** Deletes what copies cut in their middle left in a folder; only names that the application gives, holding only files that it writes. */
export function clearUnfinished(folder: string): void {
  for (const path of foldersIn(folder, UNFINISHED_NAME, newLook())) if (holdsOnlyOurs(path)) rmSync(path, { recursive: true, force: true });
}

/** Deletes a copy: renamed first, so that a cut deletion leaves nothing that looks whole. False when it could not be done, or holds a file that is not ours. */
export function eraseCopy(folder: string): boolean {
  if (!holdsOnlyOurs(folder)) return false;
  try {
    renameSync(folder, `${folder}${UNFINISHED}`);
    rmSync(`${folder}${UNFINISHED}`, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Brings a copy beside the profile to be opened there: only the files of its manifest, no sub-folder, no link, sizes and sums as written
 * (security §8, §9.3). What is opened afterwards is what was summed. Nothing is taken of a disk on which it would leave too little room, `free` bytes now.
 * Throws CopyRefused, and FileFault `full` or `unwritable` of this disk.
 */
export async function bringCopy(from: string, side: string, free: number, turn: Turn): Promise<Manifest> {
  const manifest = readManifest(from);
  if (manifest === null || !holdsExactly(from, manifest)) throw new CopyRefused('bytes');
  assertRoom(manifest.files, free);
  for (const file of manifest.files) {
    const brought = await asBytes(copyContent(join(from, file.name), join(side, file.name), file.bytes));
    if (!isSame(brought, file)) throw new CopyRefused('bytes');
    await turn();
  }
  await asBytes(copyContent(join(from, MANIFEST_FILE), join(side, MANIFEST_FILE), MOST_MANIFEST_BYTES));
  const brought = readManifest(side);
  if (brought?.sig !== manifest.sig) throw new CopyRefused('bytes');
  return brought;
}

/** Throws FileFault `full` when these files would leave less than the room without which an installation is only read. */
export function assertRoom(files: readonly { readonly bytes: number }[], free: number): void {
  if (files.reduce((sum, { bytes }) => sum + bytes, LEAST_FREE) > free) throw new FileFault('full');
}

/** Puts the files of the side folder on a medium and reads them there again, to the last byte. Throws FileFault, and CopyRefused `bytes`. */
export async function sendCopy(side: string, to: string, manifest: Manifest, turn: Turn): Promise<void> {
  const own = await contentOf(join(side, MANIFEST_FILE), MOST_MANIFEST_BYTES);
  const files = [...manifest.files, { name: MANIFEST_FILE, ...own }];
  for (const { name, bytes } of files) {
    await copyContent(join(side, name), join(to, name), bytes);
    await turn();
  }
  for (const file of files) {
    if (!isSame(await contentOf(join(to, file.name), file.bytes), file)) throw new CopyRefused('bytes');
    await turn();
  }
}

function isSame(found: Content, promised: Content): boolean {
  return found.bytes === promised.bytes && found.sha256 === promised.sha256;
}

/** A file of the copy that does not read is damage of the copy; a disk that takes no more is not. */
async function asBytes<Result>(read: Promise<Result>): Promise<Result> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof FileFault && (error.message === 'unreadable' || error.message === 'tooLarge')) throw new CopyRefused('bytes');
    throw error;
  }
}

function newer(left: Manifest, right: Manifest): number {
  return right.month.localeCompare(left.month) || right.rank - left.rank;
}

function foldersIn(folder: string, named: RegExp, look: EntryBudget): readonly string[] {
  const entries = entriesIn(folder, look) ?? [];
  return entries.filter((entry) => entry.isDirectory() && named.test(entry.name)).map(({ name }) => join(folder, name));
}

function holdsExactly(folder: string, manifest: Manifest): boolean {
  const names = [MANIFEST_FILE, ...manifest.files.map(({ name }) => name)];
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const found = regularFiles(folder);
  return total <= MOST_COPY_BYTES && found !== null && found.length === names.length && found.every((name) => names.includes(name));
}

function holdsOnlyOurs(folder: string): boolean {
  return regularFiles(folder)?.every((name) => ['keyring.json', 'admin.db', 'cases.db', MANIFEST_FILE].includes(name)) === true;
}

/** The names in a folder that holds nothing but regular files, or null. */
function regularFiles(folder: string): readonly string[] | null {
  try {
    if (!lstatSync(folder).isDirectory()) return null;
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.every((entry) => entry.isFile()) ? entries.map(({ name }) => name) : null;
  } catch {
    return null;
  }
}
