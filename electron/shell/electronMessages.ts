import type { ShellEvent } from './shell.ts';

/** What the keyed process asks of Electron's main process. Nothing in it comes from a form. */
export type KeyedToElectron =
  | { readonly kind: 'open' | 'painted' | 'locking' | 'minimise' | 'close' | 'printers' }
  | { readonly kind: 'print'; readonly address: string }
  | { readonly kind: 'paper'; readonly address: string; readonly printer: string };

/** What main answers. `requests` comes with the port of the page; `printed` without bytes means that the page was never ready. */
export type ElectronToKeyed =
  | { readonly kind: 'door' | 'opened' | 'replaced' }
  | { readonly kind: 'event'; readonly event: ShellEvent }
  | { readonly kind: 'printed'; readonly pdf: Uint8Array | null }
  | { readonly kind: 'printers'; readonly names: readonly string[] }
  | { readonly kind: 'onPaper'; readonly taken: boolean };
