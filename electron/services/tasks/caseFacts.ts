import type { Answers } from '../../../shared/forms/answers.ts';
import type { CaseRow as ListedCase } from '../../../shared/contract/cases.ts';
import { codeAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { IsoDate } from '../../../shared/time.ts';
import type { CaseSession } from '../../host.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { readFacts } from '../../store/caseRecords/facts.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { staffCodeOf, stateOf } from '../caseRecords/caseAccess.ts';
import { isConsentDue } from '../consent/consentDue.ts';
import { taskTitle } from './taskWords.ts';
import { daysLate, type Risk } from './shownTask.ts';

/** Risk retained in every opened case, from the facts in memory: the newest assessment decides. */
export function risksOf(db: ReadableDb<'cases'>): ReadonlyMap<string, Risk> {
  const risks = new Map<string, Risk>();
  for (const fact of readFacts(db, 'risk_assessment')) {
    const answers: Answers = JSON.parse(fact.answers);
    const risk = codeAnswer(answers, 'risk_level', 'risk_level');
    if (risk !== null) risks.set(fact.case_id, risk);
  }
  return risks;
}

/** One line of the case list: code, state, due date, marks; sex, age, type and name are no columns (interface 3.4). */
export function listedCase(
  session: CaseSession,
  row: CaseRow,
  known: { readonly risk: Risk | null; readonly lastContact: IsoDate | null },
  today: IsoDate,
): ListedCase {
  const { next_due: due, next_due_kind: kind } = row;
  return {
    caseId: row.case_id,
    caseCode: row.code,
    program: row.program,
    state: stateOf(row),
    risk: known.risk,
    nextDue: due === null || kind === null ? null : { kind, title: taskTitle(kind), date: due, daysLate: daysLate(due, today) },
    lastContact: known.lastContact,
    consent: marksShown(row, isConsentDue(session.stores.cases, row)),
    ownerCode: staffCodeOf(session, row.owner_id),
    origin: row.origin,
  };
}

/** After a reopening a former « yes » is shown no more until consent is asked again; a « no » remains. */
function marksShown(row: CaseRow, due: boolean): ListedCase['consent'] {
  const mark = (answer: 'yes' | 'no' | null) => (due && answer === 'yes' ? 'again' : answer);
  return { services: mark(row.consent_services), reporting: mark(row.consent_reporting), contact: mark(row.consent_contact) };
}
