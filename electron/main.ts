import { join } from 'node:path';
import { app, BrowserWindow, Menu, MessageChannelMain, powerMonitor, protocol, session, utilityProcess } from 'electron';
import type { IpcMainEvent, Session, UtilityProcess, WebContents } from 'electron';
import {
  DEAD_PROXY,
  ELECTRON_SWITCHES,
  FORBIDDEN_SWITCHES,
  isGranted,
  PARTITION,
  SCHEME_PRIVILEGES,
  WEB_PREFERENCES,
  WEBRTC_POLICY,
} from './shell/electronHardening.ts';
import { KEYED_MEMORY, keyedEnvironment } from './shell/environment.ts';
import type { ElectronToKeyed, KeyedToElectron } from './shell/electronMessages.ts';
import { ELECTRON_ORIGIN, HEADERS, settings } from './shell/hardening.ts';
import { findAsset, readManifest } from './shell/manifest.ts';
import { hasOrigin, PRINT_DEADLINE_MS } from './shell/shell.ts';
import type { ShellEvent } from './shell/shell.ts';
import { supervise } from './shell/supervise.ts';
import type { KeyedProcess } from './shell/supervise.ts';

/** Electron's main process: the keyless parent. It draws windows, starts the keyed process and reads no call. Never run where this was written. */
const SCHEME = 'app';

for (const { setting, value } of ELECTRON_SWITCHES) app.commandLine.appendSwitch(setting, ...(typeof value === 'string' ? [value] : []));
if (FORBIDDEN_SWITCHES.some((name) => app.commandLine.hasSwitch(name)) || !app.requestSingleInstanceLock()) app.exit(1);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { ...settings(SCHEME_PRIVILEGES) } }]);
Menu.setApplicationMenu(null);
app.on('web-contents-created', (_created, contents) => {
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
});
// The application ends with its last keyed process, not with its last window: at a lock one window follows another.
app.on('window-all-closed', () => undefined);

await app.whenReady();
const confined = confine(session.fromPartition(PARTITION, { cache: false }));
await confined.setProxy({ proxyRules: DEAD_PROXY, proxyBypassRules: '<-loopback>' });
const stop = new AbortController();
app.on('before-quit', () => stop.abort());
app.exit(await supervise(launchKeyed, stop.signal));

/** Nothing but the built files is answered, nothing is granted but the emptying of the clipboard, nothing is kept (security §4.1). */
function confine(own: Session): Session {
  const manifest = readManifest(join(import.meta.dirname, '../renderer'));
  own.protocol.handle(SCHEME, (request) => {
    const asset = request.method === 'GET' ? findAsset(manifest, ELECTRON_ORIGIN, request.url) : null;
    if (asset === null) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(asset.bytes), { headers: { ...settings(HEADERS), 'content-type': asset.type } });
  });
  own.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !hasOrigin(url, ELECTRON_ORIGIN) && !url.startsWith(`blob:${ELECTRON_ORIGIN}/`) }),
  );
  own.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => answer(isGranted(permission, requestingUrl)));
  own.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin));
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  own.setSpellCheckerEnabled(false);
  own.enableNetworkEmulation({ offline: true });
  own.on('will-download', (event) => event.preventDefault());
  return own;
}

function launchKeyed(succeeds: boolean): KeyedProcess {
  const profile = join(app.getPath('userData'), 'profile');
  const keyed = utilityProcess.fork(join(import.meta.dirname, 'keyed.js'), ['--profile', profile], {
    serviceName: 'Sutura',
    stdio: 'ignore',
    execArgv: [...KEYED_MEMORY],
    env: keyedEnvironment(process.env),
  });
  const say = (message: ElectronToKeyed): void => keyed.postMessage(message);
  const notify = (event: ShellEvent): void => say({ kind: 'event', event });
  const suspend = (): void => notify('suspend');
  const sessionLock = (): void => notify('sessionLock');
  powerMonitor.on('suspend', suspend).on('lock-screen', sessionLock);
  let window: BrowserWindow | null = null;

  keyed.on('message', (message: KeyedToElectron) => {
    if (message.kind === 'open') {
      window = openWindow(keyed, notify);
      void window.loadURL(`${ELECTRON_ORIGIN}/${succeeds ? '#/neutral' : ''}`).then(() => say({ kind: 'opened' }));
    } else if (message.kind === 'print' && window !== null)
      void drawn(window, message.address, toPdf).then((pdf) => say({ kind: 'printed', pdf }));
    else if (message.kind === 'printers' && window !== null) void printersOf(window).then((names) => say({ kind: 'printers', names }));
    else if (message.kind === 'paper' && window !== null)
      void drawn(window, message.address, onPaper(message.printer)).then((taken) => say({ kind: 'onPaper', taken: taken === true }));
    else if (message.kind === 'minimise') window?.minimize();
    else if (message.kind === 'close') window?.destroy();
  });
  keyed.once('exit', () => {
    powerMonitor.off('suspend', suspend).off('lock-screen', sessionLock);
    window?.destroy();
  });

  return {
    onMessage: (handler) =>
      void keyed.on('message', ({ kind }: KeyedToElectron) => {
        if (kind === 'painted' || kind === 'locking') handler(kind);
      }),
    onExit: (handler) => void keyed.once('exit', handler),
    send: (kind) => say({ kind }),
    kill: () => void keyed.kill(),
  };
}

