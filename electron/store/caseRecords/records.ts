import type { Answers } from '../../../shared/forms/answers.ts';
import { Refused } from '../../../shared/failure.ts';
import type { CaseKeys } from '../../keys/caseKeys.ts';
import { Unreadable, newId } from '../../keys/primitives.ts';
import { PART_CLASSES, openPart, sealPart, type PartClass } from '../../keys/records.ts';
import type { ReadableDb, WritableDb } from '../base/database.ts';
import { forgetFacts, rememberFacts } from './facts.ts';
import { all, asWritten, casesSql, one, run } from '../base/sql.ts';
import type { RecordPartRow, RecordRow } from '../base/casesTables.ts';

/**
 * A form's answers by privacy class, each sealed by itself. A class is present when the form has fields of it, even without an answer.
 * `facts` are the RD answers and the groupings computed by the rules (security §2.6.1).
 */
export type SplitAnswers = { readonly [K in PartClass]?: Answers };

/** Where a record is written: the site and the person who writes. */
export type Writer = { readonly siteId: string; readonly userId: string };

export type NewRecord = {
  readonly caseId: string;
  readonly form: string;
  readonly parentId: string | null;
  /** Version of the form's definition. */
  readonly version: number;
  readonly status: 'draft' | 'finished';
  readonly answers: SplitAnswers;
};

/** Writes a new record, revision 1, in the caller's transaction. `keys` are the case's full keys. Gives its id. */
export function insertRecord(db: WritableDb<'cases'>, keys: CaseKeys, record: NewRecord, writer: Writer, at: number): string {
  const recordId = newId();
  const stamps = { created_at: at, created_by: writer.userId, updated_at: at, updated_by: writer.userId };
  writeNew(db, keys, { ...record, recordId }, writer.siteId, stamps);
  return recordId;
}

type Stamps = Pick<RecordRow, 'created_at' | 'created_by' | 'updated_at' | 'updated_by'>;

/**
 * The same for a record that a merge carries to another case, under an id given beforehand: who wrote it and when stay, since the newest of a form is the one
 * in force.
 */
export function insertCarried(db: WritableDb<'cases'>, keys: CaseKeys, record: IdentifiedRecord, siteId: string, stamps: Stamps): void {
  const { created_at, created_by, updated_at, updated_by } = stamps;
  writeNew(db, keys, record, siteId, { created_at, created_by, updated_at, updated_by });
}

type IdentifiedRecord = NewRecord & { readonly recordId: string };

function writeNew(db: WritableDb<'cases'>, keys: CaseKeys, record: IdentifiedRecord, siteId: string, stamps: Stamps): void {
  const { recordId: record_id, caseId: case_id, form, parentId: parent_id, version, status } = record;
  run(db, casesSql.insertInto('record').values({ record_id, case_id, form, parent_id, version, revision: 1, status, ...stamps }));
  writeParts(db, keys, siteId, { ...record, revision: 1 });
}

export type ChangedRecord = Pick<NewRecord, 'version' | 'status' | 'answers'> & {
  readonly recordId: string;
  /** The revision that was read; another one in the base is a conflict. */
  readonly revision: number;
};

/** Replaces all parts of a record, in the caller's transaction. Gives the new revision. Throws Refused: `notFound`, `conflict`. */
export function updateRecord(db: WritableDb<'cases'>, keys: CaseKeys, changed: ChangedRecord, writer: Writer, at: number): number {
  const row = readRecord(db, changed.recordId);
  if (row === undefined || row.case_id !== keys.caseId) throw absent();
  const revision = row.revision + 1;
  const updated = run(
    db,
    casesSql
      .updateTable('record')
      .set({
        version: changed.version,
        revision,
        status: changed.status,
        updated_at: at,
        updated_by: writer.userId,
      })
      .where('record_id', '=', changed.recordId)
      .where('revision', '=', changed.revision),
  );
  if (updated === 0) throw conflict();
  run(db, casesSql.deleteFrom('record_part').where('record_id', '=', changed.recordId));
  const placed = {
    recordId: row.record_id,
    caseId: row.case_id,
    form: row.form,
    parentId: row.parent_id,
    revision,
    answers: changed.answers,
  };
  writeParts(db, keys, writer.siteId, placed);
  return revision;
}

