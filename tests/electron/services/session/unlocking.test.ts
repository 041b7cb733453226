import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { start } from '../../../../electron/app.ts';
import { sendRequest } from '../../../../electron/dispatch.ts';
import { endSession } from '../../../../electron/services/session/session.ts';
import type { RequestHandler, ShellEvent } from '../../../../electron/shell/shell.ts';
import type { Input } from '../../../../shared/contract.ts';
import { PEOPLE, TODAY, newCentre, type Installation, type StaffCode } from '../../../support/installation.ts';

const NEXT = 'invente pour essai phrase suivante';
const WAITS = expect.stringMatching(/wait \d+ seconds/i);

let centre: Installation;

beforeEach(async () => {
  centre = await newCentre();
});
afterEach(() => centre.remove());

const guess = (passphrase: string) => centre.call('session.unlock', { staffCode: 'AC1', passphrase });
const failures = (): number => {
  const state: { readonly slots: Readonly<Record<string, { readonly failures: number }>> } = JSON.parse(
    readFileSync(join(centre.profile, 'throttle.json'), 'utf8'),
  );
  return Object.values(state.slots).reduce((sum, slot) => sum + slot.failures, 0);
};

describe('wrong tries (security §5.1)', () => {
  test('sent together, they wait like those sent one after the other', async () => {
    const replies = await Promise.all(
      [...Array.from({ length: 9 }, (_, number) => `mauvais essai numero ${number}`), PEOPLE.AC1].map(guess),
    );
    expect(replies.filter(({ ok }) => ok)).toEqual([]);
    expect(failures()).toBe(4);
    for (const reply of replies.slice(4)) expect(reply).toMatchObject({ failure: { kind: 'invalid', message: { en: WAITS } } });
  });

  test('an open session guesses its own passphrase no faster, and the tries are in the journal', async () => {
    await centre.unlock('SD1');
    for (let tries = 0; tries < 3; tries += 1)
      await centre.call('accounts.changePassphrase', { current: `mauvais essai ${tries}`, next: NEXT });
    await centre.ask('accounts.changePassphrase', { current: PEOPLE.SD1, next: NEXT });
    const { admin } = centre.application.host.session?.stores ?? {};
    const line = admin?.connection.prepare<[], { detail: string }>("select detail from journal where kind = 'unlock.failed'").get();
    expect(JSON.parse(line?.detail ?? '{}')).toEqual({ tries: 3 });
    const change = (current: string) => centre.call('accounts.changePassphrase', { current, next: PEOPLE.SD1 });
    await Promise.all(Array.from({ length: 4 }, (_, number) => change(`mauvais essai ${number}`)));
    expect(await change(NEXT)).toMatchObject({ failure: { kind: 'invalid', message: { en: WAITS } } });
    const freeze: Input<'months.freeze'> = {
      month: '2026-10',
      passphrase: NEXT,
      comment: '',
      secureDatabase: 'no',
      harmonisedTools: 'yes',
      serviceGaps: [],
    };
    expect(await centre.call('months.freeze', freeze)).toMatchObject({ failure: { kind: 'invalid', message: { en: WAITS } } });
  });

  test('a removed record of the tries gives no free try, and each person is shown tries at the next opening (F11)', async () => {
    await Promise.all(Array.from({ length: 4 }, (_, number) => guess(`mauvais essai ${number}`)));
    rmSync(join(centre.profile, 'throttle.json'));
    expect(await guess('un essai de plus')).toMatchObject({ failure: { kind: 'invalid', message: { en: WAITS } } });
    centre.advance(15_000);
    const triesShown = async (staffCode: StaffCode) => {
      const { failedTries } = await centre.ask('session.unlock', { staffCode, passphrase: PEOPLE[staffCode] });
      await centre.lock();
      return failedTries;
    };
    for (const staffCode of ['AC2', 'AC1', 'SD1', 'AD1'] as const) expect(await triesShown(staffCode), staffCode).toBe(4);
    for (const staffCode of ['AC2', 'AC1', 'SD1', 'AD1'] as const) expect(await triesShown(staffCode), staffCode).toBe(0);
  });

  test('a new installation has no tries', async () => {
    expect(failures()).toBe(0);
    expect(await centre.ask('session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 })).toMatchObject({ failedTries: 0 });
  });

  test('an enrolment code is guessed no faster', async () => {
    const enrol = () => centre.call('accounts.enrol', { staffCode: 'AC9', code: 'huit mots qui ne sont pas les bons', passphrase: NEXT });
    const replies = await Promise.all(Array.from({ length: 7 }, enrol));
    expect(replies.every(({ ok }) => !ok)).toBe(true);
    expect(failures()).toBe(4);
  });
});

describe('an unlock that ends otherwise', () => {
  test('a lock that falls while the key is derived leaves the session closed', async () => {
    const opening = guess(PEOPLE.AC1);
    endSession(centre.application.host, 'suspend');
    expect(await opening).toMatchObject({ ok: false, failure: { kind: 'locked' } });
    expect(centre.application.host.session).toBeNull();
    await centre.unlock('AC1');
  });

  test('the lid closed on the unlock page counts as a lock, and covers nothing', async () => {
    const emitted: string[] = [];
    let requests: RequestHandler | null = null;
    let notify: (event: ShellEvent) => void = () => undefined;
    const nothing = () => Promise.resolve();
    await start(
      {
        open: async (opened) => void (requests = opened),
        emit: async (event) => void emitted.push(event),
        watch: (handler) => void (notify = handler),
        renderPdf: () => Promise.resolve(new Uint8Array()),
        printers: () => Promise.resolve([]),
        print: async () => null,
        cancelPrint: async () => true,
        cover: nothing,
        handOver: nothing,
        close: nothing,
        protections: () => [],
      },
      { profile: centre.profile },
    );
    const own = (message: string) => requests?.(message, { mainFrame: true, origin: null }) ?? Promise.reject(new Error('no door'));
    const opening = sendRequest(own, 'session.unlock', { staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    notify('suspend');
    expect(await opening).toMatchObject({ failure: { kind: 'locked' } });
    expect(await sendRequest(own, 'session.state', {})).toMatchObject({ value: { user: null } });
    expect(emitted).toEqual([]);
  });

  test('two at once open one session', async () => {
    const replies = await Promise.all([guess(PEOPLE.AC1), guess(PEOPLE.AC1)]);
    expect(replies.map(({ ok }) => ok)).toEqual([true, false]);
    expect(centre.application.host.session?.stores.user.staffCode).toBe('AC1');
  });

  test('a fault after the stores are open closes them', async () => {
    const fault = vi.spyOn(Sqlite.prototype, 'transaction').mockImplementation(() => {
      throw new Error('stop');
    });
    expect(await guess(PEOPLE.AC1)).toMatchObject({ ok: false, failure: { kind: 'bug' } });
    fault.mockRestore();
    expect(centre.application.host.session).toBeNull();
    await centre.unlock('AC1');
  });
});

describe('remembered replies', () => {
  const invitation = {
    staffCode: 'AC9',
    name: 'Écoute inventée',
    role: 'caseworker',
    programs: ['gbv'],
    supervisorCode: 'SD1',
    pledgeDate: TODAY,
  };
  const raw = (name: string, input: unknown) => centre.application.requests(JSON.stringify({ request: 'demande-inventee-1', name, input }));

  test('a write repeated by its own session is answered and not done twice', async () => {
    await centre.unlock('AD1');
    expect(await raw('accounts.invite', invitation)).toBe(await raw('accounts.invite', invitation));
  });

  test('nobody else is given it: not while locked, not another role, not under another name, not the next session', async () => {
    await centre.unlock('AD1');
    const first = await raw('accounts.invite', invitation);
    expect(JSON.parse(first)).toMatchObject({ ok: true });
    expect(JSON.parse(await raw('session.state', {})).value.enrolmentCode).toBeUndefined();
    await centre.lock();
    expect(JSON.parse(await raw('accounts.invite', invitation))).toMatchObject({ failure: { kind: 'locked' } });
    await centre.unlock('AC1');
    expect(JSON.parse(await raw('accounts.invite', invitation))).toMatchObject({ failure: { kind: 'forbidden' } });
    await centre.unlock('AD1');
    expect(await raw('accounts.invite', invitation)).not.toBe(first);
  });
});
