import type { Programme } from '../../../shared/ids.ts';
import { Buffer } from 'node:buffer';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { newId, sha256 } from '../../keys/primitives.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { chainOf } from '../months/releaseChain.ts';
import { adminSql, all, asWritten, one, run } from '../base/sql.ts';
import type { PackageRow, ReleaseRow } from '../base/adminTables.ts';

/** A package with this digest, in whatever state: "already imported, nothing changed". */
export function readPackage(db: ReadableDb<'admin'>, sha256Digest: Buffer): PackageRow | undefined {
  return one(db, adminSql.selectFrom('package').selectAll().where('sha256', '=', sha256Digest));
}

/** The version that counts for a site, programme and month. */
export function currentPackage(db: ReadableDb<'admin'>, siteCode: string, programme: Programme, month: string): PackageRow | undefined {
  return one(
    db,
    adminSql
      .selectFrom('package')
      .selectAll()
      .where('site_code', '=', siteCode)
      .where('programme', '=', programme)
      .where('month', '=', month)
      .where('state', '=', 'valid'),
  );
}

/** Contents quarantined for a site, programme and month since they contradict each other, highest version first. */
export function quarantinedPackages(db: ReadableDb<'admin'>, siteCode: string, programme: Programme, month: string): readonly PackageRow[] {
  return all(
    db,
    adminSql
      .selectFrom('package')
      .selectAll()
      .where('site_code', '=', siteCode)
      .where('programme', '=', programme)
      .where('month', '=', month)
      .where('state', '=', 'quarantined')
      .orderBy('version', 'desc'),
  );
}

/** A package that counted counts no more: another content came for its version. */
export function quarantinePackage(db: WritableDb<'admin'>, packageId: string): void {
  run(db, adminSql.updateTable('package').set({ state: 'quarantined' }).where('package_id', '=', packageId));
}

/** What came by a card since a stamp is to be confirmed aloud. Gives how many. */
export function markUnconfirmed(db: WritableDb<'admin'>, cardId: string, since: number): number {
  return run(
    db,
    adminSql.updateTable('package').set({ unconfirmed: 'voice' }).where('card_id', '=', cardId).where('imported_at', '>=', since),
  );
}

/** The same content came again under a key that is relied on. */
export function confirmPackage(db: WritableDb<'admin'>, packageId: string, cardId: string): void {
  run(db, adminSql.updateTable('package').set({ unconfirmed: null, card_id: cardId }).where('package_id', '=', packageId));
}

/** Everything received of a site and programme, replaced versions included, by month and version. */
export function packagesOfSite(db: ReadableDb<'admin'>, siteCode: string, programme: Programme): readonly PackageRow[] {
  return all(
    db,
    adminSql
      .selectFrom('package')
      .selectAll()
      .where('site_code', '=', siteCode)
      .where('programme', '=', programme)
      .orderBy('month')
      .orderBy('version'),
  );
}

/**
 * Keeps a package as the current one; a former current one becomes `replaced`, and the same content that was quarantined comes back under its own id.
 * In the caller's transaction; which may replace which is decided before.
 */
export function insertPackage(db: WritableDb<'admin'>, received: PackageRow): void {
  if (received.state === 'valid') {
    const { site_code, programme, month } = received;
    run(
      db,
      adminSql
        .updateTable('package')
        .set({ state: 'replaced' })
        .where('site_code', '=', site_code)
        .where('programme', '=', programme)
        .where('month', '=', month)
        .where('state', '=', 'valid'),
    );
  }
  run(db, adminSql.deleteFrom('package').where('package_id', '=', received.package_id));
  run(db, adminSql.insertInto('package').values(received));
}

/** Packages that count and are not in doubt, of a programme and of months between two bounds included, in an order that does not depend on when they came. */
export function listPackages(
  db: ReadableDb<'admin'>,
  of: { readonly programme?: Programme; readonly from?: string; readonly to?: string },
): readonly PackageRow[] {
  let query = adminSql
    .selectFrom('package')
    .selectAll()
    .where('state', '=', 'valid')
    .where('unconfirmed', 'is', null)
    .orderBy('month')
    .orderBy('site_code')
    .orderBy('programme');
  if (of.programme !== undefined) query = query.where('programme', '=', of.programme);
  if (of.from !== undefined) query = query.where('month', '>=', of.from);
  if (of.to !== undefined) query = query.where('month', '<=', of.to);
  return all(db, query);
}

/** Everything received, newest first, for the focal point's inbox. */
export function listReceived(db: ReadableDb<'admin'>, limit: number): readonly PackageRow[] {
  return all(
    db,
    adminSql.selectFrom('package').selectAll().orderBy('imported_at', 'desc').orderBy(asWritten('package'), 'desc').limit(limit),
  );
}

/** Adds a consolidated release of a period to the desk's own chained ledger (disclosure.md §5). Gives its version. Throws RangeError where the chain is broken. */
export function appendDeskRelease(db: WritableDb<'admin'>, period: string, content: string, userId: string, at: number): number {
  const last = readDeskReleases(db).at(-1);
  const former = one(db, adminSql.selectFrom('release').select('version').where('period', '=', period).orderBy('version', 'desc').limit(1));
  const version = (former?.version ?? 0) + 1;
  run(
    db,
    adminSql.insertInto('release').values({
      release_id: newId(),
      previous: releaseHash(last),
      period,
      version,
      content,
      sha256: sha256(Buffer.from(content, 'utf8')),
      released_at: at,
      released_by: userId,
    }),
  );
  return version;
}

/** Releases of the desk, oldest first. Throws RangeError where the chain is broken. */
export function readDeskReleases(db: ReadableDb<'admin'>): readonly ReleaseRow[] {
  return chainOf(all(db, adminSql.selectFrom('release').selectAll()), releaseHash);
}

function releaseHash(row: ReleaseRow | undefined): Buffer {
  if (row === undefined) return Buffer.alloc(32);
  const { previous, sha256: digest, ...content } = row;
  return sha256(context('desk/release', { bytes: previous }, { bytes: digest }, { text: canonicalJson(content) }));
}
