import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHROMIUM_ORIGIN } from '../../../electron/shell/hardening.ts';
import { openProbeWindow, until } from '../../support/probeWindow.ts';
import type { ProbeWindow } from '../../support/probeWindow.ts';

/** Each of these may spoil the window: a fresh one for every test. */
let window: ProbeWindow;

beforeEach(async () => {
  window = await openProbeWindow(async (message) => {
    if (message === 'fault') throw new Error('secret of /a/path');
    return JSON.stringify({ ok: true, value: message });
  });
});
afterEach(() => window.close());

test('a call goes in as one text and comes back as one text, an event reaches the page', async () => {
  const page = window.shell.page();
  expect(await page.evaluate(`window.sutura.call('{"é":"ɛ ɔ ŋ"}')`)).toBe(JSON.stringify({ ok: true, value: '{"é":"ɛ ɔ ŋ"}' }));
  await window.shell.emit('{"event":"warn"}');
  expect(await page.evaluate('window.events')).toEqual(['{"event":"warn"}']);
});

test('a request handler that throws shows the page nothing of it', async () => {
  const reply = String(await window.shell.page().evaluate(`window.sutura.call('fault')`));
  expect(JSON.parse(reply)).toMatchObject({ ok: false, failure: { kind: 'bug' } });
  expect(reply).not.toContain('secret');
});

test('a blank child frame is refused and reported as an intrusion', async () => {
  const page = window.shell.page();
  const reply = await page.evaluate(`(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return String(await frame.contentWindow.suturaBinding('{"name":"x"}'));
  })()`);
  expect(JSON.parse(String(reply))).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
  expect(window.calls).toEqual([]);
  expect(window.events).toContain('intrusion');
});

describe('leaving the application', () => {
  const hostile = [
    'https://elsewhere.invalid/',
    'http://sutura.invalid/',
    'https://sutura.invalid:444/',
    'https://sutura.invalid.elsewhere.invalid/',
    'https://user@sutura.invalid/',
    'https://user:pass@sutura.invalid/',
    'https://xn--sutur-6ve.invalid/',
    'https://sutura.invalid@elsewhere.invalid/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f000001/',
    'http://localhost/',
    'ftp://sutura.invalid/',
    'file:///etc/passwd',
    'file://sutura.invalid/',
    'chrome://settings/',
    'chrome://version/',
    'view-source:https://sutura.invalid/',
    'devtools://devtools/bundled/inspector.html',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop/x.html',
    'data:text/html,<p>x</p>',
    'javascript:void(document.title="x")',
    'about:srcdoc',
    'blob:https://elsewhere.invalid/0',
    'filesystem:https://sutura.invalid/x',
    'https://sutura.invalid/../x',
    'https://sutura.invalid/%2e%2e/x',
    'https://sutura.invalid//elsewhere.invalid/',
    'https://sutura.invalid\\\\@elsewhere.invalid/',
    'mailto:x@elsewhere.invalid',
    'tel:0',
    'intent://x',
  ];

  test(`${hostile.length} hostile addresses: none shows anything, and a window that was lost is reported`, async () => {
    const page = window.shell.page();
    for (const address of hostile) {
      await page
        .evaluate(`void setTimeout(() => { try { location.href = ${JSON.stringify(address)}; } catch {} }, 0)`)
        .catch(() => undefined);
      await new Promise((done) => setTimeout(done, 60));
      const text = String(await page.evaluate('document.body?.innerText ?? ""').catch(() => ''));
      expect([address, text === '' || text.includes('Page d’essai') || page.url().startsWith('chrome-error:')]).toEqual([address, true]);
      if (!page.url().startsWith(`${CHROMIUM_ORIGIN}/`) || page.url().includes('x')) await returnToPage(page);
    }
    expect(window.events.filter((event) => event === 'intrusion').length).toBeGreaterThan(10);
    expect(window.shell.page().context().pages().length).toBe(1);
  });

  test.each(['about:blank', 'blob'])('a top navigation to %s, which no route sees, is reported at once', async (kind) => {
    const address = kind === 'blob' ? `URL.createObjectURL(new Blob(['<p>x</p>'], { type: 'text/html' }))` : `'about:blank'`;
    await window.shell.page().evaluate(`void setTimeout(() => { location.href = ${address}; }, 0)`);
    await until(() => window.events.includes('intrusion'));
  });

  test.each(['#mail', '#outside', '#blank', '#save'])('a click on the link %s does nothing', async (link) => {
    const page = window.shell.page();
    await page.locator(link).click();
    await page.locator(link).click({ modifiers: ['Control'] });
    await page.locator(link).click({ button: 'middle' });
    await new Promise((done) => setTimeout(done, 200));
    expect(page.url()).toBe(`${CHROMIUM_ORIGIN}/`);
    expect(page.context().pages()).toEqual([page]);
    expect(window.events).toEqual([]);
  });
});

test('a window opened behind our back is closed', async () => {
  const context = window.shell.page().context();
  await context.newPage().catch(() => undefined);
  await until(() => context.pages().length === 1 && window.events.includes('intrusion'));
});

