import type { Buffer } from 'node:buffer';
import { context } from '../../keys/canonical.ts';
import { hmac, sha256 } from '../../keys/primitives.ts';
import type { Base, ReadableDb } from '../base/database.ts';
import { adminSql, one } from '../base/sql.ts';
import type { JournalRow } from '../base/journalTables.ts';
import { isSigned, type JournalKind } from '../../../shared/journal/kinds.ts';

/** At least one signature every so many entries (security §6.1). */
const SIGN_EVERY = 64;

/** What the MAC of an entry covers. */
export type Content = Omit<JournalRow, 'mac' | 'sig'>;

/** The detail of an entry, to be checked by the schema of its kind; null for a text that is not JSON. */
export function detailOf(row: Pick<JournalRow, 'detail'>): unknown {
  try {
    return JSON.parse(row.detail);
  } catch {
    return null;
  }
}

/** `HMAC(Jᵢ, 'journal' · canonical(entry) · macᵢ₋₁)`. */
export function macOf(key: Uint8Array, content: Content, previous: Uint8Array): Buffer {
  return hmac(key, context('journal', { text: canonicalText(content) }, { bytes: previous }));
}

/** `canonicalJson` of an entry with its members already in order: three times faster, and a whole verification writes 100,000 of them. */
function canonicalText({ actor, at, clock, commitment, detail, epoch, kind, object, rev, seq, session }: Content): string {
  const turn = commitment === null ? 'null' : `"${commitment.toString('base64url')}"`;
  const before = `{"actor":${JSON.stringify(actor)},"at":${at},"clock":"${clock}","commitment":${turn},"detail":${JSON.stringify(detail)},"epoch":${epoch}`;
  return `${before},"kind":${JSON.stringify(kind)},"object":${JSON.stringify(object)},"rev":${rev},"seq":${seq},"session":${JSON.stringify(session)}}`;
}

/** `Jᵢ₊₁ = SHA-256('journal/next' · Jᵢ)`. */
export function nextKey(key: Uint8Array): Buffer {
  return sha256(NEXT, key);
}

/** The key that the next entry will be made with. Zero it after use. */
export function currentKey(db: ReadableDb): Buffer {
  const row = one(db, adminSql.selectFrom('journal_key').select('key').where('one', '=', 1));
  if (row === undefined) throw new RangeError('journal not started');
  return row.key;
}

/** Takes the place of the MAC before the first entry, so that no journal begins like another's. */
export function startMac(siteId: string, base: Base): Buffer {
  return sha256(context('journal/first', { id: siteId }, { text: base }));
}

/** What a person signs of an entry. */
export function signatureText(siteId: string, base: Base, mac: Uint8Array): Buffer {
  return context('journal/sign', { id: siteId }, { text: base }, { bytes: mac });
}

/** A person who has just enrolled is not in the roster yet: nobody could check that signature. */
export function mustSign(kind: string, seq: number): boolean {
  return isSigned(kind) || (seq % SIGN_EVERY === 0 && kind !== ENROLMENT);
}

/** Only a restore opens an epoch. */
export function epochAfter(previous: number, kind: string): number {
  return kind === RESTORE ? previous + 1 : previous;
}

const NEXT = context('journal/next');
const ENROLMENT: JournalKind = 'user.enrol';
const RESTORE: JournalKind = 'backup.restore';
