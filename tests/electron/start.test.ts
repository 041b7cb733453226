import { afterEach, expect, test } from 'vitest';
import { ordinaryPlaces, start } from '../../electron/app.ts';
import { sendRequest } from '../../electron/dispatch.ts';
import { CHROMIUM_ORIGIN } from '../../electron/shell/hardening.ts';
import type { RequestHandler, Shell, ShellEvent } from '../../electron/shell/shell.ts';
import { PEOPLE, newCentre, type Installation } from '../support/installation.ts';

/** A window made of words, which never says that it is covered. */
class StuckWindow implements Shell {
  readonly asked: string[] = [];
  requests: RequestHandler = () => Promise.reject(new Error('not open'));
  notify: (event: ShellEvent) => void = () => undefined;
  async open(requests: RequestHandler): Promise<void> {
    this.requests = requests;
  }
  async emit(): Promise<void> {}
  renderPdf(): Promise<Uint8Array> {
    return Promise.reject(new Error('no page'));
  }
  printers(): Promise<[]> {
    return Promise.resolve([]);
  }
  print(): Promise<null> {
    return Promise.reject(new Error('no printer'));
  }
  cancelPrint(): Promise<boolean> {
    return Promise.resolve(true);
  }
  watch(handler: (event: ShellEvent) => void): void {
    this.notify = handler;
  }
  cover(): Promise<void> {
    return this.never('cover');
  }
  handOver(): Promise<void> {
    return this.never('handOver');
  }
  close(): Promise<void> {
    return this.never('close');
  }
  protections(): [] {
    return [];
  }
  private never(what: string): Promise<void> {
    this.asked.push(what);
    return new Promise(() => undefined);
  }
}

const OWN = { mainFrame: true, origin: CHROMIUM_ORIGIN };

let centre: Installation;
afterEach(() => centre.remove());

test.each(['session.lock', 'suspend', 'crashed'] as const)(
  'a lock (%s) informs the parent, whose clock ends this process, even when the window never states that it is covered',
  async (how) => {
    centre = await newCentre();
    centre.application.close();
    const window = new StuckWindow();
    await start(window, { profile: centre.profile });
    const requests = (message: string) => window.requests(message, OWN);
    await sendRequest(requests, 'session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    if (how === 'session.lock') await sendRequest(requests, how, { reason: 'quickExit' });
    else window.notify(how);
    expect(window.asked).toEqual(['handOver', 'cover']);
    const { user } = await sendRequest(requests, 'session.state', {}).then((reply) => (reply.ok ? reply.value : { user: 'unknown' }));
    expect(user).toBeNull();
  },
);

test('sticks are looked for where Debian and where Fedora or Arch open them, before the documents', () => {
  const folders = ordinaryPlaces('/home/invented', 'invented').map((place) => ('folder' in place ? place.folder : null));
  expect(folders).toEqual(['/media/invented', '/run/media/invented', '/home/invented/Documents', '/home/invented/Downloads']);
});
