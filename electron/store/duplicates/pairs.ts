import { z } from 'zod';
import type { Programme } from '../../../shared/ids.ts';
import { newId } from '../../keys/primitives.ts';
import { readCase } from '../caseRecords/cases.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import {
  sealedMessageIds,
  readSealedMessages,
  toTeamsOf,
  toUser,
  writeSealedMessages,
  type MessageRecipient,
} from '../caseRecords/sealedMessages.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, asWritten, casesSql, one, run, runEach, transaction } from '../base/sql.ts';
import type { CaseRow, CasesTables, PairRow } from '../base/casesTables.ts';

export type PairVerdict = 'same' | 'different' | 'later';

/** No limit, in SQLite. */
const EVERY_PAIR = -1;

const agreement = z.enum(['same', 'close', 'differs', 'unknown']);

/** A suspected pair as it is sealed to those who may settle it: two cases and why, never a value. */
const pairContent = z.strictObject({
  left: z.string().max(40),
  right: z.string().max(40),
  degree: z.enum(['likely', 'possible']),
  reasons: z.array(z.strictObject({ kind: z.string().max(60), agreement })),
});
export type PairContent = z.infer<typeof pairContent>;

/** A suspected pair, its two cases and reasons sealed to those who may settle it, and to the owner when both cases are hers. Gives its id. */
export function insertPair(
  db: WritableDb<'cases'>,
  stores: OpenStores,
  recipients: readonly MessageRecipient[],
  pair: PairContent,
  at: number,
): string {
  const pairId = newId();
  run(
    db,
    casesSql.insertInto('duplicate_pair').values({ pair_id: pairId, state: 'open', created_at: at, decided_by: null, decided_at: null }),
  );
  writeSealedMessages(db, stores, recipients, 'duplicate.pair', pairId, pair);
  return pairId;
}

/** Recipients of a pair found by its own caseworker or supervisor: the teams of the programme, and that person. */
export function pairRecipients(stores: OpenStores, programme: Programme): readonly MessageRecipient[] {
  return [...toTeamsOf(stores.roster, programme), toUser(stores.roster, stores.user.userId)];
}

/** Ids of the pairs sealed to this session that are not opened yet; all, or the first ones. */
export function unopenedPairs(db: ReadableDb<'cases'>, stores: OpenStores, most: number = EVERY_PAIR): readonly string[] {
  const waiting = sealedMessageIds(stores, 'duplicate.pair').where((where) =>
    where.not(
      where.exists(where.selectFrom('temp.pair as pair').select('pair.pair_id').whereRef('pair.pair_id', '=', 'letter.subject_id')),
    ),
  );
  return all(db, waiting.limit(most)).map(({ subject_id }) => subject_id);
}

/** Opens these pairs for the session. */
export function openPairs(db: ReadableDb<'cases'>, stores: OpenStores, pairIds: readonly string[]): void {
  if (pairIds.length === 0) return;
  const rows = readSealedMessages(db, stores, 'duplicate.pair', pairIds).map(({ subjectId, content }) => {
    const { data } = pairContent.safeParse(content);
    const { left = null, right = null, degree = null } = data ?? {};
    return [subjectId, left, right, degree, data === undefined ? null : JSON.stringify(data.reasons)];
  });
  transaction(db, (writable) => runEach(writable, REMEMBER, rows));
}

/** Its values are replaced by those of each row, in this order. */
const REMEMBER = casesSql.insertInto('temp.pair').orReplace().values({ pair_id: '', left_id: '', right_id: '', degree: '', reasons: '' });

/** The two cases of every pair sealed to this session, settled or not: those that are not opened yet are. */
export function readPairs(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
): readonly { readonly pairId: string; readonly left: string; readonly right: string }[] {
  openPairs(db, stores, unopenedPairs(db, stores));
  return all(db, casesSql.selectFrom('temp.pair').selectAll()).flatMap(({ pair_id: pairId, left_id: left, right_id: right }) =>
    left === null || right === null ? [] : [{ pairId, left, right }],
  );
}

/** A pair that waits for a word, with its two cases. */
export type WaitingPair = Pick<PairContent, 'degree' | 'reasons'> & {
  readonly pairId: string;
  readonly left: CaseRow;
  readonly right: CaseRow;
};

