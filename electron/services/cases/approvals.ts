import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { mayMove } from '../../../shared/rules/cases/caseState.ts';
import { typedName } from '../../../shared/rules/typed.ts';
import { requireCaseSession, today, type Host } from '../../host.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { askCasesRenewal } from '../../store/keyRenewal/rotation.ts';
import { readRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { ApprovalRow } from '../../store/base/casesTables.ts';
import { decideApproval, readApproval } from '../../store/caseRecords/tasks.ts';
import { assertNoPreviousProfile } from '../backup/previousProfile.ts';
import { stateOf, withCase, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { moveTo } from './moves.ts';
import { recomputeTasks } from '../tasks/caseTasks.ts';
import { endDraft } from '../caseRecords/drafts.ts';
import { insertNote } from '../caseRecords/noteRecord.ts';
import { DESTROY_IDENTITY, destroyIdentity } from '../destruction/retention.ts';
import { writeSourced } from '../caseRecords/sourcedAnswers.ts';

type Decision = 'approved' | 'rejected';

/**
 * The supervisor's decision on anything but a closure. Continuing without consent opens a case that waited in draft (reference §2.4, §5.1.6). An identity
 * is destroyed with it (security §9.6). The comment is kept in the case, as a note under its key. Throws Refused.
 */
export function decideRequest(input: Input<'approvals.decide'>, host: Host): Output<'approvals.decide'> {
  const approval = readApproval(requireCaseSession(host).stores.cases, input.approvalId);
  if (approval === undefined || approval.kind === 'closure') throw new Refused('notFound', NOTHING_WAITS);
  return withCase(host, approval.case_id, (opened) => {
    if (approval.state !== 'requested') throw new Refused('conflict', NOTHING_WAITS);
    const comment = commentOf(opened, approval, input);
    const { session, row } = opened;
    const opens =
      approval.kind === 'override' &&
      input.decision === 'approved' &&
      mayMove(stateOf(row), 'open_intake', 'caseworker', new Set(['consent_or_override', 'registration_complete']));
    const at = host.now().getTime();
    const destroys = approval.kind === DESTROY_IDENTITY && input.decision === 'approved';
    if (destroys) {
      assertNoPreviousProfile(host);
      askCasesRenewal(session.stores);
    }
    transaction(session.stores.cases, (db) => {
      const note =
        comment === null
          ? null
          : insertNote(
              db,
              opened.keys,
              { caseId: row.case_id, date: today(host), subject: 'supervision', text: comment },
              writerOf(session),
              at,
            );
      recordDecision(db, opened, approval, input.decision, note, at);
      endDraft(db, session, { form: typedName('decision'), caseId: row.case_id, recordId: approval.approval_id });
      if (approval.kind === 'plan') writePlanDecision(db, opened, approval, input.decision, at);
      if (opens) moveTo(db, opened, 'open_intake', today(host), at);
      else recomputeTasks(db, opened, row.case_id);
      if (destroys) destroyIdentity(db, opened, at);
    });
    return { state: opens ? 'open_intake' : stateOf(row) };
  });
}

/** A plan that is sent back is open again, with its obligation (reference §5.5.9). */
function writePlanDecision(db: WritableDb<'cases'>, opened: OpenedCase, { record_id }: ApprovalRow, decision: Decision, at: number): void {
  const plan = record_id === null ? undefined : readRecord(db, record_id);
  if (plan === undefined) return;
  writeSourced(db, opened, 'plan_gbv', plan, { plan_approval: decision }, at, decision === 'approved' ? plan.status : 'draft');
}

/**
 * The comment of a decision, null when nothing is written; sending back needs one. Throws Refused `forbidden` to the owner and to the person who
 * asked (reference §7.4), `invalid` without the comment that is needed.
 */
export function commentOf(
  { session, row }: OpenedCase,
  approval: ApprovalRow,
  { decision, comment }: { readonly decision: Decision; readonly comment: string | null },
): string | null {
  const { userId } = session.stores.user;
  if (approval.requested_by === userId || row.owner_id === userId) throw new Refused('forbidden', OWN_REQUEST);
  const written = comment === null || comment.trim() === '' ? null : comment;
  if (decision === 'rejected' && written === null) throw new Refused('invalid', COMMENT_NEEDED, { comment: COMMENT_NEEDED });
  return written;
}

/** Writes and journals a decision, in the caller's transaction. Throws Refused `conflict` when it was decided meanwhile. */
export function recordDecision(
  db: WritableDb<'cases'>,
  { session, row }: OpenedCase,
  approval: ApprovalRow,
  decision: Decision,
  commentRecordId: string | null,
  at: number,
): void {
  const { stores } = session;
  const decided = { state: decision, decided_by: stores.user.userId, decided_at: at, comment_record_id: commentRecordId };
  if (!decideApproval(db, approval.approval_id, decided)) throw new Refused('conflict', NOTHING_WAITS);
  appendJournal(db, stores.actor, { kind: 'approval.decide', object: row.case_id, detail: { kind: approval.kind, decision } }, at);
}

export const NOTHING_WAITS = {
  fr: 'Aucune demande n’attend de décision dans ce dossier.',
  en: 'No request waits for a decision in this case.',
};
const OWN_REQUEST = {
  fr: 'On ne décide pas de sa propre demande. Une autre personne doit le faire.',
  en: 'Nobody decides on their own request. Someone else must.',
};
const COMMENT_NEEDED = {
  fr: 'Écrivez ce qui manque\u00a0: un renvoi demande un commentaire.',
  en: 'Write what is missing: sending back needs a comment.',
};
