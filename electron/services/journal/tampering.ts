import type { Base, ReadableDb } from '../../store/base/database.ts';
import type { JournalRow } from '../../store/base/journalTables.ts';
import { transaction } from '../../store/base/sql.ts';
import { detailOf } from '../../store/journal/chain.ts';
import { appendJournal, entriesOfKind, lastOfActor, lastOfKind } from '../../store/journal/journal.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { JOURNAL_KINDS } from '../../../shared/journal/kinds.ts';

/** An entry written in advance, for a day further than this, explains nothing. */
const DAY = 86_400_000;

/** What convicts a base: `object` is the record or the case where there is one. `witnessedAt`: when the witness that says so was written. */
export type Finding = {
  readonly base: Base;
  readonly seq: number;
  readonly reason: string;
  readonly object?: string;
  readonly witnessed?: { readonly seq: number; readonly at: number };
};

/** A tampering recorded in the journal itself, once, signed by the person whose session found it. */
export type Tampering = {
  readonly base: Base;
  readonly at: number;
  readonly seq: number;
  readonly reason: string;
  readonly object: string | null;
  /** Number of the entry that records it, in the journal of that base. */
  readonly recordedBy: number;
};

/** All recorded tampering of the bases that this session opens, newest first. */
export function tamperingsOf(stores: OpenStores): readonly Tampering[] {
  return basesOf(stores)
    .flatMap((db) => entriesOfKind(db, 'journal.tamper').map((row) => tamperingOf(db.base, row)))
    .toSorted((left, right) => right.at - left.at);
}

/**
 * For the banner: tampering was recorded since the last frozen month, whose package states it (security §6.3). The roles that answer for the base see all of
 * it, other roles what their own session found.
 */
export function isAltered(stores: OpenStores): boolean {
  const { role, userId } = stores.user;
  const answers = role === 'supervisor' || role === 'focal_point';
  const frozen = stores.cases === null ? undefined : lastOfKind(stores.cases, 'report.freeze');
  return basesOf(stores).some((db) => {
    const recorded = answers ? lastOfKind(db, 'journal.tamper') : lastOfActor(db, 'journal.tamper', userId, 1)[0];
    if (recorded === undefined || frozen === undefined) return recorded !== undefined;
    return db.base === 'cases' ? recorded.seq > frozen.seq : recorded.at > frozen.at;
  });
}

/** Writes what convicts a base in its own journal, signed, once; nothing is repaired and the work continues (security §6.3). */
export function recordTampering(stores: OpenStores, finding: Finding, at: number): void {
  const db = finding.base === 'admin' ? stores.admin : stores.cases;
  if (db === null || isRecorded(stores, db, finding, at)) return;
  const { seq, reason, object } = finding;
  transaction(db, (writable) =>
    appendJournal(
      writable,
      stores.actor,
      { kind: 'journal.tamper', detail: { seq, reason }, ...(object === undefined ? {} : { object }) },
      at,
    ),
  );
}

/**
 * What the package of the month states of its journal (security §6.3): `unknown` from a recorded tampering until the next frozen month, `yes` from a restore
 * until then, otherwise `no`.
 */
export function restoredSince(cases: ReadableDb<'cases'>, lastAnchor: number): 'no' | 'yes' | 'unknown' {
  if ((lastOfKind(cases, 'journal.tamper')?.seq ?? 0) > lastAnchor) return 'unknown';
  return (lastOfKind(cases, 'backup.restore')?.seq ?? 0) > lastAnchor ? 'yes' : 'no';
}

/**
 * Whether the same place is recorded, or a tampering or a declared restore explains it: later than the checkpoint, at or before the place it saw. An entry
 * written in advance, for a place that did not exist or a day in the future, explains nothing.
 */
function isRecorded(stores: OpenStores, db: ReadableDb, { seq, reason, object, witnessed }: Finding, at: number): boolean {
  const recorded = tamperingsOf(stores).filter((one) => one.base === db.base && isAfterwards(one));
  if (recorded.some((one) => one.seq === seq && one.reason === reason && one.object === (object ?? null))) return true;
  if (witnessed === undefined) return object === undefined && seq > 0 && recorded.some((one) => one.seq === seq && one.object === null);
  const isBetween = (written: number) => written >= witnessed.at && written <= at + DAY;
  const explained = recorded.some((one) => one.object === null && one.seq > 0 && one.seq <= witnessed.seq && isBetween(one.at));
  return (
    explained ||
    entriesOfKind(db, 'backup.restore').some((row) => isByAuthority(stores, row) && row.seq <= witnessed.seq && isBetween(row.at))
  );
}

/** A tampering is recorded behind its place. Where the end is missing, or the key does not follow, the recording entry takes that very place. */
export function isAfterwards({ seq, recordedBy, reason }: Tampering): boolean {
  return recordedBy > seq || (recordedBy === seq && (reason === 'cut' || reason === 'key'));
}

/** A restore is declared by a supervisor or a focal point (security §9.3); anybody else's word explains nothing. */
export function isByAuthority({ roster }: OpenStores, { actor }: JournalRow): boolean {
  const role = actor === null ? undefined : roster.users.get(actor)?.role;
  return role === 'supervisor' || role === 'focal_point';
}

/** The open bases of a session. */
export function basesOf({ admin, cases }: OpenStores): readonly ReadableDb[] {
  return cases === null ? [admin] : [cases, admin];
}

function tamperingOf(base: Base, row: JournalRow): Tampering {
  const detail = JOURNAL_KINDS['journal.tamper'].detail.safeParse(detailOf(row)).data ?? { seq: 0, reason: 'content' };
  return { base, at: row.at, seq: detail.seq, reason: detail.reason, object: row.object, recordedBy: row.seq };
}
