import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PREFIX = 'sutura-';
const OWNER = 'owner';

/** Types of file systems that live in memory, as `statfs` numbers them: tmpfs and ramfs. */
const MEMORY_TYPES = [0x01021994, 0x858458f6];

/** First folder of the machine that is kept in memory only. Throws if there is none: the window is then not opened. */
export function memoryStorage(): string {
  const runtime = process.env['XDG_RUNTIME_DIR'];
  const found = ['/dev/shm', ...(runtime === undefined ? [] : [runtime])].find(
    (path) => existsSync(path) && MEMORY_TYPES.includes(statfsSync(path).type),
  );
  if (found === undefined) throw new Error('no storage in memory on this machine');
  return found;
}

/**
 * Makes a folder (mode 0700) in memory for one window: profile, home and temporary files of Chromium. Folders left behind by processes
 * that died are removed first (security §4.2). To be called outside any process namespace, since owners are distinguished by their number.
 */
export function makeMemoryFolder(storage: string = memoryStorage()): string {
  sweepMemoryFolders(storage);
  const folder = join(storage, PREFIX + randomBytes(8).toString('hex'));
  mkdirSync(folder, { mode: 0o700 });
  for (const name of ['home', 'tmp', 'profile', 'artifacts']) mkdirSync(join(folder, name), { mode: 0o700 });
  writeFileSync(join(folder, OWNER), identity(process.pid) ?? '', { mode: 0o600 });
  return folder;
}

export function removeMemoryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Removes the folders of this user whose owner is gone. A folder of another process namespace is left: its owner cannot be judged from here. */
function sweepMemoryFolders(storage: string): void {
  for (const name of readdirSync(storage).filter((one) => one.startsWith(PREFIX))) {
    const folder = join(storage, name);
    const owner = ownerOf(folder);
    if (owner === null) continue;
    const [namespace, pid] = owner.split(' ');
    if (namespace === processNamespace() && identity(Number(pid)) !== owner) removeMemoryFolder(folder);
  }
}

/** Who owns a folder of this user; null when there is no saying: another's, not whole yet, or another start is removing it at this moment. */
function ownerOf(folder: string): string | null {
  try {
    return lstatSync(folder).uid === process.getuid?.() ? readFileSync(join(folder, OWNER), 'utf8') : null;
  } catch {
    return null;
  }
}

/** Namespace, number and start of a living process: a number used again has another start. `null` if it is gone. */
function identity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${processNamespace()} ${pid} ${start}`;
  } catch {
    return null;
  }
}

function processNamespace(): string {
  return readlinkSync('/proc/self/ns/pid');
}
