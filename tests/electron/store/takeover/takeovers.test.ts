import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../../electron/keys/primitives.ts';
import { listCases } from '../../../../electron/store/caseRecords/cases.ts';
import { casesSql, run, transaction } from '../../../../electron/store/base/sql.ts';
import {
  insertHeldRow,
  insertTakeover,
  listHeldRows,
  readTakeover,
  undoTakeover,
  workedOn,
} from '../../../../electron/store/takeover/takeovers.ts';
import { addCase } from '../../../support/caseRecords.ts';
import { casesOf, temporaryCentre, TEST_TIME, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

describe('registers taken over', () => {
  let centre: TemporaryInstallation;
  beforeAll(async () => {
    centre = await temporaryCentre(['AWA', 'BIN']);
  });
  afterAll(() => centre.remove());

  test('a take-over undone whole, its codes not used again; work done since is named', async () => {
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const takeoverId = newId();
      const counts = { rows: 3, registered: 2, cases: 2, contacts: 0, held: 1, unassigned: 0 };
      transaction(db, (writable) => {
        insertTakeover(writable, {
          takeover_id: takeoverId,
          user_id: session.user.userId,
          team_id: session.user.teamId,
          state: 'done',
          created_at: TEST_TIME,
          ...counts,
        });
        insertHeldRow(writable, {
          row_id: newId(),
          takeover_id: takeoverId,
          number: 3,
          status: 'held',
          owner_id: session.user.userId,
          updated_at: TEST_TIME,
        });
      });
      const before = listCases(db, {}, { offset: 0, limit: 1 }).total;
      const [first, second] = [addCase(session, { takeoverId }), addCase(session, { takeoverId })];
      expect(workedOn(db, takeoverId)).toEqual([]);
      db.connection.exec('SAVEPOINT worked');
      run({ ...db, writing: true }, casesSql.updateTable('record').set({ revision: 2 }).where('record_id', '=', second.recordId));
      expect(workedOn(db, takeoverId)).toEqual([second.code]);
      db.connection.exec('ROLLBACK TO worked; RELEASE worked');
      expect(listHeldRows(db)).toHaveLength(1);
      const undone = transaction(db, (writable) => undoTakeover(writable, session, takeoverId));
      expect([undone.records, new Set(undone.caseIds)]).toEqual([2, new Set([first.caseId, second.caseId])]);
      expect(listCases(db, {}, { offset: 0, limit: 1 }).total).toBe(before);
      expect(listHeldRows(db)).toEqual([]);
      expect(readTakeover(db, takeoverId)?.state).toBe('undone');
      expect(addCase(session).code > second.code).toBe(true);
    });
  });
});
