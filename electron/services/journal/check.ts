import type { Role } from '../../../shared/rights.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import type { Base, ReadableDb } from '../../store/base/database.ts';
import { appendJournal, convict, entriesOfKind, headAt, lastOfActor, lastOfKind, openJournalStart } from '../../store/journal/journal.ts';
import { detailOf } from '../../store/journal/chain.ts';
import { cutOldest } from '../../store/journal/cut.ts';
import {
  firstPosition,
  isSignedThen,
  positionAfter,
  walkJournal,
  type Fault,
  type Position,
  type Signers,
} from '../../store/journal/walk.ts';
import { signersOf } from '../../store/roster/roster.ts';
import { headInJournal, isKnown } from '../../store/accounts/rosterActs.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { transaction } from '../../store/base/sql.ts';
import { auditState } from '../../store/journal/stateAudit.ts';
import type { JournalRow } from '../../store/base/journalTables.ts';
import { JOURNAL_KINDS } from '../../../shared/journal/kinds.ts';

/** The whole chain and the records are checked again after this (security §6.3). */
const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** An unlock waits no longer for its journal; the rest follows every five minutes (security §6.1). */
const SLICE_MILLISECONDS = 300;
/** The most faults that one whole check records; after each fault the check continues behind it. */
const MOST_FAULTS = 20;

