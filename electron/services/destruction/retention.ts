import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { approvalDue } from '../../../shared/rules/cases/dueDates.ts';
import { dateAnswer, numberAnswer } from '../../../shared/rules/counting/groupings.ts';
import { keptUntil } from '../../../shared/rules/cases/retention.ts';
import { addMonths, isDate, isDateTime, type IsoDate } from '../../../shared/time.ts';
import { requireCaseSession, minuteOf, today, type CaseSession, type Host } from '../../host.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { withCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { duplicatesOf, allCases } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { forgetIdentity, reduceToFacts } from '../../store/destruction/destroyedParts.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { joined, listRecords, openRecord } from '../../store/caseRecords/records.ts';
import { askCasesRenewal } from '../../store/keyRenewal/rotation.ts';
import { transaction } from '../../store/base/sql.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { approvalsOf, insertApproval } from '../../store/caseRecords/tasks.ts';
import { vouchedTime } from '../../store/base/vouchedTime.ts';
import { assertNoPreviousProfile } from '../backup/previousProfile.ts';
import { mayRead, scopeOf, withCase, withOwnCase, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { identifyingForms } from '../../../shared/forms/registry.ts';
import { confirmPassphrase } from '../session/personKeys.ts';
import { delaysOf } from '../session/settingsInForce.ts';

/** The kind of request by which a caseworker asks that an identity be destroyed. */
export const DESTROY_IDENTITY = 'destroy_identity';
/** Forms whose facts the monthly tables count; nothing is left of the others. */
const COUNTED: ReadonlySet<string> = new Set(['registration', 'contact', 'incident', 'alleged_perpetrator', 'service_disposition']);

/** Asks the supervisor to destroy the identity of a person, at her request or at the end of its time (reference §5.9, security §9.6). Throws Refused. */
export function askIdentityDestruction(
  input: Input<'retention.askIdentityDestruction'>,
  host: Host,
): Output<'retention.askIdentityDestruction'> {
  return withOwnCase(host, input.caseId, ({ session, row }) => {
    const { cases, actor, user } = session.stores;
    if (approvalsOf(cases, row.case_id).some(({ kind, state }) => kind === DESTROY_IDENTITY && state === 'requested'))
      throw new Refused('conflict', WAITS_ALREADY);
    const at = host.now().getTime();
    transaction(cases, (db) => {
      insertApproval(db, {
        case_id: row.case_id,
        record_id: null,
        kind: DESTROY_IDENTITY,
        state: 'requested',
        requested_by: user.userId,
        requested_at: at,
        due: approvalDue(today(host), 'high', delaysOf(session)),
        decided_by: null,
        decided_at: null,
        comment_record_id: null,
      });
      appendJournal(db, actor, { kind: 'approval.request', object: row.case_id, detail: { kind: DESTROY_IDENTITY } }, at);
    });
    return {};
  });
}

/** On the supervisor's signed decision, in its transaction and last: the keys of the case change. Throws Refused `conflict`. */
export function destroyIdentity(db: WritableDb<'cases'>, { session, row }: OpenedCase, at: number): void {
  for (const { case_id: caseId } of withDuplicates(session, row)) {
    if (!forgetIdentity(db, session.stores, caseId, identifyingForms())) throw new Refused('conflict', KEYS_FIRST);
    appendJournal(db, session.stores.actor, { kind: 'destroy.identity', object: caseId, detail: {} }, at);
  }
}

/**
 * A case and those of the same person that ended as its duplicates, as far as this session reads them: what is destroyed of a person must not stay in the
 * other file.
 */
function withDuplicates(session: CaseSession, row: CaseRow): readonly CaseRow[] {
  const own = duplicatesOf(session.stores.cases, row.case_id).filter((duplicate) => mayRead(session, duplicate));
  return [row, ...own.flatMap((duplicate) => withDuplicates(session, duplicate))];
}

/**
 * Cases of the team whose time is over, by code: never before the age that a child must reach (reference §5.9). Counted on the day that the work of others vouches for:
 * a clock set forward ends no case.
 */
export function listEndedCases(host: Host): Output<'retention.list'> {
  const { stores } = requireCaseSession(host);
  const time = vouchedTime(stores.cases, host.now().getTime(), stores.user.userId);
  const day = minuteOf(time).slice(0, 10);
  return { cases: endedOn(host, day), countedOn: time === 0 ? null : day };
}

function endedOn(host: Host, day: IsoDate): Output<'retention.list'>['cases'] {
  const session = requireCaseSession(host);
  return closedLongAgo(session, day).flatMap((row) => {
    const until = untilOf(session, row);
    return until === null || until > day ? [] : [{ caseId: row.case_id, code: row.code, endedOn: row.state_on, until }];
  });
}

/** Throws Refused `conflict` for a case whose time is not over, or is so by the clock of this computer alone. */
function assertEnded(host: Host, caseId: string): void {
  if (listEndedCases(host).cases.some((one) => one.caseId === caseId)) return;
  throw new Refused('conflict', endedOn(host, today(host)).some((one) => one.caseId === caseId) ? CLOCK_ALONE : NOT_ENDED);
}

/** Destroys the content of a case whose time is over; only its statistical line is left. The supervisor's passphrase is asked. Throws Refused. */
export async function destroyContent(input: Input<'retention.destroy'>, host: Host): Promise<Output<'retention.destroy'>> {
  assertEnded(host, input.caseId);
  assertNoPreviousProfile(host);
  await confirmPassphrase(host, input.passphrase);
  return withCase(host, input.caseId, ({ session, row }) => {
    const { stores } = session;
    const at = host.now().getTime();
    askCasesRenewal(stores);
    transaction(stores.cases, (db) => {
      assertEnded(host, row.case_id);
      for (const { case_id: caseId } of withDuplicates(session, row)) {
        if (!reduceToFacts(db, stores, caseId, today(host), reduced)) throw new Refused('conflict', KEYS_FIRST);
        appendJournal(db, stores.actor, { kind: 'destroy.case', object: caseId, detail: {} }, at);
      }
    });
    return {};
  });
}

function closedLongAgo(session: CaseSession, day: IsoDate): readonly CaseRow[] {
  const stateBy = addMonths(day, -12 * session.settings.retentionYears);
  return allCases(session.stores.cases, { ...scopeOf(session), states: ['closed', 'transferred'], stateBy });
}

/** null: not to be shown, or an altered file. */
function untilOf({ stores, settings }: CaseSession, row: CaseRow): IsoDate | null {
  try {
    return withCaseKeys(stores.cases, stores, row.case_id, (keys) => {
      const record = listRecords(stores.cases, row.case_id, 'registration').at(-1);
      if (record === undefined) return null;
      const answers = joined(openRecord(stores.cases, keys, row.site_id, record, ['OP', 'facts', 'QI']));
      const registeredOn = dateAnswer(answers, 'registration_date');
      const person = { endedOn: row.state_on, registeredOn, ageYears: numberAnswer(answers, 'age_years') };
      return keptUntil(person, settings.retentionYears, settings.retentionChildAge);
    });
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Codes and months alone; of a place, its region. */
function reduced(form: string, facts: Answers): Answers | null {
  if (!COUNTED.has(form)) return null;
  const kept = Object.entries(facts).filter(
    ([name, answer]) => name !== '@cercle' && typeof answer === 'string' && !isDate(answer) && !isDateTime(answer),
  );
  return Object.fromEntries(kept);
}

const WAITS_ALREADY = {
  fr: 'La supervision a déjà cette demande. Rien n’a été modifié.',
  en: 'Your supervisor already has this request. Nothing was changed.',
};
const KEYS_FIRST = {
  fr: 'Les clés de l’équipe sont en train d’être renouvelées. Recommencez après la prochaine session de l’administration. Rien n’a été détruit.',
  en: 'The team’s keys are being renewed. Start again after the administrator’s next session. Nothing was destroyed.',
};
const NOT_ENDED = {
  fr: 'Le temps de garde de ce dossier n’est pas terminé. Rien n’a été détruit.',
  en: 'The time for which this case is kept is not over. Nothing was destroyed.',
};
const CLOCK_ALONE = {
  fr: 'Le temps de garde de ce dossier n’est terminé que d’après la date de cet ordinateur. Vérifiez-la ; elle sera crue quand d’autres personnes auront travaillé ici quelque temps à cette date. Rien n’a été détruit.',
  en: 'The time for which this case is kept is over by the date of this computer alone. Check it; it will be believed once other people have worked here for some time at that date. Nothing was destroyed.',
};