/** Removes a record with its parts, attachments and children. Throws Refused: `notFound`, `conflict`. */
export function deleteRecord(db: WritableDb<'cases'>, recordId: string, revision: number): void {
  const row = readRecord(db, recordId);
  if (row === undefined) throw absent();
  const children = all(db, casesSql.selectFrom('record').select(['form', 'record_id']).where('parent_id', '=', recordId));
  const removed = run(db, casesSql.deleteFrom('record').where('record_id', '=', recordId).where('revision', '=', revision));
  if (removed === 0) throw conflict();
  for (const one of [row, ...children]) forgetFacts(db, one);
}

export function readRecord(db: ReadableDb<'cases'>, recordId: string): RecordRow | undefined {
  return one(db, casesSql.selectFrom('record').selectAll().where('record_id', '=', recordId));
}

/** Records of a case, oldest first; of one form when named. */
export function listRecords(db: ReadableDb<'cases'>, caseId: string, form?: string): readonly RecordRow[] {
  let query = casesSql.selectFrom('record').selectAll().where('case_id', '=', caseId).orderBy('created_at').orderBy(asWritten('record'));
  if (form !== undefined) query = query.where('form', '=', form);
  return all(db, query);
}

/** Records of a form in the cases of a team, written since an instant, newest first. */
export function recordsOfTeam(db: ReadableDb<'cases'>, teamId: string, form: string, since: number): readonly RecordRow[] {
  return all(
    db,
    casesSql
      .selectFrom('record')
      .innerJoin('case_file', 'case_file.case_id', 'record.case_id')
      .selectAll('record')
      .where('record.form', '=', form)
      .where('record.created_at', '>=', since)
      .where('case_file.team_id', '=', teamId)
      .where('case_file.reduced_on', 'is', null)
      .orderBy('record.created_at', 'desc')
      .orderBy(asWritten('record')),
  );
}

/** Classes of which a record has a part: « renseigné », without opening it. */
export function classesOf(db: ReadableDb<'cases'>, recordId: string): readonly PartClass[] {
  return all(db, casesSql.selectFrom('record_part').select('class').where('record_id', '=', recordId)).map((part) => part.class);
}

/**
 * Opens the asked classes of a record, and only those; an absent part is an absent member. `DI` is asked by identity opening alone.
 * Throws Unreadable: altered, moved, of another revision, or a class these keys do not cover.
 */
export function openRecord(
  db: ReadableDb<'cases'>,
  keys: CaseKeys,
  siteId: string,
  row: RecordRow,
  classes: readonly PartClass[],
): SplitAnswers {
  const wanted = all(
    db,
    casesSql
      .selectFrom('record_part')
      .selectAll()
      .where('record_id', '=', row.record_id)
      .where('class', 'in', [...classes]),
  );
  const opened = wanted.map((part) => [part.class, openOne(keys, siteId, row, part)] as const);
  return Object.fromEntries(opened);
}

/** All answers of the opened classes together. */
export function joined(answers: SplitAnswers): Answers {
  return { ...answers.OP, ...answers.facts, ...answers.QI, ...answers.SN, ...answers.DI };
}

function openOne(keys: CaseKeys, siteId: string, row: RecordRow, part: RecordPartRow): Answers {
  if (part.revision !== row.revision || part.epoch !== keys.epoch) throw new Unreadable();
  const ref = { siteId, caseId: row.case_id, recordId: row.record_id, form: row.form, revision: row.revision };
  return openPart(keys, ref, part.class, part.bytes);
}

type Placed = Pick<NewRecord, 'caseId' | 'form' | 'parentId' | 'answers'> & { readonly recordId: string; readonly revision: number };

function writeParts(db: WritableDb<'cases'>, keys: CaseKeys, siteId: string, record: Placed): void {
  const { caseId, recordId, form, revision } = record;
  for (const partClass of PART_CLASSES) {
    const answers = record.answers[partClass];
    if (answers === undefined) continue;
    const bytes = sealPart(keys, { siteId, caseId, recordId, form, revision }, partClass, answers);
    run(db, casesSql.insertInto('record_part').values({ record_id: recordId, class: partClass, revision, epoch: keys.epoch, bytes }));
  }
  if (record.answers.facts !== undefined) rememberFacts(db, { form, record_id: recordId }, record.answers.facts);
}

function absent(): Refused {
  return new Refused('notFound', {
    fr: 'Cette fiche n’existe plus. Rien n’a été modifié.',
    en: 'This form no longer exists. Nothing was changed.',
  });
}

function conflict(): Refused {
  return new Refused('conflict', {
    fr: 'Cette fiche a été modifiée entre-temps. Votre saisie est gardée en brouillon : rouvrez la fiche pour comparer.',
    en: 'This form was changed in the meantime. What you typed is kept as a draft: open the form again to compare.',
  });
}
