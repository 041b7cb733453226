import { requireCaseSession } from '../../electron/host.ts';
import { wholeAnswers } from '../../electron/services/caseRecords/caseAccess.ts';
import { openCaseKeys } from '../../electron/store/caseRecords/caseKeys.ts';
import type { ReadableDb } from '../../electron/store/base/database.ts';
import { listDrafts, readDraft } from '../../electron/store/caseRecords/drafts.ts';
import { listRecords } from '../../electron/store/caseRecords/records.ts';
import type { Installation } from './installation.ts';

/**
 * All that the two bases of a centre say to the open session, as one text: every row of every table as it lies in the decrypted base, and every
 * record and draft that this person's keys open, identity and narrative included.
 */
export function openedBase(installation: Installation): string {
  const { stores, site } = requireCaseSession(installation.application.host);
  const { cases, admin } = stores;
  const caseIds = cases.connection.prepare<[], string>('SELECT case_id FROM case_file').pluck().all();
  const records = caseIds.flatMap((caseId) => {
    const keys = openCaseKeys(cases, stores, caseId);
    return keys === null ? [] : listRecords(cases, caseId).map((row) => wholeAnswers(cases, keys, site.siteId, row));
  });
  const drafts = listDrafts(cases, stores).map(({ draft_id }) => readDraft(cases, stores, draft_id)?.content);
  return JSON.stringify([...rowsOf(cases), ...rowsOf(admin), ...records, ...drafts]);
}

function rowsOf({ connection }: ReadableDb): readonly unknown[] {
  const tables = connection.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  const rows = tables.flatMap((table) => connection.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`).all());
  return rows.map((row) => Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : value)));
}
