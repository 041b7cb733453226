import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { copySessionKeys, openKeys, zeroSessionKeys, type SessionKeys } from '../../../../electron/keys/session.ts';
import { makeCopy, type MadeCopy } from '../../../../electron/store/backup/backup.ts';
import { appendJournal, lastEntry, openJournalStart, readJournal, verifyJournal } from '../../../../electron/store/journal/journal.ts';
import { judgePresent, type Judgement } from '../../../../electron/store/backup/presentBase.ts';
import { endRestore, restoreProfile, type Replaced } from '../../../../electron/store/backup/restore.ts';
import { closeStores, openStores } from '../../../../electron/store/session/session.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { RestoreUnfinished, bringCopy, dropSide, freshSide, isRestoreCut } from '../../../../electron/store/backup/sideProfile.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { writeSessionCheckpoint } from '../../../../electron/store/opened/witness.ts';
import { signersOf } from '../../../../electron/store/roster/roster.ts';
import { addCase } from '../../../support/caseRecords.ts';
import {
  TEST_TIME,
  casesOf,
  passphraseOf,
  temporaryCentre,
  temporaryFolder,
  type TemporaryInstallation,
} from '../../../support/temporaryStore.ts';

const going = () => Promise.resolve();
const ELSEWHERE: Replaced = { returned: [], unseen: true, fromStick: true, over: null };

