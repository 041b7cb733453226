import type { Answers } from '../../../shared/forms/answers.ts';
import { problems } from '../../../shared/forms/problems.ts';
import { consentBandOf, OLDEST_AGE } from '../../../shared/rules/incident/ages.ts';
import { consentActOf } from '../../../shared/rules/consent/consentAct.ts';
import { consentGivers, consentGuards } from '../../../shared/rules/consent/consent.ts';
import type { ConsentGuard, ConsentGiver } from '../../../shared/rules/consent/consent.ts';
import { dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { Text } from '../../../shared/text.ts';
import { ageAtRegistration } from '../../../shared/forms/computed.ts';
import type { Content } from '../../forms/draft.ts';
import { formOfPart } from '../../forms/filling.ts';
import type { Filling } from '../../forms/filling.ts';

/** One question of an intake step: the form it belongs to and its code. */
export type StepQuestion = { readonly part: string; readonly field: string };

export type StepCode = 'consent' | 'danger' | 'person' | 'duplicates' | 'identity' | 'code';

export type Step = { readonly code: StepCode; readonly title: Text };

/** The six steps of interface §3.7, in their order. */
export const STEPS: readonly Step[] = [
  { code: 'consent', title: { fr: 'Accueil et consentement', en: 'Introduction and consent' } },
  { code: 'danger', title: { fr: 'Danger', en: 'Danger' } },
  { code: 'person', title: { fr: 'Personne', en: 'Person' } },
  { code: 'duplicates', title: { fr: 'Doublons', en: 'Duplicates' } },
  { code: 'identity', title: { fr: 'Identité et contact', en: 'Identity and contact' } },
  { code: 'code', title: { fr: 'Où en sommes-nous', en: 'Where we stand' } },
];

function asked(part: string, ...fields: readonly string[]): readonly StepQuestion[] {
  return fields.map((field) => ({ part, field }));
}

export const INTERVIEW = asked('consent_service', 'interpreter_used', 'interpreter_pledge');
export const EXPLAINED = ['info_confidentiality', 'info_limits', 'info_rights', 'info_services', 'info_storage'] as const;
/** Asked where a duty is in force; elsewhere the setting answers. */
export const REPORTING = asked('consent_service', 'mandatory_reporting_applies', 'mandatory_reporting_told');
export const AGE = asked('registration', 'age_known', 'date_of_birth', 'age_years');
export const GIVER = asked(
  'consent_service',
  'child_agreement',
  'caregiver_agreement',
  'caregiver_not_asked_reason',
  'consent_giver',
  'trusted_adult_link',
  'giver_armed',
  'child_maturity',
);
export const AGREEMENTS = asked(
  'consent_service',
  'consent_services',
  'best_interest_override',
  'best_interest_override_reason',
  'consent_reporting',
  'consent_contact',
  'consent_mode',
);
export const DANGER = asked(
  'risk_assessment',
  'danger_now',
  'life_threat_injury',
  'suicide_risk',
  'perp_access_risk',
  'honour_retaliation',
  'child_no_care',
  'risk_level',
  'risk_reason',
  'immediate_action',
);
export const PERSON = asked(
  'registration',
  'case_program',
  'referred_from',
  'referred_from_other',
  'slip_number',
  'sex',
  'displacement_status',
  'disability_status',
  'uasc_status',
  'residence_geo',
);
export const IDENTITY = asked('identity', 'last_name', 'first_name', 'nickname', 'mother_name', 'phone', 'address');
export const CONTACT = asked(
  'safe_contact',
  'contact_channel',
  'contact_days_times',
  'leave_message',
  'home_visit_allowed',
  'contact_never',
);

const QUESTIONS: Readonly<Record<StepCode, readonly StepQuestion[]>> = {
  consent: [...INTERVIEW, ...AGE, ...GIVER, ...AGREEMENTS],
  danger: DANGER,
  person: PERSON,
  duplicates: [],
  identity: [...IDENTITY, ...CONTACT],
  code: [],
};

/** What is missing or impossible on a step before the intake may continue: the questions marked R and impossible values (interface P5). */
export function stoppedAt(filling: Filling, content: Content, step: StepCode): readonly StepQuestion[] {
  return QUESTIONS[step].filter(({ part, field }) => {
    if (content[part] === undefined) return false;
    const { answers } = filling.read(content, part);
    return problems(formOfPart(part), answers, filling.contextOf(content), 'save').some(
      (problem) => problem.field === field && problem.level === 'error',
    );
  });
}

/** Whether the person refuses case management and nothing else allows the intake to continue: only a contact is recorded. */
export function isRefused(consent: Answers): boolean {
  return consent['consent_services'] === 'no' && consent['best_interest_override'] !== 'yes';
}

/** The age typed, or drawn from the date of birth; null when it is no age. */
function ageOf(content: Content): number | null {
  const registration = content['registration'] ?? {};
  const age = ageAtRegistration(registration, dateAnswer(registration, 'registration_date') ?? '');
  return age === null || age < 0 || age > OLDEST_AGE ? null : age;
}

/** Who may consent at the age typed, by the rule; null while the age is not known. */
export function giversOf(content: Content): readonly ConsentGiver[] | null {
  const age = ageOf(content);
  if (age === null) return null;
  const consent = content['consent_service'] ?? {};
  return consentGivers(consentBandOf(age), consent['caregiver_not_asked_reason'] === 'perpetrator');
}

/** The guards of the consent typed so far (reference §5.1.3); none while the age or the giver is not known. An override asked for counts as on its way. */
export function guardsOf(content: Content): readonly ConsentGuard[] {
  const consent = content['consent_service'] ?? {};
  const age = ageOf(content);
  if (age === null) return [];
  const person = { age, registration: content['registration'] ?? {}, caregiverIsPerpetrator: false };
  const act = consentActOf(consent, person, {
    supervisorValidated: false,
    overrideApproved: consent['best_interest_override'] === 'yes',
  });
  return act === null ? [] : consentGuards(act);
}

/** The guards that hold the first step back until something changes; the others only ask the supervisor to validate. */
export function blockingGuards(content: Content): readonly ConsentGuard[] {
  return guardsOf(content).filter(({ effect }) => effect === 'refuse' || effect === 'block_step');
}

/** Whether the first step is answered: nothing about the person or the events is asked before (interface §3.7). */
export function isConsentGiven(filling: Filling, content: Content): boolean {
  const consent = content['consent_service'] ?? {};
  return stoppedAt(filling, content, 'consent').length === 0 && !isRefused(consent) && blockingGuards(content).length === 0;
}

/** What registers the case: empty parts left out, contact only if the person agrees to be contacted (reference §3.4). */
export function contentToRegister(filling: Filling, content: Content): Content {
  const consent = content['consent_service'] ?? {};
  const parts = Object.keys(content).filter((part) => isWorthSending(part, content[part] ?? {}, consent));
  return Object.fromEntries(parts.map((part) => [part, filling.read(content, part).answers]));
}

function isWorthSending(part: string, answers: Answers, consent: Answers): boolean {
  if (isRefused(consent)) return part === 'consent_service' || part === 'registration';
  if (part === 'identity') return Object.keys(answers).length > 0;
  if (part !== 'safe_contact') return true;
  return (
    consent['consent_contact'] === 'yes' &&
    CONTACT.some(({ field }) => field !== 'leave_message' && field !== 'home_visit_allowed' && answers[field] !== undefined)
  );
}
