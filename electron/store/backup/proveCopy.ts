import { Buffer } from 'node:buffer';
import { randomInt } from 'node:crypto';
import type { Role } from '../../../shared/rights.ts';
import { openStoreKey } from '../../keys/bundle.ts';
import { zeroCaseKeys } from '../../keys/caseKeys.ts';
import { KeyringDamaged, KeyringNewer, assertAuthentic, readKeyring } from '../../keys/keyring.ts';
import { Unreadable, same, zero } from '../../keys/primitives.ts';
import { PART_CLASSES } from '../../keys/records.ts';
import { RosterRefused, type RosterState } from '../../keys/rosterState.ts';
import { signersOf } from '../roster/roster.ts';
import { DEK_OF, copySessionKeys, zeroSessionKeys, type SessionKeys } from '../../keys/session.ts';
import { countsOf, openCounts } from './counts.ts';
import { isOurs, isSignedBy, type Manifest } from './manifest.ts';
import { heldCases, openCopiedKeys } from '../caseRecords/caseKeys.ts';
import { rowCounts } from '../base/copy.ts';
import type { ReadableDb } from '../base/database.ts';
import { lastEntry, openJournalStart, verifyJournal } from '../journal/journal.ts';
import { StoreRefused } from '../base/storeRefused.ts';
import { shapeOf } from '../base/open.ts';
import { openRecord } from '../caseRecords/records.ts';
import { AccessRefused, closeStores, openCopyStores } from '../session/session.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql } from '../base/sql.ts';
import type { RecordRow } from '../base/casesTables.ts';

/** Records decrypted to prove a copy (security §9.1). */
export const PROVED_RECORDS = 50;

/**
 * Why a copy is not relied on: `otherSite` it was not made here, or a stick was taken for another · `bytes` a file is missing, changed or too many ·
 * `stores` a base does not open whole · `rows`, `journal`, `records` what it holds is not what was copied · `account` the person who looks has no
 * account in it · `newer` made by a newer version.
 */
export type CopyFault = 'otherSite' | 'bytes' | 'store' | 'rows' | 'journal' | 'records' | 'account' | 'newer';

export class CopyRefused extends Error {
  readonly fault: CopyFault;

  constructor(fault: CopyFault) {
    super(`copy refused: ${fault}`);
    this.fault = fault;
  }
}

/** What was seen in a copy that holds. */
export type Proof = {
  readonly siteCode: string;
  readonly kind: 'centre' | 'desk';
  /** The role in the copy of the person who looks. */
  readonly role: Role;
  /** Everything in it was opened. False where the reader has not the key of the cases that it holds: still to be checked by a case session. */
  readonly whole: boolean;
  /** Those of the cases are 0 without their key. */
  readonly persons: number;
  readonly cases: number;
  /** Records that were decrypted, among those the person may open. */
  readonly records: number;
  /** Who worked here then. */
  readonly roster: RosterState;
  /** Last act in the copy: milliseconds since 1970, who. */
  readonly last: { readonly at: number; readonly staffCode: string | null };
};

/** Lets other calls through between two steps; throws when the work must stop. */
export type Turn = () => Promise<void>;

/**
 * Proves a copy whose bytes are those its manifest names (security §9.1): made by a holder of this site's key and signed by a person of its roster;
 * both bases open with the person's own keys, whole, of our schema; the rows that were counted; each journal to its head, from its beginning where
 * the person holds it; random records decrypted; the person's own account opened. `keys` stay the caller's. Throws CopyRefused.
 */
export async function proveCopy(folder: string, manifest: Manifest, keys: SessionKeys, records: number, turn: Turn): Promise<Proof> {
  if (!isOurs(manifest, keys.dekA) || manifest.siteId !== keys.siteId) throw new CopyRefused('otherSite');
  assertAccount(folder, keys);
  const copy = openCopied(folder, keys);
  try {
    await turn();
    assertSigned(copy, manifest);
    for (const db of [copy.admin, copy.cases]) {
      if (db === null) continue;
      assertCounted(copy, db, manifest);
      await turn();
      assertJournal(copy, db, manifest);
      await turn();
    }
    return proofOf(copy, manifest, openSample(copy, records));
  } catch (error) {
    throw asCopyRefusal(error);
  } finally {
    closeStores(copy);
  }
}

/** What a fault met while a copy is opened says of the copy; any other error as it is. */
export function asCopyRefusal(error: unknown): unknown {
  if (error instanceof StoreRefused) return new CopyRefused(error.problem === 'newer' ? 'newer' : 'store');
  if (error instanceof KeyringNewer) return new CopyRefused('newer');
  if (error instanceof AccessRefused) return new CopyRefused('account');
  if (error instanceof KeyringDamaged || error instanceof RosterRefused || error instanceof Unreadable) return new CopyRefused('store');
  return error;
}

