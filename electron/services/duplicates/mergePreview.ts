import type { Input, Output } from '../../../shared/contract.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { fieldsOf, storageClass } from '../../../shared/forms/fields.ts';
import { formOf } from '../../../shared/forms/registry.ts';
import { MERGED_FORMS, mergeRows, type MergedForm } from '../../../shared/rules/cases/merge.ts';
import type { Host } from '../../host.ts';
import { appendJournal } from '../../store/journal/journal.ts';
import { readFacts } from '../../store/caseRecords/facts.ts';
import { openRecord } from '../../store/caseRecords/records.ts';
import { transaction } from '../../store/base/sql.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { frozenMonths, staffCodeOf, type OpenedCase } from '../caseRecords/caseAccess.ts';
import { openFactsOf } from '../caseRecords/openedFacts.ts';
import { carriedRecords, newestOf, signOf, withSides, type Sides } from './mergeSides.ts';

/**
 * Both files of a pair, question by question, with what is proposed and what would follow; nothing is changed. Identities are opened: a line of the journal for
 * each, with the reason, is on disk before any of them (security §6.2). Throws Refused as `withSides`.
 */
export function previewMerge(input: Input<'duplicates.preview'>, host: Host): Output<'duplicates.preview'> {
  return withSides(host, input.pairId, (sides) => {
    const { survivor, ended } = sides;
    const { session } = survivor;
    journalOpening(sides, host.now().getTime());
    const forms = MERGED_FORMS.map((form) => {
      const rows = mergeRows(form, newestOf(survivor, form)?.answers ?? {}, newestOf(ended, form)?.answers ?? {});
      return { form, rows: [...rows] };
    });
    const side = ({ row }: OpenedCase) => ({ caseId: row.case_id, caseCode: row.code, ownerCode: staffCodeOf(session, row.owner_id) });
    return {
      survivor: side(survivor),
      ended: side(ended),
      forms: forms.filter(({ rows }) => rows.length > 0),
      carried: countsOf(carriedRecords(ended, isDecidedIn(ended))),
      frozenMonths: frozenMonthsOf(ended),
      sign: signOf(sides),
      secondsShown: session.settings.revealSeconds,
    };
  });
}

/** Whether a closure of this case was decided: a closure that only waits or was sent back is not carried. */
export function isDecidedIn({ session, keys, row }: OpenedCase): (closure: RecordRow) => boolean {
  return (closure) => openRecord(session.stores.cases, keys, row.site_id, closure, ['OP']).OP?.['closure_approval'] === 'approved';
}

function journalOpening({ survivor, ended }: Sides, at: number): void {
  const { stores } = survivor.session;
  const opened = [survivor, ended].flatMap((side) => MERGED_FORMS.map((form) => newestOf(side, form)?.record));
  transaction(stores.cases, (db) => {
    for (const record of opened) {
      if (record === undefined) continue;
      const line = { object: record.record_id, rev: record.revision };
      if (isIdentifying(record.form))
        appendJournal(db, stores.actor, { kind: 'identity.open', ...line, detail: { form: record.form, reason: 'duplicate' } }, at);
      else appendJournal(db, stores.actor, { kind: 'record.read', ...line, detail: { form: record.form } }, at);
    }
  });
}

function isIdentifying(form: string): boolean {
  const merged: MergedForm | undefined = MERGED_FORMS.find((one) => one === form);
  return merged !== undefined && fieldsOf(formOf(merged)).some(({ field }) => storageClass(field.privacy) === 'DI');
}

function countsOf(records: readonly RecordRow[]): { readonly form: string; readonly count: number }[] {
  return [...Map.groupBy(records, ({ form }) => form)].map(([form, all]) => ({ form, count: all.length }));
}

/** Months that are frozen and in which something of this case counts: their figures stay as they are (reference §5.7). */
function frozenMonthsOf({ session, row }: OpenedCase): string[] {
  openFactsOf(session, [row.case_id]);
  const { cases } = session.stores;
  const frozen = frozenMonths(cases);
  const facts = ['registration', 'incident'].flatMap((form) => readFacts(cases, form, row.case_id));
  const months = new Set(
    facts.map(({ answers }) => {
      const grouped: Answers = JSON.parse(answers);
      return grouped['@late_in'] ?? grouped['@month'];
    }),
  );
  return frozen.filter((month) => months.has(month)).toSorted();
}
