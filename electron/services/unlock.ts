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
import { followRoster } from '../store/accounts/rosterActs.ts';
import { closeSession } from '../store/session/session.ts';
import type { Session } from '../store/session/openStores.ts';
import { transaction } from '../store/base/sql.ts';
import { readSite, readStaff, updateStaff } from '../store/roster/staff.ts';
import { endCutRestore } from './backup/copies.ts';
import { delayedTasks } from './settings/delayedTasks.ts';
import { checkAtUnlock, convictByWitness } from './journal/check.ts';
import { unreadPersons } from './search/knownPersons.ts';
import { answerMailbox, hasQuestions } from './duplicates/queries.ts';
import { LOCKED_MEANWHILE, storeRefusal } from './session/openRefusals.ts';
import { openFirstFacts, waitingFacts } from './caseRecords/openedFacts.ts';
import { openFirstPairs, unopenedInSteps } from './duplicates/openedPairs.ts';
import { keysIn, storesOf } from './session/personKeys.ts';
import { findRenewals, settleKeys } from './accounts/renewal.ts';
import { eraseOldHalves } from './sealed/view.ts';
import { publicUser } from './session/session.ts';
import { preferenceOf, settingsOf } from './session/settingsInForce.ts';
import { inSlices } from './session/runInSlices.ts';

/** Staff code and passphrase; wrong ones wait longer and longer, and nothing is ever destroyed (security §5.1). */
export async function unlock(input: Input<'session.unlock'>, host: Host): Promise<Output<'session.unlock'>> {
  const { locks } = host;
  endCutRestore(host);
  const keys = await keysIn(host, host.profile, input.staffCode, input.passphrase);
  if (host.locks !== locks || host.session !== null) {
    zeroSessionKeys(keys);
    throw new Refused('locked', LOCKED_MEANWHILE);
  }
  const store = storesOf(host, keys);
  try {
    const opened = begin(host, store);
    await settleKeys(host);
    goOn(host);
    return opened;
  } catch (error) {
    if (host.locks === locks) abandon(host, store);
    throw storeRefusal(error);
  }
}

/** What a large centre has the person wait for no longer: it goes on behind the first page. What cannot be done there is done, or refused in words, when it is asked for. */
function goOn(host: Host): void {
  const { session } = host;
  if (session === null) return;
  const rest = theRest(host, session);
  if (holdsCases(session) && session.factsWaiting.size > 0) void inSlices(host, session, rest).catch(() => undefined);
  else while (rest.next().done !== true);
}

/** Cases to be sealed again, facts, tasks whose delays changed, pairs, then the questions of registrations, a step at a time. */
function* theRest(host: Host, session: OpenSession): Generator<void> {
  yield* findRenewals(host, session);
  if (!holdsCases(session)) return;
  yield* waitingFacts(session);
  yield* delayedTasks(session);
  yield* unopenedInSteps(session);
  if (hasQuestions(session)) yield* unreadPersons(session);
  answerMailbox(session, host.now().getTime());
}

/** An unlock that failed on its way: what it had reached by then is closed, its newest keys zeroed. */
function abandon(host: Host, opened: Session): void {
  const { session } = host;
  host.session = null;
  closeSession(session?.store ?? opened);
}

/** What follows the opening of the stores: facts in memory, the journals' lines; only then is the session there. */
function begin(host: Host, store: Session): Output<'session.unlock'> {
  const { userId } = store.user;
  const at = host.now().getTime();
  const examined = examine(store, at);
  const last = lastSessionOf(store);
  const convicted = convictByWitness(store);
  withReserve(host.profile, () => followRoster(store, at));
  const session = assemble(store);
  if (holdsCases(session)) {
    openFirstFacts(session);
    openFirstPairs(session);
  }
  const failedTries = clearFailures(host.profile, userId);
  const opening = { kind: 'session.unlock', detail: {} } as const;
  const keep = (act: () => void): void => withReserve(host.profile, act);
  keep(() =>
    transaction(store.admin, (db) => {
      updateStaff(db, userId, { last_opened: at });
      recordExamined(db, examined, at);
      appendJournal(db, store.actor, opening, at);
      if (failedTries > 0) appendJournal(db, store.actor, { kind: 'unlock.failed', detail: { tries: failedTries } }, at);
    }),
  );
  const { cases } = store;
  if (cases !== null) keep(() => transaction(cases, (db) => void appendJournal(db, store.actor, opening, at)));
  keep(() => checkAtUnlock(store, convicted, at));
  coverAccount(store);
  keep(() => armInForce(store, clocksOf(host)));
  keep(() => forgetOldFormer(store, at));
  if (store.roster.kind === 'desk') keep(() => eraseOldHalves(store, at));
  host.session = session;
  return { user: publicUser(store), lastSession: last, failedTries };
}

/** What the recovery shares open follows the keys at each unlock; without room for it the next one tries again. */
function coverAccount(store: Session): void {
  try {
    keepEscrow(store);
  } catch (error) {
    if (diskFault(error) === null) throw error;
  }
}

function assemble(store: Session): OpenSession {
  const row = readSite(store.admin);
  const own = preferenceOf(store);
  const staff = readStaff(store.admin, store.user.userId);
  return {
    store,
    site: { siteId: row.site_id, code: row.code, region: row.region, structureCode: row.structure_code, structureType: row.structure_type },
    readings: new Map(),
    shares: null,
    extract: null,
    searchOpen: false,
    firstHalf: null,
    factsWaiting: new Set(),
    renewal: { total: 0, waiting: [], unreadable: 0, failed: false },
    settings: settingsOf(store),
    lists: listsInForce(agreedCodes(store.admin)),
    language: own?.language ?? staff?.language ?? 'fr',
    theme: own?.theme ?? 'system',
  };
}

/** Who was here last, when, and how much was written: the person is the best detector of a rollback (security §5.1). */
function lastSessionOf(store: Session): Output<'session.unlock'>['lastSession'] {
  const db = store.cases ?? store.admin;
  const last = lastEntry(db);
  const person = last?.actor === null || last === undefined ? undefined : store.roster.users.get(last.actor);
  if (last === undefined || person === undefined) return null;
  return { at: minuteOf(last.at), staffCode: person.staffCode, acts: countOfSession(db, last), entries: last.seq };
}
