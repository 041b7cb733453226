import type { Programme } from '../../../shared/ids.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { Buffer } from 'node:buffer';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { newId, sha256 } from '../../keys/primitives.ts';
import { chainOf } from './releaseChain.ts';
import { all, casesSql, one, run } from '../base/sql.ts';
import type { FrozenReportRow, ReleaseLedgerRow } from '../base/casesTables.ts';

/** A frozen month. Exact counts and reasons go into a letter `report.local` to the counting principal, under the same id. */
export function insertReport(db: WritableDb<'cases'>, report: FrozenReportRow): void {
  run(db, casesSql.insertInto('frozen_report').values(report));
}

/** Newest version of a month, or undefined. */
export function readReport(db: ReadableDb<'cases'>, siteCode: string, programme: Programme, month: string): FrozenReportRow | undefined {
  return one(
    db,
    casesSql
      .selectFrom('frozen_report')
      .selectAll()
      .where('site_code', '=', siteCode)
      .where('programme', '=', programme)
      .where('month', '=', month)
      .orderBy('version', 'desc')
      .limit(1),
  );
}

/** Every frozen version, newest month first. */
export function listReports(db: ReadableDb<'cases'>, programme: Programme): readonly FrozenReportRow[] {
  return all(
    db,
    casesSql.selectFrom('frozen_report').selectAll().where('programme', '=', programme).orderBy('month', 'desc').orderBy('version', 'desc'),
  );
}

export function markExported(db: WritableDb<'cases'>, reportId: string, userId: string, at: number): void {
  run(db, casesSql.updateTable('frozen_report').set({ exported_at: at, exported_by: userId }).where('report_id', '=', reportId));
}

export type NewRelease = Omit<ReleaseLedgerRow, 'release_id' | 'previous'>;

/** Adds one release to the ledger, chained to the one before (disclosure.md §5); append-only, never pruned. Throws RangeError where the chain is broken. */
export function appendRelease(db: WritableDb<'cases'>, release: NewRelease): void {
  const previous = releaseHash(readReleases(db).at(-1));
  run(db, casesSql.insertInto('release_ledger').values({ ...release, release_id: newId(), previous }));
}

/** Every release, oldest first. Throws RangeError where the chain is broken: nothing more may leave. */
export function readReleases(db: ReadableDb<'cases'>): readonly ReleaseLedgerRow[] {
  return chainOf(all(db, casesSql.selectFrom('release_ledger').selectAll()), releaseHash);
}

function releaseHash(row: ReleaseLedgerRow | undefined): Buffer {
  if (row === undefined) return Buffer.alloc(32);
  const { previous, ...content } = row;
  return sha256(context('release', { bytes: previous }, { text: canonicalJson(content) }));
}
