/**
 * Window hardening as data (security §4): each row is a setting, its value, the reason, and the name that the test proving it starts with.
 * Both shells read their settings here and nowhere else.
 */
export type Row = { readonly setting: string; readonly value: string | boolean; readonly reason: string; readonly test: string };

export const CHROMIUM_ORIGIN = 'https://sutura.invalid';
export const ELECTRON_ORIGIN = 'app://sutura';

/** Sums of the style elements that a component library injects; empty as long as none does. */
export const STYLE_HASHES: readonly string[] = [];

export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  ["style-src 'self'", ...STYLE_HASHES.map((hash) => `'${hash}'`)].join(' '),
  "img-src 'self' blob:",
  'media-src blob:',
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export const HEADERS = [
  {
    setting: 'content-security-policy',
    value: CONTENT_POLICY,
    reason: 'only the built scripts run, nothing is fetched, framed or posted',
    test: 'policy',
  },
  { setting: 'x-content-type-options', value: 'nosniff', reason: 'a file is what its type says', test: 'headers' },
  { setting: 'referrer-policy', value: 'no-referrer', reason: 'no address leaves in a header', test: 'headers' },
  { setting: 'cache-control', value: 'no-store', reason: 'nothing is kept by the window', test: 'headers' },
  { setting: 'cross-origin-opener-policy', value: 'same-origin', reason: 'no other window holds ours', test: 'headers' },
  {
    setting: 'permissions-policy',
    value:
      'camera=(), microphone=(), geolocation=(), display-capture=(), clipboard-read=(), usb=(), serial=(), hid=(), midi=(), payment=()',
    reason: 'refused before any permission is asked',
    test: 'permissions',
  },
] as const satisfies readonly Row[];

/** Features that call home, store or suggest. Named again beside the driver's own list, since the last list on the line wins. */
const FEATURES_OFF = [
  'Translate',
  'OptimizationHints',
  'MediaRouter',
  'AutofillServerCommunication',
  'SpellcheckService',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'LensOverlay',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'PaintHolding',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'AvoidCorsURLLoaderRestartOnRedirect',
].join(',');

export const CHROMIUM_SWITCHES = [
  { setting: '--incognito', value: true, reason: 'no history, session or storage on disk', test: 'no trace' },
  { setting: '--app', value: `${CHROMIUM_ORIGIN}/`, reason: 'an application window: no tabs, no address bar', test: 'app window' },
  { setting: '--class', value: 'Sutura', reason: 'the task bar says Sutura only', test: 'switches' },
  { setting: '--disk-cache-dir', value: '/dev/null', reason: 'no cache', test: 'no trace' },
  { setting: '--disk-cache-size', value: '1', reason: 'no cache', test: 'switches' },
  { setting: '--media-cache-size', value: '1', reason: 'no cache', test: 'switches' },
  { setting: '--disable-gpu-shader-disk-cache', value: true, reason: 'no cache', test: 'switches' },
  { setting: '--disable-breakpad', value: true, reason: 'a crash report is plaintext', test: 'switches' },
  { setting: '--disable-crash-reporter', value: true, reason: 'a crash report is plaintext', test: 'switches' },
  { setting: '--disable-background-networking', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--disable-component-update', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--disable-sync', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--disable-domain-reliability', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--no-pings', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--disable-default-apps', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--disable-extensions', value: true, reason: 'code of strangers', test: 'switches' },
  { setting: '--metrics-recording-only', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--disable-auto-reload', value: true, reason: 'a failed load is never tried again by itself', test: 'switches' },
  { setting: '--no-first-run', value: true, reason: 'calls home', test: 'switches' },
  { setting: '--proxy-server', value: 'socks5://127.0.0.1:9', reason: 'dead end', test: 'no network' },
  { setting: '--proxy-bypass-list', value: '<-loopback>', reason: 'dead end, own machine included', test: 'no network' },
  { setting: '--force-webrtc-ip-handling-policy', value: 'disable_non_proxied_udp', reason: 'dead end', test: 'no network' },
  { setting: '--password-store', value: 'basic', reason: 'no key ring of the system', test: 'switches' },
  { setting: '--use-mock-keychain', value: true, reason: 'no key ring of the system', test: 'switches' },
  { setting: '--disable-features', value: FEATURES_OFF, reason: 'stores and services', test: 'switches' },
] as const satisfies readonly Row[];

/** Added only where no empty network namespace holds: the first shows a warning bar, the second removes it (chromium-shell §1). */
export const CHROMIUM_SWITCHES_WITHOUT_NAMESPACE = [
  { setting: '--host-resolver-rules', value: 'MAP * ~NOTFOUND', reason: 'no name is ever resolved', test: 'no network' },
  { setting: '--test-type', value: true, reason: 'no warning bar for the switch above', test: 'switches' },
] as const satisfies readonly Row[];

/** Options of the launch that are not switches. `reason` says why the default is not kept. */
export const CHROMIUM_LAUNCH = [
  { setting: 'acceptDownloads', value: false, reason: 'files are written by services only', test: 'downloads' },
  { setting: 'serviceWorkers', value: 'block', reason: 'no code outlives the page', test: 'service worker' },
  { setting: 'handleSIGINT', value: false, reason: 'the parent ends the window', test: 'launch' },
  { setting: 'handleSIGTERM', value: false, reason: 'the parent ends the window', test: 'launch' },
  { setting: 'handleSIGHUP', value: false, reason: 'the parent ends the window', test: 'launch' },
] as const satisfies readonly Row[];

/** Environment of Chromium beside the folders redirected into the memory folder; nothing else is inherited but the display. */
export const CHROMIUM_ENVIRONMENT = [
  { setting: 'PATH', value: '', reason: 'a mailto: link would start a program', test: 'environment' },
  { setting: 'GSETTINGS_BACKEND', value: 'memory', reason: 'no settings file', test: 'environment' },
  { setting: 'DBUS_SESSION_BUS_ADDRESS', value: 'disabled:', reason: 'no service of the desktop', test: 'environment' },
  { setting: 'DBUS_SYSTEM_BUS_ADDRESS', value: 'disabled:', reason: 'no service of the system', test: 'environment' },
  { setting: 'NO_AT_BRIDGE', value: '1', reason: 'no bus of the desktop', test: 'environment' },
  { setting: 'MESA_SHADER_CACHE_DISABLE', value: 'true', reason: 'no shader cache', test: 'environment' },
] as const satisfies readonly Row[];

/** Files of the profile written before the launch: they hold beneath the page (chromium-shell §2). */
export const CHROMIUM_PREFERENCES = [
  {
    setting: 'Default/Preferences',
    value: '{"printing":{"enabled":false},"webrtc":{"ip_handling_policy":"disable_non_proxied_udp"}}',
    reason: 'print() would block the page; the switch of the same name is not obeyed by Chromium 156',
    test: 'preferences',
  },
  {
    setting: 'Local State',
    value: '{"select_file_dialogs":{"allowed":false}}',
    reason: 'no dialog that shows or remembers a path',
    test: 'preferences',
  },
] as const satisfies readonly Row[];

/** Named settings as the object that an interface takes. */
export function settings<const R extends Row>(rows: readonly R[]): { readonly [S in R as S['setting']]: S['value'] } {
  // A record built from entries has no narrower type in the language than its index signature.
  return Object.fromEntries(rows.map((row) => [row.setting, row.value])) as { [S in R as S['setting']]: S['value'] };
}

/** Rows as command-line switches. */
export function switches(rows: readonly Row[]): string[] {
  return rows.map((row) => (row.value === true ? row.setting : `${row.setting}=${row.value}`));
}
