import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ELECTRON_SWITCHES,
  FORBIDDEN_SWITCHES,
  FUSES,
  isGranted,
  PARTITION,
  SCHEME_PRIVILEGES,
  WEB_PREFERENCES,
} from '../../../electron/shell/electronHardening.ts';
import { ELECTRON_ORIGIN, settings } from '../../../electron/shell/hardening.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = readFileSync(join(ROOT, 'electron/main.ts'), 'utf8');
const BINARY = existsSync(join(ROOT, 'node_modules/electron/dist'));

test('electron: page, worker and frames have no Node, a sandbox and an isolated preload', () => {
  expect(settings(WEB_PREFERENCES)).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  });
});

test('electron: the scheme has no power but an origin', () => {
  const { standard, secure, ...others } = settings(SCHEME_PRIVILEGES);
  expect([standard, secure]).toEqual([true, true]);
  expect(Object.values(others).every((value) => value === false)).toBe(true);
});

test('electron: the page may empty the clipboard, and nothing else is granted to it or to anybody', () => {
  expect(isGranted('clipboard-sanitized-write', ELECTRON_ORIGIN)).toBe(true);
  expect(isGranted('clipboard-sanitized-write', `${ELECTRON_ORIGIN}/#/day`)).toBe(true);
  for (const other of ['app://elsewhere', 'https://sutura', 'app://x@sutura', 'null', ''])
    expect([other, isGranted('clipboard-sanitized-write', other)]).toEqual([other, false]);
  for (const other of [
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'media',
    'display-capture',
    'geolocation',
    'usb',
    'hid',
    'unknown',
  ])
    expect([other, isGranted(other, ELECTRON_ORIGIN)]).toEqual([other, false]);
});

test('electron: session in memory, nothing on disk, no debugger', () => {
  expect(PARTITION.startsWith('persist:')).toBe(false);
  expect(Object.keys(settings(ELECTRON_SWITCHES))).toEqual(
    expect.arrayContaining(['disable-http-cache', 'disable-gpu-shader-disk-cache', 'disable-breakpad', 'host-resolver-rules']),
  );
  expect(FORBIDDEN_SWITCHES).toContain('remote-debugging-port');
  expect(ELECTRON_ORIGIN).toBe('app://sutura');
});

test('electron: main gives every table to Electron and sets each handler of security §4.1', () => {
  const used = [
    'settings(WEB_PREFERENCES)',
    'settings(SCHEME_PRIVILEGES)',
    'of ELECTRON_SWITCHES',
    'FORBIDDEN_SWITCHES.some',
    'settings(HEADERS)',
    'setWebRTCIPHandlingPolicy(WEBRTC_POLICY)',
    'proxyRules: DEAD_PROXY',
    'env: keyedEnvironment(process.env)',
    'answer(isGranted(permission, requestingUrl))',
    '=> isGranted(permission, origin)',
  ];
  const handlers = [
    'setPermissionRequestHandler',
    'setPermissionCheckHandler',
    'setDevicePermissionHandler',
    'setDisplayMediaRequestHandler',
    'onBeforeRequest',
    'enableNetworkEmulation({ offline: true })',
    'setSpellCheckerEnabled(false)',
  ];
  const refusals = [
    "'will-download'",
    "'will-attach-webview'",
    "'will-navigate'",
    "'will-redirect'",
    "'will-frame-navigate'",
    'setWindowOpenHandler',
    'setContentProtection(true)',
    'requestSingleInstanceLock',
    'enableSandbox',
    'setApplicationMenu(null)',
  ];
  expect([...used, ...handlers, ...refusals].filter((call) => !MAIN.includes(call))).toEqual([]);
});

test('electron: fuses of the package are those of the table', () => {
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'))?.[1] ?? '';
  const written = Object.fromEntries(
    block
      .trim()
      .split('\n')
      .map((line) => [line.split(':')[0]?.trim(), line.split(':')[1]?.trim() === 'true']),
  );
  expect(written).toEqual(settings(FUSES));
});

test('electron: its typings meet three files only', () => {
  const folder = join(ROOT, 'electron');
  const meeting = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && readFileSync(join(folder, name), 'utf8').includes("from 'electron'"),
  );
  expect(meeting.sort()).toEqual(['main.ts', 'preload.ts', 'shell/electronShell.ts']);
});

test.skipIf(!BINARY)(
  'electron: the real window has these settings (reason: its binary is fetched from GitHub and is not on this machine)',
  async () => {
    const { _electron } = await import('playwright-core');
    const application = await _electron.launch({ args: [ROOT] });
    const window = await application.firstWindow();
    expect(new URL(window.url()).protocol).toBe('app:');
    expect(await window.evaluate('typeof require + typeof process')).toBe('undefinedundefined');
    await application.close();
  },
);
