import type { Output } from '../../../shared/contract.ts';
import { requireSession, type Host, type OpenSession } from '../../host.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import type { Principal } from '../../keys/rosterState.ts';
import { diskFault } from '../../profile/room.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { recordTampering } from '../journal/tampering.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { casesToRenew, renewCase } from '../../store/caseRecords/reassign.ts';
import { endLoss } from '../../store/loss.ts';
import { isListKnown } from '../../store/accounts/rosterActs.ts';
import { RECONCILIATION, dropFormerEpochs, isStillUsed, newEpochs, waitingEpochs } from '../../store/keyRenewal/reconcile.ts';
import { isStoreStale } from '../../store/keyRenewal/rotation.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { transaction } from '../../store/base/sql.ts';

type WaitsFor = Output<'accounts.list'>['renewal']['waitsFor'];

/**
 * After each act on an account: what the roster commands and this session can do (security §2.5), then the list of cases to be sealed
 * again. It never blocks the work: what could not be written is done at the next unlock, and reported.
 */
export async function reconcileAfterAct(host: Host): Promise<void> {
  await reconcileKeys(host);
  const { session } = host;
  if (session === null) return;
  const finding = findRenewals(host, session);
  while (finding.next().done !== true);
}

/** After an unlock: the keys alone. The list of cases follows with `findRenewals`. */
export async function reconcileKeys(host: Host): Promise<void> {
  const session = requireSession(host);
  const failed = !(await reconciled(host, session, host.now().getTime()));
  if (host.session !== session) return;
  session.renewal = { ...session.renewal, failed };
}

/** Finds the cases to be sealed again, some cases a step; only then is it known that a loss is over. */
export function* findRenewals(host: Host, session: OpenSession): Generator<void> {
  const { stores } = session;
  const { total, stale } = stores.cases === null ? { total: 0, stale: [] } : yield* casesToRenew(stores.cases, stores);
  // An act on an account has looked for them itself meanwhile.
  if (session.stores !== stores) return;
  session.renewal = { total, waiting: stale, unreadable: 0, failed: session.renewal.failed };
  endLossOf(session, host.now().getTime());
}

async function reconciled(host: Host, session: OpenSession, at: number): Promise<boolean> {
  if (!isListKnown(session.stores)) return false;
  try {
    const made = await newEpochs(session.stores, at);
    try {
      if (host.session !== session) return true;
      for (const step of RECONCILIATION) session.stores = step(session.stores, made, at);
      return true;
    } finally {
      zero(...made.map(({ secret }) => secret));
    }
  } catch {
    return false;
  }
}

/** The last step of a renewal after a loss, by the authority whose care is done: a journal without room is written at the next step or unlock. */
function endLossOf({ stores, renewal }: OpenSession, at: number): void {
  const isAuthority = stores.user.role === 'supervisor' || stores.user.role === 'focal_point';
  if (!isAuthority || renewal.failed || renewal.waiting.length > 0) return;
  try {
    endLoss(stores, renewal.total, at);
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}

/**
 * Seals cases again for some milliseconds, each in its own transaction; the rest waits for the next call, or for the next session. Without space to
 * write it stops until then.
 */
export function renewCases(host: Host, milliseconds: number): void {
  const { session } = host;
  const cases = session?.stores.cases ?? null;
  if (session === null || cases === null || session.renewal.failed || session.renewal.waiting.length === 0) return;
  const { stores } = session;
  const end = performance.now() + milliseconds;
  try {
    while (session.renewal.waiting.length > 0 && performance.now() < end) {
      const [caseId = '', ...waiting] = session.renewal.waiting;
      const renewed = renewOne(stores, cases, caseId, host.now().getTime());
      session.renewal = { ...session.renewal, waiting, unreadable: session.renewal.unreadable + (renewed ? 0 : 1) };
    }
    if (session.renewal.waiting.length > 0) return;
    transaction(cases, (db) => dropFormerEpochs(db, stores.roster, isStillUsed(db)));
    endLossOf(session, host.now().getTime());
  } catch {
    session.renewal = { ...session.renewal, failed: true };
  }
}

/** False: an altered case, which stays as it is and is reported. */
function renewOne(stores: OpenStores, cases: ReadableDb<'cases'>, caseId: string, at: number): boolean {
  try {
    transaction(cases, (db) => {
      if (renewCase(db, stores, caseId))
        appendJournal(db, stores.actor, { kind: 'key.rotate', object: caseId, detail: { what: 'case' } }, at);
    });
    return true;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    recordTampering(stores, { base: 'cases', seq: 0, reason: 'case', object: caseId }, at);
    return false;
  }
}

/** How far the renewal is, and whose session must be opened for it to continue. */
export function renewalState(host: Host): Output<'accounts.list'>['renewal'] {
  const { stores, renewal } = requireSession(host);
  return {
    cases: { total: renewal.total, left: renewal.waiting.length, unreadable: renewal.unreadable },
    waitsFor: waitsFor(stores, host.now().getTime()),
    failed: renewal.failed,
  };
}

function waitsFor(stores: OpenStores, at: number): WaitsFor {
  const { roster } = stores;
  if (stores.cases === null && roster.kind === 'centre' && isStoreStale(stores, 'cases')) return 'authority';
  const proposers = new Map(waitingEpochs(stores, at).map(({ principalId, by }) => [principalId, roster.users.get(by)?.role]));
  for (const principalId of roster.stale) {
    const proposer = proposers.get(principalId);
    if (proposer !== undefined) return proposer === 'administrator' ? 'authority' : 'administrator';
    const principal = roster.principals.get(principalId);
    if (principal !== undefined) return maker(principal);
  }
  return null;
}

/** Who makes the next key of a group: one of its members. */
function maker({ kind, store }: Principal): WaitsFor {
  return kind === 'audit' && store === 'admin' ? 'administrator' : 'authority';
}
