import { randomInt } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FileFault } from '../../../../electron/files/files.ts';
import { CasesNotReconciled, checkCopy, isAhead, makeCopy, ownCopiesIn } from '../../../../electron/store/backup/backup.ts';
import { readManifest, sealManifest, type Manifest, type ManifestContent } from '../../../../electron/store/backup/manifest.ts';
import { CopyRefused, type CopyFault } from '../../../../electron/store/backup/proveCopy.ts';
import { Unreadable } from '../../../../electron/keys/primitives.ts';
import { openCounts, sealCounts } from '../../../../electron/store/backup/counts.ts';
import { appendJournal, lastEntry } from '../../../../electron/store/journal/journal.ts';
import { clearUnfinished, copiesIn, copiesOn, eraseCopy } from '../../../../electron/store/backup/sideProfile.ts';
import { closeStores } from '../../../../electron/store/session/session.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { addCase } from '../../../support/caseRecords.ts';
import {
  TEST_TIME,
  addPerson,
  casesOf,
  temporaryCentre,
  temporaryDesk,
  temporaryFolder,
  type TemporaryInstallation,
} from '../../../support/temporaryStore.ts';

const CASES = 30;
const going = () => Promise.resolve();

async function faultOf(act: () => Promise<unknown>): Promise<CopyFault | 'held'> {
  try {
    await act();
    return 'held';
  } catch (error) {
    if (error instanceof CopyRefused) return error.fault;
    throw error;
  }
}

function promisedIn({ mac: _mac, sig: _sig, ...promised }: Manifest): ManifestContent {
  return promised;
}

function writeEntry(session: OpenStores): void {
  for (const db of [session.admin, casesOf(session)])
    transaction(db, (writable) => appendJournal(writable, session.actor, { kind: 'draft.purge', detail: { count: 0 } }, TEST_TIME));
}

