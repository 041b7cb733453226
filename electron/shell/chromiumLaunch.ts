import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Language } from '../../shared/text.ts';
import { DISPLAY_VARIABLES, only } from './environment.ts';
import {
  CHROMIUM_ENVIRONMENT,
  CHROMIUM_PREFERENCES,
  CHROMIUM_SWITCHES,
  CHROMIUM_SWITCHES_WITHOUT_NAMESPACE,
  settings,
  switches,
} from './hardening.ts';

/** Real binaries, never Debian's wrapper `/usr/bin/chromium`, which adds switches, extensions and keys of its own (chromium-shell §0). */
const EXECUTABLES = [
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium-browser/chromium-browser',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
];

/** Path of the first Chromium found on the machine, `null` if there is none. */
export function findChromium(): string | null {
  return EXECUTABLES.find((path) => existsSync(path)) ?? null;
}

/** True if this process has no way out: the only interface is the loopback one. */
export function hasNoNetwork(): boolean {
  const interfaces = readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '');
  return interfaces.every((line) => line.trim().startsWith('lo:'));
}

export function chromiumSwitches(language: Language, noNetwork: boolean): string[] {
  return [
    ...switches(CHROMIUM_SWITCHES),
    ...(noNetwork ? [] : switches(CHROMIUM_SWITCHES_WITHOUT_NAMESPACE)),
    '--window-size=1280,800',
    `--lang=${language}`,
  ];
}

/** The whole environment of Chromium: its folders inside the memory folder, the hardening rows, and the display. */
export function chromiumEnvironment(folder: string, inherited: NodeJS.ProcessEnv): Record<string, string> {
  const home = join(folder, 'home');
  return {
    ...only(DISPLAY_VARIABLES, inherited),
    HOME: home,
    TMPDIR: join(folder, 'tmp'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: inherited['WAYLAND_DISPLAY'] === undefined ? join(folder, 'tmp') : (inherited['XDG_RUNTIME_DIR'] ?? ''),
    ...settings(CHROMIUM_ENVIRONMENT),
  };
}

/** Writes the preferences that must exist before the first launch of a profile. */
export function writePreferences(profile: string): void {
  for (const { setting, value } of CHROMIUM_PREFERENCES) {
    const path = join(profile, setting);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, value, { mode: 0o600 });
  }
}
