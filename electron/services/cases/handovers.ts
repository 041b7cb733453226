import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { IN_CARE } from '../../../shared/rules/cases/caseState.ts';
import { requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import type { RosterUser } from '../../keys/rosterState.ts';
import { readCase, type BriefCase, allCases } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { moveNotices, readNotices, type Notices } from '../../store/caseRecords/notices.ts';
import { reassignCase } from '../../store/caseRecords/reassign.ts';
import { transaction } from '../../store/base/sql.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';
import { NO_CASE, mayRead, staffCodeOf, stateOf } from '../caseRecords/caseAccess.ts';
import { canHold, supervisorsOf, teamNumber } from '../accounts/teamRegistry.ts';

type Handover = Output<'handovers.list'>['cases'][number];

/** The cases of the team that should be another person's, and who may have them; by code. */
export function listHandovers(host: Host): Output<'handovers.list'> {
  const session = requireCaseSession(host);
  const { cases, roster, user } = session.stores;
  const notices = readNotices(cases, session.stores);
  const rows = allCases(cases, { teamId: user.teamId ?? '', states: IN_CARE });
  const caseworkers = activeCaseworkers(session);
  const open = Map.groupBy(rows, (row) => row.owner_id);
  const whyOf = reasons(session, notices);
  const found = rows.flatMap((row): Handover[] => {
    const why = whyOf(row);
    if (why === null) return [];
    const owners = caseworkers.filter(
      (person) => problemOf(session, row, person, notices) === null && (why === 'moved' || person.userId !== row.owner_id),
    );
    return [
      {
        caseId: row.case_id,
        caseCode: row.code,
        program: row.program,
        state: stateOf(row),
        due: row.next_due,
        ownerCode: staffCodeOf(session, row.owner_id),
        why,
        owners: owners.map(({ staffCode }) => staffCode),
      },
    ];
  });
  return {
    cases: found.toSorted((left, right) => left.caseCode.localeCompare(right.caseCode)),
    owners: caseworkers.map((person) => ({
      staffCode: person.staffCode,
      team: teamNumber(roster, person.teamId) ?? 0,
      openCases: open.get(person.userId)?.length ?? 0,
    })),
    ownTeam: teamNumber(roster, user.teamId) ?? 0,
    teams: roster.teams.map((_, place) => place + 1),
  };
}

/** How many of these cases of the team should be another person's. */
export function countHandovers(session: CaseSession, rows: readonly BriefCase[]): number {
  const why = reasons(session, readNotices(session.stores.cases, session.stores));
  return rows.filter((row) => why(row) !== null).length;
}

/** Gives cases to other people, all or none: each under a new key, its former owner opens it no more (security §2.5). Throws Refused. */
export function saveHandovers(input: Input<'handovers.save'>, host: Host): Output<'handovers.save'> {
  const session = requireCaseSession(host);
  const { cases } = session.stores;
  const at = host.now().getTime();
  const notices = readNotices(cases, session.stores);
  const moves = input.moves.map(({ caseId, ownerCode }) => {
    const row = readableCase(session, caseId);
    const person = activeCaseworkers(session).find(({ staffCode }) => staffCode === ownerCode);
    if (person === undefined) throw new Refused('invalid', NO_CASEWORKER, { ownerCode: NO_CASEWORKER });
    const problem = problemOf(session, row, person, notices);
    if (problem !== null) throw new Refused('invalid', problem, { ownerCode: problem });
    return { row, person };
  });
  const changed = moves.filter(
    ({ row, person }) => row.owner_id !== person.userId || row.unassigned === 1 || row.team_id !== person.teamId,
  );
  transaction(cases, (db) => {
    for (const { row, person } of changed) give(db, session, row, person.userId, person.teamId ?? row.team_id, at);
  });
  return { count: changed.length };
}

/** One case, from its own page. Throws Refused. */
export function reassign({ caseId, ownerCode }: Input<'cases.reassign'>, host: Host): Output<'cases.reassign'> {
  saveHandovers({ moves: [{ caseId, ownerCode }] }, host);
  return {};
}

/** New key, new recipients, and the signed lines of it. */
export function give(db: WritableDb<'cases'>, { stores }: CaseSession, row: CaseRow, ownerId: string, teamId: string, at: number): void {
  reassignCase(db, stores, row.case_id, ownerId, teamId, at);
  const object = row.case_id;
  if (row.owner_id !== ownerId)
    appendJournal(db, stores.actor, { kind: 'case.assign', object, detail: { from: row.owner_id, to: ownerId } }, at);
  if (row.team_id === teamId) return;
  appendJournal(db, stores.actor, { kind: 'case.move', object, detail: { from: row.team_id, to: teamId } }, at);
  moveNotices(db, stores, row.case_id, teamId);
}

export function readableCase(session: CaseSession, caseId: string): CaseRow {
  const row = readCase(session.stores.cases, caseId);
  if (row === undefined || !mayRead(session, row)) throw new Refused('notFound', NO_CASE);
  return row;
}

function activeCaseworkers({ stores }: CaseSession): readonly RosterUser[] {
  return [...stores.roster.users.values()]
    .filter(({ role, status, teamId }) => role === 'caseworker' && status === 'active' && teamId !== null)
    .toSorted((left, right) => left.staffCode.localeCompare(right.staffCode));
}

/** Why a case should go to somebody else; null when it is where it should be. A case moved here from its caseworker's own supervisors stays with her or him. */
function reasons({ stores: { roster } }: CaseSession, notices: Notices): (row: BriefCase) => Handover['why'] | null {
  const supervisors = new Map(roster.teams.map((teamId) => [teamId, supervisorsOf(roster, teamId)]));
  return ({ case_id: caseId, owner_id: ownerId, team_id: teamId, unassigned }) => {
    const owner = roster.users.get(ownerId);
    const informed = notices.get(caseId) ?? [];
    if (informed.includes(ownerId)) return 'conflict';
    if (unassigned === 1 || owner?.status === 'removed' || owner?.role !== 'caseworker') return 'left';
    if (owner.teamId === teamId) return null;
    const keptAway = supervisors.get(owner.teamId ?? '')?.some(({ userId }) => informed.includes(userId)) ?? false;
    return keptAway ? null : 'moved';
  };
}

/** Why a person may not have a case, in words; null when she or he may. */
function problemOf({ stores }: CaseSession, row: CaseRow, person: RosterUser, notices: Notices) {
  const { roster } = stores;
  const informed = notices.get(row.case_id) ?? [];
  if (!person.programs.includes(row.program)) return NOT_THE_PROGRAM;
  if (informed.includes(person.userId)) return KNOWS_THE_PERSON;
  const { teamId } = person;
  if (teamId !== null && supervisorsOf(roster, teamId).some(({ userId }) => informed.includes(userId))) return SUPERVISION_KNOWS;
  return teamId === row.team_id || (teamId !== null && canHold(roster, teamId, row.program)) ? null : TEAM_NOT_READY;
}

export function mayTake({ stores }: CaseSession, row: CaseRow, teamId: string, notices: Notices): boolean {
  const { roster, user } = stores;
  const informed = [...(notices.get(row.case_id) ?? []), user.userId];
  if (teamId === row.team_id || !canHold(roster, teamId, row.program)) return false;
  return supervisorsOf(roster, teamId).every(({ userId }) => !informed.includes(userId));
}

const NO_CASEWORKER = {
  fr: 'Ce code n’est pas celui d’un gestionnaire de cas actif. Rien n’a été modifié.',
  en: 'This code is not that of an active caseworker. Nothing was changed.',
};
const NOT_THE_PROGRAM = {
  fr: 'Cette personne ne suit pas le programme de ce dossier. Rien n’a été modifié.',
  en: 'This person does not follow this case’s programme. Nothing was changed.',
};
const KNOWS_THE_PERSON = {
  fr: 'Ce gestionnaire a un conflit d’intérêts dans ce dossier. Choisissez une autre personne. Rien n’a été modifié.',
  en: 'This caseworker has a conflict of interest in this case. Choose somebody else. Nothing was changed.',
};

const SUPERVISION_KNOWS = {
  fr: 'La supervision de cette équipe a un conflit d’intérêts dans ce dossier. Choisissez une autre équipe. Rien n’a été modifié.',
  en: 'The supervision of this team has a conflict of interest in this case. Choose another team. Nothing was changed.',
};

const TEAM_NOT_READY = {
  fr: 'L’équipe de cette personne n’a pas encore ses clés pour ce programme\u00a0: sa supervision, puis l’administration, ouvrent une fois leur session. Rien n’a été modifié.',
  en: 'This person’s team has no keys yet for this programme: its supervision, then the administration, open a session once. Nothing was changed.',
};
