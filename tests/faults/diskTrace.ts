import { whole } from './trace.ts';

/** A change of the disk, in the order the process asked for it. Paths are whole; `marker`: what the process said on its output at that moment. */
export type DiskCall =
  | { readonly kind: 'open'; readonly path: string; readonly truncates: boolean }
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'marker'; readonly text: string };

/** Calls that `strace` is asked for; strings whole and in hexadecimal, files by their path. */
export const DISK_TRACE = [
  '-f',
  '-qqq',
  '-y',
  '-xx',
  '-s',
  '20000000',
  '-e',
  'trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink',
  '-e',
  'signal=none',
];

const CALL = /^(\d+) +(\w+)\((.*)\) += (-?\d+)/s;

/** Reads what `strace` wrote with `DISK_TRACE`: the calls of every thread that changed something below `folder`, failed ones left out. */
export function readDiskTrace(text: string, folder: string): readonly DiskCall[] {
  const positions = new Map<string, number>();
  const sizes = new Map<string, number>();
  return whole(text.split('\n')).flatMap((line): readonly DiskCall[] => {
    const [, , call = '', rest = '', result = '-1'] = CALL.exec(line) ?? [];
    if (Number(result) < 0) return [];
    const strings = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => unhex(hex));
    const [, number = '', path = ''] = /^(\d+)<([^>]*)>/.exec(rest) ?? [];
    if (call === 'write' && number === '1') return [{ kind: 'marker', text: strings[0]?.toString('utf8') ?? '' }];
    if (call === 'openat') return opened(rest, result, strings[0]?.toString('utf8') ?? '');
    if (call === 'rename') {
      const [from = '', to = ''] = strings.map((name) => name.toString('utf8'));
      return from.startsWith(folder) ? [{ kind: 'rename', from, to }] : [];
    }
    if (call === 'unlink') {
      const gone = strings[0]?.toString('utf8') ?? '';
      return gone.startsWith(folder) ? [{ kind: 'unlink', path: gone }] : [];
    }
    const known = unhex(path).toString('utf8');
    if (!known.startsWith(folder)) return [];
    if (call === 'fsync' || call === 'fdatasync') return [{ kind: 'sync', path: known }];
    if (call === 'ftruncate') return [{ kind: 'truncate', path: known, length: Number(/, (\d+) *$/.exec(rest)?.[1]) }];
    const bytes = (strings[0] ?? Buffer.alloc(0)).subarray(0, Number(result));
    const at = call === 'pwrite64' ? Number(/, (\d+) *$/.exec(rest)?.[1]) : (positions.get(number) ?? 0);
    if (call === 'write') positions.set(number, at + bytes.length);
    sizes.set(known, Math.max(sizes.get(known) ?? 0, at + bytes.length));
    return [{ kind: 'write', path: known, at, bytes }];
  });

  function opened(rest: string, descriptor: string, path: string): readonly DiskCall[] {
    if (!path.startsWith(folder) || !/O_CREAT|O_TRUNC|O_WRONLY|O_RDWR/.test(rest)) return [];
    const truncates = rest.includes('O_TRUNC');
    if (truncates) sizes.set(path, 0);
    positions.set(descriptor, rest.includes('O_APPEND') ? (sizes.get(path) ?? 0) : 0);
    return rest.includes('O_CREAT') || truncates ? [{ kind: 'open', path, truncates }] : [];
  }
}

function unhex(text: string): Buffer {
  return text.includes('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text, 'utf8');
}
