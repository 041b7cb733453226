import type { Input, Output } from '../../shared/contract.ts';
import { minuteOf, openSession, type Host, type OpenSession } from '../host.ts';
import { Buffer } from 'node:buffer';
import { same, zero } from '../keys/primitives.ts';
import type { ReadableDb } from '../store/database.ts';
import { openJournalStart, readJournal, verifyJournal, type Witnessed } from '../store/journal.ts';
import { journalTitle } from './journalWords.ts';

const PAGE_SIZE = 50;

/**
 * The journal as far as the role reads it (reference §7.2): own acts for a caseworker or a focal point, all of the case base for a supervisor,
 * all of the administration base for an administrator. Codes only, newest first.
 */
export function openJournal(input: Input<'journal.read'>, host: Host): Output<'journal.read'> {
  const session = openSession(host);
  const { store } = session;
  const { role, userId } = store.user;
  const db = store.cases ?? store.admin;
  const whole = role === 'supervisor' || role === 'administrator';
  const { total, rows } = readJournal(db, whole ? {} : { actor: userId }, { offset: (input.page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  return {
    total,
    lines: rows.map((row) => ({
      seq: row.seq,
      at: minuteOf(row.at),
      staffCode: row.actor === null ? null : (store.roster.users.get(row.actor)?.staffCode ?? null),
      kind: row.kind,
      title: journalTitle(row.kind),
      signed: row.sig !== null,
    })),
    chain: chainOf(session, db),
  };
}

/**
 * The whole chain, for a session that opens its beginning (security §6.1); for any other, `verified` is false and `whole` says only that what
 * this person last witnessed still stands.
 */
function chainOf({ store }: OpenSession, db: ReadableDb): Output<'journal.read'>['chain'] {
  const witnessed = witnessedIn(store.witness?.[db.base] ?? null);
  const start = openJournalStart(db, store.roster.siteId, store.principals);
  if (start === null) {
    const lost = witnessed.find((head) => !stands(db, head));
    return { verified: false, whole: lost === undefined, firstBad: lost?.seq ?? null };
  }
  try {
    const verdict = verifyJournal(
      db,
      store.roster.siteId,
      start,
      (userId) => store.roster.users.get(userId)?.signingPublic ?? null,
      witnessed,
    );
    return verdict.whole ? { verified: true, whole: true, firstBad: null } : { verified: true, whole: false, firstBad: verdict.firstBad };
  } finally {
    zero(start);
  }
}

function witnessedIn(head: { readonly seq: number; readonly mac: string } | null): readonly Witnessed[] {
  return head === null ? [] : [{ seq: head.seq, mac: Buffer.from(head.mac, 'base64url') }];
}

/** Entries are numbered without a gap: the entry of a number is found by its rank. */
function stands(db: ReadableDb, head: Witnessed): boolean {
  const { total } = readJournal(db, {}, { offset: 0, limit: 1 });
  const row = total < head.seq ? undefined : readJournal(db, {}, { offset: total - head.seq, limit: 1 }).rows[0];
  return row !== undefined && row.seq === head.seq && same(row.mac, head.mac);
}
