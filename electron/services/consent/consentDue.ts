import type { ReadableDb } from '../../store/base/database.ts';
import { readJournal } from '../../store/journal/journal.ts';
import { listRecords } from '../../store/caseRecords/records.ts';
import type { CaseRow } from '../../store/base/casesTables.ts';

/** More lines than a case has. */
const EVERY_LINE = 10_000;

/**
 * Whether consent is still to be asked again after a reopening (reference §2.4, §5.1.1): until a new act of consent is recorded, the former one allows no sharing
 * and no contact. A change of the former act is no new one; the order is that of the journal.
 */
export function isConsentDue(db: ReadableDb<'cases'>, row: Pick<CaseRow, 'case_id' | 'reopen_count'>): boolean {
  if (row.reopen_count === 0) return false;
  const reopened = linesOf(db, row.case_id).find(({ kind, detail }) => kind === 'case.state' && detail.includes('"reopened"'));
  if (reopened === undefined) return false;
  const begun = listRecords(db, row.case_id, 'consent_service').map(({ record_id }) => linesOf(db, record_id).at(-1));
  return !begun.some((line) => line !== undefined && line.seq > reopened.seq);
}

/** Newest first. */
function linesOf(db: ReadableDb<'cases'>, object: string) {
  return readJournal(db, { object }, { offset: 0, limit: EVERY_LINE }).rows;
}
