import { Buffer } from 'node:buffer';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { openSealed, randomSecret, same, seal, sign, zero } from '../../keys/primitives.ts';
import type { OpenedPrincipal } from '../../keys/principals.ts';
import type { Principal } from '../../keys/rosterState.ts';
import type { Base, ReadableDb, WritableDb } from '../base/database.ts';
import { currentKey, epochAfter, macOf, mustSign, nextKey, signatureText, startMac, type Content } from './chain.ts';
import { checkpointOf, firstPosition, walkJournal, type Fault, type Signers } from './walk.ts';
import { adminSql, all, one, run } from '../base/sql.ts';
import type { JournalRow } from '../base/journalTables.ts';
import { JOURNAL_KINDS, type JournalDetail, type JournalKind } from '../../../shared/journal/kinds.ts';

/** Who acts: the person of the session, with the seed that signs. */
export type Actor = { readonly siteId: string; readonly userId: string; readonly sessionId: string; readonly signingSeed: Buffer };

export type JournalEntry<K extends JournalKind> = {
  readonly kind: K;
  readonly object?: string;
  /** Revision written or read. */
  readonly rev?: number;
  readonly detail: JournalDetail<K>;
};

const MOST_DETAIL_BYTES = 256;

/** Both bases have the same journal tables, so one writer serves both. */
const sql = adminSql;

/** Makes J₀, seals it to the audit principal, and writes the first entry. Once, when a base is created. */
export function startJournal(db: WritableDb, actor: Actor, audit: Principal, at: number): void {
  const first = randomSecret();
  const sealed = seal(audit.publicKey, first, startContext(actor.siteId, db.base, audit.principalId, audit.epoch));
  run(db, sql.insertInto('journal_start').values({ principal_id: audit.principalId, principal_epoch: audit.epoch, sealed }));
  run(db, sql.insertInto('journal_key').values({ one: 1, key: first }));
  zero(first);
  appendJournal(db, actor, { kind: 'journal.start', detail: {} }, at);
}

/**
 * Adds one entry to the caller's transaction, which writes its entries at its end, the last ones with what binds the cases that it changed (security §6.1), or before it
 * reads the journal.
 * Throws ZodError on a detail that is not of the kind.
 */
export function appendJournal<K extends JournalKind>(db: WritableDb, actor: Actor, entry: JournalEntry<K>, at: number): void {
  const detail = detailText(entry);
  db.ending.lines.push((commitment) => void writeEntry(db, actor, { ...entry, detail }, at, commitment));
}

/** The same, written at once, after those that wait: for what needs its number. Gives it. */
export function appendAtOnce<K extends JournalKind>(db: WritableDb, actor: Actor, entry: JournalEntry<K>, at: number): number {
  const detail = detailText(entry);
  writeWaiting(db);
  return writeEntry(db, actor, { ...entry, detail }, at, null);
}

/** What a transaction reads of the journal has its own entries: those that wait are written first. */
function writeWaiting({ ending }: ReadableDb): void {
  for (const write of ending.lines.splice(0)) write(null);
}

function detailText<K extends JournalKind>(entry: JournalEntry<K>): string {
  const detail = canonicalJson(JOURNAL_KINDS[entry.kind].detail.parse(entry.detail));
  if (Buffer.byteLength(detail) > MOST_DETAIL_BYTES) throw new RangeError('journal detail too long');
  return detail;
}

/** One entry as it is written; `detail`: canonical JSON. */
type Written = Pick<JournalEntry<JournalKind>, 'kind' | 'object' | 'rev'> & { readonly detail: string };

/**
 * MAC under the evolving key, which is overwritten by its successor; signed when the act asks for it, and every 64 entries; a restore opens a new epoch
 * (security §6.1–6.2). Gives its number.
 */
function writeEntry(db: WritableDb, actor: Actor, entry: Written, at: number, commitment: Buffer | null): number {
  const last = lastEntry(db);
  const seq = (last?.seq ?? 0) + 1;
  const content: Content = {
    seq,
    epoch: epochAfter(last?.epoch ?? 1, entry.kind),
    at,
    clock: last !== undefined && at < last.at ? 'back' : 'ok',
    actor: actor.userId,
    session: actor.sessionId,
    kind: entry.kind,
    object: entry.object ?? null,
    rev: entry.rev ?? null,
    detail: entry.detail,
    commitment,
  };
  const key = currentKey(db);
  const mac = macOf(key, content, last?.mac ?? startMac(actor.siteId, db.base));
  const sig = mustSign(entry.kind, seq) ? sign(actor.signingSeed, signatureText(actor.siteId, db.base, mac)) : null;
  run(db, sql.insertInto('journal').values({ ...content, mac, sig }));
  const next = nextKey(key);
  run(db, sql.updateTable('journal_key').set({ key: next }).where('one', '=', 1));
  zero(key, next);
  return seq;
}

