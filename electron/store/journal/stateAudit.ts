import type { RosterState } from '../../keys/rosterState.ts';
import type { ReadableDb } from '../base/database.ts';
import { JOURNAL_KINDS } from '../../../shared/journal/kinds.ts';
import { all, casesSql, listed, one } from '../base/sql.ts';
import { detailOf } from './chain.ts';
import { entriesOfKind } from './journal.ts';

/** A record that is older than the journal says. `stale`: of a former revision · `removed`: there again after it was removed. */
export type StaleRecord = { readonly recordId: string; readonly caseId: string; readonly reason: 'stale' | 'removed' };

/**
 * Compares every record with the last revision of it in the journal (security §6.3): an older copy of one record or page, put back, passes the page check
 * of the base and is found here. Gives how many records were compared and those that are behind.
 */
export function auditState(db: ReadableDb<'cases'>): { readonly records: number; readonly stale: readonly StaleRecord[] } {
  const journaled = casesSql
    .selectFrom('journal')
    .select('object')
    .select((count) => count.fn.max('rev').as('revision'))
    .where('object', 'is not', null)
    .where('rev', 'is not', null)
    .groupBy('object');
  const behind = all(
    db,
    casesSql
      .selectFrom(journaled.as('journaled'))
      .innerJoin('record', 'record.record_id', 'journaled.object')
      .leftJoin('record_part', 'record_part.record_id', 'record.record_id')
      .select(['record.record_id', 'record.case_id'])
      .where((is) =>
        is.or([is('record.revision', '<', is.ref('journaled.revision')), is('record_part.revision', '<>', is.ref('record.revision'))]),
      )
      .distinct()
      .orderBy('record.record_id'),
  );
  const returned = all(
    db,
    casesSql
      .selectFrom('journal')
      .innerJoin('record', 'record.record_id', 'journal.object')
      .select(['record.record_id', 'record.case_id'])
      .where('journal.kind', '=', 'record.remove')
      .distinct()
      .orderBy('record.record_id'),
  );
  const records =
    one(
      db,
      casesSql.selectFrom('record').select((count) => count.fn.countAll<number>().as('records')),
    )?.records ?? 0;
  return {
    records,
    stale: [
      ...behind.map((row) => ({ recordId: row.record_id, caseId: row.case_id, reason: 'stale' as const })),
      ...returned.map((row) => ({ recordId: row.record_id, caseId: row.case_id, reason: 'removed' as const })),
    ],
  };
}

/**
 * Cases that the journal says were made and that are no longer there (security §6.3), oldest first. Removed by the rules is a case of which the person who made it, or a
 * present or former supervisor, signed the removal.
 */
export function vanishedCases(db: ReadableDb<'cases'>, roster: RosterState): readonly string[] {
  const missing = all(
    db,
    casesSql
      .selectFrom('journal')
      .leftJoin('case_file', 'case_file.case_id', 'journal.object')
      .select(['journal.object', 'journal.actor'])
      .where('journal.kind', 'in', ['case.create', 'contact.create'])
      .where('journal.object', 'is not', null)
      .where('case_file.case_id', 'is', null)
      .orderBy('journal.seq'),
  );
  if (missing.length === 0) return [];
  const removals = all(db, casesSql.selectFrom('journal').select(['object', 'actor']).where('kind', '=', 'case.remove'));
  const removers = Map.groupBy(removals, ({ object }) => object);
  const mayRemove = (actor: string | null, maker: string | null) =>
    actor !== null && (actor === maker || roster.users.get(actor)?.hasSupervised === true);
  return missing.flatMap(({ object, actor: maker }) => {
    const isRemoved = removers.get(object)?.some(({ actor }) => mayRemove(actor, maker)) ?? false;
    return object === null || isRemoved ? [] : [object];
  });
}

/** Cases whose owner or team is not that of their last signed hand-over (security §6.3): a row from before it was put back. */
export function misplacedCases(db: ReadableDb<'cases'>): readonly string[] {
  const owners = lastGiven(db, 'case.assign');
  const teams = lastGiven(db, 'case.move');
  const rows = casesSql.selectFrom('case_file').select(['case_id', 'owner_id', 'team_id']);
  const isAt = (present: string, given: string | undefined) => given === undefined || given === present;
  return all(db, rows.where('case_id', 'in', listed([...owners.keys(), ...teams.keys()]))).flatMap((row) =>
    isAt(row.owner_id, owners.get(row.case_id)) && isAt(row.team_id, teams.get(row.case_id)) ? [] : [row.case_id],
  );
}

/** By case, to whom or to which team it went last. */
function lastGiven(db: ReadableDb<'cases'>, kind: 'case.assign' | 'case.move'): ReadonlyMap<string, string> {
  return new Map(
    entriesOfKind(db, kind).flatMap((line) => {
      const detail = JOURNAL_KINDS[kind].detail.safeParse(detailOf(line)).data;
      return line.object === null || detail === undefined ? [] : [[line.object, detail.to] as const];
    }),
  );
}
