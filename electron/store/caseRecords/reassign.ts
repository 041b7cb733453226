import { type CaseKeys, type Recipient, zeroCaseKeys } from '../../keys/caseKeys.ts';
import { openDraft, openPart, sealDraft, sealPart } from '../../keys/records.ts';
import { z } from 'zod';
import { reencryptAttachments } from './attachments.ts';
import { readCase } from './cases.ts';
import { endEpoch, forgetWork, sealWork } from './caseWork.ts';
import { bondOf, deleteWraps, insertWraps, makeCaseKey, presentRecipients, recipientsOf, withCaseKeys } from './caseKeys.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { resealLinks } from './familyLinks.ts';
import { areReadersKnown } from '../opened/readers.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, listed, run } from '../base/sql.ts';
import type { CaseKeyWrapRow, CaseRow, StoredCase } from '../base/casesTables.ts';

const NO_HEIR: ReadonlyMap<string, string> = new Map();

/**
 * Gives a case to another owner, of the same team or another (security §2.5): new key and epoch, every part, attachment and draft re-encrypted,
 * all former wraps removed, in the caller's transaction. Drafts that an owner who left had in it go to the new one. The caller journals `case.assign`.
 * Throws Unreadable when this session holds no full key.
 */
export function reassignCase(
  db: WritableDb<'cases'>,
  stores: OpenStores,
  caseId: string,
  ownerId: string,
  teamId: string,
  at: number,
): void {
  const row = caseRow(db, caseId);
  const { roster, user } = stores;
  const former = roster.users.get(row.owner_id);
  const given = {
    owner_id: ownerId,
    team_id: teamId,
    unassigned: 0 as const,
    revision: row.revision + 1,
    updated_at: at,
    updated_by: user.userId,
  };
  const heirs = former?.status === 'removed' ? new Map([[row.owner_id, ownerId]]) : NO_HEIR;
  giveNewKey(db, stores, row, given, recipientsOf(roster, row.program, ownerId, teamId), heirs);
  resealLinks(db, stores, caseId);
}

/**
 * A new key and epoch for a case in its present state, sealed to those who may open it today (security §2.5); not a change of its content. False, and nothing
 * done, where the session would close the case to itself, while a group of the case waits for its own new key, or while a reader is
 * unknown to its caseworker. In the caller's transaction.
 */
export function renewCase(db: WritableDb<'cases'>, stores: OpenStores, caseId: string): boolean {
  const row = caseRow(db, caseId);
  const recipients = presentRecipients(stores.roster, row);
  if (!mayRenew(stores, recipients)) return false;
  giveNewKey(db, stores, row, { owner_id: row.owner_id, team_id: row.team_id }, recipients, NO_HEIR);
  resealLinks(db, stores, caseId);
  return true;
}

/** Cases of a session's care (own, or the team's) that are not sealed exactly to those who may open them today, and how many there are in all; some cases a step. */
export function* casesToRenew(
  db: ReadableDb<'cases'>,
  stores: OpenStores,
): Generator<void, { readonly total: number; readonly stale: readonly string[] }> {
  const wanted = new Map<string, ReadonlySet<string> | null>();
  const stale: string[] = [];
  let total = 0;
  for (let after = ''; ;) {
    const rows = careAfter(db, stores, after);
    const sealed = presentWraps(db, rows);
    for (const row of rows) if (isStale(stores, row, sealed.get(row.case_id) ?? [], wanted)) stale.push(row.case_id);
    total += rows.length;
    after = rows.at(-1)?.case_id ?? '';
    if (rows.length < CASES_AT_ONCE) return { total, stale };
    yield;
  }
}

const CASES_AT_ONCE = 500;

type Cared = Pick<CaseRow, 'case_id' | 'program' | 'owner_id' | 'team_id'>;

function careAfter(db: ReadableDb<'cases'>, { user }: OpenStores, after: string): readonly Cared[] {
  const [column, value] = user.role === 'supervisor' ? (['team_id', user.teamId ?? ''] as const) : (['owner_id', user.userId] as const);
  const rows = casesSql.selectFrom('case_file').select(['case_id', 'program', 'owner_id', 'team_id']).where(column, '=', value);
  return all(db, rows.where('case_id', '>', after).orderBy('case_id').limit(CASES_AT_ONCE));
}

