import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { same, verify, zero } from '../../keys/primitives.ts';
import type { Base, ReadableDb } from '../base/database.ts';
import { currentKey, detailOf, epochAfter, macOf, mustSign, nextKey, signatureText, startMac } from './chain.ts';
import { adminSql as sql, all, one } from '../base/sql.ts';
import type { JournalRow } from '../base/journalTables.ts';
import { JOURNAL_KINDS, isJournalKind } from '../../../shared/journal/kinds.ts';

/** A place in the chain up to which everything was found whole, and what is needed to continue from there. */
export type Position = {
  readonly seq: number;
  readonly mac: Buffer;
  /** The key of the entry that follows. Zero it after use. */
  readonly key: Buffer;
  /** null at the very beginning of what is kept. */
  readonly epoch: number | null;
  readonly at: number | null;
  /** Line of the roster according to the journal. */
  readonly rosterLine: number;
};

/**
 * `gap`: a number is missing · `mac`: not the entry that was written, or not in its place · `signature`: missing, or not by that person at that line of the roster ·
 * `content`: no such kind of entry · `epoch`, `clock`: a mark that does not follow · `checkpoint`: the beginning was cut without a signed line ·
 * `cut`: the end is gone · `key`: the present key does not follow.
 */
export const FAULT_REASONS = ['gap', 'mac', 'signature', 'content', 'epoch', 'clock', 'checkpoint', 'cut', 'key'] as const;
type FaultReason = (typeof FAULT_REASONS)[number];

export type Fault = { readonly firstBad: number; readonly reason: FaultReason };

export type Walk = {
  readonly position: Position;
  readonly fault: Fault | null;
  /** False when the time given was over before the end. */
  readonly ended: boolean;
};

/** The list of staff, line by line, by which signatures are judged. */
export type Signers = {
  /** The Ed25519 public key with which a person signed while the list was at this line; null when the person could not sign then. */
  readonly keyOf: (userId: string, rosterLine: number) => Uint8Array | null;
  /** The head that the list had at this line; null when it never had so many. */
  readonly headOf: (rosterLine: number) => string | null;
};

const FIRST_LINE = 1;
const ROWS_AT_ONCE = 2_000;

const rosterDetail = z.looseObject({ seq: z.int().min(1), head: z.string() });

/**
 * Where a walk begins (security §6.1): before the first entry, or, once the oldest years were cut, at the head that a later signed checkpoint
 * carries; null when the beginning is gone and no checkpoint holds it. `start` is J₀.
 */
export function firstPosition(db: ReadableDb, siteId: string, start: Uint8Array): Position | null {
  const first = one(db, sql.selectFrom('journal').select('seq').orderBy('seq').limit(1));
  if (first === undefined || first.seq === 1)
    return { seq: 0, mac: startMac(siteId, db.base), key: Buffer.from(start), epoch: null, at: null, rosterLine: FIRST_LINE };
  const checkpoint = checkpointOf(db, first.seq);
  if (checkpoint === null) return null;
  const { detail } = checkpoint;
  return {
    seq: detail.to,
    mac: Buffer.from(detail.head, 'base64url'),
    key: keyAt(start, detail.to),
    epoch: null,
    at: null,
    rosterLine: detail.roster,
  };
}

/** The entry that carries the head of what was cut before the entry `first`, the latest one; null when no entry carries it. */
export function checkpointOf(db: ReadableDb, first: number) {
  const rows = all(db, sql.selectFrom('journal').selectAll().where('kind', '=', 'journal.checkpoint').orderBy('seq', 'desc'));
  for (const row of rows) {
    const detail = JOURNAL_KINDS['journal.checkpoint'].detail.safeParse(detailOf(row)).data;
    if (detail?.to === first - 1) return { row, detail };
  }
  return null;
}

/**
 * Where a walk continues after tampering was recorded: at the entry that records it, whose key is known from J₀ by its number alone. null when that entry
 * was not made with that key: the journal continued with another key, and nothing after can be verified.
 */
export function positionAfter(db: ReadableDb, start: Uint8Array, recorded: number, signers: Signers): Position | null {
  const row = one(db, sql.selectFrom('journal').selectAll().where('seq', '=', recorded));
  const before = one(
    db,
    sql
      .selectFrom('journal')
      .select('mac')
      .where('seq', '=', recorded - 1),
  );
  if (row === undefined || before === undefined) return null;
  const own = keyAt(start, recorded - 1);
  const holds = same(row.mac, macOf(own, row, before.mac));
  const key = nextKey(own);
  zero(own);
  if (!holds) {
    zero(key);
    return null;
  }
  return { seq: recorded, mac: row.mac, key, epoch: row.epoch, at: row.at, rosterLine: rosterLineBefore(db, recorded, signers) };
}

