import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PickerEntry } from '../../shared/contract/takeover.ts';
import { FileFault, readWhole } from './files.ts';

/** A place the person may look into: the label she reads and the folder it stands for, or files that exist in memory only. */
export type Place = { readonly label: string } & ({ readonly folder: string } | { readonly files: ReadonlyMap<string, Buffer> });

export type Accepted = 'register' | 'package' | 'card' | 'folder';

const ENDINGS: Readonly<Record<Accepted, readonly string[]>> = { register: ['.csv', '.txt'], package: ['.sutura'], card: ['.carte'], folder: [] };
const MOST_ENTRIES = 500;
const MOST_TOKENS = 5_000;
/** Files in memory have no date. */
const NO_DAY = '2000-01-01';

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
  /** The folder behind a token, to write what leaves. Throws FileFault `unwritable`. */
  folderOf(token: string): string;
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
    folderOf: (token) => {
      const target = targets.get(token);
      if (target === undefined || !('path' in target) || statSync(target.path, { throwIfNoEntry: false })?.isDirectory() !== true) throw new FileFault('unwritable');
      return target.path;
    },
    forget: () => targets.clear(),
  };
}

function placeEntry(targets: Map<string, Target>, place: Place): PickerEntry | null {
  if ('folder' in place) return diskEntry(targets, place.folder, place.label);
  return { token: tokenOf(targets, { files: place.files }), label: place.label, kind: 'folder', bytes: 0, modified: NO_DAY };
}

function entriesOf(targets: Map<string, Target>, target: Target, accept: Accepted): PickerEntry[] | null {
  const wanted = (entry: PickerEntry) => entry.kind === 'folder' || ENDINGS[accept].some((ending) => entry.label.toLowerCase().endsWith(ending));
  if ('files' in target) {
    const entries = [...target.files].map(([label, bytes]) => memoryEntry(targets, label, bytes));
    return entries.filter(wanted);
  }
  if (!('path' in target) || statSync(target.path, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  const entries = namesIn(target.path).map((name) => diskEntry(targets, join(target.path, name), name));
  return entries.filter((entry) => entry !== null).filter(wanted).slice(0, MOST_ENTRIES);
}

function memoryEntry(targets: Map<string, Target>, label: string, bytes: Buffer): PickerEntry {
  return { token: tokenOf(targets, { bytes }), label, kind: 'file', bytes: bytes.length, modified: NO_DAY };
}

function diskEntry(targets: Map<string, Target>, path: string, label: string): PickerEntry | null {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || (!status.isFile() && !status.isDirectory())) return null;
  const file = status.isFile();
  return { token: tokenOf(targets, { path }), label, kind: file ? 'file' : 'folder', bytes: file ? status.size : 0, modified: status.mtime.toISOString().slice(0, 10) };
}

function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name.length <= 255)
    .toSorted((left, right) => left.localeCompare(right, 'fr'));
}

function tokenOf(targets: Map<string, Target>, target: Target): string {
  const token = randomBytes(18).toString('base64url');
  targets.set(token, target);
  const oldest = targets.keys().next();
  if (targets.size > MOST_TOKENS && oldest.done !== true) targets.delete(oldest.value);
  return token;
}
