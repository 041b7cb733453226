import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { requireCaseSession, type Host } from '../../host.ts';
import { loadFacts } from '../../store/caseRecords/facts.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { readNotices, writeNotice } from '../../store/caseRecords/notices.ts';
import { transaction } from '../../store/base/sql.ts';
import { withOwnCase } from '../caseRecords/caseAccess.ts';
import { teamOfNumber } from '../accounts/teamRegistry.ts';
import { give, readableCase, mayTake } from './handovers.ts';

/** A caseworker knows the person of her or his own case: only the supervisors are notified, and hand it over (reference §7.1.4). Throws Refused. */
export function declareConflict(input: Input<'conflicts.declare'>, host: Host): Output<'conflicts.declare'> {
  return withOwnCase(host, input.caseId, ({ session, row }) => {
    const { stores } = session;
    const at = host.now().getTime();
    transaction(stores.cases, (db) => {
      writeNotice(db, stores, row.team_id, row.case_id, stores.user.userId);
      appendJournal(db, stores.actor, { kind: 'case.notice', object: row.case_id, detail: {} }, at);
    });
    return {};
  });
}

/** The teams that may take a case from a supervisor who knows the person; none where there is only one team. Throws Refused. */
export function teamsForConflict(input: Input<'conflicts.teams'>, host: Host): Output<'conflicts.teams'> {
  const session = requireCaseSession(host);
  const row = readableCase(session, input.caseId);
  const notices = readNotices(session.stores.cases, session.stores);
  const { roster } = session.stores;
  return { teams: roster.teams.flatMap((teamId, place) => (mayTake(session, row, teamId, notices) ? [place + 1] : [])) };
}

/**
 * The supervisor knows the person: the case goes to another team's principal under a new key, in one transaction, and nobody of this team's supervision opens it
 * any more (security §2.5). Its caseworker stays. Throws Refused.
 */
export function leaveConflict(input: Input<'conflicts.leave'>, host: Host): Output<'conflicts.leave'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const row = readableCase(session, input.caseId);
  const teamId = teamOfNumber(stores.roster, input.team);
  if (teamId === null || !mayTake(session, row, teamId, readNotices(stores.cases, stores))) throw new Refused('conflict', NO_OTHER_TEAM);
  const owner = stores.roster.users.get(row.owner_id);
  if (owner?.status !== 'active' || owner.role !== 'caseworker') throw new Refused('conflict', OWNER_FIRST);
  const at = host.now().getTime();
  transaction(stores.cases, (db) => {
    give(db, session, row, row.owner_id, teamId, at);
    writeNotice(db, stores, teamId, row.case_id, stores.user.userId);
    appendJournal(db, stores.actor, { kind: 'case.notice', object: row.case_id, detail: {} }, at);
  });
  loadFacts(stores.cases, stores, [row.case_id]);
  return {};
}

const NO_OTHER_TEAM = {
  fr: 'Aucune autre équipe ne peut prendre ce dossier. Inscrivez une seconde supervision et donnez-lui une équipe (Comptes), ou confiez le dossier à un autre gestionnaire. Rien n’a été modifié.',
  en: 'No other team can take this case. Enrol a second supervisor and give her or him a team (Accounts), or hand the case to another caseworker. Nothing was changed.',
};

const OWNER_FIRST = {
  fr: 'Ce dossier n’a plus de gestionnaire actif. Confiez-le d’abord à une personne. Rien n’a été modifié.',
  en: 'This case has no active caseworker any more. First hand it to somebody. Nothing was changed.',
};
