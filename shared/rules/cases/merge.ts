import { isWithheld, type Answer, type Answers } from '../../forms/answers.ts';
import type { Field } from '../../forms/define.ts';
import { sameAnswer } from '../../forms/engine.ts';
import { fieldsOf, isAsked } from '../../forms/fields.ts';
import { formOf, type FormId } from '../../forms/registry.ts';
import { compare, type Agreement, type Person, type Reason } from '../../names/compare.ts';
import { dateAnswer } from '../counting/groupings.ts';

/** The case that continues, or the case that ends. */
export type Side = 'survivor' | 'ended';
/** What is kept of a question: the answer of one file, or what both say together. */
export type Choice = Side | 'both';

/** One question that at least one of two files answers, with how far they agree and which answer is proposed (interface 3.13, 3.14). */
export type MergeRow = {
  readonly field: string;
  readonly agreement: Agreement;
  readonly survivor: Answer | null;
  readonly ended: Answer | null;
  /** Both answers together, where the question takes several and neither says it all; null elsewhere. */
  readonly both: Answer | null;
  readonly proposed: Side;
};

/** Forms of which a person has one, and whose answers are chosen one by one; the records of every other form are carried as they are. */
export const MERGED_FORMS = ['registration', 'identity', 'safe_contact'] as const satisfies readonly FormId[];
export type MergedForm = (typeof MERGED_FORMS)[number];

/** What stays the surviving file's: its month in the tables, which may be frozen, and the programme, which both share (reference §5.7). */
const STAYS: ReadonlySet<string> = new Set(['registration_date', 'case_program', 'duplicate_checked']);
/** A safe contact is what the person said last, whole: two lists of what is safe make no safe one (reference §3.4). */
const NEVER_JOINED: MergedForm = 'safe_contact';
/** Years apart that an estimated age allows (reference §3.2, `duplicate_checked`). */
const CLOSE_YEARS = 2;

/** Questions of a form that may be chosen: those asked of a person, not what the application fills in or computes. */
function chosenFields(form: MergedForm) {
  return fieldsOf(formOf(form)).filter(({ code, field }) => isAsked(field) && !STAYS.has(code));
}

/**
 * Both files question by question, in the order of the form; questions that neither answers are left out. Proposed: the surviving file's answer unless it is
 * blank; of two safe contacts, the one the person gave last.
 */
export function mergeRows(form: MergedForm, survivor: Answers, ended: Answers): readonly MergeRow[] {
  const later = form === 'safe_contact' && (dateAnswer(ended, 'valid_from') ?? '') > (dateAnswer(survivor, 'valid_from') ?? '');
  return chosenFields(form).flatMap(({ code, field }): MergeRow[] => {
    const one = survivor[code] ?? null;
    const other = ended[code] ?? null;
    if (one === null && other === null) return [];
    const proposed = other !== null && (one === null || later) ? 'ended' : 'survivor';
    const both = form === NEVER_JOINED ? null : togetherOf(field, one, other);
    return [{ field: code, agreement: agreementOf(field, one, other), survivor: one, ended: other, both, proposed }];
  });
}

/**
 * The surviving answers with those chosen from the file that ends, or from both; a blank takes no answer's place. null where a choice names a question that is
 * not among the rows, or both answers of a question that takes a single one.
 */
export function chosenAnswers(rows: readonly MergeRow[], survivor: Answers, chosen: ReadonlyMap<string, Choice>): Answers | null {
  const known = new Map(rows.map((row) => [row.field, row]));
  if ([...chosen].some(([field, choice]) => (choice === 'both' ? (known.get(field)?.both ?? null) === null : !known.has(field))))
    return null;
  const taken = rows.flatMap(({ field, proposed, survivor: own, ended, both }) => {
    const choice = chosen.get(field) ?? proposed;
    if (choice === 'both' && both !== null) return [[field, both] as const];
    return ended !== null && (own === null || choice === 'ended') ? [[field, ended] as const] : [];
  });
  return { ...survivor, ...Object.fromEntries(taken) };
}

/** What two answers of several codes give together, the surviving case's first; null where one gives it all, or where a code is chosen alone. */
function togetherOf(field: Field, one: Answer | null, other: Answer | null): Answer | null {
  if (field.type !== 'many' || !isSeveral(one) || !isSeveral(other)) return null;
  const together = [...new Set([...one, ...other])];
  if (together.length === one.length || together.length === other.length) return null;
  return together.some((code) => field.alone?.includes(code)) ? null : together;
}

function isSeveral(answer: Answer | null): answer is readonly string[] {
  return Array.isArray(answer);
}

/** How far two answers to a question agree; a blank or withheld one says nothing. */
function agreementOf(field: Field, one: Answer | null, other: Answer | null): Agreement {
  if (one === null || other === null || isWithheld(one) || isWithheld(other)) return 'unknown';
  if (sameAnswer(one, other)) return 'same';
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) <= CLOSE_YEARS ? 'close' : 'differs';
  if (field.type !== 'text' || typeof one !== 'string' || typeof other !== 'string') return 'differs';
  return field.pattern === 'phone' ? likeness('phone', { phone: one }, { phone: other }) : likeness('name', { name: one }, { name: other });
}

/** The comparison of the search of the same person; what is not written alike is close at most. */
function likeness(kind: Reason['kind'], one: Person, other: Person): Agreement {
  const agreement = compare(one, other).reasons.find((reason) => reason.kind === kind)?.agreement ?? 'unknown';
  return agreement === 'same' ? 'close' : agreement;
}
