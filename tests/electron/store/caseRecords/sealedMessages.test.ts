import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../../electron/keys/primitives.ts';
import { answerQuestion, askDuplicates, openQuestions } from '../../../../electron/store/duplicates/duplicates.ts';
import {
  deleteSealedMessages,
  readSealedMessage,
  readSealedMessages,
  toCounting,
  toTeam,
  toUser,
  writeSealedMessages,
} from '../../../../electron/store/caseRecords/sealedMessages.ts';
import {
  countWaitingPairs,
  insertPair,
  openPairs,
  pairRecipients,
  readPairs,
  decidePair,
  unopenedPairs,
  waitingPair,
  waitingPairs,
} from '../../../../electron/store/duplicates/pairs.ts';
import { transaction } from '../../../../electron/store/base/sql.ts';
import { addCase } from '../../../support/caseRecords.ts';
import { casesOf, temporaryCentre, TEST_TIME, type TemporaryInstallation } from '../../../support/temporaryStore.ts';

const LATER = TEST_TIME + 60_000;

describe('what is sealed to people outside a case', () => {
  let centre: TemporaryInstallation;
  beforeAll(async () => {
    centre = await temporaryCentre(['AWA', 'BIN']);
  });
  afterAll(() => centre.remove());

  test('letters open for their recipients only', async () => {
    const [row, report, local] = [newId(), newId(), newId()];
    await centre.as('AWA', (session) => {
      const db = casesOf(session);
      const { roster } = session;
      transaction(db, (writable) => {
        const both = [toUser(roster, session.user.userId), ...toTeam(roster, session.user.teamId ?? '')];
        writeSealedMessages(writable, session, both, 'takeover.row', row, { cells: ['Nom inventé'] });
        writeSealedMessages(writable, session, [toUser(roster, session.user.userId)], 'takeover.report', report, { lines: [] });
        writeSealedMessages(writable, session, toCounting(roster, 'gbv'), 'report.local', local, { exact: 3 });
      });
      expect(readSealedMessage(db, session, 'takeover.row', row)).toEqual({ cells: ['Nom inventé'] });
      expect(readSealedMessage(db, session, 'report.local', local)).toBeNull();
    });
    await centre.as('BIN', (session) => expect(readSealedMessages(casesOf(session), session, 'takeover.row')).toEqual([]));
    await centre.as('SUP', (session) => {
      const db = casesOf(session);
      expect(readSealedMessage(db, session, 'takeover.row', row)).toEqual({ cells: ['Nom inventé'] });
      expect(readSealedMessage(db, session, 'takeover.report', report)).toBeNull();
      expect(readSealedMessage(db, session, 'report.local', local)).toEqual({ exact: 3 });
      transaction(db, (writable) => deleteSealedMessages(writable, 'takeover.row', row));
      expect(readSealedMessage(db, session, 'takeover.row', row)).toBeNull();
    });
  });

  test('duplicate queries: colleagues open no question and no pair (T25)', async () => {
    await centre.as('AWA', (session) => {
      const { caseId } = addCase(session);
      transaction(casesOf(session), (db) => {
        askDuplicates(db, session, caseId, 'gbv', { names: ['nom invente'] }, TEST_TIME);
        insertPair(db, session, pairRecipients(session, 'gbv'), { left: caseId, right: caseId, degree: 'likely', reasons: [] }, TEST_TIME);
      });
      expect(openQuestions(casesOf(session), session)).toEqual([]);
      expect(unopenedPairs(casesOf(session), session)).toHaveLength(1);
    });
    await centre.as('BIN', (session) => {
      expect(openQuestions(casesOf(session), session)).toEqual([]);
      expect(unopenedPairs(casesOf(session), session)).toEqual([]);
    });
    await centre.as('SUP', (session) => {
      const db = casesOf(session);
      const [question] = openQuestions(db, session);
      expect(question?.question).toEqual({ names: ['nom invente'] });
      transaction(db, (writable) => answerQuestion(writable, question?.queryId ?? '', LATER));
      expect(openQuestions(db, session)).toEqual([]);
      const waiting = unopenedPairs(db, session);
      const count = () => countWaitingPairs(db, session, session.user.teamId ?? '');
      expect([waiting.length, count()]).toEqual([1, 1]);
      openPairs(db, session, waiting);
      expect([unopenedPairs(db, session).length, count()]).toEqual([0, 1]);
      const [pair] = readPairs(db, session);
      expect(transaction(db, (writable) => decidePair(writable, pair?.pairId ?? '', 'different', session.user.userId, LATER))).toBe(true);
      expect(transaction(db, (writable) => decidePair(writable, pair?.pairId ?? '', 'same', session.user.userId, LATER))).toBe(false);
      expect(count()).toBe(0);
    });
  });

  test('pairs put off come after the others; a page holds no more than is asked for; an altered pair is counted, not shown', async () => {
    await centre.as('SUP', (session) => {
      const db = casesOf(session);
      const teamId = session.user.teamId ?? '';
      const { caseId: left } = addCase(session);
      const { caseId: right } = addCase(session);
      const [first = '', second = '', third = ''] = [1, 2, 3].map((step) =>
        transaction(db, (writable) =>
          insertPair(writable, session, pairRecipients(session, 'gbv'), { left, right, degree: 'possible', reasons: [] }, TEST_TIME + step),
        ),
      );
      transaction(db, (writable) => decidePair(writable, first, 'later', session.user.userId, LATER));
      db.connection.prepare('update letter set sealed = zeroblob(200) where subject_id = ?').run(second);
      openPairs(db, session, unopenedPairs(db, session));
      const shown = (most: number) => waitingPairs(db, teamId, most).map(({ pairId }) => pairId);
      expect(shown(9)).toEqual([third, first]);
      expect(shown(1)).toEqual([third]);
      expect(countWaitingPairs(db, session, teamId)).toBe(3);
      expect(waitingPair(db, session, teamId, second)).toBeUndefined();
      expect(waitingPair(db, session, 'another team', third)).toBeUndefined();
    });
  });
});