/** The line of the roster according to the entries before this one, those that were cut included. */
export function rosterLineBefore(db: ReadableDb, seq: number, signers: Signers): number {
  const lines = all(db, sql.selectFrom('journal').selectAll().where('kind', '=', 'roster.entry').where('seq', '<', seq));
  const cut = all(db, sql.selectFrom('journal').select('detail').where('kind', '=', 'journal.checkpoint'))
    .flatMap((row) => JOURNAL_KINDS['journal.checkpoint'].detail.safeParse(detailOf(row)).data ?? [])
    .filter(({ to }) => to < seq);
  return Math.max(FIRST_LINE, ...lines.map((row) => rosterLineOf(row, signers)), ...cut.map(({ roster }) => roster));
}

/** Whether one entry is as it was written and signed, whatever became of the others. */
export function isAsWritten(db: ReadableDb, siteId: string, start: Uint8Array, seq: number, signers: Signers): boolean {
  const row = one(db, sql.selectFrom('journal').selectAll().where('seq', '=', seq));
  const position = positionAfter(db, start, seq, signers);
  if (row === undefined || position === null) return false;
  zero(position.key);
  return isSigned(db.base, siteId, row, position.rosterLine, signers);
}

/** Whether an entry that must be signed is, by that person at that line of the list. Needs no key of the journal: what the MAC covers is not looked at. */
export function isSignedThen(db: ReadableDb, siteId: string, row: JournalRow, signers: Signers): boolean {
  return isSigned(db.base, siteId, row, rosterLineBefore(db, row.seq, signers), signers);
}

/** The key of entry `seq + 1`, from J₀: one SHA-256 an entry. Zero it after use. */
function keyAt(start: Uint8Array, seq: number): Buffer {
  let key: Buffer = Buffer.from(start);
  for (let passed = 0; passed < seq; passed += 1) {
    const next = nextKey(key);
    zero(key);
    key = next;
  }
  return key;
}

/**
 * Walks the chain from `from` (security §6.1): numbers, MACs, signatures by the key of that person at that line of the roster, epochs, clock marks. Stops at the
 * first entry that is not what it must be, at the end, where the present key must follow, or after `milliseconds`. A few thousand entries at a time, so that ten years of journal need no more
 * memory than a day's. About 10 µs an entry, 60 µs a signature. The key of `from` is zeroed as soon as the walk leaves it; that of the position it gives is the caller's.
 */
export function walkJournal(
  db: ReadableDb,
  siteId: string,
  from: Position,
  signers: Signers,
  milliseconds: number = Number.POSITIVE_INFINITY,
): Walk {
  const until = performance.now() + milliseconds;
  let position = from;
  for (;;) {
    const rows = all(db, sql.selectFrom('journal').selectAll().where('seq', '>', position.seq).orderBy('seq').limit(ROWS_AT_ONCE));
    for (const row of rows) {
      const next = step(db.base, siteId, position, row, signers);
      if (typeof next === 'string') return { position, fault: { firstBad: position.seq + 1, reason: next }, ended: true };
      zero(position.key);
      position = next;
    }
    if (rows.length < ROWS_AT_ONCE) return { position, fault: presentKeyFault(db, position), ended: true };
    if (performance.now() > until) return { position, fault: null, ended: false };
  }
}

function presentKeyFault(db: ReadableDb, { seq, key }: Position): Fault | null {
  const present = currentKey(db);
  const holds = same(present, key);
  zero(present);
  return holds ? null : { firstBad: seq + 1, reason: 'key' };
}

/** The place after this entry, or what is wrong with it. */
function step(base: Base, siteId: string, before: Position, row: JournalRow, signers: Signers): Position | FaultReason {
  const { seq, mac, key, epoch, at } = before;
  if (row.seq !== seq + 1) return 'gap';
  if (!same(row.mac, macOf(key, row, mac))) return 'mac';
  if (!isJournalKind(row.kind)) return 'content';
  const rosterLine = Math.max(before.rosterLine, rosterLineOf(row, signers));
  if (!isSigned(base, siteId, row, rosterLine, signers)) return 'signature';
  if (epoch !== null && row.epoch !== epochAfter(epoch, row.kind)) return 'epoch';
  if (at !== null && (row.clock === 'back') !== row.at < at) return 'clock';
  return { seq: row.seq, mac: row.mac, key: nextKey(key), epoch: row.epoch, at: row.at, rosterLine };
}

function isSigned(base: Base, siteId: string, row: JournalRow, rosterLine: number, signers: Signers): boolean {
  if (row.sig === null) return !mustSign(row.kind, row.seq);
  const key = row.actor === null ? null : signers.keyOf(row.actor, rosterLine);
  return key !== null && verify(key, signatureText(siteId, base, row.mac), row.sig);
}

/** A line of the journal that the list itself does not confirm moves nothing: it would make the honest signatures after it look wrong. */
function rosterLineOf(row: JournalRow, { headOf }: Signers): number {
  const detail = row.kind === 'roster.entry' ? rosterDetail.safeParse(detailOf(row)).data : undefined;
  return detail !== undefined && headOf(detail.seq) === detail.head ? detail.seq : FIRST_LINE;
}
