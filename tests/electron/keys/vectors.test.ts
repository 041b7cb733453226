import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openBundle, openStoreKey } from '../../../electron/keys/bundle.ts';
import { assertCommitted, commitment, deriveCaseKeys, factsOnly, openRewrap, unwrapCaseKey } from '../../../electron/keys/caseKeys.ts';
import { sealedMessageOpener } from '../../../electron/keys/principals.ts';
import { context } from '../../../electron/keys/canonical.ts';
import { Unreadable, agreementPublic, hk, hmac, openSealed, sealWith, signingPublic } from '../../../electron/keys/primitives.ts';
import {
  openAttachment,
  openDraft,
  openPart,
  openWorkPart,
  sealAttachment,
  sealPart,
  sealWorkPart,
} from '../../../electron/keys/records.ts';
import { turnCommitment, turnMark } from '../../../electron/keys/turns.ts';
import { propose } from '../../../electron/keys/rosterEntries.ts';
import { selfTest } from '../../../electron/keys/selfTest.ts';
import { VECTORS } from './vectorData.ts';

const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`;
const [SITE, CASE, RECORD, USER, ATTACHMENT, PRINCIPAL] = [id(1), id(2), id(3), id(4), id(5), id(6)];
const key = (byte: number) => Buffer.alloc(32, byte);
const known = (name: keyof typeof VECTORS) => Buffer.from(VECTORS[name], 'hex');
const KEYS = deriveCaseKeys(CASE, 2, key(1), key(2));
const USER_KEYS = {
  agreementSecret: key(5),
  agreementPublic: agreementPublic(key(5)),
  signingSeed: key(6),
  signingPublic: signingPublic(key(6)),
  userSecret: key(7),
};
const WRAP = {
  caseId: CASE,
  principalId: PRINCIPAL,
  principalEpoch: 1,
  scope: 'full' as const,
  caseEpoch: 2,
  sealed: known('wrapSealed'),
  wrappedBy: USER,
  signature: known('wrapSignature'),
};

/** Every byte of `bytes` flipped in turn must be refused. */
function refusesEveryFlip(bytes: Buffer, open: (altered: Buffer) => unknown): void {
  for (let place = 0; place < bytes.length; place += 1) {
    const altered = Buffer.from(bytes);
    altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
    expect(() => open(altered)).toThrow(Unreadable);
  }
  for (const length of [0, 1, 12, 28, bytes.length - 1]) expect(() => open(bytes.subarray(0, length))).toThrow(Unreadable);
}

describe('known answers (security §10, T20)', () => {
  test('published vectors of every primitive', async () => {
    await expect(selfTest()).resolves.toBeGreaterThan(8);
  });

  test('derived keys of a case', () => {
    expect(KEYS.facts).toEqual(known('facts'));
    expect(KEYS.quasi).toEqual(known('quasi'));
    expect(KEYS.narrative).toEqual(known('narrative'));
    expect(KEYS.identity).toEqual(known('identity'));
    expect(deriveCaseKeys(CASE, 2, key(1), null).identity).toBeNull();
    const bond = { caseId: CASE, epoch: 2, program: 'gbv', ownerId: USER, teamId: PRINCIPAL } as const;
    expect(commitment(key(1), bond)).toEqual(known('commitment'));
    expect(() => assertCommitted(key(3), bond, known('commitment'))).toThrow(Unreadable);
    const others = [{ caseId: RECORD }, { epoch: 3 }, { program: 'cp' }, { ownerId: RECORD }, { teamId: USER }] as const;
    for (const other of others) expect(() => assertCommitted(key(1), { ...bond, ...other }, known('commitment'))).toThrow(Unreadable);
  });

  test('seal: 81 bytes for a key, every flip and every other context refused', () => {
    const sealed = sealWith(key(4), agreementPublic(key(5)), key(1), context('vector'));
    expect(sealed).toEqual(known('seal'));
    expect(sealed).toHaveLength(81);
    expect(openSealed(key(5), sealed, context('vector'))).toEqual(key(1));
    expect(() => openSealed(key(6), sealed, context('vector'))).toThrow(Unreadable);
    expect(() => openSealed(key(5), sealed, context('other'))).toThrow(Unreadable);
    refusesEveryFlip(sealed, (altered) => openSealed(key(5), altered, context('vector')));
  });

  test('record parts, and every way to move one', () => {
    const ref = { siteId: SITE, caseId: CASE, recordId: RECORD, form: 'incident', revision: 3 };
    const answers = { sex: 'female', where: { region: 'mopti', cercle: 'djenne' }, why: { withheld: 'declined' as const } };
    expect(openPart(KEYS, ref, 'facts', known('part'))).toEqual(answers);
    expect(openPart(KEYS, { ...ref, form: 'identity', revision: 1 }, 'DI', known('partDI'))).toEqual({ name: 'Nom inventé' });
    const risk = { ...ref, form: 'risk_assessment', revision: 2 };
    expect(openPart(KEYS, risk, 'OP', known('partOP'))).toEqual({ '@masked': ['risk_reason'], immediate_action: ['safety_plan_now'] });
    expect(() => openPart(KEYS, risk, 'QI', known('partOP'))).toThrow(Unreadable);
    expect(() => openPart({ ...KEYS, quasi: null }, risk, 'OP', known('partOP'))).toThrow(Unreadable);
    const moved = [
      { ...ref, siteId: RECORD },
      { ...ref, caseId: RECORD },
      { ...ref, recordId: CASE },
      { ...ref, form: 'follow_up' },
      { ...ref, revision: 2 },
    ];
    for (const other of moved) expect(() => openPart(KEYS, other, 'facts', known('part'))).toThrow(Unreadable);
    expect(() => openPart({ ...KEYS, quasi: KEYS.facts }, ref, 'QI', known('part'))).toThrow(Unreadable);
    expect(() => openPart({ ...KEYS, epoch: 3 }, ref, 'facts', known('part'))).toThrow(Unreadable);
    expect(() =>
      openPart(deriveCaseKeys(CASE, 2, key(1), key(3)), { ...ref, form: 'identity', revision: 1 }, 'DI', known('partDI')),
    ).toThrow(Unreadable);
    expect(() => openPart({ ...KEYS, identity: null }, ref, 'DI', known('partDI'))).toThrow(Unreadable);
    refusesEveryFlip(known('part'), (altered) => openPart(KEYS, ref, 'facts', altered));
  });

  test('length of a part reveals only multiples of 256 bytes', () => {
    const ref = { siteId: SITE, caseId: CASE, recordId: RECORD, form: 'incident', revision: 1 };
    const overhead = 1 + 2 + 12 + 16;
    expect(sealPart(KEYS, ref, 'SN', {})).toHaveLength(overhead + 256);
    expect(sealPart(KEYS, ref, 'SN', { text: 'a'.repeat(245) })).toHaveLength(overhead + 256);
    expect(sealPart(KEYS, ref, 'SN', { text: 'a'.repeat(246) })).toHaveLength(overhead + 512);
    expect(openPart(KEYS, ref, 'SN', sealPart(KEYS, ref, 'SN', { text: 'é'.repeat(300) }))).toEqual({ text: 'é'.repeat(300) });
  });

  test('work of a case', () => {
    const ref = { siteId: SITE, caseId: CASE };
    expect(openWorkPart(KEYS, ref, 'counted', known('counted'))).toEqual({ consent_reporting: 'no' });
    expect(openWorkPart(KEYS, ref, 'work', known('work'))).toEqual({ tasks: [] });
    for (const [other, part, bytes] of [
      [ref, 'work', known('counted')],
      [ref, 'counted', known('work')],
      [{ ...ref, caseId: RECORD }, 'work', known('work')],
      [{ ...ref, siteId: RECORD }, 'counted', known('counted')],
    ] as const)
      expect(() => openWorkPart(KEYS, other, part, bytes)).toThrow(Unreadable);
    expect(() => openWorkPart({ ...KEYS, quasi: null }, ref, 'work', known('work'))).toThrow(Unreadable);
    expect(() => openWorkPart({ ...KEYS, epoch: KEYS.epoch + 1 }, ref, 'work', known('work'))).toThrow(Unreadable);
    refusesEveryFlip(known('counted'), (altered) => openWorkPart(KEYS, ref, 'counted', altered));
    const sizes = [0, 900, 1100, 3000].map(
      (length) => sealWorkPart(KEYS, ref, 'work', { due: 'a'.repeat(length) }).length - (1 + 2 + 12 + 16),
    );
    expect(sizes).toEqual([1024, 1024, 2048, 4096]);
  });

  test('what binds a turn of a case to the journal', () => {
    const ref = { siteId: SITE, turn: 7 };
    expect(turnCommitment(KEYS, ref, key(11))).toEqual(known('turn'));
    expect(turnCommitment(factsOnly(CASE, 2, known('facts')), ref, key(11))).toEqual(known('turn'));
    expect(turnMark(KEYS, ref)).toEqual(known('turn').subarray(0, 16));
    for (const [keys, other] of [
      [KEYS, { ...ref, turn: 8 }],
      [KEYS, { ...ref, siteId: RECORD }],
      [{ ...KEYS, caseId: RECORD }, ref],
      [{ ...KEYS, epoch: 3 }, ref],
      [{ ...KEYS, facts: key(1) }, ref],
    ] as const)
      expect(turnMark(keys, other)).not.toEqual(turnMark(KEYS, ref));
    const otherContent = turnCommitment(KEYS, ref, key(12));
    expect(otherContent.subarray(0, 16)).toEqual(turnMark(KEYS, ref));
    expect(otherContent).not.toEqual(known('turn'));
  });

  test('attachment and draft', () => {
    const attachment = {
      siteId: SITE,
      caseId: CASE,
      recordId: RECORD,
      attachmentId: ATTACHMENT,
      field: 'whole',
    } as const;
    expect(openAttachment(KEYS, attachment, known('attachment')).toString()).toBe('bytes');
    for (const other of [{ field: 'thumbnail' } as const, { caseId: RECORD }, { recordId: CASE }, { attachmentId: RECORD }])
      expect(() => openAttachment(KEYS, { ...attachment, ...other }, known('attachment')), JSON.stringify(other)).toThrow(Unreadable);
    const lengths = [0, 65_532, 65_533, 600_000].map(
      (length) => sealAttachment(KEYS, attachment, Buffer.alloc(length)).length - (1 + 2 + 12 + 16),
    );
    expect(lengths).toEqual([65_536, 65_536, 131_072, 1_048_576]);
    expect(() => openAttachment({ ...KEYS, identity: null }, attachment, known('attachment'))).toThrow(Unreadable);
    expect(() => openAttachment({ ...KEYS, epoch: KEYS.epoch + 1 }, attachment, known('attachment'))).toThrow(Unreadable);
    const draft = { userId: USER, caseId: null, form: 'intake', draftId: RECORD, savedAt: 1_777_881_600_000 };
    const own = hk(key(7), 'draft');
    expect(openDraft(own, 0, draft, known('draft'))).toEqual({ typed: 'début' });
    expect(() => openDraft(own, 0, { ...draft, savedAt: 1 }, known('draft'))).toThrow(Unreadable);
    expect(() => openDraft(own, 0, { ...draft, caseId: CASE }, known('draft'))).toThrow(Unreadable);
  });

  test('wrap of a case key: sealed, signed, bound to its ids', () => {
    const giver = [signingPublic(key(6))];
    expect(giver).toEqual([known('signingPublic')]);
    expect(unwrapCaseKey(WRAP, key(5), giver)).toEqual(key(1));
    const altered = [
      { ...WRAP, caseId: RECORD },
      { ...WRAP, principalId: RECORD },
      { ...WRAP, principalEpoch: 2 },
      { ...WRAP, scope: 'facts' as const },
      { ...WRAP, caseEpoch: 1 },
      { ...WRAP, wrappedBy: RECORD },
    ];
    for (const other of altered) expect(() => unwrapCaseKey(other, key(5), giver)).toThrow(Unreadable);
    expect(() => unwrapCaseKey(WRAP, key(5), [signingPublic(key(7))])).toThrow(Unreadable);
    expect(unwrapCaseKey(WRAP, key(5), [signingPublic(key(7)), ...giver])).toEqual(key(1));
    refusesEveryFlip(WRAP.sealed, (sealed) => unwrapCaseKey({ ...WRAP, sealed }, key(5), giver));
    expect(openRewrap(key(7), CASE, 2, 'full', known('rewrap'))).toEqual(key(1));
    expect(() => openRewrap(key(7), CASE, 2, 'facts', known('rewrap'))).toThrow(Unreadable);
    expect(() => openRewrap(key(7), CASE, 1, 'full', known('rewrap'))).toThrow(Unreadable);
  });

  test('slot, store key, letter', () => {
    const kdf = { alg: 'argon2id' as const, m: 65_536, t: 3, p: 4, salt: Buffer.alloc(16, 10).toString('base64url') };
    expect(known('bundle')).toHaveLength(12 + 97 + 32 + 16);
    expect(openBundle(key(8), USER, kdf, known('bundle'))).toEqual({ user: USER_KEYS, genesis: key(9) });
    for (const other of [
      { ...kdf, m: 65_537 },
      { ...kdf, t: 4 },
      { ...kdf, p: 3 },
      { ...kdf, salt: Buffer.alloc(16).toString('base64url') },
    ])
      expect(() => openBundle(key(8), USER, other, known('bundle'))).toThrow(Unreadable);
    expect(() => openBundle(key(8), RECORD, kdf, known('bundle'))).toThrow(Unreadable);
    expect(openStoreKey(USER_KEYS, SITE, USER, 'dekC', known('storeKey'))).toEqual(key(1));
    expect(() => openStoreKey(USER_KEYS, SITE, USER, 'dekA', known('storeKey'))).toThrow(Unreadable);
    const open = sealedMessageOpener(SITE, { principalId: PRINCIPAL, epoch: 1, secret: key(5), publicKey: agreementPublic(key(5)) });
    expect(open('takeover.row', RECORD, known('letter')).toString()).toBe('{"row":1}');
    expect(() => open('takeover.row', CASE, known('letter'))).toThrow(Unreadable);
  });

  test('roster proposal', () => {
    const body = { kind: 'counting.add' as const, id: RECORD, at: 1, userId: USER };
    expect(propose(SITE, body, { userId: USER, signingSeed: key(6) }).proposed.signature).toBe(known('propose').toString('base64url'));
  });
});

test('the HMAC written on SHA-256 is the library’s, whatever the lengths', () => {
  for (let length = 0; length <= 300; length += 7) {
    const secret = Buffer.alloc(length % 65, length);
    const message = Buffer.alloc(length, 255 - (length % 256));
    expect(hmac(secret, message)).toEqual(createHmac('sha256', secret).update(message).digest());
  }
  expect(() => hmac(Buffer.alloc(65), Buffer.alloc(1))).toThrow(RangeError);
});
