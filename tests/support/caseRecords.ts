import type { CaseProgramme } from '../../shared/ids.ts';
import { zeroCaseKeys } from '../../electron/keys/caseKeys.ts';
import { createCase, insertPerson } from '../../electron/store/caseRecords/cases.ts';
import { insertRecord, type SplitAnswers } from '../../electron/store/caseRecords/records.ts';
import type { OpenStores } from '../../electron/store/opened/openStores.ts';
import { transaction } from '../../electron/store/base/sql.ts';
import { TEST_TIME, casesOf } from './temporaryStore.ts';

/** Invented answers of every class, as a form's save would split them. */
export const INVENTED: Required<SplitAnswers> = {
  OP: { how_heard: 'radio' },
  facts: { sex: 'female', gbv_type: 'denial' },
  QI: { age_years: 16 },
  SN: { account: 'récit inventé' },
  DI: { name: 'Nom inventé' },
};

/** One new case of the session's person with one record of every class. */
export function addCase(
  session: OpenStores,
  of: { program?: CaseProgramme; ownerId?: string; takeoverId?: string; answers?: SplitAnswers } = {},
): { readonly caseId: string; readonly recordId: string; readonly code: string } {
  return transaction(casesOf(session), (db) => {
    const { personId } = insertPerson(db, TEST_TIME);
    const made = createCase(
      db,
      session,
      {
        personId,
        program: of.program ?? 'gbv',
        state: 'open_intake',
        stateOn: '2026-05-04',
        ownerId: of.ownerId ?? session.user.userId,
        teamId: session.user.teamId ?? '',
        siteCode: 'TST',
        consent: { services: 'yes', reporting: 'yes', contact: null },
        origin: of.takeoverId === undefined ? 'intake' : 'takeover',
        takeoverId: of.takeoverId ?? null,
        unassigned: false,
      },
      TEST_TIME,
    );
    const record = {
      caseId: made.caseId,
      form: 'registration',
      parentId: null,
      version: 1,
      status: 'finished' as const,
      answers: of.answers ?? INVENTED,
    };
    const recordId = insertRecord(db, made.keys, record, { siteId: session.roster.siteId, userId: session.user.userId }, TEST_TIME);
    zeroCaseKeys(made.keys);
    return { caseId: made.caseId, recordId, code: made.code };
  });
}
