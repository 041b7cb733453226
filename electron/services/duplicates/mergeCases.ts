import type { Input, Output } from '../../../shared/contract.ts';
import { Refused } from '../../../shared/failure.ts';
import type { Answer, Answers } from '../../../shared/forms/answers.ts';
import { withComputed } from '../../../shared/forms/computed.ts';
import { sameAnswer } from '../../../shared/forms/engine.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { currentVersion, formOf } from '../../../shared/forms/registry.ts';
import { chosenAnswers, mergeRows, MERGED_FORMS, type Choice, type MergedForm } from '../../../shared/rules/cases/merge.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { Text } from '../../../shared/text.ts';
import type { Host } from '../../host.ts';
import { newId } from '../../keys/primitives.ts';
import { PART_CLASSES } from '../../keys/records.ts';
import { attachmentIds, carryAttachments } from '../../store/caseRecords/attachments.ts';
import { readCase, updateCase } from '../../store/caseRecords/cases.ts';
import type { WritableDb } from '../../store/base/database.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { readNotices, writeNotice } from '../../store/caseRecords/notices.ts';
import { pairState, decidePair } from '../../store/duplicates/pairs.ts';
import { insertCarried, listRecords, openRecord, updateRecord, type SplitAnswers } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { CaseRow, RecordRow } from '../../store/base/casesTables.ts';
import { approvalsOf, insertApproval, openTasks } from '../../store/caseRecords/tasks.ts';
import { frozenMonths, wholeAnswers, writerOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { qualityOf } from '../forms/caseQuality.ts';
import { LOST_CONTACT, openedRecords, momentOf } from '../caseRecords/openedRecords.ts';
import { addLostContact, recomputeTasks } from '../tasks/caseTasks.ts';
import { formContext, withOwnAnswers } from '../forms/context.ts';
import { regroupIncidents, type Change } from '../forms/effects.ts';
import { carryLinks, linksOfBoth } from './mergeFamilyLinks.ts';
import { keepingMonth } from '../caseRecords/formRecord.ts';
import { isDecidedIn } from './mergePreview.ts';
import { approvalMarks, columnsOf, dueTasksOf, insertMerge, revisionsOf, type Former, type MergeContent } from './mergeRecord.ts';
import { NO_PAIR, carriedRecords, newestOf, signOf, withSides, type Sides } from './mergeSides.ts';
import { storageOf } from '../caseRecords/storage.ts';

/** The answers of one form as they were chosen, checked. */
type Chosen = { readonly form: MergedForm; readonly answers: Answers };

/**
 * Merges the two files of a pair as previewed, in one transaction: the answers chosen are written in the surviving file, what the other one holds is carried to
 * it under its key with its dates and authors, and the other one ends as a duplicate whose content stays as it is (reference §2.4, interface 3.14). Counted once:
 * a duplicate is in no count, what was carried is, in the month it had (reference §5.7). Throws Refused: as `withSides`, `conflict` where something changed since the
 * preview, `invalid` with the questions that do not fit together.
 */
export function mergeCases(input: Input<'duplicates.merge'>, host: Host): Output<'duplicates.merge'> {
  return withSides(host, input.pairId, (sides) => {
    const { survivor, ended } = sides;
    const { stores } = survivor.session;
    if (signOf(sides) !== input.sign) throw new Refused('conflict', CHANGED);
    const chosen = MERGED_FORMS.flatMap((form) => chosenFor(sides, form, input.choices, host));
    const change: Change = { ...momentOf(host), at: host.now().getTime() };
    transaction(stores.cases, (db) => {
      const before = wholeFile(db, sides);
      const pair = pairState(db, input.pairId);
      if (pair === undefined || (pair.state !== 'open' && pair.state !== 'later')) throw new Refused('conflict', NO_PAIR);
      const wasSurvivor = wasOf(db, survivor.row);
      const wasEnded = wasOf(db, ended.row);
      const carried = carryRecords(db, sides, chosen, change.at);
      const approvals = carryApprovals(db, sides, carried.ids);
      const notices = carryNotices(db, sides);
      const links = carryLinks(db, sides);
      writeChosen(db, sides, chosen, change);
      endFile(db, sides, carried.closures, change);
      decidePair(db, input.pairId, 'same', stores.user.userId, change.at);
      const changed = changedSince(db, survivor.row.case_id, before);
      const merge: MergeContent = {
        endedId: ended.row.case_id,
        pair: { pairId: input.pairId, state: pair.state, decided_by: pair.decided_by, decided_at: pair.decided_at },
        survivor: wasSurvivor,
        ended: wasEnded,
        carried: carried.records,
        approvals,
        notices,
        links: [...links],
        changed: changed.map(({ record_id: recordId, version, status }) => ({ recordId, version, status })),
        after: {
          survivor: revisionsOf(db, survivor.row.case_id),
          ended: revisionsOf(db, ended.row.case_id),
          columns: columnsOf(readCase(db, survivor.row.case_id) ?? survivor.row),
          approvals: approvalMarks(db, survivor.row.case_id),
          links: [...linksOfBoth(db, survivor, ended)],
        },
      };
      const former: Former = new Map([...before].map(([recordId, { answers }]) => [recordId, answers]));
      insertMerge(db, survivor, merge, former, writerOf(survivor.session), change.at);
      journalMerge(db, sides, carried.records.length, change.at);
    });
    return { caseId: survivor.row.case_id };
  });
}

/** The answers of a form that the choices make; none where the file has none and the other neither. Throws Refused `invalid`. */
function chosenFor({ survivor, ended }: Sides, form: MergedForm, choices: Input<'duplicates.merge'>['choices'], host: Host): Chosen[] {
  const mine = newestOf(survivor, form);
  const other = newestOf(ended, form);
  if (other === null) return [];
  const rows = mergeRows(form, mine?.answers ?? {}, other.answers);
  const sides = new Map<string, Choice>(choices.filter((choice) => choice.form === form).map(({ field, side }) => [field, side]));
  const answers = chosenAnswers(rows, mine?.answers ?? {}, sides);
  if (answers === null) throw new Refused('conflict', CHANGED);
  const known = new Set(faultsOf(survivor, form, mine?.answers ?? {}, host).map(({ sign }) => sign));
  const wrong = faultsOf(survivor, form, answers, host).filter(({ sign }) => !known.has(sign));
  if (wrong.length > 0)
    throw new Refused('invalid', NOT_TOGETHER, Object.fromEntries(wrong.map(({ field, message }) => [`${form}.${field}`, message])));
  return [{ form, answers }];
}

/** What is wrong with the answers of a form, except missing ones: a file may be incomplete, and a merge makes it no worse. */
function faultsOf(
  { session, keys, row }: OpenedCase,
  form: MergedForm,
  answers: Answers,
  host: Host,
): readonly { readonly field: string; readonly message: Text; readonly sign: string }[] {
  const records = openedRecords(session.stores.cases, keys, row.site_id, row.case_id);
  const birthDate = dateAnswer(answers, 'date_of_birth');
  const around = formContext(session, row, records, form, null, momentOf(host));
  const context = withOwnAnswers(form, { ...around, ...(birthDate === null ? {} : { birthDate }) }, answers);
  const whole = withComputed(form, answers, { context, rows: [], clocks: [] });
  const registration = form === 'registration' ? whole : (records.get('registration')?.at(-1)?.answers ?? {});
  const own = problems(formOf(form), whole, context, 'save').filter(({ level, kind }) => level === 'error' && kind !== 'missing');
  const quality = qualityOf(form, null, whole, registration, records, context).filter(({ level }) => level === 'error');
  return [
    ...own.map(({ field, kind, message }) => ({ field, message, sign: `${field} ${kind}` })),
    ...quality.map(({ field, kind, text }) => ({ field, message: text, sign: `${field} ${kind}` })),
  ];
}

/** A case before the merge. */
function wasOf(db: WritableDb<'cases'>, row: CaseRow): MergeContent['survivor'] {
  return { columns: columnsOf(row), tasks: dueTasksOf(db, row.case_id), under: row.tasks_under };
}

type Whole = ReadonlyMap<string, { readonly row: RecordRow; readonly answers: SplitAnswers }>;

/** Every record of the surviving file, opened whole: what is written over is kept. */
function wholeFile(db: WritableDb<'cases'>, { survivor: { keys, row } }: Sides): Whole {
  return new Map(
    listRecords(db, row.case_id).map((record) => [
      record.record_id,
      { row: record, answers: openRecord(db, keys, row.site_id, record, PART_CLASSES) },
    ]),
  );
}

function changedSince(db: WritableDb<'cases'>, caseId: string, before: Whole): readonly RecordRow[] {
  const revisions = revisionsOf(db, caseId);
  return [...before.values()].map(({ row }) => row).filter((row) => (revisions[row.record_id] ?? row.revision) !== row.revision);
}

type Carried = { readonly ids: ReadonlyMap<string, string>; readonly records: MergeContent['carried']; readonly closures: number };

/** Carries the records of the file that ends, parents first, with what is sealed beside them, each reference to another of them following it. */
function carryRecords(db: WritableDb<'cases'>, sides: Sides, chosen: readonly Chosen[], at: number): Carried {
  const { survivor, ended } = sides;
  const { session, row } = survivor;
  const wanted = carriedRecords(ended, isDecidedIn(ended));
  const missing = chosen.flatMap(({ form }) => (newestOf(survivor, form) === null ? [newestOf(ended, form)?.record] : []));
  const all = parentsFirst([...wanted, ...missing.filter((record) => record !== undefined)]);
  const named = all.flatMap(({ record_id: recordId }) => [recordId, ...attachmentIds(db, recordId)]);
  const ids = new Map(named.map((id) => [id, newId()]));
  for (const record of all) {
    const recordId = ids.get(record.record_id) ?? newId();
    const parentId = record.parent_id === null ? null : (ids.get(record.parent_id) ?? null);
    const { form, version, status } = record;
    const answers = marked(record, ended.row, following(openRecord(db, ended.keys, ended.row.site_id, record, PART_CLASSES), ids));
    insertCarried(db, survivor.keys, { recordId, caseId: row.case_id, form, parentId, version, status, answers }, row.site_id, record);
    carryAttachments(db, { keys: ended.keys, record }, { keys: survivor.keys, recordId }, row.site_id, ids);
    appendJournal(db, session.stores.actor, { kind: 'record.create', object: recordId, rev: 1, detail: { form } }, at);
  }
  const records = all.map(({ record_id: from, form }) => ({ recordId: ids.get(from) ?? '', from, form }));
  return { ids, records, closures: all.filter(({ form }) => form === 'closure_gbv').length };
}

/** Rows come after the record they belong to; one whose record stays behind stays with it. */
function parentsFirst(records: readonly RecordRow[]): readonly RecordRow[] {
  const placed: RecordRow[] = [];
  const seen = new Set<string>();
  for (let waiting = records, before = -1; placed.length !== before;) {
    before = placed.length;
    const ready = waiting.filter(({ parent_id }) => parent_id === null || seen.has(parent_id));
    for (const record of ready) seen.add(record.record_id);
    placed.push(...ready);
    waiting = waiting.filter(({ record_id }) => !seen.has(record_id));
  }
  return placed;
}

/** Answers that name a carried record by its id name the record that replaces it. */
function following(parts: SplitAnswers, ids: ReadonlyMap<string, string>): SplitAnswers {
  const one = (text: string): string => ids.get(text) ?? text;
  const follow = (answer: Answer): Answer => {
    if (typeof answer === 'string') return one(answer);
    return Array.isArray(answer) ? answer.map((text: string) => one(text)) : answer;
  };
  return Object.fromEntries(
    Object.entries(parts).map(([partClass, answers]) => [
      partClass,
      Object.fromEntries(Object.entries(answers).map(([code, answer]) => [code, follow(answer)])),
    ]),
  );
}

/** A carried incident is counted as its own file was entered. */
function marked({ form }: RecordRow, { origin }: CaseRow, parts: SplitAnswers): SplitAnswers {
  if (form !== 'incident' || parts.facts === undefined || parts.facts['@carried'] !== undefined) return parts;
  return { ...parts, facts: { ...parts.facts, '@carried': origin } };
}

function carryApprovals(db: WritableDb<'cases'>, { survivor, ended }: Sides, ids: ReadonlyMap<string, string>): string[] {
  const follow = (recordId: string | null): string | null => (recordId === null ? null : (ids.get(recordId) ?? null));
  return approvalsOf(db, ended.row.case_id).map(({ approval_id: _, ...approval }) =>
    insertApproval(db, {
      ...approval,
      case_id: survivor.row.case_id,
      record_id: follow(approval.record_id),
      comment_record_id: follow(approval.comment_record_id),
    }),
  );
}

/** A person who must not have the file that ends must not have the surviving file (security §2.5). */
function carryNotices(db: WritableDb<'cases'>, { survivor, ended }: Sides): string[] {
  const { stores } = survivor.session;
  const notices = readNotices(db, stores);
  const informed = new Set(notices.get(survivor.row.case_id));
  return (notices.get(ended.row.case_id) ?? [])
    .filter((userId) => !informed.has(userId))
    .map((userId) => writeNotice(db, stores, survivor.row.team_id, survivor.row.case_id, userId));
}

/** Writes the chosen answers over the surviving records, or in the carried record, where they differ. */
function writeChosen(db: WritableDb<'cases'>, { survivor }: Sides, chosen: readonly Chosen[], change: Change): void {
  const { session, keys, row } = survivor;
  for (const { form, answers } of chosen) {
    const present = newestOf(survivor, form);
    if (present === null) continue;
    const { record } = present;
    const stored = wholeAnswers(db, keys, row.site_id, record);
    if (Object.keys(answers).every((code) => sameAnswer(answers[code], stored[code]))) continue;
    const registration = form === 'registration' ? answers : (newestOf(survivor, 'registration')?.answers ?? null);
    const parts = keepingMonth(storageOf(form, answers, { registration, frozen: frozenMonths(db) }), stored);
    const { record_id: recordId, revision, status } = record;
    const changed = { recordId, revision, version: currentVersion(form), status, answers: parts };
    const next = updateRecord(db, keys, changed, writerOf(session), change.at);
    appendJournal(db, session.stores.actor, { kind: 'record.update', object: recordId, rev: next, detail: { form } }, change.at);
  }
  regroupIncidents(db, survivor, change);
}

/** The other file ends as a duplicate; of the consent, what the surviving one did not say is filled in from it. Tasks of both are computed again. */
function endFile(db: WritableDb<'cases'>, { survivor, ended }: Sides, closures: number, { today, at }: Change): void {
  const { userId } = survivor.session.stores.user;
  const blanks = {
    consent_services: survivor.row.consent_services ?? ended.row.consent_services,
    consent_contact: survivor.row.consent_contact ?? ended.row.consent_contact,
  };
  const reopened = closures === 0 ? 0 : ended.row.reopen_count;
  updateCase(db, survivor.row.case_id, { ...blanks, reopen_count: survivor.row.reopen_count + reopened }, userId, at);
  const end = { state: 'duplicate', state_on: today, previous_state: ended.row.state, duplicate_of: survivor.row.case_id };
  updateCase(db, ended.row.case_id, end, userId, at);
  const lost = openTasks(db, { caseId: ended.row.case_id }).find(({ kind }) => kind === LOST_CONTACT);
  if (lost !== undefined && openTasks(db, { caseId: survivor.row.case_id }).every(({ kind }) => kind !== LOST_CONTACT))
    addLostContact(db, survivor.row.case_id, lost.due);
  for (const opened of [survivor, ended]) recomputeTasks(db, opened, opened.row.case_id);
}

function journalMerge(db: WritableDb<'cases'>, { pair, survivor, ended }: Sides, records: number, at: number): void {
  const { actor } = survivor.session.stores;
  const [stays, leaves] = [survivor.row.case_id, ended.row.case_id];
  appendJournal(db, actor, { kind: 'duplicates.decide', object: pair.pairId, detail: { verdict: 'same' } }, at);
  appendJournal(db, actor, { kind: 'case.state', object: leaves, detail: { from: ended.row.state, to: 'duplicate' } }, at);
  appendJournal(db, actor, { kind: 'case.link', object: leaves, detail: { to: stays } }, at);
  appendJournal(db, actor, { kind: 'case.merge', object: stays, detail: { ended: leaves, records } }, at);
}

const CHANGED = {
  fr: 'L’un des deux dossiers a changé depuis l’aperçu. Rien n’a été réuni\u00a0: ouvrez l’aperçu de nouveau.',
  en: 'One of the two cases has changed since the preview. Nothing was merged: open the preview again.',
};
const NOT_TOGETHER = {
  fr: 'Ces réponses ne vont pas ensemble. Rien n’a été réuni\u00a0: changez les choix marqués.',
  en: 'These answers do not go together. Nothing was merged: change the marked choices.',
};
