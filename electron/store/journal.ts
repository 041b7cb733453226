import { Buffer } from 'node:buffer';
import { canonicalJson, context } from '../keys/canonical.ts';
import { hmac, openSealed, randomSecret, same, seal, sha256, sign, verify, zero } from '../keys/primitives.ts';
import type { OpenedPrincipal } from '../keys/principals.ts';
import type { Principal } from '../keys/roster.ts';
import type { Base, ReadableDb, WritableDb } from './database.ts';
import { JOURNAL_KINDS, SIGNED, isJournalKind, type JournalDetail, type JournalKind } from './journalKinds.ts';
import { adminSql, all, one, run } from './sql.ts';
import type { JournalRow } from './tables.ts';

/** Who acts: the person of the session, with the seed that signs. */
export type Actor = { readonly siteId: string; readonly userId: string; readonly sessionId: string; readonly signingSeed: Buffer };

export type JournalEntry<K extends JournalKind> = {
  readonly kind: K;
  readonly object?: string;
  /** Revision written or read. */
  readonly rev?: number;
  readonly detail: JournalDetail<K>;
};

/** At least one signature every so many entries (security §6.1). */
const SIGN_EVERY = 64;
const MOST_DETAIL_BYTES = 256;
const ROWS_AT_ONCE = 5_000;

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
 * Adds one entry in the caller's transaction (security §6.1–6.2): MAC under the evolving key, which is overwritten by its successor;
 * signed when the act asks for it, and every 64 entries; a restored base begins a new epoch (§9.3). Gives its number. Throws ZodError on a detail that is not of the kind.
 */
