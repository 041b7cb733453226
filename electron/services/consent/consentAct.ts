import type { Answers } from '../../../shared/forms/answers.ts';
import { type CodeOf, isCode } from '../../../shared/forms/lists/all.ts';
import { consentActOf, type ConsentingPerson } from '../../../shared/rules/consent/consentAct.ts';
import { consentGuards, mayOverride, type ConsentGuard } from '../../../shared/rules/consent/consent.ts';
import { codeAnswer, dateAnswer } from '../../../shared/rules/counting/groupings.ts';
import type { GeneralConsent } from '../../../shared/rules/consent/sharing.ts';
import type { ConsentMarks } from '../../store/caseRecords/caseWork.ts';
import type { OpenedCase } from '../caseRecords/caseAccess.ts';
import type { Records } from '../caseRecords/openedRecords.ts';
import { isConsentDue } from './consentDue.ts';
import { consentOf } from './consentRecord.ts';

type Scope = CodeOf<'consent_scope'>;

/** Why a caregiver was not asked, where that means that nobody can consent for the child. */
const UNABLE: ReadonlySet<CodeOf<'caregiver_not_asked_reason'> | null> = new Set(['perpetrator', 'danger', 'unreachable', 'unknown']);

/** What the supervisor has already answered about this act. */
export type Decided = { readonly validated: boolean; readonly overrideApproved: boolean };

/** The guards that an act of consent of this person meets (reference §5.1.3–5.1.4); none while the giver is not known. */
export function guardsOfConsent(consent: Answers, person: ConsentingPerson, decided: Decided): readonly ConsentGuard[] {
  const act = consentActOf(consent, person, { supervisorValidated: decided.validated, overrideApproved: decided.overrideApproved });
  return act === null ? [] : consentGuards(act);
}

/** Continuing without consent, for a child and with the supervisor's approval only (reference §5.1.6). */
export function asksOverride(consent: Answers, age: number): boolean {
  return age < 18 && consent['best_interest_override'] === 'yes';
}

/** Whether one of the two grounds of reference §5.1.6 is there, with its reason written: what the supervisor's approval is asked on. */
export function hasOverrideGround(consent: Answers, risk: Answers, age: number): boolean {
  return mayOverride({
    age,
    dangerToLife: risk['danger_now'] === 'yes' || risk['life_threat_injury'] === 'yes',
    caregiverUnableOrUnsafe:
      consent['caregiver_agreement'] === 'absent' ||
      UNABLE.has(codeAnswer(consent, 'caregiver_not_asked_reason', 'caregiver_not_asked_reason')),
    maturity: codeAnswer(consent, 'child_maturity', 'maturity'),
    reasonWritten: consent['best_interest_override_reason'] !== undefined,
    supervisorApproved: true,
  });
}

/** The three marks of the case list: the answers of the act, « no » once withdrawn (reference §5.1.1.4). */
export function marksOf(consent: Answers): ConsentMarks {
  const given = consentOf(consent);
  const ended = new Set(withdrawnScopes(consent));
  const mark = (scope: Scope, answer: 'yes' | 'no' | null) => (ended.has(scope) || ended.has('all') ? 'no' : answer);
  return {
    services: mark('services', given.services),
    reporting: mark('reporting', given.reporting),
    contact: mark('contact', given.contact),
  };
}

/** What sharing rests on: the newest act of consent, with what was withdrawn and from when; nothing while it is to be asked again. */
export function generalConsent({ session, row }: Pick<OpenedCase, 'session' | 'row'>, records: Records): GeneralConsent {
  if (isConsentDue(session.stores.cases, row)) return NOT_ASKED;
  const consent = records.get('consent_service')?.at(-1)?.answers ?? {};
  const on = dateAnswer(consent, 'withdrawn_on');
  return {
    services: row.consent_services,
    reporting: row.consent_reporting,
    contact: row.consent_contact,
    tracing: codeAnswer(consent, 'consent_tracing', 'yes_no'),
    photo: codeAnswer(consent, 'consent_photo', 'yes_no'),
    mrm: codeAnswer(consent, 'consent_mrm', 'yes_no'),
    withdrawn: on === null ? [] : withdrawnScopes(consent).map((scope) => ({ scope, on })),
  };
}

const NOT_ASKED: GeneralConsent = { services: null, reporting: null, contact: null, tracing: null, photo: null, mrm: null, withdrawn: [] };

export function withdrawnScopes(consent: Answers): readonly Scope[] {
  const scopes = consent['withdrawn_scope'];
  return Array.isArray(scopes) ? scopes.filter((scope) => isCode('consent_scope', scope)) : [];
}
