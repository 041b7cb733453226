import { beforeAll, expect, test } from 'vitest';
import { askDuplicates } from '../../../../electron/store/duplicates/duplicates.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import type { Installation, StaffCode } from '../../../support/installation.ts';
import { casesOf } from '../../../support/temporaryStore.ts';
import { newPopulatedCentre, populatedTemplates } from '../../../support/demoInstallations.ts';

beforeAll(populatedTemplates, 300_000);

/** What a colleague with the page key of the case base could write there. */
async function alter(centre: Installation, as: StaffCode, sql: string): Promise<void> {
  await centre.unlock(as);
  expect(centre.application.host.session?.stores.cases?.connection.prepare(sql).run().changes).toBeGreaterThan(0);
  await centre.lock();
}

test('one altered case key closes that case alone, and the freeze names it', async () => {
  const centre = await newPopulatedCentre();
  const victim = "(select case_id from case_file where program = 'gbv' order by rowid limit 1)";
  await alter(centre, 'AC2', `delete from case_key_copy where case_id = ${victim}`);
  await alter(centre, 'AC2', `update case_key_wrap set signature = zeroblob(64) where case_id = ${victim}`);
  await centre.unlock('SD1');
  const { unopened } = await centre.ask('months.check', { month: '2026-11' });
  expect(unopened).toHaveLength(1);
  await centre.ask('duplicates.list', {});
  centre.remove();
});

test('one altered letter hides no other and stays counted', async () => {
  const centre = await newPopulatedCentre();
  await centre.unlock('SD1');
  const rows = (await centre.ask('takeover.held', {})).rows.length;
  const { pairs } = await centre.ask('duplicates.list', {});
  const before = await centre.ask('team.open', {});
  await centre.lock();
  for (const subject of ['takeover.row', 'duplicate.pair']) {
    const one = `(select subject_id from letter where subject = '${subject}' order by subject_id limit 1)`;
    await alter(centre, 'AC2', `update letter set sealed = zeroblob(200) where subject = '${subject}' and subject_id = ${one}`);
  }
  await centre.unlock('SD1');
  expect((await centre.ask('takeover.held', {})).rows).toHaveLength(rows - 1);
  expect((await centre.ask('duplicates.list', {})).pairs).toHaveLength(pairs.length - 1);
  const after = await centre.ask('team.open', {});
  expect([after.corrections, after.pendingPairs]).toEqual([before.corrections, before.pendingPairs]);
  expect((await centre.ask('months.check', { month: '2026-11' })).pendingPairs).toBe(before.pendingPairs);
  centre.remove();
});

test('one altered question does not keep the supervisor’s session from answering the next', async () => {
  const centre = await newPopulatedCentre();
  const person = { name: 'personne inventee', phone: null, sex: null, age: null, ageOn: null };
  await centre.unlock('AC2');
  const asking = sessionOf(centre);
  const [first, second] = casesOf(asking).connection.prepare<[], { case_id: string }>('select case_id from case_file limit 2').all();
  for (const [caseId, at] of [
    [first?.case_id ?? '', 1],
    [second?.case_id ?? '', 2],
  ] as const)
    transaction(casesOf(asking), (db) => askDuplicates(db, asking, caseId, 'gbv', person, at));
  await centre.lock();
  const altered = '(select query_id from duplicate_query where created_at = 1)';
  await alter(centre, 'AC2', `update letter set sealed = zeroblob(200) where subject_id = ${altered}`);
  await centre.unlock('SD1');
  const answered = 'select answered_at is not null as answered from duplicate_query where created_at < 3 order by created_at';
  expect(casesOf(sessionOf(centre)).connection.prepare(answered).all()).toEqual([{ answered: 0 }, { answered: 1 }]);
  centre.remove();
});

function sessionOf(centre: Installation): OpenStores {
  const { session } = centre.application.host;
  if (session === null) throw new Error('nobody is here');
  return session.stores;
}
