import { mkdirSync } from 'node:fs';
import { homedir, uptime } from 'node:os';
import { join } from 'node:path';
import type { BridgeEvent } from '../shared/bridge.ts';
import { createRequestHandler, type RequestHandler } from './dispatch.ts';
import { KEYS_ARE_INVENTED } from './exchange/releaseKeys.ts';
import { createPicker, type Place } from './files/picker.ts';
import { volumeOf } from './files/volumes.ts';
import { handlers } from './handlers.ts';
import type { Host } from './host.ts';
import { idleWatch } from './idle.ts';
import { removeLeftovers } from './keys/keyring.ts';
import type { KdfProfile } from './keys/passphrase.ts';
import { selfTest } from './keys/selfTest.ts';
import { fileLog } from './log.ts';
import { placeProblem } from './profile/place.ts';
import { diskRefusal, writeRefusal } from './profile/policy.ts';
import { freeBytes, keepReserve } from './profile/room.ts';
import { createReplies } from './replies.ts';
import { watchSticks } from './services/backup/workOnCopy.ts';
import { carryOutDestruction } from './services/destruction/destruction.ts';
import { cancelFormerPrints } from './services/printing/queue.ts';
import { renewCases } from './services/accounts/renewal.ts';
import { endSession, keepSafe, witnessActs } from './services/session/session.ts';
import { recordRefusal } from './services/session/refusals.ts';
import { endFirstRun } from './store/accounts/installation.ts';
import { witnessFolder } from './store/opened/witness.ts';
import { endRestore } from './store/backup/restore.ts';
import type { Shell } from './shell/shell.ts';
import { EXIT } from './shell/supervise.ts';

const KEEP_SAFE_MS = 5 * 60_000;
/** A stick pulled out and put back takes longer than this. */
const WATCH_STICKS_MS = 500;
/** A destruction whose time has come waits no longer than this (security §9.6). */
const CARRY_OUT_MS = 1000;
/** Cases are sealed again after a departure in slices that a person at the keyboard does not feel (security §2.5). */
const RENEW = { everyMs: 250, sliceMs: 40 };

export type ApplicationOptions = {
  readonly profile: string;
  readonly places: readonly Place[];
  readonly now?: () => Date;
  readonly uptime?: () => number;
  readonly kdf?: KdfProfile;
  readonly freeBytes?: () => number;
  /** Identifies a medium where folders are used as sticks; without it, the device of the system does. */
  readonly volumeOf?: (folder: string) => string;
};

/** One installation behind its request handler, with or without a window. */
export type Application = {
  readonly requests: RequestHandler;
  readonly host: Host;
  /** Ends the session if one is open: keys zeroed, stores closed. */
  readonly close: () => void;
};

/** Opens an installation: self-test of every primitive, then the request handler over the services. No base is opened before an account unlocks. */
export async function openApplication(options: ApplicationOptions): Promise<Application> {
  await selfTest();
  const place = placeProblem(options.profile);
  if (place === null) prepare(options.profile);
  const host: Host = {
    profile: options.profile,
    place,
    freeBytes: options.freeBytes ?? (() => freeBytes(options.profile)),
    volumeOf: options.volumeOf ?? volumeOf,
    now: options.now ?? (() => new Date()),
    uptime: options.uptime ?? (() => uptime() * 1000),
    picker: createPicker(options.places),
    kdf: options.kdf ?? 'calibrated',
    keysAreInvented: KEYS_ARE_INVENTED,
    printPdf: null,
    printing: null,
    protections: null,
    session: null,
    locks: 0,
    lastAttempt: Promise.resolve(),
    replies: createReplies(),
    copying: false,
    written: new Map(),
    restoring: null,
    onLocked: () => undefined,
    onTouched: () => undefined,
  };
  if (place === null) carryOutDestruction(host);
  const requests = createRequestHandler({
    context: host,
    handlers,
    roleOf: () => host.session?.stores.user.role ?? null,
    sessionOf: () => host.session?.stores.actor.sessionId ?? null,
    replies: host.replies,
    onForbidden: (operation) => recordRefusal(host, operation),
    onWritten: () => witnessActs(host),
    writeRefusal: (operation) => writeRefusal(host, operation),
    diskRefusal,
    log: place === null ? fileLog(options.profile, host.now) : () => undefined,
  });
  return { requests, host, close: () => endSession(host, 'closed') };
}

/** Makes the folder, or ends what a cut left in it. */
function prepare(profile: string): void {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  endRestore(profile);
  endFirstRun(profile);
  for (const folder of [profile, witnessFolder(profile)]) removeLeftovers(folder);
}

/**
 * The one composition place: the window of `shell` over an installation (architecture §1). At every lock the window is covered at once, the
 * stores are closed, a fresh locked process takes over, and this one ends (security §5.2).
 */
export async function start(shell: Shell, options: { readonly profile: string }): Promise<void> {
  const { requests, host, close } = await openApplication({
    profile: options.profile,
    places: ordinaryPlaces(homedir(), process.env['USER'] ?? ''),
  });
  const emit = (event: BridgeEvent) => void shell.emit(JSON.stringify(event));
  host.printPdf = (address) => shell.renderPdf(address);
  host.printing = shell;
  host.protections = () => shell.protections();
  host.onLocked = () => void replaceProcess(shell);
  const lockNow = (reason: string) => {
    if (host.session !== null) emit({ event: 'cover' });
    endSession(host, reason);
  };
  if (host.place === null) {
    keepReserve(host.profile);
    void cancelFormerPrints(host.profile, shell).catch(() => undefined);
  }
  setInterval(() => keepSafe(host), KEEP_SAFE_MS).unref();
  setInterval(() => carryOutDestruction(host), CARRY_OUT_MS).unref();
  setInterval(() => watchSticks(host), WATCH_STICKS_MS).unref();
  setInterval(() => renewCases(host, RENEW.sliceMs), RENEW.everyMs).unref();
  const watch = idleWatch(host, { warn: () => emit({ event: 'warn' }), lock: lockNow });
  shell.watch((event) => {
    if (event === 'closed') {
      close();
      process.exit(EXIT.quit);
    }
    const open = host.session !== null;
    if (event === 'minimised') watch.hidden();
    else if (event === 'restored') watch.shown();
    else lockNow(event);
    if (!open && (event === 'crashed' || event === 'intrusion')) void replaceProcess(shell);
  });
  host.onTouched = () => watch.touched();
  await shell.open(requests);
}

/**
 * Only the end of the process returns the memory that held a session (security §5.2). The parent is informed first, so it ends this process in time whatever
 * the window does.
 */
async function replaceProcess(shell: Shell): Promise<void> {
  const replaced = shell.handOver();
  await shell.cover();
  await replaced;
  await shell.close();
  process.exit(EXIT.locked);
}

/**
 * Where files are looked for: removable media first, at the two places where Linux systems open them, then the person's own documents. A folder that does not
 * exist is not shown.
 */
export function ordinaryPlaces(home: string, user: string): readonly Place[] {
  return [
    { label: 'Clés USB', folder: join('/media', user) },
    { label: 'Clés USB', folder: join('/run/media', user) },
    { label: 'Documents', folder: join(home, 'Documents') },
    { label: 'Téléchargements', folder: join(home, 'Downloads') },
  ];
}
