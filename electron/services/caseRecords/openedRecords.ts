import type { Answers } from '../../../shared/forms/answers.ts';
import type { CodeOf } from '../../../shared/forms/lists/all.ts';
import type { FormId } from '../../../shared/forms/registry.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { IsoDate, IsoDateTime } from '../../../shared/time.ts';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import type { ReadableDb } from '../../store/base/database.ts';
import { joined, listRecords, openRecord } from '../../store/caseRecords/records.ts';
import type { CaseRow, RecordRow } from '../../store/base/casesTables.ts';
import type { Lists } from '../../../shared/forms/lists/inForce.ts';
import { nowMinute, requireSession, today, type Host } from '../../host.ts';

/** A register's « Sans nouvelles »: kept until the person is seen again (commands.md §2.1). */
export const LOST_CONTACT = 'lost_contact';

export type OpenedRecord = { readonly row: RecordRow; readonly answers: Answers };

/** Every record of a case, or those of one form, with its coded answers and dates (OP, facts, QI), by form; no narrative, no identity. */
export function openedRecords(
  db: ReadableDb<'cases'>,
  keys: CaseKeys,
  siteId: string,
  caseId: string,
  form?: FormId,
): ReadonlyMap<string, readonly OpenedRecord[]> {
  const opened = listRecords(db, caseId, form).map((row) => ({
    row,
    answers: joined(openRecord(db, keys, siteId, row, ['OP', 'facts', 'QI'])),
  }));
  return Map.groupBy(opened, ({ row }) => row.form);
}

/** The retained risk of the newest assessment, or null. */
export function riskOf(records: ReadonlyMap<string, readonly OpenedRecord[]>): CodeOf<'risk_level'> | null {
  const newest = records.get('risk_assessment')?.at(-1);
  return newest === undefined ? null : codeAnswer(newest.answers, 'risk_level', 'risk_level');
}

/** Day of the last contact at which the person was seen; in a take-over a dated follow-up counts as one. */
export function lastContactOf(row: Pick<CaseRow, 'origin'>, records: ReadonlyMap<string, readonly OpenedRecord[]>): IsoDate | null {
  const seen = (records.get('follow_up') ?? []).filter(({ answers }) => {
    const outcome = answers['fu_outcome'];
    return outcome === 'seen' || (outcome === undefined && row.origin === 'takeover');
  });
  return (
    seen
      .map(({ answers }) => dateAnswer(answers, 'fu_date'))
      .filter((date) => date !== null)
      .toSorted()
      .at(-1) ?? null
  );
}

export type Records = ReadonlyMap<string, readonly OpenedRecord[]>;

export type Moment = { readonly today: IsoDate; readonly now: IsoDateTime; readonly lists: Lists };

/** The moment of the call, on the machine's clock, and the lists in force at it. Throws Refused `locked`. */
export function momentOf(host: Host): Moment {
  return { today: today(host), now: nowMinute(host), lists: requireSession(host).lists };
}

/** Whether a note is what was decided about a report: nobody writes it again. In the base it is a note like another, because a name of its own would reveal what the case holds. */
export function isReport(answers: Answers): boolean {
  return answers['@report_situation'] !== undefined;
}

/** The day of the last follow-up, seen or not: a file is not closed before it (reference §5.11). */
export function latestFollowUp(records: Records): IsoDate | null {
  const days = (records.get('follow_up') ?? []).map(({ answers }) => dateAnswer(answers, 'fu_date')).filter((day) => day !== null);
  return days.toSorted().at(-1) ?? null;
}