/** What convicts a base: `object` is the record or the case where there is one. `witnessedAt`: when the witness that says so was written. */
type Finding = {
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

/** What this person's own session checkpoint convicts, in both bases and for every role, before anything is written in this session (security §6.3, W1). */
export function tamperingSeenByCheckpoint(stores: OpenStores): readonly Finding[] {
  const { witness } = stores;
  if (witness === null) return withoutWitness(stores);
  return basesOf(stores).flatMap((db) => {
    const head = witness[db.base];
    const seen = head === null ? null : { seq: head.seq, mac: Buffer.from(head.mac, 'base64url') };
    const fault = convict(
      seen,
      db,
      (row) => isByAuditor(stores, db, row) && isSignedThen(db, stores.roster.siteId, row, signersOf(stores.admin)),
    );
    if (seen === null || fault === null) return [];
    return [{ base: db.base, seq: fault.firstBad, reason: fault.reason, witnessed: { seq: seen.seq, at: witness.at } }];
  });
}

/**
 * An account that ended sessions here has a session checkpoint. Missing without a restore that quarantined it, the checkpoint was removed, perhaps with the end
 * of a journal that it would have convicted. One session alone may have been cut between its last entry and its checkpoint.
 */
function withoutWitness(stores: OpenStores): readonly Finding[] {
  const db = stores.cases ?? stores.admin;
  const [last, before] = lastOfActor(db, 'session.lock', stores.user.userId, 2);
  if (last === undefined || before === undefined) return [];
  const restored = entriesOfKind(db, 'backup.restore').some((row) => row.seq > last.seq && isByAuthority(stores, row));
  return restored ? [] : [{ base: db.base, seq: last.seq, reason: 'witness' }];
}

/** At each unlock, once the session is open: what was convicted, the roster's head, a slice of the chain, and each week the records. */
export function checkAtUnlock(stores: OpenStores, convicted: readonly Finding[], at: number): void {
  for (const finding of convicted) recordTampering(stores, finding, at);
  for (const db of basesOf(stores)) compareRosterHead(stores, db, at);
  checkFurther(stores, at);
  const audited = stores.cases === null ? undefined : lastOfKind(stores.cases, 'state.audit');
  if (stores.user.role === 'supervisor' && (audited === undefined || at - audited.at >= WEEK || audited.at > at)) auditRecords(stores, at);
}

/** One more slice of the chains that this person may verify: at unlock and every five minutes, from where the last one stopped; from the beginning each week. */
export function checkFurther(stores: OpenStores, at: number): void {
  for (const db of auditedBy(stores)) walk(stores, db, at, SLICE_MILLISECONDS);
}

/** The whole chain of this person's base, now, and for a supervisor every record; before a freeze and on demand. */
export function checkWhole(stores: OpenStores, at: number): void {
  for (const db of auditedBy(stores)) {
    stores.memory.checked[db.base] = null;
    for (let faults = 0; faults < MOST_FAULTS && walk(stores, db, at, Number.POSITIVE_INFINITY); faults += 1);
  }
  if (stores.user.role === 'supervisor') auditRecords(stores, at);
}

/** Compares every record with the journal, and writes that it was done. */
function auditRecords(stores: OpenStores, at: number): void {
  const { cases } = stores;
  if (cases === null) return;
  const { records, stale } = auditState(cases);
  for (const { recordId, reason } of stale) recordTampering(stores, { base: 'cases', seq: 0, reason, object: recordId }, at);
  transaction(cases, (db) =>
    appendJournal(
      db,
      stores.actor,
      { kind: 'state.audit', detail: { records, findings: new Set(stale.map(({ recordId }) => recordId)).size } },
      at,
    ),
  );
}

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
function isAfterwards({ seq, recordedBy, reason }: Tampering): boolean {
  return recordedBy > seq || (recordedBy === seq && (reason === 'cut' || reason === 'key'));
}

/** Whose beginning of a journal may be cut away: those who can verify it (security §2.2, §6.1). */
const AUDITORS: Readonly<Record<Base, readonly Role[]>> = { cases: ['supervisor'], admin: ['administrator', 'focal_point'] };

/** The oldest years go behind the signed entry of somebody who could verify them; another's would hide what it cuts. */
function isCutByAuditors(stores: OpenStores, db: ReadableDb): boolean {
  return entriesOfKind(db, 'journal.checkpoint').every((row) => isByAuditor(stores, db, row));
}

function isByAuditor({ roster }: OpenStores, { base }: ReadableDb, { actor }: JournalRow): boolean {
  const role = actor === null ? undefined : roster.users.get(actor)?.role;
  return role !== undefined && AUDITORS[base].includes(role);
}

/** A restore is declared by a supervisor or a focal point (security §9.3); anybody else's word explains nothing. */
function isByAuthority({ roster }: OpenStores, { actor }: JournalRow): boolean {
  const role = actor === null ? undefined : roster.users.get(actor)?.role;
  return role === 'supervisor' || role === 'focal_point';
}

/** Continues from where this person's last check stopped. True when it found a fault that was not recorded yet, and may continue behind it. */
function walk(stores: OpenStores, db: ReadableDb, at: number, milliseconds: number): boolean {
  const { checked } = stores.memory;
  const start = startOf(stores, db, at);
  if (start === null) return false;
  try {
    const former = isDue(checked[db.base], db, at) ? null : checked[db.base];
    checked[db.base] = null;
    const beginning = () => (isCutByAuditors(stores, db) ? firstPosition(db, stores.roster.siteId, start) : null);
    const from = former === null ? beginning() : former.position;
    const since = former?.since ?? at;
    if (from === null) {
      if (former === null) recordTampering(stores, { base: db.base, seq: 1, reason: 'checkpoint' }, at);
      checked[db.base] = {
        since,
        endedAt: former?.endedAt ?? at,
        fault: former?.fault ?? { firstBad: 1, reason: 'checkpoint' },
        position: null,
      };
      return false;
    }
    const signers = signersOf(stores.admin);
    const { position, fault, ended } = walkJournal(db, stores.roster.siteId, from, signers, milliseconds);
    if (fault === null) {
      checked[db.base] = { since, endedAt: ended ? at : (former?.endedAt ?? null), fault: former?.fault ?? null, position };
      if (ended && (former?.fault ?? null) === null) cutOldest(db, stores.actor, signers, at);
      return false;
    }
    zero(position.key);
    const further = behind(stores, db, start, fault, signers, at);
    checked[db.base] = { since, endedAt: at, fault: former?.fault ?? fault, position: further };
    return further !== null;
  } finally {
    zero(start);
  }
}

/** Records a fault and returns the place behind the entry that records it. */
function behind(stores: OpenStores, db: ReadableDb, start: Buffer, fault: Fault, signers: Signers, at: number): Position | null {
  recordTampering(stores, { base: db.base, seq: fault.firstBad, reason: fault.reason }, at);
  const recorded = tamperingsOf(stores).find(
    (one) => one.base === db.base && one.seq === fault.firstBad && one.object === null && isAfterwards(one),
  );
  return recorded === undefined ? null : positionAfter(db, start, recorded.recordedBy, signers);
}

/** Never checked, a week ago, a clock that went back, or a journal that no longer has the place that was reached. */
function isDue(check: OpenStores['memory']['checked'][Base], db: ReadableDb, at: number): boolean {
  if (check === null || check.since > at || (check.endedAt !== null && at - check.since >= WEEK)) return true;
  const { position } = check;
  if (position === null || position.seq === 0) return false;
  return headAt(db, position.seq)?.equals(position.mac) !== true;
}

/** J₀ for a member of the audit principal; null for other accounts, and for an altered key, which is recorded. */
function startOf(stores: OpenStores, db: ReadableDb, at: number): Buffer | null {
  try {
    return openJournalStart(db, stores.roster.siteId, stores.principals);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    recordTampering(stores, { base: db.base, seq: 1, reason: 'start' }, at);
    return null;
  }
}

/** Both journals carry the head of the roster (security §2.4): a head that the list never had convicts the list. */
function compareRosterHead(stores: OpenStores, db: ReadableDb, at: number): void {
  const head = headInJournal(db);
  if (head === null || isKnown(stores.roster, head)) return;
  recordTampering(stores, { base: db.base, seq: lastOfKind(db, 'roster.entry')?.seq ?? 1, reason: 'roster' }, at);
}

function basesOf({ admin, cases }: OpenStores): readonly ReadableDb[] {
  return cases === null ? [admin] : [cases, admin];
}

/** The bases whose beginning this person's keys open (security §2.2). */
function auditedBy(stores: OpenStores): readonly ReadableDb[] {
  const audited = new Set(stores.principals.flatMap(({ principal }) => (principal.kind === 'audit' ? [principal.store] : [])));
  return basesOf(stores).filter(({ base }) => audited.has(base));
}

function tamperingOf(base: Base, row: JournalRow): Tampering {
  const detail = JOURNAL_KINDS['journal.tamper'].detail.safeParse(detailOf(row)).data ?? { seq: 0, reason: 'content' };
  return { base, at: row.at, seq: detail.seq, reason: detail.reason, object: row.object, recordedBy: row.seq };
}