export function lastEntry(db: ReadableDb): JournalRow | undefined {
  writeWaiting(db);
  return one(db, sql.selectFrom('journal').selectAll().orderBy('seq', 'desc').limit(1));
}

/** The newest entry of a kind, of any journal read from its end. */
export function lastOfKind(db: ReadableDb, kind: JournalKind): JournalRow | undefined {
  writeWaiting(db);
  return one(db, sql.selectFrom('journal').selectAll().where('kind', '=', kind).orderBy('seq', 'desc').limit(1));
}

/** The last entries of a kind by one person, newest first. */
export function lastOfActor(db: ReadableDb, kind: JournalKind, actor: string, most: number): readonly JournalRow[] {
  writeWaiting(db);
  const own = sql.selectFrom('journal').selectAll().where('kind', '=', kind).where('actor', '=', actor);
  return all(db, own.orderBy('seq', 'desc').limit(most));
}

/** How many entries are kept. */
export function countEntries(db: ReadableDb): number {
  writeWaiting(db);
  return (
    one(
      db,
      sql.selectFrom('journal').select((count) => count.fn.countAll<number>().as('entries')),
    )?.entries ?? 0
  );
}

/** How many entries of a kind are kept. */
export function countOfKind(db: ReadableDb, kind: JournalKind): number {
  writeWaiting(db);
  return (
    one(
      db,
      sql
        .selectFrom('journal')
        .select((count) => count.fn.countAll<number>().as('entries'))
        .where('kind', '=', kind),
    )?.entries ?? 0
  );
}

/** Entries of the session that wrote this last one: those since the entry before it that another session wrote. */
export function countOfSession(db: ReadableDb, last: JournalRow): number {
  writeWaiting(db);
  const before = one(db, sql.selectFrom('journal').select('seq').where('session', '!=', last.session).orderBy('seq', 'desc').limit(1));
  return last.seq - (before?.seq ?? 0);
}

/** Whether something was signed after this entry. */
export function signedSince(db: ReadableDb, seq: number): boolean {
  writeWaiting(db);
  return one(db, sql.selectFrom('journal').select('seq').where('seq', '>', seq).where('sig', 'is not', null).limit(1)) !== undefined;
}

/** Every entry of a kind, oldest first. */
export function entriesOfKind(db: ReadableDb, kind: JournalKind): readonly JournalRow[] {
  writeWaiting(db);
  return all(db, sql.selectFrom('journal').selectAll().where('kind', '=', kind).orderBy('seq'));
}

/**
 * The MAC of one entry as the journal holds it now, or null. A witness of the next month carries the head recomputed at the previous anchor
 * (security §6.3, W2): read from here, never from what was sent.
 */
export function headAt(db: ReadableDb, seq: number): Buffer | null {
  writeWaiting(db);
  return one(db, sql.selectFrom('journal').select('mac').where('seq', '=', seq))?.mac ?? null;
}

/** One entry by its number. */
export function readJournalEntry(db: ReadableDb, seq: number): JournalRow | undefined {
  writeWaiting(db);
  return one(db, sql.selectFrom('journal').selectAll().where('seq', '=', seq));
}

/** Entries, newest first; one person's own when `actor` is given (reference §7.2). */
export function readJournal(
  db: ReadableDb,
  filter: { readonly actor?: string; readonly object?: string },
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly JournalRow[] } {
  writeWaiting(db);
  let query = sql.selectFrom('journal');
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
  if (filter.object !== undefined) query = query.where('object', '=', filter.object);
  const total =
    one(
      db,
      query.select((count) => count.fn.countAll<number>().as('total')),
    )?.total ?? 0;
  return { total, rows: all(db, query.selectAll().orderBy('seq', 'desc').offset(page.offset).limit(page.limit)) };
}

/** J₀ of a base, for a member of its audit principal; null for anybody else. Zero it after use. */
export function openJournalStart(db: ReadableDb, siteId: string, held: readonly OpenedPrincipal[]): Buffer | null {
  for (const { principal, secret } of held) {
    if (principal.kind !== 'audit' || principal.store !== db.base) continue;
    const row = one(
      db,
      sql
        .selectFrom('journal_start')
        .selectAll()
        .where('principal_id', '=', principal.principalId)
        .where('principal_epoch', '=', principal.epoch),
    );
    if (row !== undefined) return openSealed(secret, row.sealed, startContext(siteId, db.base, principal.principalId, principal.epoch));
  }
  return null;
}

