import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Unreadable } from '../../../../electron/keys/primitives.ts';
import { openWorkPart } from '../../../../electron/keys/records.ts';
import { openCaseKeys, withCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import { readCase, updateCase } from '../../../../electron/store/caseRecords/cases.ts';
import { reassignCase } from '../../../../electron/store/caseRecords/reassign.ts';
import { all, casesSql, one, run, transaction } from '../../../../electron/store/base/sql.ts';
import type { WritableDb } from '../../../../electron/store/base/database.ts';
import { approvalsOf, insertApproval, openTasks, replaceTasks, waitingApprovals } from '../../../../electron/store/caseRecords/tasks.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { addCase } from '../../../support/caseRecords.ts';
import { addPerson, casesOf, temporaryCentre, TEST_TIME, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

/** What colleagues learnt from clear columns: due dates give the risk, approvals and consents say what happened (security §12). */
describe('the work of a case is opened in memory and sealed in the base', () => {
  let centre: TemporaryInstallation;
  let caseId = '';
  beforeAll(async () => {
    centre = await temporaryCentre(['AWA', 'BIN']);
    await centre.as('AWA', (session) => void ({ caseId } = addCase(session)));
    await centre.as('AWA', (session) => plan(session, '2026-11-27'));
  });
  afterAll(() => centre.remove());

  /** A transaction over a case that its writer opened before. */
  function change(session: OpenStores, changed: string, act: (db: WritableDb<'cases'>) => void): void {
    withCaseKeys(casesOf(session), session, changed, () => undefined);
    transaction(casesOf(session), act);
  }

  function plan(session: OpenStores, due: string): void {
    change(session, caseId, (db) => {
      replaceTasks(db, caseId, [{ kind: 'safety_plan', due, done_on: null, record_id: null }], 'a mark');
      if (approvalsOf(db, caseId).length === 0) insertApproval(db, { ...REQUEST, case_id: caseId, requested_by: session.user.userId });
      updateCase(db, caseId, { consent_reporting: 'no' }, session.user.userId, TEST_TIME);
    });
  }

  test('its owner and her supervisor find it again at the next unlock', async () => {
    for (const person of ['AWA', 'SUP'])
      await centre.as(person, (session) => {
        const db = casesOf(session);
        expect(openTasks(db, { caseId }).map(({ kind, due }) => [kind, due])).toEqual([['safety_plan', '2026-11-27']]);
        expect(waitingApprovals(db, session.user.teamId ?? '').map(({ kind }) => kind)).toEqual(['closure']);
        expect(readCase(db, caseId)).toMatchObject({ consent_reporting: 'no', next_due: '2026-11-27', next_due_kind: 'safety_plan' });
      });
  });

  test('a colleague reads no task, approval, consent or due date, in no table', async () => {
    await centre.as('BIN', (session) => {
      const db = casesOf(session);
      expect([openTasks(db, {}), approvalsOf(db, caseId)]).toEqual([[], []]);
      expect(readCase(db, caseId)).toMatchObject({ consent_services: null, consent_reporting: null, next_due: null, next_due_kind: null });
      const tables = db.connection.prepare<[], string>("SELECT name FROM main.sqlite_master WHERE type = 'table'").pluck().all();
      const rows = tables.map((table) => db.connection.prepare(`SELECT * FROM main."${table}"`).all());
      for (const planted of ['2026-11-27', 'safety_plan', 'closure', 'a mark', 'consent'])
        expect(JSON.stringify(rows)).not.toContain(planted);
    });
  });

  test('another due date, one task more or a consent less leave the same sizes', async () => {
    const sizes = async () =>
      await centre.as('AWA', (session) => {
        const row = one(casesOf(session), casesSql.selectFrom('case_work').selectAll().where('case_id', '=', caseId));
        return [row?.counted.length, row?.work.length];
      });
    const before = await sizes();
    await centre.as('AWA', (session) =>
      change(session, caseId, (db) => {
        const tasks = ['plan', 'assessment'].map((kind) => ({ kind, due: '2027-02-01', done_on: null, record_id: null }));
        replaceTasks(db, caseId, tasks, null);
        updateCase(db, caseId, { consent_reporting: null, consent_contact: 'yes' }, session.user.userId, TEST_TIME);
      }),
    );
    expect(await sizes()).toEqual(before);
    await centre.as('AWA', (session) => plan(session, '2026-11-27'));
  });

  test('counting members of another team learn whether it may be counted, and nothing else', async () => {
    const other = await temporaryCentre(['AWA']);
    let counted = '';
    await other.as('AWA', (session) => void ({ caseId: counted } = addCase(session)));
    await other.as('AWA', (session) =>
      change(session, counted, (db) =>
        updateCase(db, counted, { consent_reporting: 'no', consent_contact: 'no', next_due: '2026-12-01' }, session.user.userId, TEST_TIME),
      ),
    );
    await addPerson(other.folder, 'SU2', 'supervisor', 'SUP', crypto.randomUUID());
    await other.as('SU2', (session) => {
      expect(readCase(casesOf(session), counted)).toMatchObject({ consent_reporting: 'no', consent_contact: null, next_due: null });
      const forged = { consent_reporting: 'yes' } as const;
      expect(() => transaction(casesOf(session), (db) => updateCase(db, counted, forged, session.user.userId, TEST_TIME))).toThrow(
        Unreadable,
      );
    });
    other.remove();
  });

  test('rows that a colleague alters, exchanges or puts on a planted table are not believed', async () => {
    let second = '';
    await centre.as('AWA', (session) => void ({ caseId: second } = addCase(session)));
    const bytesOf = (id: string, column: string) => `(SELECT ${column} FROM case_work WHERE case_id = '${id}')`;
    const saved = await centre.as('BIN', (session) => all(casesOf(session), casesSql.selectFrom('case_work').selectAll()));
    for (const alteration of [
      `UPDATE case_work SET work = ${bytesOf(second, 'work')}, counted = ${bytesOf(second, 'counted')} WHERE case_id = '${caseId}'`,
      `UPDATE case_work SET work = counted WHERE case_id = '${caseId}'`,
      `UPDATE case_work SET epoch = 2 WHERE case_id = '${caseId}'`,
      `DELETE FROM case_work WHERE case_id = '${caseId}'`,
    ]) {
      await centre.as('BIN', (session) => void casesOf(session).connection.exec(alteration));
      await centre.as('AWA', (session) => {
        const db = casesOf(session);
        expect(readCase(db, caseId)).toMatchObject({ consent_services: null, consent_reporting: null });
        expect(openTasks(db, { caseId: second })).toEqual([]);
        expect(() => plan(session, '2027-01-01')).toThrow(Unreadable);
      });
      await centre.as('BIN', (session) =>
        transaction(casesOf(session), (db) => {
          for (const row of saved) run(db, casesSql.insertInto('case_work').orReplace().values(row));
        }),
      );
    }
    await centre.as('AWA', (session) => expect(readCase(casesOf(session), caseId)?.consent_reporting).toBe('no'));
  });

  test('a transaction that fails leaves memory and base as they were', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const stored = () => one(db, casesSql.selectFrom('case_work').selectAll().where('case_id', '=', caseId));
      const before = [stored(), openTasks(db, { caseId })];
      expect(() =>
        transaction(db, (writable) => {
          replaceTasks(writable, caseId, [], null);
          throw new Error('stop');
        }),
      ).toThrow('stop');
      expect([stored(), openTasks(db, { caseId })]).toEqual(before);
    });
  });

  test('after a hand-over its former owner opens nothing of it, with any of the former keys', async () => {
    const former = await centre.as('AWA', (session) => openCaseKeys(casesOf(session), session, caseId));
    if (former === null) throw new Error('no key before the hand-over');
    await centre.as('SUP', (session) =>
      transaction(casesOf(session), (db) =>
        reassignCase(db, session, caseId, centre.userIds.get('BIN') ?? '', session.user.teamId ?? '', TEST_TIME),
      ),
    );
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      expect([openTasks(db, { caseId }), approvalsOf(db, caseId)]).toEqual([[], []]);
      const row = one(db, casesSql.selectFrom('case_work').selectAll().where('case_id', '=', caseId));
      expect(row?.epoch).toBe(former.epoch + 1);
      const ref = { siteId: session.roster.siteId, caseId };
      for (const epoch of [former.epoch, former.epoch + 1])
        expect(() => openWorkPart({ ...former, epoch }, ref, 'work', row?.work ?? new Uint8Array())).toThrow(Unreadable);
    });
    await centre.as('BIN', (session) => expect(openTasks(casesOf(session), { caseId })).toHaveLength(1));
  });
});

const REQUEST = {
  record_id: null,
  kind: 'closure',
  state: 'requested',
  requested_at: TEST_TIME,
  due: '2026-11-30',
  decided_by: null,
  decided_at: null,
  comment_record_id: null,
} as const;
