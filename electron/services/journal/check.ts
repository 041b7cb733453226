import type { Role } from '../../../shared/rights.ts';
import { Unreadable, zero } from '../../keys/primitives.ts';
import { headInJournal, isKnown } from '../../store/accounts/rosterActs.ts';
import type { Base, ReadableDb } from '../../store/base/database.ts';
import type { JournalRow } from '../../store/base/journalTables.ts';
import { cutOldest } from '../../store/journal/cut.ts';
import { convict, entriesOfKind, headAt, lastOfActor, lastOfKind, openJournalStart } from '../../store/journal/journal.ts';
import {
  firstPosition,
  isSignedThen,
  positionAfter,
  walkJournal,
  type Fault,
  type Position,
  type Signers,
} from '../../store/journal/walk.ts';
import type { OpenStores } from '../../store/opened/openStores.ts';
import { signersOf } from '../../store/roster/roster.ts';
import { checkAllCases, checkCasesAtUnlock, checkOpenedCases } from './caseCheck.ts';
import { basesOf, isAfterwards, isByAuthority, recordTampering, tamperingsOf, type Finding } from './tampering.ts';

/** The whole chain is checked again after this (security §6.3). */
const WEEK = 7 * 86_400_000;
/** An unlock waits no longer for its journal; the rest follows every five minutes (security §6.1). */
const SLICE_MILLISECONDS = 300;
/** The most faults that one whole check records; after each fault the check continues behind it. */
const MOST_FAULTS = 20;

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

/** At each unlock, once the session is open: what was convicted, the roster's head, a slice of the chain, and the cases. */
export function checkAtUnlock(stores: OpenStores, convicted: readonly Finding[], at: number): void {
  for (const finding of convicted) recordTampering(stores, finding, at);
  for (const db of basesOf(stores)) compareRosterHead(stores, db, at);
  checkFurther(stores, at);
  checkCasesAtUnlock(stores, at);
}

/** One more slice of the chains that this person may verify: at unlock and every five minutes, from where the last one stopped; from the beginning each week. Cases found altered meanwhile are recorded. */
export function checkFurther(stores: OpenStores, at: number): void {
  for (const db of auditedBy(stores)) walk(stores, db, at, SLICE_MILLISECONDS);
  checkOpenedCases(stores, at);
}

/** The whole chain of this person's base and the cases, now; before a freeze and on demand. */
export function checkWhole(stores: OpenStores, at: number): void {
  for (const db of auditedBy(stores)) {
    stores.memory.checked[db.base] = null;
    for (let faults = 0; faults < MOST_FAULTS && walk(stores, db, at, Number.POSITIVE_INFINITY); faults += 1);
  }
  checkAllCases(stores, at);
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

/** The bases whose beginning this person's keys open (security §2.2). */
function auditedBy(stores: OpenStores): readonly ReadableDb[] {
  const audited = new Set(stores.principals.flatMap(({ principal }) => (principal.kind === 'audit' ? [principal.store] : [])));
  return basesOf(stores).filter(({ base }) => audited.has(base));
}
