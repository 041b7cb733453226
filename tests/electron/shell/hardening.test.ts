import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chromiumEnvironment, findChromium } from '../../../electron/shell/chromiumLaunch.ts';
import * as electronRows from '../../../electron/shell/electronHardening.ts';
import * as rows from '../../../electron/shell/hardening.ts';
import { readWindow } from '../../../electron/shell/windowReadings.ts';
import type { Row } from '../../../electron/shell/hardening.ts';
import type { Attempt } from '../../support/probePage.ts';
import { openProbeWindow, until } from '../../support/probeWindow.ts';
import type { ProbeWindow } from '../../support/probeWindow.ts';

/** T11: each row of the hardening tables compared with what is really set, and the policy provoked from a served script. */
const CANARY = 'Zanafolo Essaiinvente';
let window: ProbeWindow;
let attempts: Record<string, Attempt>;
let browser: number;

beforeAll(async () => {
  window = await openProbeWindow();
  browser = browserProcess(window.folder);
  await window.shell.page().evaluate('void setTimeout(() => window.runProbe(), 0)');
  const report = await until(() => window.calls.find((call) => call.includes('"probe"')));
  attempts = z
    .object({ results: z.record(z.string(), z.object({ outcome: z.string(), violations: z.array(z.string()) })) })
    .parse(JSON.parse(report)).results;
});

afterAll(() => window.close());

test('every row names a test that exists', () => {
  const tables: unknown[] = [...Object.values(rows), ...Object.values(electronRows)];
  const all = tables.flat().filter(isRow);
  const sources = readdirSync(import.meta.dirname).map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  const missing = all.filter((row) => !sources.some((source) => source.includes(`'${row.test}: `)));
  expect(all.filter(isRow).length).toBeGreaterThan(70);
  expect(missing).toEqual([]);
});

describe('what the page may not do', () => {
  const refused: readonly (readonly [string, string, readonly string[]])[] = [
    ['eval', 'EvalError', ['require-trusted-types-for']],
    ['function', 'EvalError', ['require-trusted-types-for']],
    ['innerHTML', 'TypeError', ['require-trusted-types-for']],
    ['inlineScript', 'TypeError', ['require-trusted-types-for']],
    ['styleAttribute', 'undefined', ['style-src-attr']],
    ['fetch', 'TypeError', ['connect-src']],
    ['fetchOwn', 'TypeError', ['connect-src']],
    ['beacon', 'true', ['connect-src']],
    ['image', 'undefined', ['img-src']],
    ['imageData', 'undefined', ['img-src']],
    ['sound', 'undefined', ['media-src']],
    ['soundOwn', 'undefined', ['media-src']],
    ['frame', 'undefined', ['frame-src']],
    ['frameOwn', 'undefined', ['frame-src']],
    ['worker', 'TypeError', ['require-trusted-types-for']],
    ['form', 'undefined', ['form-action']],
  ];
  test.each(refused)('policy: %s', (name, outcome, violations) => {
    expect(attempts[name]).toEqual({ outcome, violations });
  });

  const closed: readonly (readonly [string, string])[] = [
    ['permissions: clipboardRead', 'NotAllowedError'],
    ['permissions: geolocation', 'denied'],
    ['permissions: notification', 'denied'],
    ['service worker: serviceWorker', 'null'],
    ['no network: socket', 'closed'],
    ['no network: peer', '0'],
    ['window: open', 'null'],
    ['window: openOwn', 'null'],
    ['window: crossWindow', 'null'],
    ['preferences: print', 'undefined'],
    ['page: require', 'undefined undefined'],
    ['bridge: bridge', 'call,listen true undefined'],
    ['bridge: replaceBridge', 'TypeError'],
    ['app window: standalone', 'true'],
  ];
  test.each(closed)('%s', (name, outcome) => {
    expect(attempts[name.split(': ')[1] ?? '']?.outcome).toBe(outcome);
  });

  test('permissions: no camera, whatever the machine has', () => {
    expect(['NotAllowedError', 'NotFoundError']).toContain(attempts['camera']?.outcome);
  });
});

test('headers: each header row is on the document', async () => {
  const response = await window.shell.page().reload();
  const headers = response === null ? {} : await response.allHeaders();
  for (const { setting, value } of rows.HEADERS) expect(headers[setting]).toBe(value);
});

test('switches: each switch row is on the command line, and the last list of features holds ours', () => {
  const line = readFileSync(`/proc/${browser}/cmdline`, 'utf8').split('\0').join(' ');
  for (const given of rows.switches(rows.CHROMIUM_SWITCHES)) expect(line).toContain(given);
  expect(line.slice(line.lastIndexOf('--disable-features='))).toContain('SpellcheckService');
  expect(line).not.toMatch(/--remote-debugging-port|--remote-allow-origins/);
});

test('switches: the security status reads of this window what is set, and what its system reports', () => {
  const read = readWindow();
  expect(read).toMatchObject({ set: rows.CHROMIUM_SWITCHES.length, expected: rows.CHROMIUM_SWITCHES.length });
  expect(read?.pages).toBeGreaterThan(0);
  const sandboxed = process.getuid?.() !== 0;
  expect(read?.filtered).toBe(sandboxed ? read?.pages : 0);
  expect(read?.coreOff).toBe(/^Max core file size +0 /m.test(readFileSync(`/proc/${browser}/limits`, 'utf8')));
  const isApart = window.shell.protections().find(({ name }) => name === 'networkNamespace')?.holds;
  expect(read?.apart).toBe(isApart);
});

