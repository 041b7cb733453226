import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { canonicalJson, context } from '../../keys/canonical.ts';
import { decrypt, encrypt, hk, zero } from '../../keys/primitives.ts';
import { rowCounts } from '../base/copy.ts';
import type { Base, ReadableDb } from '../base/database.ts';
import { lastEntry } from '../journal/journal.ts';
import { bytesText } from '../../../shared/bytesText.ts';

/** Always as long, so that the length of the block reveals nothing: more than every table of a base with a number of ten digits. */
const CLEAR_BYTES = 4096;
const SEALED_BYTES = 12 + CLEAR_BYTES + 16;

const countsSchema = z.strictObject({
  rows: z.record(z.string().regex(/^[a-z_]{1,40}$/), z.int().min(0)),
  /** W3: last entry of the journal (security §6.3). */
  head: z.strictObject({ seq: z.int().min(1), mac: bytesText(32) }),
});
/** How much a base held at the instant of a copy: rows by table, and the last entry of its journal. */
export type Counts = z.infer<typeof countsSchema>;

/** The copy that a block belongs to. */
type Origin = { readonly siteId: string; readonly backupId: string };

/** A block of a manifest: base64url, of one length. */
export const sealedCounts = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .length(Math.ceil((SEALED_BYTES * 4) / 3));

/** What a base holds now. Throws RangeError when its journal has no beginning. */
export function countsOf(db: ReadableDb): Counts {
  const last = lastEntry(db);
  if (last === undefined) throw new RangeError('journal not started');
  return { rows: { ...rowCounts(db) }, head: { seq: last.seq, mac: last.mac.toString('base64url') } };
}

/** Sealed under the key of the very base that was counted: a stick shows nobody else how many persons, cases and acts there are (security §1, A1 and A5; security §9.1). */
export function sealCounts(counts: Counts, base: Base, origin: Origin, storeKey: Uint8Array): string {
  const clear = Buffer.from(canonicalJson(countsSchema.parse(counts)).padEnd(CLEAR_BYTES), 'utf8');
  if (clear.length !== CLEAR_BYTES) throw new RangeError('too many tables');
  return withKey(storeKey, (key) => encrypt(key, contextOf(base, origin), clear).toString('base64url'));
}

/** Opens what `sealCounts` made. Throws Unreadable for another key, base or copy. */
export function openCounts(sealed: string, base: Base, origin: Origin, storeKey: Uint8Array): Counts {
  const clear = withKey(storeKey, (key) => decrypt(key, contextOf(base, origin), Buffer.from(sealed, 'base64url')));
  return countsSchema.parse(JSON.parse(clear.toString('utf8')));
}

function contextOf(base: Base, { siteId, backupId }: Origin): Buffer {
  return context('backup/counts', { id: siteId }, { id: backupId }, { text: base });
}

function withKey<Result>(storeKey: Uint8Array, act: (key: Buffer) => Result): Result {
  const key = hk(storeKey, 'backup/counts');
  try {
    return act(key);
  } finally {
    zero(key);
  }
}
