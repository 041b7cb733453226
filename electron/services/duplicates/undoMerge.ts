import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import { formOf, isFormId } from '../../../shared/forms/registry.ts';
import type { Text } from '../../../shared/text.ts';
import { requireCaseSession, minuteOf, type CaseSession, type Host } from '../../host.ts';
import { canonicalJson, type Json } from '../../keys/canonical.ts';
import { Unreadable } from '../../keys/primitives.ts';
import { readCase, updateCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { hasDrafts } from '../../store/caseRecords/drafts.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { deleteNotices } from '../../store/caseRecords/notices.ts';
import { reopenPair } from '../../store/duplicates/pairs.ts';
import { deleteRecord, readRecord, recordsOfTeam, updateRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import { deleteApprovals, replaceTasks } from '../../store/caseRecords/tasks.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { mayRead, withCase, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { linksOfBoth, restoreLinks } from './mergeFamilyLinks.ts';
import { MERGE, approvalMarks, columnsOf, readFormer, readMerge, revisionsOf, type MergeContent } from './mergeRecord.ts';

/** How long a merge may be undone (interface 3.14). */
const UNDONE_WITHIN = 90 * 86_400_000;

/** Merges of the team that may still be undone, newest first, by code; one whose cases this team no longer reads, or that was altered, is left out. */
export function mergesOfTeam(session: CaseSession, host: Host): Output<'duplicates.list'>['merged'] {
  const { cases, user } = session.stores;
  const since = host.now().getTime() - UNDONE_WITHIN;
  return recordsOfTeam(cases, user.teamId ?? '', MERGE, since).flatMap((record) => shownMerge(session, host, record) ?? []);
}

function shownMerge(session: CaseSession, host: Host, record: RecordRow): Output<'duplicates.list'>['merged'][number] | null {
  try {
    return withCase(host, record.case_id, (survivor) => {
      const ended = readCase(session.stores.cases, readMerge(session.stores.cases, survivor, record).endedId);
      if (ended === undefined || !mayRead(session, ended)) return null;
      return { mergeId: record.record_id, survivor: codeOf(survivor.row), ended: codeOf(ended), mergedOn: minuteOf(record.created_at) };
    });
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function codeOf({ case_id: caseId, code: caseCode }: { readonly case_id: string; readonly code: string }) {
  return { caseId, caseCode };
}

/**
 * Undoes a merge whole: every record of both files has the content it had, nothing more and nothing less. Only while nothing was written in them since: which
 * of two files a later word belongs to is nobody's guess. Throws Refused: `notFound`, `conflict` with what was written since.
 */
export function undoMerge(input: Input<'duplicates.undo'>, host: Host): Output<'duplicates.undo'> {
  const session = requireCaseSession(host);
  const { stores } = session;
  const record = readRecord(stores.cases, input.mergeId);
  if (record === undefined || record.form !== MERGE) throw new Refused('notFound', NO_MERGE);
  return withCase(host, record.case_id, (survivor) => {
    const merge = readMerge(stores.cases, survivor, record);
    return withCase(host, merge.endedId, (ended) => {
      const at = host.now().getTime();
      if (at - record.created_at > UNDONE_WITHIN) throw new Refused('conflict', TOO_LATE);
      transaction(stores.cases, (db) => {
        assertUnchanged(db, survivor, ended, merge);
        removeCarried(db, survivor, merge, at);
        writeFormer(db, survivor, record, merge, at);
        restoreLinks(db, survivor, ended, merge.links);
        deleteRecord(db, record.record_id, record.revision);
        restoreFiles(db, survivor, ended, merge, at);
        appendJournal(
          db,
          stores.actor,
          { kind: 'case.unmerge', object: survivor.row.case_id, detail: { ended: merge.endedId, records: merge.carried.length } },
          at,
        );
      });
      return {};
    });
  });
}

/** Throws Refused `conflict` naming what was written since the merge. */
function assertUnchanged(db: WritableDb<'cases'>, survivor: OpenedCase, ended: OpenedCase, { after, endedId }: MergeContent): void {
  if (ended.row.state !== 'duplicate' || ended.row.duplicate_of !== survivor.row.case_id) throw new Refused('conflict', NO_MERGE);
  const changes = [
    ...changedForms(db, survivor, after.survivor),
    ...changedForms(db, ended, after.ended),
    ...(hasDrafts(db, [survivor.row.case_id, endedId]) ? [DRAFT] : []),
    ...(isSame(columnsOf(survivor.row), after.columns) ? [] : [STATE]),
    ...(isSame([...linksOfBoth(db, survivor, ended)], after.links) ? [] : [LINK]),
    ...(isSame(approvalMarks(db, survivor.row.case_id), after.approvals) ? [] : [REQUEST]),
  ];
  if (changes.length === 0) return;
  const named = { fr: [...new Set(changes.map(({ fr }) => fr))].join(', '), en: [...new Set(changes.map(({ en }) => en))].join(', ') };
  throw new Refused('conflict', {
    fr: `On a écrit depuis dans ces dossiers\u00a0: ${named.fr}. Rien n’a été défait.`,
    en: `Something was written in these cases since: ${named.en}. Nothing was undone.`,
  });
}

function changedForms(db: WritableDb<'cases'>, { row }: OpenedCase, seen: Readonly<Record<string, number>>): readonly Text[] {
  const now = revisionsOf(db, row.case_id);
  const changed = [...new Set([...Object.keys(seen), ...Object.keys(now)])].filter((id) => seen[id] !== now[id]);
  return changed.map((id) => {
    const form = readRecord(db, id)?.form ?? '';
    return isFormId(form) ? formOf(form).title : REMOVED;
  });
}

function isSame(one: Json, other: Json): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** What was carried goes, rows before the record they belong to. */
function removeCarried(
  db: WritableDb<'cases'>,
  { session }: OpenedCase,
  { carried, after, approvals, notices }: MergeContent,
  at: number,
): void {
  deleteApprovals(db, approvals);
  deleteNotices(db, notices);
  for (const { recordId, form } of carried.toReversed()) {
    const rev = after.survivor[recordId] ?? 1;
    deleteRecord(db, recordId, rev);
    appendJournal(db, session.stores.actor, { kind: 'record.remove', object: recordId, rev, detail: { form } }, at);
  }
}

/** Former answers, as a new revision: the journal has recorded the present one. */
function writeFormer(db: WritableDb<'cases'>, survivor: OpenedCase, record: RecordRow, merge: MergeContent, at: number): void {
  const { session, keys } = survivor;
  const former = readFormer(db, survivor, record, merge);
  for (const { recordId, version, status } of merge.changed) {
    const answers = former.get(recordId) ?? {};
    const revision = merge.after.survivor[recordId] ?? 0;
    const rev = updateRecord(db, keys, { recordId, revision, version, status, answers }, writerOf(session), at);
    const form = readRecord(db, recordId)?.form ?? '';
    appendJournal(db, session.stores.actor, { kind: 'record.update', object: recordId, rev, detail: { form } }, at);
  }
}

/** States, consents, due work and the pair as they were; no transition leads out of `duplicate`, this undoes one (reference §2.4). */
function restoreFiles(db: WritableDb<'cases'>, survivor: OpenedCase, ended: OpenedCase, merge: MergeContent, at: number): void {
  const { actor, user } = survivor.session.stores;
  updateCase(db, survivor.row.case_id, merge.survivor.columns, user.userId, at);
  updateCase(db, ended.row.case_id, { ...merge.ended.columns, duplicate_of: null }, user.userId, at);
  replaceTasks(db, survivor.row.case_id, merge.survivor.tasks, merge.survivor.under);
  replaceTasks(db, ended.row.case_id, merge.ended.tasks, merge.ended.under);
  const { pairId, ...pair } = merge.pair;
  reopenPair(db, pairId, pair);
  const change = { from: 'duplicate', to: merge.ended.columns.state };
  appendJournal(db, actor, { kind: 'case.state', object: ended.row.case_id, detail: change }, at);
}

const NO_MERGE = {
  fr: 'Cette réunion n’existe plus, ou l’un des dossiers ne vous est pas ouvert. Rien n’a été défait.',
  en: 'This merge no longer exists, or one of the cases is not open to you. Nothing was undone.',
};
const TOO_LATE = {
  fr: 'Une réunion se défait pendant 90 jours. Rien n’a été défait.',
  en: 'A merge can be undone for 90 days. Nothing was undone.',
};
const DRAFT = { fr: 'un brouillon', en: 'a draft' };
const STATE = { fr: 'l’état ou le consentement', en: 'the state or the consent' };
const LINK = { fr: 'un lien de famille', en: 'a family link' };
const REQUEST = { fr: 'une demande', en: 'a request' };
const REMOVED = { fr: 'une fiche retirée', en: 'a removed form' };
