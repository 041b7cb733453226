import type { Answers } from '../../forms/answers.ts';
import type { CodeOf } from '../../forms/lists/all.ts';
import { codeAnswer } from '../counting/groupings.ts';
import type { ConsentAct, ConsentGiver } from './consent.ts';

/** Whose consent it is: age in completed years; the registration, which names the caregiver's relation; whether the case says that the caregiver is the alleged perpetrator. */
export type ConsentingPerson = { readonly age: number; readonly registration: Answers; readonly caregiverIsPerpetrator: boolean };

const CAREGIVERS: ReadonlySet<ConsentGiver> = new Set(['caregiver', 'legal_guardian']);

/** The act that the answers of a consent to services state (reference §3.1); null while its giver is not known. */
export function consentActOf(
  consent: Answers,
  person: ConsentingPerson,
  decided: Pick<ConsentAct, 'supervisorValidated' | 'overrideApproved'>,
): ConsentAct | null {
  const giver = codeAnswer(consent, 'consent_giver', 'consent_giver');
  if (giver === null) return null;
  return {
    age: person.age,
    giver,
    childAgreement: codeAnswer(consent, 'child_agreement', 'child_agreement'),
    caregiverAgreement: codeAnswer(consent, 'caregiver_agreement', 'caregiver_agreement'),
    caregiverIsPerpetrator:
      person.caregiverIsPerpetrator || codeAnswer(consent, 'caregiver_not_asked_reason', 'caregiver_not_asked_reason') === 'perpetrator',
    maturity: codeAnswer(consent, 'child_maturity', 'maturity'),
    giverRelation: relationOf(giver, consent, person.registration),
    giverArmed: consent['giver_armed'] === 'yes',
    ...decided,
    interpreter: interpreterOf(consent),
  };
}

function relationOf(giver: ConsentGiver, consent: Answers, registration: Answers): CodeOf<'family_relation'> | null {
  if (giver === 'trusted_adult') return codeAnswer(consent, 'trusted_adult_link', 'family_relation');
  return CAREGIVERS.has(giver) ? codeAnswer(registration, 'caregiver_relation', 'family_relation') : null;
}

function interpreterOf(consent: Answers): ConsentAct['interpreter'] {
  if (consent['interpreter_used'] !== 'yes') return null;
  const present = consent['persons_present'];
  return {
    pledged: consent['interpreter_pledge'] === 'yes',
    family: Array.isArray(present) && present.includes('family'),
    personInsists: false,
  };
}
