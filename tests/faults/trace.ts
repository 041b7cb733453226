/** Network calls of one kind of process. */
type Use = {
  /** Sockets opened, by family. */
  readonly sockets: Map<string, number>;
  /** Sendings on an Internet socket, or to an Internet address. */
  sent: number;
  /** TCP connections tried. */
  streams: number;
  /** UDP sockets joined to an address, which sends nothing by itself. */
  idle: number;
  listening: number;
};

export type Program = 'node' | 'window';
export type NetworkUse = { readonly node: Use; readonly window: Use; readonly processes: Readonly<Record<Program, number>> };

const LINE = /^(\d+) +(\w+)\((.*)$/;
const RESULT = /\) += (-?\d+)/;
/** How `strace -yy` writes an Internet socket after its number: `7<UDPv6:[…]>`. */
const INTERNET = /^\d+<(TCP|UDP|RAW|ICMP)/;

/** Reads what `strace -f -yy` wrote: who opened which socket, and what went out of it. A process is of its parent's program until it starts another. */
export function readTrace(text: string): NetworkUse {
  const lines = whole(text.split('\n'));
  const parents = parentsIn(lines);
  const programs = new Map<string, Program>();
  const processes = { node: 0, window: 0 };
  const use = { node: newUse(), window: newUse() };
  for (const line of lines) {
    const [, pid = '', call = '', rest = ''] = LINE.exec(line) ?? [];
    const program = programs.get(pid) ?? programs.get(parents.get(pid) ?? '') ?? 'node';
    const result = RESULT.exec(rest)?.[1] ?? '-1';
    if (call === 'execve') {
      const started = /chromium|chrome/.test(rest) ? 'window' : program;
      programs.set(pid, started);
      if (result === '0') processes[started] += 1;
    } else if (isBirth(call)) programs.set(result, program);
    else count(use[program], call, rest);
  }
  return { ...use, processes };
}

/** Child → parent: a child may act before its parent's call is written as done. */
function parentsIn(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [, pid = '', call = '', rest = ''] = LINE.exec(line) ?? [];
      const child = isBirth(call) ? RESULT.exec(rest)?.[1] : undefined;
      return child === undefined ? [] : [[child, pid] as const];
    }),
  );
}

function isBirth(call: string): boolean {
  return call.startsWith('clone') || call.endsWith('fork');
}

function newUse(): Use {
  return { sockets: new Map(), sent: 0, streams: 0, idle: 0, listening: 0 };
}

function count(use: Use, call: string, rest: string): void {
  const socket = INTERNET.exec(rest)?.[1];
  if (call === 'socket') {
    const family = /^(\w+)/.exec(rest)?.[1] ?? 'unknown';
    use.sockets.set(family, (use.sockets.get(family) ?? 0) + 1);
  } else if (call === 'connect' && rest.includes('AF_INET')) {
    if (socket === 'TCP') use.streams += 1;
    else use.idle += 1;
  } else if (call.startsWith('send') && (socket !== undefined || rest.includes('AF_INET'))) use.sent += 1;
  else if (call === 'listen' && socket !== undefined) use.listening += 1;
}

/** Calls cut in two by another process are joined again. */
export function whole(lines: readonly string[]): readonly string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const [pid = ''] = line.split(' ');
    if (line.endsWith('<unfinished ...>')) {
      begun.set(pid, line.slice(0, -'<unfinished ...>'.length));
      return [];
    }
    const resumed = /^\d+ +<\.\.\. \w+ resumed>(.*)$/.exec(line)?.[1];
    return [resumed === undefined ? line : `${begun.get(pid) ?? ''}${resumed}`];
  });
}
