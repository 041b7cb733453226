import { Refused } from '../../../shared/failure.ts';
import { LOCKED, requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import { caseIdsByDue } from '../../store/caseRecords/cases.ts';
import { loadFacts } from '../../store/caseRecords/facts.ts';
import { runInSlices } from '../session/runInSlices.ts';

/** Cases whose facts are opened before the first page: several times what one person follows at once (security §2.6.2). */
const AT_UNLOCK = 200;
const AT_ONCE = 20;

/** At unlock: those that are due first at once; the others wait. A supervisor counts the whole site and opens of it what she holds; a caseworker holds her own. */
export function openFirstFacts(session: CaseSession): void {
  const { cases, user } = session.stores;
  const caseIds = caseIdsByDue(cases, user.role === 'supervisor' ? {} : { ownerId: user.userId });
  for (const caseId of caseIds.slice(AT_UNLOCK)) session.factsWaiting.add(caseId);
  loadFacts(session.stores.cases, session.stores, caseIds.slice(0, AT_UNLOCK));
}

/** The facts of these cases, if they still wait: what a page shows of a case is never guessed. */
export function openFactsOf(session: CaseSession, caseIds: readonly string[]): void {
  const waiting = caseIds.filter((caseId) => session.factsWaiting.has(caseId));
  if (waiting.length === 0) return;
  loadFacts(session.stores.cases, session.stores, waiting);
  for (const caseId of waiting) session.factsWaiting.delete(caseId);
}

/** The facts of all cases, before anything is counted. Throws Refused `locked` when the session ended meanwhile. */
export async function openAllFacts(host: Host): Promise<CaseSession> {
  const session = requireCaseSession(host);
  if (session.factsWaiting.size > 0 && !(await runInSlices(host, session, waitingFacts(session)))) throw new Refused('locked', LOCKED);
  return session;
}

/** Opens what waits, some cases a step. */
export function* waitingFacts(session: CaseSession): Generator<void> {
  while (session.factsWaiting.size > 0) {
    openFactsOf(session, [...session.factsWaiting.values().take(AT_ONCE)]);
    yield;
  }
}
