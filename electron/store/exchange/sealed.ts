import { Buffer } from 'node:buffer';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { newId, sha256 } from '../../keys/primitives.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { adminSql, all, asWritten, one, run } from '../base/sql.ts';
import type { SealedLedgerRow, SealedOpeningRow, SealedShareRow } from '../base/adminTables.ts';

/** Halves that are here, replaced ones included, by month and centre. */
export function listShares(db: ReadableDb<'admin'>): readonly SealedShareRow[] {
  return all(db, adminSql.selectFrom('sealed_share').selectAll().orderBy('period').orderBy('site_code').orderBy('imported_at'));
}

/** Those of some months, by centre and month. */
export function sharesOf(db: ReadableDb<'admin'>, months: readonly string[]): readonly SealedShareRow[] {
  return all(db, adminSql.selectFrom('sealed_share').selectAll().where('period', 'in', months).orderBy('site_code').orderBy('period'));
}

/** Keeps the half of a centre's month; the replaced half is erased at once. In the caller's transaction. */
export function insertShare(db: WritableDb<'admin'>, share: SealedShareRow): void {
  run(
    db,
    adminSql
      .updateTable('sealed_share')
      .set({ state: 'replaced', file: null })
      .where('period', '=', share.period)
      .where('site_code', '=', share.site_code)
      .where('state', '=', 'valid'),
  );
  run(db, adminSql.insertInto('sealed_share').values(share));
}

/** Erases what came sealed; what is known of it stays. Gives how many halves. */
export function eraseShare(db: WritableDb<'admin'>, shareId: string): number {
  return run(db, adminSql.updateTable('sealed_share').set({ file: null }).where('share_id', '=', shareId).where('file', 'is not', null));
}

export function listOpenings(db: ReadableDb<'admin'>): readonly SealedOpeningRow[] {
  return all(db, adminSql.selectFrom('sealed_opening').selectAll().orderBy('begun_at').orderBy(asWritten('sealed_opening')));
}

export function readOpening(db: ReadableDb<'admin'>, openingId: string): SealedOpeningRow | undefined {
  return one(db, adminSql.selectFrom('sealed_opening').selectAll().where('opening_id', '=', openingId));
}

/** The opening of a month or a quarter with another custodian that has not ended. */
export function presentOpening(db: ReadableDb<'admin'>, period: string, partner: string): SealedOpeningRow | undefined {
  return one(
    db,
    adminSql
      .selectFrom('sealed_opening')
      .selectAll()
      .where('period', '=', period)
      .where('partner', '=', partner)
      .where('state', '=', 'open'),
  );
}

export function insertOpening(db: WritableDb<'admin'>, opening: SealedOpeningRow): void {
  run(db, adminSql.insertInto('sealed_opening').values(opening));
}

export function updateOpening(db: WritableDb<'admin'>, openingId: string, change: Partial<Omit<SealedOpeningRow, 'opening_id'>>): void {
  run(db, adminSql.updateTable('sealed_opening').set(change).where('opening_id', '=', openingId));
}

/** What was opened, oldest first, each entry after its predecessor. Throws RangeError where the chain is broken. */
export function readLedger(db: ReadableDb<'admin'>): readonly SealedLedgerRow[] {
  const rows = all(db, adminSql.selectFrom('sealed_ledger').selectAll());
  const following = new Map(rows.map((row) => [row.previous.toString('hex'), row]));
  const chain: SealedLedgerRow[] = [];
  for (let next = following.get(entryHash(undefined).toString('hex')); next !== undefined;) {
    chain.push(next);
    next = following.get(entryHash(next).toString('hex'));
  }
  if (chain.length !== rows.length) throw new RangeError('ledger of openings broken');
  return chain;
}

/** Adds an opening to the ledger, which is never pruned (disclosure.md §6.3). In the caller's transaction. Throws RangeError where the chain is broken. */
export function appendLedger(db: WritableDb<'admin'>, entry: Omit<SealedLedgerRow, 'entry_id' | 'previous'>): void {
  const last = readLedger(db).at(-1);
  run(db, adminSql.insertInto('sealed_ledger').values({ ...entry, entry_id: newId(), previous: entryHash(last) }));
}

function entryHash(row: SealedLedgerRow | undefined): Buffer {
  if (row === undefined) return Buffer.alloc(32);
  const { previous, ...content } = row;
  return sha256(context('sealed/ledger', { bytes: previous }, { text: canonicalJson(content) }));
}