export type JournalVerdict = { readonly whole: true; readonly seq: number; readonly mac: Buffer } | ({ readonly whole: false } & Fault);

/** What a witness remembers of a journal (security §6.3). */
export type Witnessed = { readonly seq: number; readonly mac: Uint8Array };

/**
 * Seals J₀ again to the next epoch of the audit principal, in the caller's transaction (security §2.5); where the session does not open it, nothing
 * is written.
 */
export function resealJournalStart(
  db: WritableDb,
  siteId: string,
  held: readonly OpenedPrincipal[],
  next: { readonly principalId: string; readonly epoch: number; readonly publicKey: Uint8Array },
): void {
  const first = openJournalStart(db, siteId, held);
  if (first === null) return;
  const sealed = seal(next.publicKey, first, startContext(siteId, db.base, next.principalId, next.epoch));
  zero(first);
  run(db, sql.insertInto('journal_start').orReplace().values({ principal_id: next.principalId, principal_epoch: next.epoch, sealed }));
}

/** Whether J₀ is sealed to an epoch of a principal. */
export function hasStart(db: ReadableDb, principalId: string, epoch: number): boolean {
  const starts = sql.selectFrom('journal_start').select('sealed').where('principal_id', '=', principalId);
  return one(db, starts.where('principal_epoch', '=', epoch)) !== undefined;
}

/** Removes J₀ as it was sealed to earlier epochs, once the present one has it. In the caller's transaction. */
export function dropFormerStarts(db: WritableDb, audit: Principal): void {
  if (!hasStart(db, audit.principalId, audit.epoch)) return;
  const former = sql.deleteFrom('journal_start').where('principal_id', '=', audit.principalId);
  run(db, former.where('principal_epoch', '<', audit.epoch));
}

/**
 * Walks the whole chain from J₀ (security §6.1): `walkJournal` from the first entry kept, then the present key; `witnessed` convicts a cut tail and a
 * rewritten one. `signers`: see `signersOf` in `roster.ts`.
 */
export function verifyJournal(
  db: ReadableDb,
  siteId: string,
  start: Uint8Array,
  signers: Signers,
  witnessed: readonly Witnessed[] = [],
): JournalVerdict {
  const from = firstPosition(db, siteId, start);
  if (from === null) return { whole: false, firstBad: 1, reason: 'checkpoint' };
  const { position, fault } = walkJournal(db, siteId, from, signers);
  zero(position.key);
  const faults = [fault, ...witnessed.map((head) => convict(head, db))];
  const [first] = faults.filter((one) => one !== null).toSorted((left, right) => left.firstBad - right.firstBad);
  return first === undefined ? { whole: true, seq: position.seq, mac: position.mac } : { whole: false, ...first };
}

/**
 * Whether a journal still holds the head that a witness saw: a person's own (W1), the manifest of a backup (W3). Needs no key: null when it
 * present; `cut` when the journal ends before it; `mac` when another entry has its number. A head from before the oldest entry kept was cut with its
 * year where `isAccepted` takes the entry that says so; otherwise `checkpoint`.
 */
export function convict(
  head: Witnessed | null,
  db: ReadableDb,
  isAccepted: (checkpoint: JournalRow) => boolean = () => true,
): Fault | null {
  if (head === null) return null;
  const mac = headAt(db, head.seq);
  if (mac !== null) return same(mac, head.mac) ? null : { firstBad: head.seq, reason: 'mac' };
  const last = lastEntry(db)?.seq ?? 0;
  if (last < head.seq) return { firstBad: last + 1, reason: 'cut' };
  const first = one(db, sql.selectFrom('journal').select('seq').orderBy('seq').limit(1));
  if (first === undefined || first.seq <= head.seq) return { firstBad: head.seq, reason: 'gap' };
  const checkpoint = checkpointOf(db, first.seq);
  return checkpoint !== null && isAccepted(checkpoint.row) ? null : { firstBad: head.seq, reason: 'checkpoint' };
}

/** The head of a journal as it is now: what each witness keeps (security §6.3). */
export function headOf(db: ReadableDb): Witnessed | null {
  writeWaiting(db);
  const last = lastEntry(db);
  return last === undefined ? null : { seq: last.seq, mac: last.mac };
}

function startContext(siteId: string, base: Base, principalId: string, epoch: number): Buffer {
  return context('journal/start', { id: siteId }, { text: base }, { id: principalId }, { u16: epoch });
}