function openWindow(keyed: UtilityProcess, notify: (event: ShellEvent) => void): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Sutura',
    width: 1280,
    height: 800,
    webPreferences: {
      ...settings(WEB_PREFERENCES),
      session: confined,
      devTools: !app.isPackaged,
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
    },
  });
  const { webContents } = window;
  window.setContentProtection(true);
  webContents.setWebRTCIPHandlingPolicy(WEBRTC_POLICY);
  webContents.on('will-navigate', refuseElsewhere);
  webContents.on('will-redirect', refuseElsewhere);
  webContents.on('will-frame-navigate', refuseElsewhere);
  webContents.on('devtools-opened', () => notify('intrusion'));
  webContents.on('render-process-gone', () => notify('crashed'));
  webContents.ipc.on('port', (event) => handOverPort(event, window, keyed));
  window.on('minimize', () => notify('minimised'));
  window.on('hide', () => notify('minimised'));
  window.on('restore', () => notify('restored'));
  window.on('show', () => notify('restored'));
  window.on('closed', () => notify('closed'));
  return window;
}

function refuseElsewhere(event: { readonly url: string; preventDefault(): void }): void {
  if (!hasOrigin(event.url, ELECTRON_ORIGIN)) event.preventDefault();
}

/** The port goes to the main frame of our own window and to nobody else; any other asker ends the keyed process (chromium-shell §10). */
function handOverPort(event: IpcMainEvent, window: BrowserWindow, keyed: UtilityProcess): void {
  const frame = event.senderFrame;
  if (frame === null || frame !== window.webContents.mainFrame || frame.origin !== ELECTRON_ORIGIN) {
    keyed.kill();
    return;
  }
  const { port1, port2 } = new MessageChannelMain();
  keyed.postMessage({ kind: 'door' } satisfies ElectronToKeyed, [port1]);
  frame.postMessage('port', null, [port2]);
}

/** Draws an address and has it printed: only main can print a window. `null` if the page was not ready in time. */
async function drawn<Result>(
  { webContents }: BrowserWindow,
  address: string,
  print: (webContents: WebContents) => Promise<Result>,
): Promise<Result | null> {
  const outcome: unknown = await webContents.executeJavaScript(`new Promise((done) => {
    const wanted = ${JSON.stringify(address)};
    const moved = location.hash !== wanted;
    if (moved) { delete document.documentElement.dataset.print; location.hash = wanted; }
    const look = setInterval(() => document.documentElement.dataset.print === 'ready' && finish(moved ? 'moved' : 'there'), 50);
    const late = setTimeout(() => finish('late'), ${PRINT_DEADLINE_MS});
    function finish(outcome) { clearInterval(look); clearTimeout(late); done(outcome); }
  })`);
  if (outcome === 'late') return null;
  const printed = await print(webContents);
  if (outcome === 'moved') webContents.navigationHistory.goBack();
  return printed;
}

/** The PDF passes through this process, which has no other plaintext. */
function toPdf(webContents: WebContents): Promise<Uint8Array> {
  return webContents.printToPDF({
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    preferCSSPageSize: true,
    printBackground: true,
  });
}

/** Without the system's dialog, which offers to write a file. */
function onPaper(deviceName: string): (webContents: WebContents) => Promise<boolean> {
  return (webContents) =>
    new Promise((resolve) => webContents.print({ silent: true, deviceName, printBackground: true }, (taken) => resolve(taken)));
}

async function printersOf({ webContents }: BrowserWindow): Promise<readonly string[]> {
  const printers = await webContents.getPrintersAsync();
  return printers.map(({ name }) => name);
}
