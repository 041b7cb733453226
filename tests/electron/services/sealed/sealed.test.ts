import { Buffer } from 'node:buffer';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeKeyCard } from '../../../../electron/exchange/keyCards.ts';
import { piecesOf } from '../../../../electron/exchange/custodianFile.ts';
import { randomSecret, signingPublic } from '../../../../electron/keys/primitives.ts';
import { shareBytes } from '../../../../electron/sealed/shares.ts';
import { vectorOf } from '../../../../electron/sealed/template.ts';
import { adminSql, casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import { readReport } from '../../../../electron/store/months/reports.ts';
import { listOpenings, listShares } from '../../../../electron/store/exchange/sealed.ts';
import { DEFAULT_POLICY } from '../../../../shared/rules/months/protectionPolicy.ts';
import { writeSetting } from '../../../../electron/store/settings.ts';
import { sealedFile, type SealedFile } from '../../../../shared/exchange/sealed.ts';
import type { PackageMode } from '../../../../shared/exchange/payload.ts';
import { PEOPLE, newCentre, newDesk, newSecondDesk, signingOf, type Installation } from '../../../support/installation.ts';
import { onMedium, placeToken } from '../../../support/medium.ts';
import {
  carry,
  confirmCard,
  deliver,
  deliverBoth,
  draw,
  enterCentre,
  importNamed,
  meet,
  openTogether,
  openingAt,
  shareOf,
  signerOf,
  type Custodians,
  type InventedCentre,
} from '../../../support/sealed.ts';
import { incident, unit } from '../../../shared/indicators/units.ts';

const MONTH = '2026-05';

let custodians: Custodians;
let centres: readonly InventedCentre[];
const opened: Installation[] = [];

function kept<T extends Installation>(installation: T): T {
  opened.push(installation);
  return installation;
}

function admin({ application }: Installation) {
  const { session } = application.host;
  if (session === null) throw new Error('no session in the test');
  return session.stores;
}

/** Women of one age with the same incident: large numbers, so that something may be printed. */
function women(count: number, name: string): Uint32Array {
  const units = Array.from({ length: count }, (_, rank) => unit({ personId: `${name}-${rank}`, incident: incident() }));
  return vectorOf(units, MONTH);
}

function setMode(made: Installation, mode: PackageMode): void {
  transaction(admin(made).admin, (db) =>
    writeSetting(db, 'protection.policy', { number: 1, agreedOn: null, from: null, ...DEFAULT_POLICY, mode }, null, 0),
  );
}

async function refusalOf(answer: Promise<{ readonly ok: boolean }>): Promise<boolean> {
  return !(await answer).ok;
}

beforeEach(async () => {
  const [a, b] = await Promise.all([newDesk(), newSecondDesk()]);
  custodians = await meet(kept(a), kept(b));
  centres = [];
  for (const code of ['AAA', 'BBB', 'CCC']) centres = [...centres, await enterCentre(custodians, code, 'mopti')];
});

afterEach(() => {
  for (const installation of opened.splice(0)) installation.remove();
});

function centre(rank: number): InventedCentre {
  const found = centres[rank];
  if (found === undefined) throw new Error('no such centre in the test');
  return found;
}

describe('two custodians open the sum of three centres (disclosure §6.2)', () => {
  it('exact, protected once, signed by both; what the sum could be made of again is gone', async () => {
    const { a, b } = custodians;
    for (const [rank, one] of centres.entries()) await deliverBoth(custodians, one, MONTH, women(20 + rank, one.code));
    await openTogether(custodians, MONTH);
    for (const desk of [a, b]) {
      const opening = await openingAt(desk, MONTH);
      expect([opening.state, opening.given, opening.received]).toEqual([
        'done',
        ['list', 'agree', 'values', 'table'],
        ['list', 'agree', 'values', 'table'],
      ]);
      expect(opening.receipts.map(({ centre: code, words }) => [code, words.length])).toEqual([
        ['AAA', 12],
        ['BBB', 12],
        ['CCC', 12],
      ]);
      const [row] = listOpenings(admin(desk).admin);
      expect(row?.other_values).toBeNull();
      const table = await desk.ask('tables.open', { period: MONTH });
      expect([table.sites, table.counted]).toEqual([3, 63]);
      const { fileName } = await desk.ask('tables.handOut', { periods: [MONTH], format: 'csv', folder: await placeToken(desk, 'Clé USB') });
      expect(readdirSync(desk.medium)).toContain(fileName);
    }
    const [one, other] = [a, b].map((desk) => listOpenings(admin(desk).admin)[0]?.lines);
    expect(one).toBe(other);
    const { openingId } = await openingAt(a, MONTH);
    const folder = await placeToken(a, 'Clé USB');
    expect(await refusalOf(a.call('sealed.handOver', { openingId, step: 'values', folder }))).toBe(true);
    expect((await importNamed(b, await carry(a, b, openingId, 'table'))).code).toBe('sealedOrder');
    a.advance(31 * 86_400_000);
    await a.unlock('PF1');
    expect(listShares(admin(a).admin).every(({ file }) => file === null)).toBe(true);
    expect(listShares(admin(b).admin).every(({ file }) => file !== null)).toBe(true);
  });

  it('a centre whose file came to one only is left out, and fewer than three open nothing', async () => {
    const { a, b, cardOfA, cardOfB } = custodians;
    await deliverBoth(custodians, centre(0), MONTH, women(20, 'AAA'));
    await deliverBoth(custodians, centre(1), MONTH, women(20, 'BBB'));
    await deliver(a, shareOf(centre(2), MONTH, draw(women(20, 'CCC')), 'a'), centre(2).signer);
    const fourth = await enterCentre(custodians, 'DDD', 'gao');
    await deliver(b, shareOf(fourth, MONTH, draw(women(20, 'DDD')), 'b'), fourth.signer);
    const [first, second] = [
      await a.ask('sealed.begin', { period: MONTH, cardId: cardOfB, part: 'all' }),
      await b.ask('sealed.begin', { period: MONTH, cardId: cardOfA, part: 'all' }),
    ];
    await importNamed(b, await carry(a, b, first.openingId, 'list'));
    await importNamed(a, await carry(b, a, second.openingId, 'list'));
    const { set } = await openingAt(a, MONTH);
    expect([set?.groups, set?.onlyHere, set?.onlyThere]).toEqual([
      [],
      [{ centre: 'CCC', month: MONTH }],
      [{ centre: 'DDD', month: MONTH }],
    ]);
    const folder = await placeToken(a, 'Clé USB');
    expect(await refusalOf(a.call('sealed.handOver', { openingId: first.openingId, step: 'agree', folder }))).toBe(true);
  });

  it('late centres wait to be three, and an opened month is corrected no more', async () => {
    const { a, cardOfB } = custodians;
    for (const one of centres) await deliverBoth(custodians, one, MONTH, women(20, one.code));
    await openTogether(custodians, MONTH);
    expect((await deliver(a, shareOf(centre(0), MONTH, draw(women(21, 'AAA')), 'a'), centre(0).signer)).code).toBe('sealedOpened');
    const late: InventedCentre[] = [];
    for (const code of ['EEE', 'FFF']) late.push(await enterCentre(custodians, code, 'gao'));
    for (const one of late) await deliverBoth(custodians, one, MONTH, women(30, one.code));
    expect(await refusalOf(a.call('sealed.begin', { period: MONTH, cardId: cardOfB, part: 'all' }))).toBe(true);
    await deliverBoth(custodians, await enterCentre(custodians, 'GGG', 'gao'), MONTH, women(30, 'GGG'));
    await openTogether(custodians, MONTH);
    const table = await a.ask('tables.open', { period: MONTH });
    expect([table.sites, table.counted]).toEqual([6, 150]);
  });

  it('ends and names nobody when the sum does not agree with the commitments', async () => {
    const { a, b } = custodians;
    for (const one of centres.slice(1)) await deliverBoth(custodians, one, MONTH, women(20, one.code));
    const [given, other] = [draw(women(20, 'AAA')), draw(women(25, 'AAA'))];
    const lie = { ...given, shares: { a: given.shares.a, b: other.shares.b } };
    await deliver(a, shareOf(centre(0), MONTH, lie, 'a'), centre(0).signer);
    await deliver(b, shareOf(centre(0), MONTH, lie, 'b'), centre(0).signer);
    await expect(openTogether(custodians, MONTH)).rejects.toThrow();
    const { state, why, set } = await openingAt(a, MONTH);
    expect([state, why, set?.groups.flatMap((group) => group.halves.map(({ centre: code }) => code))]).toEqual([
      'aborted',
      'unequal',
      ['AAA', 'BBB', 'CCC'],
    ]);
    expect(listOpenings(admin(a).admin)[0]?.other_values).not.toBeNull();
  });

  it('finds an absurd sum by halves of three or more', async () => {
    const { a, b, cardOfA, cardOfB } = custodians;
    const six = [...centres];
    for (const code of ['DDD', 'EEE', 'FFF']) six.push(await enterCentre(custodians, code, 'mopti'));
    for (const one of six) {
      const vector = women(20, one.code);
      if (one.code === 'FFF') vector[0] = 4_000_000_000;
      await deliverBoth(custodians, one, MONTH, vector);
    }
    await expect(openTogether(custodians, MONTH)).rejects.toThrow();
    expect((await openingAt(a, MONTH)).why).toBe('absurd');
    expect((await openingAt(b, MONTH)).why).toBe('absurd');
    const half = { period: MONTH, part: 'first' as const };
    const [one, two] = [
      await a.ask('sealed.begin', { ...half, cardId: cardOfB }),
      await b.ask('sealed.begin', { ...half, cardId: cardOfA }),
    ];
    for (const step of ['list', 'agree', 'values'] as const) {
      const names = [await carry(a, b, one.openingId, step), await carry(b, a, two.openingId, step)] as const;
      await importNamed(b, names[0]);
      await importNamed(a, names[1]);
    }
    expect((await a.ask('sealed.check', { openingId: one.openingId })).outcome).toBe('opened');
  });
});

describe('what is refused, and changes nothing (security §7.1)', () => {
  async function codeOf(desk: Installation, file: SealedFile, signer = centre(0).signer): Promise<string> {
    const before = JSON.stringify(await desk.ask('sealed.list', {}));
    const { verdict, code } = await deliver(desk, file, signer);
    if (verdict === 'refused') expect(JSON.stringify(await desk.ask('sealed.list', {}))).toBe(before);
    return code;
  }

  it('halves: forged, altered, of another length, digest, template, pair, place or month; a former one; the same twice', async () => {
    const { a } = custodians;
    const one = centre(0);
    const drawn = draw(women(20, 'AAA'));
    const seed = randomSecret();
    const good = shareOf(one, MONTH, drawn, 'a');
    const stranger = { seed, publicKey: signingPublic(seed) };
    expect(await codeOf(a, good, stranger)).toBe('unknownSigner');
    expect(await codeOf(a, good, centre(1).signer)).toBe('wrongSite');
    expect(await codeOf(a, good, signerOf(custodians.b))).toBe('wrongKind');
    expect(await codeOf(a, { ...good, header_signature: '0'.repeat(128) })).toBe('altered');
    expect(await codeOf(a, { ...good, share: piecesOf(shareBytes(drawn.shares.a).subarray(4)) })).toBe('malformed');
    expect(await codeOf(a, { ...good, share: piecesOf(shareBytes(drawn.shares.b)) })).toBe('sealedDigest');
    expect(await codeOf(a, shareOf(one, MONTH, drawn, 'a', { commitment: 'f'.repeat(64) }))).toBe('malformed');
    expect(await codeOf(a, shareOf(one, MONTH, drawn, 'a', { template: 'sutura-9-other' }))).toBe('sealedTemplate');
    expect(await codeOf(a, shareOf(one, MONTH, drawn, 'b'))).toBe('sealedPair');
    const own = { code: 'OTHER', structure_code: 'SCVBG' };
    expect(await codeOf(a, shareOf(one, MONTH, drawn, 'a', { custodian_b: own }))).toBe('sealedPair');
    expect(await codeOf(a, shareOf(one, '2026-11', drawn, 'a'))).toBe('monthNotEnded');
    expect(await codeOf(a, shareOf({ ...one, region: 'gao' }, MONTH, drawn, 'a'))).toBe('wrongSite');
    expect(await codeOf(a, good)).toBe('accepted');
    expect(await codeOf(a, good)).toBe('already');
    expect(await codeOf(a, shareOf(one, MONTH, draw(women(21, 'AAA')), 'a'))).toBe('replaced');
    expect(await codeOf(a, good)).toBe('older');
    expect(
      listShares(admin(a).admin)
        .map(({ state, file }) => [state, file !== null] as const)
        .toSorted(([left], [right]) => left.localeCompare(right)),
    ).toEqual([
      ['replaced', false],
      ['valid', true],
    ]);
  });

  it('steps: too early, of another round, replayed, not those of the hash, forged', async () => {
    const { a, b, cardOfA, cardOfB } = custodians;
    for (const one of centres) await deliverBoth(custodians, one, MONTH, women(20, one.code));
    const first = await a.ask('sealed.begin', { period: MONTH, cardId: cardOfB, part: 'all' });
    const second = await b.ask('sealed.begin', { period: MONTH, cardId: cardOfA, part: 'all' });
    const formerList = await carry(a, b, first.openingId, 'list');
    await importNamed(b, formerList);
    const folder = await placeToken(b, 'Clé USB');
    for (const step of ['values', 'table'] as const)
      expect(await refusalOf(b.call('sealed.handOver', { openingId: second.openingId, step, folder }))).toBe(true);
    const early = await carry(b, a, second.openingId, 'agree');
    expect((await importNamed(a, early)).code).toBe('sealedOrder');
    await importNamed(a, await carry(b, a, second.openingId, 'list'));
    expect((await importNamed(a, early)).verdict).toBe('accepted');
    expect((await importNamed(a, early)).verdict).toBe('already');
    const again = await carry(a, b, first.openingId, 'agree');
    await importNamed(b, again);
    expect(await refusalOf(a.call('sealed.begin', { period: MONTH, cardId: cardOfB, part: 'all' }))).toBe(true);
    const signer = signerOf(b);
    const [agreement] = listOpenings(admin(a).admin).flatMap(({ own_agree: text }) =>
      text === null ? [] : [sealedFile.parse(JSON.parse(text))],
    );
    const digest = agreement?.step === 'agree' ? agreement.set : '';
    const common = { schema_version: 1 as const, template: shareOf(centre(0), MONTH, draw(women(1, 'x')), 'a').template, period: MONTH };
    const noise = { values: women(1, 'x'), blind: 1n };
    const values = { ...common, step: 'values' as const, set: digest, sums: [piecesOf(shareBytes(noise))] };
    expect(await codeOf(a, values, signer)).toBe('sealedHash');
    expect(await codeOf(a, { ...values, set: '0'.repeat(64) }, signer)).toBe('sealedRound');
    expect(await codeOf(a, { ...values, sums: [...values.sums, ...values.sums] }, signer)).toBe('malformed');
    expect(await codeOf(a, values)).toBe('wrongKind');
    expect(await codeOf(a, { ...common, step: 'table', set: digest, table: digest, table_signature: '0'.repeat(128) }, signer)).toBe(
      'sealedOrder',
    );
    await a.ask('sealed.leave', { openingId: first.openingId });
    expect(await codeOf(a, values, signer)).toBe('sealedOrder');
    await b.ask('sealed.leave', { openingId: second.openingId });
    expect((await importNamed(b, formerList)).code).toBe('sealedRound');
  });

  it('a ledger of openings that was altered stops everything that reads it', async () => {
    const { a } = custodians;
    for (const period of [MONTH, '2026-06']) {
      for (const one of centres) await deliverBoth(custodians, one, period, women(20, one.code));
      await openTogether(custodians, period, 'values');
    }
    expect((await a.call('sealed.list', {})).ok).toBe(true);
    transaction(admin(a).admin, (db) => run(db, adminSql.updateTable('sealed_ledger').set({ groups: '[]' }).where('period', '=', MONTH)));
    const reply = await a.call('sealed.list', {});
    expect(reply.ok ? '' : reply.failure.kind).toBe('conflict');
  });
});

describe('the centre hands over two halves (disclosure §6.2, step 1)', () => {
  async function sealedCentre(): Promise<{ centre: Installation; cards: readonly string[] }> {
    const made = kept(await newCentre());
    const cards: string[] = [];
    await made.unlock('SD1');
    for (const desk of [custodians.a, custodians.b]) cards.push(await confirmCard(desk, made));
    await made.unlock('AD1');
    for (const desk of [custodians.a, custodians.b]) await confirmCard(desk, made);
    await made.unlock('SD1');
    setMode(made, 'sealed');
    return { centre: made, cards };
  }

  const FREEZE = { passphrase: PEOPLE.SD1, comment: '', secureDatabase: 'no' as const, harmonisedTools: 'yes' as const, serviceGaps: [] };

  it('on two media, to two organisations, the same each time, and both custodians take them', async () => {
    const { centre: made, cards } = await sealedCentre();
    const [firstCard = '', secondCard = ''] = cards;
    await made.ask('months.freeze', { ...FREEZE, month: MONTH });
    const folder = await placeToken(made, 'Clé USB');
    const half = (which: 'first' | 'second', to = folder) => ({ month: MONTH, firstCard, secondCard, which, folder: to });
    expect((await made.ask('months.sealed', { month: MONTH })).receipt).toBeNull();
    expect(await refusalOf(made.call('months.export', { month: MONTH, cardId: firstCard, folder }))).toBe(true);
    expect(await refusalOf(made.call('months.handOverHalf', { ...half('first'), secondCard: firstCard }))).toBe(true);
    expect(await refusalOf(made.call('months.handOverHalf', half('second')))).toBe(true);
    const first = await made.ask('months.handOverHalf', half('first'));
    expect(first.receipt).toHaveLength(12);
    expect(await refusalOf(made.call('months.handOverHalf', half('second')))).toBe(true);
    const again = await made.ask('months.handOverHalf', { ...half('first'), firstCard: secondCard, secondCard: firstCard });
    expect([again.receipt, again.bytes, again.fileName === first.fileName]).toEqual([first.receipt, first.bytes, false]);
    expect(isHandedOver(made)).toBe(false);
    const second = await made.ask('months.handOverHalf', half('second', await otherKey(made)));
    expect([second.receipt, isHandedOver(made)]).toEqual([first.receipt, true]);
    const { a, b } = custodians;
    for (const [desk, from] of [
      [a, join(made.medium, first.fileName)],
      [b, join(made.medium, 'autre', second.fileName)],
    ] as const) {
      await confirmCard(made, desk);
      const line = {
        structureCode: 'ONGX',
        siteCode: 'ESS1',
        region: 'mopti',
        type: 'ngo_national',
        activeFrom: '2026-01',
        activeTo: null,
      };
      await desk.ask('structures.save', line);
      copyFileSync(from, join(desk.medium, 'moitie.sutura'));
      expect((await importNamed(desk, 'moitie.sutura')).code).toBe('accepted');
    }
  });

  it('another pair gets another draw, so that nobody ever has both halves of one', async () => {
    const { centre: made, cards } = await sealedCentre();
    const [firstCard = '', secondCard = ''] = cards;
    const thirdCard = await thirdCustodian(made);
    await made.ask('months.freeze', { ...FREEZE, month: MONTH });
    const half = { month: MONTH, firstCard, which: 'first' as const, folder: await placeToken(made, 'Clé USB') };
    const first = await made.ask('months.handOverHalf', { ...half, secondCard });
    const other = await made.ask('months.handOverHalf', { ...half, secondCard: thirdCard });
    expect(other.receipt).not.toEqual(first.receipt);
    expect((await made.ask('months.sealed', { month: MONTH })).receipt).toEqual(other.receipt);
  });

  it('a month frozen for one focal point is not handed over in halves, and halves that were altered do not leave', async () => {
    const { centre: made, cards } = await sealedCentre();
    const [firstCard = '', secondCard = ''] = cards;
    setMode(made, 'hidden');
    await made.ask('months.freeze', { ...FREEZE, month: '2026-04' });
    expect((await made.ask('months.sealed', { month: '2026-04' })).mode).toBe('hidden');
    const half = { firstCard, secondCard, which: 'first' as const, folder: await placeToken(made, 'Clé USB') };
    expect(await refusalOf(made.call('months.handOverHalf', { ...half, month: '2026-04' }))).toBe(true);
    setMode(made, 'sealed');
    await made.ask('months.freeze', { ...FREEZE, month: MONTH });
    const { cases } = admin(made);
    if (cases === null) throw new Error('no case base in the test');
    transaction(cases, (db) =>
      run(
        db,
        casesSql
          .updateTable('letter')
          .set({ sealed: Buffer.alloc(200) })
          .where('subject', '=', 'report.sealed'),
      ),
    );
    expect(await refusalOf(made.call('months.handOverHalf', { ...half, month: MONTH }))).toBe(true);
  });

  function isHandedOver(made: Installation): boolean {
    const { cases } = admin(made);
    return cases !== null && (readReport(cases, 'ESS1', 'gbv', MONTH)?.exported_at ?? null) !== null;
  }

  async function otherKey(made: Installation): Promise<string> {
    mkdirSync(join(made.medium, 'autre'));
    const { entries } = await made.ask('files.list', { folder: await placeToken(made, 'Clé USB'), accept: 'folder' });
    return entries.find(({ label }) => label === 'autre')?.token ?? '';
  }

  /** The card of a third office, confirmed by both. */
  async function thirdCustodian(made: Installation): Promise<string> {
    const seed = randomSecret();
    const publicKey = signingPublic(seed);
    const { recipient } = signingOf(custodians.b).principal;
    const card = {
      schema_version: 1,
      role: 'focal_point',
      code: 'TROIS',
      structure_code: 'TIERS',
      region: 'bamako',
      type: 'un',
      recipient: recipient ?? '',
      sign_key: publicKey.toString('hex'),
      valid_until: '2027-12-31',
    } as const;
    writeFileSync(join(made.medium, 'tiers.carte'), writeKeyCard(card, { seed, publicKey }, 'real'));
    const { card: read } = await made.ask('cards.read', { file: await onMedium(made, 'tiers.carte', 'card') });
    for (const staffCode of ['AD1', 'SD1'] as const) {
      await made.unlock(staffCode);
      await made.ask('cards.confirm', { cardId: read.cardId, words: read.words });
    }
    return read.cardId;
  }
});
