import type { Json } from '../../keys/canonical.ts';
import { Unreadable, hk, zero } from '../../keys/primitives.ts';
import { openDraft, sealDraft } from '../../keys/records.ts';
import { withCaseKeys } from './caseKeys.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, one, run } from '../base/sql.ts';
import type { DraftRow } from '../base/casesTables.ts';

export type NewDraft = {
  readonly draftId: string;
  /** null outside any case: under the person's own key. */
  readonly caseId: string | null;
  /** In clear: no more than the records of a case show of themselves. */
  readonly form: string;
  readonly content: Json;
};

/** Epoch written beside a draft without a case: it is under the person's own key, not a case's. */
export const OWN_EPOCH = 0;

/** Saves what is being typed, encrypted, within a second of typing; replaces the former state of the same draft. Throws Unreadable on another's draft id. */
export function saveDraft(db: WritableDb<'cases'>, stores: OpenStores, draft: NewDraft, at: number): void {
  const { userId } = stores.user;
  const former = one(db, casesSql.selectFrom('draft').select('user_id').where('draft_id', '=', draft.draftId));
  if (former !== undefined && former.user_id !== userId) throw new Unreadable();
  const ref = { userId, caseId: draft.caseId, form: draft.form, draftId: draft.draftId, savedAt: at };
  withDraftKey(db, stores, draft.caseId, (key, epoch) => {
    const row: DraftRow = {
      draft_id: draft.draftId,
      user_id: userId,
      case_id: draft.caseId,
      form: draft.form,
      epoch,
      saved_at: at,
      bytes: sealDraft(key, epoch, ref, draft.content),
    };
    run(db, casesSql.insertInto('draft').orReplace().values(row));
  });
}

export type DraftLine = Omit<DraftRow, 'bytes'>;

/** One's own drafts, newest first, without opening them. */
export function listDrafts(db: ReadableDb<'cases'>, stores: OpenStores): readonly DraftLine[] {
  return all(
    db,
    casesSql
      .selectFrom('draft')
      .select(['draft_id', 'user_id', 'case_id', 'form', 'epoch', 'saved_at'])
      .where('user_id', '=', stores.user.userId)
      .orderBy('saved_at', 'desc'),
  );
}

/** One's own draft with its content, to be checked by the caller's schema; null when there is none. Throws Unreadable. */
export function readDraft(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
  draftId: string,
): { readonly row: DraftLine; readonly content: unknown } | null {
  const row = one(db, casesSql.selectFrom('draft').selectAll().where('draft_id', '=', draftId).where('user_id', '=', stores.user.userId));
  if (row === undefined) return null;
  const ref = { userId: row.user_id, caseId: row.case_id, form: row.form, draftId, savedAt: row.saved_at };
  const { bytes, ...line } = row;
  return { row: line, content: withDraftKey(db, stores, row.case_id, (key) => openDraft(key, row.epoch, ref, bytes)) };
}

/** Whether somebody has typed something in these cases that is not saved in its form yet. */
export function hasDrafts(db: ReadableDb<'cases'>, caseIds: readonly string[]): boolean {
  return (
    one(
      db,
      casesSql
        .selectFrom('draft')
        .select('draft_id')
        .where('case_id', 'in', [...caseIds])
        .limit(1),
    ) !== undefined
  );
}

/** Deletes one's own draft; an unknown one is no fault. */
export function deleteDraft(db: WritableDb<'cases'>, stores: OpenStores, draftId: string): void {
  run(db, casesSql.deleteFrom('draft').where('draft_id', '=', draftId).where('user_id', '=', stores.user.userId));
}

/** Deletes drafts last saved before an instant, everybody's (reference §5.9: 30 days). Gives their number. */
export function purgeDrafts(db: WritableDb<'cases'>, before: number): number {
  return run(db, casesSql.deleteFrom('draft').where('saved_at', '<', before));
}

function withDraftKey<Result>(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
  caseId: string | null,
  act: (key: Buffer, epoch: number) => Result,
): Result {
  if (caseId !== null) {
    return withCaseKeys(db, stores, caseId, (keys) => {
      if (keys.narrative === null) throw new Unreadable();
      return act(keys.narrative, keys.epoch);
    });
  }
  const key = hk(stores.keys.user.userSecret, 'draft');
  try {
    return act(key, OWN_EPOCH);
  } finally {
    zero(key);
  }
}

/** The drafts of everybody: ids alone. */
export function draftIds(db: ReadableDb<'cases'>): readonly string[] {
  return all(db, casesSql.selectFrom('draft').select('draft_id')).map((row) => row.draft_id);
}
