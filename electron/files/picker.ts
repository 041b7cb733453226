import { randomBytes } from 'node:crypto';
import { lstatSync, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { PickerEntry } from '../../shared/contract/files.ts';
import { openSource } from './copying.ts';
import { entriesIn, newLook } from './entries.ts';
import { FileFault, readWhole } from './files.ts';

/** A place the person may look into: the label on the screen and its folder, or files that exist in memory only. */
export type Place = { readonly label: string } & ({ readonly folder: string } | { readonly files: ReadonlyMap<string, Buffer> });

export type Accepted = 'register' | 'package' | 'card' | 'update' | 'attachment' | 'folder';

const ENDINGS: Readonly<Record<Accepted, readonly string[]>> = {
  register: ['.csv', '.txt', '.xlsx'],
  package: ['.sutura'],
  card: ['.carte'],
  update: ['.maj'],
  /* A PDF is listed so that its refusal can say why. */
  attachment: ['.jpg', '.jpeg', '.png', '.ogg', '.opus', '.oga', '.mp3', '.m4a', '.wav', '.pdf'],
  folder: [],
};
const MOST_ENTRIES = 500;
const MOST_TOKENS = 5_000;
/** A place of sticks, a stick, a folder on it. */
const LEVELS = 2;
const MOST_FOLDERS = 2_000;
/** Of files in memory, which have no date, and of those with a date that no file has. */
const NO_DAY = '2000-01-01';
/** The first day that FAT can write, and the one after its last. */
const EARLIEST = new Date('1980-01-01');
const LATEST = new Date('2108-01-01');

/**
 * The picker of files that the page draws: folders listed here, tokens instead of paths, so that no path ever crosses the bridge
 * (architecture §2, the same in both shells). Tokens are forgotten at lock.
 */
export type Picker = {
  places(): PickerEntry[];
  /** Null when the token is unknown or no longer a folder. */
  list(folderToken: string, accept: Accepted): PickerEntry[] | null;
  /** Reads the file behind a token whole. Throws FileFault `unreadable` (also for an unknown token) or `tooLarge`. */
  read(token: string, limit: number): Buffer;
  /** Opens a file of a medium that is too large to be held. Throws FileFault as `read`. */
  open(token: string, limit: number): Promise<FileHandle>;
  /** The file of a medium behind a token, to destroy it. Throws FileFault `unreadable`, also for a file that exists in memory only. */
  fileOf(token: string): string;
  /** The folder behind a token, to write what leaves. Throws FileFault `unwritable`. */
  folderOf(token: string): string;
  /** Where a copy made on a stick may be: the folders of the places, and the two levels of folders below. */
  media(): readonly string[];
  /** A token for what was found there. */
  tokenFor(path: string): string;
  forget(): void;
};

type Target = { readonly path: string } | { readonly bytes: Buffer } | { readonly files: ReadonlyMap<string, Buffer> };

export function createPicker(places: readonly Place[]): Picker {
  const targets = new Map<string, Target>();
  return {
    places: () => places.map((place) => placeEntry(targets, place)).filter((entry) => entry !== null),
    list: (folderToken, accept) => {
      const target = targets.get(folderToken);
      return target === undefined ? null : entriesOf(targets, target, accept);
    },
    read: (token, limit) => {
      const target = targets.get(token);
      if (target === undefined || 'files' in target) throw new FileFault('unreadable');
      if ('path' in target) return readWhole(target.path, limit);
      if (target.bytes.length > limit) throw new FileFault('tooLarge');
      return Buffer.from(target.bytes);
    },
    open: async (token, limit) => {
      const target = targets.get(token);
      if (target === undefined || !('path' in target)) throw new FileFault('unreadable');
      return openSource(target.path, limit);
    },
    fileOf: (token) => {
      const target = targets.get(token);
      if (target === undefined || !('path' in target)) throw new FileFault('unreadable');
      return target.path;
    },
    folderOf: (token) => {
      const target = targets.get(token);
      if (target === undefined || !('path' in target) || !isFolder(target.path)) throw new FileFault('unwritable');
      return target.path;
    },
    media: () => foldersDown(places.flatMap((place) => ('folder' in place ? [place.folder] : [])).filter(isFolder)),
    tokenFor: (path) => tokenOf(targets, { path }),
    forget: () => targets.clear(),
  };
}

function placeEntry(targets: Map<string, Target>, place: Place): PickerEntry | null {
  if ('folder' in place) {
    const status = statusOf(place.folder);
    return status?.isDirectory() === true ? diskEntry(targets, place.folder, place.label, status) : null;
  }
  return { token: tokenOf(targets, { files: place.files }), label: place.label, kind: 'folder', bytes: 0, modified: NO_DAY };
}

function entriesOf(targets: Map<string, Target>, target: Target, accept: Accepted): PickerEntry[] | null {
  const isWanted = (name: string) => ENDINGS[accept].some((ending) => name.toLowerCase().endsWith(ending));
  if ('files' in target)
    return [...target.files].filter(([label]) => isWanted(label)).map(([label, bytes]) => memoryEntry(targets, label, bytes));
  if (!('path' in target) || !isFolder(target.path)) return null;
  const shown = namesIn(target.path, isWanted);
  return shown?.map(({ name, status }) => diskEntry(targets, join(target.path, name), name, status)) ?? null;
}

function memoryEntry(targets: Map<string, Target>, label: string, bytes: Buffer): PickerEntry {
  return { token: tokenOf(targets, { bytes }), label, kind: 'file', bytes: bytes.length, modified: NO_DAY };
}

function diskEntry(targets: Map<string, Target>, path: string, label: string, status: Stats): PickerEntry {
  const file = status.isFile();
  return {
    token: tokenOf(targets, { path }),
    label,
    kind: file ? 'file' : 'folder',
    bytes: file ? status.size : 0,
    modified: dayOf(status),
  };
}

/** A stick can bear any date: an impossible date would keep its whole folder from being listed. */
function dayOf({ mtime }: Stats): string {
  return mtime >= EARLIEST && mtime < LATEST ? mtime.toISOString().slice(0, 10) : NO_DAY;
}

/** Folders and wanted files, in order, at most `MOST_ENTRIES`; links are followed nowhere. Null when the folder cannot be read. */
function namesIn(folder: string, isWanted: (name: string) => boolean): readonly { readonly name: string; readonly status: Stats }[] | null {
  const entries = entriesIn(folder, newLook());
  if (entries === null) return null;
  return entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || (entry.isFile() && isWanted(entry.name))))
    .map(({ name }) => name)
    .toSorted((left, right) => left.localeCompare(right, 'fr'))
    .slice(0, MOST_ENTRIES)
    .flatMap((name) => {
      const status = statusOf(join(folder, name));
      return status === null ? [] : [{ name, status }];
    });
}

/** Folders and those below them, level by level, as many as are looked at; nothing where one cannot be read. */
function foldersDown(roots: readonly string[]): readonly string[] {
  const look = newLook();
  let level = roots;
  const found = [...roots];
  for (let depth = 0; depth < LEVELS; depth += 1) {
    const below: string[] = [];
    for (const folder of level) {
      if (found.length + below.length >= MOST_FOLDERS) break;
      const names = (entriesIn(folder, look) ?? []).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
      for (const { name } of names.slice(0, MOST_ENTRIES)) below.push(join(folder, name));
    }
    found.push(...below);
    level = below;
  }
  return found.slice(0, MOST_FOLDERS);
}

function isFolder(path: string): boolean {
  return statusOf(path)?.isDirectory() === true;
}

/** What is at a path, itself and not what a link points to; null when it is gone or cannot be looked at. */
function statusOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

function tokenOf(targets: Map<string, Target>, target: Target): string {
  const token = randomBytes(18).toString('base64url');
  targets.set(token, target);
  const oldest = targets.keys().next();
  if (targets.size > MOST_TOKENS && oldest.done !== true) targets.delete(oldest.value);
  return token;
}