/** The renaming after which the process is dead, nothing that follows it in the program happening; or, with `once`, the renaming that the disk refuses. */
const death = vi.hoisted(() => ({ in: Number.POSITIVE_INFINITY, once: false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const renameSync: typeof fs.renameSync = (from, to) => {
    death.in -= 1;
    if (death.in < 0) {
      if (death.once) death.in = Number.POSITIVE_INFINITY;
      throw new Error('killed');
    }
    fs.renameSync(from, to);
  };
  return { ...fs, renameSync };
});

function entry(session: OpenStores): void {
  for (const db of [session.admin, casesOf(session)])
    transaction(db, (writable) => appendJournal(writable, session.actor, { kind: 'draft.purge', detail: { count: 0 } }, TEST_TIME));
}

describe('putting a copy back (security §9.3, T1, T19)', () => {
  let centre: TemporaryInstallation;
  let medium = '';
  let copy: MadeCopy;
  let held: SessionKeys;

  beforeAll(async () => {
    centre = await temporaryCentre(['AWA']);
    await centre.as('AWA', (session) => Array.from({ length: 5 }, () => addCase(session)));
    held = await openKeys(centre.folder, 'SUP', passphraseOf('SUP'));
    medium = temporaryFolder();
    copy = await centre.as('SUP', (session) => makeCopy(session, medium, TEST_TIME, going));
    await centre.as('SUP', (session) => {
      entry(session);
      writeSessionCheckpoint(session, TEST_TIME);
    });
  });
  afterAll(() => {
    zeroSessionKeys(held);
    centre.remove();
    rmSync(medium, { recursive: true });
  });

  let profile = '';
  beforeEach(() => {
    profile = temporaryFolder();
    return () => rmSync(profile, { recursive: true, force: true });
  });
  const bring = () => bringCopy(copy.folder, freshSide(profile), Number.POSITIVE_INFINITY, going);
  const restored = async () => restoreProfile(profile, await bring(), copySessionKeys(held), ELSEWHERE, TEST_TIME + 1);

  function opened<Result>(act: (session: OpenStores) => Result): Result {
    const session = openStores(profile, copySessionKeys(held));
    try {
      return act(session);
    } finally {
      closeStores(session);
    }
  }

  test('on an empty machine: the same work, a new epoch with a signed entry in both journals, whole from their beginning', async () => {
    await restored();
    expect(readdirSync(profile).toSorted()).toEqual(['admin.db', 'cases.db', 'keyring.copy', 'keyring.json', 'throttle.json', 'witness']);
    opened((session) => {
      for (const db of [session.admin, casesOf(session)]) {
        const { rows } = readJournal(db, {}, { offset: 0, limit: 2 });
        expect(rows.map(({ epoch }) => epoch)).toEqual([2, 1]);
        expect(rows[0]).toMatchObject({ kind: 'backup.restore', sig: expect.any(Uint8Array) });
      }
      const db = casesOf(session);
      const start = openJournalStart(db, session.roster.siteId, session.principals);
      if (start === null) throw new Error('no start');
      expect(verifyJournal(db, session.roster.siteId, start, signersOf(session.admin))).toMatchObject({ whole: true });
      expect(session.witness?.cases?.seq).toBe(lastEntry(db)?.seq);
    });
  });

  test('killed at every renaming: the former profile or the new one, never between, and nothing of the former is lost', async () => {
    const outcomes: string[] = [];
    for (let after = 0; ; after += 1) {
      rmSync(profile, { recursive: true });
      cpSync(centre.folder, profile, { recursive: true });
      const manifest = await bring();
      death.in = after;
      const died = dies(() => restoreProfile(profile, manifest, copySessionKeys(held), ELSEWHERE, TEST_TIME + 1));
      death.in = Number.POSITIVE_INFINITY;
      endRestore(profile);
      expect(existsSync(join(profile, 'side'))).toBe(false);
      const epoch = opened((session) => lastEntry(casesOf(session))?.epoch);
      outcomes.push(epoch === 2 ? 'new' : 'former');
      const former = join(profile, 'before-restore-1');
      expect(existsSync(former)).toBe(epoch === 2);
      if (epoch === 2) expect(readdirSync(former)).toEqual(expect.arrayContaining(['admin.db', 'cases.db', 'keyring.json', 'witness']));
      if (!died) break;
    }
    expect(outcomes.length).toBeGreaterThan(12);
    expect(outcomes).toEqual(outcomes.toSorted());
  }, 240_000);

  test('a disk that refuses one move: the former profile at once, or nothing else before the restore is ended', async () => {
    const outcomes: string[] = [];
    for (let after = 8; ; after += 1) {
      rmSync(profile, { recursive: true });
      cpSync(centre.folder, profile, { recursive: true });
      const manifest = await bring();
      Object.assign(death, { in: after, once: true });
      const failed = dies(() => restoreProfile(profile, manifest, copySessionKeys(held), ELSEWHERE, TEST_TIME + 1));
      Object.assign(death, { in: Number.POSITIVE_INFINITY, once: false });
      if (isRestoreCut(profile)) {
        expect(() => freshSide(profile)).toThrow(RestoreUnfinished);
        expect(() => dropSide(profile)).toThrow(RestoreUnfinished);
        endRestore(profile);
        outcomes.push('ended');
      } else outcomes.push('undone');
      const epoch = opened((session) => lastEntry(casesOf(session))?.epoch);
      expect(epoch).toBe(failed && outcomes.at(-1) === 'undone' ? 1 : 2);
      expect(readdirSync(profile).includes('before-restore-1')).toBe(epoch === 2);
      if (!failed) break;
    }
    expect(new Set(outcomes)).toEqual(new Set(['undone', 'ended']));
  }, 240_000);

  test('a side profile that nobody confirmed is gone at the next start', async () => {
    cpSync(centre.folder, profile, { recursive: true });
    await bring();
    endRestore(profile);
    expect(readdirSync(profile)).not.toContain('side');
    expect(opened((session) => lastEntry(casesOf(session))?.epoch)).toBe(1);
  });

  test('what the person’s own witness saw beyond the copy is in the entry', async () => {
    cpSync(centre.folder, profile, { recursive: true });
    await restored();
    const detail = opened((session) => JSON.parse(lastEntry(casesOf(session))?.detail ?? ''));
    expect(detail).toMatchObject({ id: copy.manifest.backupId, later: 1 });
  });

  /** The copy lies beside, as it does when it is judged; the profile as the test made it. */
  async function judgement(own = true): Promise<Judgement> {
    const beside = temporaryFolder();
    cpSync(copy.folder, join(beside, 'side'), { recursive: true });
    try {
      const brought = { folder: join(beside, 'side'), siteId: copy.manifest.siteId, keys: held };
      return await Promise.resolve(judgePresent(profile, brought, { keys: held, own }));
    } finally {
      rmSync(beside, { recursive: true });
    }
  }
  const judged = async (own = true) => (await judgement(own)).present;

  test('an older copy over a newer base that opens whole is seen; over the same work, or over damage, it is not', async () => {
    expect(await judged()).toBe('none');
    cpSync(centre.folder, profile, { recursive: true });
    expect(await judged()).toBe('newer');
    writeFileSync(join(profile, 'cases.db'), Buffer.alloc(8192, 7));
    expect(await judged()).toBe('damaged');
    rmSync(join(profile, 'cases.db'));
    expect(await judged()).toBe('damaged');
    rmSync(profile, { recursive: true });
    cpSync(copy.folder, profile, { recursive: true });
    expect(await judged()).toBe('notNewer');
    writeFileSync(join(profile, 'admin.db'), Buffer.alloc(8192, 7));
    expect([await judged(), await judged(false)]).toEqual(['damaged', 'closed']);
    writeFileSync(join(profile, 'keyring.json'), '{}');
    expect(await judged(false)).toBe('damaged');
  });

  test('a base that continued from the copy in another way is another line, though its journal is no longer; what only it holds is listed by code', async () => {
    cpSync(copy.folder, profile, { recursive: true });
    const added = opened((session) => {
      const { caseId, code } = addCase(session);
      const db = casesOf(session);
      transaction(db, (writable) =>
        appendJournal(
          writable,
          session.actor,
          { kind: 'case.create', object: caseId, detail: { program: 'gbv', origin: 'intake' } },
          TEST_TIME + 7,
        ),
      );
      return code;
    });
    expect(await judgement()).toMatchObject({ present: 'newer', left: [{ code: added, at: TEST_TIME + 7 }] });
    const [shorter, longer] = [profile, temporaryFolder()];
    cpSync(centre.folder, longer, { recursive: true });
    const keys = copySessionKeys(held);
    const brought = { folder: longer, siteId: copy.manifest.siteId, keys };
    expect(judgePresent(shorter, brought, { keys, own: true })).toMatchObject({ present: 'otherLine', left: [{ code: added }] });
    zeroSessionKeys(keys);
    rmSync(longer, { recursive: true });
  });

  test('another centre’s base is never replaced', async () => {
    const other = await temporaryCentre([]);
    cpSync(other.folder, profile, { recursive: true });
    expect(await judged()).toBe('otherSite');
    other.remove();
  });
});

function dies(act: () => void): boolean {
  try {
    act();
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'killed') return true;
    throw error;
  }
}
