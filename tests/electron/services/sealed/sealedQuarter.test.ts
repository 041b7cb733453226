import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vectorOf } from '../../../../electron/sealed/template.ts';
import { listOpenings, listShares } from '../../../../electron/store/exchange/sealed.ts';
import type { SealedList } from '../../../../shared/exchange/sealed.ts';
import { newDesk, newSecondDesk, type Installation } from '../../../support/installation.ts';
import { placeToken } from '../../../support/medium.ts';
import {
  carry,
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

const QUARTER = '2026-Q2';
const MONTHS = ['2026-04', '2026-05', '2026-06'] as const;

let custodians: Custodians;
let centres: ReadonlyMap<string, InventedCentre>;

/** Women of one age with the same incident: large numbers, so that something may be printed. */
function women(count: number, name: string): Uint32Array {
  const units = Array.from({ length: count }, (_, rank) => unit({ personId: `${name}-${rank}`, incident: incident() }));
  return vectorOf(units, MONTHS[1]);
}

function centre(code: string): InventedCentre {
  const found = centres.get(code);
  if (found === undefined) throw new Error('no such centre in the test');
  return found;
}

function admin({ application }: Installation) {
  const { session } = application.host;
  if (session === null) throw new Error('no session in the test');
  return session.stores.admin;
}

/** The months of centres, `DDD 04, EEE 05`, as many women in each. */
async function give(names: string, count: number): Promise<void> {
  for (const name of names.split(', ')) {
    const [code = '', month = ''] = name.split(' ');
    await deliverBoth(custodians, centre(code), `2026-${month}`, women(count, name));
  }
}

/** A month of which three centres were in time, opened. */
async function openMonth(month: string): Promise<void> {
  await give(`AAA ${month}, BBB ${month}, CCC ${month}`, 20);
  await openTogether(custodians, `2026-${month}`);
}

async function refusalOf(answer: ReturnType<Installation['call']>): Promise<string> {
  const reply = await answer;
  return reply.ok ? '' : reply.failure.message.en;
}

const begin = (period = QUARTER) => custodians.a.call('sealed.begin', { period, cardId: custodians.cardOfB, part: 'all' });

const counted = async (desk: Installation, period = QUARTER) => (await desk.ask('tables.open', { period })).counted;

beforeEach(async () => {
  const [a, b] = await Promise.all([newDesk(), newSecondDesk()]);
  custodians = await meet(a, b);
  const entered = new Map<string, InventedCentre>();
  for (const code of ['AAA', 'BBB', 'CCC']) entered.set(code, await enterCentre(custodians, code, 'mopti'));
  for (const code of ['DDD', 'EEE', 'FFF', 'GGG']) entered.set(code, await enterCentre(custodians, code, 'gao'));
  centres = entered;
});

afterEach(() => {
  for (const desk of [custodians.a, custodians.b]) desk.remove();
});

describe('late centres of a quarter that has ended (disclosure §6.3)', () => {
  it('are opened together, one in each month, and counted in the quarter and in nothing else', async () => {
    const { a, b } = custodians;
    for (const month of ['04', '05', '06']) await openMonth(month);
    const csv = async (periods: readonly string[]) => {
      const folder = await placeToken(a, 'Clé USB');
      const { fileName } = await a.ask('tables.handOut', { periods: [...periods], format: 'csv', folder });
      return readFileSync(join(a.medium, fileName), 'utf8');
    };
    const before = await csv([...MONTHS, QUARTER]);
    expect(before).toContain('G01;2026-Q2;national;ML;;180;published');
    expect((await a.ask('sealed.list', {})).waiting.map(({ period }) => period)).toEqual(MONTHS);
    await give('DDD 04, EEE 05, FFF 06', 30);
    const [waiting] = (await a.ask('sealed.list', {})).waiting.filter(({ period }) => period === QUARTER);
    expect([waiting?.opened, waiting?.halves]).toEqual([
      9,
      [
        { centre: 'DDD', month: '2026-04' },
        { centre: 'EEE', month: '2026-05' },
        { centre: 'FFF', month: '2026-06' },
      ],
    ]);
    await openTogether(custodians, QUARTER);
    for (const desk of [a, b]) {
      expect([await counted(desk), await counted(desk, '2026-04')]).toEqual([270, 60]);
      const { receipts, state } = await openingAt(desk, QUARTER);
      expect([state, receipts.map(({ month, words }) => [month, words.length])]).toEqual(['done', MONTHS.map((month) => [month, 12])]);
    }
    const lines = [a, b].map((desk) => listOpenings(admin(desk)).at(-1)?.lines);
    expect(lines[0]).toBe(lines[1]);
    const { method, sites } = await a.ask('tables.open', { period: QUARTER });
    expect([method.late, sites]).toEqual([[{ quarter: QUARTER, months: 3, centres: 3, isCounted: true }], 3]);
    expect((await a.ask('tables.open', { period: '2026-04' })).method.late).toEqual([]);
    const after = await csv([...MONTHS, QUARTER]);
    expect(after).toContain('G01;2026-Q2;national;ML;;270;published');
    expect(after.split('\r\n').filter((line) => line.includes('2026-05'))).toEqual(
      before.split('\r\n').filter((line) => line.includes('2026-05')),
    );
    a.advance(31 * 86_400_000);
    await a.unlock('PF1');
    expect(listShares(admin(a)).every(({ file }) => file === null)).toBe(true);
  });

  it('are not counted where they are so few that they would hide what the months print', async () => {
    const { a } = custodians;
    for (const month of ['04', '05', '06']) await openMonth(month);
    const before = await a.ask('tables.open', { period: QUARTER });
    await give('DDD 04, EEE 05, FFF 06', 1);
    await openTogether(custodians, QUARTER);
    const after = await a.ask('tables.open', { period: QUARTER });
    expect(after.method.late).toEqual([{ quarter: QUARTER, months: 3, centres: 3, isCounted: false }]);
    expect({ ...after, method: null }).toEqual({ ...before, method: null });
    const folder = await placeToken(a, 'Clé USB');
    const { fileName } = await a.ask('tables.handOut', { periods: [QUARTER], format: 'csv', folder });
    expect(readFileSync(join(a.medium, fileName), 'utf8')).toContain('G01;2026-Q2;national;ML;;180;published');
  });

  it('are printed once: neither again with the quarter, nor later in their month, nor corrected', async () => {
    const { a } = custodians;
    await give('DDD 04, EEE 05, FFF 06', 30);
    await openTogether(custodians, QUARTER);
    expect(await refusalOf(begin())).toContain('fewer than three centres');
    await give('EEE 04, FFF 04', 30);
    expect(await refusalOf(begin('2026-04'))).toContain('fewer than three centres');
    const corrected = shareOf(centre('DDD'), '2026-04', draw(women(31, 'DDD 04')), 'a');
    expect((await deliver(a, corrected, centre('DDD').signer)).code).toBe('sealedOpened');
    await give('DDD 05', 30);
    await openTogether(custodians, QUARTER);
    expect(listOpenings(admin(a)).map(({ period, state }) => [period, state])).toEqual([
      [QUARTER, 'done'],
      [QUARTER, 'done'],
    ]);
  });

  it('stay closed where they are two, or one centre in three months, however many halves', async () => {
    await give('DDD 04, DDD 05, DDD 06', 30);
    expect(await refusalOf(begin())).toContain('fewer than three centres');
    await give('EEE 04, EEE 05', 30);
    expect(await refusalOf(begin())).toContain('fewer than three centres');
    await give('FFF 06', 30);
    expect((await begin()).ok).toBe(true);
  });

  it('wait for the end of the quarter, for months never opened, and for another opening that is begun', async () => {
    const { a } = custodians;
    await openMonth('04');
    await give('DDD 04, EEE 05, FFF 06', 30);
    await give('DDD 07, EEE 07, FFF 07, GGG 08', 30);
    expect(await refusalOf(begin('2026-Q4'))).toContain('has not ended');
    expect(await refusalOf(begin('2026-Q3'))).toContain('First open July 2026');
    expect((await a.ask('sealed.list', {})).waiting.map(({ period }) => period)).toEqual([QUARTER, '2026-07', '2026-08']);
    await give('EEE 04, FFF 04', 30);
    expect(await refusalOf(begin())).toBe('');
    expect(await refusalOf(begin('2026-04'))).toContain('Another opening of the same months');
    await a.ask('sealed.leave', { openingId: (await openingAt(a, QUARTER)).openingId });
    expect((await begin('2026-04')).ok).toBe(true);
    expect(await refusalOf(begin())).toContain('Another opening of the same months');
  });

  it('are not distinguished by what the ledger has, not even of an opening that was stopped', async () => {
    const { a, b } = custodians;
    await openMonth('04');
    await give('DDD 04, EEE 04, FFF 04', 30);
    await openTogether(custodians, '2026-04', 'values');
    for (const desk of [a, b]) await desk.ask('sealed.leave', { openingId: (await openingAt(desk, '2026-04')).openingId });
    await give('GGG 05', 30);
    await openTogether(custodians, QUARTER, 'list');
    const { set, openingId } = await openingAt(a, QUARTER);
    expect([set?.groups.map(({ halves }) => halves.length), set?.mayBeOpened]).toEqual([[4], false]);
    const folder = await placeToken(a, 'Clé USB');
    expect(await refusalOf(a.call('sealed.handOver', { openingId, step: 'agree', folder }))).toContain(
      'opened of this quarter or of its months',
    );
  });
});

describe('the list of the other custodian (security §7.1)', () => {
  it('with a month outside the quarter, a half twice or a half already printed gives nothing', async () => {
    const { a, b, cardOfB } = custodians;
    await give('DDD 04, EEE 05, FFF 06', 30);
    await openTogether(custodians, QUARTER);
    await give('GGG 04, EEE 06, FFF 05', 30);
    const { openingId } = await a.ask('sealed.begin', { period: QUARTER, cardId: cardOfB, part: 'all' });
    const entryOf = (code: string, month: string): SealedList['entries'][number] => {
      const row = listShares(admin(b)).find((one) => one.site_code === code && one.period === month);
      if (row === undefined) throw new Error('no half in the test');
      const { region, side, commitment, digest_a, digest_b } = row;
      return { centre: code, month, region, side, commitment, digest_a, digest_b };
    };
    const good = [entryOf('GGG', '2026-04'), entryOf('EEE', '2026-06'), entryOf('FFF', '2026-05')];
    const listOf = (entries: SealedList['entries']): SealedList => {
      const { template } = shareOf(centre('DDD'), '2026-04', draw(women(1, 'x')), 'b');
      return { schema_version: 1, template, period: QUARTER, step: 'list', nonce: '0'.repeat(64), threshold: 5, entries };
    };
    const codeOf = async (entries: SealedList['entries']) => (await deliver(a, listOf(entries), signerOf(b))).code;
    expect(await codeOf([...good, { ...entryOf('DDD', '2026-04'), month: '2026-07' }])).toBe('malformed');
    expect(await codeOf([...good, entryOf('GGG', '2026-04')])).toBe('malformed');
    expect(await codeOf([...good, entryOf('DDD', '2026-04')])).toBe('accepted');
    const { set } = await openingAt(a, QUARTER);
    expect([set?.groups.map(({ halves }) => halves.length), set?.onlyThere]).toEqual([[3], [{ centre: 'DDD', month: '2026-04' }]]);
    expect(openingId).toBe((await openingAt(a, QUARTER)).openingId);
    expect((await importNamed(b, await carry(a, b, openingId, 'list'))).code).toBe('accepted');
  });
});
