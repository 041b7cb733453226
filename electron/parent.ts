import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { KEYED_MEMORY, keyedEnvironment } from './shell/environment.ts';
import { makeMemoryFolder, memoryStorage, removeMemoryFolder } from './shell/memoryFolder.ts';
import { supervise, type KeyedMessage, type KeyedProcess, type SuperviseLimits } from './shell/supervise.ts';

/** How a keyed process is wrapped, and what that wrap gives. */
export type Wrap = { readonly line: readonly string[]; readonly noNetwork: boolean; readonly killedWithParent: boolean };

const NO_DUMP = ['prlimit', '--core=0:0'];
const DIES_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];
/** `-c` keeps the person's own number, hence Chromium's sandbox; `-r` would drop it (chromium-shell §0, §7). */
const NAMESPACES = ['unshare', '-cnpf', '--kill-child=KILL', '--mount-proc'];

const WRAPS: readonly Wrap[] = [
  { line: [...NO_DUMP, ...DIES_WITH_PARENT, ...NAMESPACES, ...DIES_WITH_PARENT], noNetwork: true, killedWithParent: true },
  { line: [...NO_DUMP, ...DIES_WITH_PARENT], noNetwork: false, killedWithParent: true },
];

/** A signal would otherwise open a debugger on the process that holds the keys. */
const NO_DEBUGGER = '--disable-sigusr1';

const BARE: Wrap = { line: [], noNetwork: false, killedWithParent: false };

/** The strongest wrap that this machine allows, found by trying each. */
export function strongestWrap(): Wrap {
  return WRAPS.find(({ line: [program = '', ...rest] }) => spawnSync(program, [...rest, 'true'], { stdio: 'ignore' }).status === 0) ?? BARE;
}

/**
 * The parent of the Chromium shell: without keys and without plaintext, it starts, replaces and restarts the process that holds them (architecture §2).
 * Each keyed process gets a memory folder of its own, removed when it ends. `profile` is the folder of the bases, `entry` the file of the keyed process. Resolves with the exit code.
 */
export function runParent(
  profile: string,
  wrap: Wrap,
  entry: string = join(import.meta.dirname, 'keyed.ts'),
  limits?: SuperviseLimits,
): Promise<number> {
  const storage = memoryStorage();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return supervise(
    (succeeds) => launchKeyed([entry, '--profile', profile, ...(succeeds ? ['--successor'] : [])], wrap, storage),
    stop.signal,
    limits,
  );
}

function launchKeyed(entry: readonly string[], wrap: Wrap, storage: string): KeyedProcess {
  const folder = makeMemoryFolder(storage);
  const own = [process.execPath, NO_DEBUGGER, ...KEYED_MEMORY, ...entry, '--folder', folder];
  const [program = process.execPath, ...rest] = [...wrap.line, ...own, ...(wrap.killedWithParent ? ['--killed-with-parent'] : [])];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...keyedEnvironment(process.env), TMPDIR: join(folder, 'tmp') },
  });
  child.once('exit', () => removeMemoryFolder(folder));
  return {
    onMessage: (handler) => void child.on('message', (message) => isKeyedMessage(message) && handler(message)),
    onExit: (handler) => void child.once('exit', handler),
    send: (message) => void (child.connected && child.send(message)),
    kill: () => void child.kill('SIGKILL'),
  };
}

function isKeyedMessage(message: unknown): message is KeyedMessage {
  return message === 'painted' || message === 'locking';
}
