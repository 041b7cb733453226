import { join } from 'node:path';
import { KeyringDamaged, keyringExists, readKeyring } from '../../keys/keyring.ts';
import { same } from '../../keys/primitives.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import type { SessionKeys } from '../../keys/session.ts';
import type { Base, ReadableDb } from '../base/database.ts';
import { hasTraces } from '../accounts/installation.ts';
import { headAt, lastEntry } from '../journal/journal.ts';
import { StoreRefused } from '../base/storeRefused.ts';
import { closeStore, openReadOnly } from '../base/open.ts';
import { readRoster } from '../roster/roster.ts';
import { ADMIN_FILE, CASES_FILE } from '../base/fileNames.ts';
import { all, casesSql } from '../base/sql.ts';

/**
 * State of the profile that a copy would replace. `none` nothing · `damaged` it does not open whole · `notNewer` whole, and the copy holds all
 * of its work · `newer` whole, with work done after the copy · `otherLine` whole, and the copy does not continue its journal: each holds work
 * that the other has not · `otherSite` another centre's · `inUse` opened by another window · `closed` whole as far as can be seen, and these keys do not
 * open it.
 */
export type Present = 'none' | 'damaged' | 'notNewer' | 'newer' | 'otherLine' | 'otherSite' | 'inUse' | 'closed';

/** Keys that may open the profile; `own` when its own keyring gave them: a base that they do not open is damaged. */
export type Candidate = { readonly keys: SessionKeys; readonly own: boolean };

/** A case in which something was written that the copy does not hold. `at`: milliseconds since 1970, the last time. */
export type LeftCase = { readonly code: string; readonly at: number };

/** `left`: what a restore would leave behind, as far as these keys read it. `roster`: who works here today; null where the list does not open. */
export type Judgement = { readonly present: Present; readonly left: readonly LeftCase[]; readonly roster: RosterState | null };

/** A copy brought beside the profile, and keys of its own keyring. */
export type BroughtCopy = { readonly folder: string; readonly siteId: string; readonly keys: SessionKeys };

/**
 * Compares the profile with a copy, writing nothing (security §9.3): by the place where the two journals part, never by their length, which
 * says nothing of two lines of work.
 */
export function judgePresent(profile: string, copy: BroughtCopy, candidate: Candidate): Judgement {
  if (!keyringExists(profile) && !hasTraces(profile)) return unread('none');
  const siteId = siteIdHere(profile);
  if (siteId !== null && siteId !== copy.siteId) return unread('otherSite');
  const admin = judgeBase('admin', profile, copy, candidate, (db) => ({ roster: rosterOf(db), left: [] }));
  const ended = admin.state === 'closed' || admin.state === 'inUse' || candidate.keys.dekC === null;
  const cases = ended ? null : judgeBase('cases', profile, copy, candidate, leftIn);
  const states = [admin.state, cases?.state ?? 'notNewer'];
  const present = GRAVEST.find((state) => states.includes(state)) ?? 'notNewer';
  const verdict = present === 'closed' && siteId === null ? 'damaged' : present;
  return { present: verdict, left: cases?.read?.left ?? [], roster: admin.read?.roster ?? null };
}

type State = Exclude<Present, 'none' | 'otherSite'>;
const GRAVEST = ['damaged', 'inUse', 'closed', 'otherLine', 'newer'] as const satisfies readonly State[];
const FILES: Readonly<Record<Base, string>> = { admin: ADMIN_FILE, cases: CASES_FILE };
const STORE_KEY = { admin: 'dekA', cases: 'dekC' } as const;

type Read = { readonly roster: RosterState | null; readonly left: readonly LeftCase[] };

function unread(present: Present): Judgement {
  return { present, left: [], roster: null };
}

/** Both bases opened, compared, read and closed. */
function judgeBase<B extends Base>(
  base: B,
  profile: string,
  copy: BroughtCopy,
  { keys, own }: Candidate,
  read: (present: ReadableDb<B>, copied: ReadableDb<B> | null) => Read,
): { readonly state: State; readonly read: Read | null } {
  const present = opened(base, profile, keys, own);
  if (typeof present === 'string') return { state: present, read: null };
  try {
    const copied = opened(base, copy.folder, copy.keys, false);
    if (typeof copied === 'string') return { state: 'newer', read: read(present, null) };
    try {
      return { state: lineOf(present, copied), read: read(present, copied) };
    } finally {
      closeStore(copied);
    }
  } finally {
    closeStore(present);
  }
}

