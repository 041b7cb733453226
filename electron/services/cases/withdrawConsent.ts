import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { isCode, type CodeOf } from '../../../shared/forms/lists/all.ts';
import { mayMove } from '../../../shared/rules/cases/caseState.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import { mayMoveReferral } from '../../../shared/rules/referrals/referralState.ts';
import { today, type Host } from '../../host.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { updateRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { assertOpen, frozenMonths, stateOf, withOwnCase, wholeAnswers, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { openedRecords, momentOf } from '../caseRecords/openedRecords.ts';
import { moveTo } from './moves.ts';
import { withdrawnScopes } from '../consent/consentAct.ts';
import { applyEffects, writeReferralState, type Change } from '../forms/effects.ts';
import { referralState } from '../referrals.ts';
import { storageOf } from '../caseRecords/storage.ts';

type Scope = CodeOf<'consent_scope'>;

/** Withdrawals that end what a referral rests on (reference §5.1.1.4). */
const ENDS_SHARING: readonly Scope[] = ['services', 'sharing', 'all'];

/**
 * Records that the person withdraws consent, wholly or partly, for the future: marks of the case, referrals not yet handed over cancelled,
 * authorisations ended, and the case suspended when services are withdrawn (reference §2.4, §2.5). Throws Refused.
 */
export function withdrawConsent(input: Input<'cases.withdrawConsent'>, host: Host): Output<'cases.withdrawConsent'> {
  return withOwnCase(host, input.caseId, (opened) => {
    const { session, row, keys } = opened;
    assertOpen(row);
    const scopes = input.scope.filter((scope) => isCode('consent_scope', scope));
    if (scopes.length < input.scope.length) throw new Refused('invalid', UNKNOWN_SCOPE);
    const consent = openedRecords(session.stores.cases, keys, row.site_id, row.case_id).get('consent_service')?.at(-1);
    if (consent === undefined) throw new Refused('conflict', NO_CONSENT);
    const given = dateAnswer(consent.answers, 'consent_datetime');
    if (input.date > today(host) || (given !== null && input.date < given)) throw new Refused('invalid', BAD_DATE, { date: BAD_DATE });
    const change: Change = { ...momentOf(host), at: host.now().getTime() };
    const cancelledReferrals = transaction(session.stores.cases, (db) => {
      writeWithdrawal(db, opened, consent.row, scopes, input.date, change);
      const ends = scopes.some((scope) => ENDS_SHARING.includes(scope));
      if (ends) endAuthorisations(db, opened, input.date, change);
      const cancelled = ends ? cancelUnsent(db, opened, change) : 0;
      appendJournal(
        db,
        session.stores.actor,
        { kind: 'consent.withdraw', object: row.case_id, detail: { scopes: scopes.length, cancelled } },
        change.at,
      );
      applyEffects(db, opened, 'consent_service', change);
      const stops = scopes.includes('services') || scopes.includes('all');
      const present = readCase(db, row.case_id) ?? row;
      if (stops && mayMove(stateOf(present), 'suspended', 'caseworker', new Set(['consent_withdrawn'])))
        moveTo(db, opened, 'suspended', input.date, change.at);
      return cancelled;
    });
    return { state: stateOf(readCase(session.stores.cases, row.case_id) ?? row), cancelledReferrals };
  });
}

function writeWithdrawal(
  db: WritableDb<'cases'>,
  opened: OpenedCase,
  record: RecordRow,
  scopes: readonly Scope[],
  date: string,
  change: Change,
): void {
  const answers = wholeAnswers(db, opened.keys, opened.row.site_id, record);
  const all = [...new Set([...withdrawnScopes(answers), ...scopes])];
  rewrite(
    db,
    opened,
    'consent_service',
    record,
    { ...answers, withdrawn_on: date, withdrawn_scope: all.includes('all') ? ['all'] : all },
    change,
  );
}

function endAuthorisations(db: WritableDb<'cases'>, opened: OpenedCase, date: string, change: Change): void {
  const shares = openedRecords(db, opened.keys, opened.row.site_id, opened.row.case_id).get('consent_share') ?? [];
  for (const { row: record, answers: known } of shares) {
    if (known['share_withdrawn_on'] !== undefined) continue;
    rewrite(
      db,
      opened,
      'consent_share',
      record,
      { ...wholeAnswers(db, opened.keys, opened.row.site_id, record), share_withdrawn_on: date },
      change,
    );
  }
}

/** Only referrals not yet handed over: what was said cannot be taken back (reference §2.5). */
function cancelUnsent(db: WritableDb<'cases'>, opened: OpenedCase, { at }: Change): number {
  const { keys, row } = opened;
  const unsent = (openedRecords(db, keys, row.site_id, row.case_id).get('referral') ?? []).filter(({ answers }) =>
    mayMoveReferral(referralState(answers), 'cancelled', 'system', new Set()),
  );
  for (const { row: record } of unsent)
    writeReferralState(db, opened, record, wholeAnswers(db, keys, row.site_id, record), 'cancelled', at);
  return unsent.length;
}

function rewrite(
  db: WritableDb<'cases'>,
  { session, keys }: OpenedCase,
  form: 'consent_service' | 'consent_share',
  record: RecordRow,
  answers: Answers,
  { at }: Change,
): void {
  const parts = storageOf(form, answers, { registration: null, frozen: frozenMonths(db) });
  const { record_id: recordId, revision, version, status } = record;
  updateRecord(db, keys, { recordId, revision, version, status, answers: parts }, writerOf(session), at);
  appendJournal(db, session.stores.actor, { kind: 'record.update', object: recordId, rev: revision + 1, detail: { form } }, at);
}

const UNKNOWN_SCOPE = {
  fr: 'Cette portée de retrait n’existe pas. Rien n’a été modifié.',
  en: 'This scope of withdrawal does not exist. Nothing was changed.',
};
const NO_CONSENT = { fr: 'Aucun consentement n’est enregistré dans ce dossier.', en: 'No consent is recorded in this case.' };
const BAD_DATE = {
  fr: 'La date du retrait est entre celle du consentement et aujourd’hui.',
  en: 'The date of withdrawal lies between that of the consent and today.',
};
