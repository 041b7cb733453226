import { Refused } from '../../../shared/failure.ts';
import type { Answers } from '../../../shared/forms/answers.ts';
import { withComputed } from '../../../shared/forms/computed.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { retiredProblems } from '../../../shared/forms/retired.ts';
import { formOf, type FormId } from '../../../shared/forms/registry.ts';
import type { ConsentGuard } from '../../../shared/rules/consent/consent.ts';
import { numberAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { CaseSession } from '../../host.ts';
import { qualityOf } from '../forms/caseQuality.ts';
import { asksOverride, guardsOfConsent, hasOverrideGround } from '../consent/consentAct.ts';
import { intakeContext } from '../forms/context.ts';
import type { Moment } from '../caseRecords/openedRecords.ts';
import { readAnswers, sourcedFields } from '../caseRecords/formRecord.ts';
import { reportingRules } from '../mandatoryReporting/legalBasis.ts';

/** The forms of an intake; the first three are always there once the person accepts (interface 3.7). */
export const INTAKE_FORMS = [
  'consent_service',
  'registration',
  'risk_assessment',
  'identity',
  'safe_contact',
] as const satisfies readonly FormId[];
type IntakeForm = (typeof INTAKE_FORMS)[number];
const NEEDED: readonly IntakeForm[] = ['consent_service', 'registration', 'risk_assessment'];

export type IntakeContent = { readonly [F in IntakeForm]?: Answers };
/** What was typed, read by the forms' schemas, with what the application fills in. */
export type Intake = {
  readonly content: IntakeContent;
  readonly consent: Answers;
  readonly registration: Answers;
  readonly age: number | null;
  readonly context: Context;
};

/** Throws Refused `invalid` on another form, or an answer of another shape. */
export function readIntake(session: CaseSession, sent: Readonly<Record<string, unknown>>, moment: Moment): Intake {
  if (Object.keys(sent).some((form) => !INTAKE_FORMS.some((known) => known === form))) throw new Refused('invalid', NOT_THESE_FORMS);
  const read = Object.fromEntries(
    INTAKE_FORMS.flatMap((form) =>
      sent[form] === undefined ? [] : [[form, withoutSources(form, readAnswers(form, sent[form]))] as const],
    ),
  );
  const rules = reportingRules(session);
  const first = intakeContext(read, moment, rules);
  const content: IntakeContent = Object.fromEntries(
    Object.entries(read).map(([form, answers]) => [
      form,
      withComputed(isIntakeForm(form) ? form : 'identity', answers, { context: first, rows: [], clocks: [] }),
    ]),
  );
  const consent = { ...content.consent_service, staff_code: session.stores.user.staffCode, site_id: session.site.siteId };
  const registration = content.registration ?? {};
  return {
    content: { ...content, consent_service: consent },
    consent,
    registration,
    age: numberAnswer(registration, 'age_years'),
    context: intakeContext({ ...content }, moment, rules),
  };
}

function isIntakeForm(form: string): form is IntakeForm {
  return INTAKE_FORMS.some((known) => known === form);
}

/** Codes and the account are the application's to fill in; what a screen sends for them is dropped. */
function withoutSources(form: IntakeForm, answers: Answers): Answers {
  const sourced = sourcedFields(form);
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !sourced.has(code)));
}

/** Whether the person does not accept services, and no other basis lets the care continue. */
export function isRefusal({ consent, age }: Intake): boolean {
  return consent['consent_services'] !== 'yes' && !asksOverride(consent, age ?? 18);
}

/** The questions marked R of the three first forms, impossible values, quality, and who may consent (reference §0.2, §5.1.3). Throws Refused `invalid`. */
export function assertComplete(intake: Intake): void {
  const { content, consent, registration, age, context } = intake;
  const found = INTAKE_FORMS.flatMap((form) => {
    const answers = content[form];
    if (answers === undefined) return NEEDED.includes(form) ? [{ field: form, message: MISSING }] : [];
    const own = [
      ...problems(formOf(form), answers, context, 'save').filter(({ level }) => level === 'error'),
      ...retiredProblems(formOf(form), answers, {}, context),
    ];
    const quality = qualityOf(form, null, answers, registration, new Map(), context).filter(({ level }) => level === 'error');
    return [...own.map(({ field, message }) => ({ field, message })), ...quality.map(({ field, text }) => ({ field, message: text }))];
  });
  const override = asksOverride(consent, age ?? 18);
  const blocking = guardsOfIntake(intake, override)
    .filter(({ effect }) => effect === 'refuse' || effect === 'block_step')
    .map(({ text }) => ({ field: 'consent_giver', message: text }));
  const grounded = !override || hasOverrideGround(consent, content.risk_assessment ?? {}, age ?? 18);
  const unreasoned = grounded ? [] : [{ field: 'best_interest_override', message: NO_GROUND }];
  const all = [...found, ...blocking, ...unreasoned];
  if (all.length > 0)
    throw new Refused('invalid', blocking[0]?.message ?? MISSING, Object.fromEntries(all.map(({ field, message }) => [field, message])));
}

/** The guards that the consent of an intake meets, before any supervisor saw it; none while the age is not known. */
export function guardsOfIntake({ consent, registration, age, context }: Intake, overrideApproved: boolean): readonly ConsentGuard[] {
  if (age === null) return [];
  const caregiverIsPerpetrator = context.caregiverIsPerpetrator === 'yes';
  return guardsOfConsent(consent, { age, registration, caregiverIsPerpetrator }, { validated: false, overrideApproved });
}

const MISSING = {
  fr: 'Il manque des réponses pour enregistrer. Votre saisie est gardée en brouillon.',
  en: 'Some answers are missing to save. What you typed is kept as a draft.',
};
const NOT_THESE_FORMS = {
  fr: 'Un accueil ne contient pas ces fiches. Rien n’a été enregistré.',
  en: 'An intake does not hold these forms. Nothing was saved.',
};
const NO_GROUND = {
  fr: 'Sans consentement, on ne continue que pour un·e enfant en danger immédiat, ou trop jeune et sans adulte sûr, avec une raison écrite.',
  en: 'Without consent one goes on only for a child in immediate danger, or too young and without a safe adult, with a written reason.',
};
