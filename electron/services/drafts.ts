import { z } from 'zod';
import type { Input, Output } from '../../shared/contract.ts';
import { code, draftContent } from '../../shared/contract/values.ts';
import { Refused } from '../../shared/failure.ts';
import { caseSession, minuteOf, type CaseSession, type Host } from '../host.ts';
import { Unreadable } from '../keys/primitives.ts';
import { withReserve } from '../profile/room.ts';
import { readCase } from '../store/cases.ts';
import { deleteDraft, listDrafts, purgeDrafts, readDraft, saveDraft, type DraftLine } from '../store/drafts.ts';
import { appendJournal } from '../store/journal.ts';
import { transaction } from '../store/sql.ts';
import { vouchedTime } from '../store/vouchedTime.ts';
import { withOwnCase } from './caseAccess.ts';

const DAY_MILLISECONDS = 86_400_000;

/** What a draft holds: where the person was, and what is typed, form by form. */
const keptDraft = z.strictObject({ at: z.strictObject({ section: code, field: code.nullable() }), content: draftContent });
type KeptDraft = z.infer<typeof keptDraft>;

/** Keeps what is being typed, encrypted before this call returns; under the case's key, or the person's own before there is a case. */
export function keepDraft(input: Input<'drafts.save'>, host: Host): Output<'drafts.save'> {
  const { caseId } = input;
  return caseId === null ? keep(input, host) : withOwnCase(host, caseId, () => keep(input, host));
}

function keep(input: Input<'drafts.save'>, host: Host): Output<'drafts.save'> {
  const { store } = caseSession(host);
  const at = host.now().getTime();
  const { draftId, caseId, form, recordId, parentId, baseRevision } = input;
  const content: KeptDraft = { at: input.at, content: input.content };
  const answered = Object.values(input.content).reduce((sum, part) => sum + Object.keys(part).length, 0);
  try {
    withReserve(host.profile, () =>
      transaction(store.cases, (db) =>
        saveDraft(db, store, { draftId, caseId, form, recordId, parentId, baseRevision, answered, content }, at),
      ),
    );
  } catch (error) {
    if (error instanceof Unreadable) throw new Refused('notFound', NO_DRAFT);
    throw error;
  }
  return { savedAt: minuteOf(at) };
}

/** One's own drafts, newest first, without opening them. */
export function draftsOf(host: Host): Output<'drafts.list'> {
  return { drafts: ownDrafts(caseSession(host)) };
}

export function ownDrafts(session: CaseSession): Output<'drafts.list'>['drafts'] {
  const { cases, user } = session.store;
  return listDrafts(cases, session.store).flatMap((line) => {
    const row = line.case_id === null ? null : readCase(cases, line.case_id);
    if (row !== null && row?.owner_id !== user.userId) return [];
    return [
      {
        draftId: line.draft_id,
        caseId: line.case_id,
        caseCode: row?.code ?? null,
        form: line.form,
        recordId: line.record_id,
        savedAt: minuteOf(line.saved_at),
        answered: line.answered,
      },
    ];
  });
}

/** One's own draft with its content. Throws Refused `notFound`. */
export function openDraft(input: Input<'drafts.open'>, host: Host): Output<'drafts.open'> {
  const session = caseSession(host);
  const { row, kept } = openKept(session, input.draftId);
  return {
    draftId: row.draft_id,
    caseId: row.case_id,
    form: row.form,
    recordId: row.record_id,
    baseRevision: row.base_revision,
    at: kept.at,
    content: kept.content,
    savedAt: minuteOf(row.saved_at),
  };
}

/** A draft's line and content. Throws Refused `notFound` for another's, for one of a case no longer one's own, and for none. */
export function openKept(session: CaseSession, draftId: string): { readonly row: DraftLine; readonly kept: KeptDraft } {
  try {
    const draft = readDraft(session.store.cases, session.store, draftId);
    if (draft !== null) return { row: draft.row, kept: keptDraft.parse(draft.content) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  throw new Refused('notFound', NO_DRAFT);
}

/** Erases drafts that nobody has touched for a month of written work, whoever typed them (reference §2.4, §5.9): a clock that jumped erases none. */
export function purgeOldDrafts({ store, settings }: CaseSession, at: number): void {
  const before = vouchedTime(store.cases, at) - settings.draftDays * DAY_MILLISECONDS;
  transaction(store.cases, (db) => {
    const count = purgeDrafts(db, before);
    if (count > 0) appendJournal(db, store.actor, { kind: 'draft.purge', detail: { count } }, at);
  });
}

/** Deletes one's own draft; one that is gone already is no fault. */
export function discardDraft(input: Input<'drafts.discard'>, host: Host): Output<'drafts.discard'> {
  const { store } = caseSession(host);
  transaction(store.cases, (db) => deleteDraft(db, store, input.draftId));
  return {};
}

const NO_DRAFT = { fr: 'Ce brouillon n’existe plus.', en: 'This draft no longer exists.' };
