import type { Input, Output } from '../../shared/contract.ts';
import { Refused } from '../../shared/failure.ts';
import { listsInForce } from '../../shared/forms/lists/inForce.ts';
import { clocksOf, holdsCases, minuteOf, type Host, type OpenSession } from '../host.ts';
import { zeroSessionKeys } from '../keys/session.ts';
import { clearFailures } from '../keys/throttle.ts';
import { diskFault, withReserve } from '../profile/room.ts';
import { armInForce } from '../store/destruction/destruction.ts';
import { examine, recordExamined } from '../store/session/examination.ts';
import { forgetOldFormer } from '../store/backup/formerForgotten.ts';
import { appendJournal, countOfSession, lastEntry } from '../store/journal/journal.ts';
import { agreedCodes } from '../store/exchange/lists.ts';
import { keepEscrow } from '../store/recovery/recovery.ts';
import { syncRosterToJournals } from '../store/accounts/rosterActs.ts';
import { closeStores } from '../store/session/session.ts';
import type { OpenStores } from '../store/opened/openStores.ts';
import { transaction } from '../store/base/sql.ts';
import { readSite, readStaff, updateStaff } from '../store/roster/staff.ts';
import { endCutRestore } from './backup/workOnCopy.ts';
import { recomputeOutdatedTasks } from './settings/outdatedTasks.ts';
import { checkAtUnlock, tamperingSeenByCheckpoint } from './journal/check.ts';
import { unreadPersons } from './search/knownPersons.ts';
import { answerDuplicateQueries, hasQuestions } from './duplicates/queries.ts';
import { LOCKED_MEANWHILE, storeRefusal } from './session/openRefusals.ts';
import { openFirstFacts, waitingFacts } from './caseRecords/openedFacts.ts';
import { openFirstPairs, unopenedInSteps } from './duplicates/openedPairs.ts';
import { keysIn, storesOf } from './session/personKeys.ts';
import { findRenewals, reconcileKeys } from './accounts/renewal.ts';
import { eraseOldHalves } from './sealed/view.ts';
import { publicUser } from './session/session.ts';
import { preferenceOf, settingsOf } from './session/settingsInForce.ts';
import { runInSlices } from './session/runInSlices.ts';

/** Staff code and passphrase; wrong ones wait longer and longer, and nothing is ever destroyed (security §5.1). */
export async function unlock(input: Input<'session.unlock'>, host: Host): Promise<Output<'session.unlock'>> {
  const { locks } = host;
  endCutRestore(host);
  const keys = await keysIn(host, host.profile, input.staffCode, input.passphrase);
  if (host.locks !== locks || host.session !== null) {
    zeroSessionKeys(keys);
    throw new Refused('locked', LOCKED_MEANWHILE);
  }
  const stores = storesOf(host, keys);
  try {
    const opened = startSession(host, stores);
    await reconcileKeys(host);
    runDeferredWork(host);
    return opened;
  } catch (error) {
    if (host.locks === locks) rollBackUnlock(host, stores);
    throw storeRefusal(error);
  }
}

/**
 * Work that a large centre no longer waits for: it continues behind the first page. What cannot be done there is done, or refused in words, when it is asked
 * for.
 */
function runDeferredWork(host: Host): void {
  const { session } = host;
  if (session === null) return;
  const steps = deferredWork(host, session);
  if (holdsCases(session) && session.factsWaiting.size > 0) void runInSlices(host, session, steps).catch(() => undefined);
  else while (steps.next().done !== true);
}

/** Cases to be sealed again, facts, tasks whose delays changed, pairs, then the questions of registrations, a step at a time. */
function* deferredWork(host: Host, session: OpenSession): Generator<void> {
  yield* findRenewals(host, session);
  if (!holdsCases(session)) return;
  yield* waitingFacts(session);
  yield* recomputeOutdatedTasks(session);
  yield* unopenedInSteps(session);
  if (hasQuestions(session)) yield* unreadPersons(session);
  answerDuplicateQueries(session, host.now().getTime());
}

/** An unlock that failed on its way: what it had reached by then is closed, its newest keys zeroed. */
function rollBackUnlock(host: Host, opened: OpenStores): void {
  const { session } = host;
  host.session = null;
  closeStores(session?.stores ?? opened);
}

/** What follows the opening of the stores: facts in memory, the journals' lines; only then is the session there. */
function startSession(host: Host, stores: OpenStores): Output<'session.unlock'> {
  const { userId } = stores.user;
  const at = host.now().getTime();
  const examined = examine(stores, at);
  const last = lastSessionOf(stores);
  const convicted = tamperingSeenByCheckpoint(stores);
  withReserve(host.profile, () => syncRosterToJournals(stores, at));
  const session = newOpenSession(stores);
  if (holdsCases(session)) {
    openFirstFacts(session);
    openFirstPairs(session);
  }
  const failedTries = clearFailures(host.profile, userId);
  const opening = { kind: 'session.unlock', detail: {} } as const;
  const keep = (act: () => void): void => withReserve(host.profile, act);
  keep(() =>
    transaction(stores.admin, (db) => {
      updateStaff(db, userId, { last_opened: at });
      recordExamined(db, examined, at);
      appendJournal(db, stores.actor, opening, at);
      if (failedTries > 0) appendJournal(db, stores.actor, { kind: 'unlock.failed', detail: { tries: failedTries } }, at);
    }),
  );
  const { cases } = stores;
  if (cases !== null) keep(() => transaction(cases, (db) => appendJournal(db, stores.actor, opening, at)));
  keep(() => checkAtUnlock(stores, convicted, at));
  refreshRecoveryEscrow(stores);
  keep(() => armInForce(stores, clocksOf(host)));
  keep(() => forgetOldFormer(stores, at));
  if (stores.roster.kind === 'desk') keep(() => eraseOldHalves(stores, at));
  host.session = session;
  return { user: publicUser(stores), lastSession: last, failedTries };
}

/** What the recovery shares open follows the keys at each unlock; without room for it the next one tries again. */
function refreshRecoveryEscrow(stores: OpenStores): void {
  try {
    keepEscrow(stores);
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}

function newOpenSession(stores: OpenStores): OpenSession {
  const row = readSite(stores.admin);
  const own = preferenceOf(stores);
  const staff = readStaff(stores.admin, stores.user.userId);
  return {
    stores,
    site: { siteId: row.site_id, code: row.code, region: row.region, structureCode: row.structure_code, structureType: row.structure_type },
    readings: new Map(),
    shares: null,
    extract: null,
    searchOpen: false,
    firstHalf: null,
    factsWaiting: new Set(),
    renewal: { total: 0, waiting: [], unreadable: 0, failed: false },
    settings: settingsOf(stores),
    lists: listsInForce(agreedCodes(stores.admin)),
    language: own?.language ?? staff?.language ?? 'fr',
    theme: own?.theme ?? 'system',
  };
}

/** Who was here last, when, and how much was written: the person is the best detector of a rollback (security §5.1). */
function lastSessionOf(stores: OpenStores): Output<'session.unlock'>['lastSession'] {
  const db = stores.cases ?? stores.admin;
  const last = lastEntry(db);
  const person = last?.actor === null || last === undefined ? undefined : stores.roster.users.get(last.actor);
  if (last === undefined || person === undefined) return null;
  return { at: minuteOf(last.at), staffCode: person.staffCode, acts: countOfSession(db, last), entries: last.seq };
}