/** Opened pairs that wait and concern a case of this team, those put off last; one whose case is gone is left out. */
export function waitingPairs(db: ReadableDb<'cases'>, teamId: string, most: number): readonly WaitingPair[] {
  const shown = ofTeam(teamId)
    .select(['duplicate_pair.pair_id', 'pair.left_id', 'pair.right_id', 'pair.degree', 'pair.reasons'])
    .where('pair.left_id', 'is not', null)
    .orderBy((order) => order.eb('duplicate_pair.state', '=', 'later'))
    .orderBy('duplicate_pair.created_at')
    .orderBy(asWritten('duplicate_pair'));
  return all(db, shown.limit(most)).flatMap((row) => sidesOf(db, row));
}

/** One of them; undefined when it waits no more. */
export function waitingPair(db: ReadableDb<'cases'>, stores: OpenStores, teamId: string, pairId: string): WaitingPair | undefined {
  openPairs(db, stores, [pairId]);
  const row = one(
    db,
    ofTeam(teamId)
      .select(['duplicate_pair.pair_id', 'pair.left_id', 'pair.right_id', 'pair.degree', 'pair.reasons'])
      .where('duplicate_pair.pair_id', '=', pairId),
  );
  return row === undefined ? undefined : sidesOf(db, row)[0];
}

/**
 * How many pairs wait for this team. Those that are not opened yet are counted, and those that were altered and cannot be shown: a figure that left them out would
 * hide them.
 */
export function countWaitingPairs(db: ReadableDb<'cases'>, stores: OpenStores, teamId: string): number {
  const sealed = sealedMessageIds(stores, 'duplicate.pair');
  const waits = ofTeam(teamId)
    .select((count) => count.fn.countAll<number>().as('total'))
    .where((where) => where.or([where('pair.pair_id', 'is not', null), where('duplicate_pair.pair_id', 'in', sealed)]));
  return one(db, waits)?.total ?? 0;
}

/** Pairs that wait; of the opened ones only those with a case of this team. */
function ofTeam(teamId: string) {
  return casesSql
    .selectFrom('duplicate_pair')
    .leftJoin('temp.pair as pair', 'pair.pair_id', 'duplicate_pair.pair_id')
    .leftJoin('case_file as left_case', 'left_case.case_id', 'pair.left_id')
    .leftJoin('case_file as right_case', 'right_case.case_id', 'pair.right_id')
    .where('duplicate_pair.state', 'in', ['open', 'later'])
    .where((where) =>
      where.or([
        where('pair.left_id', 'is', null),
        where.and([
          where('left_case.case_id', 'is not', null),
          where('right_case.case_id', 'is not', null),
          where.or([
            where.and([where('left_case.team_id', '=', teamId), where('left_case.reduced_on', 'is', null)]),
            where.and([where('right_case.team_id', '=', teamId), where('right_case.reduced_on', 'is', null)]),
          ]),
        ]),
      ]),
    );
}

function sidesOf(db: ReadableDb<'cases'>, row: PairRow): readonly WaitingPair[] {
  const left = readCase(db, row.left_id ?? '');
  const right = readCase(db, row.right_id ?? '');
  if (left === undefined || right === undefined) return [];
  const { degree, reasons } = pairContent.parse({
    left: left.case_id,
    right: right.case_id,
    degree: row.degree,
    reasons: JSON.parse(row.reasons ?? '[]'),
  });
  return [{ pairId: row.pair_id, left, right, degree, reasons }];
}

/** Settles a pair; the caller links the cases and journals. Gives false when it is not open. */
export function decidePair(db: WritableDb<'cases'>, pairId: string, verdict: PairVerdict, userId: string, at: number): boolean {
  const decided = { state: verdict, decided_by: userId, decided_at: at };
  return (
    run(db, casesSql.updateTable('duplicate_pair').set(decided).where('pair_id', '=', pairId).where('state', 'in', ['open', 'later'])) > 0
  );
}

/** A pair waits again, as before it was settled: what was done with it is undone. In the caller's transaction. */
export function reopenPair(
  db: WritableDb<'cases'>,
  pairId: string,
  former: Pick<DecidedPair, 'state' | 'decided_by' | 'decided_at'>,
): void {
  run(db, casesSql.updateTable('duplicate_pair').set(former).where('pair_id', '=', pairId));
}

export type DecidedPair = CasesTables['duplicate_pair'];

/** State of a pair, decided or not. */
export function pairState(db: ReadableDb<'cases'>, pairId: string): DecidedPair | undefined {
  return one(db, casesSql.selectFrom('duplicate_pair').selectAll().where('pair_id', '=', pairId));
}
