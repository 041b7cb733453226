import { z } from 'zod';
import type { Input, Output } from '../../../shared/contract.ts';
import { code, draftContent, id } from '../../../shared/contract/values.ts';
import { Refused } from '../../../shared/failure.ts';
import { isFormId } from '../../../shared/forms/registry.ts';
import { requireCaseSession, minuteOf, type CaseSession, type Host } from '../../host.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { withReserve } from '../../profile/room.ts';
import { readCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { deleteDraft, listDrafts, purgeDrafts, readDraft, saveDraft, type DraftLine } from '../../store/caseRecords/drafts.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { transaction } from '../../store/base/sql.ts';
import { vouchedTime } from '../../store/base/vouchedTime.ts';
import { mayRead, withCase, withOwnCase } from './caseAccess.ts';

const DAY_MILLISECONDS = 86_400_000;

/** What a draft holds, all of it sealed: what is typed and over which record, where the person was, and the answers, form by form. */
const keptDraft = z.strictObject({
  form: code,
  recordId: id.nullable(),
  parentId: id.nullable(),
  baseRevision: z.int(),
  at: z.strictObject({ section: code, field: code.nullable() }),
  content: draftContent,
});
export type KeptDraft = z.infer<typeof keptDraft>;

/** Where a typed text belongs: the form or what else its page calls it, its case, the record it is typed over. One person has one draft of each. */
export type DraftPlace = { readonly form: string; readonly caseId: string | null; readonly recordId: string | null };

/** Beside what belongs to no case: an intake, a survey, an entry of the directory cannot be distinguished. */
const OUTSIDE = 'outside';
/** Beside what is typed in a case and is no form of it: what was decided about a report, a comment. It looks like a note, as what it becomes does. */
const IN_CASE = 'note';

function clearName({ form, caseId }: Pick<DraftPlace, 'form' | 'caseId'>): string {
  if (caseId === null) return OUTSIDE;
  return isFormId(form) ? form : IN_CASE;
}

/** Keeps what is being typed, encrypted before this call returns; under the case's key, or the person's own outside any. A form of a case is its owner's to type. */
export function saveTypedDraft(input: Input<'drafts.save'>, host: Host): Output<'drafts.save'> {
  const { caseId, form } = input;
  if (caseId === null) return keep(input, host);
  return (isFormId(form) ? withOwnCase : withCase)(host, caseId, () => keep(input, host));
}

function keep({ draftId, caseId, ...content }: Input<'drafts.save'>, host: Host): Output<'drafts.save'> {
  const { stores } = requireCaseSession(host);
  const at = host.now().getTime();
  try {
    withReserve(host.profile, () => transaction(stores.cases, (db) => writeDraft(db, stores, draftId, caseId, content, at)));
  } catch (error) {
    if (error instanceof Unreadable) throw new Refused('notFound', NO_DRAFT);
    throw error;
  }
  return { savedAt: minuteOf(at) };
}

/** Writes a draft, in the caller's transaction. Throws Unreadable on another's draft id. */
export function writeDraft(
  db: WritableDb<'cases'>,
  stores: CaseSession['stores'],
  draftId: string,
  caseId: string | null,
  content: KeptDraft,
  at: number,
): void {
  saveDraft(db, stores, { draftId, caseId, form: clearName({ form: content.form, caseId }), content }, at);
}

/** One's own drafts, newest first. */
export function listOwnDrafts(host: Host): Output<'drafts.list'> {
  return { drafts: ownDrafts(requireCaseSession(host)) };
}

/** A draft that does not open any more is left out: nobody can continue it. */
export function ownDrafts(session: CaseSession): Output<'drafts.list'>['drafts'] {
  const { cases } = session.stores;
  return listDrafts(cases, session.stores).flatMap((line) => {
    const row = line.case_id === null ? null : readCase(cases, line.case_id);
    if (row === undefined || (row !== null && !mayRead(session, row))) return [];
    const kept = keptOf(session, line.draft_id)?.kept;
    if (kept === undefined) return [];
    return [
      {
        draftId: line.draft_id,
        caseId: line.case_id,
        caseCode: row?.code ?? null,
        form: kept.form,
        recordId: kept.recordId,
        savedAt: minuteOf(line.saved_at),
        answered: Object.values(kept.content).reduce((sum, part) => sum + Object.keys(part).length, 0),
      },
    ];
  });
}

/** One's own draft with its content. Throws Refused `notFound`. */
export function openDraft(input: Input<'drafts.open'>, host: Host): Output<'drafts.open'> {
  const session = requireCaseSession(host);
  const found = keptOf(session, input.draftId);
  if (found === null) throw new Refused('notFound', NO_DRAFT);
  const { row, kept } = found;
  return {
    draftId: row.draft_id,
    caseId: row.case_id,
    form: kept.form,
    recordId: kept.recordId,
    baseRevision: kept.baseRevision,
    at: kept.at,
    content: kept.content,
    savedAt: minuteOf(row.saved_at),
  };
}

type Found = { readonly row: DraftLine; readonly kept: KeptDraft };

/** A draft's line and content; null for another's, for one of a case no longer one's own, for an altered one and for none. */
function keptOf(session: CaseSession, draftId: string): Found | null {
  try {
    const draft = readDraft(session.stores.cases, session.stores, draftId);
    const kept = keptDraft.safeParse(draft?.content);
    return draft === null || !kept.success ? null : { row: draft.row, kept: kept.data };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** One's own draft that belongs in this place, or null. */
export function findDraft(session: CaseSession, place: DraftPlace): Found | null {
  const there = listDrafts(session.stores.cases, session.stores).filter(
    ({ case_id, form }) => case_id === place.caseId && form === clearName(place),
  );
  for (const { draft_id } of there) {
    const found = keptOf(session, draft_id);
    if (found?.kept.form === place.form && found.kept.recordId === place.recordId) return found;
  }
  return null;
}

/** What was typed there is kept where it belongs: its draft goes with the same transaction, so that none is left to be set beside it. */
export function endDraft(db: WritableDb<'cases'>, session: CaseSession, place: DraftPlace): void {
  const found = findDraft(session, place);
  if (found !== null) deleteDraft(db, session.stores, found.row.draft_id);
}

/** Erases drafts that nobody has touched for a month of written work, by any author (reference §2.4, §5.9): a clock that jumped erases none. */
export function purgeOldDrafts({ stores, settings }: CaseSession, at: number): void {
  const before = vouchedTime(stores.cases, at) - settings.draftDays * DAY_MILLISECONDS;
  transaction(stores.cases, (db) => {
    const count = purgeDrafts(db, before);
    if (count > 0) appendJournal(db, stores.actor, { kind: 'draft.purge', detail: { count } }, at);
  });
}

/** Deletes one's own draft; a draft that is gone already is no fault. */
export function discardDraft(input: Input<'drafts.discard'>, host: Host): Output<'drafts.discard'> {
  const { stores } = requireCaseSession(host);
  transaction(stores.cases, (db) => deleteDraft(db, stores, input.draftId));
  return {};
}

const NO_DRAFT = { fr: 'Ce brouillon n’existe plus.', en: 'This draft no longer exists.' };
