import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import type { Answers } from '../../shared/forms/answers.ts';
import { isCode } from '../../shared/forms/lists/all.ts';
import { guardsOf, mayMove, type CaseState } from '../../shared/rules/caseState.ts';
import { closureChecklist, mayClose, missingForRequest, type ClosureCheck } from '../../shared/rules/closure.ts';
import { DEFAULT_DUE_SETTINGS, approvalDue } from '../../shared/rules/dueDates.ts';
import { today, type Host } from '../host.ts';
import { readCase, updateCase } from '../store/cases.ts';
import type { WritableDb } from '../store/database.ts';
import { appendJournal } from '../store/journal.ts';
import { updateRecord } from '../store/records.ts';
import { transaction } from '../store/sql.ts';
import type { ApprovalRow } from '../store/tables.ts';
import { approvalsOf, decideApproval, insertApproval } from '../store/tasks.ts';
import { frozenMonths, stateOf, withCase, withOwnCase, wholeAnswers, writerOf, type OpenedCase } from './caseAccess.ts';
import { recomputeTasks } from './caseTasks.ts';
import { closingOf, type Closing } from './closureFacts.ts';
import { keepingMonth } from './formRecord.ts';
import { storageOf } from './storage.ts';

/** Asks the supervisor to close: the form finished and everything there that its reason needs (reference §2.4, §5.6). Throws Refused. */
export function requestClosure(input: Input<'closure.request'>, host: Host): Output<'closure.request'> {
  return withOwnCase(host, input.caseId, (opened) => {
    const { session, row } = opened;
    const { store } = session;
    const from = stateOf(row);
    if (guardsOf(from, 'closure_requested', 'caseworker') === null) throw new Refused('conflict', NOT_NOW);
    const closing = closingOf(opened, store.user.userId, null, true, today(host));
    if (closing === null || closing.record.row.status !== 'finished') throw new Refused('invalid', NOT_FINISHED);
    const missing = missingForRequest(closing.reason, closing.facts);
    if (missing.length > 0) throw new Refused('invalid', stillMissing(missing), fieldsOf(missing));
    if (!mayMove(from, 'closure_requested', 'caseworker', new Set(['closure_finished']))) throw new Refused('conflict', NOT_NOW);
    const at = host.now().getTime();
    transaction(store.cases, (db) => {
      insertApproval(db, {
        case_id: row.case_id,
        record_id: closing.record.row.record_id,
        kind: 'closure',
        state: 'requested',
        requested_by: store.user.userId,
        requested_at: at,
        due: approvalDue(today(host), closing.facts.risk, DEFAULT_DUE_SETTINGS),
        decided_by: null,
        decided_at: null,
        comment_record_id: null,
      });
      writeDecision(db, opened, closing, { closure_approval: 'requested' }, 'finished', at);
      appendJournal(db, store.actor, { kind: 'approval.request', object: row.case_id, detail: { kind: 'closure' } }, at);
      moveTo(db, opened, 'closure_requested', today(host), at);
    });
    return { state: 'closure_requested' };
  });
}

/**
 * The supervisor's decision: somebody else's than the owner's and the requester's, with a comment to send back (reference §2.4, §7.4). The comment
 * is kept in the closure itself, under the case's key. Where no closure waits but going on without consent does, that is decided. Throws Refused.
 */
