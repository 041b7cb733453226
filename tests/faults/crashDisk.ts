import { dirname } from 'node:path';
import type { DiskCall } from './diskTrace.ts';

type Change = { readonly at: number; readonly bytes: Buffer } | { readonly length: number };
/** What was certainly on the disk, and what was asked since the last sync of this file. */
type File = { synced: Buffer; readonly since: Change[] };
type Names = Map<string, File>;
type NameChange = { readonly path: string; readonly act: (names: Names) => void };

/** Half of a sector's write may be on the disk and half not. */
const SECTOR = 512;

/**
 * A disk that keeps for certain only what was synced: contents by a sync of their file, names by a sync of their folder. Between two syncs it may have
 * done any of the rest, in any order for contents and torn, in order for names.
 */
export class CrashDisk {
  readonly #now: Names = new Map();
  readonly #synced: Names = new Map();
  #renames: NameChange[] = [];

  constructor(files: ReadonlyMap<string, Buffer>) {
    for (const [path, bytes] of files) {
      const file: File = { synced: bytes, since: [] };
      this.#now.set(path, file);
      this.#synced.set(path, file);
    }
  }

  /** Follows one call of the process. */
  follow(call: DiskCall): void {
    if (call.kind === 'open') this.#open(call.path, call.truncates);
    else if (call.kind === 'write') this.#fileAt(call.path).since.push({ at: call.at, bytes: call.bytes });
    else if (call.kind === 'truncate') this.#fileAt(call.path).since.push({ length: call.length });
    else if (call.kind === 'sync') this.#sync(call.path);
    else if (call.kind === 'rename') this.#rename(call.from, call.to);
    else if (call.kind === 'unlink') this.#change({ path: call.path, act: (names) => void names.delete(call.path) });
  }

  /** One state in which a power cut may leave the disk now. `draw` decides what of the unsynced part is there; `keep`: nothing of it, all of it, or as drawn. */
  crash(draw: () => number, keep: 'nothing' | 'all' | 'some'): ReadonlyMap<string, Buffer> {
    const names: Names = new Map(this.#synced);
    const done = keep === 'nothing' ? 0 : keep === 'all' ? this.#renames.length : Math.floor(draw() * (this.#renames.length + 1));
    for (const { act } of this.#renames.slice(0, done)) act(names);
    return new Map([...names].map(([path, file]) => [path, contentOf(file, draw, keep)]));
  }

  #open(path: string, truncates: boolean): void {
    const known = this.#now.get(path);
    if (known === undefined) {
      const made: File = { synced: Buffer.alloc(0), since: [] };
      this.#change({ path, act: (names) => void names.set(path, made) });
    } else if (truncates) known.since.push({ length: 0 });
  }

  #fileAt(path: string): File {
    const known = this.#now.get(path);
    if (known !== undefined) return known;
    // A file that was unlinked is still written by who holds it: nobody finds it again.
    return { synced: Buffer.alloc(0), since: [] };
  }

  #rename(from: string, to: string): void {
    const file = this.#now.get(from);
    if (file === undefined) return;
    this.#change({
      path: to,
      act: (names) => {
        names.delete(from);
        names.set(to, file);
      },
    });
  }

  #change(change: NameChange): void {
    change.act(this.#now);
    this.#renames.push(change);
  }

  #sync(path: string): void {
    const file = this.#now.get(path);
    if (file !== undefined) {
      file.synced = file.since.reduce(applied, file.synced);
      file.since.length = 0;
      return;
    }
    for (const { path: changed, act } of this.#renames) if (dirname(changed) === path) act(this.#synced);
    this.#renames = this.#renames.filter((change) => dirname(change.path) !== path);
  }
}

function contentOf({ synced, since }: File, draw: () => number, keep: 'nothing' | 'all' | 'some'): Buffer {
  if (keep === 'nothing') return synced;
  const chosen = keep === 'all' ? since : since.filter(() => draw() < 0.6);
  const torn = keep === 'some' && draw() < 0.5 ? chosen.length - 1 : -1;
  return chosen.reduce<Buffer>((bytes, change, rank) => applied(bytes, rank === torn ? cut(change, draw) : change), synced);
}

/** A write of which only the first sectors are on the disk. */
function cut(change: Change, draw: () => number): Change {
  if (!('bytes' in change)) return change;
  const sectors = Math.ceil(change.bytes.length / SECTOR);
  return { at: change.at, bytes: change.bytes.subarray(0, SECTOR * Math.floor(draw() * sectors)) };
}

function applied(bytes: Buffer, change: Change): Buffer {
  if ('length' in change) return Buffer.concat([bytes.subarray(0, change.length), Buffer.alloc(Math.max(0, change.length - bytes.length))]);
  const grown = Buffer.alloc(Math.max(bytes.length, change.at + change.bytes.length));
  bytes.copy(grown);
  change.bytes.copy(grown, change.at);
  return grown;
}
