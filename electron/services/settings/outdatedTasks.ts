import { holdsCases, type CaseSession, type Host } from '../../host.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { withCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { caseIdsByDue } from '../../store/caseRecords/cases.ts';
import { transaction } from '../../store/base/sql.ts';
import { scopeOf } from '../caseRecords/caseAccess.ts';
import { delaysMark, recomputeTasks } from '../tasks/caseTasks.ts';
import { delaysOf } from '../session/settingsInForce.ts';
import { runInSlices } from '../session/runInSlices.ts';

const AT_ONCE = 5;

/**
 * Computes again the tasks of the listed cases whose delays have changed since, the cases due first before the others (reference §5.5.9). A change of delay
 * opens no case: at the next unlock each person computes own cases, a supervisor the team's, and each case records the delays that its tasks follow. A case
 * that could not be written waits for the next unlock; a case that does not open is reported elsewhere and left as it is.
 */
export function* recomputeOutdatedTasks(session: CaseSession): Generator<void> {
  const { cases } = session.stores;
  const caseIds = caseIdsByDue(cases, { ...scopeOf(session), tasksNotUnder: delaysMark(delaysOf(session)) });
  for (let first = 0; first < caseIds.length; first += AT_ONCE) {
    if (!recomputed(session, caseIds.slice(first, first + AT_ONCE))) return;
    yield;
  }
}

/** Behind the page, after a delay was changed in a session that holds cases. */
export function followDelays(host: Host): void {
  const { session } = host;
  if (session !== null && holdsCases(session)) void runInSlices(host, session, recomputeOutdatedTasks(session)).catch(() => undefined);
}

/** False: they could not be written. */
function recomputed(session: CaseSession, caseIds: readonly string[]): boolean {
  const { cases } = session.stores;
  try {
    transaction(cases, (db) => {
      for (const caseId of caseIds) {
        try {
          withCaseKeys(db, session.stores, caseId, (keys) => recomputeTasks(db, { session, keys }, caseId));
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
        }
      }
    });
    return true;
  } catch {
    return false;
  }
}
