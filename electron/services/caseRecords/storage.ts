import type { Answers } from '../../../shared/forms/answers.ts';
import { split } from '../../../shared/forms/engine.ts';
import { fieldsOf, storageClass } from '../../../shared/forms/fields.ts';
import { formOf, type FormId } from '../../../shared/forms/registry.ts';
import {
  dateAnswer,
  incidentGroupings,
  isGrouping,
  monthGroupings,
  perpetratorGroupings,
  personDatesOf,
  registrationGroupings,
  type Groupings,
} from '../../../shared/rules/counting/groupings.ts';
import type { IsoMonth } from '../../../shared/time.ts';
import type { SplitAnswers } from '../../store/caseRecords/records.ts';

/** In the OP part: codes of the identifying and revealing questions that have an answer, so that « renseigné » is shown without opening them. */
const MASKED = '@masked';

/** What the groupings of one form need to know beside its own answers. */
export type GroupingContext = {
  /** Answers of the person's registration; null while it is not recorded. */
  readonly registration: Answers | null;
  /** Months already frozen: a late entry counts later (reference §5.7). */
  readonly frozen: readonly IsoMonth[];
};

/** Computed questions are answered live by the rules and never stored as answers. */
function typedAnswers(form: FormId, answers: Answers): Answers {
  const computed = new Set(fieldsOf(formOf(form)).flatMap(({ code, field }) => (field.type === 'calc' ? [code] : [])));
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !computed.has(code) && !isGrouping(code)));
}

/** One form's answers as they are stored: each class apart, RD and the groupings in the facts part (security §2.6.1). */
export function storageOf(form: FormId, answers: Answers, context: GroupingContext): SplitAnswers {
  const typed = typedAnswers(form, answers);
  const parts = split(formOf(form), typed);
  const present = new Set(fieldsOf(formOf(form)).map(({ field }) => storageClass(field.privacy)));
  const groupings = groupingsOf(form, typed, context);
  const masked = present.has('DI') || present.has('SN') ? { [MASKED]: Object.keys({ ...parts.DI, ...parts.SN }) } : null;
  return {
    ...(present.has('OP') || masked !== null ? { OP: { ...parts.OP, ...masked } } : {}),
    ...(present.has('RD') || Object.keys(groupings).length > 0 ? { facts: { ...parts.RD, ...groupings } } : {}),
    ...(present.has('QI') ? { QI: parts.QI } : {}),
    ...(present.has('SN') ? { SN: parts.SN } : {}),
    ...(present.has('DI') ? { DI: parts.DI } : {}),
  };
}

/** Codes of the identifying and revealing answers of a record, from its opened OP part. */
export function maskedCodes(operational: Answers): readonly string[] {
  const codes = operational[MASKED];
  return Array.isArray(codes) ? codes : [];
}

/** Stored answers without the groupings and marks beside them: what the form itself asked. */
export function withoutGroupings(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !isGrouping(key)));
}

function groupingsOf(form: FormId, answers: Answers, { registration, frozen }: GroupingContext): Groupings {
  if (form === 'registration') return registrationGroupings(answers, frozen);
  if (form === 'closure_gbv') return monthGroupings(dateAnswer(answers, 'closure_date'), frozen);
  if (form === 'referral') return monthGroupings(dateAnswer(answers, 'ref_date'), frozen);
  if (form === 'alleged_perpetrator') return perpetratorGroupings(answers);
  if (form !== 'incident') return {};
  const person = registration === null ? null : personDatesOf(registration);
  return incidentGroupings(
    answers,
    person ?? { dateOfBirth: null, ageYears: null, registrationDate: dateAnswer(answers, 'report_date') ?? '' },
    frozen,
  );
}
