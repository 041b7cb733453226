import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../../electron/keys/canonical.ts';
import { readKeyring, writeKeyring, type Ordered } from '../../../../electron/keys/keyring.ts';
import { armOrder, ORDER_FILE, waitOfOrder } from '../../../../electron/keys/order.ts';
import { sha256 } from '../../../../electron/keys/primitives.ts';
import { carryOut } from '../../../../electron/store/destruction/destruction.ts';
import { newCentre, type Installation } from '../../../support/installation.ts';
import { MINUTE } from './destroying.ts';

let centre: Installation;
beforeAll(async () => {
  centre = await newCentre();
});
afterAll(() => centre.remove());

describe('the delay of a destruction (security §9.6)', () => {
  const began = { wall: 1_000 * MINUTE, uptime: 500 * MINUTE };
  const waiting: Ordered = { level: 'vault', line: 3, milliseconds: 10 * MINUTE, ...began };
  const after = (minutes: number, jump = 0) => ({ wall: began.wall + (minutes + jump) * MINUTE, uptime: began.uptime + minutes * MINUTE });
  let folder: string;

  const begin = () => {
    folder = mkdtempSync(join(tmpdir(), 'sutura-test-'));
    keep(waiting);
    armOrder(folder, waiting);
  };
  const keep = (ordered: Ordered | null) => {
    writeKeyring(folder, { ...readKeyring(centre.profile).keyring, ...(ordered === null ? {} : { ordered }) }, Buffer.alloc(32, 1));
  };
  /** What anybody who can write the folder makes of the file: the sum is right. */
  const forge = (order: { readonly line?: number; readonly wall?: number; readonly uptime?: number; readonly begun?: boolean }) => {
    const forged = { line: waiting.line, ...began, begun: false, ...order };
    const sum = sha256(Buffer.from(canonicalJson(forged), 'utf8')).toString('base64url');
    writeFileSync(join(folder, ORDER_FILE), JSON.stringify({ v: 2, order: forged, sum }));
  };
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a clock set forward does not shorten it while the machine stays on', () => {
    begin();
    expect(waitOfOrder(folder, after(4, 600))).toBe(6 * MINUTE);
    expect(waitOfOrder(folder, after(10, 600))).toBe(0);
  });

  test('a clock set back begins it again, and does not hold it for ever', () => {
    begin();
    expect(waitOfOrder(folder, after(4, -600))).toBe(10 * MINUTE);
    expect(waitOfOrder(folder, after(9, -600))).toBe(5 * MINUTE);
    expect(waitOfOrder(folder, after(14, -600))).toBe(0);
  });

  test('a restart continues the wait', () => {
    begin();
    expect(waitOfOrder(folder, { wall: after(4).wall, uptime: 0 })).toBe(6 * MINUTE);
    expect(waitOfOrder(folder, { wall: after(10).wall, uptime: 0 })).toBe(0);
  });

  test.each([
    [
      'altered',
      () => writeFileSync(join(folder, ORDER_FILE), JSON.stringify({ v: 2, order: { line: 3, ...began, begun: true }, sum: 'x' })),
    ],
    ['removed', () => rmSync(join(folder, ORDER_FILE))],
    ['of another line', () => forge({ line: 9, wall: 0, uptime: 0, begun: true })],
  ])('a file that was %s neither hastens the signed destruction nor postpones it (F11)', (_, attack) => {
    begin();
    attack();
    expect(waitOfOrder(folder, after(4))).toBe(6 * MINUTE);
    expect(carryOut(folder, after(4))).toBeNull();
    expect(carryOut(folder, after(10))).toBe('vault');
  });

  test('a file removed after the clock was set back: the delay begins again once, and ends', () => {
    begin();
    rmSync(join(folder, ORDER_FILE));
    expect(waitOfOrder(folder, after(4, -600))).toBe(10 * MINUTE);
    expect(waitOfOrder(folder, after(14, -600))).toBe(0);
  });

  test.each([{ wall: 0 }, { wall: 0, uptime: 0 }, { begun: true }, { wall: 0, uptime: 0, begun: true }])(
    'a forged file does not shorten a signed delay: %j',
    (order) => {
      begin();
      forge(order);
      expect(waitOfOrder(folder, after(4))).toBe(6 * MINUTE);
      expect(waitOfOrder(folder, after(4, -600))).toBeGreaterThanOrEqual(6 * MINUTE);
      expect(carryOut(folder, after(4))).toBeNull();
      expect(carryOut(folder, after(10))).not.toBeNull();
    },
  );

  test('a forged file orders nothing of a keyring that holds no order', () => {
    folder = mkdtempSync(join(tmpdir(), 'sutura-test-'));
    keep(null);
    forge({ wall: 0, uptime: 0, begun: true });
    expect(waitOfOrder(folder, after(600))).toBeNull();
    expect(carryOut(folder, after(600))).toBeNull();
    expect(readKeyring(folder).keyring.slots).not.toEqual([]);
  });

  test('damaged keyrings end no base by themselves, nor an order of the identities', () => {
    begin();
    for (const name of ['keyring.json', 'keyring.copy']) writeFileSync(join(folder, name), 'x');
    expect(carryOut(folder, after(600))).toBeNull();
  });
});
