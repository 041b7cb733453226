import { Refused } from '../../../shared/failure.ts';
import { LOCKED, requireCaseSession, type CaseSession, type Host } from '../../host.ts';
import { openPairs, unopenedPairs } from '../../store/duplicates/pairs.ts';
import { runInSlices } from '../session/runInSlices.ts';

/** Pairs opened before the first page: several times what waits in a centre that settles them. */
const AT_UNLOCK = 200;
const AT_ONCE = 20;

/** At a supervisor’s unlock: as many as a small centre has; the others wait. */
export function openFirstPairs({ stores }: CaseSession): void {
  if (stores.user.role !== 'supervisor') return;
  openPairs(stores.cases, stores, unopenedPairs(stores.cases, stores, AT_UNLOCK));
}

/** Every pair, before one is looked for among them. Throws Refused `locked` when the session ended meanwhile. */
export async function openAllPairs(host: Host): Promise<CaseSession> {
  const session = requireCaseSession(host);
  const steps = unopenedInSteps(session);
  if (steps.next().done !== true && !(await runInSlices(host, session, steps))) throw new Refused('locked', LOCKED);
  return session;
}

/** Opens what waits, some pairs a step. */
export function* unopenedInSteps({ stores }: CaseSession): Generator<void> {
  const pairIds = unopenedPairs(stores.cases, stores);
  for (let first = 0; first < pairIds.length; first += AT_ONCE) {
    openPairs(stores.cases, stores, pairIds.slice(first, first + AT_ONCE));
    yield;
  }
}
