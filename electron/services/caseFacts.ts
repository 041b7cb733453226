import type { Answers } from '../../shared/forms/answers.ts';
import type { CodeOf } from '../../shared/forms/lists/all.ts';
import type { CaseClocks, CaseRow as ListedCase, Task } from '../../shared/contract/cases.ts';
import { CLOCK_HOURS, clocksThatApply, medicalClocks, type ClockFacts } from '../../shared/rules/clocks.ts';
import { ageAtIncident } from '../../shared/rules/ages.ts';
import { codeAnswer, dateAnswer, incidentDateOf, personDatesOf } from '../../shared/rules/groupings.ts';
import { incidentDays } from '../../shared/rules/incidentDate.ts';
import { daysBetween, isTime, type IsoDate, type IsoDateTime } from '../../shared/time.ts';
import type { CaseSession } from '../host.ts';
import type { ReadableDb } from '../store/database.ts';
import { readFacts } from '../store/facts.ts';
import type { CaseRow } from '../store/tables.ts';
import type { OpenTask } from '../store/tasks.ts';
import { staffCodeOf, stateOf } from './caseAccess.ts';
import type { OpenedRecord } from './caseTasks.ts';
import { taskForm, taskTitle } from './taskWords.ts';

type Records = ReadonlyMap<string, readonly OpenedRecord[]>;
type Risk = CodeOf<'risk_level'>;

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
    consent: { services: row.consent_services, reporting: row.consent_reporting, contact: row.consent_contact },
    ownerCode: staffCodeOf(session, row.owner_id),
    origin: row.origin,
  };
}

/** A task as the lists show it. */
export function shownTask(task: OpenTask, risk: Risk | null, today: IsoDate): Task {
  return {
    kind: task.kind,
    title: taskTitle(task.kind),
    caseId: task.case_id,
    caseCode: task.code,
    risk,
    due: task.due,
    daysLate: daysLate(task.due, today),
    form: taskForm(task.kind),
    recordId: task.record_id,
  };
}

function daysLate(due: IsoDate, today: IsoDate): number {
  return Math.max(0, daysBetween(due, today));
}

/** The medical clocks of a case, on its incidents, by the one rule (reference §5.4); null when none runs or can still run. */
export function caseClocks(
  row: Pick<CaseRow, 'case_id' | 'code'>,
  records: Records,
  risk: Risk | null,
  now: IsoDateTime,
): CaseClocks | null {
  const registration = records.get('registration')?.[0]?.answers ?? {};
  const found = (records.get('incident') ?? []).map(({ answers }) => medicalClocks(clockFacts(answers, registration), now));
  const clocks = found.flatMap((one) => (one.status === 'dated' ? one.clocks.map((clock) => ({ clock, note: one.note })) : []));
  const undated = found.flatMap((one, rank) => (one.status === 'undated' && mayStillRun(records, rank, now) ? [one.message] : []));
  if (clocks.length === 0 && undated.length === 0) return null;
  return {
    caseId: row.case_id,
    caseCode: row.code,
    risk,
    clocks: clocks.map(({ clock, note }) => ({
      kind: clock.kind,
      hours: CLOCK_HOURS[clock.kind],
      remainingLow: clock.hoursLeft.low,
      remainingHigh: clock.hoursLeft.high,
      cautiousDeadline: clock.deadline.earliest,
      latestDeadline: clock.deadline.latest,
      hourKnown: note === null,
      over: clock.state === 'over',
    })),
    advice: undated[0] ?? null,
  };
}

/** Whether a clock of the case can still be met: a high risk is suggested (reference §5.4.3). */
export function isRunning(clocks: CaseClocks | null): boolean {
  return clocks !== null && clocks.clocks.some(({ over }) => !over);
}

/** What the rule of the clocks needs: the type from the facts, the day from the incident; a blank exposure counts as possible. */
function clockFacts(incident: Answers, registration: Answers): ClockFacts {
  const time = incident['incident_time'];
  const person = personDatesOf(registration);
  const date = incidentDateOf(incident);
  return {
    gbvType: codeAnswer(incident, '@type', 'gbv_type'),
    exposure: null,
    sex: codeAnswer(registration, 'sex', 'sex'),
    age: person === null ? null : (ageAtIncident(person, incidentDays(date))?.low ?? person.ageYears),
    pregnancyRisk: codeAnswer(incident, 'pregnancy_risk', 'yes_no_unknown'),
    incident: date,
    time: typeof time === 'string' && isTime(time) ? time : null,
  };
}

/** An incident without exact day can still have a clock while its latest possible day is less than the longest one away. */
function mayStillRun(records: Records, rank: number, now: IsoDateTime): boolean {
  const answers = records.get('incident')?.[rank]?.answers ?? {};
  if (clocksThatApply(clockFacts(answers, {})).length === 0) return false;
  const latest = incidentDays(incidentDateOf(answers))?.latest ?? dateAnswer(answers, 'report_date');
  return latest !== null && daysBetween(latest, now.slice(0, 10)) <= LONGEST_DAYS;
}

/** The longest clock, in days (reference §5.4.1). */
const LONGEST_DAYS = Math.max(...Object.values(CLOCK_HOURS)) / 24;