describe('a copy on a stick (security §9.1, T19)', () => {
  let centre: TemporaryInstallation;
  let medium = '';
  let whole = '';
  let manifest: Manifest;

  beforeAll(async () => {
    centre = await temporaryCentre(['AWA', 'BIN']);
    await centre.as('AWA', (session) => Array.from({ length: CASES }, () => addCase(session)));
    medium = temporaryFolder();
    ({ folder: whole, manifest } = await centre.as('SUP', (session) => makeCopy(session, medium, TEST_TIME, going)));
  });
  afterAll(() => {
    centre.remove();
    rmSync(medium, { recursive: true, force: true });
  });

  let stick = '';
  let copy = '';
  beforeEach(() => {
    stick = temporaryFolder();
    copy = join(stick, 'S-ABCDEFGH');
    cpSync(whole, copy, { recursive: true });
    return () => rmSync(stick, { recursive: true, force: true });
  });
  const checked = (staffCode = 'SUP') =>
    centre.as(staffCode, (session) => faultOf(() => checkCopy(session, copy, Number.POSITIVE_INFINITY, going)));

  test('holds four files and nothing beside them, dated the first of the month, revealing no code and no day', () => {
    expect(readdirSync(medium)).toEqual([expect.stringMatching(/^S-[2-9A-Z]{8}$/)]);
    expect(readdirSync(whole).toSorted()).toEqual(['admin.db', 'cases.db', 'keyring.json', 'manifest.json']);
    for (const name of readdirSync(whole)) expect(statSync(join(whole, name)).mtime.toISOString()).toBe('2026-05-01T00:00:00.000Z');
    // What looks like chance, whole and nothing else, may spell any three letters; other text is read as it is.
    const text = readFileSync(join(whole, 'manifest.json'), 'utf8').replace(/"(?:sha256|mac|sig|admin|cases)":"[A-Za-z0-9_-]{43,}"/g, '""');
    expect(text.length).toBeLessThan(1_000);
    expect(text).not.toMatch(/TST|SUP|AWA|2026-05-\d/);
    expect(Object.keys(manifest).toSorted()).toEqual([
      'backupId',
      'counts',
      'files',
      'mac',
      'month',
      'rank',
      'shapes',
      'sig',
      'siteId',
      'stickId',
      'userId',
      'v',
    ]);
    expect(readdirSync(centre.folder)).not.toContain('side');
  });

  test.each([
    ['SUP', { whole: true, records: CASES, cases: CASES, persons: CASES }],
    ['AWA', { whole: true, records: CASES, cases: CASES, persons: CASES }],
    ['BIN', { whole: true, records: 0, cases: CASES }],
    ['ADM', { whole: false, records: 0 }],
  ])('%s proves of it what she or he may open', async (staffCode, proof) => {
    await centre.as(staffCode, async (session) => {
      expect((await checkCopy(session, copy, Number.POSITIVE_INFINITY, going)).proof).toMatchObject(proof);
    });
  });

  test('shows the number of persons, cases and acts to nobody but the holder of the key of that very base, and not by a length', async () => {
    const { counts } = manifest;
    expect([counts.admin.length, counts.cases?.length]).toEqual([counts.admin.length, counts.admin.length]);
    await centre.as('SUP', (session) => {
      const { dekA, dekC } = session.keys;
      const opened = openCounts(counts.cases ?? '', 'cases', manifest, dekC ?? dekA);
      expect(opened).toMatchObject({ rows: { person: CASES, case_file: CASES }, head: { seq: lastEntry(casesOf(session))?.seq } });
    });
    await centre.as('ADM', ({ keys }) => {
      expect(openCounts(counts.admin, 'admin', manifest, keys.dekA).rows).toHaveProperty('roster');
      expect(() => openCounts(counts.cases ?? '', 'cases', manifest, keys.dekA)).toThrow(Unreadable);
      expect(() => openCounts(counts.admin, 'cases', manifest, keys.dekA)).toThrow(Unreadable);
      expect(() => openCounts(counts.admin, 'admin', { ...manifest, backupId: manifest.stickId }, keys.dekA)).toThrow(Unreadable);
      expect(() => openCounts(counts.admin, 'admin', { ...manifest, siteId: manifest.stickId }, keys.dekA)).toThrow(Unreadable);
    });
  });

  test('an administrator copies the cases as they lie, and a case session proves them', async () => {
    const other = temporaryFolder();
    const made = await centre.as('ADM', (session) => makeCopy(session, other, TEST_TIME, going));
    expect(made.proof.whole).toBe(false);
    expect(made.proof).toMatchObject({ persons: 0, cases: 0 });
    expect(made.manifest.counts.cases).toBeNull();
    await centre.as('SUP', async (session) => {
      expect((await checkCopy(session, made.folder, Number.POSITIVE_INFINITY, going)).proof).toMatchObject({
        whole: true,
        records: CASES,
        cases: CASES,
      });
    });
    writeFileSync(join(centre.folder, 'cases.db-wal'), 'not emptied');
    await centre.as('ADM', (session) => expect(makeCopy(session, other, TEST_TIME, going)).rejects.toThrow(CasesNotReconciled));
    rmSync(join(centre.folder, 'cases.db-wal'));
    expect(readdirSync(other)).toHaveLength(1);
    rmSync(other, { recursive: true });
  });

  test('thousands of false copies are neither all read nor passed over in silence, and a copy beside them is found', () => {
    expect(copiesOn([stick])).toMatchObject({ copies: [{ folder: copy }], tooMany: false });
    const hostile = ['un', 'deux', 'trois', 'quatre'].map((name) => join(stick, name));
    for (const folder of hostile)
      for (let rank = 0; rank < 100; rank += 1) {
        const fake = join(folder, `S-${String(rank).padStart(8, '0')}`);
        mkdirSync(fake, { recursive: true });
        cpSync(join(whole, 'manifest.json'), join(fake, 'manifest.json'));
      }
    const beside = copiesOn([...hostile.slice(0, 1), stick]);
    expect([beside.copies.length, beside.tooMany]).toEqual([65, true]);
    expect(beside.copies.map(({ folder }) => folder)).toContain(copy);
    const all = copiesOn(hostile);
    expect([all.copies.length, all.tooMany]).toEqual([200, true]);
  });

  test('a stick keeps its number from one copy to the next, for every account, and shows the newest first', async () => {
    const second = await centre.as('AWA', (session) => makeCopy(session, stick, TEST_TIME, going));
    expect(second.manifest.stickId).toBe(manifest.stickId);
    expect(second.manifest.backupId).not.toBe(manifest.backupId);
    const third = await centre.as('SUP', (session) => makeCopy(session, stick, TEST_TIME, going));
    const next = await centre.as('SUP', (session) => makeCopy(session, stick, Date.UTC(2026, 5, 4), going));
    const newestFirst = [next, third, second, { manifest }].map((one) => one.manifest.backupId);
    expect(copiesIn(stick).map((found) => found.manifest.backupId)).toEqual(newestFirst);
    await centre.as('SUP', (session) => expect(ownCopiesIn(session, stick)).toHaveLength(4));
  });

  test('damage at random places of every file is never shown good', async () => {
    await centre.as('SUP', async (session) => {
      for (const { name, bytes } of [...manifest.files, { name: 'manifest.json', bytes: statSync(join(whole, 'manifest.json')).size }]) {
        const path = join(copy, name);
        const original = readFileSync(path);
        for (let time = 0; time < 12; time += 1) {
          const damaged = Buffer.from(original);
          const place = randomInt(bytes);
          damaged[place] = (damaged[place] ?? 0) ^ (1 << randomInt(8));
          writeFileSync(path, damaged);
          expect(await faultOf(() => checkCopy(session, copy, Number.POSITIVE_INFINITY, going)), `${name} at ${place}`).not.toBe('held');
        }
        writeFileSync(path, original);
      }
      expect(await faultOf(() => checkCopy(session, copy, Number.POSITIVE_INFINITY, going))).toBe('held');
    });
  });

  test('a file cut, missing, too many, replaced by a link or by a folder', async () => {
    const damages: readonly (() => void)[] = [
      () => truncateSync(join(copy, 'cases.db'), 8192),
      () => rmSync(join(copy, 'admin.db')),
      () => writeFileSync(join(copy, 'notes.txt'), 'one more'),
      () => mkdirSync(join(copy, 'more')),
      () => {
        rmSync(join(copy, 'cases.db'));
        symlinkSync(join(whole, 'cases.db'), join(copy, 'cases.db'));
      },
      () => {
        rmSync(join(copy, 'keyring.json'));
        mkdirSync(join(copy, 'keyring.json'));
      },
    ];
    for (const damage of damages) {
      damage();
      expect(await checked()).toBe('bytes');
      rmSync(copy, { recursive: true });
      cpSync(whole, copy, { recursive: true });
    }
  });

  test('the base of one copy under the manifest of another', async () => {
    const later = await centre.as('SUP', async (session) => {
      writeEntry(session);
      return makeCopy(session, stick, TEST_TIME, going);
    });
    cpSync(join(later.folder, 'cases.db'), join(copy, 'cases.db'));
    expect(await checked()).toBe('bytes');
  });

  test('promises that the bases do not hold are refused even when a holder of the key wrote them', async () => {
    const promised = promisedIn(manifest);
    await centre.as('SUP', async (session) => {
      const seal = (change: Partial<Manifest>) =>
        writeFileSync(join(copy, 'manifest.json'), JSON.stringify(sealManifest({ ...promised, ...change }, session.keys)));
      const check = () => faultOf(() => checkCopy(session, copy, Number.POSITIVE_INFINITY, going));
      const { dekA, dekC } = session.keys;
      const cases = openCounts(promised.counts.cases ?? '', 'cases', promised, dekC ?? dekA);
      const admin = openCounts(promised.counts.admin, 'admin', promised, dekA);
      const more = { ...cases, rows: { ...cases.rows, record: CASES + 1 } };
      seal({ counts: { ...promised.counts, cases: sealCounts(more, 'cases', promised, dekC ?? dekA) } });
      expect(await check()).toBe('rows');
      const longer = { ...admin, head: { ...admin.head, seq: admin.head.seq + 1 } };
      seal({ counts: { ...promised.counts, admin: sealCounts(longer, 'admin', promised, dekA) } });
      expect(await check()).toBe('journal');
      seal({ counts: { ...promised.counts, cases: sealCounts(cases, 'cases', promised, dekA) } });
      expect(await check()).toBe('store');
      seal({ shapes: { ...promised.shapes, cases: 0 } });
      expect(await check()).toBe('rows');
      seal({ userId: centre.userIds.get('AWA') ?? '' });
      expect(await check()).toBe('bytes');
      seal({});
      expect(await check()).toBe('held');
    });
  });

  test('another centre’s copy is not ours', async () => {
    const other = await temporaryCentre([]);
    await other.as('SUP', async (session) => {
      expect(await faultOf(() => checkCopy(session, copy, Number.POSITIVE_INFINITY, going))).toBe('otherSite');
      expect(ownCopiesIn(session, stick)).toEqual([]);
    });
    other.remove();
  });

  test('a person who came after a copy has no account in it', async () => {
    const early = temporaryFolder();
    const small = await temporaryCentre([]);
    const { folder } = await small.as('SUP', (session) => makeCopy(session, early, TEST_TIME, going));

    await addPerson(small.folder, 'NEW', 'caseworker', 'SUP');
    const session = await small.open('NEW');
    expect(await faultOf(() => checkCopy(session, folder, Number.POSITIVE_INFINITY, going))).toBe('account');

    closeStores(session);
    small.remove();
    rmSync(early, { recursive: true });
  });

  test('a stick pulled out, or a session ended, in the middle leaves nothing that looks whole', async () => {
    for (let step = 1; step <= 12; step += 1) {
      const pulled = temporaryFolder();
      let turns = 0;
      const pull = () => {
        turns += 1;
        if (turns === step) rmSync(pulled, { recursive: true });
        return Promise.resolve();
      };
      const made = await centre.as('SUP', async (session) => {
        try {
          await makeCopy(session, pulled, TEST_TIME, pull);
          return turns >= step ? 'false good' : 'good';
        } catch (error) {
          expect(error instanceof FileFault || error instanceof CopyRefused || error instanceof Error).toBe(true);
          return 'failed';
        }
      });
      expect(made, `at step ${step}`).not.toBe('false good');
      expect(readdirSync(centre.folder)).not.toContain('side');
      rmSync(pulled, { recursive: true, force: true });
    }
    const ended = temporaryFolder();
    let left = 5;
    const end = () => ((left -= 1) === 0 ? Promise.reject(new Error('locked')) : Promise.resolve());
    await centre.as('SUP', (session) => expect(makeCopy(session, ended, TEST_TIME, end)).rejects.toThrow('locked'));
    expect(readdirSync(ended)).toEqual([]);
    rmSync(ended, { recursive: true });
  });

  test('what a cut copy left is cleared, and nothing of anybody else', () => {
    cpSync(whole, join(stick, 'S-22222222.part'), { recursive: true });
    mkdirSync(join(stick, 'S-33333333.part'));
    writeFileSync(join(stick, 'S-33333333.part', 'somebody.txt'), 'not ours');
    clearUnfinished(stick);
    expect(readdirSync(stick).toSorted()).toEqual(['S-33333333.part', 'S-ABCDEFGH']);
    writeFileSync(join(copy, 'somebody.txt'), 'not ours');
    expect(eraseCopy(copy)).toBe(false);
    rmSync(join(copy, 'somebody.txt'));
    expect(eraseCopy(copy)).toBe(true);
    expect(readdirSync(stick)).toEqual(['S-33333333.part']);
  });

  test('bases put back to an older state are found by a later copy (W3)', async () => {
    const former = temporaryFolder();
    cpSync(centre.folder, former, { recursive: true });
    const { manifest: later } = await centre.as('SUP', (session) => {
      writeEntry(session);
      return makeCopy(session, stick, TEST_TIME, going);
    });
    await centre.as('SUP', (session) => expect([isAhead(session, manifest), isAhead(session, later)]).toEqual([false, false]));
    const present = `${centre.folder}.present`;
    renameSync(centre.folder, present);
    renameSync(former, centre.folder);
    await centre.as('SUP', (session) => expect([isAhead(session, manifest), isAhead(session, later)]).toEqual([false, true]));
    rmSync(centre.folder, { recursive: true });
    renameSync(present, centre.folder);
  });

  test('a desk has no base of cases, and its administrator proves the whole copy', async () => {
    const desk = await temporaryDesk();
    const { folder, proof } = await desk.as('ADM', (session) => makeCopy(session, stick, TEST_TIME, going));
    expect(proof).toMatchObject({ whole: true, kind: 'desk', cases: 0 });
    expect(readManifest(folder)?.files.map(({ name }) => name)).toEqual(['keyring.json', 'admin.db']);
    desk.remove();
  });
});
