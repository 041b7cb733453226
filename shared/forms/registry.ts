import { attachment } from './common/attachment.ts';
import { consentItem } from './common/consentItem.ts';
import { consentService } from './common/consentService.ts';
import { consentShare } from './common/consentShare.ts';
import { followUp } from './common/followUp.ts';
import { identity } from './common/identity.ts';
import { note } from './common/note.ts';
import { planItem } from './common/planItem.ts';
import { provider } from './common/provider.ts';
import { providerService } from './common/providerService.ts';
import { referral } from './common/referral.ts';
import { referralEvent } from './common/referralEvent.ts';
import { registration } from './common/registration.ts';
import { riskAssessment } from './common/riskAssessment.ts';
import { safeContact } from './common/safeContact.ts';
import { safetyPlan } from './common/safetyPlan.ts';
import type { Form } from './define.ts';
import { allegedPerpetrator } from './gbv/allegedPerpetrator.ts';
import { assessmentGbv } from './gbv/assessment.ts';
import { closureGbv } from './gbv/closure.ts';
import { feedback } from './gbv/feedback.ts';
import { incident } from './gbv/incident.ts';
import { planGbv } from './gbv/plan.ts';
import { reportedElsewhere } from './gbv/reportedElsewhere.ts';
import { serviceDisposition } from './gbv/serviceDisposition.ts';
import { fieldsOf, storageClass } from './fields.ts';

/** Every form in the order of reference part 3, with the number of its current version; answers keep the version they were given in. */
export const FORMS = {
  consent_service: { version: 1, form: consentService },
  registration: { version: 1, form: registration },
  identity: { version: 1, form: identity },
  safe_contact: { version: 1, form: safeContact },
  incident: { version: 1, form: incident },
  reported_elsewhere: { version: 1, form: reportedElsewhere },
  alleged_perpetrator: { version: 1, form: allegedPerpetrator },
  service_disposition: { version: 1, form: serviceDisposition },
  consent_share: { version: 1, form: consentShare },
  consent_item: { version: 1, form: consentItem },
  assessment_gbv: { version: 1, form: assessmentGbv },
  risk_assessment: { version: 1, form: riskAssessment },
  safety_plan: { version: 1, form: safetyPlan },
  plan_gbv: { version: 1, form: planGbv },
  plan_item: { version: 1, form: planItem },
  referral: { version: 1, form: referral },
  referral_event: { version: 1, form: referralEvent },
  follow_up: { version: 1, form: followUp },
  closure_gbv: { version: 1, form: closureGbv },
  feedback: { version: 1, form: feedback },
  provider: { version: 1, form: provider },
  provider_service: { version: 1, form: providerService },
  note: { version: 1, form: note },
  attachment: { version: 1, form: attachment },
} as const satisfies Readonly<Record<string, { readonly version: number; readonly form: Form }>>;

export type FormId = keyof typeof FORMS;

export const FORM_IDS = Object.keys(FORMS).filter(isFormId);

export function isFormId(id: string): id is FormId {
  return Object.hasOwn(FORMS, id);
}

/** The current definition of a form, as the engine sees it. */
export function formOf(id: FormId): Form {
  return FORMS[id].form;
}

/** The version in which new answers are given. */
export function currentVersion(id: FormId): number {
  return FORMS[id].version;
}

/** The row forms whose rows belong to a form's record: for `incident` three of them. */
export function rowFormsOf(id: FormId): readonly FormId[] {
  return FORM_IDS.filter((row) => formOf(row).rows?.parent === id);
}

/** The directory's forms and the survey belong to no case. */
const OUTSIDE_CASES: ReadonlySet<FormId> = new Set(['provider', 'provider_service', 'feedback']);

/** Whether a form is filled in by hand: an attachment is written by the act that seals its file. */
export function isFilledIn(id: FormId): boolean {
  return id !== 'attachment';
}

/** Whether a form is filled in among those of a case. */
export function isOfCase(id: FormId): boolean {
  return isFilledIn(id) && !OUTSIDE_CASES.has(id);
}

/** Forms that ask for something that says who a person is. */
export function identifyingForms(): readonly FormId[] {
  return FORM_IDS.filter((form) => fieldsOf(formOf(form)).some(({ field }) => storageClass(field.privacy) === 'DI'));
}
