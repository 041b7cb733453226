import { ELECTRON_ORIGIN } from './hardening.ts';
import type { Row } from './hardening.ts';
import { hasOrigin } from './shell.ts';

/** Electron's settings (security §4.1). The binary is not on every machine: the tests read these rows, and the real values where the binary is. */
export const WEB_PREFERENCES = [
  { setting: 'nodeIntegration', value: false, reason: 'a script flaw stays in the page', test: 'electron' },
  { setting: 'nodeIntegrationInWorker', value: false, reason: 'a script flaw stays in the page', test: 'electron' },
  { setting: 'nodeIntegrationInSubFrames', value: false, reason: 'a script flaw stays in the page', test: 'electron' },
  { setting: 'contextIsolation', value: true, reason: 'the preload cannot be reached', test: 'electron' },
  { setting: 'sandbox', value: true, reason: 'confinement by the operating system', test: 'electron' },
  { setting: 'webSecurity', value: true, reason: 'default kept', test: 'electron' },
  { setting: 'allowRunningInsecureContent', value: false, reason: 'default kept', test: 'electron' },
  { setting: 'experimentalFeatures', value: false, reason: 'default kept', test: 'electron' },
  { setting: 'webviewTag', value: false, reason: 'no foreign page inside ours', test: 'electron' },
  { setting: 'spellcheck', value: false, reason: 'dictionaries are fetched, own words stored', test: 'electron' },
  { setting: 'navigateOnDragDrop', value: false, reason: 'a dropped file opens nothing', test: 'electron' },
  { setting: 'disableDialogs', value: true, reason: 'no dialog of the page', test: 'electron' },
  { setting: 'plugins', value: false, reason: 'default kept', test: 'electron' },
] as const satisfies readonly Row[];

export const SCHEME_PRIVILEGES = [
  { setting: 'standard', value: true, reason: 'addresses with an origin', test: 'electron' },
  { setting: 'secure', value: true, reason: 'cryptography in the page', test: 'electron' },
  { setting: 'bypassCSP', value: false, reason: 'least power', test: 'electron' },
  { setting: 'allowServiceWorkers', value: false, reason: 'least power', test: 'electron' },
  { setting: 'supportFetchAPI', value: false, reason: 'least power', test: 'electron' },
  { setting: 'corsEnabled', value: false, reason: 'least power', test: 'electron' },
  { setting: 'stream', value: false, reason: 'least power', test: 'electron' },
  { setting: 'codeCache', value: false, reason: 'nothing is kept on disk', test: 'electron' },
] as const satisfies readonly Row[];

/** Command-line switches set before the application is ready. */
export const ELECTRON_SWITCHES = [
  { setting: 'disable-http-cache', value: true, reason: 'memory only', test: 'electron' },
  { setting: 'disable-gpu-shader-disk-cache', value: true, reason: 'memory only', test: 'electron' },
  { setting: 'disable-breakpad', value: true, reason: 'a dump is plaintext', test: 'electron' },
  { setting: 'disable-background-networking', value: true, reason: 'calls home', test: 'electron' },
  { setting: 'disable-component-update', value: true, reason: 'calls home', test: 'electron' },
  { setting: 'disable-domain-reliability', value: true, reason: 'calls home', test: 'electron' },
  { setting: 'host-resolver-rules', value: 'MAP * ~NOTFOUND', reason: 'no name is ever resolved', test: 'electron' },
] as const satisfies readonly Row[];

/** Switches with which the application refuses to start. */
export const FORBIDDEN_SWITCHES: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'js-flags',
];

/** All that the page is granted, whether asked for or looked up. */
export const PERMISSIONS = [
  { setting: 'clipboard-sanitized-write', value: true, reason: 'a copied figure is taken out of the clipboard again', test: 'electron' },
] as const satisfies readonly Row[];

/** Whether Electron grants this to who asks, given as an address or an origin: a row of the table, to our own page. */
export function isGranted(permission: string, asker: string): boolean {
  return hasOrigin(asker, ELECTRON_ORIGIN) && PERMISSIONS.some(({ setting }) => setting === permission);
}

export const WEBRTC_POLICY = 'disable_non_proxied_udp';
export const DEAD_PROXY = 'socks5://127.0.0.1:9';

/** Without `persist:` the session lives in memory only. */
export const PARTITION = 'sutura';

/** Fuses of the built binary, written in `electron-builder.yml`; the test compares the two. */
export const FUSES = [
  { setting: 'runAsNode', value: false, reason: 'the binary is no interpreter', test: 'electron' },
  { setting: 'enableCookieEncryption', value: true, reason: 'nothing readable on disk', test: 'electron' },
  { setting: 'enableNodeOptionsEnvironmentVariable', value: false, reason: 'no code from the environment', test: 'electron' },
  { setting: 'enableNodeCliInspectArguments', value: false, reason: 'no debugger', test: 'electron' },
  { setting: 'enableEmbeddedAsarIntegrityValidation', value: true, reason: 'modified code does not load', test: 'electron' },
  { setting: 'onlyLoadAppFromAsar', value: true, reason: 'modified code does not load', test: 'electron' },
  { setting: 'grantFileProtocolExtraPrivileges', value: false, reason: 'least power', test: 'electron' },
] as const satisfies readonly Row[];
