import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { id } from '../../shared/contract/values.ts';
import { Refused } from '../../shared/failure.ts';
import { mayMove } from '../../shared/rules/caseState.ts';
import { caseSession, today, type CaseSession, type Host } from '../host.ts';
import { readCase, updateCase } from '../store/cases.ts';
import type { WritableDb } from '../store/database.ts';
import { listPairs, settlePair } from '../store/duplicates.ts';
import { appendJournal } from '../store/journal.ts';
import { transaction } from '../store/sql.ts';
import type { CaseRow } from '../store/tables.ts';
import { mayRead, staffCodeOf, stateOf, withCase } from './caseAccess.ts';
import { recomputeTasks } from './caseTasks.ts';

const agreement = z.enum(['same', 'close', 'differs', 'unknown']);

/** A suspected pair as it is sealed to those who may settle it. */
const pairSchema = z.strictObject({
  left: id,
  right: id,
  degree: z.enum(['likely', 'possible']),
  reasons: z.array(z.strictObject({ kind: z.string().max(60), agreement })),
});
type Pair = z.infer<typeof pairSchema>;

/** A sealed pair as it was written, or null for one that names no two cases. */
export function readPair(sealed: unknown): Pair | null {
  const read = pairSchema.safeParse(sealed);
  return read.success ? read.data : null;
}

type OpenPair = { readonly pairId: string; readonly pair: Pair; readonly left: CaseRow; readonly right: CaseRow };

/** Pairs still to be settled, by code; one whose case is gone, or that concerns no case of this team, is not shown. */
export function duplicatePairs(host: Host): Output<'duplicates.list'> {
  const session = caseSession(host);
  const side = (row: CaseRow) => ({ caseId: row.case_id, caseCode: row.code, ownerCode: staffCodeOf(session, row.owner_id) });
  return {
    pairs: openPairs(session).map(({ pairId, pair, left, right }) => ({
      pairId,
      left: side(left),
      right: side(right),
      degree: pair.degree,
      reasons: pair.reasons,
    })),
  };
}

function openPairs(session: CaseSession): readonly OpenPair[] {
  const { cases } = session.store;
  return listPairs(cases, session.store, ['open', 'later']).flatMap(({ pairId, pair: sealed }) => {
    const pair = readPair(sealed);
    if (pair === null) return [];
    const left = readCase(cases, pair.left);
    const right = readCase(cases, pair.right);
    if (left === undefined || right === undefined) return [];
    return mayRead(session, left) || mayRead(session, right) ? [{ pairId, pair, left, right }] : [];
  });
}

/** How many pairs wait, with those that were altered and cannot be shown: a figure that left them out would hide it. */
export function pendingPairs(session: CaseSession): number {
  const altered = listPairs(session.store.cases, session.store, ['open', 'later']).filter(({ pair }) => readPair(pair) === null);
  return openPairs(session).length + altered.length;
}

/**
 * The supervisor's word on a pair. « same »: the file opened later becomes a duplicate of the other, linked and counted no more, never merged
 * (reference §2.4). Throws Refused.
 */
export function settleDuplicates(input: Input<'duplicates.settle'>, host: Host): Output<'duplicates.settle'> {
  const session = caseSession(host);
  const { store } = session;
  const found = openPairs(session).find(({ pairId }) => pairId === input.pairId);
  if (found === undefined) throw new Refused('notFound', NO_PAIR);
  const at = host.now().getTime();
  const { verdict } = input;
  const settle = (db: WritableDb<'cases'>): void => {
    if (!settlePair(db, found.pairId, verdict, store.user.userId, at)) throw new Refused('conflict', NO_PAIR);
    appendJournal(db, store.actor, { kind: 'duplicates.settle', object: found.pairId, detail: { verdict } }, at);
  };
  if (verdict !== 'same') {
    transaction(store.cases, settle);
    return {};
  }
  const { leaves, stays } = sidesOf(session, found);
  if (!mayMove(stateOf(leaves), 'duplicate', 'supervisor', new Set(['surviving_record']))) throw new Refused('conflict', NOT_POSSIBLE);
  withCase(host, leaves.case_id, ({ keys }) =>
    transaction(store.cases, (db) => {
      settle(db);
      const change = { state: 'duplicate', state_on: today(host), previous_state: leaves.state, duplicate_of: stays.case_id };
      updateCase(db, leaves.case_id, change, store.user.userId, at);
      recomputeTasks(db, keys, leaves.case_id);
      appendJournal(db, store.actor, { kind: 'case.state', object: leaves.case_id, detail: { from: leaves.state, to: 'duplicate' } }, at);
      appendJournal(db, store.actor, { kind: 'case.link', object: leaves.case_id, detail: { to: stays.case_id } }, at);
    }),
  );
  return {};
}

/** The older file survives, unless the later one is another team's: a supervisor ends only files of her own team. */
function sidesOf(session: CaseSession, { left, right }: OpenPair): { readonly leaves: CaseRow; readonly stays: CaseRow } {
  const [older, later] =
    left.created_at < right.created_at || (left.created_at === right.created_at && left.code < right.code) ? [left, right] : [right, left];
  return mayRead(session, later) ? { leaves: later, stays: older } : { leaves: older, stays: later };
}

const NO_PAIR = { fr: 'Cette paire n’est plus à trancher.', en: 'This pair is no longer to be settled.' };
const NOT_POSSIBLE = {
  fr: 'Ce dossier est déjà un doublon. Rien n’a été modifié.',
  en: 'This case is a duplicate already. Nothing was changed.',
};
