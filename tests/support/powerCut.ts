import type files from 'node:fs';
import type promised from 'node:fs/promises';

/**
 * A power cut: from its turn on nothing more is written. Only what changes a folder, or a file that is no base, is counted. The test file says
 * `vi.mock('node:fs', async (original) => (await import('…/powerCut.ts')).countedFiles(await original()))`.
 */
export const power = { left: Infinity, used: 0 };

/** The power goes after so many writes from now. */
export function cutAfter(step: number): void {
  Object.assign(power, { left: step, used: 0 });
}

/** The power is there again, and nothing is counted yet. */
export function restorePower(): void {
  Object.assign(power, { left: Infinity, used: 0 });
}

function spend(): void {
  power.used += 1;
  if (power.used > power.left) throw Object.assign(new Error('the power is off'), { code: 'EIO' });
}

function counted<Args extends unknown[], Result>(act: (...args: Args) => Result): (...args: Args) => Result {
  return (...args) => {
    spend();
    return act(...args);
  };
}

/** The module of files, its writes counted. */
export function countedFiles(fs: typeof files) {
  return { ...fs, renameSync: counted(fs.renameSync), rmSync: counted(fs.rmSync), writeSync: counted(fs.writeSync) };
}

/** The module of promised files, its writes counted. */
export function countedPromises(fs: typeof promised) {
  const later =
    <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> =>
      counted(act)(...args);
  const open: typeof fs.open = async (...args) =>
    new Proxy(await fs.open(...args), {
      get: (file, name) => {
        if (name === 'write' || name === 'sync') spend();
        const member: unknown = Reflect.get(file, name);
        return typeof member === 'function' ? member.bind(file) : member;
      },
    });
  return { ...fs, open, rename: later(fs.rename), unlink: later(fs.unlink) };
}
