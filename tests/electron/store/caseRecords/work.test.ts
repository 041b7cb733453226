import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, Unreadable } from '../../../../electron/keys/primitives.ts';
import { PART_CLASSES } from '../../../../electron/keys/records.ts';
import { openCaseKeys, withCaseKeys } from '../../../../electron/store/caseRecords/caseKeys.ts';
import { listCases, nextNumber, readCase, updateCase } from '../../../../electron/store/caseRecords/cases.ts';
import { deleteDraft, listDrafts, purgeDrafts, readDraft, saveDraft } from '../../../../electron/store/caseRecords/drafts.ts';
import { casesWithoutFacts, readFacts } from '../../../../electron/store/caseRecords/facts.ts';
import { reassignCase } from '../../../../electron/store/caseRecords/reassign.ts';
import {
  classesOf,
  deleteRecord,
  insertRecord,
  joined,
  listRecords,
  openRecord,
  readRecord,
  updateRecord,
} from '../../../../electron/store/caseRecords/records.ts';
import type { OpenStores } from '../../../../electron/store/opened/openStores.ts';
import { all, casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import {
  approvalsOf,
  decideApproval,
  insertApproval,
  openTasks,
  replaceTasks,
  waitingApprovals,
} from '../../../../electron/store/caseRecords/tasks.ts';
import { Refused } from '../../../../shared/failure.ts';
import { addCase, INVENTED } from '../../../support/caseRecords.ts';
import { loadAll } from '../../../support/loadedFacts.ts';
import { casesOf, temporaryCentre, TEST_TIME, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

const LATER = TEST_TIME + 60_000;
const writerOf = (session: OpenStores) => ({ siteId: session.roster.siteId, userId: session.user.userId });
const kindOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.failure.kind;
    throw error;
  }
  return 'done';
};

