import type { Answers } from '../../../shared/forms/answers.ts';
import type { Context } from '../../../shared/forms/facts.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { IsoDate, IsoDateTime } from '../../../shared/time.ts';
import { mayConcern } from '../../../shared/rules/mandatoryReporting.ts';
import { ageAtRegistration } from '../../../shared/forms/computed.ts';
import { lists } from '../../lists.ts';
import type { Content } from '../../forms/draft.ts';
import type { Reporting } from '../../forms/ReportingLimits.tsx';

/** The facts around the forms of an intake: the person is only known by what is being typed. */
export function contextOfIntake(content: Content, today: IsoDate, now: IsoDateTime, rules: Reporting['rules']): Context {
  const registration: Answers = content['registration'] ?? {};
  const consent: Answers = content['consent_service'] ?? {};
  const known = {
    ageYears: ageAtRegistration(registration, today),
    sex: codeAnswer(registration, 'sex', 'sex'),
    birthDate: dateAnswer(registration, 'date_of_birth'),
    programme: codeAnswer(registration, 'case_program', 'case_program'),
    registrationDate: dateAnswer(registration, 'registration_date'),
    uascStatus: codeAnswer(registration, 'uasc_status', 'uasc_status'),
    displacementStatus: codeAnswer(registration, 'displacement_status', 'displacement_status'),
    consentContact: codeAnswer(consent, 'consent_contact', 'yes_no'),
    consentTracing: codeAnswer(consent, 'consent_tracing', 'yes_no'),
    consentPhoto: codeAnswer(consent, 'consent_photo', 'yes_no'),
  };
  const mandatoryReporting = mayConcern(rules, known.ageYears) ? 'yes' : 'no';
  return { ...withoutNulls(known), mandatoryReporting, today, now, lists: lists() };
}

type Given<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

function withoutNulls<T extends Readonly<Record<string, unknown>>>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Given<T>;
}