function opened<B extends Base>(base: B, folder: string, keys: SessionKeys, own: boolean): ReadableDb<B> | 'inUse' | 'closed' | 'damaged' {
  const key = keys[STORE_KEY[base]];
  if (key === null) return 'closed';
  try {
    return openReadOnly(base, join(folder, FILES[base]), key);
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    if (error.problem === 'locked') return 'inUse';
    if (error.problem === 'newer') return 'closed';
    return error.problem === 'key' && !own ? 'closed' : 'damaged';
  }
}

/** The copy holds the work of a journal whose last entry is in its own, word for word. */
function lineOf(present: ReadableDb, copied: ReadableDb): 'notNewer' | 'newer' | 'otherLine' {
  const [last, copiedLast] = [lastEntry(present), lastEntry(copied)];
  if (last === undefined) return 'notNewer';
  if (copiedLast === undefined) return 'otherLine';
  const shorter = Math.min(last.seq, copiedLast.seq);
  const [mac, copiedMac] = [headAt(present, shorter), headAt(copied, shorter)];
  if (mac === null || copiedMac === null || !same(mac, copiedMac)) return 'otherLine';
  return last.seq > copiedLast.seq ? 'newer' : 'notNewer';
}

/** Number of the last entry that both journals hold; 0 when they have none in common. Entries cut away after five years count as held. */
function lastInCommon(present: ReadableDb, copied: ReadableDb): number {
  let [common, beyond] = [0, Math.min(lastEntry(present)?.seq ?? 0, lastEntry(copied)?.seq ?? 0) + 1];
  while (beyond - common > 1) {
    const middle = Math.floor((common + beyond) / 2);
    const [mac, copiedMac] = [headAt(present, middle), headAt(copied, middle)];
    if (mac === null || copiedMac === null || same(mac, copiedMac)) common = middle;
    else beyond = middle;
  }
  return common;
}

/** What reads leaves nothing to be entered again. */
const READS = ['case.read', 'record.read', 'identity.open', 'search.persons', 'narrative.open', 'attachment.open', 'print'] as const;

function leftIn(present: ReadableDb<'cases'>, copied: ReadableDb<'cases'> | null): Read {
  const after = copied === null ? 0 : lastInCommon(present, copied);
  const written = casesSql
    .selectFrom('journal')
    .select(['object', (one) => one.fn.max('at').as('at')])
    .where('seq', '>', after)
    .where('object', 'is not', null)
    .where('kind', 'not in', [...READS])
    .groupBy('object');
  const at = new Map(all(present, written).map((row) => [row.object, row.at]));
  const records = new Map(
    all(present, casesSql.selectFrom('record').select(['record_id', 'case_id'])).map((row) => [row.record_id, row.case_id]),
  );
  const byCase = new Map<string, number>();
  for (const [object, last] of at) {
    const caseId = records.get(object ?? '') ?? object ?? '';
    byCase.set(caseId, Math.max(byCase.get(caseId) ?? 0, last));
  }
  const cases = all(present, casesSql.selectFrom('case_file').select(['case_id', 'code']).orderBy('code'));
  return {
    roster: null,
    left: cases.flatMap(({ case_id, code }) => (byCase.has(case_id) ? [{ code, at: byCase.get(case_id) ?? 0 }] : [])),
  };
}

/** A list that does not hold together says nothing of who works here: the base is altered, and its holder sees so elsewhere. */
function rosterOf(db: ReadableDb<'admin'>): RosterState | null {
  try {
    return readRoster(db);
  } catch {
    return null;
  }
}

function siteIdHere(profile: string): string | null {
  try {
    return readKeyring(profile).keyring.siteId;
  } catch (error) {
    if (error instanceof KeyringDamaged) return null;
    throw error;
  }
}