describe('case work on a real base', () => {
  let centre: TemporaryInstallation;
  beforeAll(async () => {
    centre = await temporaryCentre(['AWA', 'BIN']);
  });
  afterAll(() => centre.remove());

  test('a record saved, changed, refused when another changed it, removed', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const { caseId, recordId } = addCase(session);
      const changed = {
        recordId,
        revision: 1,
        version: 1,
        status: 'finished' as const,
        answers: { ...INVENTED, SN: { account: 'autre récit' } },
      };
      const save = () =>
        transaction(db, (writable) =>
          withCaseKeys(db, session, caseId, (keys) => updateRecord(writable, keys, changed, writerOf(session), LATER)),
        );
      expect(save()).toBe(2);
      expect(kindOf(save)).toBe('conflict');
      const row = readRecord(db, recordId);
      if (row === undefined) throw new Error('no record');
      withCaseKeys(db, session, caseId, (keys) => {
        const opened = openRecord(db, keys, session.roster.siteId, row, PART_CLASSES);
        expect(joined(opened)).toEqual({ ...INVENTED.OP, ...INVENTED.facts, ...INVENTED.QI, ...INVENTED.DI, account: 'autre récit' });
        expect(openRecord(db, keys, session.roster.siteId, row, ['facts'])).toEqual({ facts: INVENTED.facts });
      });
      expect(classesOf(db, recordId).toSorted()).toEqual(['DI', 'OP', 'QI', 'SN', 'facts']);
      const child = transaction(db, (writable) =>
        withCaseKeys(db, session, caseId, (keys) =>
          insertRecord(
            writable,
            keys,
            {
              caseId,
              form: 'alleged_perpetrator',
              parentId: recordId,
              version: 1,
              status: 'draft',
              answers: { OP: {}, facts: { a: 'b' } },
            },
            writerOf(session),
            LATER,
          ),
        ),
      );
      expect(readFacts(db, 'alleged_perpetrator', caseId)).toHaveLength(1);
      expect(kindOf(() => transaction(db, (writable) => deleteRecord(writable, recordId, 1)))).toBe('conflict');
      transaction(db, (writable) => deleteRecord(writable, recordId, 2));
      expect(readRecord(db, child)).toBeUndefined();
      expect(readFacts(db, 'alleged_perpetrator', caseId)).toEqual([]);
      expect(listRecords(db, caseId)).toEqual([]);
      expect(kindOf(save)).toBe('notFound');
    });
  });

  test('parts exchanged, of another revision, or rolled back are refused', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const first = addCase(session);
      const second = addCase(session);
      const row = readRecord(db, first.recordId);
      if (row === undefined) throw new Error('no record');
      const open = () => withCaseKeys(db, session, first.caseId, (keys) => openRecord(db, keys, session.roster.siteId, row, PART_CLASSES));
      const refused = (sql: string) => {
        db.connection.exec('BEGIN');
        try {
          db.connection.exec(sql);
          expect(open).toThrow(Unreadable);
        } finally {
          db.connection.exec('ROLLBACK');
        }
      };
      const bytesOf = (recordId: string, partClass: string) =>
        `(SELECT bytes FROM record_part WHERE record_id = '${recordId}' AND class = '${partClass}')`;
      const put = (from: string, fromClass: string, toClass: string) =>
        `UPDATE record_part SET bytes = ${bytesOf(from, fromClass)} WHERE record_id = '${first.recordId}' AND class = '${toClass}'`;
      refused(put(second.recordId, 'SN', 'SN'));
      refused(put(first.recordId, 'SN', 'QI'));
      refused(put(first.recordId, 'QI', 'facts'));
      refused(`UPDATE record_part SET revision = 2 WHERE record_id = '${first.recordId}'`);
      refused(`UPDATE case_file SET commitment = zeroblob(32) WHERE case_id = '${first.caseId}'`);
      refused(`UPDATE case_key_wrap SET signature = zeroblob(64) WHERE case_id = '${first.caseId}'`);
      refused(
        `UPDATE case_key_wrap SET sealed = (SELECT sealed FROM case_key_wrap WHERE case_id = '${second.caseId}' LIMIT 1) WHERE case_id = '${first.caseId}'`,
      );
      expect(open()).toEqual(INVENTED);
    });
  });

  test('numbers grow and are never used again; lists are by due date', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const first = transaction(db, (writable) => nextNumber(writable, 'anchor', 'TST', 2026));
      expect(transaction(db, (writable) => nextNumber(writable, 'anchor', 'TST', 2026))).toBe(first + 1);
      const [soon, late] = [addCase(session), addCase(session)];
      transaction(db, (writable) => {
        replaceTasks(
          writable,
          soon.caseId,
          [
            { kind: 'follow_up', due: '2026-05-20', done_on: null, record_id: null },
            { kind: 'assessment', due: '2026-05-06', done_on: '2026-05-05', record_id: null },
          ],
          'a mark',
        );
        replaceTasks(writable, late.caseId, [{ kind: 'plan', due: '2026-05-01', done_on: null, record_id: null }], null);
        updateCase(writable, late.caseId, { state: 'open_planning', state_on: '2026-05-05' }, session.user.userId, LATER);
      });
      expect(readCase(db, soon.caseId)).toMatchObject({
        next_due: '2026-05-20',
        next_due_kind: 'follow_up',
        tasks_under: 'a mark',
        revision: 1,
      });
      expect(readCase(db, late.caseId)).toMatchObject({ state: 'open_planning', revision: 2, updated_at: LATER });
      const mine = listCases(db, { ownerId: session.user.userId }, { offset: 0, limit: 2 });
      expect(mine.rows.map((row) => row.code)).toEqual([late.code, soon.code]);
      expect(mine.total).toBeGreaterThan(2);
      expect(listCases(db, { codeContains: `${late.code.slice(-4)}' OR 1=1 --%_` }, { offset: 0, limit: 9 }).total).toBe(0);
      expect(listCases(db, { codeContains: late.code.toLowerCase() }, { offset: 0, limit: 9 }).rows.map((row) => row.case_id)).toEqual([
        late.caseId,
      ]);
      expect(listCases(db, { dueBy: '2026-05-02' }, { offset: 0, limit: 9 }).total).toBe(1);
      expect(openTasks(db, { ownerId: session.user.userId, by: '2026-05-20' }).map((task) => task.kind)).toEqual(['plan', 'follow_up']);
    });
  });

  test('reassigned: new key, the former owner closed out, everything still whole', async () => {
    const { caseId, recordId } = await centre.as('AWA', (session) => {
      const made = addCase(session);
      const draft = {
        draftId: newId(),
        caseId: made.caseId,
        form: 'follow_up',
        recordId: null,
        parentId: null,
        baseRevision: 0,
        answered: 1,
        content: { a: 1 },
      };
      transaction(casesOf(session), (db) => saveDraft(db, session, draft, TEST_TIME));
      return made;
    });
    const former = await centre.as('AWA', (session) => openCaseKeys(casesOf(session), session, caseId));
    await centre.as('SUP', (session) => {
      const db = casesOf(session);
      loadAll(db, session);
      transaction(db, (writable) =>
        reassignCase(writable, session, caseId, centre.userIds.get('BIN') ?? '', session.user.teamId ?? '', LATER),
      );
      expect(readCase(db, caseId)).toMatchObject({ epoch: 2, owner_id: centre.userIds.get('BIN') });
      expect(loadAll(db, session).unopened).toEqual([]);
    });
    await centre.as('BIN', (session) => {
      const db = casesOf(session);
      const row = readRecord(db, recordId);
      if (row === undefined || former === null) throw new Error('no record');
      withCaseKeys(db, session, caseId, (keys) => expect(openRecord(db, keys, session.roster.siteId, row, PART_CLASSES)).toEqual(INVENTED));
      for (const partClass of PART_CLASSES)
        expect(() => openRecord(db, { ...former, epoch: 2 }, session.roster.siteId, row, [partClass])).toThrow(Unreadable);
    });
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      expect(openCaseKeys(db, session, caseId)).toBeNull();
      const [draft] = listDrafts(db, session).filter((line) => line.case_id === caseId);
      expect(() => readDraft(db, session, draft?.draft_id ?? '')).toThrow(Unreadable);
      expect(() =>
        transaction(db, (writable) => reassignCase(writable, session, caseId, session.user.userId, session.user.teamId ?? '', LATER)),
      ).toThrow(Unreadable);
    });
  });

  test('a substituted public key: nothing is sealed to a person who is not active in the roster', async () => {
    await centre.as('SUP', (session) => expect(() => addCase(session, { ownerId: newId() })).toThrow());
  });

  test('drafts: one’s own only, with or without a case', async () => {
    const draftId = newId();
    const own = {
      draftId,
      caseId: null,
      form: 'intake',
      content: { typed: 'début inventé' },
    };
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      transaction(db, (writable) => saveDraft(writable, session, own, TEST_TIME));
      transaction(db, (writable) => saveDraft(writable, session, { ...own, content: { typed: 'suite' } }, LATER));
      const { caseId } = addCase(session);
      transaction(db, (writable) => saveDraft(writable, session, { ...own, draftId: newId(), caseId, form: 'follow_up' }, TEST_TIME));
      expect(readDraft(db, session, draftId)).toMatchObject({ row: { saved_at: LATER }, content: { typed: 'suite' } });
      expect(listDrafts(db, session).filter(({ case_id }) => case_id === caseId)).toMatchObject([{ form: 'follow_up' }]);
      expect(JSON.stringify(all(db, casesSql.selectFrom('draft').selectAll()))).not.toContain('inventé');
    });
    await centre.as('BIN', (session) => {
      const db = casesOf(session);
      expect(readDraft(db, session, draftId)).toBeNull();
      expect(() => transaction(db, (writable) => saveDraft(writable, session, own, LATER))).toThrow(Unreadable);
      transaction(db, (writable) => deleteDraft(writable, session, draftId));
    });
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      expect(readDraft(db, session, draftId)).not.toBeNull();
      expect(transaction(db, (writable) => purgeDrafts(writable, TEST_TIME + 1))).toBeGreaterThan(0);
      transaction(db, (writable) => deleteDraft(writable, session, draftId));
      expect(readDraft(db, session, draftId)).toBeNull();
    });
  });

  test('approval: never one’s own, decided once', async () => {
    await centre.as('SUP', (session) => {
      const db = casesOf(session);
      const { caseId } = addCase(session, { ownerId: centre.userIds.get('AWA') ?? '' });
      const request = {
        case_id: caseId,
        record_id: null,
        kind: 'closure',
        state: 'requested' as const,
        requested_at: TEST_TIME,
        due: '2026-05-11',
      };
      const none = { decided_by: null, decided_at: null, comment_record_id: null };
      const other = transaction(db, (writable) =>
        insertApproval(writable, { ...request, ...none, requested_by: centre.userIds.get('AWA') ?? '' }),
      );
      const own = transaction(db, (writable) => insertApproval(writable, { ...request, ...none, requested_by: session.user.userId }));
      const decide = (approvalId: string) =>
        transaction(db, (writable) =>
          decideApproval(writable, approvalId, {
            state: 'approved',
            decided_by: session.user.userId,
            decided_at: LATER,
            comment_record_id: null,
          }),
        );
      expect(waitingApprovals(db, session.user.teamId ?? '')).toHaveLength(2);
      expect(() => decide(own)).toThrow();
      expect(decide(other)).toBe(true);
      expect(decide(other)).toBe(false);
      expect(
        approvalsOf(db, caseId)
          .map((approval) => approval.state)
          .toSorted(),
      ).toEqual(['approved', 'requested']);
    });
  });

  test('facts that do not open are named', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const { caseId, recordId, code } = addCase(session);
      run(
        { ...db, writing: true },
        casesSql
          .updateTable('record_part')
          .set({ bytes: Buffer.alloc(300) })
          .where('record_id', '=', recordId)
          .where('class', '=', 'facts'),
      );
      expect(loadAll(db, session).unopened).toEqual([caseId]);
      expect(casesWithoutFacts(db, ['gbv'])).toContain(code);
      const bare = addCase(session);
      expect(casesWithoutFacts(db, ['gbv'])).not.toContain(bare.code);
      const parts = casesSql.deleteFrom('record_part').where('record_id', '=', bare.recordId).where('class', '=', 'facts');
      run({ ...db, writing: true }, parts);
      loadAll(db, session);
      expect(casesWithoutFacts(db, ['gbv'])).toContain(bare.code);
      expect(casesWithoutFacts(db, ['cp'])).toEqual([]);
    });
  });
});