test('a window of another profile of the same Chromium, as a browser key opens it, is closed and reported', async () => {
  const session = await window.shell.page().context().newCDPSession(window.shell.page());
  const pages = async (): Promise<number> =>
    (await session.send('Target.getTargets')).targetInfos.filter(({ type }) => type === 'page').length;
  await session.send('Target.createTarget', { url: 'about:blank' });
  expect(await pages()).toBe(2);
  await until(() => window.events.includes('intrusion'));
  await expect.poll(pages).toBe(1);
  expect(window.shell.page().url()).toBe(`${CHROMIUM_ORIGIN}/`);
});

test('keys: what the browser would act on is kept from it, what edits text and what AltGr writes is not', async () => {
  const page = window.shell.page();
  const kept = [
    'F1',
    'F5',
    'F11',
    'F12',
    'Control+n',
    'Control+t',
    'Control+w',
    'Control+s',
    'Control+p',
    'Control+u',
    'Control+j',
    'Control+o',
    'Control+r',
    'Control+Shift+I',
    'Control+Shift+Delete',
    'Control+Equal',
    'Alt+ArrowLeft',
    'Alt+Home',
    'Shift+Escape',
    'Control+PageDown',
    'Control+k',
    'Control+f',
    'Control+1',
  ];
  const free = [
    'Control+a',
    'Control+c',
    'Control+v',
    'Control+x',
    'Control+z',
    'Control+y',
    'Control+Shift+Z',
    'Control+ArrowLeft',
    'Control+Shift+ArrowRight',
    'Control+Backspace',
    'Control+Home',
    'Escape',
    'q',
    'Alt+ArrowDown',
    'Alt+1',
    'Alt+n',
  ];
  expect(await prevented(page, kept)).toEqual(kept.map(() => true));
  expect(await prevented(page, free)).toEqual(free.map(() => false));
  const altGr = await page.evaluate(
    `(() => { const event = new KeyboardEvent('keydown', { key: '@', ctrlKey: true, altKey: true, modifierAltGraph: true, cancelable: true, bubbles: true }); document.body.dispatchEvent(event); return event.defaultPrevented; })()`,
  );
  expect(altGr).toBe(false);
});

test('cover: a page that draws its neutral screen keeps it, any other is blanked', async () => {
  const page = window.shell.page();
  await page.evaluate('window.drawsCover = true');
  await window.shell.cover();
  expect(await page.title()).toBe('Calendrier');
  expect(await page.evaluate('document.body.childElementCount')).toBe(1);
  await page.evaluate('window.drawsCover = false; document.title = "Sutura"');
  await window.shell.cover();
  expect(await page.evaluate('document.body.childElementCount')).toBe(0);
});

test('cover: a page too busy to paint is taken off the screen', async () => {
  const page = window.shell.page();
  const session = await page.context().newCDPSession(page);
  await page.evaluate('void setTimeout(() => { const end = Date.now() + 1500; while (Date.now() < end); }, 0)');
  await window.shell.cover();
  const { bounds } = await session.send('Browser.getWindowForTarget');
  expect(bounds.windowState).toBe('minimized');
  await until(() => window.events.includes('minimised'));
});

test('pdf: tagged, of the address asked for, the same bytes each time, without browser or date; the window comes back', async () => {
  const first = await window.shell.renderPdf('#/impression/essai');
  await new Promise((done) => setTimeout(done, 1_100));
  const second = await window.shell.renderPdf('#/impression/essai');
  const text = Buffer.from(first).toString('latin1');
  expect(Buffer.compare(first, second)).toBe(0);
  expect(text).toContain('/StructTreeRoot');
  expect(text).not.toMatch(/Mozilla|Chrome|Skia|D:20[2-9]/);
  await until(() => !window.shell.page().url().includes('impression'));
  await expect(window.shell.renderPdf('https://elsewhere.invalid/')).rejects.toThrow('not an address');
});

test('closing by the person is reported, closing by us is not', async () => {
  await window.shell.page().close();
  await until(() => window.events.includes('closed'));
});

/** Back on the application; a hostile navigation that is still failing may interrupt the way. */
async function returnToPage(page: ReturnType<ProbeWindow['shell']['page']>): Promise<void> {
  await expect
    .poll(
      () =>
        page.goto(`${CHROMIUM_ORIGIN}/`).then(
          () => page.url(),
          () => '',
        ),
      { timeout: 20_000 },
    )
    .toBe(`${CHROMIUM_ORIGIN}/`);
}

async function prevented(page: ReturnType<ProbeWindow['shell']['page']>, keys: readonly string[]): Promise<unknown> {
  await page.evaluate(`window.keys = []; document.querySelector('#word').focus()`);
  for (const key of keys) await page.keyboard.press(key);
  return page.evaluate(`window.keys.filter(([key]) => !['Control', 'Shift', 'Alt'].includes(key)).map(([, kept]) => kept)`);
}
