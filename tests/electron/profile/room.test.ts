import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foreignNames } from '../../../electron/profile/names.ts';
import { writeRefusal } from '../../../electron/profile/policy.ts';
import { LEAST_FREE, diskFault, freeBytes, keepReserve, withReserve } from '../../../electron/profile/room.ts';
import { CONTRACT, type Input, type OperationName } from '../../../shared/contract.ts';
import { newCentre, type Installation } from '../../support/installation.ts';
import { temporaryFolder } from '../../support/temporaryStore.ts';
import { PERSON, registerCase } from '../services/forms/savedForms.ts';

class DiskError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

describe('the reserve (security §3.2)', () => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('16 MB are reserved once, and given back when the disk is full, for what must not fail', () => {
    keepReserve(folder);
    const made = statSync(join(folder, 'reserve.bin'));
    expect(made.size).toBe(16 * 1024 * 1024);
    expect(made.mode & 0o777).toBe(0o600);
    expect(made.blocks * 512).toBeGreaterThanOrEqual(made.size);
    keepReserve(folder);
    expect(statSync(join(folder, 'reserve.bin')).mtimeMs).toBe(made.mtimeMs);
    const tries: boolean[] = [];
    const done = withReserve(folder, () => {
      const hasReserve = readdirSync(folder).includes('reserve.bin');
      tries.push(hasReserve);
      if (hasReserve) throw new DiskError('SQLITE_FULL');
      return 'kept';
    });
    expect([done, tries]).toEqual(['kept', [true, false]]);
  });

  test('another fault does not cost the reserve, and a second full disk is reported', () => {
    keepReserve(folder);
    const failing = (code: string) => () =>
      withReserve(folder, () => {
        throw new DiskError(code);
      });
    expect(failing('SQLITE_CORRUPT')).toThrow('SQLITE_CORRUPT');
    expect(failing('EROFS')).toThrow('EROFS');
    expect(readdirSync(folder)).toEqual(['reserve.bin']);
    expect(failing('ENOSPC')).toThrow('ENOSPC');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('faults of the disk are distinguished from ours', () => {
    expect(['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].map((code) => diskFault(new DiskError(code)))).toEqual(['full', 'full', 'full']);
    expect(['SQLITE_READONLY_DBMOVED', 'SQLITE_IOERR_WRITE', 'EROFS'].map((code) => diskFault(new DiskError(code)))).toEqual([
      'refuses',
      'refuses',
      'refuses',
    ]);
    expect([diskFault(new DiskError('ENOENT')), diskFault(new Error('x')), diskFault('ENOSPC')]).toEqual([null, null, null]);
    expect(freeBytes(folder)).toBeGreaterThan(0);
  });
});

describe('less than 200 MB free (security §3.2)', () => {
  let centre: Installation;
  beforeEach(async () => {
    centre = await newCentre();
  });
  afterEach(() => centre.remove());

  const draft = (draftId: string): Input<'drafts.save'> => ({
    draftId,
    caseId: null,
    form: 'consent_service',
    recordId: null,
    parentId: null,
    baseRevision: 0,
    at: { section: 'consent', field: null },
    content: { registration: { comment: 'gardé' } },
  });

  test('everything is read, drafts are kept, the session opens and ends; what would be saved is refused with its sentence, and the screen knows', async () => {
    await centre.unlock('AC1');
    const caseId = await registerCase(centre, PERSON);
    await centre.lock();
    centre.leave(LEAST_FREE - 1);
    await centre.unlock('AC1');
    expect((await centre.ask('session.state', {})).shortOfRoom).toBe(true);
    await centre.ask('cases.open', { caseId });
    await centre.ask('identity.open', { caseId, form: 'identity', recordId: null, reason: 'contact' });
    const draftId = randomUUID();
    await centre.ask('drafts.save', draft(draftId));
    expect((await centre.ask('drafts.list', {})).drafts.map((one) => one.draftId)).toContain(draftId);
    const moved = await centre.call('cases.move', { caseId, to: 'open_assessment', date: '2026-11-24', reason: null, comment: null });
    expect(moved).toMatchObject({ failure: { kind: 'disk', message: { fr: expect.stringContaining('presque plein') } } });
    centre.leave(LEAST_FREE);
    expect((await centre.ask('session.state', {})).shortOfRoom).toBe(false);
    await centre.lock();
  });

  test('the writes that stay open are these and no others', () => {
    const operations = Object.keys(CONTRACT).filter((name): name is OperationName => Object.hasOwn(CONTRACT, name));
    const open = operations.filter(
      (name) => CONTRACT[name].effect !== 'read' && writeRefusal({ place: null, freeBytes: () => 0 }, name) === null,
    );
    expect(open.toSorted()).toEqual([
      'attachments.open',
      'attachments.thumbnails',
      'destruction.confirm',
      'destruction.propose',
      'destruction.stop',
      'drafts.discard',
      'drafts.save',
      'identity.open',
      'notes.open',
      'restore.abandon',
      'search.open',
      'session.lock',
      'session.prefer',
      'session.touch',
      'session.unlock',
      'slips.print',
      'takeover.openHeld',
      'takeover.report',
    ]);
    const elsewhere = operations.filter((name) => writeRefusal({ place: 'network', freeBytes: () => 1e12 }, name) === null);
    expect(elsewhere.filter((name) => CONTRACT[name].effect !== 'read')).toEqual(['session.lock']);
  });
});

test('the profile holds the names of security §3.3, closed to others of the machine, and any other is seen', async () => {
  const centre = await newCentre();
  // A copied folder has the modes of the machine, not those of its model.
  chmodSync(join(centre.profile, 'witness'), 0o700);
  await centre.unlock('AC1');
  expect(foreignNames(centre.profile)).toEqual([]);
  await centre.lock();
  keepReserve(centre.profile);
  expect(foreignNames(centre.profile)).toEqual([]);
  mkdirSync(join(centre.profile, 'photos'), { mode: 0o700 });
  writeFileSync(join(centre.profile, 'cases.db.tmp'), '', { mode: 0o600 });
  chmodSync(join(centre.profile, 'keyring.json'), 0o644);
  expect(foreignNames(centre.profile).toSorted()).toEqual(['cases.db.tmp', 'keyring.json', 'photos']);
  centre.remove();
});
