import type { Answers } from '../../../shared/forms/answers.ts';
import { zeroCaseKeys } from '../../keys/caseKeys.ts';
import { openPart, sealPart } from '../../keys/records.ts';
import { bondOf, deleteWraps, insertWraps, makeCaseKey, presentRecipients, withCaseKeys } from '../caseRecords/caseKeys.ts';
import { readCase } from '../caseRecords/cases.ts';
import { endEpoch, leaveUnsealed, updateMarks } from '../caseRecords/caseWork.ts';
import type { WritableDb } from '../base/database.ts';
import { removeResemblances } from '../duplicates/duplicates.ts';
import { forgetFactsOf, rememberFacts } from '../caseRecords/facts.ts';
import { removeLinks } from '../caseRecords/familyLinks.ts';
import { deleteSealedMessages } from '../caseRecords/sealedMessages.ts';
import { mayRenew, renewCase } from '../caseRecords/reassign.ts';
import type { OpenStores } from '../opened/openStores.ts';
import { all, casesSql, run } from '../base/sql.ts';

/**
 * Everything in the base that identifies somebody (security §9.6): identifying answers of every case, drafts of the forms that ask for them and of intakes,
 * questions about the same person, links of a family, lines of a register and their report. In the caller's transaction; pages are wiped as they are freed (`secure_delete`).
 */
export function forgetIdentities(db: WritableDb<'cases'>, forms: readonly string[]): void {
  run(db, casesSql.deleteFrom('record_part').where('class', '=', 'DI'));
  run(db, casesSql.deleteFrom('attachment'));
  run(
    db,
    casesSql.deleteFrom('draft').where((draft) => draft.or([draft('form', 'in', [...forms]), draft('case_id', 'is', null)])),
  );
  run(db, casesSql.deleteFrom('duplicate_query'));
  run(db, casesSql.deleteFrom('letter').where('subject', 'in', ['duplicate.query', 'families.link', 'takeover.row', 'takeover.report']));
  leaveUnsealed(db);
}

/**
 * One person's identity (security §9.6): the same, for one case, and a new key for the rest, so that no former one opens what is left of it. False, and the
 * caller undoes everything, where this session may not give it a new key. In the caller's transaction.
 */
export function forgetIdentity(db: WritableDb<'cases'>, stores: OpenStores, caseId: string, forms: readonly string[]): boolean {
  const records = casesSql.selectFrom('record').select('record_id').where('case_id', '=', caseId);
  run(db, casesSql.deleteFrom('record_part').where('class', '=', 'DI').where('record_id', 'in', records));
  run(db, casesSql.deleteFrom('attachment').where('record_id', 'in', records.where('form', 'in', [...forms])));
  run(
    db,
    casesSql
      .deleteFrom('draft')
      .where('case_id', '=', caseId)
      .where('form', 'in', [...forms]),
  );
  forgetQuestions(db, stores, caseId);
  return renewCase(db, stores, caseId);
}

/**
 * The content of one case at the end of its time (reference §5.9, security §9.6): its keys and every part are gone; the coded facts that counts need are left
 * under a new key, with months for dates and regions for places. `reduce` gives what is left of a record's facts, null for nothing. False as `forgetIdentity`.
 * In the caller's transaction.
 */
export function reduceToFacts(
  db: WritableDb<'cases'>,
  stores: OpenStores,
  caseId: string,
  day: string,
  reduce: (form: string, facts: Answers) => Answers | null,
): boolean {
  const row = readCase(db, caseId);
  if (row === undefined) throw new RangeError('no such case');
  const recipients = presentRecipients(stores.roster, row);
  if (!mayRenew(stores, recipients)) return false;
  const kept = withCaseKeys(db, stores, caseId, (former) => {
    endEpoch(db, former, row.site_id);
    return factParts(db, caseId).flatMap(({ record, bytes }) => {
      const ref = { siteId: row.site_id, caseId, recordId: record.record_id, form: record.form, revision: record.revision };
      const facts = reduce(record.form, openPart(former, ref, 'facts', bytes));
      return facts === null ? [] : [{ record, ref, facts }];
    });
  });
  const epoch = row.epoch + 1;
  const made = makeCaseKey(stores, { ...bondOf(row), epoch }, recipients);
  deleteAround(db, stores, caseId);
  const ids = kept.map(({ record }) => record.record_id);
  forgetFactsOf(db, [caseId]);
  run(db, casesSql.deleteFrom('record').where('case_id', '=', caseId).where('record_id', 'not in', ids));
  run(
    db,
    casesSql
      .deleteFrom('record_part')
      .where('record_id', 'in', casesSql.selectFrom('record').select('record_id').where('case_id', '=', caseId)),
  );
  for (const { record, ref, facts } of kept) {
    const part = { record_id: record.record_id, class: 'facts' as const, revision: record.revision, epoch };
    run(db, casesSql.insertInto('record_part').values({ ...part, bytes: sealPart(made.keys, ref, 'facts', facts) }));
    const month = { created_at: startOfMonth(record.created_at), updated_at: startOfMonth(record.updated_at) };
    run(db, casesSql.updateTable('record').set(month).where('record_id', '=', record.record_id));
    rememberFacts(db, record, facts);
  }
  zeroCaseKeys(made.keys);
  deleteWraps(db, caseId);
  insertWraps(db, made.wraps);
  const left = {
    epoch,
    commitment: made.commitment,
    reduced_on: day,
    state_on: `${row.state_on.slice(0, 7)}-01`,
    created_at: startOfMonth(row.created_at),
    updated_at: startOfMonth(row.updated_at),
  };
  run(db, casesSql.updateTable('case_file').set(left).where('case_id', '=', caseId));
  updateMarks(db, caseId, { next_due: null, next_due_kind: null });
  return true;
}

function factParts(db: WritableDb<'cases'>, caseId: string) {
  const records = all(db, casesSql.selectFrom('record').selectAll().where('case_id', '=', caseId));
  const parts = all(
    db,
    casesSql
      .selectFrom('record_part')
      .innerJoin('record', 'record.record_id', 'record_part.record_id')
      .select(['record.record_id', 'record_part.bytes'])
      .where('record.case_id', '=', caseId)
      .where('class', '=', 'facts'),
  );
  return parts.flatMap(({ record_id: recordId, bytes }) => {
    const record = records.find((one) => one.record_id === recordId);
    return record === undefined ? [] : [{ record, bytes }];
  });
}

/** What is kept beside the records of a case: nothing of it counts. */
function deleteAround(db: WritableDb<'cases'>, stores: OpenStores, caseId: string): void {
  forgetQuestions(db, stores, caseId);
  for (const table of ['attachment', 'draft', 'temp.task', 'temp.approval'] as const)
    run(db, casesSql.deleteFrom(table).where('case_id', '=', caseId));
}

/** Suspected pairs and questions about the person, the links of her family on both sides, and the report of the register that brought the case: it may quote a cell of its line. */
function forgetQuestions(db: WritableDb<'cases'>, stores: OpenStores, caseId: string): void {
  removeResemblances(db, stores, new Set([caseId]));
  removeLinks(db, stores, caseId);
  const takeoverId = readCase(db, caseId)?.takeover_id ?? null;
  if (takeoverId !== null) deleteSealedMessages(db, 'takeover.report', takeoverId);
}

/** First instant of the month of a stamp. */
function startOfMonth(stamp: number): number {
  const date = new Date(stamp);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
