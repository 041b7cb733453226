import type { Output } from '../../shared/contract.ts';
import { IN_CARE, OPEN_STATES, isOpen } from '../../shared/rules/cases/caseState.ts';
import { stillRuns } from '../../shared/rules/incident/clocks.ts';
import { compareRisk, type RiskLevel } from '../../shared/rules/cases/risk.ts';
import { addDays } from '../../shared/time.ts';
import { requireCaseSession, nowMinute, today, type CaseSession, type Host } from '../host.ts';
import { withCaseKeys } from '../store/caseRecords/caseKeys.ts';
import { briefCases, type BriefCase, allCases } from '../store/caseRecords/cases.ts';
import { readFacts } from '../store/caseRecords/facts.ts';
import { readRecord } from '../store/caseRecords/records.ts';
import type { CaseRow } from '../store/base/casesTables.ts';
import { listHeldRows } from '../store/takeover/takeovers.ts';
import { approvalsOf, openTasks } from '../store/caseRecords/tasks.ts';
import { readStaff } from '../store/roster/staff.ts';
import { stateOf } from './caseRecords/caseAccess.ts';
import { callsForCare, caseClocks } from './tasks/caseClocks.ts';
import { risksOf } from './tasks/caseFacts.ts';
import { shownTask } from './tasks/shownTask.ts';
import { ownDrafts, purgeOldDrafts } from './caseRecords/drafts.ts';
import { ownRecords } from './tasks/ownerRecords.ts';
import { waitingSources } from './takeover/own.ts';
import { openFactsOf } from './caseRecords/openedFacts.ts';
import { reportingTasks } from './mandatoryReporting/duties.ts';
import { isCode } from '../../shared/forms/lists/all.ts';
import { isSexual } from '../../shared/rules/incident/classification.ts';

const WEEK = 7;
const DECISION_DAYS = 14;
const DAY_MILLISECONDS = 86_400_000;
/** Longest medical clock and a day of margin: an incident not written since cannot have one running (reference §5.4.1). */
const CLOCK_DAYS = 6;

export type Risks = ReadonlyMap<string, RiskLevel>;

/** A caseworker's day: running clocks, what is late and due, drafts, the supervisor's answers (interface 3.3). No identity is opened. */
export function openDay(host: Host): Output<'day.open'> {
  const session = requireCaseSession(host);
  const { cases, user } = session.stores;
  purgeOldDrafts(session, host.now().getTime());
  const day = today(host);
  const own = allCases(cases, { ownerId: user.userId, states: [...OPEN_STATES, 'closure_requested', 'reopened'] });
  openFactsOf(
    session,
    own.map((row) => row.case_id),
  );
  const risks = risksOf(cases);
  const until = addDays(day, WEEK);
  const reporting = reportingTasks(
    session,
    own.filter((row) => isOpen(stateOf(row))),
    risks,
    day,
  ).filter(({ due }) => due <= until);
  const tasks = [
    ...openTasks(cases, { ownerId: user.userId, by: until }).map((task) => shownTask(task, risks.get(task.case_id) ?? null, day)),
    ...reporting,
  ].toSorted((left, right) => left.due.localeCompare(right.due) || compareRisk(right.risk ?? 'low', left.risk ?? 'low'));
  return {
    today: day,
    clocks: runningClocks(session, host, own, risks),
    late: tasks.filter(({ due }) => due < day),
    dueToday: tasks.filter(({ due }) => due === day),
    week: tasks.filter(({ due }) => due > day),
    drafts: ownDrafts(session),
    decisions: decisionsOn(session, own, host.now().getTime()),
    openCases: briefCases(cases, { ownerId: user.userId, states: IN_CARE }).length,
    caseload: { ...byRisk(own, risks), most: readStaff(session.stores.admin, user.userId)?.most_cases ?? session.settings.caseloadMost },
    corrections: listHeldRows(cases).filter((row) => row.owner_id === user.userId).length,
    sources: waitingSources(session, day).length,
  };
}

/** Open cases and how many of each risk; a case without assessment is unknown, never low. */
export function byRisk(
  rows: readonly BriefCase[],
  risks: Risks,
): { readonly open: number; readonly high: number; readonly medium: number; readonly low: number; readonly unknown: number } {
  const open = rows.filter((row) => isOpen(stateOf(row)));
  const of = (risk: RiskLevel | undefined) => open.filter((row) => risks.get(row.case_id) === risk).length;
  return { open: open.length, high: of('high'), medium: of('medium'), low: of('low'), unknown: of(undefined) };
}

/** Only cases whose facts say sexual violence, written in the last days, are opened to the date and hour. Soonest deadline first. */
function runningClocks(session: CaseSession, host: Host, own: readonly CaseRow[], risks: Risks): Output<'day.open'>['clocks'] {
  const { stores } = session;
  const since = host.now().getTime() - CLOCK_DAYS * DAY_MILLISECONDS;
  const recent = new Set(
    readFacts(stores.cases, 'incident').flatMap((fact) => {
      const record = isSexualFact(fact.answers) ? readRecord(stores.cases, fact.record_id) : undefined;
      return record !== undefined && record.updated_at >= since ? [fact.case_id] : [];
    }),
  );
  return own
    .filter((row) => recent.has(row.case_id))
    .flatMap((row) => {
      const clocks = withCaseKeys(stores.cases, stores, row.case_id, (keys) =>
        caseClocks(row, ownRecords({ session, row, keys, isOwner: true }), risks.get(row.case_id) ?? null, nowMinute(host)),
      );
      return callsForCare(clocks) ? [{ ...clocks, clocks: clocks.clocks.filter(stillRuns) }] : [];
    })
    .toSorted((left, right) => soonest(left).localeCompare(soonest(right)));
}

function isSexualFact(facts: string): boolean {
  const parsed: { readonly '@type'?: unknown } = JSON.parse(facts);
  return isCode('gbv_type', parsed['@type']) && isSexual(parsed['@type']);
}

function soonest({ clocks }: Output<'day.open'>['clocks'][number]): string {
  return clocks.map(({ cautiousDeadline }) => cautiousDeadline).toSorted()[0] ?? '';
}

/** What the supervisor answered in the last days. */
function decisionsOn(session: CaseSession, own: readonly CaseRow[], now: number): Output<'day.open'>['decisions'] {
  const recent = (at: number | null): boolean => at !== null && at >= now - DECISION_DAYS * DAY_MILLISECONDS;
  const closed = allCases(session.stores.cases, { ownerId: session.stores.user.userId, states: ['closed'] });
  return [...own, ...closed.filter((row) => recent(row.updated_at))].flatMap((row) =>
    approvalsOf(session.stores.cases, row.case_id)
      .filter(({ state, decided_at }) => state !== 'requested' && recent(decided_at))
      .map(({ kind, state }) => ({
        caseId: row.case_id,
        caseCode: row.code,
        what: decisionWords(kind, state === 'approved'),
        good: state === 'approved',
      })),
  );
}

function decisionWords(kind: string, approved: boolean) {
  if (kind === 'closure')
    return approved
      ? { fr: 'Clôture validée', en: 'Closure approved' }
      : { fr: 'Clôture renvoyée, avec un commentaire', en: 'Closure sent back, with a comment' };
  return approved ? { fr: 'Demande validée', en: 'Request approved' } : { fr: 'Demande renvoyée', en: 'Request sent back' };
}
