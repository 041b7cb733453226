import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/bridge.ts';
import { BRIDGE } from '../shared/bridge.ts';

/**
 * Electron's preload: the port to the keyed process stays in this isolated world, the page sees the two functions of the bridge.
 * Never run where this was written.
 */
type FromKeyed = { readonly call: number; readonly reply: string } | { readonly event: string };

const receivers: ((message: string) => void)[] = [];
const waiting = new Map<number, (reply: string) => void>();
let calls = 0;

const port = new Promise<MessagePort>((resolve) => {
  ipcRenderer.once('port', ({ ports: [handed] }) => {
    if (handed === undefined) return;
    handed.onmessage = ({ data }: MessageEvent<FromKeyed>) =>
      'event' in data ? receive(handed, data.event) : answer(data.call, data.reply);
    resolve(handed);
  });
});

const bridge: Bridge = {
  call: async (message) => {
    const call = (calls += 1);
    const reply = new Promise<string>((resolve) => waiting.set(call, resolve));
    (await port).postMessage({ call, message: String(message) });
    return reply;
  },
  listen: (receiver) => void receivers.push(receiver),
};

contextBridge.exposeInMainWorld(BRIDGE, bridge);
ipcRenderer.send('port');

function answer(call: number, reply: string): void {
  waiting.get(call)?.(reply);
  waiting.delete(call);
}

/** After a cover event, a page without the neutral title is blanked; the keyed process is informed once two frames are drawn. */
function receive(handed: MessagePort, message: string): void {
  receivers.forEach((receiver) => receiver(message));
  if (message !== '{"event":"cover"}') return;
  if (document.title !== 'Calendrier') document.body.replaceChildren();
  requestAnimationFrame(() => requestAnimationFrame(() => handed.postMessage({ covered: true })));
}
