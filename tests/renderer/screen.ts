import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import react from '@vitejs/plugin-react';
import { CONTENT_POLICY } from '../../electron/shell/hardening.ts';
import type { Envelope, OperationName } from '../../shared/contract.ts';
import { templateOf } from '../support/templates.ts';
import type { FixtureState } from './fixtureBridge.ts';

const ROOT = join(import.meta.dirname, '../..');
const ORIGIN = 'https://sutura.invalid';
/** The smallest machine (interface §9.1). */
const SMALLEST = { width: 1366, height: 768 } as const;
const NOW = new Date('2026-10-13T09:41:00Z');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/** The built screen in a real Chromium, behind the product's content policy, with a fixture bridge instead of the keyed process. */
export type Screen = {
  /** Opens one address (`#/day`) on a bridge in this state; the size is that of the smallest machine (interface §9.1) unless said. */
  readonly open: (address: string, state: FixtureState, size?: { readonly width: number; readonly height: number }) => Promise<Page>;
  readonly close: () => Promise<void>;
};

/** The requests of the page for one operation, in order. */
export async function callsOf(page: Page, name: OperationName): Promise<readonly Envelope[]> {
  const calls: readonly Envelope[] = await page.evaluate('window.sutura.calls');
  return calls.filter((call) => call.name === name);
}

/** The same, what was given to each alone. */
export async function inputsOf(page: Page, name: OperationName): Promise<readonly unknown[]> {
  return (await callsOf(page, name)).map(({ input }) => input);
}

/** The screen and the bridge, built once for a run; then Chromium, once a test file. */
export async function openScreen(): Promise<Screen> {
  const folder = await templateOf('screen', buildScreen);
  const bridge = await readFile(join(folder, 'bridge/bridge.js'), 'utf8');
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await openContext(browser, join(folder, 'page'));
  return {
    open: (address, state, size = SMALLEST) => openPage(context, bridge, address, state, size),
    close: () => browser.close(),
  };
}

/** The runner says « test », which would build React's development half: other effects, other timing than the product. Other files of this process keep it. */
async function buildScreen(folder: string): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    await buildHalves(folder);
  } finally {
    process.env['NODE_ENV'] = NODE_ENV;
  }
}

async function buildHalves(folder: string): Promise<void> {
  await build({
    root: join(ROOT, 'renderer'),
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: join(folder, 'page'), assetsInlineLimit: 0, minify: false, modulePreload: { polyfill: false } },
  });
  await build({
    logLevel: 'error',
    build: {
      outDir: join(folder, 'bridge'),
      minify: false,
      lib: { entry: join(import.meta.dirname, 'fixtureBridge.ts'), formats: ['iife'], name: 'fixture', fileName: () => 'bridge.js' },
    },
  });
}

/** One for all pages of a test file: a new one reads and compiles the whole screen again, which took half the time of these tests. The application keeps nothing in it. */
async function openContext(browser: Browser, folder: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: SMALLEST, reducedMotion: 'reduce', colorScheme: 'light' });
  context.setDefaultTimeout(10_000);
  await context.clock.install({ time: NOW });
  await context.clock.resume();
  await context.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const body = await readFile(join(folder, path === '/' ? 'index.html' : path)).catch(() => null);
    if (body === null) return route.abort();
    return route.fulfill({
      body,
      headers: { 'content-type': TYPES[extname(path)] ?? 'text/html', 'content-security-policy': CONTENT_POLICY },
    });
  });
  return context;
}

async function openPage(
  context: BrowserContext,
  bridge: string,
  address: string,
  state: FixtureState,
  size: { readonly width: number; readonly height: number },
): Promise<Page> {
  await context.clock.setSystemTime(NOW);
  const page = await context.newPage();
  await page.setViewportSize(size);
  await page.addInitScript(`${bridge}\nwindow.sutura = fixture.fixtureBridge(${JSON.stringify(state)});`);
  await page.goto(`${ORIGIN}/${address}`);
  await page.locator('h1').first().waitFor();
  await page.evaluate('document.fonts.ready.then(() => true)');
  return page;
}
