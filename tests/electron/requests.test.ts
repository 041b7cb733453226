import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT } from '../../shared/contract.ts';
import { ROLES } from '../../shared/rights.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { CASES_FILE } from '../../electron/store/base/fileNames.ts';
import { PEOPLE, TODAY, newCentre, openInstallation, type Installation } from '../support/installation.ts';
import { newPopulatedCentre, populatedTemplates } from '../support/demoInstallations.ts';
import { placeToken } from '../support/medium.ts';
import { OPERATIONS, isForAnyone, isForLocked, isGranted } from './rightsMatrix.ts';
import { failuresOf } from '../faults/campaign.ts';
import { CALLERS, callRaw, doEverything, fuzzAs, inviteSecond, newFor, newGiven } from '../faults/requests.ts';

/** What some role said with success: what a refused role then tries. */
const given = newGiven();

/** Digest of every row of every open table except the journal, and of the files that are not open. */
function digestOf({ application, profile }: Installation): string {
  const hash = createHash('sha256');
  const { session } = application.host;
  for (const db of [session?.stores.admin, session?.stores.cases]) if (db !== undefined && db !== null) dump(db, hash);
  const cases = join(profile, CASES_FILE);
  if (session?.stores.cases === null && existsSync(cases)) hash.update(readFileSync(cases));
  return hash.digest('hex');
}

function dump(db: ReadableDb, hash: ReturnType<typeof createHash>): void {
  const tables = db.connection.prepare<[], { name: string }>("select name from sqlite_master where type = 'table' order by name").all();
  for (const { name } of tables.filter((table) => table.name !== 'journal' && table.name !== 'journal_key')) {
    hash.update(name);
    const rows = db.connection.prepare<[], Record<string, unknown>>(`select * from "${name}"`).all();
    for (const row of rows.map((one) => JSON.stringify(one)).toSorted()) hash.update(row);
  }
}

function journalLength({ application }: Installation): number {
  const { session } = application.host;
  const db = session?.stores.cases ?? session?.stores.admin;
  return db?.connection.prepare<[], { lines: number }>('select count(*) as lines from journal').get()?.lines ?? 0;
}

beforeAll(populatedTemplates, 300_000);

describe('the request handler (security §10, T10; reference §7.2)', () => {
  test('the contract grants exactly what the matrix of the reference grants', () => {
    expect(Object.keys(CONTRACT).toSorted()).toEqual(OPERATIONS.toSorted());
    for (const operation of OPERATIONS) {
      const { callers } = CONTRACT[operation];
      const granted = ROLES.filter((role) => isGranted(operation, role));
      if (isForAnyone(operation)) expect(callers, operation).toBe('anyone');
      else if (isForLocked(operation)) expect(callers, operation).toBe('locked');
      else expect(typeof callers === 'string' ? callers : callers.toSorted(), operation).toEqual(granted.toSorted());
    }
  });

  test.each(ROLES)(
    'every operation granted to a %s succeeds',
    async (role) => {
      const succeeded = await doEverything(role, given);
      expect(OPERATIONS.filter((operation) => isGranted(operation, role) && !succeeded.has(operation))).toEqual([]);
    },
    180_000,
  );

  test.each(ROLES)('every operation refused to a %s leaves nothing but a line of the journal', async (role) => {
    const installation = await newFor(role);
    const before = digestOf(installation);
    for (const operation of OPERATIONS.filter((name) => !isGranted(name, role))) {
      const lines = journalLength(installation);
      const reply = await callRaw(installation, operation, given.inputs.get(operation) ?? {});
      expect(reply, operation).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
      expect(Object.hasOwn(reply, 'value')).toBe(false);
      expect(journalLength(installation) - lines, operation).toBe(isForLocked(operation) ? 0 : 1);
      expect(digestOf(installation), operation).toBe(before);
    }
    installation.remove();
  });

  test('while locked, everything is refused but what opens', async () => {
    const centre = await newPopulatedCentre();
    for (const operation of OPERATIONS.filter((name) => !isForAnyone(name) && !isForLocked(name)))
      expect(await callRaw(centre, operation, given.inputs.get(operation) ?? {}), operation).toMatchObject({
        failure: { kind: 'locked' },
      });
    centre.remove();
  });

  test('what opens succeeds while locked', async () => {
    const empty = await newCentre();
    const created = await openInstallation(join(empty.profile, '..', 'second', 'profile'));
    await created.ask('start.create', {
      kind: 'desk',
      language: 'fr',
      structure: { code: 'SCVBG', name: 'Sous-cluster inventé', type: 'un' },
      site: { code: 'DESK', name: 'Bureau inventé', type: 'social_service', region: 'bamako', cercle: null },
      administrator: { staffCode: 'AD1', name: 'Administration inventée', pledgeDate: TODAY, passphrase: PEOPLE.AD1 },
      authority: { staffCode: 'PF1', name: 'Point focal inventé', pledgeDate: TODAY, passphrase: PEOPLE.PF1 },
    });
    await created.ask('session.unlock', { staffCode: 'AD1', passphrase: PEOPLE.AD1 });
    await inviteSecond(created);
    created.application.close();
    await putBackElsewhere(empty);
    empty.remove();
  });

  test.each(CALLERS)('200 of 1,000 spoiled inputs, %s: nothing unauthorised, no fault, no answer in a refusal', async (caller) => {
    const campaign = await fuzzAs(caller, given, 200, 20261124);
    expect(campaign.tries).toBe(200);
    expect(failuresOf(campaign), campaign.notes.join('\n')).toBe(0);
  });
});

/** A copy of a centre is put back on a machine that has nothing, and abandoned once before. */
async function putBackElsewhere(centre: Installation): Promise<void> {
  await centre.unlock('SD1');
  await centre.ask('backup.make', { folder: await placeToken(centre, 'Clé USB') });
  const other = await openInstallation(join(centre.profile, '..', 'third'));
  for (const end of ['restore.abandon', 'restore.confirm'] as const) {
    const [copy] = (await other.ask('restore.copies', {})).copies;
    if (copy === undefined) throw new Error('no copy on the stick');
    await other.ask('restore.open', { copy: copy.copy, staffCode: 'AC1', passphrase: PEOPLE.AC1 });
    if (end === 'restore.abandon') await other.ask(end, {});
    else await other.ask(end, { staffCode: 'SD1', passphrase: PEOPLE.SD1, over: null });
  }
  await other.unlock('AC1');
  other.application.close();
}
