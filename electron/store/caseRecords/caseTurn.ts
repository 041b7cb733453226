import { Buffer } from 'node:buffer';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import { MARK_BYTES, turnCommitment } from '../../keys/turns.ts';
import type { LastTurn } from '../base/casesTables.ts';
import type { ReadableDb } from '../base/database.ts';
import { all, casesSql, one } from '../base/sql.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { contentOf, type ContentDigest } from './caseContent.ts';

/** Whether the journal has the turn of this mark. */
export function hasTurn(db: ReadableDb<'cases'>, mark: Uint8Array): boolean {
  const least = Buffer.concat([mark, Buffer.alloc(MARK_BYTES)]);
  const most = Buffer.concat([mark, Buffer.alloc(MARK_BYTES, 0xff)]);
  const lines = casesSql.selectFrom('journal').select('seq').where('commitment', '>=', least).where('commitment', '<=', most);
  return one(db, lines.limit(1)) !== undefined;
}

/** The cases of these, whose keys this session opened, that are not as their last turn left them; each is looked at once in a session (security §6.3). */
export function alteredOf(db: ReadableDb<'cases'>, stores: OpenStores, opened: readonly OpenedKeys[]): readonly string[] {
  const { proved, altered } = stores.memory;
  const waiting = opened.filter(({ keys }) => !proved.has(keys.caseId) && !altered.has(keys.caseId));
  const ids = waiting.map(({ keys }) => keys.caseId);
  const contents = contentOf(db, ids);
  for (const { keys, siteId } of waiting) {
    if (isChanging(db, keys.caseId)) continue;
    if (isAsSealed(db, stores, { keys, siteId }, contents.get(keys.caseId))) proved.add(keys.caseId);
    else altered.add(keys.caseId);
  }
  return opened.flatMap(({ keys }) => (proved.has(keys.caseId) ? [] : [keys.caseId]));
}

/** Keys of a case and its site. */
type OpenedKeys = { readonly keys: CaseKeys; readonly siteId: string };

/** Its content is no longer that of its last turn, and not yet that of the next: what was before it is not known. */
function isChanging(db: ReadableDb<'cases'>, caseId: string): boolean {
  return one(db, casesSql.selectFrom('temp.changed_case').select('case_id').where('case_id', '=', caseId)) !== undefined;
}

function isAsSealed(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
  { keys, siteId }: OpenedKeys,
  content: ContentDigest | undefined,
): boolean {
  const last = one(db, casesSql.selectFrom('temp.case_marks').select(['turn', 'whole', 'bare']).where('case_id', '=', keys.caseId));
  if (last === undefined || content === undefined) return false;
  const line = lineOf(db, keys, siteId, last);
  if (line === null) return false;
  if (content.whole.toString('base64url') === last.whole) return true;
  return content.bare.toString('base64url') === last.bare && areIdentitiesDestroyedAfter(db, stores.roster, line);
}

/** The line of the journal that is bound to this turn; 0 where it is of the years that were cut away; null where it is missing. */
function lineOf(db: ReadableDb<'cases'>, keys: CaseKeys, siteId: string, { turn, whole }: LastTurn): number | null {
  const commitment = turnCommitment(keys, { siteId, turn }, Buffer.from(whole, 'base64url'));
  const line = one(db, casesSql.selectFrom('journal').select('seq').where('commitment', '=', commitment));
  if (line !== undefined) return line.seq;
  const first = one(db, casesSql.selectFrom('journal').select('seq').orderBy('seq').limit(1));
  return first !== undefined && first.seq > 1 ? 0 : null;
}

/** Every identity was destroyed after this line, as two people had ordered: what it took from the case is not missing (security §9.6). */
function areIdentitiesDestroyedAfter(db: ReadableDb<'cases'>, { ordered }: RosterState, line: number): boolean {
  const destroyed = casesSql.selectFrom('journal').select('object').where('kind', '=', 'vault.destroyed').where('seq', '>', line);
  return all(db, destroyed).some(({ object }) => object !== null && ordered.has(object));
}
