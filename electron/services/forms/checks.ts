import { Refused } from '../../../shared/failure.ts';
import type { Output } from '../../../shared/contract.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { retiredProblems } from '../../../shared/forms/retired.ts';
import { formOf, rowFormsOf, type FormId } from '../../../shared/forms/registry.ts';
import { rowProblems } from '../../../shared/forms/rows.ts';
import { numberAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { ConsentingPerson } from '../../../shared/rules/consent/consentAct.ts';
import type { Text } from '../../../shared/text.ts';
import { qualityOf } from './caseQuality.ts';
import { asksOverride, guardsOfConsent, type Decided } from '../consent/consentAct.ts';
import type { Records } from '../caseRecords/openedRecords.ts';

type Found = Output<'forms.save'>['problems'][number];

export type Checked = {
  readonly form: FormId;
  readonly recordId: string | null;
  readonly answers: Answers;
  readonly context: Context;
  readonly records: Records;
  /** The person's registration, whole. */
  readonly registration: Answers;
  readonly decided: Decided;
  /** A file taken over from a register holds what the register held: the marks R do not stop its saves (commands.md). */
  readonly fromRegister: boolean;
};

/**
 * What stops a save, or with `finish` the end of the step: the form's own checks, codes retired since, its rows, quality, consent. `before`: the answers that
 * remain. Throws Refused `invalid`.
 */
export function assertSound(checked: Checked, before: Answers, finish: boolean): void {
  const { form, answers, context, recordId, registration, records } = checked;
  const own = problems(formOf(form), answers, context, finish ? 'finish' : 'save').filter(
    ({ level, kind }) => level === 'error' && !(checked.fromRegister && !finish && kind === 'missing'),
  );
  const retired = retiredProblems(formOf(form), answers, before, context);
  const quality = qualityOf(form, recordId, answers, registration, records, context)
    .filter(({ level }) => level === 'error' || (finish && level === 'step'))
    .map(({ field, text }) => ({ field, message: text }));
  const rows = finish ? problemsOfRows(form, recordId, records) : [];
  const consent = consentProblems(checked, finish);
  const found: readonly { readonly field: string; readonly message: Text }[] = [...own, ...retired, ...quality, ...rows, ...consent];
  if (found.length === 0) return;
  throw new Refused(
    'invalid',
    consent[0]?.message ?? (finish ? NOT_FINISHED : NOT_SAVED),
    Object.fromEntries(found.map(({ field, message }) => [field, message])),
  );
}

/** Everything left to look at before the step is finished, warnings included. */
export function remaining(checked: Checked): Found[] {
  const { form, answers, context, recordId, registration, records } = checked;
  const quality = qualityOf(form, recordId, answers, registration, records, context);
  return [
    ...problems(formOf(form), answers, context, 'finish').map(({ field, level, kind, message }) => ({ field, level, kind, message })),
    ...quality.map(({ field, kind, level, text }): Found => ({
      field,
      level: level === 'warning' ? 'warning' : 'error',
      kind,
      message: text,
    })),
    ...problemsOfRows(form, recordId, records).map(({ field, message }): Found => ({ field, level: 'error', kind: 'rows', message })),
  ];
}

function problemsOfRows(
  form: FormId,
  recordId: string | null,
  records: Records,
): readonly { readonly field: string; readonly message: Text }[] {
  return rowFormsOf(form).flatMap((row) => {
    const rows = (records.get(row) ?? []).filter((record) => recordId !== null && record.row.parent_id === recordId);
    return rowProblems(
      formOf(row),
      rows.map((record) => record.answers),
    );
  });
}

/** Whose consent a form of the case asks, at this age in years. */
export function consentingPerson({ context, registration }: Checked, age: number): ConsentingPerson {
  return { age, registration, caregiverIsPerpetrator: context.caregiverIsPerpetrator === 'yes' };
}

function consentProblems(checked: Checked, finish: boolean): readonly { readonly field: string; readonly message: Text }[] {
  const { form, answers, context, registration, decided } = checked;
  if (form !== 'consent_service') return [];
  const age = context.ageYears ?? numberAnswer(registration, 'age_years');
  if (answers['consent_services'] === 'no' && !asksOverride(answers, age ?? 18))
    return [{ field: 'consent_services', message: WITHDRAW_INSTEAD }];
  if (age === null) return [];
  const overrideApproved = decided.overrideApproved || asksOverride(answers, age);
  return guardsOfConsent(answers, consentingPerson(checked, age), { ...decided, overrideApproved })
    .filter(({ effect }) => effect === 'refuse' || (finish && effect === 'block_step'))
    .map(({ text }) => ({ field: 'consent_giver', message: text }));
}

const NOT_SAVED = {
  fr: 'Il manque des réponses pour enregistrer. Votre saisie est gardée en brouillon.',
  en: 'Some answers are missing to save. What you typed is kept as a draft.',
};
const NOT_FINISHED = {
  fr: 'Des points restent à voir avant de finir. Votre saisie est gardée en brouillon.',
  en: 'Some points are left to check before finishing. What you typed is kept as a draft.',
};
const WITHDRAW_INSTEAD = {
  fr: 'Pour noter que la personne retire son accord, utilisez «\u00a0Retirer le consentement\u00a0».',
  en: 'To record that the person withdraws consent, use “Withdraw consent”.',
};
