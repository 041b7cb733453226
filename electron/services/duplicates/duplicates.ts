import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { mayMove } from '../../../shared/rules/cases/caseState.ts';
import { requireCaseSession, today, type CaseSession, type Host } from '../../host.ts';
import { updateCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { countWaitingPairs, decidePair, waitingPairs } from '../../store/duplicates/pairs.ts';
import { transaction } from '../../store/base/sql.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { mayRead, staffCodeOf, stateOf, withCase } from '../caseRecords/caseAccess.ts';
import { recomputeTasks } from '../tasks/caseTasks.ts';
import { NO_PAIR, pairOf, sidesOf } from './mergeSides.ts';
import { openAllPairs } from './openedPairs.ts';
import { mergesOfTeam } from './undoMerge.ts';

/** A page of pairs: what one person settles in a sitting. */
const MOST_SHOWN = 50;

/** Pairs still to be decided, by code, a page of them; a pair that concerns no case of this team is not shown. */
export async function listDuplicatePairs(host: Host): Promise<Output<'duplicates.list'>> {
  const session = await openAllPairs(host);
  const side = (row: CaseRow) => ({ caseId: row.case_id, caseCode: row.code, ownerCode: staffCodeOf(session, row.owner_id) });
  const waiting = waitingPairs(session.stores.cases, teamOf(session), MOST_SHOWN + 1);
  return {
    total: pendingPairs(session),
    more: waiting.length > MOST_SHOWN,
    pairs: waiting.slice(0, MOST_SHOWN).map(({ pairId, left, right, degree, reasons }) => ({
      pairId,
      left: side(left),
      right: side(right),
      degree,
      reasons,
      mayMerge: mayRead(session, left) && mayRead(session, right),
    })),
    merged: mergesOfTeam(session, host),
  };
}

/** How many pairs wait, those that are not opened yet among them. */
export function pendingPairs(session: CaseSession): number {
  return countWaitingPairs(session.stores.cases, session.stores, teamOf(session));
}

function teamOf({ stores }: CaseSession): string {
  return stores.user.teamId ?? '';
}

/**
 * The supervisor's word on a pair. « same »: the file opened later becomes a duplicate of the other, linked and counted no more, its content where it
 * is (reference §2.4). Throws Refused.
 */
export function decideDuplicates(input: Input<'duplicates.decide'>, host: Host): Output<'duplicates.decide'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const found = pairOf(session, input.pairId);
  const at = host.now().getTime();
  const { verdict } = input;
  const decide = (db: WritableDb<'cases'>): void => {
    if (!decidePair(db, found.pairId, verdict, stores.user.userId, at)) throw new Refused('conflict', NO_PAIR);
    appendJournal(db, stores.actor, { kind: 'duplicates.decide', object: found.pairId, detail: { verdict } }, at);
  };
  if (verdict !== 'same') {
    transaction(stores.cases, decide);
    return {};
  }
  const { leaves, stays } = sidesOf(session, found);
  if (stateOf(stays) === 'duplicate') throw new Refused('conflict', ENDED_ITSELF);
  if (!mayMove(stateOf(leaves), 'duplicate', 'supervisor', new Set(['surviving_record']))) throw new Refused('conflict', NOT_POSSIBLE);
  withCase(host, leaves.case_id, (opened) =>
    transaction(stores.cases, (db) => {
      decide(db);
      const change = { state: 'duplicate', state_on: today(host), previous_state: leaves.state, duplicate_of: stays.case_id };
      updateCase(db, leaves.case_id, change, stores.user.userId, at);
      recomputeTasks(db, opened, leaves.case_id);
      appendJournal(db, stores.actor, { kind: 'case.state', object: leaves.case_id, detail: { from: leaves.state, to: 'duplicate' } }, at);
      appendJournal(db, stores.actor, { kind: 'case.link', object: leaves.case_id, detail: { to: stays.case_id } }, at);
    }),
  );
  return {};
}

const NOT_POSSIBLE = {
  fr: 'Ce dossier est déjà un doublon. Rien n’a été modifié.',
  en: 'This case is a duplicate already. Nothing was changed.',
};
const ENDED_ITSELF = {
  fr: 'Le dossier qui resterait est lui-même un doublon. Rien n’a été modifié.',
  en: 'The case that would stay is a duplicate itself. Nothing was changed.',
};