export function appendJournal<K extends JournalKind>(db: WritableDb, actor: Actor, entry: JournalEntry<K>, at: number): number {
  const last = lastEntry(db);
  const seq = (last?.seq ?? 0) + 1;
  const detail = canonicalJson(JOURNAL_KINDS[entry.kind].parse(entry.detail));
  if (Buffer.byteLength(detail) > MOST_DETAIL_BYTES) throw new RangeError('journal detail too long');
  const content: Content = {
    seq,
    epoch: (last?.epoch ?? 1) + (entry.kind === 'backup.restore' ? 1 : 0),
    at,
    clock: last !== undefined && at < last.at ? 'back' : 'ok',
    actor: actor.userId,
    session: actor.sessionId,
    kind: entry.kind,
    object: entry.object ?? null,
    rev: entry.rev ?? null,
    detail,
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
  return one(db, sql.selectFrom('journal').selectAll().orderBy('seq', 'desc').limit(1));
}

/**
 * The MAC of one entry as the journal holds it now, or null. A witness of the next month carries the head recomputed at the previous anchor
 * (security §6.3, W2): read from here, never from what was sent.
 */
export function headAt(db: ReadableDb, seq: number): Buffer | null {
  return one(db, sql.selectFrom('journal').select('mac').where('seq', '=', seq))?.mac ?? null;
}

/** One entry by its number. */
export function readJournalEntry(db: ReadableDb, seq: number): JournalRow | undefined {
  return one(db, sql.selectFrom('journal').selectAll().where('seq', '=', seq));
}

/** Entries, newest first; one person's own when `actor` is given (reference §7.2). */
export function readJournal(
  db: ReadableDb,
  filter: { readonly actor?: string; readonly object?: string },
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly JournalRow[] } {
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

export type JournalVerdict =
  | { readonly whole: true; readonly seq: number; readonly mac: Buffer }
  | { readonly whole: false; readonly firstBad: number; readonly reason: 'gap' | 'mac' | 'signature' | 'content' | 'cut' | 'key' };

/** What a witness remembers of a journal (security §6.3). */
export type Witnessed = { readonly seq: number; readonly mac: Uint8Array };

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

/**
 * Walks the whole chain from J₀ (security §6.1): numbers without gap, every MAC, every signature that must be there, and the present key at the end.
 * `witnessed` convicts a cut tail. `signingKeyOf` gives a person's Ed25519 public key, or null. About 12 µs an entry, 60 µs a signature.
 */
export function verifyJournal(
  db: ReadableDb,
  siteId: string,
  start: Uint8Array,
  signingKeyOf: (userId: string) => Uint8Array | null,
  witnessed: readonly Witnessed[] = [],
): JournalVerdict {
  let key: Buffer = Buffer.from(start);
  let previous = startMac(siteId, db.base);
  let seq = 0;
  for (const row of eachEntry(db)) {
    if (row.seq !== seq + 1) return { whole: false, firstBad: seq + 1, reason: 'gap' };
    if (!same(row.mac, macOf(key, contentOf(row), previous))) return { whole: false, firstBad: row.seq, reason: 'mac' };
    const problem = problemOf(db.base, siteId, row, signingKeyOf);
    if (problem !== null) return { whole: false, firstBad: row.seq, reason: problem };
    const heads = witnessed.filter((head) => head.seq === row.seq);
    if (heads.some((head) => !same(head.mac, row.mac))) return { whole: false, firstBad: row.seq, reason: 'mac' };
    const next = nextKey(key);
    zero(key);
    key = next;
    previous = row.mac;
    seq = row.seq;
  }
  if (witnessed.some((head) => head.seq > seq)) return { whole: false, firstBad: seq + 1, reason: 'cut' };
  const present = currentKey(db);
  const keyHolds = same(present, key);
  zero(present, key);
  return keyHolds ? { whole: true, seq, mac: previous } : { whole: false, firstBad: seq + 1, reason: 'key' };
}

/** A person who has just enrolled is not in the roster yet: nobody could check that signature. */
function mustSign(kind: JournalKind, seq: number): boolean {
  return SIGNED.has(kind) || (seq % SIGN_EVERY === 0 && kind !== 'user.enrol');
}

/** Every entry in order, a few thousand at a time, so that ten years of journal need no more memory than a day's. */
function* eachEntry(db: ReadableDb): Generator<JournalRow> {
  for (let after = -1; ;) {
    const rows = all(db, sql.selectFrom('journal').selectAll().where('seq', '>', after).orderBy('seq').limit(ROWS_AT_ONCE));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

type Content = Omit<JournalRow, 'mac' | 'sig'>;

function problemOf(
  base: Base,
  siteId: string,
  row: JournalRow,
  signingKeyOf: (userId: string) => Uint8Array | null,
): 'signature' | 'content' | null {
  if (!isJournalKind(row.kind)) return 'content';
  if (row.sig === null) return mustSign(row.kind, row.seq) ? 'signature' : null;
  const key = row.actor === null ? null : signingKeyOf(row.actor);
  return key !== null && verify(key, signatureText(siteId, base, row.mac), row.sig) ? null : 'signature';
}

function contentOf(row: JournalRow): Content {
  const { seq, epoch, at, clock, actor, session, kind, object, rev, detail } = row;
  return { seq, epoch, at, clock, actor, session, kind, object, rev, detail };
}

function currentKey(db: ReadableDb): Buffer {
  const row = one(db, sql.selectFrom('journal_key').select('key').where('one', '=', 1));
  if (row === undefined) throw new RangeError('journal not started');
  return row.key;
}

function nextKey(key: Uint8Array): Buffer {
  return sha256(context('journal/next'), key);
}

function macOf(key: Uint8Array, content: Content, previous: Uint8Array): Buffer {
  return hmac(key, context('journal', { text: canonicalJson(content) }, { bytes: previous }));
}

/** Stands for the MAC before the first entry, so that no journal begins like another's. */
function startMac(siteId: string, base: Base): Buffer {
  return sha256(context('journal/first', { id: siteId }, { text: base }));
}

function startContext(siteId: string, base: Base, principalId: string, epoch: number): Buffer {
  return context('journal/start', { id: siteId }, { text: base }, { id: principalId }, { u16: epoch });
}

function signatureText(siteId: string, base: Base, mac: Uint8Array): Buffer {
  return context('journal/sign', { id: siteId }, { text: base }, { bytes: mac });
}
