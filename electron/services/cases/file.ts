import type { Input, Output } from '../../../shared/contract.ts';
import type { CaseFile } from '../../../shared/contract/cases.ts';
import { Refused } from '../../../shared/failure.ts';
import { isReadOnly, mayMove } from '../../../shared/rules/cases/caseState.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { isInForce } from '../../../shared/rules/consent/sharing.ts';
import { typedName } from '../../../shared/rules/typed.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { IsoDate } from '../../../shared/time.ts';
import { minuteOf, today, type Host } from '../../host.ts';
import { survivorCodeOf, updateCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { classesOf, listRecords } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import { approvalsOf, openTasks } from '../../store/caseRecords/tasks.ts';
import { attachmentLines } from './attachments.ts';
import { linkedCase, staffCodeOf, stateOf, withCase, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { caseClocks, shownClocks } from '../tasks/caseClocks.ts';
import { listedCase } from '../tasks/caseFacts.ts';
import { shownTask } from '../tasks/shownTask.ts';
import { actorOf, isMovedHere, metGuards, movesOf, moveTo } from './moves.ts';
import { planOf } from '../tasks/casePath.ts';
import { lastContactOf, riskOf, momentOf, type Records } from '../caseRecords/openedRecords.ts';
import { timelineOf } from './timeline.ts';
import { isConsentDue } from '../consent/consentDue.ts';
import { endDraft } from '../caseRecords/drafts.ts';
import { familyOf } from '../families.ts';
import { formLines, toComplete } from '../forms/lines.ts';
import { MERGE, readMerge } from '../duplicates/mergeRecord.ts';
import { insertNote } from '../caseRecords/noteRecord.ts';
import { nextStepOf } from './nextStep.ts';
import { ownRecords } from '../tasks/ownerRecords.ts';
import { authorisationsOf, feedbackDue, referralState } from '../referrals.ts';
import { delaysOf } from '../session/settingsInForce.ts';
import { caseReporting } from '../mandatoryReporting/duties.ts';
import { DESTROY_IDENTITY } from '../destruction/retention.ts';
import { writeSourced } from '../caseRecords/sourcedAnswers.ts';

/** A case file: codes, states, dates and what to do next; no narrative, no identity (interface 3.5). Journaled once for each opening. */
export function openCaseFile(input: Input<'cases.open'>, host: Host): Output<'cases.open'> {
  return withCase(host, input.caseId, (opened) => {
    const { session, row, isOwner } = opened;
    const { stores } = session;
    transaction(stores.cases, (db) =>
      appendJournal(db, stores.actor, { kind: 'case.read', object: row.case_id, detail: {} }, host.now().getTime()),
    );
    const moment = momentOf(host);
    const records = ownRecords(opened);
    const risk = riskOf(records);
    const clocks = caseClocks(row, records, risk, moment.now);
    const running = clocks?.clocks ?? [];
    const missing = toComplete(opened, records, moment, running);
    return {
      row: listedCase(session, row, { risk, lastContact: lastContactOf(row, records) }, moment.today),
      survivorCode: survivorCodeOf(stores.cases, row.person_id) ?? '',
      coarse: coarseOf(records),
      nextStep: isOwner ? nextStepOf(opened, records, clocks, missing, moment.today) : null,
      clocks: shownClocks(clocks),
      forms: formLines(opened, records, moment, running),
      toComplete: missing,
      tasks: openTasks(stores.cases, { caseId: row.case_id }).map((task) => shownTask(task, risk, moment.today)),
      timeline: timelineOf(opened, records),
      plan: shownPlan(opened, records),
      referrals: referralsOf(opened, records),
      authorisations: isConsentDue(stores.cases, row) ? authorisationsShown(records, null) : authorisationsShown(records, moment.today),
      followUps: followUpsOf(records),
      closure: closureOf(opened),
      moves: movesOf(opened),
      identityPresent: isIdentified(opened, 'identity'),
      safeContactPresent: isIdentified(opened, 'safe_contact'),
      destructionAsked: approvalsOf(stores.cases, row.case_id).some(
        ({ kind, state }) => kind === DESTROY_IDENTITY && state === 'requested',
      ),
      notes: listRecords(stores.cases, row.case_id, 'note').length,
      attachments: attachmentLines(opened, records),
      duplicateOf: row.duplicate_of === null ? null : linkedCase(session, row.duplicate_of),
      merged: mergedInto(opened),
      family: familyOf(opened, records, moment),
      reporting: caseReporting(opened, records),
      mayWrite: isOwner && (!isReadOnly(stateOf(row)) || stateOf(row) === 'suspended'),
    };
  });
}

function mergedInto(opened: OpenedCase): CaseFile['merged'] {
  const { session, row } = opened;
  const { cases } = session.stores;
  return listRecords(cases, row.case_id, MERGE).map((record) => {
    const { endedId, carried } = readMerge(cases, opened, record);
    return {
      ended: linkedCase(session, endedId),
      mergedOn: minuteOf(record.created_at),
      recordIds: carried.map(({ recordId }) => recordId),
    };
  });
}

/** Whether a record of such a form has its identifying answers: the rest stays when an identity was destroyed (security §9.6). */
function isIdentified({ session, row }: OpenedCase, form: string): boolean {
  const { cases } = session.stores;
  return listRecords(cases, row.case_id, form).some((record) => classesOf(cases, record.record_id).includes('DI'));
}

/** A move of reference §2.4, dated by the person: not in the future, not before the move before it. Throws Refused `conflict` on any other. */
export function moveCase(input: Input<'cases.move'>, host: Host): Output<'cases.move'> {
  return withCase(host, input.caseId, (opened) => {
    const { session, row } = opened;
    const from = stateOf(row);
    const { to, date, reason } = input;
    if (!isMovedHere(to) || !mayMove(from, to, actorOf(opened), metGuards(opened, to, reason))) throw new Refused('conflict', NOT_POSSIBLE);
    if (from === 'closure_requested') throw new Refused('conflict', NOT_POSSIBLE);
    if (date > today(host) || date < row.state_on) throw new Refused('invalid', BAD_DATE, { date: BAD_DATE });
    const at = host.now().getTime();
    transaction(session.stores.cases, (db) => {
      if (to === 'reopened') reopenCase(db, opened, reason ?? '', date, at);
      else moveTo(db, opened, to, date, at);
      keepMoveComment(db, opened, input, at);
    });
    return { state: to === 'reopened' ? 'open_assessment' : to };
  });
}

/** The comment of a move is a note of the case, under its key; what was typed of it as a draft ends. */
function keepMoveComment(db: WritableDb<'cases'>, opened: OpenedCase, { to, date, comment }: Input<'cases.move'>, at: number): void {
  const { session, row, keys, isOwner } = opened;
  endDraft(db, session, { form: typedName('move', to), caseId: row.case_id, recordId: null });
  const text = comment?.trim() ?? '';
  if (text === '') return;
  const note = { caseId: row.case_id, date, subject: isOwner ? 'other' : 'supervision', text } as const;
  const object = insertNote(db, keys, note, writerOf(session), at);
  appendJournal(db, session.stores.actor, { kind: 'record.create', object, rev: 1, detail: { form: 'note' } }, at);
}

/** Reopens a closed case under its code, on to its assessment (reference §2.4); in the caller's transaction. */
export function reopenCase(db: WritableDb<'cases'>, opened: OpenedCase, reason: string, date: IsoDate, at: number): void {
  const { row, session } = opened;
  moveTo(db, opened, 'reopened', date, at);
  updateCase(db, row.case_id, { reopen_count: row.reopen_count + 1 }, session.stores.user.userId, at);
  keepReopenReason(db, opened, reason, at);
  moveTo(db, opened, 'open_assessment', date, at);
}

/** Why a case was reopened is kept with the closure it undoes (reference §3.16). */
function keepReopenReason(db: WritableDb<'cases'>, opened: OpenedCase, reason: string, at: number): void {
  const record = listRecords(db, opened.row.case_id, 'closure_gbv').at(-1);
  if (record === undefined) return;
  writeSourced(db, opened, 'closure_gbv', record, { reopen_reason: reason, closure_approval: 'approved' }, at);
}

function coarseOf(records: Records): CaseFile['coarse'] {
  const person: Answers = records.get('registration')?.[0]?.answers ?? records.get('contact')?.[0]?.answers ?? {};
  return {
    sex: codeAnswer(person, 'sex', 'sex'),
    ageGroup: codeAnswer(person, '@age_group', 'age_group'),
    displacement: codeAnswer(person, 'displacement_status', 'displacement_status'),
  };
}

/** The plan with what the supervisor has said of it. */
function shownPlan({ session, row }: OpenedCase, records: Records): CaseFile['plan'] {
  const plan = planOf(records);
  if (plan === null) return null;
  const { recordId, date, agreed, reviewDate, items } = plan;
  const asked = approvalsOf(session.stores.cases, row.case_id).find(({ kind, record_id }) => kind === 'plan' && record_id === recordId);
  return { recordId, date, agreed, reviewDate, approval: asked?.state ?? null, items: [...items] };
}

function referralsOf({ session }: OpenedCase, records: Records): CaseFile['referrals'] {
  const delays = delaysOf(session);
  return (records.get('referral') ?? []).flatMap(({ row, answers }) => {
    const category = codeAnswer(answers, 'ref_service_category', 'service_category');
    const referralCode = answers['referral_code'];
    if (category === null || typeof referralCode !== 'string') return [];
    return [{ recordId: row.record_id, referralCode, category, state: referralState(answers), feedbackDue: feedbackDue(answers, delays) }];
  });
}

/** `day`: the one on which they are judged; null while consent is to be asked again, and none is in force. */
function authorisationsShown(records: Records, day: IsoDate | null): CaseFile['authorisations'] {
  return authorisationsOf(records).map(({ recordId, consent }) => ({
    recordId,
    recipient: consent.recipient,
    providerId: consent.providerId,
    items: [...consent.items],
    until: consent.validUntil,
    inForce: day !== null && isInForce(consent, day),
  }));
}

function followUpsOf(records: Records): CaseFile['followUps'] {
  return (records.get('follow_up') ?? []).map(({ row, answers }) => ({
    recordId: row.record_id,
    due: dateAnswer(answers, 'fu_due'),
    date: dateAnswer(answers, 'fu_date'),
    outcome: codeAnswer(answers, 'fu_outcome', 'followup_outcome'),
    type: codeAnswer(answers, 'fu_type', 'followup_type'),
  }));
}

function closureOf({ session, row }: OpenedCase): CaseFile['closure'] {
  const newest = approvalsOf(session.stores.cases, row.case_id).find(({ kind }) => kind === 'closure');
  if (newest === undefined) return null;
  return { requestedBy: staffCodeOf(session, newest.requested_by) || null, decision: newest.state === 'requested' ? null : newest.state };
}

const NOT_POSSIBLE = {
  fr: 'Ce changement d’état n’est pas possible maintenant. Rien n’a été modifié.',
  en: 'This change of state is not possible now. Nothing was changed.',
};
const BAD_DATE = {
  fr: 'La date ne peut être ni dans le futur, ni avant le changement d’état précédent.',
  en: 'The date can be neither in the future nor before the previous change of state.',
};
