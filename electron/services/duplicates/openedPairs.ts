import { Refused } from '../../../shared/failure.ts';
import { LOCKED, caseSession, type CaseSession, type Host } from '../../host.ts';
import { openPairs, unopenedPairs } from '../../store/duplicates/pairs.ts';
import { inSlices } from '../session/runInSlices.ts';

/** Pairs opened before the first page: several times what waits in a centre that settles them. */
const AT_UNLOCK = 200;
const AT_ONCE = 20;

/** At a supervisor’s unlock: as many as a small centre has; the others wait. */
export function openFirstPairs({ store }: CaseSession): void {
  if (store.user.role !== 'supervisor') return;
  openPairs(store.cases, store, unopenedPairs(store.cases, store, AT_UNLOCK));
}

/** Every pair, before one is looked for among them. Throws Refused `locked` when the session ended meanwhile. */
export async function openAllPairs(host: Host): Promise<CaseSession> {
  const session = caseSession(host);
  const steps = unopenedInSteps(session);
  if (steps.next().done !== true && !(await inSlices(host, session, steps))) throw new Refused('locked', LOCKED);
  return session;
}

/** Opens what waits, some pairs a step. */
export function* unopenedInSteps({ store }: CaseSession): Generator<void> {
  const pairIds = unopenedPairs(store.cases, store);
  for (let first = 0; first < pairIds.length; first += AT_ONCE) {
    openPairs(store.cases, store, pairIds.slice(first, first + AT_ONCE));
    yield;
  }
}
