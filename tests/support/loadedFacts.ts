import { heldCases } from '../../electron/store/caseRecords/caseKeys.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { loadFacts, type LoadedFacts } from '../../electron/store/caseRecords/facts.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';

/** Opens the facts of every case the session holds a key of. */
export function loadAll(db: ReadableDb<'cases'>, session: OpenStores): LoadedFacts {
  return loadFacts(
    db,
    session,
    heldCases(db, session).map(({ caseId }) => caseId),
  );
}
