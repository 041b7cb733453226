import type { CaseFile } from '../../../shared/contract/cases.ts';
import type { FormLine } from '../../../shared/contract/cases.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { withComputed, type RunningClock } from '../../../shared/forms/computed.ts';
import { applies, progress, visible } from '../../../shared/forms/engine.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { fieldsOf, isAsked } from '../../../shared/forms/fields.ts';
import { FORM_IDS, formOf, isOfCase, rowFormsOf, type FormId } from '../../../shared/forms/registry.ts';
import { minuteOf } from '../../host.ts';
import type { RecordRow } from '../../store/base/casesTables.ts';
import { wholeAnswers, type OpenedCase } from '../caseRecords/caseAccess.ts';
import type { OpenedRecord, Moment, Records } from '../caseRecords/openedRecords.ts';
import { formContext, rowsOf } from './context.ts';
import { remaining } from './checks.ts';
import { decidedOn, isWritable, onlyRecord } from '../caseRecords/formRecord.ts';
import { registrationOf } from './effects.ts';
import { withoutGroupings } from '../caseRecords/storage.ts';

/** Forms of a case file: rows belong to their form's page, providers to the directory. */
const IN_FILE: readonly FormId[] = FORM_IDS.filter((form) => formOf(form).rows === undefined && isOfCase(form));

/** How far each form of the case is, in the order of reference §3; counted from all answers, none of which leaves. */
export function formLines(opened: OpenedCase, records: Records, moment: Moment, clocks: Clocks): FormLine[] {
  const registration = registrationOf(opened.session.stores.cases, opened);
  return IN_FILE.map((form) => {
    const own = records.get(form) ?? [];
    const context = formContext(opened.session, opened.row, records, form, null, moment);
    return {
      form,
      title: formOf(form).title,
      ...stateOfForm(opened, form, own.at(-1), { records, context, registration, clocks }),
      mayAdd: opened.isOwner && isWritable(opened.row, form, null) && onlyRecord(opened, form) === null,
      records: own.map(({ row }) => ({
        recordId: row.record_id,
        parentId: row.parent_id,
        status: row.status,
        updatedAt: minuteOf(row.updated_at),
        revision: row.revision,
      })),
    };
  });
}

type Clocks = readonly RunningClock[];
type Around = { readonly records: Records; readonly context: Context; readonly registration: Answers; readonly clocks: Clocks };

function stateOfForm(
  opened: OpenedCase,
  form: FormId,
  newest: OpenedRecord | undefined,
  around: Around,
): Pick<FormLine, 'state' | 'answered' | 'useful' | 'problems'> {
  const definition = formOf(form);
  if (newest === undefined)
    return {
      state: applies(definition, around.context) ? 'notBegun' : 'notApplicable',
      answered: 0,
      useful: progress(definition, {}, around.context).useful,
      problems: 0,
    };
  const { row } = newest;
  const { answered, useful } = progress(definition, answersOf(opened, form, row, around), around.context);
  const problems = problemsOf(opened, form, row, around);
  if (row.status === 'draft' && useful > 0) return { state: 'inProgress', answered, useful, problems };
  return { state: problems === 0 ? 'done' : 'toCheck', answered, useful, problems };
}

function problemsOf(opened: OpenedCase, form: FormId, row: RecordRow, around: Around): number {
  const { records, context, registration } = around;
  const decided = decidedOn(opened);
  const answers = answersOf(opened, form, row, around);
  const left = remaining({ form, recordId: row.record_id, answers, context, records, registration, decided, fromRegister: false });
  return left.filter(({ level }) => level === 'error').length;
}

function answersOf({ session, keys, row: own }: OpenedCase, form: FormId, row: RecordRow, { records, context, clocks }: Around): Answers {
  const stored = withoutGroupings(wholeAnswers(session.stores.cases, keys, own.site_id, row));
  return withComputed(form, stored, { context, rows: rowsOf(records, form, row), clocks });
}

/** What a register left blank in the forms it filled: questions marked R or S, to be asked when the person comes (commands.md). */
export function toComplete(opened: OpenedCase, records: Records, moment: Moment, clocks: Clocks): CaseFile['toComplete'] {
  if (opened.row.origin !== 'takeover') return [];
  const registration = registrationOf(opened.session.stores.cases, opened);
  return [...IN_FILE, ...IN_FILE.flatMap((form) => rowFormsOf(form))].flatMap((form) =>
    (records.get(form) ?? []).flatMap(({ row }) => {
      if (!isWritable(opened.row, form, row.record_id)) return [];
      const context = formContext(opened.session, opened.row, records, form, row.parent_id, moment);
      const answers = answersOf(opened, form, row, { records, context, registration, clocks });
      const shown = visible(formOf(form), answers, context);
      return fieldsOf(formOf(form))
        .filter(
          ({ code, field }) =>
            shown.has(code) && isAsked(field) && (field.required === 'R' || field.required === 'S') && answers[code] === undefined,
        )
        .map(({ code, field }) => ({ form, field: code, label: field.label }));
    }),
  );
}
