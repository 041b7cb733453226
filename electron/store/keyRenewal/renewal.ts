import type { Buffer } from 'node:buffer';
import { z } from 'zod';
import { openedBy } from '../../keys/bundle.ts';
import { renewWrap } from '../../keys/caseKeys.ts';
import { hk, zero } from '../../keys/primitives.ts';
import { letterContext, memberContext } from '../../keys/principals.ts';
import { openDraft, sealDraft } from '../../keys/records.ts';
import { resealed, type Renewal } from '../../keys/renewal.ts';
import type { RosterState } from '../../keys/rosterState.ts';
import { giverKeys } from '../caseRecords/caseKeys.ts';
import type { WritableDb } from '../base/database.ts';
import { OWN_EPOCH } from '../caseRecords/drafts.ts';
import { insertMember, memberRows } from '../roster/roster.ts';
import { all, casesSql, run } from '../base/sql.ts';

/**
 * Moves everything of `cases.db` that is sealed to a person, or under the person's own key, to new keys (security §2.5, §9.4): group keys, case keys,
 * letters, drafts without a case; quick copies are dropped and made again at the next unlock. In the caller's transaction; what the former keys do not
 * open stays as it was, so that a renewal cut in the middle is simply done again.
 */
export function renewCases(db: WritableDb<'cases'>, renewal: Renewal, roster: RosterState): void {
  renewMembers(db, renewal);
  renewWraps(db, renewal, roster);
  renewLetters(db, renewal);
  renewDrafts(db, renewal);
  run(db, casesSql.deleteFrom('case_key_copy').where('user_id', '=', renewal.userId));
}

/** The group keys of either base that a person holds. */
export function renewMembers(db: WritableDb, renewal: Renewal): void {
  const { siteId, userId } = renewal;
  for (const member of memberRows(db, userId)) {
    const sealed = resealed(renewal, member.sealed, memberContext(siteId, member.principalId, member.epoch, userId));
    if (sealed !== null) insertMember(db, { ...member, sealed });
  }
}

function ownWraps(db: WritableDb<'cases'>, userId: string) {
  return all(
    db,
    casesSql
      .selectFrom('case_key_wrap')
      .innerJoin('case_file', 'case_file.case_id', 'case_key_wrap.case_id')
      .selectAll('case_key_wrap')
      .select('case_file.owner_id')
      .where('case_key_wrap.principal_id', '=', userId),
  );
}

function renewWraps(db: WritableDb<'cases'>, renewal: Renewal, roster: RosterState): void {
  for (const row of ownWraps(db, renewal.userId)) {
    const given = {
      caseId: row.case_id,
      principalId: row.principal_id,
      principalEpoch: row.principal_epoch,
      scope: row.scope,
      caseEpoch: row.case_epoch,
      sealed: row.sealed,
      wrappedBy: row.wrapped_by,
      signature: row.signature,
    };
    const wrap = renewWrap(renewal, given, giverKeys(roster, row));
    if (wrap === null) continue;
    run(
      db,
      casesSql
        .updateTable('case_key_wrap')
        .set({ sealed: wrap.sealed, wrapped_by: wrap.wrappedBy, signature: wrap.signature })
        .where('case_id', '=', row.case_id)
        .where('principal_id', '=', row.principal_id)
        .where('principal_epoch', '=', row.principal_epoch)
        .where('scope', '=', row.scope)
        .where('case_epoch', '=', row.case_epoch),
    );
  }
}

function renewLetters(db: WritableDb<'cases'>, renewal: Renewal): void {
  const { siteId, userId } = renewal;
  for (const row of all(db, casesSql.selectFrom('letter').selectAll().where('principal_id', '=', userId))) {
    const sealed = resealed(renewal, row.sealed, letterContext(siteId, userId, row.principal_epoch, row.subject, row.subject_id));
    if (sealed !== null)
      run(
        db,
        casesSql
          .insertInto('letter')
          .orReplace()
          .values({ ...row, sealed }),
      );
  }
}

function renewDrafts(db: WritableDb<'cases'>, { userId, formers, next }: Renewal): void {
  const nextKey = hk(next.userSecret, 'draft');
  const own = casesSql.selectFrom('draft').selectAll().where('user_id', '=', userId).where('case_id', 'is', null);
  for (const row of all(db, own)) {
    const ref = { userId, caseId: null, form: row.form, draftId: row.draft_id, savedAt: row.saved_at };
    const content = openedBy(formers, ({ userSecret }) => withDraftKey(userSecret, (key) => openDraft(key, row.epoch, ref, row.bytes)));
    if (content === null) continue;
    const bytes = sealDraft(nextKey, OWN_EPOCH, ref, z.json().parse(content));
    run(db, casesSql.updateTable('draft').set({ bytes, epoch: OWN_EPOCH }).where('draft_id', '=', row.draft_id));
  }
  zero(nextKey);
}

function withDraftKey<Opened>(userSecret: Buffer, open: (key: Buffer) => Opened): Opened {
  const key = hk(userSecret, 'draft');
  try {
    return open(key);
  } finally {
    zero(key);
  }
}
