import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, errors } from 'playwright-core';
import type { BrowserContext, CDPSession, Page, Route } from 'playwright-core';
import { BRIDGE } from '../../shared/bridge.ts';
import type { Language } from '../../shared/text.ts';
import { chromiumEnvironment, chromiumSwitches, findChromium, hasNoNetwork, writePreferences } from './chromiumLaunch.ts';
import { CHROMIUM_LAUNCH, CHROMIUM_ORIGIN, HEADERS, settings } from './hardening.ts';
import { findAsset } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { cupsCancel, cupsPrint, cupsPrinters } from './cups.ts';
import { withoutTraces } from './pdf.ts';
import { COVER_DEADLINE_MS, COVER_EVENT, guardedRequests, hasOrigin, NEUTRAL_TITLE, originOf, PRINT_DEADLINE_MS } from './shell.ts';
import type { RequestHandler, Protection, Shell, ShellEvent } from './shell.ts';
import { watchSystem } from './systemWatch.ts';

const BINDING = 'suturaBinding';
const EVENT = 'sutura-event';
const POLL_MS = 1_000;
const ARRIVALS = 5;
const START_DEADLINES_MS = [6_000, 15_000, 60_000];

export type ChromiumOptions = {
  readonly manifest: Manifest;
  /** Folder made by `makeMemoryFolder`; its maker removes it. */
  readonly folder: string;
  readonly language: Language;
  /** Where the window opens: the neutral page after a lock, otherwise the application's own choice. */
  readonly address?: '' | '#/neutral';
  /** Without a window on the screen: demo, tests, tour. */
  readonly headless: boolean;
  /** Asks the parent for a successor and resolves when its window is painted. */
  readonly handOver: () => Promise<void>;
  /** Measured by the parent: this process dies with it. */
  readonly killedWithParent: boolean;
};

/** The shell, and the page itself for tests and the tour (chromium-shell §8). */
export type ChromiumShell = Shell & { page(): Page };

/** The Shell drawn by a Chromium of the machine, driven over the DevTools pipe (architecture §2, chromium-shell). */
export function createChromiumShell(options: ChromiumOptions): ChromiumShell {
  const handlers: ((event: ShellEvent) => void)[] = [];
  const notify = (event: ShellEvent): void => handlers.forEach((handler) => handler(event));
  let opened: { readonly context: BrowserContext; readonly page: Page; readonly stop: () => void } | null = null;
  const page = (): Page => {
    if (opened === null) throw new Error('the window is not open');
    return opened.page;
  };

  return {
    async open(requests) {
      const context = await launch(options);
      const first = context.pages()[0] ?? (await context.newPage());
      await serve(context, options.manifest);
      await connect(context, first, requests, () => notify('intrusion'));
      const stops = [await watchWindow(context, first, notify), watchSystem(notify)];
      opened = { context, page: first, stop: () => stops.forEach((stop) => stop()) };
      await arrive(first, options.address ?? '');
      first.on('framenavigated', (frame) => {
        if (frame === first.mainFrame() && !hasOrigin(frame.url(), CHROMIUM_ORIGIN)) notify('intrusion');
      });
    },
    async emit(message) {
      if (opened === null || opened.page.isClosed()) return;
      await opened.page.evaluate(dispatch(message)).catch(() => undefined);
    },
    renderPdf: (address) => renderPdf(page(), address),
    printers: () => cupsPrinters(),
    print: async (address, printer) => cupsPrint(await renderPdf(page(), address), printer),
    cancelPrint: (job) => cupsCancel(job),
    watch: (handler) => void handlers.push(handler),
    cover: () => cover(page()),
    handOver: options.handOver,
    async close() {
      opened?.stop();
      await opened?.context.close().catch(() => undefined);
    },
    protections: () => protections(options),
    page,
  };
}

function protections(options: ChromiumOptions): Protection[] {
  return [
    { name: 'sandbox', holds: usesSandbox() },
    { name: 'networkNamespace', holds: hasNoNetwork() },
    { name: 'killedWithParent', holds: options.killedWithParent },
  ];
}

/** Chromium refuses its own sandbox to root: only build machines and the demo run so. */
function usesSandbox(): boolean {
  return process.getuid?.() !== 0;
}

/**
 * About one start in forty, the first document settles while the driver attaches and the driver waits for it for ever: such a start is ended and tried again
 * with a fresh profile and more patience, since a slow disk looks the same.
 */
async function launch(options: ChromiumOptions): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium on this machine');
  for (const timeout of START_DEADLINES_MS) {
    const context = await launchOnce(options, executablePath, timeout).catch((error: unknown) => {
      if (error instanceof errors.TimeoutError) return null;
      throw error;
    });
    if (context !== null) return context;
  }
  throw new Error('Chromium does not start');
}

function launchOnce(options: ChromiumOptions, executablePath: string, timeout: number): Promise<BrowserContext> {
  // Not the profile of an attempt that was too slow: its browser may still be dying in it.
  const profile = mkdtempSync(join(options.folder, 'profile', 'start-'));
  writePreferences(profile);
  return chromium.launchPersistentContext(profile, {
    ...settings(CHROMIUM_LAUNCH),
    executablePath,
    timeout,
    headless: options.headless,
    env: chromiumEnvironment(options.folder, process.env),
    artifactsDir: join(options.folder, 'artifacts'),
    viewport: options.headless ? { width: 1366, height: 768 } : null,
    chromiumSandbox: usesSandbox(),
    args: chromiumSwitches(options.language, hasNoNetwork()),
  });
}

