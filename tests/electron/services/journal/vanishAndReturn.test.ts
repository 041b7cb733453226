import type { Database } from 'better-sqlite3-multiple-ciphers';
import { beforeAll, expect, test } from 'vitest';
import { carryOutDestruction } from '../../../../electron/services/destruction/destruction.ts';
import { openCopy } from '../../../support/installation.ts';
import { MINUTE, order } from '../destruction/destroying.ts';
import { attackedCentre, casesOfBoth, withBase, type Place } from './attackedCentre.ts';
import { attackAll, notice, type Attack, type Noticed } from './attackOutcome.ts';
import { CASE_COLUMNS, DELETIONS, EXCHANGES, RECORD_COLUMNS, returned, TABLES, WRAPS } from './rowAttacks.ts';

const ALL_TABLES = Object.keys(TABLES);
const NOTHING = { silent: [], lost: [], uncounted: [], falseAlarms: [], unused: [] };

let folders: Awaited<ReturnType<typeof attackedCentre>>;
let places: readonly Place[];
/** Who opened which case where nothing was altered. */
let clean: Noticed;
/** Cases that kept their key between the two folders. */
let kept: ReadonlySet<string>;

beforeAll(async () => {
  folders = await attackedCentre();
  const both = await casesOfBoth(folders);
  places = both.places;
  kept = new Set(both.kept.map(({ caseId }) => caseId));
  const centre = await openCopy(folders.later);
  clean = await notice(centre, places, new Set(places.map(({ caseId }) => caseId)));
  centre.remove();
}, 120_000);

const attack = (attacks: readonly Attack[], seed: number) =>
  attackAll({ folder: folders.later, places, before: clean.opened }, attacks, seed);

/** Beside the base of before. */
async function withOld<Result>(act: (old: Database) => Promise<Result>): Promise<Result> {
  const copy = await openCopy(folders.before);
  const result = await withBase(copy.profile, act);
  copy.remove();
  return result;
}

test('nothing is found where nothing was altered', () => {
  const { refused, recorded, uncounted, opened, others } = clean;
  expect([refused.size, recorded.size, uncounted.size, others]).toEqual([0, 0, 0, []]);
  expect(opened.size).toBe(2 * places.length);
});

test('nothing is found where two people had the identities destroyed', async () => {
  const centre = await openCopy(folders.later);
  await order(centre, 'vault');
  await centre.lock();
  centre.advance(10 * MINUTE);
  carryOutDestruction(centre.application.host);
  const { refused, recorded, uncounted, opened, others } = await notice(centre, places, new Set());
  expect([refused.size, recorded.size, uncounted.size, others]).toEqual([0, 0, 0, []]);
  expect(opened).toEqual(clean.opened);
  centre.remove();
});

test.each([1, 2, 3])('rows deleted, seed %i', async (seed) => {
  expect(await attack(DELETIONS, seed)).toEqual(NOTHING);
});

test.each([4, 5])('keys deleted, seed %i', async (seed) => {
  /* Whether a case misses among the figures only or is recorded as well: both are seen. */
  const outcome = await attack(WRAPS, seed);
  expect({ ...outcome, uncounted: [] }).toEqual(NOTHING);
});

test.each([6, 7])('columns of a case changed, seed %i', async (seed) => {
  const part = CASE_COLUMNS.filter((_, place) => place % 2 === seed % 2);
  expect(await attack(part, seed)).toEqual(NOTHING);
});

test.each([8, 9])('columns of a record changed, seed %i', async (seed) => {
  expect(await attack(RECORD_COLUMNS, seed)).toEqual(NOTHING);
});

test.each([10, 11])('rows of two cases exchanged, seed %i', async (seed) => {
  expect(
    await attack(
      EXCHANGES.filter((_, place) => place % 2 === seed % 2),
      seed,
    ),
  ).toEqual(NOTHING);
});

test.each([12, 13])('old rows under the same key put back, seed %i', async (seed) => {
  const isMeant = (caseId: string) => kept.has(caseId);
  const sets = [ALL_TABLES, ALL_TABLES.filter((table) => table !== 'case_key_copy'), ['record', 'record_part', 'attachment']];
  const single = ['case_file', 'record', 'record_part', 'case_work', 'attachment'].map((table) => [table]);
  const pairs = [
    ['case_file', 'case_work'],
    ['record', 'record_part'],
    ['case_file', 'record', 'record_part', 'attachment'],
  ];
  const attacks = (old: Database) => [...sets, ...single, ...pairs].map((tables) => returned(old, tables, isMeant));
  expect(await withOld((old) => attack(attacks(old), seed))).toEqual(NOTHING);
});
