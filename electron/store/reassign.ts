import type { CaseKeys } from '../keys/caseKeys.ts';
import { zeroCaseKeys } from '../keys/caseKeys.ts';
import { openAttachment, openDraft, openPart, sealAttachment, sealDraft, sealPart } from '../keys/records.ts';
import { zero } from '../keys/primitives.ts';
import { z } from 'zod';
import { readCase } from './cases.ts';
import { deleteWraps, insertWraps, makeCaseKey, recipientsOf, withCaseKeys } from './caseKeys.ts';
import type { WritableDb } from './database.ts';
import type { Session } from './session.ts';
import { all, casesSql, run } from './sql.ts';
import type { CaseRow } from './tables.ts';

/**
 * Gives a case to another owner, of the same team or another (security §2.5): new key and epoch, every part, attachment and draft re-encrypted,
 * all former wraps removed, in the caller's transaction. The caller journals `case.assign`. Throws Unreadable when this session holds no full key.
 */
export function reassignCase(db: WritableDb<'cases'>, session: Session, caseId: string, ownerId: string, teamId: string, at: number): void {
  const row = readCase(db, caseId);
  if (row === undefined) throw new RangeError('no such case');
  withCaseKeys(db, session, caseId, (former) => {
    const recipients = recipientsOf(session.roster, row.program, ownerId, teamId);
    const made = makeCaseKey(session, caseId, row.epoch + 1, recipients);
    try {
      reencrypt(db, row, former, made.keys);
    } finally {
      zeroCaseKeys(made.keys);
    }
    deleteWraps(db, caseId);
    insertWraps(db, made.wraps);
    run(
      db,
      casesSql
        .updateTable('case_file')
        .set({
          owner_id: ownerId,
          team_id: teamId,
          unassigned: 0,
          epoch: row.epoch + 1,
          commitment: made.commitment,
          revision: row.revision + 1,
          updated_at: at,
          updated_by: session.user.userId,
        })
        .where('case_id', '=', caseId),
    );
  });
}

function reencrypt(db: WritableDb<'cases'>, row: CaseRow, former: CaseKeys, next: CaseKeys): void {
  reencryptParts(db, row, former, next);
  reencryptAttachments(db, row, former, next);
  reencryptDrafts(db, row, former, next);
}

function reencryptParts(db: WritableDb<'cases'>, row: CaseRow, former: CaseKeys, next: CaseKeys): void {
  const parts = all(
    db,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .select(['record.record_id', 'record.form', 'record.revision', 'record_part.class', 'record_part.bytes'])
      .where('record.case_id', '=', row.case_id),
  );
  for (const part of parts) {
    const ref = { siteId: row.site_id, caseId: row.case_id, recordId: part.record_id, form: part.form, revision: part.revision };
    const bytes = sealPart(next, ref, part.class, openPart(former, ref, part.class, part.bytes));
    run(
      db,
      casesSql
        .updateTable('record_part')
        .set({ bytes, epoch: next.epoch })
        .where('record_id', '=', part.record_id)
        .where('class', '=', part.class),
    );
  }
}

function reencryptAttachments(db: WritableDb<'cases'>, row: CaseRow, former: CaseKeys, next: CaseKeys): void {
  for (const attachment of all(db, casesSql.selectFrom('attachment').selectAll().where('case_id', '=', row.case_id))) {
    const ref = {
      siteId: row.site_id,
      caseId: row.case_id,
      attachmentId: attachment.attachment_id,
      field: attachment.field,
      kind: attachment.kind,
      mediaType: attachment.media_type,
    };
    const content = openAttachment(former, ref, attachment.bytes);
    const bytes = sealAttachment(next, ref, content);
    zero(content);
    run(db, casesSql.updateTable('attachment').set({ bytes, epoch: next.epoch }).where('attachment_id', '=', attachment.attachment_id));
  }
}

function reencryptDrafts(db: WritableDb<'cases'>, row: CaseRow, former: CaseKeys, next: CaseKeys): void {
  if (former.narrative === null || next.narrative === null) return;
  for (const draft of all(db, casesSql.selectFrom('draft').selectAll().where('case_id', '=', row.case_id))) {
    const ref = { userId: draft.user_id, caseId: row.case_id, form: draft.form, draftId: draft.draft_id, savedAt: draft.saved_at };
    const content = z.json().parse(openDraft(former.narrative, former.epoch, ref, draft.bytes));
    const bytes = sealDraft(next.narrative, next.epoch, ref, content);
    run(db, casesSql.updateTable('draft').set({ bytes, epoch: next.epoch }).where('draft_id', '=', draft.draft_id));
  }
}
