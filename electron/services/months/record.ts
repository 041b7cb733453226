import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import {
  LISTS_VERSION,
  SCHEMA_VERSION,
  aggregatePayload,
  type AggregatePayload,
  type PackageCell,
  type PackageMode,
} from '../../../shared/exchange/payload.ts';
import type { MonthCounts } from '../../../shared/indicators/evaluate.ts';
import type { ReleasedTable } from '../../../shared/indicators/release.ts';
import type { CaseSession } from '../../host.ts';
import { newId, sha256 } from '../../keys/primitives.ts';
import { nextNumber } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendAtOnce, headAt, lastEntry } from '../../store/journal/journal.ts';
import { toCounting, writeSealedMessages } from '../../store/caseRecords/sealedMessages.ts';
import { appendRelease, insertReport, listReports } from '../../store/months/reports.ts';
import type { FrozenReportRow } from '../../store/base/casesTables.ts';
import { restoredSince } from '../journal/tampering.ts';
import { PROGRAMME } from '../../../shared/ids.ts';

/** What a supervisor says of the centre with a month (reference §6.2). */
export type SupervisorStatement = {
  readonly comment: string;
  readonly secureDatabase: 'yes' | 'no';
  readonly harmonisedTools: 'yes' | 'no';
  readonly serviceGaps: readonly string[];
};

/** A month ready to be kept: its exact counts, the tables as they leave, and the other values of its header and its journal entry. */
export type Leaving = {
  readonly counts: MonthCounts;
  readonly tables: readonly ReleasedTable[];
  readonly statement: SupervisorStatement;
  readonly threshold: number;
  readonly mode: PackageMode;
  /** The version that this one replaces. */
  readonly former: FrozenReportRow | null;
  readonly note: { readonly reason?: string; readonly neverLeft?: true };
};

/** What a month is written with: the open base, and the site it is of. */
type Recording = Pick<CaseSession, 'stores' | 'site'>;

/** Keeps one version of a month with its witness, its exact counts for this centre alone, its line in the ledger and in the journal. In the caller's transaction. */
export function recordMonth(db: WritableDb<'cases'>, session: Recording, leaving: Leaving, at: number): void {
  const { stores, site } = session;
  const { counts, former } = leaving;
  const anchor = nextNumber(db, 'anchor', site.code, 0);
  const payload = aggregatePayload.parse(payloadOf(session, leaving, anchor));
  const { period: month, version, mode } = payload.header;
  const text = JSON.stringify(payload);
  const digest = sha256(Buffer.from(text, 'utf8'));
  const reportId = newId();
  const detail = { programme: PROGRAMME, month, version, sha256: digest.toString('base64url'), ...leaving.note };
  const anchorSeq = appendAtOnce(db, stores.actor, { kind: 'report.freeze', object: reportId, detail }, at);
  insertReport(db, {
    report_id: reportId,
    site_code: site.code,
    programme: PROGRAMME,
    month,
    version,
    payload: text,
    sha256: digest,
    replaces: former?.sha256 ?? null,
    anchor_seq: anchorSeq,
    frozen_at: at,
    frozen_by: stores.user.userId,
    exported_at: null,
    exported_by: null,
  });
  const exact = counts.tables.map(({ table, blocks }) => ({
    table: table.id,
    blocks: blocks.map(({ id, cells }) => ({ id, cells: cells.map(({ key, n }) => ({ key, n })) })),
  }));
  writeSealedMessages(db, stores, toCounting(stores.roster, PROGRAMME), 'report.local', reportId, { exact });
  const quantities = JSON.stringify(payload.cells);
  appendRelease(db, { report_id: reportId, period: month, version, mode, lists_version: LISTS_VERSION, quantities, released_at: at });
}

function payloadOf(session: Recording, { counts, tables, statement, threshold, mode, former }: Leaving, anchor: number): AggregatePayload {
  const { stores, site } = session;
  const head = lastEntry(stores.cases)?.mac.toString('hex') ?? '';
  return {
    schema_version: SCHEMA_VERSION,
    lists_version: LISTS_VERSION,
    package_id: randomUUID(),
    header: {
      structure_code: site.structureCode,
      site_code: site.code,
      region: site.region,
      program: PROGRAMME,
      period: counts.month,
      version: (former?.version ?? 0) + 1,
      zero_report: counts.counted === 0,
      secure_db: statement.secureDatabase === 'yes',
      harmonised_tools: statement.harmonisedTools === 'yes',
      service_gaps: [...statement.serviceGaps],
      comment: statement.comment,
      threshold,
      mode,
    },
    replaces: former?.sha256.toString('hex') ?? null,
    cells: tables.flatMap(({ table, cells }) => cells.map((cell) => packageCell(table.id, table.population.unit, cell))),
    totals: tables.map(({ table, cells }) => ({
      table: table.id,
      published: cells.filter(({ hidden }) => hidden === null).length,
      hidden: cells.filter(({ hidden }) => hidden !== null).length,
    })),
    witness: {
      anchor,
      head,
      previous_head: previousHead(session),
      epoch: lastEntry(stores.cases)?.epoch ?? 0,
      restored: restoredSince(stores.cases, newestReport(session)?.anchor_seq ?? 0),
    },
  };
}

function packageCell(table: string, unit: string, cell: { readonly dims: string; readonly value: number | null }): PackageCell {
  return cell.value === null ? { table, dims: cell.dims, unit, suppressed: true } : { table, dims: cell.dims, unit, value: cell.value };
}

/**
 * The head at the anchor of the previous frozen report, read again from the present journal and never from what was sent: the desk that kept the former head
 * convicts a rewritten journal (security §6.3, W2).
 */
function previousHead(session: Recording): string | null {
  const newest = newestReport(session);
  return newest === undefined ? null : (headAt(session.stores.cases, newest.anchor_seq - 1)?.toString('hex') ?? null);
}

function newestReport(session: Recording): FrozenReportRow | undefined {
  return listReports(session.stores.cases, PROGRAMME).toSorted((left, right) => right.anchor_seq - left.anchor_seq)[0];
}
