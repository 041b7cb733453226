import type { MessageEvent, MessagePortMain } from 'electron';
import { ELECTRON_ORIGIN } from './hardening.ts';
import type { ElectronToKeyed, KeyedToElectron } from './electronMessages.ts';
import { withoutTraces } from './pdf.ts';
import { COVER_DEADLINE_MS, COVER_EVENT, guardedRequests } from './shell.ts';
import type { Shell, ShellEvent } from './shell.ts';

/** What crosses the port between preload and keyed process. */
type FromPage = { readonly call: number; readonly message: string } | { readonly covered: true };

/**
 * The Shell seen from the keyed process under Electron, a `utilityProcess`: calls come over a MessagePort that main handed over after checking
 * the frame and cannot read; the window itself is main's. Never run where this was written: type-checked against electron.d.ts only.
 */
export function createElectronShell(): Shell {
  const handlers: ((event: ShellEvent) => void)[] = [];
  const notify = (event: ShellEvent): void => handlers.forEach((handler) => handler(event));
  const waiting = new Map<string, (answer: ElectronToKeyed) => void>();
  let port: MessagePortMain | null = null;
  let covered = (): void => undefined;
  let connect: ((handed: MessagePortMain) => void) | null = null;

  process.parentPort.on('message', ({ data, ports }: MessageEvent) => {
    const message: ElectronToKeyed = data;
    if (message.kind === 'event') notify(message.event);
    else if (message.kind !== 'door') waiting.get(message.kind)?.(message);
    else if (ports[0] !== undefined) connect?.(ports[0]);
  });
  const ask = (message: KeyedToElectron, answer: ElectronToKeyed['kind']): Promise<ElectronToKeyed> =>
    new Promise((resolve) => {
      waiting.set(answer, resolve);
      process.parentPort.postMessage(message);
    });

  return {
    async open(requests) {
      const guarded = guardedRequests(requests, ELECTRON_ORIGIN, () => notify('intrusion'));
      connect = (handed) => {
        port = handed;
        handed.on('message', ({ data }: MessageEvent) => {
          const message: FromPage = data;
          if ('covered' in message) covered();
          else
            void guarded(message.message, { mainFrame: true, origin: ELECTRON_ORIGIN }).then((reply) =>
              handed.postMessage({ call: message.call, reply }),
            );
        });
        handed.start();
      };
      await ask({ kind: 'open' }, 'opened');
      process.parentPort.postMessage({ kind: 'painted' } satisfies KeyedToElectron);
    },
    async emit(message) {
      port?.postMessage({ event: message });
    },
    async renderPdf(address) {
      const answer = await ask({ kind: 'print', address }, 'printed');
      if (answer.kind !== 'printed' || answer.pdf === null) throw new Error('the page was not ready to be printed');
      return withoutTraces(answer.pdf);
    },
    async printers() {
      const answer = await ask({ kind: 'printers' }, 'printers');
      return answer.kind === 'printers' ? answer.names : [];
    },
    async print(address, printer) {
      const answer = await ask({ kind: 'paper', address, printer }, 'onPaper');
      if (answer.kind !== 'onPaper' || !answer.taken) throw new Error('the printer did not take the pages');
      return null;
    },
    // Electron reaches no queue: what waits is left to a process that does.
    cancelPrint: () => Promise.resolve(false),
    watch: (handler) => void handlers.push(handler),
    async cover() {
      const done = new Promise<true>((resolve) => (covered = () => resolve(true)));
      const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), COVER_DEADLINE_MS));
      port?.postMessage({ event: COVER_EVENT });
      if (!(await Promise.race([done, late]))) process.parentPort.postMessage({ kind: 'minimise' } satisfies KeyedToElectron);
    },
    async handOver() {
      await ask({ kind: 'locking' }, 'replaced');
    },
    async close() {
      port?.close();
      process.parentPort.postMessage({ kind: 'close' } satisfies KeyedToElectron);
    },
    protections: () => [
      { name: 'sandbox', holds: true },
      { name: 'networkNamespace', holds: false },
      { name: 'killedWithParent', holds: true },
    ],
  };
}
