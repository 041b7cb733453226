import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openKeys } from '../../../../electron/keys/session.ts';
import { closeStores, openStores } from '../../../../electron/store/session/session.ts';
import { all, casesSql } from '../../../../electron/store/base/sql.ts';
import { PEOPLE, newCentre, type Installation } from '../../../support/installation.ts';
import { placeToken } from '../../../support/medium.ts';
import { writeWork } from '../../../support/workWritten.ts';
import { PERSON, registerCase } from '../forms/savedForms.ts';

const DAY = 86_400_000;
const KEPT = { failure: { kind: 'conflict', message: { fr: expect.stringContaining('gardé à côté') } } };

// Every opening of a session or of a copy derives a key: minutes on a loaded machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let centre: Installation;
let caseId: string;
let former: string;

/** A case that the copy holds, a case that it does not, and the copy put back over both by two people. */
beforeEach(async () => {
  centre = await newCentre();
  former = join(centre.profile, 'before-restore-1');
  await centre.unlock('AC1');
  caseId = await registerCase(centre, PERSON);
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  await centre.unlock('AC1');
  await registerCase(centre, { ...PERSON, name: ['Autre', 'Personne'] });
  await centre.lock();
  const copy = (await centre.ask('restore.copies', {})).copies[0]?.copy ?? '';
  await centre.ask('restore.open', { copy, staffCode: 'SD1', passphrase: PEOPLE.SD1 });
  const over = { reason: 'wrong_copy', staffCode: 'AD1', passphrase: PEOPLE.AD1 } as const;
  await centre.ask('restore.confirm', { staffCode: 'SD1', passphrase: PEOPLE.SD1, over });
});
afterEach(() => centre.remove());

const identities = { record: 'record.record_id', part: 'record_part.record_id' } as const;

/** Sealed identities of the case in every former profile that a passphrase of its day still opens. */
async function formerIdentities(): Promise<number> {
  let found = 0;
  for (const name of readdirSync(centre.profile).filter((one) => one.startsWith('before-restore-'))) {
    const folder = join(centre.profile, name);
    const session = openStores(folder, await openKeys(folder, 'AC1', PEOPLE.AC1));
    const parts = casesSql.selectFrom('record_part').innerJoin('record', identities.record, identities.part).select('record.record_id');
    if (session.cases !== null) found += all(session.cases, parts.where('case_id', '=', caseId).where('class', '=', 'DI')).length;
    closeStores(session);
  }
  return found;
}

async function decide() {
  await centre.unlock('SD1');
  const asked = (await centre.ask('team.open', {})).approvals.find(({ kind }) => kind === 'destroy_identity');
  const answer = { approvalId: asked?.approvalId ?? '', decision: 'approved', comment: 'Commentaire inventé.' } as const;
  return centre.call('approvals.decide', answer);
}

describe('the profile that was here before a copy was put back (security §9.6)', () => {
  test('is never left behind a destroyed identity: kept, it refuses the act; erased by the supervision, it opens nothing', async () => {
    await centre.unlock('AC1');
    await centre.ask('retention.askIdentityDestruction', { caseId });
    expect(await formerIdentities()).toBeGreaterThan(0);
    expect(await decide()).toMatchObject(KEPT);
    expect((await centre.ask('loss.afterRestore', {})).previousProfiles).toHaveLength(1);
    expect(await centre.call('previousProfile.forget', { passphrase: PEOPLE.AC1 })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(await formerIdentities()).toBeGreaterThan(0);
    await centre.ask('previousProfile.forget', { passphrase: PEOPLE.SD1 });
    expect((await centre.ask('loss.afterRestore', {})).previousProfiles).toEqual([]);
    expect(await decide()).toMatchObject({ ok: true });
    expect(await formerIdentities()).toBe(0);
    await centre.unlock('AD1');
    const lines = (await centre.ask('journal.read', { page: 1 })).lines.filter(({ kind }) => kind === 'restore.forget');
    expect(lines).toHaveLength(1);
  });

  test('is never left open to a passphrase that leaked or to a machine that is lost', async () => {
    await centre.unlock('AC1');
    const { words } = await centre.ask('accounts.changeKeys', { current: PEOPLE.AC1, next: 'invente pour essai apres la fuite' });
    await centre.unlock('SD1');
    const { accounts } = await centre.ask('accounts.list', {});
    const userId = accounts.find(({ staffCode }) => staffCode === 'AC1')?.userId ?? '';
    const confirm = () => centre.call('accounts.confirmKeys', { userId, words, passphrase: PEOPLE.SD1 });
    expect(await confirm()).toMatchObject(KEPT);
    const administrator = { staffCode: 'AD1', current: PEOPLE.AD1, next: 'invente pour essai apres la perte AD1' };
    const loss = { current: PEOPLE.SD1, next: 'invente pour essai apres la perte SD1', administrator };
    expect(await centre.call('loss.declare', loss)).toMatchObject(KEPT);
    await centre.ask('previousProfile.forget', { passphrase: PEOPLE.SD1 });
    expect(await confirm()).toMatchObject({ ok: true });
    expect(await centre.call('loss.declare', loss)).toMatchObject({ ok: true });
    expect(existsSync(former)).toBe(false);
  });

  test('goes by itself after thirty days of written work, never by the clock alone', async () => {
    const isKept = async () => {
      await centre.unlock('SD1');
      await centre.lock();
      return existsSync(former);
    };
    const now = centre.application.host.now();
    utimesSync(former, now, now);
    await writeWork(centre, 'AC1');
    centre.advance(29 * DAY);
    await writeWork(centre, 'AC1');
    expect(await isKept()).toBe(true);
    centre.advance(2 * DAY);
    expect(await isKept()).toBe(true);
    await writeWork(centre, 'AC1');
    expect(await isKept()).toBe(false);
  });
});
