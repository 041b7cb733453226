import type { ReadableDb, WritableDb } from '../base/database.ts';
import { newId } from '../../keys/primitives.ts';
import { updateMarks } from './caseWork.ts';
import { all, casesSql, listed, one, run } from '../base/sql.ts';
import type { ApprovalRow, TaskRow } from '../base/casesTables.ts';

export type DueTask = Omit<TaskRow, 'task_id' | 'case_id'>;

/** Replaces a case's tasks by those the rules computed (reference §5.5.9), and with them its next due date and the mark of the delays they were computed with. */
export function replaceTasks(db: WritableDb<'cases'>, caseId: string, tasks: readonly DueTask[], under: string | null): void {
  run(db, casesSql.deleteFrom('temp.task').where('case_id', '=', caseId));
  for (const task of tasks) run(db, casesSql.insertInto('temp.task').values({ task_id: newId(), case_id: caseId, ...task }));
  const next = tasks.filter((task) => task.done_on === null).toSorted((left, right) => (left.due < right.due ? -1 : 1))[0];
  const due = { next_due: next?.due ?? null, next_due_kind: next?.kind ?? null, tasks_under: under };
  updateMarks(db, caseId, due);
}

export type OpenTask = TaskRow & { readonly code: string; readonly owner_id: string };

/** Tasks not done, due on or before `by` when given, of one owner, one team or one case; by due date. */
export function openTasks(
  db: ReadableDb<'cases'>,
  of: { readonly ownerId?: string; readonly caseId?: string; readonly caseIds?: readonly string[]; readonly by?: string },
): readonly OpenTask[] {
  let query = casesSql
    .selectFrom('temp.task as task')
    .innerJoin('case_file', 'case_file.case_id', 'task.case_id')
    .selectAll('task')
    .select(['case_file.code', 'case_file.owner_id'])
    .where('task.done_on', 'is', null)
    .orderBy('task.due')
    .orderBy('case_file.code');
  if (of.ownerId !== undefined) query = query.where('case_file.owner_id', '=', of.ownerId);
  if (of.caseIds !== undefined) query = query.where('task.case_id', 'in', listed(of.caseIds));
  if (of.caseId !== undefined) query = query.where('task.case_id', '=', of.caseId);
  if (of.by !== undefined) query = query.where('task.due', '<=', of.by);
  return all(db, query);
}

/** How many tasks of a team's cases were due by a day and are not done, by owner. */
export function lateByOwner(db: ReadableDb<'cases'>, teamId: string, by: string): ReadonlyMap<string, number> {
  const late = casesSql
    .selectFrom('temp.task as task')
    .innerJoin('case_file', 'case_file.case_id', 'task.case_id')
    .select((count) => ['case_file.owner_id', count.fn.countAll<number>().as('late')])
    .where('task.done_on', 'is', null)
    .where('task.due', '<=', by)
    .where('case_file.team_id', '=', teamId)
    .groupBy('case_file.owner_id');
  return new Map(all(db, late).map(({ owner_id, late: count }) => [owner_id, count]));
}

export function insertApproval(db: WritableDb<'cases'>, approval: Omit<ApprovalRow, 'approval_id'>): string {
  const approvalId = newId();
  run(db, casesSql.insertInto('temp.approval').values({ approval_id: approvalId, ...approval }));
  return approvalId;
}

/** Removes approvals that a merge carried. */
export function deleteApprovals(db: WritableDb<'cases'>, approvalIds: readonly string[]): void {
  run(db, casesSql.deleteFrom('temp.approval').where('approval_id', 'in', listed(approvalIds)));
}

/** The decision; the base itself refuses one's own request (reference §7.4). Gives false when it was not waiting. */
export function decideApproval(
  db: WritableDb<'cases'>,
  approvalId: string,
  decision: Pick<ApprovalRow, 'decided_by' | 'decided_at' | 'comment_record_id'> & { readonly state: 'approved' | 'rejected' },
): boolean {
  const waiting = casesSql
    .updateTable('temp.approval')
    .set(decision)
    .where('approval_id', '=', approvalId)
    .where('state', '=', 'requested');
  return run(db, waiting) > 0;
}

/** A request that waits follows the delays of the site, as its task does. */
export function setApprovalDue(db: WritableDb<'cases'>, approvalId: string, due: string): void {
  run(db, casesSql.updateTable('temp.approval').set({ due }).where('approval_id', '=', approvalId).where('state', '=', 'requested'));
}

/** Approvals of a case, newest first. */
export function approvalsOf(db: ReadableDb<'cases'>, caseId: string): readonly ApprovalRow[] {
  return all(db, casesSql.selectFrom('temp.approval').selectAll().where('case_id', '=', caseId).orderBy('requested_at', 'desc'));
}

/** Approvals that wait for a team's supervisor. */
export function waitingApprovals(db: ReadableDb<'cases'>, teamId: string): readonly (ApprovalRow & { readonly code: string })[] {
  return all(
    db,
    casesSql
      .selectFrom('temp.approval as approval')
      .innerJoin('case_file', 'case_file.case_id', 'approval.case_id')
      .selectAll('approval')
      .select('case_file.code')
      .where('approval.state', '=', 'requested')
      .where('case_file.team_id', '=', teamId)
      .orderBy('approval.due'),
  );
}

export function readApproval(db: ReadableDb<'cases'>, approvalId: string): ApprovalRow | undefined {
  return one(db, casesSql.selectFrom('temp.approval').selectAll().where('approval_id', '=', approvalId));
}
