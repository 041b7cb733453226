import type { Output } from '../../shared/contract.ts';
import { IN_CARE } from '../../shared/rules/cases/caseState.ts';
import { addDays, addMonths, monthOf, type IsoDate } from '../../shared/time.ts';
import { requireCaseSession, minuteOf, today, type CaseSession, type Host } from '../host.ts';
import { briefCases, type BriefCase } from '../store/caseRecords/cases.ts';
import { readReport } from '../store/months/reports.ts';
import { isPaperDue } from '../store/journal/paperWitness.ts';
import { pendingProposals } from '../store/roster/roster.ts';
import { listStaff } from '../store/roster/staff.ts';
import { lateByOwner, openTasks, waitingApprovals, type OpenTask } from '../store/caseRecords/tasks.ts';
import { waitingChanges } from './accounts/changes.ts';
import { cardDue } from './exchange/cards.ts';
import { staffCodeOf } from './caseRecords/caseAccess.ts';
import { risksOf } from './tasks/caseFacts.ts';
import { byRisk, type Risks } from './day.ts';
import { pendingPairs } from './duplicates/duplicates.ts';
import { countHandovers } from './cases/handovers.ts';
import { ownHeldRows } from './takeover/held.ts';
import { abandonedAsks } from './duplicates/queries.ts';
import { renewalState } from './accounts/renewal.ts';
import { channelAlerts } from './mandatoryReporting/duties.ts';
import { DESTROY_IDENTITY } from './destruction/retention.ts';
import { settingsToSign } from './settings/changes.ts';
import { waitingSources } from './takeover/own.ts';
import { taskTitle } from './tasks/taskWords.ts';

type Team = Output<'team.open'>;

/** What waits for the supervisor, from the columns of the work and facts; persons by code, in the order of the codes, never ranked. */
export function openTeam(host: Host): Team {
  const session = requireCaseSession(host);
  const { cases, admin, user } = session.stores;
  const teamId = user.teamId ?? '';
  const day = today(host);
  const rows = briefCases(cases, { teamId, states: IN_CARE });
  const risks = risksOf(cases);
  return {
    openCases: rows.length,
    unread: session.factsWaiting.size,
    approvals: waitingApprovals(cases, teamId).map((approval) => ({
      approvalId: approval.approval_id,
      caseId: approval.case_id,
      caseCode: approval.code,
      kind: approval.kind,
      title: approvalTitle(approval.kind),
      requestedAt: minuteOf(approval.requested_at),
      requestedBy: staffCodeOf(session, approval.requested_by),
      due: approval.due,
    })),
    alerts: [
      ...channelAlerts(session),
      ...lateAtHighRisk(session, rows, risks, day).map(lateAlert),
      ...askedAlerts(session, host.now().getTime()),
    ],
    caseload: caseloads(session, rows, risks, day),
    pendingAccounts: pendingProposals(admin).filter(({ row }) => row.state === 'enrolled').length,
    cardDue: cardDue(session, day),
    paperDue: isPaperDue(cases, host.now().getTime()),
    pendingActs: waitingChanges(host).filter(({ mayConfirm }) => mayConfirm).length,
    pendingSettings: settingsToSign(session.stores, host.now().getTime()),
    renewal: renewalState(host),
    pendingPairs: pendingPairs(session),
    toHandOver: countHandovers(session, rows),
    corrections: ownHeldRows(session).length,
    sources: waitingSources(session, today(host)).length,
    month: reportMonth(session, day),
  };
}

function caseloads(session: CaseSession, rows: readonly BriefCase[], risks: Risks, day: IsoDate): Team['caseload'] {
  const { roster, admin, cases, user } = session.stores;
  const most = new Map(listStaff(admin).map((staff) => [staff.user_id, staff.most_cases]));
  const owned = Map.groupBy(rows, (row) => row.owner_id);
  const late = lateByOwner(cases, user.teamId ?? '', addDays(day, -1));
  return [...roster.users.values()]
    .filter((person) => person.role === 'caseworker' && person.status === 'active' && person.teamId === user.teamId)
    .toSorted((left, right) => left.staffCode.localeCompare(right.staffCode))
    .map((person) => ({
      staffCode: person.staffCode,
      ...byRisk(owned.get(person.userId) ?? [], risks),
      late: late.get(person.userId) ?? 0,
      most: most.get(person.userId) ?? session.settings.caseloadMost,
    }));
}

function lateAtHighRisk(session: CaseSession, rows: readonly BriefCase[], risks: Risks, day: IsoDate): readonly OpenTask[] {
  const caseIds = rows.flatMap(({ case_id }) => (risks.get(case_id) === 'high' ? [case_id] : []));
  return caseIds.length === 0 ? [] : openTasks(session.stores.cases, { caseIds, by: addDays(day, -1) });
}

function lateAlert(task: OpenTask): Team['alerts'][number] {
  const { fr, en } = taskTitle(task.kind);
  return { caseId: task.case_id, caseCode: task.code, what: { fr: `Risque élevé, en retard\u00a0: ${fr}`, en: `High risk, late: ${en}` } };
}

/** Who left many intakes after looking whether the person is known, among the team (security §2.7). */
function askedAlerts(session: CaseSession, at: number): Team['alerts'] {
  const { roster, user } = session.stores;
  return [...abandonedAsks(session, at)].flatMap(([userId, count]) => {
    const person = roster.users.get(userId);
    if (person === undefined || person.teamId !== user.teamId) return [];
    return [
      {
        caseId: null,
        caseCode: null,
        what: {
          fr: `${person.staffCode}\u00a0: ${count} accueils abandonnés après une recherche de doublons, en 30 jours`,
          en: `${person.staffCode}: ${count} intakes abandoned after a search for duplicates, in 30 days`,
        },
      },
    ];
  });
}

function approvalTitle(kind: string) {
  if (kind === 'closure') return { fr: 'Clôture à valider', en: 'Closure to approve' };
  if (kind === 'override')
    return {
      fr: 'Accompagnement sans consentement, dans l’intérêt de l’enfant',
      en: 'Care without consent, in the child’s best interests',
    };
  if (kind === 'plan') return { fr: 'Plan d’action à valider', en: 'Action plan to approve' };
  if (kind === DESTROY_IDENTITY) return { fr: 'Identité à détruire', en: 'Identity to destroy' };
  return { fr: 'Consentement à valider', en: 'Consent to validate' };
}

/** The month that is due for the report: the last month that has ended. */
function reportMonth(session: CaseSession, day: IsoDate): Team['month'] {
  const month = monthOf(addMonths(`${monthOf(day)}-01`, -1));
  const report = readReport(session.stores.cases, session.site.code, 'gbv', month);
  const state = report === undefined ? 'open' : report.exported_at === null ? 'frozen' : 'exported';
  return { month, state };
}