function openCopied(folder: string, keys: SessionKeys): OpenStores {
  const own = copySessionKeys(keys);
  try {
    return openCopyStores(folder, own);
  } catch (error) {
    zeroSessionKeys(own);
    throw asCopyRefusal(error);
  }
}

/** The person's slot in the copy, opened with the keys of her or his own bundle. */
function assertAccount(folder: string, keys: SessionKeys): void {
  try {
    const read = readKeyring(folder);
    assertAuthentic(read, keys.dekA);
    const slot = read.keyring.slots.find(({ userId }) => userId === keys.userId);
    if (slot === undefined) throw new CopyRefused('account');
    for (const name of ['dekA', 'dekC'] as const) {
      const [held, sealed] = [keys[name], slot.deks[name]];
      if (held === null) continue;
      if (sealed === null) throw new CopyRefused('account');
      const opened = openStoreKey(keys.user, keys.siteId, keys.userId, name, Buffer.from(sealed, 'base64url'));
      const holds = same(opened, held);
      zero(opened);
      if (!holds) throw new CopyRefused('account');
    }
  } catch (error) {
    throw error instanceof Unreadable ? new CopyRefused('account') : asCopyRefusal(error);
  }
}

function assertSigned(copy: OpenStores, manifest: Manifest): void {
  const signer = copy.roster.users.get(manifest.userId);
  if (signer === undefined || !isSignedBy(manifest, signer.signingPublic)) throw new CopyRefused('bytes');
}

/** Shape, rows and journal head are those of the manifest; a copy made without the key of a base has no counts of it. Throws Unreadable. */
function assertCounted({ keys }: OpenStores, db: ReadableDb, manifest: Manifest): void {
  const [shape, sealed, storeKey] = [manifest.shapes[db.base], manifest.counts[db.base], keys[DEK_OF[db.base]]];
  if (shape !== null && shape !== shapeOf(db)) throw new CopyRefused('rows');
  if (lastEntry(db) === undefined) throw new CopyRefused('journal');
  if (sealed === null || storeKey === null) return;
  const counted = openCounts(sealed, db.base, manifest, storeKey);
  const found = countsOf(db);
  const tables = new Set([...Object.keys(counted.rows), ...Object.keys(found.rows)]);
  if ([...tables].some((table) => counted.rows[table] !== found.rows[table])) throw new CopyRefused('rows');
  if (counted.head.seq !== found.head.seq || counted.head.mac !== found.head.mac) throw new CopyRefused('journal');
}

function assertJournal(copy: OpenStores, db: ReadableDb, manifest: Manifest): void {
  const start = openJournalStart(db, manifest.siteId, copy.principals);
  if (start === null) return;
  try {
    const verdict = verifyJournal(db, manifest.siteId, start, signersOf(copy.admin));
    if (!verdict.whole) throw new CopyRefused('journal');
  } finally {
    zero(start);
  }
}

/** Opens records drawn at random among those the person holds a key for, every class of them, and gives how many. */
function openSample(copy: OpenStores, most: number): number {
  const { cases } = copy;
  if (cases === null) return 0;
  const scopes = new Map(heldCases(cases, copy).map(({ caseId, scope }) => [caseId, scope]));
  const candidates = all(cases, casesSql.selectFrom('record').selectAll()).filter((row) => scopes.has(row.case_id));
  const drawn = drawFrom(candidates, most);
  for (const row of drawn) {
    const keys = openCopiedKeys(cases, copy, row.case_id);
    if (keys === null) throw new CopyRefused('records');
    try {
      openRecord(cases, keys, copy.roster.siteId, row, scopes.get(row.case_id) === 'full' ? PART_CLASSES : ['facts']);
    } catch (error) {
      throw error instanceof Unreadable ? new CopyRefused('records') : error;
    } finally {
      zeroCaseKeys(keys);
    }
  }
  return drawn.length;
}

function drawFrom(rows: readonly RecordRow[], most: number): readonly RecordRow[] {
  const left = [...rows];
  return Array.from({ length: Math.min(most, left.length) }, () => left.splice(randomInt(left.length), 1)).flat();
}

function proofOf(copy: OpenStores, manifest: Manifest, records: number): Proof {
  const last = lastEntry(copy.cases ?? copy.admin);
  const counts = copy.cases === null ? {} : rowCounts(copy.cases);
  return {
    siteCode: copy.roster.siteCode,
    kind: copy.roster.kind,
    role: copy.user.role,
    whole: copy.cases !== null || !manifest.files.some(({ name }) => name === 'cases.db'),
    persons: counts['person'] ?? 0,
    cases: counts['case_file'] ?? 0,
    records,
    roster: copy.roster,
    last: { at: last?.at ?? 0, staffCode: copy.roster.users.get(last?.actor ?? '')?.staffCode ?? null },
  };
}
