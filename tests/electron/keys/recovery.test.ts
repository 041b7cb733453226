import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EscrowRow } from '../../../electron/keys/keyring.ts';
import { agreementPublic, signingPublic, Unreadable } from '../../../electron/keys/primitives.ts';
import {
  SharesRefused,
  bundleItem,
  dueEscrow,
  newRecovery,
  openEscrow,
  openEscrowedKeys,
  recoverySeed,
  uniteShares,
  withEscrow,
  type NewRecovery,
} from '../../../electron/keys/recovery.ts';
import { proveRecovery } from '../../../electron/keys/rosterEntries.ts';
import { parseShare, setMark, shareGroups } from '../../../electron/keys/shares.ts';
import { SHARE_PAGES, VECTORS } from './vectorData.ts';

const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`;
const [SITE, RECORD, USER, SET] = [id(1), id(3), id(4), id(7)];
const key = (byte: number) => Buffer.alloc(32, byte);
const known = (name: keyof typeof VECTORS) => Buffer.from(VECTORS[name], 'hex');
const text = (name: keyof typeof VECTORS) => known(name).toString('base64url');
const KNOWN_SET = { publicKey: text('recoveryPublic'), setId: SET, n: 3, k: 2 };
const USER_KEYS = {
  agreementSecret: key(5),
  agreementPublic: agreementPublic(key(5)),
  signingSeed: key(6),
  signingPublic: signingPublic(key(6)),
  userSecret: key(7),
};
const EMPTY = { siteId: SITE, escrow: [] };
const KEYRING = { v: 1 as const, rosterHead: 'A'.repeat(43), slots: [], recovery: KNOWN_SET, enrolments: [], ...EMPTY };
const [FIRST, SECOND] = SHARE_PAGES;

async function reasonOf(united: Promise<Buffer>): Promise<string> {
  try {
    await united;
    return 'opened';
  } catch (error) {
    if (error instanceof SharesRefused) return error.reason;
    throw error;
  }
}

const pages = (made: NewRecovery) => made.shares.map((groups) => groups.join(' '));
const pairs = (list: readonly string[]) => list.flatMap((first, place) => list.slice(place + 1).map((second) => [first, second] as const));

describe('shares on paper (security §9.4, T15)', () => {
  test('known pages: every two of three give the known key', async () => {
    for (const pair of pairs(SHARE_PAGES)) expect(await uniteShares(KNOWN_SET, pair)).toEqual(key(5));
    expect(await uniteShares(KNOWN_SET, SHARE_PAGES)).toEqual(key(5));
    const second = parseShare(SECOND);
    expect(second).toMatchObject({ index: 2, k: 2, n: 3, set: setMark(SET) });
    expect(second === null ? null : shareGroups(second).join(' ')).toBe(SECOND);
    expect(agreementPublic(key(5))).toEqual(known('recoveryPublic'));
    expect(recoverySeed(key(5))).toEqual(known('recoverySeed'));
  });

  test('typed back in any case, with any blanks, in 18 groups under 200 characters', () => {
    const spoken = FIRST.toLowerCase().replaceAll(' ', ' - ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(spoken.length).toBeLessThan(200);
    expect(parseShare(spoken)).toEqual(parseShare(FIRST));
    expect(parseShare(FIRST.replaceAll(' ', ''))).toEqual(parseShare(FIRST));
    expect(FIRST.split(' ')).toHaveLength(18);
    expect(parseShare(FIRST.slice(0, -1))).toBeNull();
    expect(parseShare(`${FIRST}${' '.repeat(200)}`)).toBeNull();
    expect(parseShare('')).toBeNull();
  });

  test('one sign copied wrong is found again, two are refused', () => {
    const right = parseShare(FIRST);
    const signs = FIRST.replaceAll(' ', '');
    const other = (place: number) => (signs[place] === '5' ? 'S' : '5');
    const changed = (...places: readonly number[]) =>
      [...signs].map((sign, place) => (places.includes(place) ? other(place) : sign)).join('');
    for (let place = 0; place < signs.length; place += 1) expect(parseShare(changed(place))).toEqual(right);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 35 }), fc.integer({ min: 36, max: 71 }), (first, second) => {
        expect(parseShare(changed(first, second))).toBeNull();
      }),
      { numRuns: 20, seed: 20261124 },
    );
  });

  test.each([
    [3, 2],
    [5, 3],
    [5, 5],
  ])('of %i shares, any %i open and fewer do not', async (n, k) => {
    const keepers = (['authority', 'management', 'coordination', 'other', 'other'] as const).slice(0, n);
    const made = await newRecovery(keepers, k);
    const typed = pages(made);
    expect(await uniteShares(made.record, typed.slice(n - k))).toEqual(made.secret);
    expect(await uniteShares(made.record, typed.slice(0, k))).toEqual(made.secret);
    expect(await reasonOf(uniteShares(made.record, typed.slice(0, k - 1)))).toBe('few');
  });

  test('a share alone, twice, wrong, of another set or of another key opens nothing', async () => {
    const made = await newRecovery(['authority', 'management', 'other'], 2);
    const typed = pages(made);
    const [first = '', second = ''] = typed;
    for (const single of typed) {
      expect(await reasonOf(uniteShares(made.record, [single]))).toBe('few');
      expect(await reasonOf(uniteShares(made.record, [single, single]))).toBe('repeated');
    }
    expect(await reasonOf(uniteShares(made.record, [first, 'presque une part']))).toBe('mistyped');
    expect(await reasonOf(uniteShares(made.record, [first, SECOND]))).toBe('otherSet');
    const another = await newRecovery(['authority', 'management', 'other'], 2);
    const forged = another.shares.map((groups) => {
      const share = parseShare(groups.join(' '));
      return share === null ? '' : shareGroups({ ...share, set: setMark(made.record.setId) }).join(' ');
    });
    const [, wrong = ''] = forged;
    expect(await reasonOf(uniteShares(made.record, [first, wrong]))).toBe('pair');
    expect(await reasonOf(uniteShares(made.record, forged))).toBe('pair');
    expect(await reasonOf(uniteShares({ ...made.record, publicKey: another.record.publicKey }, [first, second]))).toBe('pair');
  });

  test('no share is the key, nor another share', async () => {
    const made = await newRecovery(['authority', 'management', 'other'], 2);
    const bytes = made.shares.map((groups) => parseShare(groups.join(' '))?.bytes.subarray(0, 32));
    for (const part of bytes) expect(part?.equals(made.secret)).toBe(false);
    expect(new Set(bytes.map((part) => part?.toString('hex'))).size).toBe(3);
  });
});

describe('escrow (security §2.2, §2.4)', () => {
  const row = (name: EscrowRow['name'], userId: string | null, sealed: keyof typeof VECTORS): EscrowRow => ({
    name,
    userId,
    setId: SET,
    tag: text('escrowTag'),
    sealed: text(sealed),
  });
  const held = { siteId: SITE, escrow: [row('dekA', null, 'escrow'), row('bundle', USER, 'escrowBundle')] };

  test('known answers', () => {
    expect(openEscrow(held, SET, key(5), 'dekA', null)).toEqual(key(1));
    expect(openEscrowedKeys(held, SET, key(5), USER)).toEqual(USER_KEYS);
    expect(openEscrow(held, SET, key(5), 'dekC', null)).toBeNull();
    expect(dueEscrow(held, KNOWN_SET, [{ name: 'dekA', userId: null, key: key(1) }])).toEqual([]);
    const used = { kind: 'recovery.used' as const, id: RECORD, at: 1, userId: USER, setId: SET };
    const keys = [key(11).toString('base64url'), key(12).toString('base64url')] as const;
    expect(proveRecovery(SITE, used, known('recoverySeed'), ...keys).proof).toBe(text('recoveryProof'));
  });

  test('sealed once, again when the key or the set changed, and opened as it was', () => {
    const items = [bundleItem(USER, USER_KEYS), { name: 'dekA' as const, userId: null, key: key(1) }];
    const sealed = withEscrow(KEYRING, dueEscrow(KEYRING, KNOWN_SET, items));
    expect(sealed.escrow).toHaveLength(2);
    expect(withEscrow(KEYRING, dueEscrow(KEYRING, KNOWN_SET, [...items, ...items])).escrow).toHaveLength(2);
    expect(openEscrowedKeys(sealed, SET, key(5), USER)).toEqual(USER_KEYS);
    expect(dueEscrow(sealed, KNOWN_SET, items)).toEqual([]);
    const changed = dueEscrow(sealed, KNOWN_SET, [{ name: 'dekA', userId: null, key: key(2) }]);
    expect(changed).toHaveLength(1);
    expect(openEscrow(withEscrow(sealed, changed), SET, key(5), 'dekA', null)).toEqual(key(2));
    expect(withEscrow(sealed, changed).escrow).toHaveLength(2);
    expect(dueEscrow(sealed, { ...KNOWN_SET, setId: RECORD }, items)).toHaveLength(2);
  });

  test('a seal spoiled under its tag is due again, whatever byte of it was changed', () => {
    const items = [{ name: 'dekA' as const, userId: null, key: key(1) }];
    const [whole] = dueEscrow(EMPTY, KNOWN_SET, items);
    if (whole === undefined) throw new Error('nothing was sealed');
    expect(dueEscrow({ siteId: SITE, escrow: [whole] }, KNOWN_SET, items)).toEqual([]);
    const bytes = Buffer.from(whole.sealed, 'base64url');
    const spoiled = [...bytes.keys()].map((place) => {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
      return altered;
    });
    for (const sealed of [...spoiled, bytes.subarray(1), Buffer.alloc(0)]) {
      const escrow = [{ ...whole, sealed: sealed.toString('base64url') }];
      const [made, ...others] = dueEscrow({ siteId: SITE, escrow }, KNOWN_SET, items);
      expect(others).toEqual([]);
      expect(made === undefined ? null : openEscrow({ siteId: SITE, escrow: [made] }, SET, key(5), 'dekA', null)).toEqual(key(1));
    }
  });

  test('nothing moved to another place opens, nor by another key, nor altered', () => {
    const moved: readonly [Partial<EscrowRow>, Parameters<typeof openEscrow>][] = [
      [{ name: 'dekC' }, [held, SET, key(5), 'dekC', null]],
      [{ userId: USER }, [held, SET, key(5), 'dekA', USER]],
      [{ setId: RECORD }, [held, RECORD, key(5), 'dekA', null]],
      [{}, [{ ...held, siteId: RECORD }, SET, key(5), 'dekA', null]],
      [{}, [held, SET, key(6), 'dekA', null]],
    ];
    for (const [change, [keyring, ...place]] of moved)
      expect(() => openEscrow({ ...keyring, escrow: [{ ...row('dekA', null, 'escrow'), ...change }] }, ...place)).toThrow(Unreadable);
    const bytes = known('escrow');
    for (let place = 0; place < bytes.length; place += 1) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
      const escrow = [{ ...row('dekA', null, 'escrow'), sealed: altered.toString('base64url') }];
      expect(() => openEscrow({ siteId: SITE, escrow }, SET, key(5), 'dekA', null)).toThrow(Unreadable);
    }
    const short = { siteId: SITE, escrow: [row('bundle', USER, 'escrow')] };
    expect(() => openEscrowedKeys(short, SET, key(5), USER)).toThrow(Unreadable);
  });
});
