import type { CaseClocks } from '../../../shared/contract/cases.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { ageAtIncident } from '../../../shared/rules/incident/ages.ts';
import { CLOCK_HOURS, medicalClocks, stillRuns, type ClockFacts } from '../../../shared/rules/incident/clocks.ts';
import { codeAnswer, dateAnswer, incidentDateOf, personDatesOf } from '../../../shared/rules/counting/groupings.ts';
import { coveredUntil, isCaredHere, type HealthCare } from '../../../shared/rules/incident/healthCare.ts';
import { incidentDays } from '../../../shared/rules/incident/incidentDate.ts';
import { isSuccessful } from '../../../shared/rules/referrals/referralState.ts';
import type { RiskLevel } from '../../../shared/rules/cases/risk.ts';
import { dayOf, daysBetween, isDateTime, isTime, type IsoDateTime } from '../../../shared/time.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import type { OpenedRecord, Records } from '../caseRecords/openedRecords.ts';

/** The medical clocks of a case, on its incidents, by the one rule (reference §5.4); null when none was, runs or can still run. */
export function caseClocks(
  row: Pick<CaseRow, 'case_id' | 'code'>,
  records: Records,
  risk: RiskLevel | null,
  now: IsoDateTime,
): CaseClocks | null {
  const found = (records.get('incident') ?? []).map((incident) => {
    const facts = clockFacts(incident, records);
    return { facts, read: medicalClocks(facts, now) };
  });
  const clocks = found.flatMap(({ read }) => (read.status === 'dated' ? read.clocks.map((clock) => ({ clock, note: read.note })) : []));
  const undated = found.flatMap(({ facts, read }) =>
    read.status === 'undated' && !read.careGiven && mayStillRun(facts, now) ? [read.message] : [],
  );
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
      careGiven: clock.careGiven,
    })),
    advice: undated[0] ?? null,
  };
}

/** Whether somebody has to be hurried to care: a clock of the case can still be met and was not, or may run unseen (reference §5.4.2–3). */
export function callsForCare(clocks: CaseClocks | null): clocks is CaseClocks {
  return clocks !== null && (clocks.advice !== null || clocks.clocks.some(stillRuns));
}

/** The clocks that a page of the case shows: those that alarm, and those whose time is not over and that care has met. */
export function shownClocks(clocks: CaseClocks | null): CaseClocks | null {
  return clocks !== null && (clocks.advice !== null || clocks.clocks.some(({ over }) => !over)) ? clocks : null;
}

/** Until which assaults the health care of a case reaches: referrals that ended in a service, and what follow-ups and actions of the plan gave here (reference §2.5, §3.12, §3.14, §3.15). */
export function healthCareUntil(records: Records): IsoDateTime | null {
  const events = records.get('referral_event') ?? [];
  const referred = (records.get('referral') ?? []).flatMap(({ row, answers }): readonly HealthCare[] => {
    const state = codeAnswer(answers, 'ref_state', 'referral_state');
    if (answers['ref_service_category'] !== 'health' || state === null || !isSuccessful(state)) return [];
    const last = events.findLast((event) => event.row.parent_id === row.record_id && event.answers['event_state'] === state)?.answers ?? {};
    const day = dateAnswer(last, 'service_date') ?? dateAnswer(last, 'event_datetime');
    return day === null ? [] : [{ day, askedAt: instantAnswer(answers, 'ref_date') }];
  });
  const given = (records.get('follow_up') ?? []).flatMap(({ answers }): readonly HealthCare[] => {
    const services = answers['fu_services_given'];
    const day = dateAnswer(answers, 'fu_date');
    return day !== null && Array.isArray(services) && services.includes('health') ? [{ day, askedAt: null }] : [];
  });
  const done = (records.get('plan_item') ?? []).flatMap(({ answers }): readonly HealthCare[] => {
    const day = dateAnswer(answers, 'item_done_date');
    const here = answers['item_provision'] === 'provided_here' && answers['item_service_category'] === 'health';
    return day !== null && here && answers['item_status'] === 'done' ? [{ day, askedAt: null }] : [];
  });
  return coveredUntil([...referred, ...given, ...done]);
}

function instantAnswer(answers: Answers, field: string): IsoDateTime | null {
  const answer = answers[field];
  return typeof answer === 'string' && isDateTime(answer) ? answer : null;
}

/** What the rule of the clocks needs: the type from the facts, the day from the incident; a blank exposure counts as possible. */
function clockFacts({ row, answers: incident }: OpenedRecord, records: Records): ClockFacts {
  const time = incident['incident_time'];
  const registration = records.get('registration')?.[0]?.answers ?? {};
  const person = personDatesOf(registration);
  const date = incidentDateOf(incident);
  const dispositions = (records.get('service_disposition') ?? []).filter((one) => one.row.parent_id === row.record_id);
  return {
    gbvType: codeAnswer(incident, '@type', 'gbv_type'),
    exposure: null,
    sex: codeAnswer(registration, 'sex', 'sex'),
    age: person === null ? null : (ageAtIncident(person, incidentDays(date))?.low ?? person.ageYears),
    pregnancyRisk: codeAnswer(incident, 'pregnancy_risk', 'yes_no_unknown'),
    incident: date,
    time: typeof time === 'string' && isTime(time) ? time : null,
    reportedOn: dateAnswer(incident, 'report_date'),
    caredHere: isCaredHere(dispositions.map(({ answers }) => answers)),
    careUntil: healthCareUntil(records),
  };
}

/** An incident without exact day can still have a clock while its latest possible day is less than the longest one away. */
function mayStillRun({ incident, reportedOn }: ClockFacts, now: IsoDateTime): boolean {
  const latest = incidentDays(incident)?.latest ?? reportedOn;
  return latest !== null && daysBetween(latest, dayOf(now)) <= LONGEST_DAYS;
}

/** The longest clock, in days (reference §5.4.1). */
const LONGEST_DAYS = Math.max(...Object.values(CLOCK_HOURS)) / 24;