export function decideClosure(input: Input<'closure.decide'>, host: Host): Output<'closure.decide'> {
  return withCase(host, input.caseId, (opened) => {
    const waiting = approvalsOf(opened.session.store.cases, input.caseId).filter(({ state }) => state === 'requested');
    const closure = waiting.find(({ kind }) => kind === 'closure');
    const other = waiting.find(({ kind }) => kind === 'override') ?? waiting.find(({ kind }) => kind === 'consent');
    const approval = closure ?? other;
    if (approval === undefined) throw new Refused('conflict', NOTHING_WAITS);
    const { userId } = opened.session.store.user;
    if (approval.requested_by === userId || opened.row.owner_id === userId) throw new Refused('forbidden', OWN_REQUEST);
    const comment = input.comment === null || input.comment.trim() === '' ? null : input.comment;
    if (input.decision === 'rejected' && comment === null) throw new Refused('invalid', COMMENT_NEEDED, { comment: COMMENT_NEEDED });
    return {
      state:
        closure === undefined
          ? decideConsent(opened, approval, input.decision, host)
          : decide(opened, closure, input.decision, comment, host),
    };
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
  const { store } = session;
  const from = stateOf(row);
  const closing = closingOf(opened, approval.requested_by, store.user.userId, comment !== null, today(host));
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
  transaction(store.cases, (db) => {
    settle(db, opened, approval, decision, at);
    const note: Answers = comment === null ? {} : { closure_approval_note: comment };
    writeDecision(db, opened, closing, { closure_approval: decision, ...note }, decision === 'approved' ? 'finished' : 'draft', at);
    moveTo(db, opened, to, today(host), at);
  });
  return to;
}

/** Going on without consent opens a case that waited in draft (reference §2.4, §5.1.6). */
function decideConsent(opened: OpenedCase, approval: ApprovalRow, decision: 'approved' | 'rejected', host: Host): CaseState {
  const { session, row } = opened;
  const from = stateOf(row);
  const opens =
    approval.kind === 'override' &&
    decision === 'approved' &&
    mayMove(from, 'open_intake', 'caseworker', new Set(['consent_or_override', 'registration_complete']));
  const at = host.now().getTime();
  transaction(session.store.cases, (db) => {
    settle(db, opened, approval, decision, at);
    if (opens) moveTo(db, opened, 'open_intake', today(host), at);
    else recomputeTasks(db, opened.keys, row.case_id);
  });
  return opens ? 'open_intake' : from;
}

function settle(
  db: WritableDb<'cases'>,
  { session, row }: OpenedCase,
  approval: ApprovalRow,
  decision: 'approved' | 'rejected',
  at: number,
): void {
  const { store } = session;
  const decided = { state: decision, decided_by: store.user.userId, decided_at: at, comment_record_id: approval.record_id };
  if (!decideApproval(db, approval.approval_id, decided)) throw new Refused('conflict', NOTHING_WAITS);
  appendJournal(db, store.actor, { kind: 'approval.decide', object: row.case_id, detail: { kind: approval.kind, decision } }, at);
}

/** Moves the case, keeps where it came from, journals, and computes its tasks again; in the caller's transaction. */
export function moveTo(db: WritableDb<'cases'>, { session, keys, row }: OpenedCase, to: CaseState, on: string, at: number): void {
  const from = readCase(db, row.case_id)?.state ?? row.state;
  updateCase(db, row.case_id, { state: to, state_on: on, previous_state: from }, session.store.user.userId, at);
  appendJournal(db, session.store.actor, { kind: 'case.state', object: row.case_id, detail: { from, to } }, at);
  recomputeTasks(db, keys, row.case_id);
}

function writeDecision(
  db: WritableDb<'cases'>,
  { session, keys, row }: OpenedCase,
  { record }: Closing,
  decided: Answers,
  status: 'draft' | 'finished',
  at: number,
): void {
  const answers = wholeAnswers(db, keys, row.site_id, record.row);
  const next = keepingMonth(
    storageOf('closure_gbv', { ...answers, ...decided }, { registration: null, frozen: frozenMonths(db) }),
    answers,
  );
  const { record_id: recordId, revision, version } = record.row;
  updateRecord(db, keys, { recordId, revision, version, status, answers: next }, writerOf(session), at);
  appendJournal(
    db,
    session.store.actor,
    { kind: 'record.update', object: recordId, rev: revision + 1, detail: { form: 'closure_gbv' } },
    at,
  );
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
const NOTHING_WAITS = { fr: 'Aucune demande n’attend de décision dans ce dossier.', en: 'No request waits for a decision in this case.' };
const OWN_REQUEST = {
  fr: 'On ne décide pas de sa propre demande. Une autre personne doit le faire.',
  en: 'Nobody decides on their own request. Someone else must.',
};
const COMMENT_NEEDED = {
  fr: 'Écrivez ce qui manque\u00a0: un renvoi demande un commentaire.',
  en: 'Write what is missing: sending back needs a comment.',
};
const NOT_BACK = {
  fr: 'Ce dossier était suspendu\u00a0: sa clôture peut être validée, mais il ne peut pas être rouvert sans un nouvel accord de la personne.',
  en: 'This case was suspended: its closure can be approved, but it cannot be opened again without new consent.',
};