test('environment: each row is given, the folders are inside, and nothing is inherited but the display', () => {
  const inherited = {
    PATH: '/usr/bin',
    LD_PRELOAD: 'x.so',
    HOME: '/root',
    DBUS_SESSION_BUS_ADDRESS: 'unix:x',
    DISPLAY: ':0',
    SSLKEYLOGFILE: '/tmp/keys',
  };
  const { DISPLAY, ...environment } = chromiumEnvironment('/memory', inherited);
  expect(DISPLAY).toBe(':0');
  expect(environment).toMatchObject(rows.settings(rows.CHROMIUM_ENVIRONMENT));
  const others = Object.entries(environment).filter(([name]) => !rows.CHROMIUM_ENVIRONMENT.some(({ setting }) => setting === name));
  expect(others.length).toBe(7);
  expect(others.filter(([, value]) => !value.startsWith('/memory/'))).toEqual([]);
});

test('preferences: each preference row was obeyed and kept by Chromium', () => {
  const [start = ''] = readdirSync(join(window.folder, 'profile'));
  const profile = join(window.folder, 'profile', start);
  const preferences: unknown = JSON.parse(readFileSync(join(profile, 'Default/Preferences'), 'utf8'));
  expect(preferences).toMatchObject({ printing: { enabled: false }, webrtc: { ip_handling_policy: 'disable_non_proxied_udp' } });
  expect(JSON.parse(readFileSync(join(profile, 'Local State'), 'utf8'))).toMatchObject({
    select_file_dialogs: { allowed: false },
  });
});

test('launch: the rows are those that the driver is given', () => {
  expect(rows.settings(rows.CHROMIUM_LAUNCH)).toEqual({
    acceptDownloads: false,
    serviceWorkers: 'block',
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
});

test('downloads: a blob offered for keeping is written nowhere', async () => {
  const before = filesUnder(window.folder).length;
  await window.shell
    .page()
    .evaluate(
      `{ const link = document.createElement('a'); link.href = URL.createObjectURL(new Blob(['${CANARY}'])); link.download = 'x.txt'; link.dispatchEvent(new MouseEvent('click')); }`,
    );
  await new Promise((done) => setTimeout(done, 300));
  expect(filesHolding(CANARY)).toEqual([]);
  expect(filesUnder(window.folder).length).toBeGreaterThanOrEqual(before - 50);
});

test('no network: no process of the window listens on or is connected to an Internet address', () => {
  const inodes = new Set(family(browser).flatMap(socketsOf));
  const lines = ['tcp', 'tcp6'].flatMap((kind) => readFileSync(`/proc/${browser}/net/${kind}`, 'utf8').split('\n').slice(1));
  expect(lines.filter((line) => inodes.has(line.trim().split(/\s+/)[9] ?? ''))).toEqual([]);
});

test('no trace: a word typed, titled, stored and printed is in no file of the window, the folder being private and alone', async () => {
  const page = window.shell.page();
  await page.locator('#word').fill(CANARY);
  await page.evaluate(
    `document.title = '${CANARY}'; localStorage.setItem('x', '${CANARY}'); sessionStorage.setItem('x', '${CANARY}'); history.pushState(null, '', '/#${encodeURIComponent(CANARY)}')`,
  );
  await window.shell.renderPdf('#/impression/essai');
  expect(filesHolding(CANARY)).toEqual([]);
  expect(filesHolding('select_file_dialogs').length).toBeGreaterThan(0);
  expect(statSync(window.folder).mode & 0o777).toBe(0o700);
  const open = family(browser)
    .flatMap(filesWritten)
    .filter((path) => !path.startsWith(window.folder) && !/^\/(dev|proc|memfd:|anon_inode)/.test(path));
  expect(open.filter((path) => path.startsWith('/'))).toEqual([]);
});

test('window: the Chromium found is a real binary, not a wrapper', () => {
  expect(
    readFileSync(findChromium() ?? '')
      .subarray(0, 4)
      .toString('latin1'),
  ).toBe('\x7fELF');
});

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'setting' in value && 'test' in value;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

function filesHolding(word: string): string[] {
  const forms = (['utf8', 'utf16le', 'latin1', 'base64'] as const).map((encoding) =>
    encoding === 'base64' ? Buffer.from(Buffer.from(word).toString('base64').slice(0, -4)) : Buffer.from(word, encoding),
  );
  return filesUnder(window.folder).filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}

function processes(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0);
}

function readProcess(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function browserProcess(folder: string): number {
  const found = processes().find((pid) => {
    const line = readProcess(pid, 'cmdline');
    return line.includes(`--user-data-dir=${join(folder, 'profile')}`) && !line.includes('--type=');
  });
  if (found === undefined) throw new Error('no browser process');
  return found;
}

function family(root: number): number[] {
  const parents = new Map(processes().map((pid) => [pid, Number(readProcess(pid, 'stat').split(') ')[1]?.split(' ')[1])]));
  const isInside = (pid: number): boolean =>
    pid === root || (parents.has(pid) && parents.get(pid) !== 0 && isInside(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isInside);
}

function descriptors(pid: number): string[] {
  return openIn(pid).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
}

function socketsOf(pid: number): string[] {
  return descriptors(pid).flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

function filesWritten(pid: number): string[] {
  return openIn(pid)
    .filter((fd) => /flags:\s+\d*[12]$/m.test(readProcess(pid, `fdinfo/${fd}`)))
    .map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
}

/** The descriptors of a process; none of a process that ended meanwhile. */
function openIn(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
}

/** What a descriptor points to; empty if it was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
