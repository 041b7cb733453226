import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import type { Printed } from '../../../shared/contract/printing.ts';
import { EXTRACT_PURPOSES, partsOfMark } from '../../../shared/rules/consent/extract.ts';
import { requireCaseSession, minuteOf, type CaseSession, type Host } from '../../host.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { withCaseKeys } from '../../store/caseRecords/caseKeys.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import { entriesOfKind } from '../../store/journal/journal.ts';
import { openRecord, readRecord } from '../../store/caseRecords/records.ts';
import type { CaseRow, RecordRow } from '../../store/base/casesTables.ts';
import type { JournalRow } from '../../store/base/journalTables.ts';
import { mayRead, staffCodeOf } from '../caseRecords/caseAccess.ts';

const PAGE_SIZE = 50;

/** The detail of the journal entry of a slip or an extract; blank forms, proofs and the handbook concern no person. */
const paper = z.object({
  what: z.enum(['slip', 'extract']),
  pages: z.int(),
  number: z.string().optional(),
  purpose: z.enum(EXTRACT_PURPOSES).optional(),
  parts: z.string().optional(),
});

type Found = {
  readonly entry: JournalRow;
  readonly row: CaseRow;
  readonly referral: RecordRow | null;
  readonly detail: z.infer<typeof paper>;
};

/** The print register of the team: every slip and extract of its cases, newest first, read from the journal that cannot be rewritten (security §5.4, reference §7.5). */
export function listPrints({ page }: Input<'prints.list'>, host: Host): Output<'prints.list'> {
  const session = requireCaseSession(host);
  const found = printsOf(session, (row) => mayRead(session, row));
  return { total: found.length, prints: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((one) => shown(session, one)) };
}

/** The papers of one case, newest first. */
export function printsOfCase(session: CaseSession, caseId: string): Printed[] {
  return printsOf(session, (row) => row.case_id === caseId).map((one) => shown(session, one));
}

function printsOf(session: CaseSession, wanted: (row: CaseRow) => boolean): readonly Found[] {
  const { cases } = session.stores;
  return entriesOfKind(cases, 'print')
    .toReversed()
    .flatMap((entry) => {
      const detail = paper.safeParse(JSON.parse(entry.detail));
      if (!detail.success || entry.object === null) return [];
      const referral = detail.data.what === 'slip' ? (readRecord(cases, entry.object) ?? null) : null;
      const row = readCase(cases, referral?.case_id ?? entry.object);
      return row === undefined || !wanted(row) ? [] : [{ entry, row, referral, detail: detail.data }];
    });
}

function shown(session: CaseSession, { entry, row, referral, detail }: Found): Printed {
  return {
    seq: entry.seq,
    at: minuteOf(entry.at),
    what: detail.what,
    number: detail.number ?? (referral === null ? null : slipNumberOf(session, row, referral)),
    staffCode: entry.actor === null ? '' : staffCodeOf(session, entry.actor),
    caseId: row.case_id,
    caseCode: row.code,
    purpose: detail.purpose ?? null,
    parts: [...partsOfMark(detail.parts ?? '')],
    pages: detail.pages,
  };
}

/** The number of a slip, kept in its referral under the key of the case; null when that does not open. */
function slipNumberOf(session: CaseSession, row: CaseRow, referral: RecordRow): string | null {
  const { cases } = session.stores;
  try {
    const { OP } = withCaseKeys(cases, session.stores, row.case_id, (keys) => openRecord(cases, keys, row.site_id, referral, ['OP']));
    const number = OP?.['referral_code'];
    return typeof number === 'string' ? number : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