/** The first document, which was requested before the routes existed, may still be failing and interrupt ours: then ours is asked for again. */
async function arrive(page: Page, address: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await page.goto(`${CHROMIUM_ORIGIN}/${address}`);
      return;
    } catch (error) {
      if (tries === ARRIVALS) throw error;
    }
  }
}

/** Every request is answered from the manifest or refused; no socket is ever opened (chromium-shell §2). */
async function serve(context: BrowserContext, manifest: Manifest): Promise<void> {
  const headers = settings(HEADERS);
  await context.routeWebSocket('**', (socket) => socket.close());
  await context.route('**', (route: Route) => {
    const asset = route.request().method() === 'GET' ? findAsset(manifest, CHROMIUM_ORIGIN, route.request().url()) : null;
    if (asset === null) return route.abort('blockedbyclient');
    return route.fulfill({ status: 200, contentType: asset.type, headers, body: asset.bytes });
  });
}

/** The one opening between page and request handler, and the page's first script. */
async function connect(context: BrowserContext, page: Page, requests: RequestHandler, onIntrusion: () => void): Promise<void> {
  const guarded = guardedRequests(requests, CHROMIUM_ORIGIN, onIntrusion);
  await context.exposeBinding(BINDING, (source, message: unknown) =>
    guarded(String(message), {
      mainFrame: source.page === page && source.frame === page.mainFrame(),
      origin: originOf(source.frame.url()),
    }),
  );
  await context.addInitScript(await pageScript());
}

/** The guard belongs to the page's world: it is loaded as text and never run here. */
async function pageScript(): Promise<string> {
  const loaded: { readonly pageGuard?: unknown } = await import(new URL('./page/guard.ts', import.meta.url).href);
  return `(${String(loaded.pageGuard)})(${[BRIDGE, BINDING, EVENT].map((name) => JSON.stringify(name)).join(', ')})`;
}

/** Closes stray windows, and reports a closed, crashed or minimised one and of developer tools. Returns the function that stops watching. */
async function watchWindow(context: BrowserContext, page: Page, notify: (event: ShellEvent) => void): Promise<() => void> {
  const session = await context.newCDPSession(page);
  let minimised = false;
  let stopped = false;
  context.on('page', (stray) => {
    notify('intrusion');
    void stray.close().catch(() => undefined);
  });
  page.on('crash', () => notify('crashed'));
  page.on('close', () => stopped || notify('closed'));
  const timer = setInterval(() => void poll().catch(() => undefined), POLL_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
  };

  async function poll(): Promise<void> {
    if (await closeIntruders(session)) notify('intrusion');
    const now = (await session.send('Browser.getWindowForTarget')).bounds.windowState === 'minimized';
    if (now !== minimised) notify(now ? 'minimised' : 'restored');
    minimised = now;
  }
}

/** Closes every window that is not ours, even of another profile of the same Chromium: developer tools, a window opened by a browser key. True if there was one. */
async function closeIntruders(session: CDPSession): Promise<boolean> {
  const own = (await session.send('Target.getTargetInfo')).targetInfo;
  const { targetInfos } = await session.send('Target.getTargets');
  const intruders = targetInfos.filter(
    ({ type, url, browserContextId }) => type === 'page' && (url.startsWith('devtools:') || browserContextId !== own.browserContextId),
  );
  for (const { targetId } of intruders) await session.send('Target.closeTarget', { targetId });
  return intruders.length > 0;
}

function dispatch(message: string): string {
  return `void window.dispatchEvent(new MessageEvent(${JSON.stringify(EVENT)}, { data: ${JSON.stringify(message)} }))`;
}

/** A busy page cannot paint: after the deadline the window is minimised over the pipe, which no page can delay (chromium-shell §6). */
async function cover(page: Page): Promise<void> {
  const covered = page.evaluate(`${dispatch(COVER_EVENT)};
    if (document.title !== ${JSON.stringify(NEUTRAL_TITLE)}) document.body.replaceChildren();
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`);
  const late = new Promise<false>((done) => setTimeout(() => done(false), COVER_DEADLINE_MS));
  if (await Promise.race([covered.catch(() => false), late])) return;
  await minimise(page).catch(() => undefined);
}

async function minimise(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
}

async function renderPdf(page: Page, address: string): Promise<Uint8Array> {
  if (!/^#\/[\w/?=&.,:|+-]*$/.test(address)) throw new Error('not an address of the application');
  const wanted = JSON.stringify(address);
  const moved = await page.evaluate(
    `location.hash !== ${wanted} && (delete document.documentElement.dataset.print, (location.hash = ${wanted}), true)`,
  );
  try {
    await page.locator('html[data-print="ready"]').waitFor({ state: 'attached', timeout: PRINT_DEADLINE_MS });
    return withoutTraces(await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true }));
  } finally {
    if (moved === true) await leavePrinted(page);
  }
}

/** Back to where the window was; a next print must not meet a page that is still leaving. */
async function leavePrinted(page: Page): Promise<void> {
  await page.evaluate('history.back()').catch(() => undefined);
  await page
    .locator('html:not([data-print])')
    .waitFor({ state: 'attached', timeout: PRINT_DEADLINE_MS })
    .catch(() => undefined);
}
