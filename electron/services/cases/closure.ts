import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode } from '../../../shared/forms/lists/all.ts';
import { guardsOf, mayMove, type CaseState } from '../../../shared/rules/cases/caseState.ts';
import { closureChecklist, mayClose, missingForRequest, type ClosureCheck } from '../../../shared/rules/cases/closure.ts';
import { approvalDue } from '../../../shared/rules/cases/dueDates.ts';
import { typedName } from '../../../shared/rules/typed.ts';
import { today, type Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import type { ApprovalRow } from '../../store/base/casesTables.ts';
import { approvalsOf, insertApproval } from '../../store/caseRecords/tasks.ts';
import { NOTHING_WAITS, commentOf, recordDecision } from './approvals.ts';
import { stateOf, withCase, withOwnCase, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { moveTo } from './moves.ts';
import { closingOf } from './closureFacts.ts';
import { endDraft } from '../caseRecords/drafts.ts';
import { writeSourced } from '../caseRecords/sourcedAnswers.ts';
import { delaysOf } from '../session/settingsInForce.ts';

/** Asks the supervisor to close: the form finished and everything there that its reason needs (reference §2.4, §5.6). Throws Refused. */
export function requestClosure(input: Input<'closure.request'>, host: Host): Output<'closure.request'> {
  return withOwnCase(host, input.caseId, (opened) => {
    const { session, row } = opened;
    const { stores } = session;
    const from = stateOf(row);
    if (guardsOf(from, 'closure_requested', 'caseworker') === null) throw new Refused('conflict', NOT_NOW);
    const closing = closingOf(opened, stores.user.userId, null, true, today(host));
    if (closing === null || closing.record.row.status !== 'finished') throw new Refused('invalid', NOT_FINISHED);
    const missing = missingForRequest(closing.reason, closing.facts);
    if (missing.length > 0) throw new Refused('invalid', stillMissing(missing), fieldsOf(missing));
    if (!mayMove(from, 'closure_requested', 'caseworker', new Set(['closure_finished']))) throw new Refused('conflict', NOT_NOW);
    const at = host.now().getTime();
    transaction(stores.cases, (db) => {
      insertApproval(db, {
        case_id: row.case_id,
        record_id: closing.record.row.record_id,
        kind: 'closure',
        state: 'requested',
        requested_by: stores.user.userId,
        requested_at: at,
        due: approvalDue(today(host), closing.facts.risk, delaysOf(opened.session)),
        decided_by: null,
        decided_at: null,
        comment_record_id: null,
      });
      writeSourced(db, opened, 'closure_gbv', closing.record.row, { closure_approval: 'requested' }, at, 'finished');
      appendJournal(db, stores.actor, { kind: 'approval.request', object: row.case_id, detail: { kind: 'closure' } }, at);
      moveTo(db, opened, 'closure_requested', today(host), at);
    });
    return { state: 'closure_requested' };
  });
}

/**
 * The supervisor's decision: somebody else's than the owner's and the requester's, with a comment to send back (reference §2.4, §7.4). The comment
 * is kept in the closure itself, under the case's key. Throws Refused.
 */
export function decideClosure(input: Input<'closure.decide'>, host: Host): Output<'closure.decide'> {
  return withCase(host, input.caseId, (opened) => {
    const waiting = approvalsOf(opened.session.stores.cases, input.caseId).find(
      ({ kind, state }) => kind === 'closure' && state === 'requested',
    );
    if (waiting === undefined) throw new Refused('conflict', NOTHING_WAITS);
    const comment = commentOf(opened, waiting, input);
    return { state: decide(opened, waiting, input.decision, comment, host) };
  });
}

function decide(
  opened: OpenedCase,
  approval: ApprovalRow,
  decision: 'approved' | 'rejected',
  comment: string | null,
  host: Host,
): CaseState {
  const { session, row } = opened;
  const { stores } = session;
  const from = stateOf(row);
  const closing = closingOf(opened, approval.requested_by, stores.user.userId, comment !== null, today(host));
  if (closing === null) throw new Refused('conflict', NOTHING_WAITS);
  const missing = closureChecklist(closing.reason, closing.facts).filter(({ satisfied }) => !satisfied);
  if (decision === 'approved' && !mayClose(closing.reason, closing.facts))
    throw new Refused('conflict', stillMissing(missing), fieldsOf(missing));
  const previous = isCode('case_state', row.previous_state) ? row.previous_state : 'open_implementation';
  const to = decision === 'approved' ? 'closed' : previous;
  const met =
    decision === 'approved'
      ? (['closure_approved', 'not_requester', 'no_urgent_task_or_allowed_reason'] as const)
      : (['previous_state', 'comment'] as const);
  if (!mayMove(from, to, 'supervisor', new Set(met))) throw new Refused('conflict', NOT_BACK);
  const at = host.now().getTime();
  transaction(stores.cases, (db) => {
    recordDecision(db, opened, approval, decision, approval.record_id, at);
    endDraft(db, session, { form: typedName('closure_decision'), caseId: row.case_id, recordId: null });
    const note: Answers = comment === null ? {} : { closure_approval_note: comment };
    const answers = { closure_approval: decision, ...note };
    writeSourced(db, opened, 'closure_gbv', closing.record.row, answers, at, decision === 'approved' ? 'finished' : 'draft');
    moveTo(db, opened, to, today(host), at);
  });
  return to;
}

function stillMissing(missing: readonly ClosureCheck[]) {
  return {
    fr: `Il manque encore pour clore\u00a0: ${missing.map(({ text }) => text.fr).join('\u00a0; ')}. Rien n’a été modifié.`,
    en: `Still missing before closing: ${missing.map(({ text }) => text.en).join('; ')}. Nothing was changed.`,
  };
}

function fieldsOf(missing: readonly ClosureCheck[]): Readonly<Record<string, { fr: string; en: string }>> {
  return Object.fromEntries(missing.map(({ item, text }) => [item, text]));
}

const NOT_NOW = {
  fr: 'La clôture ne peut pas être demandée dans l’état où est ce dossier.',
  en: 'Closure cannot be requested in the present state of this case.',
};
const NOT_FINISHED = {
  fr: 'Terminez d’abord la fiche de clôture, avec son motif. Rien n’a été modifié.',
  en: 'First finish the closure form, with its reason. Nothing was changed.',
};
const NOT_BACK = {
  fr: 'Ce dossier était suspendu\u00a0: sa clôture peut être validée, mais il ne peut pas être rouvert sans un nouvel accord de la personne.',
  en: 'This case was suspended: its closure can be approved, but it cannot be opened again without new consent.',
};