function presentWraps(db: ReadableDb<'cases'>, rows: readonly Cared[]): ReadonlyMap<string, readonly PresentWrap[]> {
  const wraps = casesSql
    .selectFrom('case_key_wrap')
    .innerJoin('case_file', 'case_file.case_id', 'case_key_wrap.case_id')
    .select(['case_key_wrap.case_id', 'principal_id', 'principal_epoch', 'scope'])
    .where('case_key_wrap.case_id', 'in', listed(rows.map(({ case_id }) => case_id)))
    .whereRef('case_key_wrap.case_epoch', '=', 'case_file.epoch');
  return Map.groupBy(all(db, wraps), (wrap) => wrap.case_id);
}

type PresentWrap = Pick<CaseKeyWrapRow, 'principal_id' | 'principal_epoch' | 'scope'>;

/** `wanted`: who may open the cases of one programme, owner and team; null: not to be renewed now. */
function isStale(
  stores: OpenStores,
  row: Cared,
  present: readonly PresentWrap[],
  wanted: Map<string, ReadonlySet<string> | null>,
): boolean {
  const group = `${row.program} ${row.owner_id} ${row.team_id}`;
  if (!wanted.has(group)) {
    const recipients = presentRecipients(stores.roster, row);
    wanted.set(group, mayRenew(stores, recipients) ? new Set(recipients.map(recipientName)) : null);
  }
  const names = wanted.get(group) ?? null;
  return names !== null && !(present.length === names.size && present.every((wrap) => names.has(wrapName(wrap))));
}

function recipientName({ principalId, epoch, scope }: Recipient): string {
  return `${principalId} ${epoch} ${scope}`;
}

function wrapName(wrap: PresentWrap): string {
  return `${wrap.principal_id} ${wrap.principal_epoch} ${wrap.scope}`;
}

/** Whether this session may give a case a new key for these people: it stays open to itself, and nobody of them waits for a new key. */
export function mayRenew(stores: OpenStores, recipients: readonly Recipient[]): boolean {
  return (
    areReadersKnown(stores) && staysOpen(stores, recipients) && recipients.every(({ principalId }) => !stores.roster.stale.has(principalId))
  );
}

/** Whether a case sealed to these recipients opens to this session. */
function staysOpen({ user, principals }: OpenStores, recipients: readonly Recipient[]): boolean {
  const own = new Set([user.userId, ...principals.map(({ principal }) => principal.principalId)]);
  return recipients.some(({ principalId, scope }) => scope === 'full' && own.has(principalId));
}

function caseRow(db: ReadableDb<'cases'>, caseId: string): CaseRow {
  const row = readCase(db, caseId);
  if (row === undefined) throw new RangeError('no such case');
  return row;
}

/** `given`: what changes of the row with the key. `heirs`: former owner → new owner of the drafts in the case. */
function giveNewKey(
  db: WritableDb<'cases'>,
  stores: OpenStores,
  row: CaseRow,
  given: Pick<StoredCase, 'owner_id' | 'team_id'> & Partial<StoredCase>,
  recipients: readonly Recipient[],
  heirs: ReadonlyMap<string, string>,
): void {
  withCaseKeys(db, stores, row.case_id, (former) => {
    const epoch = row.epoch + 1;
    const made = makeCaseKey(stores, bondOf({ ...row, ...given, epoch }), recipients);
    try {
      const change = { ...given, epoch, commitment: made.commitment };
      run(db, casesSql.updateTable('case_file').set(change).where('case_id', '=', row.case_id));
      reencryptParts(db, row, former, made.keys);
      reencryptAttachments(db, row, former, made.keys);
      reencryptDrafts(db, row, former, made.keys, heirs);
      endEpoch(db, former, row.site_id);
      sealWork(db, made.keys, row);
    } finally {
      zeroCaseKeys(made.keys);
    }
    deleteWraps(db, row.case_id);
    insertWraps(db, made.wraps);
  });
  if (!staysOpen(stores, recipients)) forgetWork(db, [row.case_id]);
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

function reencryptDrafts(
  db: WritableDb<'cases'>,
  row: CaseRow,
  former: CaseKeys,
  next: CaseKeys,
  heirs: ReadonlyMap<string, string>,
): void {
  if (former.narrative === null || next.narrative === null) return;
  for (const draft of all(db, casesSql.selectFrom('draft').selectAll().where('case_id', '=', row.case_id))) {
    const ref = { userId: draft.user_id, caseId: row.case_id, form: draft.form, draftId: draft.draft_id, savedAt: draft.saved_at };
    const content = z.json().parse(openDraft(former.narrative, former.epoch, ref, draft.bytes));
    const userId = heirs.get(draft.user_id) ?? draft.user_id;
    const bytes = sealDraft(next.narrative, next.epoch, { ...ref, userId }, content);
    run(db, casesSql.updateTable('draft').set({ bytes, epoch: next.epoch, user_id: userId }).where('draft_id', '=', draft.draft_id));
  }
}
