import type { BridgeEvent } from '../../shared/bridge.ts';
import type { Failure } from '../../shared/failure.ts';

/** Who calls: measured by the shell at each call, never said by the page. */
export type Sender = {
  /** The outermost frame of the application's own window, no frame inside it. */
  readonly mainFrame: boolean;
  /** Scheme and host of that frame, `null` for a blank document. */
  readonly origin: string | null;
};

/** Takes one call as a JSON string and answers one JSON string. It never rejects. */
export type RequestHandler = (message: string, sender: Sender) => Promise<string>;

/**
 * Events of the window or the system.
 * - `minimised` / `restored`: the window is no longer, or again, on the screen;
 * - `suspend`, `sessionLock`: the computer sleeps, or its user's session is locked;
 * - `intrusion`: a stranger's frame called, the window left the application, or another window of the same browser was opened (developer tools too): lock at once;
 * - `crashed`: the page's process is gone;
 * - `closed`: the person closed the window.
 */
export type ShellEvent = 'minimised' | 'restored' | 'suspend' | 'sessionLock' | 'intrusion' | 'crashed' | 'closed';

/** The window, whatever draws it (architecture §2). The application knows no other window technology. */
export type Shell = {
  /** Opens the window on the application and carries its calls to `requests`. Resolves when the first document is loaded. */
  open(requests: RequestHandler): Promise<void>;
  /** Sends one event, a JSON string, to the page. An event for a page that is gone is dropped. */
  emit(message: string): Promise<void>;
  /**
   * Prints one address of the application (`#/impression/…`) to a tagged PDF without dates or machine.
   * The page at that address sets `data-print="ready"` on the root element when it is complete; the window is then taken back where it was.
   * Rejects after 20 s without that mark.
   */
  renderPdf(address: string): Promise<Uint8Array>;
  /** Names of the printers of this computer, the usual one first. */
  printers(): Promise<readonly string[]>;
  /** Prints one address, as `renderPdf` draws it, on a printer of that name; the pages are in no file of ours. Gives the name of these pages in
   * the printer's queue, null where the system gives none. Rejects when the queue does not take them. */
  print(address: string, printer: string): Promise<string | null>;
  /** Removes pages that wait in a printer's queue. True when they wait no more, false when the printing system does not answer. */
  cancelPrint(job: string): Promise<boolean>;
  watch(handler: (event: ShellEvent) => void): void;
  /** Resolves when nothing of the page is left on the screen: covered, or minimised after 200 ms without an answer (security §5.2). */
  cover(): Promise<void>;
  /**
   * Asks the parent for a fresh locked process with its window, which starts the parent's clock on this one, and resolves once that window is painted.
   * Called as soon as the stores are closed and the keys are filled with zeros, before `cover`, which a window may delay; `close` follows.
   */
  handOver(): Promise<void>;
  /** Closes the window and removes what it kept in memory. */
  close(): Promise<void>;
  /** Which protections of security §4 hold on this machine, for the screen of proofs. */
  protections(): readonly Protection[];
};

export type Protection = { readonly name: 'sandbox' | 'networkNamespace' | 'killedWithParent'; readonly holds: boolean };

/** Title of the neutral page (security §5.3): a page that has it after `COVER_EVENT` has covered itself; any other is blanked. */
export const NEUTRAL_TITLE = 'Calendrier';

export const COVER_EVENT = JSON.stringify({ event: 'cover' } satisfies BridgeEvent);

/** Longest message, in bytes of UTF-8: a form with all its narratives fits (security §4.1), and a picture that the page drew again (shared/rules/attachments/attachments). */
export const MESSAGE_LIMIT = 1_000_000;

export const COVER_DEADLINE_MS = 200;
export const PRINT_DEADLINE_MS = 20_000;

/** True if the address has exactly this origin (`scheme://host[:port]`), without user name. Works for schemes that URL calls opaque. */
export function hasOrigin(address: string, origin: string): boolean {
  return originOf(address) === origin;
}

/** Scheme and host of an address, `null` if it has none or carries a user name. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.host === '' || url.username !== '' || url.password !== '' ? null : `${url.protocol}//${url.host}`;
}

export function isOwn(sender: Sender, origin: string): boolean {
  return sender.mainFrame && sender.origin === origin;
}

/** The request handler with the shell's own checks before it: sender, size, and no thrown error ever reaches the page (chromium-shell §3). */
export function guardedRequests(requests: RequestHandler, origin: string, onIntrusion: () => void): RequestHandler {
  return async (message, sender) => {
    if (!isOwn(sender, origin)) {
      onIntrusion();
      return refusal(FORBIDDEN);
    }
    if (Buffer.byteLength(message) > MESSAGE_LIMIT) return refusal(TOO_LONG);
    try {
      return await requests(message, sender);
    } catch {
      return refusal(FAULT);
    }
  };
}

function refusal(failure: Failure): string {
  return JSON.stringify({ ok: false, failure });
}

const FORBIDDEN: Failure = {
  kind: 'forbidden',
  message: {
    fr: 'Cette demande ne vient pas de la fenêtre de Sutura. Rien n’a été fait.',
    en: 'This request does not come from Sutura’s window. Nothing was done.',
  },
};

const TOO_LONG: Failure = {
  kind: 'invalid',
  message: {
    fr: 'Cet envoi est trop lourd : 1 Mo au plus. Vos réponses sont gardées. Raccourcissez ce qui est le plus long.',
    en: 'This is too large to send: 1 MB at most. Your answers are kept. Shorten what is longest.',
  },
};

const FAULT: Failure = {
  kind: 'bug',
  message: {
    fr: 'Une panne est survenue. Vos réponses sont gardées. Fermez et rouvrez la page.',
    en: 'A fault occurred. Your answers are kept. Close the page and open it again.',
  },
};
