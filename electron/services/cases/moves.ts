import { isCode } from '../../../shared/forms/lists/all.ts';
import { OPEN_STATES, guardsOf, mayMove, type Actor, type CaseGuard, type CaseState } from '../../../shared/rules/cases/caseState.ts';
import { readCase, updateCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { listRecords } from '../../store/caseRecords/records.ts';
import { approvalsOf } from '../../store/caseRecords/tasks.ts';
import { stateOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { hasOwnPath, pathGuards } from '../tasks/casePath.ts';
import { openedRecords } from '../caseRecords/openedRecords.ts';
import { recomputeTasks } from '../tasks/caseTasks.ts';

/** Moves that have their own operation, because they carry more than a date: a checklist, a decision, a withdrawal, a surviving file. */
const ELSEWHERE: ReadonlySet<CaseState> = new Set([
  'closure_requested',
  'closed',
  'suspended',
  'duplicate',
  'transferred',
  'no_consent',
  'draft',
]);

/**
 * What a person says with the date of the move itself: that consent is asked again at a reopening, which the next step then records (reference §2.4);
 * and the assessment and the plan of a file that came from a register, made on paper, or of a child-protection case, whose forms come later.
 */
const STATED: readonly CaseGuard[] = ['consent_asked_again'];
const STATED_ELSEWHERE: readonly CaseGuard[] = [
  'assessment_started',
  'assessment_finished',
  'assessment_approved_if_required',
  'plan_dated_with_item',
  'plan_agreed',
  'plan_approved_if_required',
];

/** The part this person plays in the state machine. */
export function actorOf({ isOwner }: OpenedCase): Actor {
  return isOwner ? 'caseworker' : 'supervisor';
}

/** Every condition of reference §2.4 that the case meets for a move made now, with this reason when one is needed. */
export function metGuards({ session, row, keys }: OpenedCase, to: CaseState, reason: string | null): ReadonlySet<CaseGuard> {
  const db = session.stores.cases;
  const path = hasOwnPath(row) ? STATED_ELSEWHERE : pathGuards(row, openedRecords(db, keys, row.site_id, row.case_id));
  const met = new Set<CaseGuard>([...STATED, ...path]);
  const approved = approvalsOf(db, row.case_id).some(({ kind, state }) => kind === 'override' && state === 'approved');
  if (row.consent_services === 'yes' || approved) met.add('consent_or_override');
  if (listRecords(db, row.case_id, 'registration').length > 0) met.add('registration_complete');
  if (row.consent_services === 'yes') met.add('new_consent');
  if (isCode('reopen_reason', reason)) met.add('reopen_reason');
  if (to === row.previous_state) met.add('previous_state');
  return met;
}

/** Where this person may take the case now; a move with its own operation is named when that operation is open (interface §5). */
export function movesOf(opened: OpenedCase): CaseState[] {
  const from = stateOf(opened.row);
  const actor = actorOf(opened);
  const all: readonly CaseState[] = [...OPEN_STATES, 'reopened'];
  const here = all.filter(
    (to) =>
      guardsOf(from, to, actor) !== null &&
      mayMove(from, to, actor, metGuards(opened, to, 'new_need')) &&
      !(actor === 'supervisor' && from === 'closure_requested'),
  );
  const elsewhere = (['closure_requested', 'suspended'] as const).filter(
    (to) => opened.isOwner && guardsOf(from, to, 'caseworker') !== null,
  );
  return [...here, ...elsewhere, ...(mayDecide(opened) ? (['closed'] as const) : [])];
}

/** Whether the move is one of `cases.move`; the others have their own operation. */
export function isMovedHere(to: CaseState): boolean {
  return !ELSEWHERE.has(to);
}

function mayDecide({ session, row, isOwner }: OpenedCase): boolean {
  const { userId } = session.stores.user;
  const waiting = approvalsOf(session.stores.cases, row.case_id).find(({ kind, state }) => kind === 'closure' && state === 'requested');
  return !isOwner && row.owner_id !== userId && waiting !== undefined && waiting.requested_by !== userId;
}

/** Moves the case, keeps where it came from, journals, and computes its tasks again; in the caller's transaction. */
export function moveTo(db: WritableDb<'cases'>, opened: OpenedCase, to: CaseState, on: string, at: number): void {
  const { session, row } = opened;
  const from = readCase(db, row.case_id)?.state ?? row.state;
  updateCase(db, row.case_id, { state: to, state_on: on, previous_state: from }, session.stores.user.userId, at);
  appendJournal(db, session.stores.actor, { kind: 'case.state', object: row.case_id, detail: { from, to } }, at);
  recomputeTasks(db, opened, row.case_id);
}
