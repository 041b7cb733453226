import { openRecord } from '../../store/caseRecords/records.ts';
import type { OpenedCase } from '../caseRecords/caseAccess.ts';
import { openedRecords, type OpenedRecord, type Records } from '../caseRecords/openedRecords.ts';

/** The only answer of privacy class SN that clocks, the suggested risk and the feedback of a referral need (reference §3.14, §5.4.1, §5.5.1). */
const RISK = 'pregnancy_risk';

/**
 * The records of a case, and for its own caseworker the risk of pregnancy of each incident: read under the case's key at this moment, kept nowhere.
 * Anybody else, a supervisor too, gets the records alone; for them the clocks stay the cautious ones.
 */
export function ownRecords({ session, row, keys, isOwner }: OpenedCase): Records {
  const { cases } = session.stores;
  const records = openedRecords(cases, keys, row.site_id, row.case_id);
  const incidents = records.get('incident');
  if (!isOwner || incidents === undefined) return records;
  const withRisk = incidents.map(({ row: record, answers }): OpenedRecord => {
    const risk = openRecord(cases, keys, row.site_id, record, ['SN']).SN?.[RISK];
    return { row: record, answers: risk === undefined ? answers : { ...answers, [RISK]: risk } };
  });
  return new Map([...records, ['incident', withRisk]]);
}
