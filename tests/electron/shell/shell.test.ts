import { describe, expect, test } from 'vitest';
import { guardedRequests, hasOrigin, isOwn, MESSAGE_LIMIT, originOf } from '../../../electron/shell/shell.ts';

const ORIGIN = 'app://sutura';
const OWN = { mainFrame: true, origin: ORIGIN };

describe('originOf', () => {
  test.each([
    ['app://sutura/', 'app://sutura'],
    ['https://sutura.invalid/#/x', 'https://sutura.invalid'],
    ['https://SUTURA.invalid/', 'https://sutura.invalid'],
    ['https://sutura.invalid:444/', 'https://sutura.invalid:444'],
    ['https://user@sutura.invalid/', null],
    ['about:blank', null],
    ['data:text/html,x', null],
    ['', null],
    ['not an address', null],
  ])('%s', (address, origin) => expect(originOf(address)).toBe(origin));

  test('another host, scheme or port is not ours', () => {
    expect(hasOrigin('app://sutura/index.html', ORIGIN)).toBe(true);
    for (const other of ['app://sutura.x/', 'app://sutura:1/', 'apps://sutura/', 'blob:app://sutura/1'])
      expect(hasOrigin(other, ORIGIN)).toBe(false);
  });
});

describe('guardedDoor', () => {
  test('only the main frame of our origin reaches the request handler', async () => {
    const reached: string[] = [];
    let intrusions = 0;
    const requests = guardedRequests(
      async (message) => (reached.push(message), 'done'),
      ORIGIN,
      () => (intrusions += 1),
    );
    const strangers = [
      { mainFrame: false, origin: ORIGIN },
      { mainFrame: true, origin: null },
      { mainFrame: true, origin: 'https://elsewhere.invalid' },
    ];
    for (const stranger of strangers) {
      expect(isOwn(stranger, ORIGIN)).toBe(false);
      expect(await requests('x', stranger)).toContain('"forbidden"');
    }
    expect(await requests('y', OWN)).toBe('done');
    expect([reached, intrusions]).toEqual([['y'], 3]);
  });

  test('a message over the limit is refused before the request handler, one at the limit is not', async () => {
    const requests = guardedRequests(
      async () => 'done',
      ORIGIN,
      () => undefined,
    );
    expect(await requests('x'.repeat(MESSAGE_LIMIT), OWN)).toBe('done');
    expect(await requests('x'.repeat(MESSAGE_LIMIT + 1), OWN)).toContain('"invalid"');
    expect(await requests('é'.repeat(MESSAGE_LIMIT / 2 + 1), OWN)).toContain('"invalid"');
  });

  test('a fault is a reply, without its message', async () => {
    const requests = guardedRequests(
      () => Promise.reject(new Error('/secret/path')),
      ORIGIN,
      () => undefined,
    );
    const reply = await requests('x', OWN);
    expect(JSON.parse(reply)).toMatchObject({ ok: false, failure: { kind: 'bug' } });
    expect(reply).not.toContain('secret');
  });
});
