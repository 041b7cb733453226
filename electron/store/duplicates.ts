import { z } from 'zod';
import type { Programme } from '../../shared/ids.ts';
import { newId } from '../keys/primitives.ts';
import type { Json } from '../keys/canonical.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import {
  deleteLetters,
  readKeptLetters,
  readLetters,
  toTeamsOf,
  toUser,
  writeLetters,
  type KeptLetters,
  type LetterRecipient,
} from './letters.ts';
import type { Session } from './session.ts';
import { all, casesSql, run } from './sql.ts';

export type PairVerdict = 'same' | 'different' | 'later';

/** A registration's question to the supervisors of a programme (security §2.7): sealed to team principals; a colleague cannot open it. */
export function askDuplicates(
  db: WritableDb<'cases'>,
  session: Session,
  caseId: string,
  programme: Programme,
  question: Json,
  at: number,
): void {
  const queryId = newId();
  run(
    db,
    casesSql.insertInto('duplicate_query').values({ query_id: queryId, case_id: caseId, programme, created_at: at, answered_at: null }),
  );
  writeLetters(db, session, toTeamsOf(session.roster, programme), 'duplicate.query', queryId, question);
}

/** Questions not yet looked at, opened; those of other programmes are left out. */
export function openQuestions(
  db: ReadableDb<'cases'>,
  session: Session,
): readonly { readonly queryId: string; readonly caseId: string; readonly question: unknown }[] {
  const opened = new Map(readLetters(db, session, 'duplicate.query').map((letter) => [letter.subjectId, letter.content]));
  const rows = all(db, casesSql.selectFrom('duplicate_query').selectAll().where('answered_at', 'is', null).orderBy('created_at'));
  return rows.flatMap((row) =>
    opened.has(row.query_id) ? [{ queryId: row.query_id, caseId: row.case_id, question: opened.get(row.query_id) }] : [],
  );
}

export function answerQuestion(db: WritableDb<'cases'>, queryId: string, at: number): void {
  run(db, casesSql.updateTable('duplicate_query').set({ answered_at: at }).where('query_id', '=', queryId));
}

/** A suspected pair, its two cases and reasons sealed to those who may settle it, and to the owner when both cases are hers. Gives its id. */
export function insertPair(
  db: WritableDb<'cases'>,
  session: Session,
  recipients: readonly LetterRecipient[],
  pair: Json,
  at: number,
): string {
  const pairId = newId();
  run(
    db,
    casesSql.insertInto('duplicate_pair').values({ pair_id: pairId, state: 'open', created_at: at, settled_by: null, settled_at: null }),
  );
  writeLetters(db, session, recipients, 'duplicate.pair', pairId, pair);
  return pairId;
}

/** Recipients of a pair found by its own caseworker or supervisor: the teams of the programme, and that person. */
export function pairRecipients(session: Session, programme: Programme): readonly LetterRecipient[] {
  return [...toTeamsOf(session.roster, programme), toUser(session.roster, session.user.userId)];
}

/** Pairs opened in a session: ids of two cases and reasons. A supervisor's every page tells how many wait. */
const pairsOf = new WeakMap<Session['user'], KeptLetters>();

function keptPairs({ user }: Session): KeptLetters {
  const kept = pairsOf.get(user) ?? new Map();
  pairsOf.set(user, kept);
  return kept;
}

/** Pairs in the given states that this session may open. */
export function listPairs(
  db: ReadableDb<'cases'>,
  session: Session,
  states: readonly ('open' | PairVerdict)[],
): readonly { readonly pairId: string; readonly state: 'open' | PairVerdict; readonly pair: unknown }[] {
  const opened = new Map(
    readKeptLetters(db, session, 'duplicate.pair', keptPairs(session)).map((letter) => [letter.subjectId, letter.content]),
  );
  const rows = all(
    db,
    casesSql
      .selectFrom('duplicate_pair')
      .selectAll()
      .where('state', 'in', [...states])
      .orderBy('created_at'),
  );
  return rows.flatMap((row) => (opened.has(row.pair_id) ? [{ pairId: row.pair_id, state: row.state, pair: opened.get(row.pair_id) }] : []));
}

/** Settles a pair; the caller links the cases and journals. Gives false when it is not open. */
export function settlePair(db: WritableDb<'cases'>, pairId: string, verdict: PairVerdict, userId: string, at: number): boolean {
  const settled = { state: verdict, settled_by: userId, settled_at: at };
  return (
    run(db, casesSql.updateTable('duplicate_pair').set(settled).where('pair_id', '=', pairId).where('state', 'in', ['open', 'later'])) > 0
  );
}

/** Removes the questions and pairs of cases that are about to be removed: every pair of a take-over was sealed to its author and its supervisors too. */
export function removeResemblances(db: WritableDb<'cases'>, session: Session, caseIds: ReadonlySet<string>): void {
  for (const { pairId, pair } of listPairs(db, session, ['open', 'same', 'different', 'later'])) {
    const sides = pairSides.safeParse(pair);
    if (!sides.success || !(caseIds.has(sides.data.left) || caseIds.has(sides.data.right))) continue;
    run(db, casesSql.deleteFrom('duplicate_pair').where('pair_id', '=', pairId));
    deleteLetters(db, 'duplicate.pair', pairId);
  }
  for (const { query_id, case_id } of all(db, casesSql.selectFrom('duplicate_query').select(['query_id', 'case_id']))) {
    if (!caseIds.has(case_id)) continue;
    run(db, casesSql.deleteFrom('duplicate_query').where('query_id', '=', query_id));
    deleteLetters(db, 'duplicate.query', query_id);
  }
}

const pairSides = z.looseObject({ left: z.string(), right: z.string() });
